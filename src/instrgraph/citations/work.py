"""What the rules share while they go through one reading."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.model import Part

if TYPE_CHECKING:
    from instrgraph.citations.printed import Printed
    from instrgraph.citations.scene import Scene
    from instrgraph.model import Reading
    from instrgraph.structure import Structure


@dataclass(slots=True)
class Work:
    """The citations found so far in one reading, and the stretches of its folded text that they take."""

    scene: Scene
    notes: frozenset[str] = frozenset()
    """The marks of the footnotes that stand in the text."""
    found: list[Printed] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    groups: int = 0
    edge: int = 0
    """Where the last joint form ends, its body included: words before it tell nothing of the next."""

    def is_taken(self, start: int, end: int) -> bool:
        """Return whether a stretch overlaps one that was taken lately."""
        return self.is_taken_anywhere(start, end)

    def is_taken_anywhere(self, start: int, end: int) -> bool:
        """Return whether a stretch overlaps any that was taken."""
        index = bisect_left(self.taken, (start, start))
        # Stretches taken do not overlap one another: only the neighbours can overlap this one.
        near = self.taken[max(0, index - 1) : index + 1]
        return any(first < end and start < last for first, last in near)

    def take(self, start: int, end: int) -> None:
        """Note that a citation takes a stretch."""
        insort(self.taken, (start, end))


def footnotes(structure: Structure, reading: Reading) -> frozenset[str]:
    """Return the marks of the footnotes of a reading: "1", "2"."""
    marks = (re.match(r"\(?(\d{1,3})\b", one.span.of(reading.text).lstrip())
             for one in structure.provisions if one.part is Part.FOOTNOTE)  # fmt: skip
    return frozenset(mark.group(1) for mark in marks if mark)
