"""Measures that answer questions of the field, over rows of citations (see ``rows``).

Citations that stand only in the base text of a draft are left out: the draft would remove them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, triu

from instrgraph.network.index import Index
from instrgraph.network.rows import body_of, in_force, instrument_pairs, year_of

Rows = Iterable[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Cited:
    """How often an instrument is cited: by how many different texts, and how many times."""

    instrument: str
    texts: int
    citations: int


@dataclass(frozen=True, slots=True)
class Together:
    """Two nodes and how many they share: texts that cite both, or instruments that both cite."""

    first: str
    second: str
    shared: int


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages, in years, of the revisions that are cited: half of the citations are no older than ``half_life``."""

    half_life: float
    lower_quartile: float
    upper_quartile: float
    citations: int


@dataclass(frozen=True, slots=True)
class Stale:
    """Of the citations that name a revision, how many name one superseded by the year of the citing text."""

    stale: int
    of: int

    @property
    def share(self) -> float | None:
        """The share, from 0 to 1; None where no citation names a revision."""
        return self.stale / self.of if self.of else None


def most_cited(
    citations: Rows, *, body: str | None = None, citing_body: str | None = None, since: int | None = None,
    until: int | None = None, limit: int = 20,
) -> tuple[Cited, ...]:  # fmt: skip
    """Return the instruments cited by the most texts, of one ``body`` and by one ``citing_body`` if given.

    ``since`` and ``until`` (years, both included) bound the year of the citing text; a text without a year then
    does not count.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for row in in_force(citations):
        cited, citing = row["cited"], row["citing"]
        if (body and body_of(cited) != body) or (citing_body and body_of(citing) != citing_body):
            continue
        if _within(_year(row), since, until):
            texts[cited].add(citing)
            counts[cited] += 1
    found = [Cited(name, len(citing), counts[name]) for name, citing in texts.items()]
    return tuple(sorted(found, key=lambda one: (-one.texts, -one.citations, one.instrument))[:limit])


def bodies_citing_bodies(citations: Rows) -> dict[tuple[str, str], int]:
    """Return how often texts of one body cite instruments of another, by (citing body, cited body)."""
    return dict(Counter((body_of(row["citing"]), body_of(row["cited"])) for row in in_force(citations)))


def co_citation(citations: Rows, limit: int = 50) -> tuple[Together, ...]:
    """Return the pairs of instruments that most texts cite together."""
    texts, instruments, matrix = _incidence(citations)
    del texts
    return _together(matrix.T @ matrix, instruments, limit)


def coupling(citations: Rows, limit: int = 50) -> tuple[Together, ...]:
    """Return the pairs of texts that cite the most instruments in common (bibliographic coupling)."""
    texts, _, matrix = _incidence(citations)
    return _together(matrix @ matrix.T, texts, limit)


def citation_ages(citations: Rows, *, by_body: bool = False) -> dict[str, Ages]:
    """Return the ages of cited revisions at the time of the citing text, by citing body or under "all".

    Only citations count whose text has a year and which name a revision with a year; what is cited in the year of
    its adoption has age 0.
    """
    ages: dict[str, list[int]] = defaultdict(list)
    for row in in_force(citations):
        citing, cited = _year(row), year_of(row.get("revision"))
        if citing is not None and cited is not None and cited <= citing:
            ages[body_of(row["citing"]) if by_body else "all"].append(citing - cited)
    return {name: _ages(values) for name, values in sorted(ages.items())}


def stale_share(citations: Rows, revisions: Rows, *, by_body: bool = False) -> dict[str, Stale]:
    """Return how many citations name a revision that was superseded when the citing text came, by citing body or "all".

    A text of the year in which the newer revision came is not blamed: it may have been written before.
    """
    years: dict[str, list[int]] = defaultdict(list)
    for row in revisions:
        year = row.get("year") or year_of(row["revision"])
        if year is not None:
            years[row["instrument"]].append(year)
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for row in in_force(citations):
        citing, cited = _year(row), year_of(row.get("revision"))
        if citing is not None and cited is not None:
            newer = any(cited < year < citing for year in years[row["cited"]])
            counts[body_of(row["citing"]) if by_body else "all"][newer] += 1
    return {name: Stale(count[True], count.total()) for name, count in sorted(counts.items())}


def communities(citations: Rows, seed: int = 0) -> tuple[tuple[str, ...], ...]:
    """Return groups of instruments that cite one another more than the rest (Louvain), the largest first.

    Within a group the most cited come first. The same ``seed`` gives the same groups.
    """
    pairs = [pair for pair in instrument_pairs(citations) if pair[0] != pair[1]]
    graph = nx.Graph()
    # Sorted, so that the order of the rows does not matter.
    for (first, second), weight in sorted(Counter(tuple(sorted(pair)) for pair in pairs).items()):
        graph.add_edge(first, second, weight=weight)
    cited = Counter(tail for _, tail in pairs)
    groups = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = [tuple(sorted(group, key=lambda name: (-cited[name], name))) for group in groups]
    return tuple(sorted(ordered, key=lambda group: (-len(group), group)))


def main_path(citations: Rows) -> tuple[str, ...]:
    """Return the main path of a citation network, from the newest text to the oldest.

    The edge that most search paths run through weighs most (SPC: paths from the texts that nothing cites to those
    that cite nothing); the main path is the path of the greatest total weight. Where instruments cite one another in
    a circle, the edges within the circle are left out, as no order can be told there.
    """
    index = Index.of((head, tail) for head, tail in instrument_pairs(citations) if head != tail)
    circle = {node: number for number, group in enumerate(index.circles()) for node in group}
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(index.nodes))
    coordinates = index.forward.tocoo()
    for row, column in zip(coordinates.row.tolist(), coordinates.col.tolist(), strict=True):
        head, tail = index.nodes[row], index.nodes[column]
        if circle.get(head, -1) != circle.get(tail, -2):
            graph.add_edge(head, tail)
    return _heaviest(graph, _search_path_counts(graph))


def _search_path_counts(graph: nx.DiGraph) -> dict[tuple[str, str], int]:
    order = list(nx.lexicographical_topological_sort(graph))
    before: dict[str, int] = {}
    for node in order:
        before[node] = sum(before[head] for head in graph.predecessors(node)) or 1
    after: dict[str, int] = {}
    for node in reversed(order):
        after[node] = sum(after[tail] for tail in graph.successors(node)) or 1
    return {(head, tail): before[head] * after[tail] for head, tail in graph.edges}


def _heaviest(graph: nx.DiGraph, weights: Mapping[tuple[str, str], int]) -> tuple[str, ...]:
    best: dict[str, tuple[int, str | None]] = {}
    order = list(nx.lexicographical_topological_sort(graph))
    for node in reversed(order):
        ways = [(weights[node, tail] + best[tail][0], tail) for tail in sorted(graph.successors(node))]
        best[node] = max(ways, key=lambda way: way[0]) if ways else (0, None)
    if not best:
        return ()
    path = [max(sorted(best), key=lambda name: best[name][0])]
    while (following := best[path[-1]][1]) is not None:
        path.append(following)
    return tuple(path)


def _incidence(citations: Rows) -> tuple[Sequence[str], Sequence[str], Any]:
    """Return texts, instruments, and the matrix that has 1 where a text cites an instrument."""
    texts: dict[str, int] = {}
    instruments: dict[str, int] = {}
    cells = {
        (texts.setdefault(row["citing"], len(texts)), instruments.setdefault(row["cited"], len(instruments)))
        for row in in_force(citations)
    }
    rows, columns = (np.array([cell[side] for cell in cells], dtype=np.int32) for side in (0, 1))
    matrix = csr_array((np.ones(len(cells), dtype=np.int32), (rows, columns)), shape=(len(texts), len(instruments)))
    return tuple(texts), tuple(instruments), matrix


def _together(product: Any, names: Sequence[str], limit: int) -> tuple[Together, ...]:
    upper = triu(product, k=1).tocoo()
    if upper.nnz > limit > 0:
        # Only what reaches the smallest count that can still be among the first is named and sorted.
        least = np.partition(upper.data, upper.nnz - limit)[upper.nnz - limit]
        keep = upper.data >= least
        cells = zip(upper.row[keep].tolist(), upper.col[keep].tolist(), upper.data[keep].tolist(), strict=True)
    else:
        cells = zip(upper.row.tolist(), upper.col.tolist(), upper.data.tolist(), strict=True)
    found = [_pair(names[row], names[column], int(count)) for row, column, count in cells]
    return tuple(sorted(found, key=lambda one: (-one.shared, one.first, one.second))[:limit])


def _pair(one: str, other: str, shared: int) -> Together:
    return Together(min(one, other), max(one, other), shared)


def _ages(values: list[int]) -> Ages:
    low, _, high = quantiles(values, n=4, method="inclusive") if len(values) > 1 else [float(values[0])] * 3
    return Ages(float(median(values)), float(low), float(high), len(values))


def _year(row: Mapping[str, Any]) -> int | None:
    year: int | None = row.get("year") or year_of(row["citing"])
    return year


def _within(year: int | None, since: int | None, until: int | None) -> bool:
    if since is None and until is None:
        return True
    return year is not None and (since is None or since <= year) and (until is None or year <= until)
