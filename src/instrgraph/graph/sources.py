"""The source document, its language, the run that read it, and the normative text that it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from instrgraph.graph.terms import GraphWriter, concept, instant, moment, node, text
from instrgraph.graph.vocabulary import DCTERMS, ELI, IG, IGV, LANGUAGE_AUTHORITY, LANGUAGES, PROV, RDFS
from instrgraph.mandates.texts import TextKind, Texts

if TYPE_CHECKING:
    from instrgraph.graph.anchors import Anchors
    from instrgraph.graph.description import Run
    from instrgraph.graph.seen import Seen
    from instrgraph.model import Extraction, SourceDocument

_PLAIN_TIME = str.maketrans({":": "-"})


def write_source(
    extraction: Extraction, texts: Texts, run: Run, seen: Seen, anchors: Anchors, writer: GraphWriter
) -> None:
    """Write the document, its run and its text."""
    document = extraction.document
    _write_document(document, texts, writer)
    _write_language(document, texts, writer)
    _write_run(document, run, writer)
    if document.facts.conference:
        writer.add(node(document.id), IG.targetConference, seen.conference(document.facts.conference))
    if texts.kind is TextKind.DRAFT:
        _write_draft(extraction, texts, seen, anchors, writer)
    elif texts.kind is TextKind.REVISION:
        _write_revision(extraction, texts, seen, anchors, writer)


def _write_document(document: SourceDocument, texts: Texts, writer: GraphWriter) -> None:
    subject, facts, add = node(document.id), document.facts, writer.add
    writer.type(subject, IG.Proposal if texts.kind is TextKind.DRAFT else IG.SourceDocument)
    add(subject, DCTERMS.identifier, text(document.name))
    add(subject, IG.sourceName, text(document.name))
    if facts.symbol:
        add(subject, DCTERMS.identifier, text(facts.symbol))
    if facts.title:
        add(subject, DCTERMS.title, text(facts.title, document.language))
    if facts.date:
        add(subject, DCTERMS.issued, moment(facts.date.isoformat()))
    add(subject, DCTERMS.format, text(document.media_type))
    add(subject, IG.sourceKey, text(document.key))
    add(subject, IG.documentKind, concept("doc", facts.kind.value))
    if document.sha256:
        add(subject, IG.sha256, text(document.sha256))
    if facts.action and f"prop-{facts.action.lower()}" in IGV:
        add(subject, IG.proposedAction, concept("prop", facts.action.lower()))


def _write_language(document: SourceDocument, texts: Texts, writer: GraphWriter) -> None:
    body = node(f"{document.id}/text")
    writer.type(body, ELI.Format)
    writer.add(body, DCTERMS.format, text("text/plain"))
    writer.add(body, DCTERMS.extent, text(f"{len(document.text)} characters"))
    works = [document.id] if texts.kind is not TextKind.REVISION else [document.id, texts.text]
    for work in works:
        expression = node(f"{work}/{document.language or 'und'}")
        writer.type(expression, IG.LanguageExpression)
        writer.add(node(work), ELI.is_realized_by, expression)
        writer.add(expression, ELI.is_embodied_by, body)
        if document.language in LANGUAGES:
            writer.add(expression, ELI.language, NamedNode(LANGUAGE_AUTHORITY + LANGUAGES[document.language]))


def _write_run(document: SourceDocument, run: Run, writer: GraphWriter) -> None:
    stamp = (run.time or "undated").translate(_PLAIN_TIME)
    subject = node(f"run/{stamp}/{document.id.rpartition('/')[2]}")
    software = node(f"software/instrgraph/{run.release}")
    writer.add(node(document.id), PROV.wasGeneratedBy, subject)
    writer.type(subject, IG.ExtractionRun)
    writer.add(subject, PROV.used, node(f"{document.id}/text"))
    writer.add(subject, PROV.wasAssociatedWith, software)
    if run.time:
        writer.add(subject, PROV.endedAtTime, instant(run.time))
    if run.grammar:
        writer.add(subject, IG.grammarVersion, text(run.grammar))
    if run.registry:
        writer.add(subject, IG.registryVersion, text(run.registry))
    writer.type(software, PROV.SoftwareAgent)
    writer.add(software, RDFS.label, text(f"instrgraph {run.release}"))


def _write_draft(extraction: Extraction, texts: Texts, seen: Seen, anchors: Anchors, writer: GraphWriter) -> None:
    facts, add = extraction.document.facts, writer.add
    document, draft = node(texts.document), node(texts.text)
    writer.type(draft, IG.DraftRevision)
    add(document, IG.proposesDraft, draft)
    add(draft, IG.extractedFrom, document)
    if facts.proponent:
        add(document, IG.proposedBy, seen.agent(facts.proponent))
    if facts.instrument:
        add(draft, IG.draftOf, seen.instrument(facts.instrument))
    if facts.conference:
        add(draft, IG.targetConference, seen.conference(facts.conference))
    if texts.base and facts.instrument:
        base = seen.revision(facts.instrument, facts.base_revision)
        add(draft, IG.baseRevision, base)
        add(document, IG.proposesChangeOf, base)
        if facts.base_conference:
            add(base, IG.adoptedAt, seen.conference(facts.base_conference))
    add(draft, IG.anchor, *_place(extraction, anchors))


def _write_revision(extraction: Extraction, texts: Texts, seen: Seen, anchors: Anchors, writer: GraphWriter) -> None:
    facts, add = extraction.document.facts, writer.add
    if not facts.instrument:
        return
    year = int(texts.text.rpartition("/")[2])
    revision = seen.revision(facts.instrument, year)
    add(revision, IG.extractedFrom, node(texts.document))
    if facts.conference:
        add(revision, IG.adoptedAt, seen.conference(facts.conference))
    if facts.title:
        language = extraction.document.language
        add(node(f"{texts.text}/{language or 'und'}"), DCTERMS.title, text(facts.title, language))
    add(revision, IG.anchor, *_place(extraction, anchors))


def _place(extraction: Extraction, anchors: Anchors) -> tuple[NamedNode, ...]:
    """Return where the text says what it is: its title, else its enacting clause."""
    titles = [provision.span for provision in extraction.provisions if provision.clause == "title"]
    spans = titles[:1] or [enacting.span for enacting in extraction.enacting[:1]]
    return tuple(anchors.opening(span) for span in spans if len(span))
