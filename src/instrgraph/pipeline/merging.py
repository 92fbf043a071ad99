"""Merging the readings of a document: what stands in both is ``both``, in one ``base`` or ``proposed``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instrgraph.linking import confidences
from instrgraph.mandates.texts import texts_of
from instrgraph.model import Citation, Extraction, ProposedChange, Provision, Span, State
from instrgraph.pipeline.succession import merge_mandates

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.linking import Linked
    from instrgraph.model import Change, Mandate, Reading, SourceDocument
    from instrgraph.structure import Structure

_SAME_PLACE = 0.5  # share of a provision's span that must be common for it to be the same one in both readings


@dataclass(frozen=True, slots=True)
class Side:
    """One reading with what was found in it, in its own coordinates."""

    reading: Reading
    structure: Structure
    linked: tuple[Linked, ...]
    functions: tuple[str, ...]
    mandates: tuple[Mandate, ...] = ()

    def with_mandates(self, found: tuple[Mandate, ...]) -> Side:
        """Return this side with its mandates."""
        return replace(self, mandates=found)

    def citations(self, document: SourceDocument) -> tuple[Citation, ...]:
        """Return the citations as values, in the coordinates of the reading, with identifiers of this side alone."""
        names = _Names(document.id)
        values = []
        for one, function in zip(self.linked, self.functions, strict=True):
            provision = self.structure.at(one.printed.core.start)
            values.append(_value(one, provision, function, self.reading.state, names, provision.span))
        return tuple(values)


class _Names:
    """Gives each citation its identifier: both ends of it, and a count where they repeat."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._given: dict[str, int] = {}

    def give(self, path: str, linked: Linked) -> str:
        target = (linked.instrument or "unlinked").replace("/", ".")
        year = linked.revision or linked.edition
        name = f"{self._document}/cit/{path.replace('/', '.')}/{target}{f'.{year}' if year else ''}"
        count = self._given[name] = self._given.get(name, 0) + 1
        return name if count == 1 else f"{name}.{count}"


def _value(one: Linked, provision: Provision, function: str, state: State, names: _Names, sentence: Span,
           reading: Reading | None = None) -> Citation:  # fmt: skip
    """Return the citation; with a ``reading`` in the coordinates of the text as it stands, else in the reading's."""
    printed = one.printed
    core, anchor = printed.core, printed.anchor
    if reading is not None:
        core, anchor = reading.to_source(core), reading.to_source(anchor)
    return Citation(
        id=names.give(provision.path, one), language=printed.language, core=core, anchor=anchor,
        sentence=sentence, text=printed.text, kind=printed.kind, instrument=one.instrument, revision=one.revision,
        edition=one.edition, provision=printed.provision, status=one.status, candidates=one.candidates,
        reason=one.reason, by=one.by, rule=printed.rule,
        confidence=confidences().get(one.by, 0.0) if one.instrument else 0.0, clause=provision.clause,
        path=provision.path, part=provision.part, function=function, specificity=one.specificity, state=state,
    )  # fmt: skip


def merge(document: SourceDocument, readings: tuple[Reading, ...], sides: tuple[Side, ...]) -> Extraction:
    """Return the extraction of a document from its one or two sides, in coordinates of the text as it stands."""
    placed = _provisions(sides)
    provisions = tuple(dict.fromkeys(sorted(placed.values(), key=lambda one: (one.span, one.path))))
    values = _citations(document, sides, placed)
    enacting = tuple(replace(side.structure.enacting, span=side.reading.to_source(side.structure.enacting.span))
                     for side in sides if side.structure.enacting)  # fmt: skip
    found = tuple(one for side in sides for one in side.mandates)
    read = Extraction(document, readings, provisions, enacting, values, (), found)
    rows, base = merge_mandates(texts_of(read), sides, placed)
    changes = tuple(_changes(document, values, provisions, rows))
    return replace(read, changes=changes, mandates=rows, base_mandates=base)


# --------------------------------------------------------------------------------------------- provisions

_Place = tuple[int, str]  # which side, which path there


