"""The canonical dump: N-Quads in one order, so that equal graphs are equal files with equal checksums.

Graphs come in the order of their IRIs, the quads of a graph in the order of their lines, by code point.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.store.port import Store


def lines(quads: Iterable[ox.Quad]) -> list[bytes]:
    """Return the N-Quads lines of ``quads``, sorted, each once."""
    written = cast("bytes", ox.serialize(quads, format=ox.RdfFormat.N_QUADS))
    return sorted(set(written.splitlines(keepends=True)))


def dump(store: Store) -> Iterator[bytes]:
    """Give the lines of the canonical dump of ``store``; no more than one graph is held in memory."""
    for graph in store.graphs():
        yield from lines(store.quads(graph))


def graph_digest(store: Store, graph: str) -> tuple[int, str]:
    """Return the number of quads in ``graph`` and the SHA-256 of its part of the dump."""
    return digest(store.quads(graph))


def digest(quads: Iterable[ox.Quad]) -> tuple[int, str]:
    """Return the number of different quads, which stand in one graph, and the SHA-256 of their part of the dump."""
    found = lines(quads)
    return len(found), hashlib.sha256(b"".join(found)).hexdigest()


def checksum(digests: Iterable[tuple[str, str]]) -> str:
    """Return the checksum of a store from the (graph, digest) pairs of its graphs: that of the list of them, sorted.

    >>> checksum([("http://example.org/b", "2"), ("http://example.org/a", "1")]) == checksum(
    ...     [("http://example.org/a", "1"), ("http://example.org/b", "2")])
    True
    """
    listed = "".join(f"{digest}  {graph}\n" for graph, digest in sorted(digests))
    return hashlib.sha256(listed.encode()).hexdigest()


def settled(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """Give ``quads`` with their blank nodes renamed in the order in which they come.

    A parser names the blank nodes of a Turtle file by chance; named by order, the same file gives the same dump.
    """
    names: dict[str, ox.BlankNode] = {}

    def settle(term: Any) -> Any:
        return names.setdefault(term.value, ox.BlankNode(f"b{len(names)}")) if isinstance(term, ox.BlankNode) else term

    for quad in quads:
        yield ox.Quad(settle(quad.subject), quad.predicate, settle(quad.object), quad.graph_name)
