"""The description of a snapshot as a data set: VoID and DCAT, with counts, licence, dump, endpoint and examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from instrgraph.graph.terms import GraphWriter, graph, instant, integer, node, text
from instrgraph.graph.vocabulary import DCAT, DCTERMS, FOAF, IG, PREFIXES, VOID
from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pyoxigraph import Quad

    from instrgraph.graph.answers import Answering

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""Of our data; the texts belong to their authors, and anchors quote short spans only."""

EXAMPLES = ("itu/pp/res/130", "itu/pp/res/196", "un/ga/res/71/199", "wsis/2003/plan-of-action", "itu/office/dir-tsb")
"""Things worth a first look, by local identifier."""

_CLASSES = """PREFIX ig: <https://w3id.org/instrgraph/ns#>
SELECT ?class (COUNT(*) AS ?n) WHERE { ?thing a ?class } GROUP BY ?class ORDER BY ?class"""
_PROPERTIES = """SELECT ?property (COUNT(*) AS ?n) WHERE { ?subject ?property ?object }
GROUP BY ?property ORDER BY ?property"""


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What is counted in a snapshot: instances by class and triples by property, both by IRI.

    A triple that stands in several graphs counts once.
    """

    classes: Mapping[str, int] = field(default_factory=dict)
    properties: Mapping[str, int] = field(default_factory=dict)

    @property
    def triples(self) -> int:
        """How many distinct triples there are."""
        return sum(self.properties.values())

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return sum(self.classes.get(kind.value, 0) for kind in (IG.SourceDocument, IG.Proposal))


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and as what a snapshot is published; what is None is left out."""

    number: int
    created: str
    page: str | None = None
    endpoint: str | None = None
    dump: str | None = None
    examples: tuple[str, ...] = EXAMPLES


def dataset_facts(store: Answering) -> DatasetFacts:
    """Return what there is to count in a store."""
    return DatasetFacts(_counts(store, _CLASSES), _counts(store, _PROPERTIES))


def describe_dataset(facts: DatasetFacts, publication: Publication) -> Iterator[Quad]:
    """Yield the quads of ``graph/void``."""
    writer = GraphWriter(graph("void"))
    subject = node("dataset")
    _write_header(subject, publication, writer)
    _write_access(subject, publication, writer)
    add = writer.add
    add(subject, VOID.triples, integer(facts.triples))
    add(subject, VOID.documents, integer(facts.documents))
    add(subject, VOID.classes, integer(len(facts.classes)))
    add(subject, VOID.properties, integer(len(facts.properties)))
    for kind, count in facts.classes.items():
        _write_partition(subject, kind, count, writer, of_class=True)
    for name, count in facts.properties.items():
        _write_partition(subject, name, count, writer, of_class=False)
    yield from writer.quads()


def _write_header(subject: NamedNode, publication: Publication, writer: GraphWriter) -> None:
    add = writer.add
    writer.type(subject, VOID.Dataset, DCAT.Dataset)
    add(subject, DCTERMS.title, text("Instruments, citations and mandates of the ITU and the United Nations", "en"))
    add(
        subject,
        DCTERMS.description,
        text("Which instrument cites which, in what revision, and who is told to do what, with the evidence.", "en"),
    )
    add(subject, DCTERMS.publisher, text("instrgraph project"))
    add(subject, DCTERMS.license, NamedNode(LICENCE))
    add(subject, DCTERMS.issued, instant(publication.created))
    add(subject, DCAT.version, text(str(publication.number)))
    add(subject, VOID.uriSpace, text(current().base))
    add(subject, VOID.vocabulary, *(NamedNode(iri) for iri in sorted(PREFIXES.values())))
    add(subject, VOID.exampleResource, *(node(local) for local in publication.examples))


def _write_access(subject: NamedNode, publication: Publication, writer: GraphWriter) -> None:
    add = writer.add
    if publication.page:
        add(subject, FOAF.page, NamedNode(publication.page))
    if publication.endpoint:
        add(subject, VOID.sparqlEndpoint, NamedNode(publication.endpoint))
    if publication.dump:
        distribution = node("dataset/dump")
        add(subject, VOID.dataDump, NamedNode(publication.dump))
        add(subject, DCAT.distribution, distribution)
        writer.type(distribution, DCAT.Distribution)
        add(distribution, DCAT.downloadURL, NamedNode(publication.dump))
        add(distribution, DCAT.mediaType, text("application/n-quads"))
        add(distribution, DCTERMS.license, NamedNode(LICENCE))


def _write_partition(subject: NamedNode, iri: str, count: int, writer: GraphWriter, *, of_class: bool) -> None:
    name = iri.replace("#", "/").rstrip("/").rpartition("/")[2]
    part = node(f"dataset/{'class' if of_class else 'property'}/{_prefix(iri)}{name}")
    link, key, number = (
        (VOID.classPartition, VOID.term("class"), VOID.entities)
        if of_class
        else (VOID.propertyPartition, VOID.term("property"), VOID.triples)
    )
    writer.add(subject, link, part)
    writer.add(part, key, NamedNode(iri))
    writer.add(part, number, integer(count))


def _prefix(iri: str) -> str:
    return next((f"{prefix}-" for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)), "")


def _counts(store: Answering, sparql: str) -> dict[str, int]:
    found = {}
    for name, count in store.query(sparql).rows:
        if isinstance(name, NamedNode) and isinstance(count, Literal):
            found[name.value] = int(count.value)
    return found
