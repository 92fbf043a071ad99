"""What a proposal would change, on the nodes of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.terms import GraphWriter, concept, decimal, node, text
from instrgraph.graph.vocabulary import DCTERMS, IG

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from instrgraph.mandates.texts import Texts
    from instrgraph.model import Extraction, ProposedChange


def write_changes(extraction: Extraction, texts: Texts, writer: GraphWriter, *, authors: bool) -> None:
    """Write every proposed change that adds or removes a citation, a provision or a mandate.

    A change of mere words has no node to point at; it stands in the document, not in the graph.
    """
    for change in extraction.changes:
        if not (change.adds or change.removes):
            continue
        subject, add = node(change.id), writer.add
        writer.type(subject, IG.ProposedChange)
        add(subject, IG.changeIn, node(texts.text))
        add(subject, IG.changeType, concept("chg", change.type))
        add(subject, IG.changeEvidence, concept("ev", change.evidence))
        add(subject, IG.confidence, decimal(change.confidence))
        add(subject, IG.removes, *(node(_local(local, texts)) for local in change.removes))
        add(subject, IG.adds, *(node(_local(local, texts)) for local in change.adds))
        add(subject, IG.extractedFrom, node(extraction.document.id))
        if authors:
            _write_authors(subject, change, extraction, writer)


def _local(name: str, texts: Texts) -> str:
    """Return the local identifier of a node: a provision is named by its path, all else by its identifier."""
    provision = texts.provisions.get(name)
    return texts.provision_id(provision) if provision else name


def _write_authors(subject: NamedNode, change: ProposedChange, extraction: Extraction, writer: GraphWriter) -> None:
    edits = [edit for made in extraction.document.changes for edit in made.edits if edit.span.overlaps(change.span)]
    for edit in edits:
        if edit.author:
            writer.add(subject, DCTERMS.contributor, text(edit.author))
        if edit.date:
            writer.add(subject, DCTERMS.date, text(edit.date))