def _provisions(sides: tuple[Side, ...]) -> dict[_Place, Provision]:
    """Return for each provision of each side the merged one, in coordinates of the text as it stands."""
    if len(sides) == 1:
        return {(0, one.path): _mapped(one, sides[0].reading, State.BOTH) for one in sides[0].structure.provisions}
    mapped = [[_mapped(one, side.reading, one.state) for one in side.structure.provisions] for side in sides]
    pairs = _pairs(mapped[0], mapped[1])
    placed: dict[_Place, Provision] = {}
    used = {one.path for one in mapped[1]}
    for index, one in enumerate(mapped[1]):
        placed[1, one.path] = replace(one, state=State.BOTH if index in pairs.values() else State.PROPOSED)
    renamed: dict[str, str] = {}
    for index, one in enumerate(mapped[0]):
        partner = pairs.get(index)
        if partner is not None:
            placed[0, one.path] = placed[1, mapped[1][partner].path]
            renamed[one.path] = placed[0, one.path].path
            continue
        path = f"{one.path}.base" if one.path in used else one.path
        renamed[one.path] = path
        parent = renamed.get(one.parent, one.parent) if one.parent else None
        placed[0, one.path] = replace(one, path=path, parent=parent, state=State.BASE)
    return placed


def _mapped(one: Provision, reading: Reading, state: State) -> Provision:
    head = reading.to_source(one.head) if one.head else None
    return Provision(one.clause, one.path, one.part, reading.to_source(one.span), one.opener, one.force, one.labels,
                     head, one.parent, one.function, state, one.language)  # fmt: skip


def _pairs(base: list[Provision], proposed: list[Provision]) -> dict[int, int]:
    """Return which provision of the base is which of the proposed text: the same opener at the same place."""
    pairs: dict[int, int] = {}
    start = 0
    for index, one in enumerate(base):
        best, score = None, _SAME_PLACE
        while start < len(proposed) and proposed[start].span.end <= one.span.start:
            start += 1
        for other in range(start, len(proposed)):
            candidate = proposed[other]
            if candidate.span.start >= one.span.end:
                break
            shared = min(one.span.end, candidate.span.end) - max(one.span.start, candidate.span.start)
            share = shared / max(1, min(len(one.span), len(candidate.span)))
            if share > score and candidate.part is one.part and other not in pairs.values():
                best, score = other, share
        if best is not None:
            pairs[index] = best
    return pairs


# ---------------------------------------------------------------------------------------------- citations


def _key(one: Linked, core: Span) -> tuple[object, ...]:
    number = one.printed.number
    return (core, one.instrument, one.revision, one.edition, one.printed.kind, number.number if number else None,
            one.candidates)  # fmt: skip


def _citations(
    document: SourceDocument, sides: tuple[Side, ...], placed: dict[_Place, Provision]
) -> tuple[Citation, ...]:
    found: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for number, side in enumerate(sides):
        for index, one in enumerate(side.linked):
            found.setdefault(_key(one, side.reading.to_source(one.printed.core)), []).append((number, index))
    parted = (part for places in found.values() for part in _parted(sides, places))
    chosen = sorted(parted, key=lambda places: _position(sides, places))
    names = _Names(document.id)
    values = []
    for places in chosen:
        number, index = places[-1]  # the proposed text's, where it stands in both
        values.append(_placed(sides, number, index, placed, names, _state(sides, places)))
    return _replacing(tuple(values))


