"""Mandates that carry out those of another body: they rest on its instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.lineage.likeness import Likeness, words_of
from instrgraph.lineage.links import LineageKind, Link

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instrgraph.model import Mandate

LIKE = 0.25
"""A mandate of the instrument named is the one carried out where its words are at least so like."""


def find_delegations(mandates: Sequence[Mandate], by_instrument: Mapping[str, Sequence[Mandate]]) -> tuple[Link, ...]:
    """Return the mandates that serve to carry out an instrument of another body, each with the likest mandate there.

    ``by_instrument`` holds the mandates of other texts by the local identifier of their instrument. The link rests on
    the basis that the newer mandate names, never on likeness of words alone; the words only say which of the
    instrument's mandates is meant (evidence ``likeWords``; without it, none was like enough and ``older`` is empty).
    """
    links: list[Link] = []
    for mandate in mandates:
        for instrument in mandate.basis:
            links.extend(_delegated(mandate, by_instrument.get(instrument, ())))
    return tuple(links)


def _delegated(mandate: Mandate, others: Sequence[Mandate]) -> list[Link]:
    foreign = [other for other in others if other.mandator != mandate.mandator]
    if not foreign:
        return []
    words = {other.id: words_of(other.action) for other in foreign}
    own = words_of(mandate.action)
    likeness = Likeness([own, *words.values()])
    best = max(foreign, key=lambda other: (likeness.score(own, words[other.id]), other.addressee == mandate.addressee))
    score = likeness.score(own, words[best.id])
    if score < LIKE:
        return [Link(LineageKind.DELEGATED, (), (mandate.id,), ("basis",), 1.0)]
    return [Link(LineageKind.DELEGATED, (best.id,), (mandate.id,), ("basis", "likeWords"), round(score, 4))]
