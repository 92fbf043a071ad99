"""Writing a network for other programs: GraphML, GEXF, CSV, and CSV as Neo4j imports it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import networkx as nx

from instrgraph.errors import UnsupportedInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

_NODE_FIELDS = ("kind", "body", "year", "force")
_EDGE_FIELDS = ("type", "year", "function", "state")
_NUMBERS = frozenset({"year"})


def export(graph: nx.MultiDiGraph, form: str) -> dict[str, bytes]:
    """Return the files of an export, by name: one for ``graphml`` and ``gexf``, two for ``csv`` and ``neo4j``.

    Nodes and edges come in sorted order, so that the same graph gives the same bytes.

    Raises:
        UnsupportedInput: there is no export of that name.
    """
    try:
        write = _WRITERS[form]
    except KeyError:
        raise UnsupportedInput(f"{form}: no such export; there are {', '.join(sorted(_WRITERS))}") from None
    return write(_ordered(graph))


def _ordered(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """Return the graph with sorted nodes and edges, and edges numbered: networkx writes keys as identifiers."""
    ordered = nx.MultiDiGraph()
    for node, facts in sorted(graph.nodes(data=True)):
        ordered.add_node(node, label=node, **{key: value for key, value in facts.items() if key != "label"})
    edges = sorted(graph.edges(data=True), key=lambda edge: (edge[0], edge[1], sorted(map(str, edge[2].items()))))
    for number, (head, tail, facts) in enumerate(edges):
        ordered.add_edge(head, tail, key=number, **facts)
    return ordered


def _graphml(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    stream = io.BytesIO()
    nx.write_graphml(graph, stream, named_key_ids=True)
    return {"network.graphml": stream.getvalue()}


def _gexf(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    # In GEXF "type" of an edge says whether it is directed, and "year" is plain data; ours goes under "relation".
    named = nx.MultiDiGraph()
    named.add_nodes_from(graph.nodes(data=True))
    for head, tail, key, facts in graph.edges(data=True, keys=True):
        named.add_edge(head, tail, key=key, **{"relation" if k == "type" else k: v for k, v in facts.items()})
    stream = io.BytesIO()
    nx.write_gexf(named, stream, version="1.2draft")
    return {"network.gexf": stream.getvalue()}


def _csv(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    """Return nodes and edges as tables whose heads Gephi knows."""
    nodes = [[node, node, *_values(facts, _NODE_FIELDS)] for node, facts in graph.nodes(data=True)]
    edges = [[head, tail, "Directed", *_values(facts, _EDGE_FIELDS)] for head, tail, facts in graph.edges(data=True)]
    return {
        "nodes.csv": _table(("Id", "Label", *_NODE_FIELDS), nodes),
        "edges.csv": _table(("Source", "Target", "Type", "relation", *_EDGE_FIELDS[1:]), edges),
    }


def _neo4j(graph: nx.MultiDiGraph) -> dict[str, bytes]:
    """Return nodes and relationships with the typed heads of ``neo4j-admin database import``."""
    nodes = [
        [node, *_values(facts, _NODE_FIELDS), str(facts.get("kind", "node")).capitalize()]
        for node, facts in graph.nodes(data=True)
    ]
    edges = [
        [head, tail, *_values(facts, _EDGE_FIELDS[1:]), str(facts.get("type", "relates")).upper().replace("-", "_")]
        for head, tail, facts in graph.edges(data=True)
    ]
    return {
        "nodes.csv": _table(("id:ID", *map(_typed, _NODE_FIELDS), ":LABEL"), nodes),
        "relationships.csv": _table((":START_ID", ":END_ID", *map(_typed, _EDGE_FIELDS[1:]), ":TYPE"), edges),
    }


_WRITERS: Mapping[str, Callable[[nx.MultiDiGraph], dict[str, bytes]]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "csv": _csv,
    "neo4j": _neo4j,
}
FORMS = tuple(_WRITERS)
"""The names of the exports."""


def _typed(field: str) -> str:
    return f"{field}:int" if field in _NUMBERS else field


def _values(facts: Mapping[str, Any], fields: Sequence[str]) -> list[str]:
    return ["" if facts.get(field) is None else str(facts[field]) for field in fields]


def _table(head: Iterable[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(list(head))
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")
