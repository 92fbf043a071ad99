"""Rows as a table for a terminal, or as JSON lines, JSON and CSV for programs."""

from __future__ import annotations

import csv
import json
import sys
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instrgraph.rows import Row

ROW_FORMATS = ("table", "jsonl", "json", "csv")


def default_format() -> str:
    """Return the format for where standard output goes: a table for a terminal, JSON lines for a pipe."""
    return "table" if sys.stdout.isatty() else "jsonl"


class RowWriter(Protocol):
    """Takes rows as they come and writes them to standard output."""

    def write(self, rows: Iterable[Row]) -> None:
        """Write some rows."""

    def close(self) -> None:
        """Write what must stand at the end."""


def row_writer(form: str, columns: Sequence[str], fields: Sequence[str]) -> RowWriter:
    """Return the writer for a format; ``columns`` are those of a table, ``fields`` those of a CSV file."""
    if form == "table":
        return _Table(columns)
    if form == "csv":
        return _Csv(fields)
    return _Json() if form == "json" else _JsonLines()


class _JsonLines:
    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))

    def close(self) -> None:
        return None


class _Json:
    def __init__(self) -> None:
        self.opened = False

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            print(",\n" if self.opened else "[\n", json.dumps(row, ensure_ascii=False), sep="", end="")
            self.opened = True

    def close(self) -> None:
        print("\n]" if self.opened else "[]")


class _Csv:
    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = list(fields)
        self.writer = csv.DictWriter(sys.stdout, self.fields, extrasaction="ignore", lineterminator="\n")
        self.writer.writeheader()

    def write(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.writer.writerow({name: plain(row.get(name)) for name in self.fields})

    def close(self) -> None:
        return None


class _Table:
    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = columns
        self.rows: list[Row] = []

    def write(self, rows: Iterable[Row]) -> None:
        self.rows.extend(rows)

    def close(self) -> None:
        print_table(self.columns, ([plain(row.get(name)) for name in self.columns] for row in self.rows))


def plain(value: Any) -> str:
    """Return a value as it stands in a cell: lists joined by spaces, nothing for what is not there.

    >>> plain(["itu/pp/res/2", "itu/wtsa/res/2"]), plain(None), plain(2018)
    ('itu/pp/res/2 itu/wtsa/res/2', '', '2018')
    """
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return " ".join(plain(one) for one in value)
    return str(value)


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table: as wide as the terminal, or as its contents need where there is none."""
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415  (only tables need it)
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name.replace("_", " "), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=None if sys.stdout.isatty() else 200)
    console.print(table)
