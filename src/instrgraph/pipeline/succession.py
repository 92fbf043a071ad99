"""The mandates of a document's readings as one list: named, merged, each with the one of the base that it continues."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.lineage import LineageKind, Link, trace
from instrgraph.mandates.texts import TextKind
from instrgraph.model import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from instrgraph.mandates.texts import Texts
    from instrgraph.model import Mandate, Provision
    from instrgraph.pipeline.merging import Side

_Place = tuple[int, str]
_Merged = tuple[str, str, str]
_NEW = "ADD"


def merge_mandates(
    texts: Texts, sides: Sequence[Side], placed: Mapping[_Place, Provision]
) -> tuple[tuple[Mandate, ...], tuple[Mandate, ...]]:
    """Return the mandates of a document, and those of the adopted text that it modifies, in the words of that text.

    Spans are those of the text as it stands. What both readings demand is one mandate in the words of the proposed
    text; each says which of the base it continues and how, and what only the base demands whether it is dropped.
    """
    own = _own(texts, len(sides) - 1, sides[-1], placed)
    if len(sides) == 1:
        return _of_one_reading(texts, own, sides[0])
    base = _of_base(texts, sides[0], placed, {one.id for one in own})
    earlier = {_key(one): one.id for one in base}
    known = {(earlier[_key(one)], one.id) for one in own if _key(one) in earlier}
    # Clauses are compared as each text has them: renumbering is what "moved" tells.
    printed = [replace(one, clause=raw.clause) for one, raw in zip(base, sides[0].mandates, strict=True)]
    rows = _rows(base, own, earlier)
    names = {one.id for one in base} if texts.base else {one.id for one in rows}
    followed = _with_lineage(rows, trace(printed, own, known=known), names)
    return _in_order(followed), tuple(base) if texts.base else ()


def _own(texts: Texts, number: int, side: Side, placed: Mapping[_Place, Provision]) -> list[Mandate]:
    """Return the mandates of the text that the document carries, with the identifiers that they have in the graph."""
    used: Counter[str] = Counter()
    return [_named(_moved(one, number, side, placed), texts, used) for one in side.mandates]


def _named(mandate: Mandate, texts: Texts, used: Counter[str], *, base: bool = False, path: str = "") -> Mandate:
    name = path or mandate.path
    used[name] += 1
    identifier = texts.mandate_id(name, used[name], base=base)
    while used[identifier]:  # the second section of a name is as long as an item of the first: "instructs.2"
        used[name] += 1
        identifier = texts.mandate_id(name, used[name], base=base)
    used[identifier] += 1
    return replace(mandate, id=identifier)


def _moved(mandate: Mandate, number: int, side: Side, placed: Mapping[_Place, Provision]) -> Mandate:
    provision = placed.get((number, mandate.path))
    span = side.reading.to_source(mandate.span)
    if provision is None:
        return replace(mandate, span=span)
    return replace(mandate, span=span, path=provision.path, clause=provision.clause)


def _of_one_reading(texts: Texts, own: list[Mandate], side: Side) -> tuple[tuple[Mandate, ...], tuple[Mandate, ...]]:
    """Return the mandates of a text without tracked changes; a draft that shows none keeps those of its base."""
    rows = [replace(one, state=State.BOTH) for one in own]
    if texts.kind is not TextKind.DRAFT:
        return _in_order(rows), ()
    if texts.action == _NEW:
        added = (replace(one, lineage=LineageKind.ADDED.value, lineage_evidence=("newInstrument",)) for one in rows)
        return _in_order(added), ()
    if not texts.base:
        return _in_order(rows), ()
    used: Counter[str] = Counter()
    pairs = zip(rows, side.mandates, strict=True)
    base = tuple(_named(one, texts, used, base=True, path=raw.path) for one, raw in pairs)
    links = [Link(LineageKind.UNCHANGED, (old.id,), (one.id,), ("noTrace",), 1.0)
             for old, one in zip(base, rows, strict=True)]  # fmt: skip
    return _in_order(_with_lineage(rows, links, {one.id for one in base})), base


def _of_base(texts: Texts, side: Side, placed: Mapping[_Place, Provision], taken: Iterable[str]) -> list[Mandate]:
    """Return the mandates of the base text: named by their own place there, or in the draft where no base is known."""
    used: Counter[str] = Counter(() if texts.base else taken)
    found = []
    for raw in side.mandates:
        moved = _moved(raw, 0, side, placed)
        path = raw.path if texts.base else moved.path
        found.append(_named(moved, texts, used, base=True, path=path))
    return found


def _key(mandate: Mandate) -> _Merged:
    return mandate.path, mandate.addressee, mandate.force


def _rows(base: Iterable[Mandate], own: Iterable[Mandate], earlier: Mapping[_Merged, str]) -> list[Mandate]:
    kept = list(own)
    here = {_key(one) for one in kept}
    rows = [replace(one, state=State.BOTH if _key(one) in earlier else State.PROPOSED) for one in kept]
    return [*rows, *(replace(one, state=State.BASE) for one in base if _key(one) not in here)]


def _with_lineage(rows: Iterable[Mandate], links: Iterable[Link], names: Iterable[str]) -> Iterable[Mandate]:
    """Return the mandates with what the links say of them; only what has a node of its own (``names``) is continued."""
    told: dict[str, Link] = {}
    for link in links:
        for identifier in link.newer or link.older:
            told.setdefault(identifier, link)
    known = set(names)
    for one in rows:
        found = told.get(one.id)
        if found is None or (one.state is State.BASE) != (found.kind is LineageKind.DROPPED):
            yield one
            continue
        continued = tuple(identifier for identifier in found.older if identifier in known and identifier != one.id)
        yield replace(one, lineage=found.kind.value, lineage_evidence=found.evidence, lineage_score=found.score,
                      continues=continued[0] if continued else None, continues_also=continued[1:])  # fmt: skip


def _in_order(mandates: Iterable[Mandate]) -> tuple[Mandate, ...]:
    return tuple(sorted(mandates, key=lambda one: (one.span, one.path)))
