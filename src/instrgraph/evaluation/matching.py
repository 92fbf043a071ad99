"""Which found row answers which annotated one, and what became of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from instrgraph.evaluation.forms import kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = dict[str, Any]
AGREE = ("instrument", "revision", "state")
"""What must agree, where the cores overlap, for a row to be right."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An annotated row and the found row that overlaps it; one of them is None where there is no other.

    ``faults`` names the fields in which the two differ, ``("missed",)`` or ``("spurious",)`` where one stands alone,
    and is empty where the row is right.
    """

    gold: Row | None
    found: Row | None
    faults: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the found row is right."""
        return not self.faults

    @property
    def exact(self) -> bool:
        """Whether both cores are the same."""
        return self.gold is not None and self.found is not None and _core(self.gold) == _core(self.found)


def match_citations(gold: Sequence[Row], found: Sequence[Row]) -> tuple[Pair, ...]:
    """Return the pairs of one document's rows, in text order.

    Left out are rows that count neither for nor against: documents (``un/doc/...``) on either side, and members
    expanded between the printed ends of a range.
    """
    pairs = _pair(gold, found, _citation_faults)
    annotated = [row for row in gold if not _optional(row)]
    return tuple(pair for pair in pairs if not _counts_not(pair, gold, annotated))


def match_mandates(gold: Sequence[Row], found: Sequence[Row]) -> tuple[Pair, ...]:
    """Return the pairs of one document's mandates: the provisions overlap, addressee and force agree.

    A demand that stands in base and proposed text with other words is two found rows and one annotated row; the
    second of the two is left out.
    """
    pairs = _pair(gold, found, _mandate_faults)
    kept = [pair for pair in pairs if pair.right]

    def repeats(pair: Pair) -> bool:
        row = pair.found
        return (
            pair.gold is None
            and row is not None
            and any(
                other.gold is not None
                and other.found is not None
                and other.found["state"] != row["state"]
                and _overlap(other.gold, row)
                and not _mandate_faults(other.gold, row)
                for other in kept
            )
        )

    return tuple(pair for pair in pairs if not repeats(pair))


def _pair(gold: Sequence[Row], found: Sequence[Row], faults: Callable[[Row, Row], tuple[str, ...]]) -> list[Pair]:
    candidates = [
        (len(faults(one, other)), _core(one) != _core(other), -_shared(one, other), first, second)
        for first, one in enumerate(gold)
        for second, other in enumerate(found)
        if _overlap(one, other)
    ]
    answers: dict[int, int] = {}
    taken: set[int] = set()
    # The fewest differences first, so that a right pair is never broken up by a wrong one.
    for _, _, _, first, second in sorted(candidates):
        if first not in answers and second not in taken:
            answers[first] = second
            taken.add(second)
    pairs = [
        Pair(one, found[answers[first]], faults(one, found[answers[first]]))
        if first in answers
        else Pair(one, None, ("missed",))
        for first, one in enumerate(gold)
    ]
    pairs += [Pair(None, other, ("spurious",)) for second, other in enumerate(found) if second not in taken]
    return sorted(pairs, key=_place)


def _place(pair: Pair) -> tuple[int, int, str]:
    row = pair.gold or pair.found or {}
    return row["start"], row["end"], str(row.get("state"))


def _citation_faults(gold: Row, found: Row) -> tuple[str, ...]:
    # What is ambiguous or unknown has no instrument, so it differs there.
    return tuple(field for field in AGREE if gold[field] != found[field])


def _mandate_faults(gold: Row, found: Row) -> tuple[str, ...]:
    return tuple(field for field in ("addressee", "force") if gold[field] != found[field])


def _core(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] < other["end"] and other["start"] < one["end"])


def _shared(one: Row, other: Row) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _optional(row: Row) -> bool:
    return bool((row["instrument"] or "").startswith("un/doc/"))


def _counts_not(pair: Pair, gold: Sequence[Row], annotated: Sequence[Row]) -> bool:
    if pair.gold is not None:
        return _optional(pair.gold)
    row = pair.found
    if row is None:
        return False
    if _optional(row):
        return not any(_overlap(row, one) for one in annotated)
    return _within_range(row, gold)


def _within_range(row: Row, gold: Sequence[Row]) -> bool:
    """Return whether a found row is a member between two annotated neighbours of one family."""
    number = _number(row)
    if number is None:
        return False
    ordered = sorted(gold, key=_core)
    for first, second in pairwise(ordered):
        ends = _number(first), _number(second)
        if None in ends or not kind(first["instrument"]) == kind(second["instrument"]) == kind(row["instrument"]):
            continue
        low, high = ends
        if low is not None and high is not None and low < number < high and _between(row, first, second):
            return True
    return False


def _between(row: Row, first: Row, second: Row) -> bool:
    inside: bool = first["start"] <= row["start"] and row["end"] <= second["end"]
    return inside


def _number(row: Row) -> int | None:
    digits = re.search(r"(\d+)\D*$", row["instrument"] or "")
    return int(digits[1]) if digits else None
