"""Reading the tables of ``data/registry``: CSV with a header; every fault is noted and none fatal, so all are told."""

from __future__ import annotations

import csv
import gzip
import io
import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from instrgraph.errors import Fault
from instrgraph.identifiers import FIRST_YEAR, LAST_YEAR, is_instrument
from instrgraph.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

STATUSES = ("seen", "known", "rule")
CONFIDENCES = ("high", "medium", "low")
MARKS = ("status", "confidence", "source")
_BODY = re.compile(r"[a-z0-9]+(?:[/-][a-z0-9]+)*")


class MarkCells(TypedDict):
    """The marks of a row, as keyword arguments of a fact."""

    status: str
    confidence: str
    source: str
    note: str


@dataclass(slots=True)
class Row:
    """One row of a table; a reader that finds a fault notes it and returns a harmless value."""

    file: str
    number: int
    cells: dict[str, str]
    faults: list[Fault]

    def fault(self, column: str, message: str) -> None:
        """Note a fault of one cell."""
        self.faults.append(Fault(self.file, self.number, column, message))

    def text(self, column: str) -> str:
        """Return a cell that must not be empty."""
        value = self.cells[column]
        if not value:
            self.fault(column, "empty; give a value")
        return value

    def choice(self, column: str, allowed: Iterable[str]) -> str:
        """Return a cell that holds one of a few words."""
        value = self.cells[column]
        if value not in allowed:
            self.fault(column, f"{value!r} is none of {', '.join(one or '(empty)' for one in allowed)}")
        return value

    def whole(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        value = self.cells[column]
        if value and not value.isdecimal():
            self.fault(column, f"{value!r} is no whole number")
            return None
        return int(value) if value else None

    def year(self, column: str, *, required: bool = True) -> int | None:
        """Return a year."""
        value = self.whole(column)
        if value is None:
            if required and not self.cells[column]:
                self.fault(column, "empty; give a year")
        elif not FIRST_YEAR <= value <= LAST_YEAR:
            self.fault(column, f"{value} is not a year from {FIRST_YEAR} to {LAST_YEAR}")
            return None
        return value

    def day(self, column: str) -> date | None:
        """Return a day, or None for an empty cell."""
        value = self.cells[column]
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(column, f"{value!r} is no day; write 2018-10-29")
            return None

    def instrument(self, column: str, *, required: bool = True) -> str:
        """Return the identifier of an instrument."""
        value = self.text(column) if required else self.cells[column]
        if value and not is_instrument(value):
            self.fault(column, f"{value!r} is no identifier of an instrument; write for example itu/pp/res/130")
        return value

    def agent(self, column: str) -> str:
        """Return the identifier of a body, an office or a group."""
        value = self.text(column)
        if value and not _BODY.fullmatch(value):
            self.fault(column, f"{value!r} is no identifier of a body; write for example itu/pp")
        return value

    def several(self, column: str) -> tuple[str, ...]:
        """Return the values of a cell that holds several, with bars between them."""
        return tuple(one for one in self.cells[column].split("|") if one)

    def languages(self, stem: str, *, required: bool = True) -> dict[str, str]:
        """Return the cells ``stem_en`` to ``stem_zh`` that hold something, by language."""
        read = self.text if required else self.cells.__getitem__
        return {language: value for language in LANGUAGES if (value := read(f"{stem}_{language}"))}

    def marks(self) -> MarkCells:
        """Return status, confidence, source and note; what was seen must say where."""
        status = self.choice("status", STATUSES)
        if status == "seen" and not self.cells["source"]:
            self.fault("source", "empty though the status is 'seen'; name the source or write 'known'")
        return {"status": status, "confidence": self.choice("confidence", CONFIDENCES), "source": self.cells["source"],
                "note": self.cells.get("note", "")}  # fmt: skip


@dataclass(slots=True)
class Folder:
    """The tables of one folder, with the faults found so far."""

    path: Path
    faults: list[Fault] = field(default_factory=list)

    def rows(self, name: str, columns: Iterable[str], key: Iterable[str] = ()) -> Iterator[Row]:
        """Yield the rows of a table; ``key`` names columns that together occur once only.

        A missing file, a missing column, a row of another length and a key used twice are faults.
        """
        text = self.text(name)
        if text is None:
            return
        reader = csv.reader(io.StringIO(text))
        header = next(reader, [])
        missing = [column for column in (*columns, *MARKS) if column not in header]
        if missing:
            self.faults.extend(Fault(name, 1, column, "column missing from the header") for column in missing)
            return
        keys, used = tuple(key), dict[tuple[str, ...], int]()
        for number, cells in enumerate(reader, start=2):
            if len(cells) != len(header):
                self.faults.append(Fault(name, number, "*", f"{len(cells)} cells, the header has {len(header)}"))
                continue
            row = Row(name, number, dict(zip(header, map(str.strip, cells), strict=True)), self.faults)
            value = tuple(row.cells[column] for column in keys)
            if keys and (before := used.setdefault(value, number)) != number:
                row.fault(keys[0], f"{' '.join(value)!r} stands in row {before} already")
            yield row

    def text(self, name: str) -> str | None:
        """Return the text of a table; None, and a fault, where it is missing or unreadable."""
        try:
            data = (self.path / name).read_bytes()
            return (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
        except FileNotFoundError:
            self.faults.append(Fault(name, 0, "*", f"the file is missing from {self.path}"))
        except (UnicodeDecodeError, gzip.BadGzipFile, EOFError) as error:
            self.faults.append(Fault(name, 0, "*", f"unreadable ({error}); save it as UTF-8"))
        return None
