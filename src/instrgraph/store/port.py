"""The port: what every store can do, whatever engine stands behind it.

All queries see the merge of the named graphs as their default graph: a triple that two graphs hold is one. The terms
are pyoxigraph's.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    import pyoxigraph as ox

    from instrgraph.store.results import Results


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """How long a query may run (seconds) and how many rows it may give; None sets no limit."""

    seconds: float | None = None
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The graphs that a query sees, by IRI; empty: the merge of all as default graph, and each by its name."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = field(default=())


class Store(Protocol):
    """A set of named graphs.

    Every method raises ``StoreUnavailable`` where the store cannot be reached, ``StoreFull`` where there is no room.
    """

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Make ``quads`` the whole content of ``graph`` and return how many it holds; the same twice is as once.

        The graph named in the quads does not matter: all go into ``graph``.
        """

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Give the quads of one graph, or of all, in no set order."""

    def query(
        self,
        sparql: str,
        *,
        limits: QueryLimits | None = None,
        scope: Scope | None = None,
    ) -> Results:
        """Run a query and return what it gives, as values.

        Raises:
            QueryFault: the query is at fault; with line and column where the engine tells.
            QueryTimeout: it took longer than ``limits.seconds``.
            ResultTooLarge: it gives more than ``limits.rows``.
        """

    def update(self, sparql: str) -> None:
        """Run a SPARQL update; what it writes names a graph.

        Raises:
            QueryFault: the update is at fault.
        """

    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """Return the store, closed at the end of the block."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""


class Closing(ABC):
    """What every store does as the subject of a ``with``: it is closed at the end of the block."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

    def __enter__(self) -> Self:
        """Return the store, closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()
