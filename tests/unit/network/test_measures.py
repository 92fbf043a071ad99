"""Measures, against counts made by hand or by a slower way."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instrgraph.network import measures


def cites(citing: str, cited: str, revision: int | None = None, state: str = "both") -> dict[str, Any]:
    return {"citing": citing, "cited": cited, "state": state,
            "revision": f"{cited}/rev/{revision}" if revision else None}  # fmt: skip


ROWS = [
    cites("itu/pp/res/1/rev/2018", "itu/pp/res/9", 2014),
    cites("itu/pp/res/1/rev/2018", "itu/pp/res/9", 2014),
    cites("itu/pp/res/1/rev/2018", "un/ga/res/71/1"),
    cites("itu/wtsa/res/2/rev/2022", "itu/pp/res/9", 2018),
    cites("itu/wtsa/res/2/rev/2022", "un/ga/res/71/1"),
    cites("itu/wtsa/res/2/rev/2022", "itu/wtsa/res/3", 2016),
    cites("itu/wtsa/res/2/rev/2022", "itu/wtsa/res/4", 2012, state="base"),
]
REVISIONS = [{"instrument": "itu/pp/res/9", "revision": f"itu/pp/res/9/rev/{year}"} for year in (2010, 2014, 2018)] + [
    {"instrument": "itu/wtsa/res/3", "revision": f"itu/wtsa/res/3/rev/{year}"} for year in (2016, 2020)
]


def test_most_cited() -> None:
    found = measures.most_cited(ROWS)
    assert [(one.instrument, one.texts, one.citations) for one in found] == [
        ("itu/pp/res/9", 2, 3), ("un/ga/res/71/1", 2, 2), ("itu/wtsa/res/3", 1, 1)]  # fmt: skip
    assert [one.instrument for one in measures.most_cited(ROWS, body="un/ga")] == ["un/ga/res/71/1"]
    assert [one.texts for one in measures.most_cited(ROWS, body="itu/pp", since=2019)] == [1]
    assert [one.texts for one in measures.most_cited(ROWS, until=2018)] == [1, 1]
    assert measures.most_cited(ROWS, citing_body="itu/wtsa", until=2018) == ()


def test_bodies() -> None:
    found = measures.bodies_citing_bodies(ROWS)
    assert found == {("itu/pp", "itu/pp"): 2, ("itu/pp", "un/ga"): 1, ("itu/wtsa", "itu/pp"): 1,
                     ("itu/wtsa", "un/ga"): 1, ("itu/wtsa", "itu/wtsa"): 1}  # fmt: skip


@settings(deadline=None)  # a slow machine is no fault
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=40), st.integers(1, 30))
def test_co_citation_and_coupling(cells: list[tuple[int, int]], limit: int) -> None:
    rows = [cites(f"t{text}", f"i{instrument}") for text, instrument in cells]
    for found, group, member in ((measures.co_citation(rows, limit), "citing", "cited"),
                                 (measures.coupling(rows, limit), "cited", "citing")):  # fmt: skip
        groups: dict[str, set[str]] = {}
        for row in rows:
            groups.setdefault(row[group], set()).add(row[member])
        counts = Counter(pair for members in groups.values() for pair in combinations(sorted(members), 2))
        expected = sorted(((-count, *pair) for pair, count in counts.items()))[:limit]
        assert [(-one.shared, one.first, one.second) for one in found] == expected


def test_half_life() -> None:
    found = measures.citation_ages(ROWS)["all"]
    assert (found.half_life, found.citations) == (4.0, 4)  # 4, 4, 4 and 6 years
    assert measures.citation_ages(ROWS, by_body=True)["itu/wtsa"].half_life == 5.0
    assert measures.citation_ages([]) == {}


def test_stale_share() -> None:
    # 2014 in a text of 2018: the revision of 2018 is no older than the text. 2016 in a text of 2022: stale.
    found = measures.stale_share(ROWS, REVISIONS)["all"]
    assert (found.stale, found.of, found.share) == (1, 4, 0.25)
    assert measures.stale_share(ROWS, REVISIONS, by_body=True)["itu/pp"].stale == 0


def test_communities() -> None:
    rows = [cites(f"{side}{one}", f"{side}{other}") for side in "ab" for one, other in combinations(range(5), 2)]
    rows.append(cites("a0", "b4"))
    groups = measures.communities(rows)
    assert {frozenset(name[0] for name in group) for group in groups} == {frozenset("a"), frozenset("b")}
    assert groups[0][0] == "a4"
    assert measures.communities(rows[::-1]) == groups


def test_main_path_runs_through_the_heaviest_edges() -> None:
    # Two newer texts meet in c, which leads to the oldest by two ways; d lies aside.
    rows = [cites("a", "c"), cites("b", "c"), cites("c", "e"), cites("e", "g"), cites("e", "h"), cites("b", "d")]
    assert measures.main_path(rows) in {("a", "c", "e", "g"), ("b", "c", "e", "g")}
    assert measures.main_path(rows)[1:3] == ("c", "e")
    assert measures.main_path([]) == ()


def test_main_path_survives_circles() -> None:
    rows = [cites("a", "b"), cites("b", "a"), cites("b", "c"), cites("c", "d"), cites("a", "a")]
    assert measures.main_path(rows) == ("b", "c", "d")


@settings(deadline=None)  # a slow machine is no fault
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20))
def test_main_path_weighs_as_counting_paths_does(cells: list[tuple[int, int]]) -> None:
    edges = {(f"n{max(pair)}", f"n{min(pair)}") for pair in cells if pair[0] != pair[1]}
    path = measures.main_path([cites(*edge) for edge in sorted(edges)])
    graph = nx.DiGraph(edges)
    sources = [node for node in graph if graph.in_degree(node) == 0]
    sinks = [node for node in graph if graph.out_degree(node) == 0]
    ways = [way for head in sources for tail in sinks if head != tail
            for way in nx.all_simple_paths(graph, head, tail)]  # fmt: skip
    counts = Counter(edge for way in ways for edge in pairwise(way))
    heaviest = max((sum(counts[edge] for edge in pairwise(way)) for way in ways), default=0)
    assert sum(counts[edge] for edge in pairwise(path)) == heaviest


def test_share_of_nothing() -> None:
    assert measures.Stale(0, 0).share is None
    with pytest.raises(AttributeError):
        measures.Stale(0, 0).stale = 1  # type: ignore[misc]