def _parted(sides: tuple[Side, ...], places: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Return the places of one citation, apart where both readings name a part of the instrument and not the same."""
    parts = {sides[number].linked[index].printed.provision for number, index in places}
    return [[place] for place in places] if len(parts) > 1 and None not in parts else [places]


def _position(sides: tuple[Side, ...], places: list[tuple[int, int]]) -> tuple[int, int, int]:
    number, index = places[-1]
    core = sides[number].reading.to_source(sides[number].linked[index].printed.core)
    return core.start, core.end, number


def _state(sides: tuple[Side, ...], places: list[tuple[int, int]]) -> State:
    if len(sides) == 1 or len({number for number, _ in places}) == 2:
        return State.BOTH
    return State.BASE if places[0][0] == 0 else State.PROPOSED


def _placed(sides: tuple[Side, ...], number: int, index: int, placed: dict[_Place, Provision], names: _Names,
            state: State) -> Citation:  # fmt: skip
    side = sides[number]
    one = side.linked[index]
    provision = placed[number, side.structure.at(one.printed.core.start).path]
    return _value(one, provision, side.functions[index], state, names, provision.span, side.reading)


def _is_fused_with(base: Citation, proposed: Citation) -> bool:
    """Return whether two rows of one place cite one instrument in two revisions."""
    revisions = (base.revision, base.edition), (proposed.revision, proposed.edition)
    same = base.instrument == proposed.instrument and base.core.overlaps(proposed.core)
    return same and revisions[0] != revisions[1]


def _replacing(values: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Join the two rows of a fused form that differ in revision alone: the proposed one replaces the base one."""
    result = list(values)
    base = [index for index, one in enumerate(values) if one.state is State.BASE and one.instrument]
    for index, one in enumerate(values):
        if one.state is not State.PROPOSED or one.instrument is None:
            continue
        old = next((other for other in base if _is_fused_with(values[other], one)), None)
        if old is not None:
            base.remove(old)
            result[index] = replace(result[index], replaces=values[old].id)
            result[old] = replace(result[old], replaced_by=one.id)
    return tuple(result)


# ------------------------------------------------------------------------------------------------ changes


def _changes(document: SourceDocument, values: tuple[Citation, ...], provisions: tuple[Provision, ...],
             found: tuple[Mandate, ...]) -> Iterator[ProposedChange]:  # fmt: skip
    """Yield what the proposal would change: pairs at one place, then what comes or goes alone."""
    number = 0
    by_id = {one.id: one for one in values}
    paired: set[str] = set()
    for removes, adds, kind, span in _pairs_of_citations(values, by_id, document.changes):
        number += 1
        paired.update((*removes, *adds))
        evidence, confidence = _evidence(span, document.changes)
        yield ProposedChange(f"{document.id}/change/{number}", kind, evidence, confidence, removes, adds, span)
    for removes, adds, span in _single(values, provisions, found, paired):
        number += 1
        evidence, confidence = _evidence(span, document.changes)
        kind = "insertion" if adds else "deletion"
        yield ProposedChange(f"{document.id}/change/{number}", kind, evidence, confidence, removes, adds, span)


def _pairs_of_citations(values: tuple[Citation, ...], by_id: dict[str, Citation], changes: tuple[Change, ...],
                        ) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], str, Span]]:  # fmt: skip
    for one in values:
        if one.replaces:
            old = by_id[one.replaces]
            yield (old.id,), (one.id,), "revisionUpdate", Span(min(old.anchor.start, one.anchor.start),
                                                                max(old.anchor.end, one.anchor.end))  # fmt: skip
    for change in changes:
        inside = [one for one in values if change.span.overlaps(one.core) and not one.replaces and not one.replaced_by]
        gone = tuple(one.id for one in inside if one.state is State.BASE)
        come = tuple(one.id for one in inside if one.state is State.PROPOSED)
        if gone and come:
            yield gone, come, "substitution", change.span


def _single(values: tuple[Citation, ...], provisions: tuple[Provision, ...], found: tuple[Mandate, ...],
            paired: set[str]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...], Span]]:  # fmt: skip
    nodes: Iterable[tuple[str, State, Span]] = (
        *((one.id, one.state, one.anchor) for one in values if one.id not in paired),
        *((one.path, one.state, one.span) for one in provisions),
        *((one.id, one.state, one.span) for one in found),
    )
    for name, state, span in nodes:
        if state is State.PROPOSED:
            yield (), (name,), span
        elif state is State.BASE:
            yield (name,), (), span


_NO_TRACE = ("comparison", 0.5)


def _evidence(span: Span, changes: tuple[Change, ...]) -> tuple[str, float]:
    """Return evidence and confidence of the change that explains a stretch best: that which shares most with it."""
    best, shared = None, 0
    for change in changes:
        for edit in change.edits:
            common = min(span.end, edit.span.end) - max(span.start, edit.span.start)
            if common > shared:
                best, shared = change, common
    return (best.evidence, best.confidence) if best else _NO_TRACE


