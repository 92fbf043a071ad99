"""RDF terms from our values: identifiers to IRIs, texts and numbers to literals in one canonical form.

One form each, because Oxigraph normalizes numbers and rdflib keeps them as written: ``0.9``, never ``0.90``.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache, lru_cache
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from instrgraph.graph.vocabulary import IGV, RDF, XSD
from instrgraph.settings import current

_SAFE = "/-._~!$&'()*+,;=:@#"

Term = NamedNode | Literal


@lru_cache(maxsize=100_000)
def node(local: str) -> NamedNode:
    """Return the IRI of a local identifier; characters that an IRI path of ours may not hold are percent-encoded.

    >>> node("itu/pp/res/130").value
    'https://w3id.org/instrgraph/id/itu/pp/res/130'
    >>> node("itu/pp/res/1/rev/1994/part/resolves/1 bis").value.rsplit("/", 1)[1]
    '1%20bis'
    """
    return NamedNode(current().base + quote(local, safe=_SAFE))


@cache
def concept(prefix: str, name: str) -> NamedNode:
    """Return the concept of a controlled vocabulary, for example ``("fn", "recalls")``.

    Raises:
        AttributeError: the vocabulary has no such concept.
    """
    return IGV.term(f"{prefix}-{name}")


def graph(local: str) -> NamedNode:
    """Return the name of a graph: ``registry``, ``derived``, ``void``, ``ontology`` or ``source/{h}``."""
    return node(f"graph/{local}")


def text(words: str, language: str | None = None) -> Literal:
    """Return a text, with its language where that is known."""
    return Literal(words, language=language) if language else Literal(words)


@lru_cache(maxsize=100_000)
def integer(number: int) -> Literal:
    """Return a whole number: an offset, a year, a rank."""
    return Literal(str(number), datatype=XSD.integer)


@lru_cache(maxsize=10_000)
def decimal(number: float) -> Literal:
    """Return a decimal number without trailing zeros.

    >>> decimal(0.90), decimal(1.0).value, decimal(0).value
    (<Literal value=0.9 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>, '1', '0')
    """
    shown = format(Decimal(str(round(number, 6))), "f")
    return Literal(shown.rstrip("0").rstrip(".") or "0" if "." in shown else shown, datatype=XSD.decimal)


def moment(day: str) -> Literal:
    """Return the midnight (UTC) that begins a day written ``2018-10-29``."""
    return Literal(f"{day}T00:00:00Z", datatype=XSD.dateTime)


def instant(time: str) -> Literal:
    """Return a moment written ``2026-11-21T00:00:00Z``."""
    return Literal(time, datatype=XSD.dateTime)


class GraphWriter:
    """Collects the quads of one named graph, each once, in the order in which they come."""

    def __init__(self, name: NamedNode) -> None:
        self.name = name
        self._quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Term) -> None:
        """Add a triple for each object; none for no object."""
        for one in objects:
            self._quads[Quad(subject, predicate, one, self.name)] = None

    def type(self, subject: NamedNode, *classes: NamedNode) -> None:
        """Say what a thing is."""
        self.add(subject, RDF.type, *classes)

    def quads(self) -> tuple[Quad, ...]:
        """Return all quads so far."""
        return tuple(self._quads)
