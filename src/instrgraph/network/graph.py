"""A networkx graph of instruments, revisions, mandates and those they address, with typed edges and years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx

from instrgraph.network.index import Index
from instrgraph.network.rows import body_of, instrument_of, year_of

if TYPE_CHECKING:
    from collections.abc import Iterator

Rows = Iterable[Mapping[str, Any]]
EDGES = ("cites", "revision-of", "supersedes", "demands", "addresses", "serves", "continues")
"""The types of edges: a text cites an instrument or revision; a revision is one of its instrument and supersedes
another; a text demands a mandate, which addresses an agent, serves an instrument and continues a mandate."""


def build(citations: Rows = (), revisions: Rows = (), mandates: Rows = ()) -> nx.MultiDiGraph:
    """Return the graph of the rows (see ``rows`` for their fields).

    Nodes are local identifiers with ``kind`` (instrument, revision, draft, document, mandate, agent), ``body`` and,
    where it is known, ``year``. Edges have ``type`` (one of ``EDGES``), ``year`` where it is known, and those of
    citations ``function`` and ``state``. A citation that names a revision leads to that revision.
    """
    graph = nx.MultiDiGraph()
    for row in citations:
        _add_citation(graph, row)
    for row in revisions:
        _add_revision(graph, row)
    for row in mandates:
        _add_mandate(graph, row)
    return graph


def index(graph: nx.MultiDiGraph, *types: str, instruments: bool = False) -> Index:
    """Return the index of a graph's edges of the given types, or of all.

    With ``instruments`` texts stand for their instruments, and the edges that this closes into loops are left out.
    """
    return Index.of(_pairs(graph, frozenset(types or EDGES), instruments=instruments))


def _pairs(graph: nx.MultiDiGraph, types: frozenset[str], *, instruments: bool) -> Iterator[tuple[str, str]]:
    for head, tail, kind in graph.edges(data="type"):
        if kind not in types:
            continue
        if not instruments:
            yield head, tail
        elif instrument_of(head) != instrument_of(tail):
            yield instrument_of(head), instrument_of(tail)


def _add_citation(graph: nx.MultiDiGraph, row: Mapping[str, Any]) -> None:
    citing, cited = row["citing"], row.get("revision") or row["cited"]
    year = row.get("year") or year_of(citing)
    _add_text(graph, citing, year)
    _add_text(graph, cited, year_of(cited))
    facts = {"type": "cites", "year": year, "function": row.get("function"), "state": row.get("state")}
    graph.add_edge(citing, cited, **_known(facts))


def _add_revision(graph: nx.MultiDiGraph, row: Mapping[str, Any]) -> None:
    revision, year = row["revision"], row.get("year") or year_of(row["revision"])
    _add_text(graph, revision, year)
    before = row.get("supersedes")
    if before:
        _add_text(graph, before, year_of(before))
        graph.add_edge(revision, before, key="supersedes", **_known({"type": "supersedes", "year": year}))


def _add_mandate(graph: nx.MultiDiGraph, row: Mapping[str, Any]) -> None:
    mandate, text = row["mandate"], row["text"]
    year = row.get("year") or year_of(text)
    _add_text(graph, text, year)
    facts = {"kind": "mandate", "body": body_of(text), "year": year, "force": row.get("force")}
    graph.add_node(mandate, **_known(facts))
    graph.add_edge(text, mandate, key="demands", **_known({"type": "demands", "year": year}))
    if row.get("addressee"):
        graph.add_node(row["addressee"], kind="agent", body=body_of(row["addressee"]))
        graph.add_edge(mandate, row["addressee"], key="addresses", **_known({"type": "addresses", "year": year}))
    for basis in row.get("basis") or ():
        _add_text(graph, basis, year_of(basis))
        graph.add_edge(mandate, basis, key="serves", **_known({"type": "serves", "year": year}))
    before = row.get("continues")
    if before:
        graph.add_node(before, kind="mandate")
        graph.add_edge(mandate, before, key="continues", **_known({"type": "continues", "year": year}))


def _add_text(graph: nx.MultiDiGraph, text: str, year: int | None) -> None:
    """Add a text with its instrument, so that citations of an instrument and of its revisions meet."""
    instrument = instrument_of(text)
    if text == instrument:
        kind = "document" if text.startswith("source/") else "instrument"
        graph.add_node(text, **_known({"kind": kind, "body": body_of(text)}))
        return
    kind = "draft" if text.startswith("source/") else "revision"
    graph.add_node(text, **_known({"kind": kind, "body": body_of(text), "year": year}))
    graph.add_node(instrument, kind="instrument", body=body_of(instrument))
    graph.add_edge(text, instrument, key="revision-of", **_known({"type": "revision-of", "year": year}))


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    # GraphML and GEXF have no value for "not known": what is not known is left out.
    return {name: value for name, value in facts.items() if value is not None}
