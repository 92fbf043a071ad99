"""Plain queries over the union of the graphs, for what is derived in Python rather than by a rule."""

from __future__ import annotations

from typing import Any, Protocol

_PREFIXES = "PREFIX ig: <https://w3id.org/instrgraph/ns#> PREFIX igv: <https://w3id.org/instrgraph/vocab#> "


class Answering(Protocol):
    """Whatever answers a SPARQL query over the union of the graphs; a CONSTRUCT gives a value with ``triples``."""

    def query(self, sparql: str) -> Any:
        """Return the answer to a query."""


def answer_rows(store: Answering, sparql: str) -> list[Any]:
    """Return the rows of a SELECT as tuples of texts, None where nothing is bound, sorted."""
    rows = store.query(_PREFIXES + sparql).rows
    values = [tuple(None if term is None else term.value for term in row) for row in rows]
    return sorted(values, key=lambda row: tuple(value or "" for value in row))
