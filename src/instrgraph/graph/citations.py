"""Citations: one node each, with what they cite, from where, how sure, and on what evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.provisions import STATES, section_kind
from instrgraph.graph.terms import GraphWriter, concept, decimal, integer, node, text
from instrgraph.graph.vocabulary import CITO, ELI, FUNCTIONS, IG
from instrgraph.identifiers import revision_id
from instrgraph.mandates.texts import TextKind, Texts
from instrgraph.model import Citation, Extraction, LinkStatus, State

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from instrgraph.graph.anchors import Anchors
    from instrgraph.graph.seen import Seen
    from instrgraph.model import SourceDocument

_ONE_SIDED = frozenset({State.BASE, State.PROPOSED})


def write_citations(extraction: Extraction, texts: Texts, seen: Seen, anchors: Anchors, writer: GraphWriter) -> None:
    """Write every citation, linked or not."""
    for citation in extraction.citations:
        subject = node(citation.id)
        _write_place(subject, citation, extraction.document, texts, anchors, writer)
        _write_use(subject, citation, writer)
        _write_link(subject, citation, writer)
        if citation.instrument and citation.status is LinkStatus.LINKED:
            _write_target(subject, citation, seen, writer)
        else:
            _write_candidates(subject, citation, seen, writer)


def _write_place(
    subject: NamedNode,
    citation: Citation,
    document: SourceDocument,
    texts: Texts,
    anchors: Anchors,
    writer: GraphWriter,
) -> None:
    add, provision = writer.add, texts.provisions.get(citation.path)
    whole = texts.text_of(provision)
    stands_in = node(texts.provision_id(provision) if provision else f"{whole}/part/{citation.path}")
    writer.type(subject, IG.Citation)
    add(subject, IG.citingText, node(whole))
    add(subject, IG.citingProvision, stands_in)
    if provision is None:
        writer.type(stands_in, IG.Provision)
        add(stands_in, ELI.is_part_of, node(whole))
        add(stands_in, IG.sectionKind, section_kind(citation.part, citation.clause.partition("/")[0]))
    add(subject, IG.anchor, anchors.at(citation.anchor, sentence=citation.sentence, language=citation.language))
    add(subject, IG.coreStart, integer(citation.core.start))
    add(subject, IG.coreEnd, integer(citation.core.end))
    add(subject, IG.coreText, text(citation.text))
    add(subject, IG.extractedFrom, node(texts.document))
    add(subject, IG.textState, STATES[citation.state])
    if citation.state in _ONE_SIDED and texts.kind is TextKind.DRAFT:
        add(subject, IG.stateConfidence, decimal(_state_confidence(citation, document)))


def _state_confidence(citation: Citation, document: SourceDocument) -> float:
    """Return how sure we are of a one-sided state: the confidence of the change it lies in, or that touches it."""
    touching = [change.confidence for change in document.changes if change.span.overlaps(citation.anchor)]
    return max(touching, default=0.0)


def _write_use(subject: NamedNode, citation: Citation, writer: GraphWriter) -> None:
    add = writer.add
    function = citation.function if citation.function in FUNCTIONS else "mentions"
    add(subject, IG.citationFunction, concept("fn", function))
    add(subject, CITO.hasCitationCharacterization, FUNCTIONS[function])
    add(subject, IG.revisionSpecificity, concept("spec", citation.specificity.value))
    if citation.title:
        add(subject, IG.citedTitle, text(citation.title, citation.language))
    if citation.revision is not None:
        add(subject, IG.citedYear, integer(citation.revision))
    if citation.provision:
        add(subject, IG.pinpoint, text(citation.provision))
    if citation.replaces:
        add(subject, IG.replacesCitation, node(citation.replaces))


def _write_link(subject: NamedNode, citation: Citation, writer: GraphWriter) -> None:
    add = writer.add
    add(subject, IG.linkStatus, concept("link", citation.status.value))
    add(subject, IG.linkedBy, text(citation.by))
    add(subject, IG.rule, text(citation.rule))
    add(subject, IG.confidence, decimal(citation.confidence))
    if citation.reason:
        add(subject, IG.reason, text(citation.reason))


def _write_target(subject: NamedNode, citation: Citation, seen: Seen, writer: GraphWriter) -> None:
    instrument = citation.instrument
    if instrument is None:
        return
    writer.add(subject, IG.citedInstrument, seen.instrument(instrument))
    whole = instrument
    if citation.revision is not None or citation.edition is not None:
        writer.add(subject, IG.citedRevision, seen.revision(instrument, citation.revision, citation.edition))
        whole = revision_id(instrument, citation.revision, citation.edition)
    if citation.provision:
        writer.add(subject, IG.citedProvision, *seen.parts(whole, citation.provision))


def _write_candidates(subject: NamedNode, citation: Citation, seen: Seen, writer: GraphWriter) -> None:
    for rank, candidate in enumerate(citation.candidates, start=1):
        instrument, link = seen.instrument(candidate), node(f"{citation.id}/candidate/{rank}")
        writer.add(subject, IG.candidate, instrument)
        writer.add(subject, IG.candidateLink, link)
        writer.type(link, IG.CandidateLink)
        writer.add(link, IG.candidateInstrument, instrument)
        writer.add(link, IG.rank, integer(rank))
