"""The changes found so far: they never overlap, so that the first witness to claim a stretch keeps it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import Change, Span


class Ledger:
    """Changes in text order, found by place in logarithmic time.

    >>> from instrgraph.model import Change, Edit, EditKind, Span
    >>> ledger = Ledger()
    >>> ledger.add(Change((Edit(Span(3, 5), EditKind.INSERTION),), "fusedSpan", 1.0))
    >>> ledger.is_taken(Span(4, 9)), ledger.is_taken(Span(5, 9)), len(ledger)
    (True, False, 1)
    """

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._changes: list[Change] = []

    def __len__(self) -> int:
        return len(self._changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes)

    def add(self, change: Change) -> None:
        """Enter a change; whoever adds has asked ``is_taken`` before."""
        place = bisect_right(self._starts, change.span.start)
        self._starts.insert(place, change.span.start)
        self._changes.insert(place, change)

    def is_taken(self, span: Span) -> bool:
        """Return whether a change found before overlaps the span."""
        place = bisect_left(self._starts, span.end)
        return place > 0 and self._changes[place - 1].span.end > span.start

    def starts_in(self, span: Span) -> bool:
        """Return whether a change begins within the span."""
        place = bisect_left(self._starts, span.start)
        return place < len(self._starts) and self._starts[place] < span.end

    def clear(self, span: Span) -> bool:
        """Strike what lies within the span; return False, and strike nothing, where a change reaches beyond it."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        before = first > 0 and self._changes[first - 1].span.end > span.start
        if before or (last > first and self._changes[last - 1].span.end > span.end):
            return False
        if any(change.span == span for change in self._changes[first:last]):
            return False
        del self._starts[first:last]
        del self._changes[first:last]
        return True
