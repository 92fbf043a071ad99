"""A store in memory on rdflib: slow and small, but a second engine, and the one that pyshacl and many programs know."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import rdflib
from pyparsing import ParseBaseException
from rdflib.plugins.sparql.processor import prepareQuery, prepareUpdate

from instrgraph.errors import QueryFault
from instrgraph.store.faults import query_fault
from instrgraph.store.port import Closing, QueryLimits
from instrgraph.store.results import Answer, Solutions, Triples, limited
from instrgraph.store.syntax import check_query, check_update

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.store.port import Scope
from instrgraph.store.results import Results, Term

_XSD_STRING = rdflib.URIRef("http://www.w3.org/2001/XMLSchema#string")


class MemoryStore(Closing):
    """A store in memory, gone when it is closed."""

    def __init__(self) -> None:
        self.dataset = rdflib.Dataset(default_union=True)

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Make ``quads`` the whole content of ``graph`` and return how many it holds."""
        placed = {(quad.subject, quad.predicate, quad.object) for quad in quads}
        self.remove(graph)
        target = self.dataset.graph(rdflib.URIRef(graph))
        for triple in placed:
            target.add(tuple(to_rdflib(term) for term in triple))
        return len(placed)

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""
        self.dataset.remove_graph(rdflib.URIRef(graph))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        named = (graph.identifier for graph in self.dataset.graphs() if len(graph))
        return tuple(sorted(str(name) for name in named if name != rdflib.graph.DATASET_DEFAULT_GRAPH_ID))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Give the quads of one graph, or of all, in no set order."""
        for name in (graph,) if graph is not None else self.graphs():
            place = ox.NamedNode(name)
            for subject, predicate, value in self.dataset.graph(rdflib.URIRef(name)):
                yield ox.Quad(from_rdflib(subject), from_rdflib(predicate), from_rdflib(value), place)

    def query(
        self,
        sparql: str,
        *,
        limits: QueryLimits | None = None,
        scope: Scope | None = None,
    ) -> Results:
        """Run a query and return what it gives; the time is looked at between rows."""
        limits = limits or QueryLimits()
        check_query(sparql)
        try:
            # rdflib declares common prefixes on its own; without them a query means the same on every engine.
            prepared = prepareQuery(sparql, initNs={})
        except ParseBaseException as error:
            raise query_fault(f"at {error.lineno}:{error.column}: {error.msg}", sparql) from error
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its own deprecations: nothing that a caller of ours could act on
            return _collect(self._scoped(scope).query(prepared), limits)

    def _scoped(self, scope: Scope | None) -> rdflib.Dataset:
        if scope is None or not (scope.default or scope.named):
            return self.dataset
        narrowed = rdflib.Dataset(default_union=False)
        for name in scope.default:
            for triple in self.dataset.graph(rdflib.URIRef(name)):
                narrowed.default_graph.add(triple)
        for name in scope.named:
            for triple in self.dataset.graph(rdflib.URIRef(name)):
                narrowed.graph(rdflib.URIRef(name)).add(triple)
        return narrowed

    def update(self, sparql: str) -> None:
        """Run a SPARQL update."""
        check_update(sparql)
        try:
            prepared = prepareUpdate(sparql, initNs={})
        except ParseBaseException as error:
            raise query_fault(f"at {error.lineno}:{error.column}: {error.msg}", sparql) from error
        try:
            self.dataset.update(prepared)
        except ValueError as error:  # rdflib has no default graph of its own where it shows all graphs as one
            raise QueryFault(f"rdflib cannot run the update ({error}); name a graph with GRAPH or WITH") from error

    def close(self) -> None:
        """Forget everything."""
        self.dataset.close()


def _collect(result: Any, limits: QueryLimits) -> Results:
    if result.type == "ASK":
        return Answer(bool(result.askAnswer))
    if result.type == "SELECT":
        names = tuple(str(name) for name in result.vars or ())
        rows = limited(result, limits)
        return Solutions(names, tuple(tuple(_term(row.get(name)) for name in names) for row in rows))
    return Triples(tuple(ox.Triple(*map(from_rdflib, triple)) for triple in limited(result, limits)))


def _term(node: Any) -> Term | None:
    return None if node is None else from_rdflib(node)


def from_rdflib(node: Any) -> Any:
    """Return pyoxigraph's term for one of rdflib's."""
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if node.language:
        return ox.Literal(str(node), language=node.language)
    if node.datatype is None or node.datatype == _XSD_STRING:
        return ox.Literal(str(node))
    return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)))


def to_rdflib(term: Any) -> Any:
    """Return rdflib's node for one of pyoxigraph's terms."""
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    plain = term.datatype.value == str(_XSD_STRING)
    return rdflib.Literal(term.value, datatype=None if plain else rdflib.URIRef(term.datatype.value))
