"""The sparse index, with networkx as oracle."""

from __future__ import annotations

from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrgraph.errors import NotFound
from instrgraph.network.index import Index

NODES = st.integers(0, 12).map("n{}".format)
PAIRS = st.lists(st.tuples(NODES, NODES), min_size=1, max_size=40)


def plus(graph: nx.DiGraph, node: str) -> set[str]:
    """What the property path ``p+`` gives."""
    return set().union(*({tail} | nx.descendants(graph, tail) for tail in graph.successors(node)), set())


@settings(deadline=None)  # a slow machine is no fault
@given(PAIRS)
def test_reach_is_that_of_networkx(pairs: list[tuple[str, str]]) -> None:
    index, graph = Index.of(pairs), nx.DiGraph(pairs)
    assert len(index) == graph.number_of_nodes()
    assert index.edges == graph.number_of_edges()
    for node in graph:
        assert index.reach(node) == tuple(sorted(plus(graph, node)))
        assert index.reach_back(node) == tuple(sorted(plus(graph.reverse(), node)))


@settings(deadline=None)  # a slow machine is no fault
@given(PAIRS, st.integers(0, 4))
def test_reach_within_a_depth(pairs: list[tuple[str, str]], depth: int) -> None:
    index, graph = Index.of(pairs), nx.DiGraph(pairs)
    for node in graph:
        expected: set[str] = set()
        frontier = {node}
        for _ in range(depth):
            frontier = {tail for head in frontier for tail in graph.successors(head)}
            expected |= frontier
        assert index.reach(node, depth=depth) == tuple(sorted(expected))


@settings(deadline=None)  # a slow machine is no fault
@given(PAIRS)
def test_distances_and_paths(pairs: list[tuple[str, str]]) -> None:
    index, graph = Index.of(pairs), nx.DiGraph(pairs)
    start = next(iter(graph))
    lengths = nx.single_source_shortest_path_length(graph, start)
    assert index.distances(start) == lengths
    for end in graph:
        path = index.path(start, end)
        assert len(path) == lengths.get(end, -1) + 1
        assert all(graph.has_edge(head, tail) for head, tail in pairwise(path))


@settings(deadline=None)  # a slow machine is no fault
@given(PAIRS, st.booleans())
def test_pagerank(pairs: list[tuple[str, str]], weighted: bool) -> None:
    graph = nx.DiGraph()
    for head, tail in pairs:
        graph.add_edge(head, tail, weight=graph.get_edge_data(head, tail, {"weight": 0})["weight"] + 1)
    expected = nx.pagerank(graph, weight="weight" if weighted else None, tol=1e-12, max_iter=1000)
    ranks = Index.of(pairs).pagerank(tolerance=1e-12, weighted=weighted)
    assert ranks == pytest.approx(expected, abs=1e-8)
    assert sum(ranks.values()) == pytest.approx(1)


def test_hubs_and_authorities() -> None:
    graph = nx.gnp_random_graph(60, 0.08, seed=3, directed=True)
    pairs = [(f"n{head}", f"n{tail}") for head, tail in graph.edges]
    hubs, authorities = Index.of(pairs).hubs_and_authorities()
    wanted_hubs, wanted_authorities = nx.hits(nx.DiGraph(pairs), max_iter=1000, tol=1e-12)
    assert hubs == pytest.approx(wanted_hubs, abs=1e-6)
    assert authorities == pytest.approx(wanted_authorities, abs=1e-6)


@settings(deadline=None)  # a slow machine is no fault
@given(PAIRS)
def test_circles_and_degrees(pairs: list[tuple[str, str]]) -> None:
    index, graph = Index.of(pairs), nx.DiGraph(pairs)
    strong = nx.strongly_connected_components(graph)
    assert index.circles() == tuple(sorted(tuple(sorted(group)) for group in strong if len(group) > 1))
    assert index.in_degrees() == dict(graph.in_degree())


def test_a_node_reaches_itself_only_through_a_circle() -> None:
    index = Index.of([("a", "b"), ("b", "a"), ("b", "c"), ("d", "d")])
    assert index.reach("a") == ("a", "b", "c")
    assert index.reach("c") == ()
    assert index.reach("d") == ("d",)


def test_unknown_node() -> None:
    index = Index.of([("a", "b")])
    assert "x" not in index
    with pytest.raises(NotFound, match="x: nothing in the network"):
        index.reach("x")


def test_empty() -> None:
    index = Index.of([])
    assert (len(index), index.edges, index.pagerank(), index.circles()) == (0, 0, {}, ())
