"""Small stores for tests: quads published as a snapshot of a store folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from instrgraph import __version__
from instrgraph.settings import current
from instrgraph.store.canonical import checksum, graph_digest
from instrgraph.store.folder import StoreFolder
from instrgraph.store.manifest import GraphEntry, Manifest
from instrgraph.store.merge import merge_all

if TYPE_CHECKING:
    from collections.abc import Iterable


def published(root: Path, quads: Iterable[ox.Quad]) -> Path:
    """Make ``quads`` the whole of the next snapshot in the store folder ``root``, and return ``root``."""
    folder = StoreFolder(root)
    root.mkdir(exist_ok=True)
    with folder.writing():
        store = folder.start(None)
        store.engine.bulk_extend(quads)
        merge_all(store.engine)
        graphs = {name: GraphEntry(*graph_digest(store, name)) for name in store.graphs()}
        store.flush()
        store.close()
        folder.publish(
            Manifest(
                number=folder.next_number(),
                created=datetime.now(UTC).isoformat(timespec="seconds"),
                version=__version__,
                grammar="0",
                registry="0",
                base=current().base,
                checksum=checksum((name, entry.sha256) for name, entry in graphs.items()),
                graphs=graphs,
            )
        )
    return root


def quads_of(path: Path) -> Iterable[ox.Quad]:
    """Give the quads of a TriG file."""
    yield from ox.parse(path=str(path), format=ox.RdfFormat.TRIG)


def example_quads() -> Iterable[ox.Quad]:
    """Give the worked example of the ontology, and the ontology in its graph."""
    root = Path(__file__).parents[1] / "ontology"
    graph = ox.NamedNode(f"{current().base}graph/ontology")
    yield from quads_of(root / "example.trig")
    for quad in ox.parse(path=str(root / "instrgraph.ttl"), format=ox.RdfFormat.TURTLE):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)
