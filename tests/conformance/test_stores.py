"""One suite for every adapter of the store port: what one can do, all can, with equal answers."""

from __future__ import annotations

import importlib.util
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from instrgraph.errors import QueryFault, ResultTooLarge, StoreUnavailable
from instrgraph.store.canonical import dump
from instrgraph.store.endpoint import EndpointStore
from instrgraph.store.memory import MemoryStore
from instrgraph.store.oxigraph import OxigraphStore
from instrgraph.store.port import QueryLimits, Scope
from instrgraph.store.results import Answer, Solutions, Triples, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.store.port import Store

EX = "http://example.org/"
ADAPTERS = ("oxigraph-disk", "oxigraph-memory", "rdflib-memory", "endpoint")


def node(name: str) -> ox.NamedNode:
    return ox.NamedNode(EX + name)


def quad(subject: str, predicate: str, value: ox.NamedNode | ox.Literal, graph: str = "one") -> ox.Quad:
    return ox.Quad(node(subject), node(predicate), value, node(graph))


CITES = (
    quad("a", "cites", node("b")),
    quad("b", "cites", node("c")),
    quad("a", "number", ox.Literal(130)),
    quad("a", "title", ox.Literal("Résolution 130", language="fr")),
    quad("a", "label", ox.Literal('a "quoted"\nline')),
)


def oxigraph_program() -> str | None:
    beside = Path(sys.executable).parent / "oxigraph"
    return str(beside) if beside.exists() else shutil.which("oxigraph")


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    program = oxigraph_program()
    if program is None:
        pytest.skip("the oxigraph program (package oxigraph) is not installed")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen([program, "serve", "--bind", f"127.0.0.1:{port}"], stderr=subprocess.DEVNULL) as server:
        url = f"http://127.0.0.1:{port}/query"
        for _ in range(100):
            try:
                httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield url
        server.kill()


