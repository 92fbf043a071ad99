"""Provisions of a draft, an adopted text or a document, and those of the base text that a draft witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.terms import GraphWriter, concept, node, text
from instrgraph.graph.vocabulary import ELI, IG, IGV
from instrgraph.mandates.texts import TextKind, Texts, base_path
from instrgraph.model import Change, EditKind, Extraction, Part, Provision, State

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from instrgraph.graph.anchors import Anchors

STATES = {
    State.BOTH: IGV.term("state-both"),
    State.BASE: IGV.term("state-baseOnly"),
    State.PROPOSED: IGV.term("state-proposedOnly"),
    State.UNKNOWN: IGV.term("state-unknown"),
}
"""The concept for each state."""

_CLAUSES = frozenset({Part.PREAMBLE, Part.OPERATIVE})
_IN_BASE = frozenset({State.BOTH, State.BASE})


def section_kind(part: Part, opener: str | None) -> NamedNode:
    """Return the kind of section: that of the clause opener, else that of the part of the document.

    >>> section_kind(Part.OPERATIVE, "calls-upon").value.rsplit("#", 1)[1]
    'sec-calls-upon'
    >>> section_kind(Part.PREAMBLE, "an opener of tomorrow").value.rsplit("#", 1)[1]
    'sec-preamble'
    """
    name = f"sec-{opener}"
    return IGV.term(name) if name in IGV else concept("sec", part.value)


def write_provisions(extraction: Extraction, texts: Texts, anchors: Anchors, writer: GraphWriter) -> None:
    """Write the provisions of the document's text, then those of its base text."""
    for provision in extraction.provisions:
        _write(provision, texts, anchors, writer)
    if texts.base:
        labels = moved_labels(extraction)
        for provision in extraction.provisions:
            if provision.state in _IN_BASE and provision.part in _CLAUSES:
                _write_base(provision, texts, labels, anchors, writer)


def _write(provision: Provision, texts: Texts, anchors: Anchors, writer: GraphWriter) -> None:
    subject, whole, add = node(texts.provision_id(provision)), texts.text_of(provision), writer.add
    writer.type(subject, IG.Provision)
    parent = texts.provisions.get(provision.parent or "")
    add(subject, ELI.is_part_of, node(texts.provision_id(parent) if parent else whole))
    add(subject, IG.sectionKind, section_kind(provision.part, provision.opener))
    add(subject, IG.clause, text(provision.clause))
    if provision.labels:
        add(subject, ELI.number, text(provision.labels[-1]))
    if texts.kind is TextKind.DRAFT and whole == texts.text:
        add(subject, IG.textState, STATES[provision.state])
    add(subject, IG.extractedFrom, node(texts.document))
    if len(provision.span):
        add(subject, IG.anchor, anchors.opening(provision.span, provision.language))


def _write_base(
    provision: Provision, texts: Texts, labels: dict[int, tuple[str, str]], anchors: Anchors, writer: GraphWriter
) -> None:
    path, add = base_path(provision, labels), writer.add
    subject = node(f"{texts.base}/part/{path}")
    writer.type(subject, IG.Provision)
    add(subject, ELI.is_part_of, node(_base_parent(provision, texts, labels)))
    add(subject, IG.sectionKind, section_kind(provision.part, provision.opener))
    clause, printed = provision.clause.rpartition("/")[::2], provision.labels[-1:]
    moved = labels.get(provision.span.start)
    renumbered = moved is not None and printed == (moved[1],) and provision.state is State.BOTH
    add(subject, IG.clause, text(f"{clause[0]}/{moved[0]}" if moved and renumbered else provision.clause))
    if provision.labels:
        old, new = labels.get(provision.span.start, (provision.labels[-1], ""))
        add(subject, ELI.number, text(old if new in ("", provision.labels[-1]) else provision.labels[-1]))
    add(subject, IG.extractedFrom, node(texts.document))
    if len(provision.span):
        add(subject, IG.anchor, anchors.opening(provision.span, provision.language))


def _base_parent(provision: Provision, texts: Texts, labels: dict[int, tuple[str, str]]) -> str:
    parent = texts.provisions.get(provision.parent or "")
    if parent is None or parent.state not in _IN_BASE:
        return texts.base or ""
    return f"{texts.base}/part/{base_path(parent, labels)}"


def moved_labels(extraction: Extraction) -> dict[int, tuple[str, str]]:
    """Return old and new label of each renumbered item by the offset at which its label begins ("cd)": c, d)."""
    found = {}
    for change in extraction.document.changes:
        if change.evidence == "fusedLabel":
            words = extraction.document.text
            old, new = (_words(change, kind, words) for kind in (EditKind.DELETION, EditKind.INSERTION))
            if old and new:
                found[change.span.start] = (old, new)
    return found


def _words(change: Change, kind: EditKind, words: str) -> str:
    taken = "".join(edit.span.of(words) for edit in change.edits if edit.kind is kind)
    return taken.strip(" \t().")
