"""Mandates: those of the draft or the adopted text, and those of the base text that a draft witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.provisions import STATES, moved_labels, section_kind
from instrgraph.graph.terms import GraphWriter, concept, node, text
from instrgraph.graph.texts import TextKind, Texts, base_path
from instrgraph.graph.vocabulary import ELI, IG, IGV, RDFS
from instrgraph.model import Extraction, Mandate, Part, State

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from instrgraph.graph.anchors import Anchors
    from instrgraph.graph.seen import Seen

_SELF = "self"
_IN_BASE = frozenset({State.BOTH, State.BASE})


class MandateIds:
    """Where the mandates of one document stand in the graph.

    A mandate that only the base text makes is one of the base revision, not of the draft.
    """

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self._moved: dict[str, str] = {}

    def of(self, mandate: Mandate) -> str:
        """Return the local identifier of a mandate's own node."""
        if mandate.state is State.BASE and self.texts.base:
            self._moved[mandate.id] = self.in_base(mandate)
        return self._moved.get(mandate.id, mandate.id)

    def in_base(self, mandate: Mandate) -> str:
        """Return the local identifier that the same mandate has in the base text."""
        return f"{self.texts.base}/mandate/{mandate.id.partition('/mandate/')[2] or mandate.path.replace('/', '.')}"

    def known(self, local: str) -> str:
        """Return where the node of an identifier stands; its own place for what is no mandate."""
        return self._moved.get(local, local)


def write_mandates(
    extraction: Extraction, names: MandateIds, seen: Seen, anchors: Anchors, writer: GraphWriter
) -> None:
    """Write every mandate; rows of one mandate that differ in the addressee are one node."""
    writing = _Writing(extraction, names, seen, anchors, writer)
    for mandate in extraction.mandates:
        names.of(mandate)
    for mandate in extraction.mandates:
        writing.write(mandate)


class _Writing:
    def __init__(
        self, extraction: Extraction, names: MandateIds, seen: Seen, anchors: Anchors, writer: GraphWriter
    ) -> None:
        self._document = extraction.document
        self._names, self._texts = names, names.texts
        self._seen, self._anchors, self._writer = seen, anchors, writer
        self._labels = moved_labels(extraction)

    def write(self, mandate: Mandate) -> None:
        subject, texts, add = node(self._names.of(mandate)), self._texts, self._writer.add
        only_base = mandate.state is State.BASE and texts.base is not None
        if only_base:
            self._write_one(subject, mandate, str(texts.base), self._stated(mandate, base=True))
            return
        self._write_one(subject, mandate, texts.text, self._stated(mandate, base=False))
        if texts.kind is TextKind.DRAFT:
            add(subject, IG.textState, STATES[mandate.state])
        if mandate.continues:
            self._continue(subject, node(self._names.known(mandate.continues)), mandate.lineage)
        elif mandate.state is State.BOTH and texts.base and texts.kind is TextKind.DRAFT:
            earlier = node(self._names.in_base(mandate))
            self._write_one(earlier, mandate, texts.base, self._stated(mandate, base=True))
            self._continue(subject, earlier, mandate.lineage or "unchanged")

    def _continue(self, subject: NamedNode, earlier: NamedNode, kind: str | None) -> None:
        self._writer.add(subject, IG.continuesMandate, earlier)
        if kind and f"lin-{kind}" in IGV:
            self._writer.add(subject, IG.lineageKind, concept("lin", kind))

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
        add(subject, IG.mandateBasis, *(self._basis(basis) for basis in mandate.basis))
        if len(mandate.span):
            add(subject, IG.anchor, self._anchors.at(mandate.span, language=mandate.language))
        add(subject, IG.extractedFrom, node(self._document.id))

    def _basis(self, local: str) -> NamedNode:
        instrument, found, tail = local.partition("/rev/")
        if not found:
            return self._seen.instrument(local)
        return self._seen.revision(instrument, int(tail)) if tail.isdecimal() else node(local)

    def _mandator(self, mandate: Mandate) -> NamedNode:
        """Return who speaks; where the text does not name the body, an agent that stands for it."""
        body = mandate.mandator or self._document.facts.body
        if body:
            return self._seen.agent(body)
        unnamed = node(f"{self._document.id}/body")
        self._writer.type(unnamed, IG.Agent)
        self._writer.add(unnamed, RDFS.label, text("the body that this text does not name", "en"))
        return unnamed
