"""The values of a comparison."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import Citation, Mandate

_WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Side:
    """A provision in one of the two texts: where it stands, its words without its label, and what it holds."""

    order: int
    clause: str
    path: str
    section: str
    """The path without its labels: openers and addressees, part of the text."""
    label: str
    text: str
    citations: tuple[Citation, ...] = ()
    mandates: tuple[Mandate, ...] = ()


class Fate(StrEnum):
    """What became of a provision; one that moved or was renumbered *and* changed in words is ``CHANGED``."""

    KEPT = "kept"
    CHANGED = "changed"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    CAME = "came"
    WENT = "went"


class Move(StrEnum):
    """What became of a citation or of a mandate."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REPOINTED = "re-pointed"
    AMENDED = "amended"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that both texts have, or only the first (``removed``), or only the second (``added``)."""

    text: str
    status: str


@dataclass(frozen=True, slots=True)
class CitationChange:
    """A citation that is not the same in both texts."""

    move: Move
    before: Citation | None
    after: Citation | None


@dataclass(frozen=True, slots=True)
class MandateChange:
    """A mandate that is not the same in both texts."""

    move: Move
    before: Mandate | None
    after: Mandate | None


@dataclass(frozen=True, slots=True)
class Passage:
    """A provision of the first text with that of the second that it became; one of them is None where it has none.

    ``likeness`` runs from 0 to 1. ``moved``: it stands in another section or out of the old order. ``merged`` is set
    where a provision without a partner went, for the greater part, into that one of the other text (or came from it).
    """

    before: Side | None
    after: Side | None
    likeness: float = 0.0
    moved: bool = False
    merged: Side | None = None
    citations: tuple[CitationChange, ...] = ()
    mandates: tuple[MandateChange, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of it, in one word."""
        if self.before is None:
            return Fate.CAME
        if self.after is None:
            return Fate.WENT
        if _plain(self.before.text) != _plain(self.after.text):
            return Fate.CHANGED
        if self.moved:
            return Fate.MOVED
        return Fate.RENUMBERED if self.before.label != self.after.label else Fate.KEPT

    def pieces(self) -> tuple[Piece, ...]:
        """Return the words of both, in order, as pieces that are common, removed or added."""
        before = _WORD.findall(_plain(self.before.text)) if self.before else []
        after = _WORD.findall(_plain(self.after.text)) if self.after else []
        return tuple(_differences(before, after))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side: passages in the order of the second, with what went at its old place."""

    before: str
    after: str
    passages: tuple[Passage, ...]

    @property
    def counts(self) -> dict[Fate, int]:
        """How many provisions had each fate."""
        counted = Counter(passage.fate for passage in self.passages)
        return {fate: counted[fate] for fate in Fate}

    @property
    def citations(self) -> tuple[CitationChange, ...]:
        """Citations that were added, removed, moved or re-pointed, in the order of the passages."""
        return tuple(change for passage in self.passages for change in passage.citations)

    @property
    def mandates(self) -> tuple[MandateChange, ...]:
        """Mandates that were added, removed, moved or amended, in the order of the passages."""
        return tuple(change for passage in self.passages for change in passage.mandates)


def _plain(text: str) -> str:
    """Return the words with single spaces: line breaks are no difference."""
    return " ".join(text.split())


def _differences(before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("".join(before[first:last]), "common")
            continue
        if first < last:
            yield Piece("".join(before[first:last]), "removed")
        if start < end:
            yield Piece("".join(after[start:end]), "added")
