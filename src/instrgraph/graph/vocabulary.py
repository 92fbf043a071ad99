"""The names of the graph: our namespaces and those we borrow, each with the names that we use and no other.

Our own are read from ``ontology/instrgraph.ttl``, where they are defined, so that code and ontology cannot disagree.
"""

from __future__ import annotations

from collections import defaultdict

from pyoxigraph import NamedNode, RdfFormat, parse

from instrgraph.errors import OntologyError
from instrgraph.resources import ontology_file


class Namespace:
    """The terms of one namespace as attributes; a name that is not listed is a mistake of ours and raises.

    >>> Namespace("http://purl.org/dc/terms/", "title").title
    <NamedNode value=http://purl.org/dc/terms/title>
    """

    def __init__(self, iri: str, names: str | frozenset[str]) -> None:
        self.iri = iri
        self.names = frozenset(names.split() if isinstance(names, str) else names)
        self.__dict__.update({name: NamedNode(iri + name) for name in self.names})

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.iri}{name}: not a term that we use; add it to the vocabulary")

    def term(self, name: str) -> NamedNode:
        """Return the term of that name, which may hold a hyphen.

        Raises:
            AttributeError: there is no such term.
        """
        found: NamedNode = getattr(self, name)
        return found

    def __contains__(self, name: str) -> bool:
        return name in self.names


def own_terms() -> dict[str, frozenset[str]]:
    """Return the local names that the ontology defines, by namespace.

    Raises:
        OntologyError: the ontology is missing or is no Turtle.
    """
    path = ontology_file("instrgraph.ttl")
    found: dict[str, set[str]] = defaultdict(set)
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode) and "#" in quad.subject.value:
                namespace, _, name = quad.subject.value.rpartition("#")
                found[f"{namespace}#"].add(name)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}; install instrgraph again") from error
    return {namespace: frozenset(names) for namespace, names in found.items()}


_OWN = own_terms()

IG = Namespace("https://w3id.org/instrgraph/ns#", _OWN["https://w3id.org/instrgraph/ns#"])
"""Classes and properties, as the ontology defines them."""

IGV = Namespace("https://w3id.org/instrgraph/vocab#", _OWN["https://w3id.org/instrgraph/vocab#"])
"""Concepts and their schemes, as the ontology defines them."""

RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "label comment seeAlso")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#", "integer decimal string dateTime boolean date")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#", "prefLabel altLabel notation note exactMatch inScheme broader")
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    "identifier title format extent description publisher license issued date contributor source",
)
ELI = Namespace(
    "http://data.europa.eu/eli/ontology#",
    "number is_part_of is_realized_by language is_embodied_by Format",
)
OA = Namespace(
    "http://www.w3.org/ns/oa#",
    "hasSource hasSelector TextPositionSelector TextQuoteSelector start end exact prefix suffix",
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "wasGeneratedBy used wasAssociatedWith SoftwareAgent endedAtTime generatedAtTime",
)
ORG = Namespace("http://www.w3.org/ns/org#", "subOrganizationOf postIn")
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """Dataset triples entities properties classes documents dataDump sparqlEndpoint exampleResource uriSpace vocabulary
    classPartition class propertyPartition property""",
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#", "Dataset Distribution distribution downloadURL mediaType version"
)
FOAF = Namespace("http://xmlns.com/foaf/0.1/", "page")
CITO = Namespace(
    "http://purl.org/spar/cito/",
    """hasCitationCharacterization obtainsBackgroundFrom agreesWith credits citesForInformation usesMethodIn
    citesAsAuthority includesQuotationFrom updates retracts describes cites""",
)

FUNCTIONS = {
    "recalls": CITO.obtainsBackgroundFrom,
    "reaffirms": CITO.agreesWith,
    "recognizes": CITO.credits,
    "considers": CITO.obtainsBackgroundFrom,
    "notes": CITO.citesForInformation,
    "aware": CITO.citesForInformation,
    "implements": CITO.usesMethodIn,
    "pursuant": CITO.citesAsAuthority,
    "quotes": CITO.includesQuotationFrom,
    "revises": CITO.updates,
    "replaces": CITO.retracts,
    "describes": CITO.describes,
    "mentions": CITO.cites,
}
"""The one CiTO property that goes with each citation function."""

LANGUAGE_AUTHORITY = "http://publications.europa.eu/resource/authority/language/"
LANGUAGES = {"en": "ENG", "fr": "FRA", "es": "SPA", "ru": "RUS", "ar": "ARA", "zh": "ZHO"}
"""The codes of the European Publications Office, to which ``eli:language`` points."""

PREFIXES = {
    "ig": IG.iri,
    "igv": IGV.iri,
    "rdf": RDF.iri,
    "rdfs": RDFS.iri,
    "xsd": XSD.iri,
    "skos": SKOS.iri,
    "dcterms": DCTERMS.iri,
    "eli": ELI.iri,
    "oa": OA.iri,
    "prov": PROV.iri,
    "org": ORG.iri,
    "void": VOID.iri,
    "dcat": DCAT.iri,
    "cito": CITO.iri,
}
"""The prefixes under which Turtle and queries show our graph."""
