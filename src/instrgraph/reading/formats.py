"""The formats that can be read, each told from the bytes: a file may lie about its type by its name.

Adding a format is one row of ``FORMATS``. The module of a reader is imported when the first file of its kind comes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from instrgraph.reading.draft import Reader

TEXT = "text/plain"
HEAD = 4096
"""How many of the first bytes a format is told from, unless it needs the end of the file as well."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: ``recognises`` gets the whole input and must be cheap; ``reader`` is ``"module:function"``."""

    media_type: str
    recognises: Callable[[bytes], bool]
    reader: str

    def load(self) -> Reader:
        """Return the reader, its module imported now."""
        module, _, name = self.reader.partition(":")
        return cast(Reader, getattr(import_module(module), name))


def _is_text(_: bytes) -> bool:
    return True


# The first row that recognises the bytes reads them; text comes last, and refuses what is binary.
FORMATS: tuple[Format, ...] = (Format(TEXT, _is_text, "instrgraph.reading.text:read_text"),)


def format_of(data: bytes) -> Format:
    """Return the format of the bytes; what nothing else recognises is text.

    >>> format_of(b"Resolution 130").media_type
    'text/plain'
    """
    return next(one for one in FORMATS if one.recognises(data))
