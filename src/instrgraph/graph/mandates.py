"""Mandates: those of the draft or the adopted text, and those of the base text that a draft witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.provisions import STATES, moved_labels, section_kind
from instrgraph.graph.terms import GraphWriter, concept, decimal, node, text
from instrgraph.graph.vocabulary import ELI, IG, IGV, RDFS
from instrgraph.mandates.texts import TextKind, Texts, base_path
from instrgraph.model import Extraction, Mandate, Part, State

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from instrgraph.graph.anchors import Anchors
    from instrgraph.graph.seen import Seen

_SELF = "self"
_IN_BASE = frozenset({State.BOTH, State.BASE, State.UNKNOWN})
_IN_DRAFT = frozenset({State.BOTH, State.PROPOSED, State.UNKNOWN})


def write_mandates(
    extraction: Extraction, texts: Texts, seen: Seen, anchors: Anchors, writer: GraphWriter
) -> None:
    """Write every mandate of the document's text, then those of the text that it modifies."""
    writing = _Writing(extraction, texts, seen, anchors, writer)
    for mandate in extraction.mandates:
        writing.write(mandate)
    for mandate in extraction.base_mandates:
        writing.write_base(mandate)


class _Writing:
    def __init__(
        self, extraction: Extraction, texts: Texts, seen: Seen, anchors: Anchors, writer: GraphWriter
    ) -> None:
        self._document = extraction.document
        self._texts = texts
        self._seen, self._anchors, self._writer = seen, anchors, writer
        self._labels = moved_labels(extraction)
        self._citations = extraction.citations

    def write(self, mandate: Mandate) -> None:
        subject, texts, add = node(mandate.id), self._texts, self._writer.add
        if mandate.state is State.BASE and texts.base is not None:
            return  # it is one of the base text, and written as such
        self._write_one(subject, mandate, texts.text, self._stated(mandate, base=False))
        if texts.kind is TextKind.DRAFT:
            add(subject, IG.textState, STATES[mandate.state])
        add(subject, IG.continuesMandate, *(node(one) for one in (mandate.continues, *mandate.continues_also) if one))
        if mandate.lineage and mandate.state is not State.BASE:
            self._write_lineage(subject, mandate)

    def write_base(self, mandate: Mandate) -> None:
        self._write_one(node(mandate.id), mandate, str(self._texts.base), self._stated(mandate, base=True))

    def _write_lineage(self, subject: NamedNode, mandate: Mandate) -> None:
        add = self._writer.add
        add(subject, IG.lineageKind, concept("lin", str(mandate.lineage)))
        if mandate.lineage_evidence:
            add(subject, IG.lineageEvidence, text(" ".join(mandate.lineage_evidence)))
        if mandate.lineage_score is not None and mandate.continues:
            add(subject, IG.lineageScore, decimal(mandate.lineage_score))

    def _stated(self, mandate: Mandate, *, base: bool) -> NamedNode:
        """Return the provision that states a mandate, written if no provision of that path was."""
        texts, provision = self._texts, self._texts.provisions.get(mandate.path)
        if base:
            path = base_path(provision, self._labels) if provision else mandate.path
            local, whole = f"{texts.base}/part/{path}", str(texts.base)
        else:
            whole = texts.text_of(provision)
            local = texts.provision_id(provision) if provision else f"{whole}/part/{mandate.path}"
        stated = node(local)
        if provision is None:
            self._writer.type(stated, IG.Provision)
            self._writer.add(stated, ELI.is_part_of, node(whole))
            opener = mandate.clause.partition("/")[0]
            self._writer.add(stated, IG.sectionKind, section_kind(Part.OPERATIVE, opener))
        return stated

    def _write_one(self, subject: NamedNode, mandate: Mandate, whole: str, stated: NamedNode) -> None:
        add, seen = self._writer.add, self._seen
        mandator = self._mandator(mandate)
        self._writer.type(subject, IG.Mandate)
        add(subject, IG.mandateIn, node(whole))
        add(subject, IG.statedIn, stated)
        add(subject, IG.mandator, mandator)
        add(subject, IG.addressee, mandator if mandate.addressee == _SELF else seen.agent(mandate.addressee))
        add(subject, IG.collaborator, *seen.agents(mandate.collaborators))
        if mandate.reports_to:
            add(subject, IG.reportsTo, *(mandator if to == _SELF else seen.agent(to) for to in mandate.reports_to))
        add(subject, IG.deonticForce, concept("force", mandate.force))
        add(subject, IG.actionText, text(mandate.action or mandate.span.of(self._document.text), mandate.language))
        if mandate.action_type:
            name = f"act-{mandate.action_type}"
            add(subject, IG.actionType, IGV.term(name) if name in IGV else concept("act", "other"))
        if mandate.due:
            add(subject, IG.due, text(mandate.due, mandate.language))
        states = _IN_BASE if whole == self._texts.base else _IN_DRAFT
        for basis in mandate.basis:
            add(subject, IG.mandateBasis, *self._bases(basis, mandate, states))
        if len(mandate.span):
            add(subject, IG.anchor, self._anchors.at(mandate.span, language=mandate.language))
        add(subject, IG.extractedFrom, node(self._document.id))

    def _bases(self, local: str, mandate: Mandate, states: frozenset[State]) -> tuple[NamedNode, ...]:
        """Return what a mandate rests on: the revisions that the provision names, else the instrument."""
        instrument, found, tail = local.partition("/rev/")
        if found and tail.isdecimal():
            return (self._seen.revision(instrument, int(tail)),)
        named = [
            self._seen.revision(instrument, one.revision, one.edition)
            for one in self._citations
            if one.instrument == instrument and one.path == mandate.path and one.state in states
            if one.revision is not None or one.edition is not None
        ]
        return tuple(dict.fromkeys(named)) or (self._seen.instrument(instrument),)

    def _mandator(self, mandate: Mandate) -> NamedNode:
        """Return who speaks; where the text does not name the body, an agent that stands for it."""
        body = mandate.mandator or self._document.facts.body
        if body:
            return self._seen.agent(body)
        unnamed = node(f"{self._document.id}/body")
        self._writer.type(unnamed, IG.Agent)
        self._writer.add(unnamed, RDFS.label, text("the body that this text does not name", "en"))
        return unnamed
