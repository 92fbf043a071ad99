"""The W3C Graph Store Protocol suite, with graphs named by ``?graph=`` and ``?default``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, Graph
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from conformance.test_sparql_protocol import CNT, HT, MF, SUITE, TOKEN
from served import Served, served
from stores import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from rdflib.term import Node

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not at ../shared")

EXEMPT = {
    "put_get_repeat_direct": "graphs are not identified by the request's own address",
    "put_delete_get_delete_direct": "graphs are not identified by the request's own address",
    "post_get_post_get_direct": "graphs are not identified by the request's own address",
    "head_existing_direct": "graphs are not identified by the request's own address",
}
STATUSES = {"OK": 200, "Created": 201, "NoContent": 204, "NotFound": 404}


def manifest(name: str) -> Graph:
    path = SUITE / "graph-store-protocol" / f"manifest-{name}.ttl"
    return Graph().parse(path, publicID=path.as_uri())


def entries(graph: Graph) -> list[Node]:
    head = graph.value(predicate=RDF.type, object=MF.Manifest)
    return list(Collection(graph, graph.value(head, MF.entries)))


def cases() -> list[tuple[Graph, Node]]:
    if not SUITE.is_dir():
        return []
    graph = manifest("indirect")
    return [(graph, node) for node in entries(graph)]


def name(node: Node) -> str:
    return str(node).rpartition("#")[2]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = published(tmp_path_factory.mktemp("graphs") / "store", ())
    with served(store, {"INSTRGRAPH_UPDATE_TOKEN": TOKEN}) as running:
        yield running


@pytest.mark.parametrize(("graph", "node"), cases(), ids=[name(node) for _, node in cases()])
def test_case(server: Served, graph: Graph, node: Node) -> None:
    place = ""
    requests = Collection(graph, graph.value(graph.value(node, MF.action), HT.requests))
    assert len(requests) > 0
    with server.client() as client:
        clear = {"content-type": "application/sparql-update", "authorization": f"Bearer {TOKEN}"}
        assert client.post("/sparql", content="DROP ALL", headers=clear).status_code == 204
        for request in requests:
            answer = send(client, graph, request, place)
            check(graph, request, answer)
            place = answer.headers.get("location", place)


def send(client: httpx.Client, graph: Graph, request: Node, place: str) -> httpx.Response:
    path = (
        str(graph.value(request, HT.absolutePath)).replace("/gsp", "/rdf-graph-store", 1).replace("$LOCATION$", place)
    )
    headers = headers_of(graph, request)
    content = graph.value(request, HT.body)
    body = None if content is None else str(graph.value(content, CNT.chars)).replace("$LOCATION$", place)
    if body and "multipart" in headers.get("content-type", ""):
        body = "\r\n".join(line.strip() for line in body.strip().splitlines()) + "\r\n"
    return client.request(
        str(graph.value(request, HT.methodName)),
        path,
        content=None if body is None else body.encode(),
        headers={**headers, "authorization": f"Bearer {TOKEN}"},
    )


def headers_of(graph: Graph, node: Node) -> dict[str, str]:
    listed = graph.value(node, HT.headers)
    return {
        str(graph.value(each, HT.fieldName)): str(graph.value(each, HT.fieldValue))
        for each in (Collection(graph, listed) if listed else ())
    }


def check(graph: Graph, request: Node, answer: httpx.Response) -> None:
    expected = graph.value(request, HT.resp)
    statuses = {STATUSES[str(each).rpartition("#")[2]] for each in graph.objects(expected, MF.expectedStatus)}
    assert answer.status_code in statuses, answer.text
    content = graph.value(expected, HT.body)
    if content is not None:
        wanted = Graph().parse(
            data=str(graph.value(content, CNT.chars)), format="turtle", publicID="http://www.example/"
        )
        assert isomorphic(Graph().parse(data=answer.text, format="turtle"), wanted)


def test_what_is_exempt_is_the_other_manifest() -> None:
    assert {name(node) for node in entries(manifest("direct"))} == set(EXEMPT)
    assert len(cases()) == 9
