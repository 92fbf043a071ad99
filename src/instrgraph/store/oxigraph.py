"""Oxigraph, on disk or in memory: the default store. Its default graph is written as the merge of its named graphs."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from instrgraph.errors import QueryFault, StoreUnavailable
from instrgraph.store import merge
from instrgraph.store.faults import query_fault, store_fault
from instrgraph.store.port import Closing, QueryLimits
from instrgraph.store.results import collect
from instrgraph.store.syntax import refuse_outward

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from instrgraph.store.port import Scope
    from instrgraph.store.results import Results


class OxigraphStore(Closing):
    """A store on disk at ``path``, or in memory without one; ``read_only`` opens a fixed state beside any writer.

    Raises:
        StoreUnavailable: ``path`` holds no store (when ``read_only``) or cannot be opened.
        StoreLocked: another process writes to it.
        StoreFull: there is no room.
    """

    def __init__(self, path: Path | None = None, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._open: ox.Store | None = None
        with self._guarded():
            if path is None:
                self._open = ox.Store()
            elif read_only:
                self._open = ox.Store.read_only(str(path))
            else:
                self._open = ox.Store(str(path))

    @property
    def engine(self) -> ox.Store:
        """Return the pyoxigraph store, for those who need what the port does not offer."""
        if self._open is None:
            raise StoreUnavailable(f"{self.path or 'store in memory'}: closed already; open it again")
        return self._open

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Make ``quads`` the whole content of ``graph`` and return how many it holds."""
        with self._guarded():
            return merge.place(self.engine, ox.NamedNode(graph), quads)

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""
        with self._guarded():
            merge.take_away(self.engine, ox.NamedNode(graph))

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        with self._guarded():
            return tuple(sorted(graph.value for graph in self.engine.named_graphs() if isinstance(graph, ox.NamedNode)))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Give the quads of one graph, or of all, in no set order."""
        for name in (graph,) if graph is not None else self.graphs():
            with self._guarded():
                yield from self.engine.quads_for_pattern(None, None, None, ox.NamedNode(name))

    def triples(self) -> int:
        """Return how many different triples the named graphs hold together."""
        with self._guarded():
            counted: Any = self.engine.query("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
            return int(next(counted)["n"].value)

    def query(
        self,
        sparql: str,
        *,
        limits: QueryLimits | None = None,
        scope: Scope | None = None,
    ) -> Results:
        """Run a query and return what it gives.

        With a limit of time, a store on disk is asked in a process of its own, since the engine cannot be interrupted;
        in memory the time is looked at between rows.
        """
        refuse_outward(sparql)
        limits = limits or QueryLimits()
        if limits.seconds is not None and self.path is not None and self.read_only:
            from instrgraph.store.worker import query_apart  # noqa: PLC0415  (only those who set a limit pay for it)

            return query_apart(self.path, sparql, limits, scope)
        try:
            with self._guarded():
                return collect(self.engine.query(sparql, **scoped(scope)), limits)
        except SyntaxError as error:
            raise query_fault(str(error), sparql) from error

    def update(self, sparql: str) -> None:
        """Run a SPARQL update; what it writes without naming a graph goes into ``graph/update``."""
        refuse_outward(sparql)
        try:
            with self._guarded():
                before = set(self.engine.quads_for_pattern(None, None, None, merge.DEFAULT))
                self.engine.update(sparql)
                after = set(self.engine.quads_for_pattern(None, None, None, merge.DEFAULT))
                merge.distribute(self.engine, after - before, before - after, merge.own_graph())
                merge.merge_all(self.engine)
        except SyntaxError as error:
            raise query_fault(str(error), sparql) from error
        except RuntimeError as error:
            raise QueryFault(f"the update failed: {error}") from error

    def backup(self, target: Path) -> None:
        """Write a copy of the whole store into ``target``, a folder not yet there; files are shared by hard links."""
        with self._guarded():
            self.engine.backup(str(target))

    def flush(self) -> None:
        """Write all that is still in memory to the disk."""
        with self._guarded():
            self.engine.flush()

    def optimize(self) -> None:
        """Compact the files, so that readers find fewer of them."""
        with self._guarded():
            self.engine.optimize()

    def close(self) -> None:
        """Let go of the files; the engine closes them when nothing else holds it."""
        self._open = None

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise store_fault(error, self.path or "store in memory") from error


def scoped(scope: Scope | None) -> dict[str, Any]:
    """Return the arguments of pyoxigraph's ``query`` for a scope; none: the default graph, which is the merge."""
    if scope is None or not (scope.default or scope.named):
        return {}
    return {
        "default_graph": [ox.NamedNode(graph) for graph in scope.default],
        "named_graphs": [ox.NamedNode(graph) for graph in scope.named],
    }
