"""The task of a worker that writes RDF about one thing, about the snapshot, or the ontology."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from instrgraph.errors import NotFound, QueryFault, StoreError
from instrgraph.questions.binding import bind
from instrgraph.resources import ontology_file
from instrgraph.web.answers.asking import counts
from instrgraph.web.description import dataset, graph_bytes
from instrgraph.web.formats import GRAPHS, content_type
from instrgraph.web.query_task import Sink, packed
from instrgraph.web.view import View, pruned

if TYPE_CHECKING:
    from instrgraph.web.worker import Answer, Context

_MOST_TRIPLES = 200_000


def run(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Write the triples of ``what`` (thing, void or ontology) in the format of the engine's name ``engine``.

    Raises:
        NotFound: nothing is said of the thing.
        ResultTooLarge: it is over the limit.
    """
    _ = body
    view = View(context.store(arguments["path"]), arguments["number"], arguments["date"], context.kept)
    triples = {"thing": _thing, "void": _void, "ontology": _ontology, "graph": _graph}[arguments["what"]](
        view, arguments
    )
    choice = next(each for each in GRAPHS if each.engine == arguments["engine"])
    sink = Sink(arguments["bytes"], 0)
    sink.write(graph_bytes(triples, choice))
    return packed(sink, content_type(arguments["media_type"]), compress=arguments["gzip"])


def _thing(view: View, arguments: dict[str, Any]) -> list[ox.Triple]:
    local = arguments["local"]
    found = about(view, local)
    if not found:
        raise NotFound(f"{local}: nothing is said of it in snapshot {view.number}; look for it with /search")
    return found


def about(view: View, local: str) -> list[ox.Triple]:
    """Return what the snapshot says of a thing, and which things point at it."""
    results = view.run(bind(pruned("document", frozenset()), {"id": local}, base=view.base))
    if not isinstance(results, ox.QueryTriples):
        raise StoreError("the query about a thing gives no triples; install instrgraph again")
    found = []
    for triple in results:
        found.append(triple)
        if len(found) >= _MOST_TRIPLES:
            break
    return found


def _void(view: View, arguments: dict[str, Any]) -> list[ox.Triple]:
    found = counts(view, {})
    example = next(iter(view.rows("instruments", ("text",))), None) or next(iter(view.rows("instruments")), None)
    triples = view.once("triples", lambda: next(view.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))["n"])
    numbers = {"triples": triples, "entities": int(found.get("instruments") or 0)}
    return dataset(
        arguments["origin"], arguments["snapshot"], numbers, view.base + example["instrument"] if example else None
    )


def _graph(view: View, arguments: dict[str, Any]) -> list[ox.Triple]:
    try:
        name = ox.NamedNode(arguments["graph"])
    except ValueError as error:
        raise QueryFault(f"{arguments['graph']!r}: {error}; name the graph by an absolute IRI") from error
    if not view.store.contains_named_graph(name):
        raise NotFound(f"<{arguments['graph']}>: no such graph in snapshot {view.number}")
    return [quad.triple for quad in view.store.quads_for_pattern(None, None, None, name)]


def _ontology(view: View, arguments: dict[str, Any]) -> list[ox.Triple]:
    _ = view, arguments
    read = ox.parse(path=str(ontology_file("instrgraph.ttl")), format=ox.RdfFormat.TURTLE)
    return [ox.Triple(quad.subject, quad.predicate, quad.object) for quad in read]
