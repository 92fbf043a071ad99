"""Pages of a list, and cursors that go on where a page ended, on the snapshot on which it began."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from instrgraph.web.problems import MALFORMED, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instrgraph.web.view import View

LARGEST_PAGE = 500
"""How many rows a page may have."""
USUAL_PAGE = 50


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a list goes on: the snapshot, the offset, and a mark of the filters that made the list."""

    snapshot: int
    offset: int
    mark: str

    def __str__(self) -> str:
        words = orjson.dumps([self.snapshot, self.offset, self.mark])
        return base64.urlsafe_b64encode(words).decode().rstrip("=")


def parse_cursor(text: str) -> Cursor:
    """Return the cursor that a text is.

    Raises:
        Refusal: it is none of ours.

    >>> parse_cursor(str(Cursor(3, 50, "abc")))
    Cursor(snapshot=3, offset=50, mark='abc')
    """
    try:
        content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
        snapshot, offset, mark = content
        good = type(snapshot) is int and type(offset) is int and type(mark) is str and snapshot > 0 <= offset
    except (ValueError, TypeError, binascii.Error):
        good = False
    if not good:
        raise Refusal(MALFORMED, "the cursor is none of ours; begin again without one")
    return Cursor(snapshot, offset, mark)


def mark_of(parameters: Mapping[str, Any]) -> str:
    """Return what tells one set of filters from another."""
    filters = sorted(
        (name, str(value))
        for name, value in parameters.items()
        if name not in ("cursor", "limit") and value is not None
    )
    return hashlib.blake2b(orjson.dumps(filters), digest_size=6).hexdigest()


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list."""

    items: list[Any]
    total: int
    next: str | None

    def envelope(self, view: View) -> dict[str, Any]:
        """Return what stands around the items in JSON."""
        return {"total": self.total, "next": self.next, "snapshot": {"number": view.number, "date": view.date}}


def page(view: View, parameters: Mapping[str, Any], found: Sequence[Any]) -> Page:
    """Return the part of ``found`` that ``cursor`` and ``limit`` ask for.

    Raises:
        Refusal: the cursor belongs to other filters.
    """
    limit = int(parameters.get("limit") or USUAL_PAGE)
    mark, start = mark_of(parameters), 0
    if parameters.get("cursor"):
        cursor = parse_cursor(str(parameters["cursor"]))
        if cursor.mark != mark:
            raise Refusal(MALFORMED, "the cursor belongs to other filters; keep the filters, or begin again without it")
        start = cursor.offset
    items = list(found[start : start + limit])
    more = start + limit < len(found)
    return Page(items, len(found), str(Cursor(view.number, start + limit, mark)) if more else None)
