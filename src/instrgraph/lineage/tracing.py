"""Which demand of a newer text continues which of an older one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instrgraph.lineage.likeness import Likeness, words_of
from instrgraph.lineage.links import LineageKind, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from instrgraph.model import Mandate

ENOUGH = 0.45
"""Demands of like words are one demand from here on, if force and addressees agree."""
ENOUGH_ELSEWHERE = 0.6
"""The same where force or addressees differ."""
PART = 0.6
"""A part of a split demand has at least so much of its own words in the whole."""
COVERED = 0.6
"""The parts of a split demand hold at least so much of the whole between them."""
ADDS = 0.15
"""Each part holds at least so much of the whole that the parts before it lack."""
CERTAIN = 0.75
"""Demands of such like words are one, and no part of another, unless another holds the rest of it."""
SAME = 0.95
"""Demands of such like words are one, whatever else is there."""
STRICT = 0.9
"""Parts that have so much of their words in the whole, and hold so much of it, are its parts for certain."""
WITHIN = 0.8
"""A demand that has so much of its words in another at the same place is that one, with words added or left out."""
TELLING = 6
"""With fewer words a demand is found in too many others."""
KNOWN = 0.1
"""Demands that one provision made in both texts are one demand from here on."""


@dataclass(frozen=True, slots=True)
class Demand:
    """The mandates that one provision makes: one demand, on all its addressees."""

    mandates: tuple[Mandate, ...]
    words: tuple[str, ...]

    @property
    def addressees(self) -> frozenset[str]:
        """Whom the demand addresses."""
        return frozenset(mandate.addressee for mandate in self.mandates)

    @property
    def first(self) -> Mandate:
        """Its first mandate, whose force, place and words are those of all."""
        return self.mandates[0]


@dataclass(frozen=True, slots=True)
class _Pair:
    older: int
    newer: int
    score: float
    known: bool
    """They stand in one provision, or one has the words of the other at the same place."""


def trace(
    older: Sequence[Mandate], newer: Sequence[Mandate], *, known: Collection[tuple[str, str]] = ()
) -> tuple[Link, ...]:
    """Return how the mandates of an older text go on in a newer one of the same instrument.

    A demand is known again by its words, its force and its addressees, wherever it stands; renumbering alone makes it
    *moved*. Each mandate of both texts is in one link at least. Texts must be in one language: words are compared.

    Args:
        older: the mandates of the older text.
        newer: those of the newer one.
        known: older and newer identifiers of mandates that stand in one provision of a text with tracked changes.
            Of two that are alike they are taken first, and less likeness is asked of them.
    """
    before, after = _demands(older), _demands(newer)
    likeness = Likeness([demand.words for demand in (*before, *after)])
    pairs = list(_pairs(before, after, likeness, frozenset(known)))
    links: list[Link] = []
    free_before, free_after = set(range(len(before))), set(range(len(after)))

    def take(needed: Callable[[_Pair], float]) -> None:
        for pair in pairs:
            if pair.older in free_before and pair.newer in free_after and pair.score >= needed(pair):
                links.extend(_continued(before[pair.older], after[pair.newer], pair.score))
                free_before.discard(pair.older)
                free_after.discard(pair.newer)

    def part(held: float, covered: float) -> None:
        asked = (likeness, held, covered)
        links.extend(_parted(before, after, free_before, free_after, asked, LineageKind.SPLIT))
        links.extend(_parted(after, before, free_after, free_before, asked, LineageKind.MERGED))

    take(lambda _: SAME)
    part(STRICT, STRICT)
    take(lambda _: CERTAIN)
    part(PART, COVERED)
    take(lambda pair: _needed(before, after, pair))
    for index in sorted(free_before):
        links.extend(Link(LineageKind.DROPPED, (one.id,), (), (), 1.0) for one in before[index].mandates)
    for index in sorted(free_after):
        links.extend(Link(LineageKind.ADDED, (), (one.id,), (), 1.0) for one in after[index].mandates)
    return tuple(links)


def continue_mandates(older: Sequence[Mandate], newer: Sequence[Mandate]) -> tuple[Mandate, ...]:
    """Return the newer mandates, each with the one that it continues and how, where it continues one."""
    found: dict[str, tuple[str, LineageKind]] = {}
    for link in trace(older, newer):
        for identifier in link.newer:
            if link.older:
                found.setdefault(identifier, (link.older[0], link.kind))
    return tuple(_continuing(mandate, found.get(mandate.id)) for mandate in newer)


def _continuing(mandate: Mandate, earlier: tuple[str, LineageKind] | None) -> Mandate:
    return replace(mandate, continues=earlier[0], lineage=earlier[1].value) if earlier else mandate


def _demands(mandates: Sequence[Mandate]) -> list[Demand]:
    grouped: dict[tuple[str, str, str], list[Mandate]] = {}
    for mandate in mandates:
        grouped.setdefault((mandate.path, mandate.force, mandate.action), []).append(mandate)
    return [Demand(tuple(same), words_of(same[0].action)) for same in grouped.values()]


def _pairs(
    before: list[Demand], after: list[Demand], likeness: Likeness, known: Collection[tuple[str, str]]
) -> Iterator[_Pair]:
    """Return all pairs with some words in common, likest first; at equal likeness those at one place come first."""
    found = []
    for i, one in enumerate(before):
        for j, other in enumerate(after):
            score = 1.0 if one.words == other.words else likeness.score(one.words, other.words)
            if score >= KNOWN:
                apart = not any((old.id, new.id) in known for old in one.mandates for new in other.mandates)
                agrees = (one.addressees == other.addressees) + (one.first.force == other.first.force)
                place = one.first.clause != other.first.clause
                found.append((-round(score, 6), apart, -agrees, place, abs(i - j), i, j))
    for score, apart, agrees, elsewhere, _, i, j in sorted(found):
        alike = not elsewhere and agrees == -2 and _within(before[i].words, after[j].words, likeness)
        yield _Pair(i, j, -score, not apart or alike)


def _within(one: tuple[str, ...], other: tuple[str, ...], likeness: Likeness) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= TELLING and likeness.held(shorter, longer) >= WITHIN


def _needed(before: list[Demand], after: list[Demand], pair: _Pair) -> float:
    if pair.known:
        return KNOWN
    one, other = before[pair.older], after[pair.newer]
    same = one.first.force == other.first.force and bool(one.addressees & other.addressees)
    return ENOUGH if same else ENOUGH_ELSEWHERE


def _continued(one: Demand, other: Demand, score: float) -> Iterator[Link]:
    """Return a link for each addressee that both have; an addressee of one alone is added or dropped.

    Where no addressee is common, the whole demand has passed to others, and is amended.
    """
    same_words = score > 0.999
    evidence = ["sameWords" if same_words else "likeWords"]
    evidence.append("sameForce" if one.first.force == other.first.force else "otherForce")
    if one.first.clause == other.first.clause:
        evidence.append("samePlace")
    common = one.addressees & other.addressees
    if not common:
        ids = tuple(mandate.id for mandate in one.mandates), tuple(mandate.id for mandate in other.mandates)
        yield Link(LineageKind.AMENDED, *ids, (*evidence, "otherAddressee"), score)
        return
    kind = LineageKind.AMENDED
    if same_words and one.first.force == other.first.force:
        kind = LineageKind.UNCHANGED if one.first.clause == other.first.clause else LineageKind.MOVED
    by_addressee = {mandate.addressee: mandate.id for mandate in one.mandates}
    for mandate in other.mandates:
        if mandate.addressee in common:
            ids = (by_addressee[mandate.addressee],), (mandate.id,)
            yield Link(kind, *ids, (*evidence, "sameAddressee"), score)
        else:
            yield Link(LineageKind.ADDED, (), (mandate.id,), ("sameProvision",), score)
    for mandate in one.mandates:
        if mandate.addressee not in common:
            yield Link(LineageKind.DROPPED, (mandate.id,), (), ("sameProvision",), score)


def _parted(wholes: list[Demand], parts: list[Demand], free_wholes: set[int], free_parts: set[int],
            asked: tuple[Likeness, float, float], kind: LineageKind) -> Iterator[Link]:  # fmt: skip
    """Return the demands that became several (or, with the texts exchanged, were several) and take them off."""
    likeness = asked[0]
    for index in sorted(free_wholes):
        whole = wholes[index]
        pieces = _pieces(whole, parts, free_parts, *asked)
        if len(pieces) < 2:
            continue
        free_wholes.discard(index)
        free_parts.difference_update(pieces)
        one = tuple(mandate.id for mandate in whole.mandates)
        many = tuple(mandate.id for place in pieces for mandate in parts[place].mandates)
        together = Counter(word for place in pieces for word in parts[place].words)
        score = likeness.score(whole.words, tuple(together.elements()))
        older, newer = (one, many) if kind is LineageKind.SPLIT else (many, one)
        yield Link(kind, older, newer, ("parts",), round(score, 4))


def _pieces(
    whole: Demand, parts: list[Demand], free: set[int], likeness: Likeness, held: float, needed: float
) -> list[int]:
    """Return the demands that hold the whole between them, each with something that the others lack; or none."""
    able = [
        place for place in free
        if whole.addressees & parts[place].addressees and likeness.held(parts[place].words, whole.words) >= held
    ]  # fmt: skip
    chosen: list[int] = []
    together: tuple[str, ...] = ()
    covered = 0.0
    for place in sorted(able, key=lambda one: (-likeness.held(whole.words, parts[one].words), one)):
        more = likeness.held(whole.words, together + parts[place].words)
        if more - covered >= ADDS:
            chosen.append(place)
            together, covered = together + parts[place].words, more
    return sorted(chosen) if covered >= needed else []
