"""The W3C service description cases, by name of the manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from conformance.test_sparql_protocol import MF, SUITE
from served import Served, served
from stores import published

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not at ../shared")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(published(tmp_path_factory.mktemp("description") / "store", ())) as running:
        yield running


@pytest.fixture
def description(server: Served) -> Graph:
    with server.client() as client:
        return Graph().parse(data=client.get("/sparql", headers={"accept": "text/turtle"}).text, format="turtle")


def returns_rdf(server: Served, description: Graph) -> None:
    with server.client() as client:
        for accept, form in (
            ("text/turtle", "turtle"),
            ("application/rdf+xml", "xml"),
            ("application/n-triples", "nt"),
            ("*/*", "turtle"),
        ):
            answer = client.get("/sparql", headers={"accept": accept})
            assert answer.status_code == 200
            assert len(Graph().parse(data=answer.text, format=form)) == len(description)


def has_endpoint_triple(server: Served, description: Graph) -> None:
    assert (None, SD.endpoint, URIRef(f"{server.address}/sparql")) in description


def conforms_to_schema(server: Served, description: Graph) -> None:
    (service,) = description.subjects(RDF.type, SD.Service)
    ranges = {
        SD.supportedLanguage: 1,
        SD.resultFormat: 4,
        SD.feature: 1,
        SD.defaultEntailmentRegime: 1,
        SD.defaultDataset: 1,
    }
    for name, least in ranges.items():
        assert len(set(description.objects(service, name))) >= least, name
    assert set(description.objects(service, SD.supportedLanguage)) <= {
        SD.SPARQL11Query,
        SD.SPARQL11Update,
        SD.SPARQL10Query,
    }
    assert SD.UnionDefaultGraph in set(description.objects(service, SD.feature))
    assert {each for each in description.predicates() if str(each).startswith(str(SD))} <= {
        SD.endpoint, SD.supportedLanguage, SD.resultFormat, SD.feature, SD.defaultEntailmentRegime, SD.defaultDataset,
        SD.defaultGraph, SD.inputFormat,
    }  # fmt: skip


CASES = {
    "has-endpoint-triple": has_endpoint_triple,
    "returns-rdf": returns_rdf,
    "conforms-to-schema": conforms_to_schema,
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_case(server: Served, description: Graph, name: str) -> None:
    CASES[name](server, description)


def test_the_manifest_has_no_other_cases() -> None:
    path = SUITE / "service-description" / "manifest.ttl"
    graph = Graph().parse(path, publicID=path.as_uri())
    listed = Collection(graph, graph.value(graph.value(predicate=RDF.type, object=MF.Manifest), MF.entries))
    assert {str(node).rpartition("#")[2] for node in listed} == set(CASES)
