"""Typed edges in compressed sparse rows: reachability, distances and centrality at a million citations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from instrgraph.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable

Vector = np.ndarray[Any, np.dtype[np.float64]]
Numbers = np.ndarray[Any, np.dtype[np.intp]]
_MOST_STEPS = 500


@dataclass(frozen=True)
class Index:
    """A directed graph by numbers: ``nodes`` in order, ``forward`` the counts of edges from row to column."""

    nodes: tuple[str, ...]
    forward: Any
    """A ``csr_array`` of float64: how many edges lead from the row's node to the column's."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Index:
        """Return the index of the edges given as (from, to); an edge given twice counts twice.

        >>> index = Index.of([("a", "b"), ("b", "c"), ("b", "c")])
        >>> index.reach("a"), index.reach_back("c"), index.reach("a", depth=1)
        (('b', 'c'), ('a', 'b'), ('b',))
        """
        numbers: dict[str, int] = {}
        heads, tails = [], []
        for head, tail in pairs:
            heads.append(numbers.setdefault(head, len(numbers)))
            tails.append(numbers.setdefault(tail, len(numbers)))
        size = len(numbers)
        # Building from coordinates adds up what is given twice.
        matrix = csr_array((np.ones(len(heads)), (np.array(heads, int), np.array(tails, int))), shape=(size, size))
        return cls(tuple(numbers), matrix)

    def __contains__(self, node: object) -> bool:
        return node in self._numbers

    def __len__(self) -> int:
        return len(self.nodes)

    @cached_property
    def edges(self) -> int:
        """How many different edges there are."""
        return int(self.forward.nnz)

    def reach(self, node: str, depth: int | None = None) -> tuple[str, ...]:
        """Return, sorted, what can be reached from ``node`` by one edge or more, up to ``depth``.

        ``node`` itself is among them only where a cycle leads back to it, as with a property path ``p+``.

        Raises:
            NotFound: ``node`` has no edge.
        """
        return self._named(self._reached(self.forward, self._number(node), depth))

    def reach_back(self, node: str, depth: int | None = None) -> tuple[str, ...]:
        """Return, sorted, what can reach ``node`` by one edge or more, up to ``depth``.

        Raises:
            NotFound: ``node`` has no edge.
        """
        return self._named(self._reached(self._backward, self._number(node), depth))

    def distances(self, node: str, *, back: bool = False) -> dict[str, int]:
        """Return the number of steps to each node that can be reached from ``node`` (0 for itself).

        Raises:
            NotFound: ``node`` has no edge.
        """
        start = self._number(node)
        matrix = self._backward if back else self.forward
        order, before = breadth_first_order(matrix, start)
        steps = {start: 0}
        for number in order[1:].tolist():
            steps[number] = steps[int(before[number])] + 1
        return {self.nodes[number]: count for number, count in steps.items()}

    def path(self, start: str, end: str) -> tuple[str, ...]:
        """Return a shortest path, both ends included; empty where there is none.

        Raises:
            NotFound: one of the two has no edge.
        """
        first, last = self._number(start), self._number(end)
        _, before = breadth_first_order(self.forward, first)
        found = [last]
        while found[-1] != first:
            number = int(before[found[-1]])
            if number < 0:
                return ()
            found.append(number)
        return tuple(self.nodes[number] for number in reversed(found))

    def pagerank(self, damping: float = 0.85, tolerance: float = 1e-9, *, weighted: bool = False) -> dict[str, float]:
        """Return the PageRank of each node; the ranks add up to 1.

        A node without outgoing edges spreads its rank over all. Every edge counts once, or as often as it was given
        where ``weighted``.
        """
        size = len(self)
        if size == 0:
            return {}
        matrix = self.forward if weighted else self._plain
        leaving = np.asarray(matrix.sum(axis=1)).ravel()
        hanging = leaving == 0
        share = np.divide(damping, leaving, out=np.zeros(size), where=~hanging)
        into = self._backward if weighted else self._backward_plain
        rank: Vector = np.full(size, 1.0 / size)
        for _ in range(_MOST_STEPS):
            spread = (damping * rank[hanging].sum() + 1.0 - damping) / size
            following = into @ (rank * share) + spread
            change = np.abs(following - rank).sum()
            rank = following
            if change < tolerance:
                break
        return self._by_name(rank / rank.sum())

    def hubs_and_authorities(self, tolerance: float = 1e-10) -> tuple[dict[str, float], dict[str, float]]:
        """Return hub and authority scores (HITS); each adds up to 1.

        A good hub cites good authorities; a good authority is cited by good hubs.
        """
        size = len(self)
        hubs: Vector = np.full(size, 1.0 / max(size, 1))
        authorities = hubs
        for _ in range(_MOST_STEPS):
            authorities = self._backward_plain @ hubs
            authorities = authorities / max(authorities.sum(), np.finfo(float).tiny)
            following = self._plain @ authorities
            following = following / max(following.sum(), np.finfo(float).tiny)
            change = np.abs(following - hubs).sum()
            hubs = following
            if change < tolerance:
                break
        return self._by_name(hubs), self._by_name(authorities)

    def in_degrees(self) -> dict[str, int]:
        """Return from how many different nodes each node is pointed to."""
        counts = np.bincount(self.forward.indices, minlength=len(self))
        return dict(zip(self.nodes, counts.tolist(), strict=True))

    def circles(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of nodes that reach one another, sorted; a node alone is none."""
        _, labels = connected_components(self.forward, directed=True, connection="strong")
        groups: dict[int, list[str]] = {}
        for number, label in enumerate(labels.tolist()):
            groups.setdefault(label, []).append(self.nodes[number])
        return tuple(sorted(tuple(sorted(group)) for group in groups.values() if len(group) > 1))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {node: number for number, node in enumerate(self.nodes)}

    @cached_property
    def _names(self) -> Any:
        return np.array(self.nodes, dtype=object)

    @cached_property
    def _sorted(self) -> Numbers:
        """The place of each node in the sorted order of names, so that sorting an answer compares numbers."""
        order = np.argsort(self._names)
        places = np.empty(len(self), dtype=np.intp)
        places[order] = np.arange(len(self))
        return places

    @cached_property
    def _backward(self) -> Any:
        return self.forward.T.tocsr()

    @cached_property
    def _plain(self) -> Any:
        return _ones(self.forward)

    @cached_property
    def _backward_plain(self) -> Any:
        return _ones(self._backward)

    def _number(self, node: str) -> int:
        try:
            return self._numbers[node]
        except KeyError:
            raise NotFound(f"{node}: nothing in the network leads to it or from it") from None

    def _reached(self, matrix: Any, start: int, depth: int | None) -> Numbers:
        if depth is not None:
            return self._reached_within(matrix, start, depth)
        order = np.asarray(breadth_first_order(matrix, start, return_predecessors=False), dtype=np.intp)
        # The start comes first; it is part of the answer where something that was reached leads back to it.
        others = order[1:]
        seen = np.zeros(len(self), dtype=bool)
        seen[order] = True
        opposite = self._backward if matrix is self.forward else self.forward
        before = opposite.indices[opposite.indptr[start] : opposite.indptr[start + 1]]
        return order if bool(seen[before].any()) else others

    def _reached_within(self, matrix: Any, start: int, depth: int) -> Numbers:
        seen = np.zeros(len(self), dtype=bool)
        frontier = np.array([start])
        for _ in range(depth):
            nexts = [matrix.indices[matrix.indptr[number] : matrix.indptr[number + 1]] for number in frontier.tolist()]
            frontier = np.unique(np.concatenate(nexts)) if nexts else frontier[:0]
            frontier = frontier[~seen[frontier]]
            if not len(frontier):
                break
            seen[frontier] = True
        return np.flatnonzero(seen)

    def _named(self, numbers: Numbers) -> tuple[str, ...]:
        ordered = numbers[np.argsort(self._sorted[numbers])]
        return tuple(self._names[ordered].tolist())

    def _by_name(self, values: Vector) -> dict[str, float]:
        return dict(zip(self.nodes, values.tolist(), strict=True))


def _ones(matrix: Any) -> Any:
    return csr_array((np.ones_like(matrix.data), matrix.indices, matrix.indptr), shape=matrix.shape)
