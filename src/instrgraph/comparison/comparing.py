"""Comparing two texts: provisions aligned, then the citations and mandates of each pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.comparison.alignment import align, in_order
from instrgraph.comparison.sides import section_of, sides
from instrgraph.comparison.values import CitationChange, Comparison, MandateChange, Move, Passage, Side
from instrgraph.model import Citation, Extraction, Mandate, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def compare(before: Extraction, after: Extraction) -> Comparison:
    """Return what became of one text in the other; of a draft, its proposed text counts."""
    return _compared(sides(before, State.PROPOSED), sides(after, State.PROPOSED),
                     before.document.name, after.document.name)  # fmt: skip


def compare_readings(extraction: Extraction) -> Comparison:
    """Return what a draft would change: its base text beside its proposed one."""
    name = extraction.document.name
    return _compared(sides(extraction, State.BASE), sides(extraction, State.PROPOSED),
                     f"{name} ({State.BASE})", f"{name} ({State.PROPOSED})")  # fmt: skip


def alignsides(before: Sequence[Side], after: Sequence[Side]) -> tuple[Passage, ...]:
    """Return the passages of two texts, without citations and mandates, in the order of the second text."""
    alignment = align(before, after)
    steady = in_order(alignment.pairs)
    partners = {one: (other, likeness) for one, other, likeness in alignment.pairs}
    sources = {other: one for one, (other, _) in partners.items()}
    heads = {before[one].section: after[other].section for one, (other, _) in partners.items() if _opens(before[one])}
    passages: list[Passage] = []
    placed: set[int] = set()
    for number, side in enumerate(after):
        if number not in sources:
            origin = alignment.merged_after.get(number)
            passages.append(Passage(None, side, merged=None if origin is None else before[origin]))
            continue
        one = sources[number]
        if one in steady:
            # What went stood before this one, so it is shown before it.
            passages += _gone(before, after, alignment.merged_before, partners.keys(), placed, one)
        moved = one not in steady or _in_another_section(before[one], side, heads)
        passages.append(Passage(before[one], side, partners[one][1], moved))
    passages += _gone(before, after, alignment.merged_before, partners.keys(), placed, len(before))
    return tuple(passages)


def _opens(side: Side) -> bool:
    """Return whether a provision is the line that opens its section."""
    return not side.label and side.section == section_of(side.text)


def _in_another_section(before: Side, after: Side, heads: dict[str, str]) -> bool:
    # A section whose opener was reworded is the same section; one whose opener has gone tells nothing.
    return before.section in heads and heads[before.section] != after.section


def _gone(
    before: Sequence[Side], after: Sequence[Side], merged: dict[int, int], kept: Iterable[int], placed: set[int],
    until: int,
) -> Iterator[Passage]:  # fmt: skip
    stayed = set(kept)
    for number in range(until):
        if number not in stayed and number not in placed:
            placed.add(number)
            target = merged.get(number)
            yield Passage(before[number], None, merged=None if target is None else after[target])


def _compared(before: Sequence[Side], after: Sequence[Side], first: str, second: str) -> Comparison:
    passages = [_with_changes(passage) for passage in alignsides(before, after)]
    return Comparison(first, second, tuple(_with_moves(passages)))


def _with_changes(passage: Passage) -> Passage:
    before, after = passage.before, passage.after
    citations = _citations(before.citations if before else (), after.citations if after else ())
    mandates = _mandates(before.mandates if before else (), after.mandates if after else ())
    return _replaced(passage, tuple(citations), tuple(mandates))


def _replaced(
    passage: Passage, citations: tuple[CitationChange, ...], mandates: tuple[MandateChange, ...]
) -> Passage:
    return Passage(passage.before, passage.after, passage.likeness, passage.moved, passage.merged, citations, mandates)


def _citations(before: Sequence[Citation], after: Sequence[Citation]) -> Iterator[CitationChange]:
    """Give what differs: first what is the same is set aside, then the same instrument in another revision."""
    gone, new = list(before), list(after)
    for same in (_target, _instrument):
        for old in list(gone):
            partner = next((one for one in new if same(one) == same(old)), None)
            if partner is None:
                continue
            gone.remove(old)
            new.remove(partner)
            if same is _instrument:
                yield CitationChange(Move.REPOINTED, old, partner)
    yield from (CitationChange(Move.REMOVED, old, None) for old in gone)
    yield from (CitationChange(Move.ADDED, None, one) for one in new)


def _target(citation: Citation) -> tuple[object, ...]:
    return (*_instrument(citation), citation.revision, citation.edition, citation.provision)


def _instrument(citation: Citation) -> tuple[object, ...]:
    # What could not be linked is told by its words.
    return (citation.instrument or citation.text,)


def _mandates(before: Sequence[Mandate], after: Sequence[Mandate]) -> Iterator[MandateChange]:
    gone, new = list(before), list(after)
    for old in list(gone):
        partner = next((one for one in new if one.addressee == old.addressee), None)
        if partner is None:
            continue
        gone.remove(old)
        new.remove(partner)
        if partner.force != old.force or partner.action.split() != old.action.split():
            yield MandateChange(Move.AMENDED, old, partner)
    yield from (MandateChange(Move.REMOVED, old, None) for old in gone)
    yield from (MandateChange(Move.ADDED, None, one) for one in new)


def _with_moves(passages: Sequence[Passage]) -> Iterator[Passage]:
    """Give the passages with removals and additions of one citation joined: it moved to another provision."""
    added = [change for passage in passages for change in passage.citations if change.move is Move.ADDED]
    joined: dict[int, CitationChange] = {}
    for passage in passages:
        for change in passage.citations:
            if change.move is not Move.REMOVED or change.before is None:
                continue
            same = [one for one in added if one.after and _instrument(one.after) == _instrument(change.before)]
            exact = [one for one in same if one.after and _target(one.after) == _target(change.before)]
            for partner in (exact or same)[:1]:
                added.remove(partner)
                moved = CitationChange(Move.MOVED if exact else Move.REPOINTED, change.before, partner.after)
                joined[id(change)], joined[id(partner)] = moved, moved
    for passage in passages:
        # A move is told once, where the citation stands now.
        kept = (joined.get(id(one), one) for one in passage.citations
                if id(one) not in joined or one.move is Move.ADDED)  # fmt: skip
        yield _replaced(passage, tuple(kept), passage.mandates)
