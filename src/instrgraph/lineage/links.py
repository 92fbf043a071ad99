"""What a lineage consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineageKind(StrEnum):
    """How a mandate relates to the one it continues (``igv:LineageKind``)."""

    UNCHANGED = "unchanged"
    AMENDED = "amended"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    DELEGATED = "delegated"
    DROPPED = "dropped"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Link:
    """Mandates of an older text and those of a newer one that continue them, by their identifiers.

    ``older`` is empty for what is added, ``newer`` for what is dropped; a split has several newer ones, a merger
    several older. ``evidence`` names what speaks for the link: ``sameWords``, ``likeWords``, ``samePlace``,
    ``sameForce``, ``sameAddressee``, ``otherForce``, ``otherAddressee``, ``parts``, ``basis``; ``score`` is the
    likeness of the words from 0 to 1 (1 where none are compared).
    """

    kind: LineageKind
    older: tuple[str, ...]
    newer: tuple[str, ...]
    evidence: tuple[str, ...]
    score: float
