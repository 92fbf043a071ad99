"""Which sources a store holds, and which of them a new build must read, keep or let go."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from instrgraph.pipeline.sources import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instrgraph.pipeline.sources import Source
    from instrgraph.store.manifest import SourceEntry


@dataclass(frozen=True, slots=True)
class Reader:
    """With what a source is read: the versions of rules and facts, and what was settled by hand."""

    grammar: str
    registry: str
    options: str = ""

    def made(self, entry: SourceEntry) -> bool:
        """Return whether an entry was read in just this way."""
        return (entry.grammar, entry.registry, entry.options) == (self.grammar, self.registry, self.options)


@dataclass(slots=True)
class Ledger:
    """The sources before a build, and those after it."""

    before: dict[str, SourceEntry]
    after: dict[str, SourceEntry] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)
    """The places that were read in this build."""
    archives: set[str] = field(default_factory=set)
    """The archives that were opened in this build."""

    @classmethod
    def of(cls, entries: Iterable[SourceEntry]) -> Ledger:
        """Return the ledger of a store that holds ``entries``."""
        return cls({entry.place: entry for entry in entries})

    def known(self, source: Source, place: str, reader: Reader) -> SourceEntry | None:
        """Return the entry of this content, read in this way, wherever it stood; None: it must be read."""
        sha256 = hashlib.sha256(source.data).hexdigest()
        standing = self.before.get(place)
        candidates = [standing] if standing else []
        candidates += [*self.after.values(), *self.before.values()]
        for entry in candidates:
            if entry.sha256 == sha256 and reader.made(entry):
                return replace(entry, place=place, name=source.name if entry is not standing else entry.name)
        return None

    def keep(self, entry: SourceEntry) -> None:
        """Note a source that stands as it was."""
        self.after[entry.place] = entry

    def add(self, entry: SourceEntry) -> None:
        """Note a source that was read."""
        self.after[entry.place] = entry
        self.read.add(entry.place)

    def settle(self, *, only: bool) -> tuple[SourceEntry, ...]:
        """Decide on the sources that this build did not come by, and return those that leave.

        One stays while its file is there, unless ``only`` what was named shall stay, or a source that was read now
        bears the same symbol in the same language and format: then that one takes its place.
        """
        fresh = {_identity(self.after[place]) for place in self.read}
        gone = []
        for place, entry in self.before.items():
            if place in self.after:
                continue
            if only or not self._stands(place) or (entry.key != entry.name and _identity(entry) in fresh):
                gone.append(entry)
            else:
                self.after[place] = entry
        return tuple(gone)

    def _stands(self, place: str) -> bool:
        if place == STANDARD_INPUT or Path(place).exists():
            return True
        archive = next((str(path) for path in Path(place).parents if path.is_file()), None)
        return archive is not None and archive not in self.archives

    def entries(self) -> tuple[SourceEntry, ...]:
        """Return the sources after the build, in the order of their places."""
        return tuple(self.after[place] for place in sorted(self.after))


def _identity(entry: SourceEntry) -> tuple[str, str | None, str]:
    return entry.key, entry.language, Path(entry.name).suffix.lower()
