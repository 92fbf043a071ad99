"""The W3C SPARQL 1.1 protocol suite, over a server as a user starts it, with updates on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from served import Served, served
from stores import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from rdflib.term import Node

SUITE = Path(__file__).parents[3] / "shared" / "conformance" / "w3c-sparql" / "sparql" / "sparql11"
pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not at ../shared")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
TOKEN = "the operator's token"  # noqa: S105  (of the server that the test starts)
FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"),
}


@dataclass(frozen=True)
class Exchange:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: tuple[str, ...]
    boolean: bool | None
    format: str | None


@dataclass(frozen=True)
class Case:
    name: str
    data: tuple[tuple[str, str], ...]
    exchanges: tuple[Exchange, ...]


def cases() -> list[Case]:
    if not SUITE.is_dir():
        return []
    manifest = SUITE / "protocol" / "manifest.ttl"
    graph = Graph().parse(manifest, publicID=manifest.as_uri())
    entries = graph.value(predicate=RDF.type, object=MF.Manifest)
    return [case(graph, node) for node in Collection(graph, graph.value(entries, MF.entries))]


def case(graph: Graph, node: Node) -> Case:
    data = tuple(
        (str(graph.value(each, LABEL)), str(graph.value(each, UT.graph)).rpartition("/")[2])
        for each in graph.objects(node, UT.graphData)
    )
    action = graph.value(node, MF.action)
    requests = Collection(graph, graph.value(action, HT.requests))
    return Case(str(node).rpartition("#")[2], data, tuple(exchange(graph, each) for each in requests))


def exchange(graph: Graph, node: Node) -> Exchange:
    listed = graph.value(node, HT.headers)
    headers = {
        str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
        for each in (Collection(graph, listed) if listed else ())
    }
    content = graph.value(node, HT.body)
    body = None
    if content is not None:
        body = str(graph.value(content, CNT.chars)).encode(str(graph.value(content, CNT.characterEncoding)))
    expected = graph.value(node, HT.resp)
    boolean, form = graph.value(expected, MF.expectedBoolean), graph.value(expected, MF.expectedFormat)
    return Exchange(
        str(graph.value(node, HT.methodName)),
        str(graph.value(node, HT.absolutePath)),
        headers,
        body,
        tuple(str(each).rpartition("StatusCode")[2] for each in graph.objects(expected, MF.expectedStatus)),
        None if boolean is None else bool(boolean.toPython()),  # type: ignore[union-attr]
        None if form is None else str(form),
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = published(tmp_path_factory.mktemp("protocol") / "store", ())
    with served(store, {"INSTRGRAPH_UPDATE_TOKEN": TOKEN}) as running:
        yield running


def prepare(client: httpx.Client, wanted: Case) -> None:
    # Each case finds the data that it names, and nothing of the case before it.
    update = "DROP ALL"
    for name, file in wanted.data:
        triples = (SUITE / "protocol" / file).read_text(encoding="utf-8")
        update += f"; INSERT DATA {{ GRAPH <{name}> {{ {triples} }} }}"
    headers = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
    assert client.post("/sparql", content=update.encode(), headers=headers).status_code == 204


@pytest.mark.parametrize("wanted", cases(), ids=lambda each: each.name)
def test_case(server: Served, wanted: Case) -> None:
    assert wanted.exchanges
    with server.client() as client:
        prepare(client, wanted)
        for each in wanted.exchanges:
            check(client, each)


def check(client: httpx.Client, each: Exchange) -> None:
    headers = {**each.headers, "authorization": f"Bearer {TOKEN}"}
    answer = client.request(each.method, each.path, content=each.body, headers=headers)
    assert any(str(answer.status_code).startswith(status.rstrip("x")) for status in each.statuses), answer.text
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if each.format is not None:
        assert kind in FORMATS[each.format]
    if each.boolean is not None:
        found = ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.from_media_type(kind))
        assert bool(found) is each.boolean


def test_all_34_cases_ran() -> None:
    assert len(cases()) == 34
