"""Lineage and PageRank over a large network, beside the same questions asked of others.

python benchmarks/network.py [--citations 250000] [--rounds 5]

One run makes a citation graph of instruments that differ in how much they are cited (as real ones do), loads it into
pyoxigraph, and asks "everything cited, transitively" and "everything citing, transitively" of both, in turns. The
answers must be identical. PageRank is timed beside a plain scipy power iteration on the same matrix and networkx.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pyoxigraph as ox

from instrgraph.network.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable

BASE = "https://w3id.org/instrgraph/id/"
CITES = "https://w3id.org/instrgraph/ns#cites"


def made(citations: int, seed: int = 1) -> list[tuple[str, str]]:
    """Return citations among about a quarter as many instruments; newer ones cite older ones, the known ones more."""
    chance = random.Random(seed)  # noqa: S311  (not for secrets)
    instruments = max(10, citations * 60 // 250)
    names = [f"itu/pp/res/{number}" if number % 3 else f"un/ga/res/70/{number}" for number in range(instruments)]
    cited: list[int] = [0]
    pairs = set()
    while len(pairs) < citations:
        citing = chance.randrange(1, instruments)
        # Half of the choices follow what was chosen before, so a few instruments are cited by very many.
        target = chance.choice(cited) if chance.random() < 0.5 else chance.randrange(instruments)
        target %= citing
        cited.append(target)
        pairs.add((names[citing], names[target]))
    return sorted(pairs)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    answer = work()
    return (time.perf_counter() - start) * 1000, answer


def asked(store: ox.Store, pattern: str) -> list[str]:
    query = f"SELECT DISTINCT ?x WHERE {{ {pattern} }}"
    solutions: Any = store.query(query)
    return sorted(row["x"].value.removeprefix(BASE) for row in solutions)


def scipy_pagerank(matrix: Any, tolerance: float = 1e-9) -> Any:
    """The power iteration as a textbook has it, on scipy's matrices."""
    size = matrix.shape[0]
    leaving = np.asarray(matrix.sum(axis=1)).ravel()
    hanging = leaving == 0
    scaled = matrix.multiply(np.where(hanging, 0, 1 / np.maximum(leaving, 1))[:, None]).tocsr()
    transposed = scaled.T.tocsr()
    rank = np.full(size, 1 / size)
    while True:
        following = 0.85 * (transposed @ rank + rank[hanging].sum() / size) + 0.15 / size
        if np.abs(following - rank).sum() < tolerance:
            return following
        rank = following


def compare(title: str, rounds: int, *works: tuple[str, Callable[[], Any]]) -> None:
    """Time the works in turns; print the median of each and its ratio to the first; check that answers agree."""
    times: dict[str, list[float]] = {name: [] for name, _ in works}
    answers: dict[str, Any] = {}
    for _ in range(rounds):
        for name, work in works:
            spent, answers[name] = timed(work)
            times[name].append(spent)
    first, *others = answers.values()
    same = all(_same(first, other) for other in others)
    middle = {name: statistics.median(values) for name, values in times.items()}
    ours = middle[works[0][0]]
    for name, _ in works:
        low, high = min(times[name]), max(times[name])
        print(f"| {title} | {name} | {middle[name]:.2f} | {low:.2f} to {high:.2f} | {middle[name] / ours:.2f} |")
    print(f"| {title} | answers | {'identical' if same else 'DIFFERENT'}: {len(first)} nodes | | |")


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return all(abs(one[name] - other[name]) < 1e-7 for name in one)
    return list(one) == list(other)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--citations", type=int, default=250_000)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    pairs = made(options.citations)
    store = ox.Store()
    cites = ox.NamedNode(CITES)
    store.bulk_extend(ox.Quad(ox.NamedNode(BASE + head), cites, ox.NamedNode(BASE + tail)) for head, tail in pairs)
    store.optimize()
    built, index = timed(lambda: Index.of(pairs))
    cited = max(index.in_degrees().items(), key=lambda one: one[1])[0]
    newest = sorted({head for head, _ in pairs}, key=lambda name: -int(name.rpartition("/")[2]))[:50]
    citing = max(newest, key=lambda name: len(index.reach(name)))
    index.reach(citing)
    index.reach_back(cited)  # the first question turns the matrix round; it is counted below
    warm, _ = timed(lambda: Index.of(pairs).reach_back(cited))
    print(f"{len(pairs):,} citations among {len(index):,} instruments; index built in {built:.0f} ms, "
          f"built and first asked in {warm:.0f} ms; "
          f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most in this process\n")  # fmt: skip
    print("| question | who | median ms | ms | ratio |\n| --- | --- | ---: | ---: | ---: |")
    compare("everything cited, transitively", options.rounds,
            ("instrgraph index", lambda: index.reach(citing)),
            ("pyoxigraph `cites+`", lambda: asked(store, f"<{BASE}{citing}> <{CITES}>+ ?x")))  # fmt: skip
    compare("everything citing, transitively", options.rounds,
            ("instrgraph index", lambda: index.reach_back(cited)),
            ("pyoxigraph `cites+`", lambda: asked(store, f"?x <{CITES}>+ <{BASE}{cited}>")))  # fmt: skip
    graph = nx.DiGraph(pairs)
    compare("PageRank", options.rounds,
            ("instrgraph index", index.pagerank),
            ("scipy, power iteration", lambda: dict(zip(index.nodes, scipy_pagerank(index.forward), strict=True))),
            ("networkx", lambda: nx.pagerank(graph, tol=1e-13)))  # fmt: skip


if __name__ == "__main__":
    main()
