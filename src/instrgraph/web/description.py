"""What the endpoint says of itself: the SPARQL 1.1 Service Description, and VoID and DCAT of the snapshot."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from instrgraph import __version__
from instrgraph.web.formats import GRAPHS, RESULTS, Format

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PREFIXES = {
    "ig": "https://w3id.org/instrgraph/ns#",
    "igv": "https://w3id.org/instrgraph/vocab#",
    "eli": "http://data.europa.eu/eli/ontology#",
    "cito": "http://purl.org/spar/cito/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "void": "http://rdfs.org/ns/void#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "RDF_XML": "RDF_XML",
    "JSON_LD": "JSON-LD",
    "N3": "N3",
    "N_QUADS": "N-Quads",
    "TRIG": "TriG",
}
_READING = ("TURTLE", "N_TRIPLES", "RDF_XML", "JSON_LD", "N3", "N_QUADS", "TRIG")
_Term = ox.NamedNode | ox.BlankNode | ox.Literal


def term(name: str) -> ox.NamedNode:
    """Return the node of a prefixed name.

    >>> term("sd:Service").value
    'http://www.w3.org/ns/sparql-service-description#Service'
    """
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


def graph_bytes(triples: Iterable[ox.Triple], choice: Format) -> bytes:
    """Return triples in a format, with our prefixes where the format has them."""
    output = ox.serialize(triples, format=getattr(ox.RdfFormat, choice.engine), prefixes=PREFIXES) or b""
    return _settled(output) if choice.engine in ("TURTLE", "N3", "TRIG") else output


def _settled(turtle: bytes) -> bytes:
    # The engine writes all prefixes, in an order of chance; the same graph should be the same bytes.
    lines = turtle.split(b"\n")
    head = [line for line in lines if line.startswith(b"@prefix ")]
    body = b"\n".join(lines[len(head) :])
    used = [line for line in head if line.split(b" ", 2)[1] in body]
    return b"\n".join([*sorted(used), body])


@lru_cache(maxsize=64)
def service(origin: str, choice: Format, *, update: bool) -> bytes:
    """Return the service description of the endpoint below ``origin``."""
    return graph_bytes(_service(origin, update=update), choice)


def _service(origin: str, *, update: bool) -> list[ox.Triple]:
    endpoint = ox.NamedNode(f"{origin}/sparql")
    dataset = ox.BlankNode("dataset")
    facts: list[tuple[ox.NamedNode | ox.BlankNode, str, _Term]] = [
        (endpoint, "rdf:type", term("sd:Service")),
        (endpoint, "sd:endpoint", endpoint),
        (endpoint, "sd:supportedLanguage", term("sd:SPARQL11Query")),
        (endpoint, "sd:feature", term("sd:UnionDefaultGraph")),
        (endpoint, "sd:feature", term("sd:EmptyGraphs")),
        (endpoint, "sd:defaultEntailmentRegime", ox.NamedNode("http://www.w3.org/ns/entailment/Simple")),
        (endpoint, "sd:defaultDataset", dataset),
        (
            endpoint,
            "rdfs:label",
            ox.Literal("instrgraph: citations and mandates of ITU and UN instruments", language="en"),
        ),
        (endpoint, "rdfs:seeAlso", ox.NamedNode(f"{origin}/.well-known/void")),
        (dataset, "rdf:type", term("sd:Dataset")),
        (dataset, "rdf:type", term("void:Dataset")),
        (dataset, "sd:defaultGraph", ox.BlankNode("union")),
        (ox.BlankNode("union"), "rdf:type", term("sd:Graph")),
        (
            ox.BlankNode("union"),
            "rdfs:comment",
            ox.Literal(
                "The merge of all named graphs; a query or a request that names graphs sees those alone.",
                language="en",
            ),
        ),
    ]
    if update:
        facts.append((endpoint, "sd:supportedLanguage", term("sd:SPARQL11Update")))
    written = [each.engine for each in (*RESULTS, *GRAPHS)]
    facts += [(endpoint, "sd:resultFormat", ox.NamedNode(_FORMATS + _FORMAT_NAMES[name])) for name in written]
    if update:
        facts += [(endpoint, "sd:inputFormat", ox.NamedNode(_FORMATS + _FORMAT_NAMES[name])) for name in _READING]
    return [ox.Triple(subject, term(name), value) for subject, name, value in facts]


def dataset(origin: str, snapshot: Mapping[str, Any], counts: dict[str, int], example: str | None) -> list[ox.Triple]:
    """Return VoID and DCAT of a snapshot (``number``, ``created``, ``checksum``) with how much it holds."""
    node = ox.NamedNode(f"{origin}/.well-known/void#snapshot-{snapshot['number']}")
    endpoint, dump = ox.NamedNode(f"{origin}/sparql"), ox.BlankNode("endpoint")
    number = {name: ox.Literal(value) for name, value in counts.items()}
    facts: list[tuple[ox.NamedNode | ox.BlankNode, str, _Term]] = [
        (node, "rdf:type", term("void:Dataset")),
        (node, "rdf:type", term("dcat:Dataset")),
        (node, "dcterms:title", ox.Literal("Citations and mandates of ITU and UN instruments", language="en")),
        (node, "dcterms:identifier", ox.Literal(str(snapshot["number"]))),
        (node, "dcterms:issued", ox.Literal(snapshot["created"], datatype=term("xsd:dateTime"))),
        (node, "dcterms:creator", ox.Literal(f"instrgraph {__version__}")),
        (node, "void:sparqlEndpoint", endpoint),
        (node, "void:uriSpace", ox.Literal("https://w3id.org/instrgraph/id/")),
        (node, "void:vocabulary", ox.NamedNode(PREFIXES["ig"])),
        (node, "void:vocabulary", ox.NamedNode(PREFIXES["eli"])),
        (node, "void:triples", number.get("triples", ox.Literal(0))),
        (node, "void:entities", number.get("entities", ox.Literal(0))),
        (node, "dcat:distribution", dump),
        (dump, "rdf:type", term("dcat:Distribution")),
        (dump, "dcat:accessURL", endpoint),
    ]
    if snapshot["checksum"]:
        facts.append((node, "dcterms:conformsTo", ox.Literal(f"sha256:{snapshot['checksum']}")))
    if example:
        facts.append((node, "void:exampleResource", ox.NamedNode(example)))
    return [ox.Triple(subject, term(name), value) for subject, name, value in facts]