@pytest.fixture(params=ADAPTERS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "oxigraph-disk":
        made: Store = OxigraphStore(tmp_path / "graph")
    elif request.param == "oxigraph-memory":
        made = OxigraphStore()
    elif request.param == "rdflib-memory":
        made = MemoryStore()
    else:
        made = EndpointStore(request.getfixturevalue("endpoint"))
        made.update("DROP ALL")
    with made:
        yield made


def rows(store: Store, sparql: str) -> list[tuple[object, ...]]:
    found = store.query(sparql)
    assert isinstance(found, Solutions)
    return [tuple(value(term) for term in row) for row in found.rows]


def test_all_adapters_are_here() -> None:
    assert len(ADAPTERS) == 4
    assert importlib.util.find_spec("pyoxigraph")


def test_replacing_twice_is_as_once(store: Store) -> None:
    assert store.replace(EX + "one", CITES) == 5
    assert store.replace(EX + "one", CITES) == 5
    assert set(store.quads()) == set(CITES)
    assert store.graphs() == (EX + "one",)


def test_replacing_takes_away_what_was_there(store: Store) -> None:
    store.replace(EX + "one", CITES)
    store.replace(EX + "two", [quad("x", "cites", node("y"), "elsewhere")])
    assert store.replace(EX + "one", CITES[:1]) == 1
    assert set(store.quads(EX + "one")) == {CITES[0]}
    assert set(store.quads(EX + "two")) == {quad("x", "cites", node("y"), "two")}


def test_removing(store: Store) -> None:
    store.replace(EX + "one", CITES)
    store.remove(EX + "one")
    store.remove(EX + "never-there")
    assert store.graphs() == ()
    assert list(store.quads()) == []


def test_default_graph_is_the_merge(store: Store) -> None:
    store.replace(EX + "one", CITES[:1])
    store.replace(EX + "two", CITES[1:2])
    assert rows(store, f"SELECT ?o WHERE {{ <{EX}a> <{EX}cites>+ ?o }} ORDER BY ?o") == [(EX + "b",), (EX + "c",)]
    assert rows(store, "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g") == [(EX + "one",), (EX + "two",)]


def test_one_statement_in_two_graphs_is_one(store: Store) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    store.replace(EX + "one", CITES)
    store.replace(EX + "two", CITES[:2])
    assert rows(store, count) == [(5,)]
    assert rows(store, "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }") == [(7,)]
    store.replace(EX + "one", CITES[1:3])
    assert rows(store, count) == [(3,)]
    store.remove(EX + "one")
    assert rows(store, count) == [(2,)]
    store.remove(EX + "two")
    assert rows(store, count) == [(0,)]


def test_the_merge_follows_updates(store: Store) -> None:
    if isinstance(store, EndpointStore):
        pytest.skip("who sends updates of his own to a foreign store keeps its default graph himself")
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
    store.replace(EX + "one", CITES[:2])
    store.update(f"INSERT DATA {{ GRAPH <{EX}two> {{ <{EX}a> <{EX}cites> <{EX}b> , <{EX}z> }} }}")
    assert rows(store, count) == [(3,)]
    store.update(f"DROP GRAPH <{EX}one>")
    assert rows(store, count) == [(2,)]
    store.update(f"DELETE DATA {{ GRAPH <{EX}two> {{ <{EX}a> <{EX}cites> <{EX}z> }} }}")
    assert rows(store, count) == [(1,)]


def test_an_update_without_a_graph_loses_nothing() -> None:
    with OxigraphStore() as store:
        store.update(f"INSERT DATA {{ <{EX}a> <{EX}cites> <{EX}b> }}")
        assert store.graphs() == ("https://w3id.org/instrgraph/id/graph/update",)
        store.update(f"DELETE DATA {{ <{EX}a> <{EX}cites> <{EX}b> }}")
        assert list(store.quads()) == []
    with MemoryStore() as store, pytest.raises(QueryFault, match="GRAPH"):
        store.update(f"INSERT DATA {{ <{EX}a> <{EX}cites> <{EX}b> }}")


def test_an_endpoint_filled_by_others_shows_its_union(endpoint: str) -> None:
    with EndpointStore(endpoint) as store:
        store.update("DROP ALL")
        store.update(f"INSERT DATA {{ GRAPH <{EX}one> {{ <{EX}a> <{EX}cites> <{EX}b> }} }}")
        assert rows(store, "SELECT ?s WHERE { ?s ?p ?o }") == [(EX + "a",)]


def test_values_keep_their_kind(store: Store) -> None:
    store.replace(EX + "one", CITES)
    found = store.query(f"SELECT ?p ?o WHERE {{ <{EX}a> ?p ?o }} ORDER BY ?p")
    assert isinstance(found, Solutions)
    assert found.variables == ("p", "o")
    assert [row[1] for row in found.rows] == [node("b"), CITES[4].object, ox.Literal(130), CITES[3].object]


def test_unbound_is_none(store: Store) -> None:
    store.replace(EX + "one", CITES[:1])
    found = rows(store, f"SELECT ?o ?t WHERE {{ ?s <{EX}cites> ?o OPTIONAL {{ ?s <{EX}title> ?t }} }}")
    assert found == [(EX + "b", None)]


def test_ask_and_construct(store: Store) -> None:
    store.replace(EX + "one", CITES)
    assert store.query(f"ASK {{ <{EX}a> <{EX}cites> <{EX}b> }}") == Answer(holds=True)
    assert store.query(f"ASK {{ <{EX}b> <{EX}cites> <{EX}a> }}") == Answer(holds=False)
    built = store.query(f"CONSTRUCT {{ ?o <{EX}citedBy> ?s }} WHERE {{ ?s <{EX}cites> ?o }}")
    assert isinstance(built, Triples)
    assert set(built.triples) == {
        ox.Triple(node("b"), node("citedBy"), node("a")),
        ox.Triple(node("c"), node("citedBy"), node("b")),
    }


@pytest.mark.parametrize("sparql", ["SELECT * WHERE {\n  ?s ?p", "SELECT * WHERE {\n  ?s ex:p ?o }"])
def test_a_query_at_fault_says_where(store: Store, sparql: str) -> None:
    with pytest.raises(QueryFault) as caught:
        store.query(sparql)
    assert caught.value.line == 2
    assert caught.value.column is not None
    assert "line 2" in str(caught.value)


def test_an_update_at_fault(store: Store) -> None:
    with pytest.raises(QueryFault):
        store.update("INSERT DATA { <a> }")


def test_update(store: Store) -> None:
    store.replace(EX + "one", CITES[:1])
    store.update(f"INSERT DATA {{ GRAPH <{EX}one> {{ <{EX}x> <{EX}cites> <{EX}y> }} }}")
    assert set(store.quads()) == {CITES[0], quad("x", "cites", node("y"))}


def test_too_many_rows(store: Store) -> None:
    store.replace(EX + "one", CITES)
    with pytest.raises(ResultTooLarge):
        store.query("SELECT * WHERE { ?s ?p ?o }", limits=QueryLimits(rows=4))
    assert len(store.query("SELECT * WHERE { ?s ?p ?o }", limits=QueryLimits(rows=5))) == 5  # type: ignore[arg-type]


def test_a_scope_narrows(store: Store) -> None:
    store.replace(EX + "one", CITES[:1])
    store.replace(EX + "two", CITES[1:2])
    found = store.query("SELECT ?s WHERE { ?s ?p ?o }", scope=Scope(default=(EX + "two",)))
    assert isinstance(found, Solutions)
    assert [row[0] for row in found.rows] == [node("b")]


def test_equal_stores_have_equal_dumps(store: Store) -> None:
    store.replace(EX + "two", reversed(CITES[:2]))
    store.replace(EX + "one", CITES)
    other = OxigraphStore()
    other.replace(EX + "one", CITES)
    other.replace(EX + "two", CITES[:2])
    assert list(dump(store)) == list(dump(other))


def test_an_endpoint_that_is_not_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (
        EndpointStore(f"http://127.0.0.1:{port}/sparql") as gone,
        pytest.raises(StoreUnavailable, match="cannot be reached"),
    ):
        gone.query("ASK {}")
