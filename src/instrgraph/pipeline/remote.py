"""Building into a SPARQL endpoint: the snapshot is made in a folder of the user's cache, and what changed is sent.

So an endpoint gets the same graphs, derived ones included, as a store on disk, and unchanged documents are neither
read nor sent again.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from instrgraph.errors import StoreUnavailable
from instrgraph.pipeline.build import build
from instrgraph.store.folder import StoreFolder
from instrgraph.store.oxigraph import OxigraphStore
from instrgraph.store.results import Solutions, value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from instrgraph.pipeline.build import BuildOptions, BuildReport
    from instrgraph.store.folder import Snapshot
    from instrgraph.store.port import Store

_SENT = "sent"
_COUNTS = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def build_remote(
    store: Store,
    url: str,
    paths: Iterable[str | Path],
    options: BuildOptions | None = None,
    *,
    progress: Callable[[str], None] | None = None,
) -> BuildReport:
    """Read ``paths`` and make the graphs of the endpoint those of the snapshot.

    Raises:
        StoreLocked: another build for this endpoint runs on this machine.
        StoreUnavailable: the endpoint cannot be reached or takes no updates.
    """
    folder = StoreFolder(cache_of(url))
    report = build(folder, paths, options, progress=progress)
    snapshot = folder.opened()
    with snapshot.held() as graph, OxigraphStore(graph, read_only=True) as local:
        for name in _differing(store, folder, snapshot):
            if progress:
                progress(name)
            store.replace(name, local.quads(name))
        for name in _theirs(store, snapshot):
            store.remove(name)
    (folder.root / _SENT).write_text(str(snapshot.number), encoding="utf-8")
    return report


def cache_of(url: str) -> Path:
    """Return the folder in which the snapshots for an endpoint are made."""
    digest = hashlib.sha256(url.encode()).hexdigest()[:16]
    return user_cache_path("instrgraph", appauthor=False) / "endpoints" / digest


def _differing(store: Store, folder: StoreFolder, snapshot: Snapshot) -> list[str]:
    """Return the graphs that changed since they were sent, or whose size at the endpoint is not what it should be."""
    counts = _counts(store)
    try:
        sent = folder.snapshot(int((folder.root / _SENT).read_text(encoding="utf-8"))).manifest.graphs
    except (FileNotFoundError, ValueError, StoreUnavailable):
        sent = {}
    return [
        name
        for name, entry in snapshot.manifest.graphs.items()
        if name not in sent or sent[name].sha256 != entry.sha256 or counts.get(name) != entry.quads
    ]


def _counts(store: Store) -> dict[str, int]:
    found = store.query(_COUNTS)
    rows = found.rows if isinstance(found, Solutions) else ()
    return {str(value(graph)): int(str(value(count))) for graph, count in rows if graph is not None}


def _theirs(store: Store, snapshot: Snapshot) -> list[str]:
    """Return the graphs of ours at the endpoint that the snapshot has no more; those of others are left alone."""
    ours = snapshot.manifest.base + "graph/"
    return [name for name in store.graphs() if name.startswith(ours) and name not in snapshot.manifest.graphs]
