"""The graph of instruments, revisions and mandates, and its exports."""

from __future__ import annotations

import csv
import io
from typing import Any

import networkx as nx
import pytest

from instrgraph.errors import UnsupportedInput
from instrgraph.network.exports import FORMS, export
from instrgraph.network.graph import EDGES, build, index

CITATIONS = (
    {"citing": "itu/pp/res/130/rev/2018", "cited": "itu/pp/res/71", "revision": "itu/pp/res/71/rev/2014",
     "year": 2018, "function": "recalls", "state": "both"},
    {"citing": "itu/pp/res/130/rev/2018", "cited": "un/ga/res/71/199", "revision": None, "year": 2018},
    {"citing": "source/b800e945bffebf45/draft/itu/wtsa/res/84", "cited": "itu/pp/res/130",
     "revision": "itu/pp/res/130/rev/2018", "year": 2022, "state": "proposed"},
)  # fmt: skip
REVISIONS = (
    {"instrument": "itu/pp/res/130", "revision": "itu/pp/res/130/rev/2018", "supersedes": "itu/pp/res/130/rev/2014"},
)
MANDATES = (
    {"mandate": "itu/pp/res/130/rev/2018/mandate/instructs.1", "text": "itu/pp/res/130/rev/2018",
     "addressee": "itu/office/dir-tsb", "force": "instructs", "basis": ["itu/pp/res/71"],
     "continues": "itu/pp/res/130/rev/2014/mandate/instructs.2"},
)  # fmt: skip


def made() -> nx.MultiDiGraph:
    return build(CITATIONS, REVISIONS, MANDATES)


def test_nodes() -> None:
    kinds = {node: facts["kind"] for node, facts in made().nodes(data=True)}
    assert kinds["itu/pp/res/130"] == "instrument"
    assert kinds["itu/pp/res/130/rev/2018"] == "revision"
    assert kinds["source/b800e945bffebf45/draft/itu/wtsa/res/84"] == "draft"
    assert kinds["itu/pp/res/130/rev/2018/mandate/instructs.1"] == "mandate"
    assert kinds["itu/office/dir-tsb"] == "agent"
    assert made().nodes["itu/pp/res/71/rev/2014"]["year"] == 2014
    assert made().nodes["itu/pp/res/71/rev/2014"]["body"] == "itu/pp"


def test_edges_are_typed_and_dated() -> None:
    edges = {(head, tail): facts for head, tail, facts in made().edges(data=True)}
    assert edges["itu/pp/res/130/rev/2018", "itu/pp/res/71/rev/2014"] == {
        "type": "cites", "year": 2018, "function": "recalls", "state": "both"}  # fmt: skip
    assert {facts["type"] for facts in edges.values()} == set(EDGES)


def test_a_citation_given_twice_is_two_edges_a_revision_one() -> None:
    graph = build(CITATIONS * 2, REVISIONS * 2, MANDATES * 2)
    count = {kind: sum(1 for *_, one in graph.edges(data="type") if one == kind) for kind in EDGES}
    assert count["cites"] == 6
    assert count["supersedes"] == count["demands"] == count["continues"] == 1


def test_index_over_instruments() -> None:
    lifted = index(made(), "cites", instruments=True)
    assert lifted.reach("itu/wtsa/res/84") == ("itu/pp/res/130", "itu/pp/res/71", "un/ga/res/71/199")
    chain = index(made(), "continues")
    assert chain.reach_back("itu/pp/res/130/rev/2014/mandate/instructs.2") == (
        "itu/pp/res/130/rev/2018/mandate/instructs.1",
    )


def typed(graph: Any, name: str = "type") -> list[tuple[str, str, str, int | None]]:
    return sorted((head, tail, facts[name], facts.get("year")) for head, tail, facts in graph.edges(data=True))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_what_we_write(form: str) -> None:
    (content,) = export(made(), form).values()
    read = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form](io.BytesIO(content))
    assert set(read.nodes) == set(made().nodes)
    assert typed(read, "relation" if form == "gexf" else "type") == typed(made())
    for node, facts in made().nodes(data=True):
        assert {key: read.nodes[node].get(key) for key in facts} == facts


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def test_tables() -> None:
    files = export(made(), "csv")
    assert {row["Id"] for row in rows(files["nodes.csv"])} == set(made().nodes)
    edges = [(row["Source"], row["Target"], row["relation"]) for row in rows(files["edges.csv"])]
    assert sorted(edges) == [edge[:3] for edge in typed(made())]


def test_neo4j() -> None:
    files = export(made(), "neo4j")
    head = files["relationships.csv"].splitlines()[0]
    assert head == b":START_ID,:END_ID,year:int,function,state,:TYPE"
    names = {row["id:ID"] for row in rows(files["nodes.csv"])}
    relations = rows(files["relationships.csv"])
    assert len(relations) == made().number_of_edges()
    for row in relations:
        assert {row[":START_ID"], row[":END_ID"]} <= names
        assert row[":TYPE"].isidentifier()


@pytest.mark.parametrize("form", FORMS)
def test_the_same_graph_gives_the_same_bytes(form: str) -> None:
    other = build(CITATIONS[::-1], REVISIONS, MANDATES)
    assert export(made(), form) == export(other, form)
    assert all(export(nx.MultiDiGraph(), form).values())


def test_unknown_export() -> None:
    with pytest.raises(UnsupportedInput, match="pajek: no such export; there are csv"):
        export(made(), "pajek")
