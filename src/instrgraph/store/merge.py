"""The merge: the default graph of a store holds every triple of its named graphs, once.

An engine that shows all graphs as one gives a triple once for every graph that holds it, so that counts are wrong and
joins grow. The merge is therefore written, by whoever writes the named graphs, and read as it is.
"""

from __future__ import annotations

import hashlib
from itertools import chain
from typing import TYPE_CHECKING, cast

import pyoxigraph as ox

from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import IO

    Graph = ox.NamedNode | ox.DefaultGraph

DEFAULT = ox.DefaultGraph()
OWN_GRAPH = "graph/update"
"""The graph, below the base IRI, into which goes what an update writes without naming a graph."""
TAKE_AWAY = """
DELETE { ?s ?p ?o } WHERE {
  GRAPH <GRAPH> { ?s ?p ?o }
  FILTER NOT EXISTS { GRAPH ?other { ?s ?p ?o } FILTER(?other != <GRAPH>) }
}"""
"""Takes out of the merge what no graph holds but ``<GRAPH>``, which goes afterwards."""


def own_graph() -> ox.NamedNode:
    """Return the graph into which goes what an update writes without naming one."""
    return ox.NamedNode(current().base + OWN_GRAPH)


def place(engine: ox.Store, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> int:
    """Make ``quads`` the whole content of ``graph``, whatever graph they name, and return how many it holds."""
    placed = {ox.Triple(quad.subject, quad.predicate, quad.object) for quad in quads}
    take_away(engine, graph)
    named = (ox.Quad(one.subject, one.predicate, one.object, graph) for one in placed)
    merged = (ox.Quad(one.subject, one.predicate, one.object) for one in placed)
    engine.extend(chain(named, merged))
    return len(placed)


def take_away(engine: ox.Store, graph: ox.NamedNode) -> None:
    """Remove a graph, and from the merge what no other graph holds; one that is not there is no error."""
    if engine.contains_named_graph(graph):
        engine.update(TAKE_AWAY.replace("<GRAPH>", str(graph)))
        engine.remove_graph(graph)


def merge_all(engine: ox.Store) -> None:
    """Write the merge of all named graphs anew."""
    engine.clear_graph(DEFAULT)
    named = chain.from_iterable(
        engine.quads_for_pattern(None, None, None, graph) for graph in list(engine.named_graphs())
    )
    engine.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in named)


def differences(before: ox.Store, after: ox.Store, graph: Graph) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """Return what ``after`` holds in ``graph`` and ``before`` does not, and what it has lost."""
    added: list[ox.Quad] = []
    lost: list[ox.Quad] = []
    olds, news = (one.quads_for_pattern(None, None, None, graph) for one in (before, after))
    old, new = next(olds, None), next(news, None)
    # Two states of one store on disk give what they share in one order: nearly all pairs are equal, none is looked up.
    while old is not None or new is not None:
        if old == new:
            old, new = next(olds, None), next(news, None)
        elif new is not None and new not in before:
            added.append(new)
            new = next(news, None)
        elif old is not None and old not in after:
            lost.append(old)
            old = next(olds, None)
        else:  # both sides hold both, in another order
            old, new = next(olds, None), next(news, None)
    return added, lost


def is_held(engine: ox.Store, quad: ox.Quad) -> bool:
    """Return whether a named graph holds the triple of ``quad``."""
    found = engine.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(one.graph_name != DEFAULT for one in found)


def distribute(engine: ox.Store, added: Iterable[ox.Quad], lost: Iterable[ox.Quad], own: ox.NamedNode) -> None:
    """Carry over what an update did to the merge: what it added goes into the graph ``own``, what it took leaves it.

    A triple that another graph holds stays in the merge: it is taken away where it stands, by naming that graph.
    """
    engine.extend(ox.Quad(quad.subject, quad.predicate, quad.object, own) for quad in added)
    for quad in lost:
        engine.remove(ox.Quad(quad.subject, quad.predicate, quad.object, own))
        if is_held(engine, quad):
            engine.add(quad)


def follow(before: ox.Store, after: ox.Store, graphs: Iterable[str]) -> None:
    """Bring the merge of ``after`` up to date with what changed in ``graphs`` since ``before``."""
    for name in graphs:
        added, lost = differences(before, after, ox.NamedNode(name))
        after.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in added)
        for quad in lost:
            if not is_held(after, quad):
                after.remove(ox.Quad(quad.subject, quad.predicate, quad.object))


def digest(engine: ox.Store, graph: Graph) -> str:
    """Return the SHA-256 of a graph in the engine's order, by which two states of one store on disk are compared."""
    output = _Hashing()
    engine.dump(cast("IO[bytes]", output), format=ox.RdfFormat.N_TRIPLES, from_graph=graph)
    return output.digest.hexdigest()


class _Hashing:
    """A file that only hashes what is written into it."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""
