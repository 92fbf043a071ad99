"""Everything that can go wrong, as one tree.

::

    InstrgraphError
    ├── OwnFileError                 a file of ours is wrong
    │   ├── GrammarError             data/lang: rule and caret
    │   ├── RegistryError            data/registry: file, row, column; all faults at once
    │   └── OntologyError            ontology/
    ├── InputError                   the input cannot become a document
    │   ├── UnsupportedInput         no reader for this type, or its program is not installed
    │   ├── UnreadableInput          broken, empty, or not what it says it is
    │   ├── InputTooLarge            over a limit of the settings
    │   └── EncryptedInput           needs a password
    ├── MalformedIdentifier          no identifier in any of the forms we read
    ├── AmbiguousIdentifier          a printed form that several instruments bear; carries the candidates
    ├── NotFound                     nothing there by that name
    ├── SettingsError                a setting has a value that it cannot have
    └── StoreError                   the store failed
        ├── StoreUnavailable         not there, not reachable, or not ours
        ├── StoreLocked              another build holds it
        ├── StoreFull                no room on the disk
        ├── QueryFault               the query is at fault, with line and column
        ├── QueryTimeout             over the time limit
        └── ResultTooLarge           over a limit on rows or bytes

Every message names the file or query, the place, the fault and the remedy, in one line where one line will do.
Two tables translate this tree: ``cli.exit_codes`` to exit codes and ``web.problems`` to RFC 9457 problems; a test
fails for a class that a table lacks.
"""

from __future__ import annotations

from dataclasses import dataclass


class InstrgraphError(Exception):
    """The root: catch this to catch everything that instrgraph raises on purpose."""


class OwnFileError(InstrgraphError):
    """A file of ours (grammar, registry or ontology) is wrong."""


class GrammarError(OwnFileError):
    """A file below ``data/lang`` is wrong; the message shows the line with a caret."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a table: where it is and what is wrong with it."""

    file: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, row {self.row}, column {self.column}: {self.message}"


class RegistryError(OwnFileError):
    """Tables below ``data/registry`` are wrong; ``faults`` holds all of them, not the first only."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} fault(s) in the registry:\n" + "\n".join(f"  {fault}" for fault in faults))


class OntologyError(OwnFileError):
    """A file below ``ontology`` is wrong, or a question lacks what it declares."""


class InputError(InstrgraphError):
    """The input cannot become a document."""


class UnsupportedInput(InputError):
    """There is no reader for this type of file, or the program that it needs is not installed."""


class UnreadableInput(InputError):
    """The input is broken, empty, or not what it says it is."""


class InputTooLarge(InputError):
    """The input is over a limit; the message names the limit and the setting."""


class EncryptedInput(InputError):
    """The input needs a password."""


class MalformedIdentifier(InstrgraphError):
    """A text is no identifier in any of the forms that we read."""


class AmbiguousIdentifier(InstrgraphError):
    """A printed form may mean several instruments; ``candidates`` holds their local identifiers."""

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        self.candidates = candidates
        super().__init__(message)


class NotFound(InstrgraphError):
    """There is nothing by that name."""


class SettingsError(InstrgraphError):
    """A setting has a value that it cannot have; the message names the variable and what it takes."""


class StoreError(InstrgraphError):
    """The store failed."""


class StoreUnavailable(StoreError):
    """The store is not there, cannot be reached, or is not one of ours."""


class StoreLocked(StoreError):
    """Another process holds the store for writing."""


class StoreFull(StoreError):
    """There is no room left for the store."""


class QueryFault(StoreError):
    """The query is at fault; ``line`` and ``column`` count from 1 where the engine tells them."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        self.line = line
        self.column = column
        super().__init__(message)


class QueryTimeout(StoreError):
    """The query took longer than the limit allows."""


class ResultTooLarge(StoreError):
    """The result has more rows or bytes than the limit allows."""
