"""The task that changes a store: what is written stands in graphs of its own and becomes a new snapshot.

The graphs that were read from sources, the registry, the ontology and what is derived from them belong to builds; an
update that would change one of them is refused, and nothing of it is published.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from instrgraph import __version__
from instrgraph.errors import QueryFault
from instrgraph.settings import current
from instrgraph.store import merge
from instrgraph.store.canonical import checksum, graph_digest
from instrgraph.store.faults import query_fault
from instrgraph.store.folder import StoreFolder
from instrgraph.store.manifest import GraphEntry, Manifest
from instrgraph.store.merge import OWN_GRAPH
from instrgraph.web.problems import FORBIDDEN, MALFORMED, Refusal
from instrgraph.web.sparql_text import survey, with_using
from instrgraph.web.worker import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from instrgraph.store.oxigraph import OxigraphStore
    from instrgraph.web.worker import Context


def run(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Run the update in ``body`` and publish what it gives.

    Raises:
        QueryFault: the update is at fault, reaches out, or names its graphs in two ways.
        Refusal: it would change a graph of a build.
        StoreError: the store is held by another writer, or there is no room.
    """
    _ = context
    text = body.decode()
    survey(text, frozenset(arguments["allowed"]))
    if arguments["using"] or arguments["using_named"]:
        text = with_using(text, tuple(arguments["using"]), tuple(arguments["using_named"]))
    return _published(Path(arguments["root"]), lambda store: _change(store, text, arguments["base"]))


def _change(store: ox.Store, text: str, base: str) -> None:
    try:
        store.update(text, base_iri=base)
    except SyntaxError as error:
        raise query_fault(str(error), text) from error
    except (ValueError, RuntimeError) as error:
        raise QueryFault(f"the update failed: {error}") from error


def put(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Change one graph by the Graph Store Protocol: ``method`` is PUT, POST or DELETE, ``graph`` its IRI.

    ``parts`` tells how ``body`` is parted: the engine's name of a format and a length in bytes for each.

    Raises:
        Refusal: the content cannot be read, or the graph belongs to a build.
    """
    _ = context
    try:
        name = ox.NamedNode(arguments["graph"])
    except ValueError as error:
        raise Refusal(MALFORMED, f"{arguments['graph']!r}: {error}; name the graph by an absolute IRI") from error
    existed = _exists(Path(arguments["root"]), name)
    if arguments["method"] == "DELETE" and not existed:
        return Answer(header={"existed": False})

    def change(store: ox.Store) -> None:
        if arguments["method"] in ("PUT", "DELETE"):
            store.remove_graph(name)
        if arguments["method"] != "DELETE":
            store.add_graph(name)
            _load(store, body, arguments, name)

    published = _published(Path(arguments["root"]), change)
    return Answer(header={**published.header, "existed": existed})


def _exists(root: Path, name: ox.NamedNode) -> bool:
    return ox.Store.read_only(str(StoreFolder(root).opened().graph)).contains_named_graph(name)


def _load(store: ox.Store, body: bytes, arguments: dict[str, Any], name: ox.NamedNode) -> None:
    start = 0
    for engine, length in arguments["parts"]:
        part, start = body[start : start + length], start + length
        try:
            read = ox.parse(
                part,
                format=getattr(ox.RdfFormat, engine),
                base_iri=arguments["base"],
                without_named_graphs=True,
                rename_blank_nodes=True,
            )
            store.extend([ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in read])
        except (SyntaxError, ValueError) as error:
            raise Refusal(MALFORMED, f"the content cannot be read: {error}") from error


def _published(root: Path, change: Callable[[ox.Store], None]) -> Answer:
    folder = StoreFolder(root)
    with folder.writing():
        previous = folder.opened()
        before = ox.Store.read_only(str(previous.graph))
        store = folder.start(previous)
        change(store.engine)
        touched = _settled(before, store, set(previous.manifest.graphs))
        manifest = _manifest(previous.manifest, store, folder.next_number(), touched)
        store.flush()
        store.close()
        del store
        return Answer(header={"number": folder.publish(manifest).number})


def _settled(before: ox.Store, store: OxigraphStore, known: set[str]) -> tuple[str, ...]:
    """Make the named graphs and the merge agree again, and return the graphs that are not a build's.

    What was written without a graph's name goes into the graph of updates, and what was deleted so leaves that graph:
    every triple stands in a named graph.

    Raises:
        Refusal: a graph of a build has changed.
    """
    _check_builds(before, store.engine, known | set(store.graphs()))
    if merge.digest(before, merge.DEFAULT) != merge.digest(store.engine, merge.DEFAULT):
        added, lost = merge.differences(before, store.engine, merge.DEFAULT)
        merge.distribute(store.engine, added, lost, merge.own_graph())
    own = {name for name in known | set(store.graphs()) if not _is_built(name)}
    merge.follow(before, store.engine, sorted(own))
    return tuple(sorted(own & set(store.graphs())))


def _is_built(name: str) -> bool:
    base = current().base
    return name.startswith(f"{base}graph/") and not name.startswith(base + OWN_GRAPH)


def _check_builds(before: ox.Store, after: ox.Store, names: set[str]) -> None:
    for name in sorted(filter(_is_built, names)):
        graph = ox.NamedNode(name)
        if merge.digest(before, graph) != merge.digest(after, graph):
            raise Refusal(
                FORBIDDEN, f"<{name}> belongs to builds and is not changed by updates; write into another graph"
            )


def _manifest(previous: Manifest, store: OxigraphStore, number: int, own: tuple[str, ...]) -> Manifest:
    names = store.graphs()
    graphs = {name: previous.graphs[name] for name in names if name in previous.graphs and name not in own}
    graphs |= {name: GraphEntry(*graph_digest(store, name)) for name in names if name not in graphs}
    return Manifest(
        number=number,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        grammar=previous.grammar,
        registry=previous.registry,
        base=previous.base,
        checksum=checksum((name, entry.sha256) for name, entry in graphs.items()),
        triples=store.triples(),
        sources=previous.sources,
        graphs=graphs,
    )
