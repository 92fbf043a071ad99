"""What a query gives back, as values that outlive the store: solutions, a yes or no, or triples.

The terms are pyoxigraph's, whatever the engine was: plain frozen values with equality and hashes.
"""

from __future__ import annotations

import io
import json
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import unquote

import pyoxigraph as ox

from instrgraph.errors import QueryFault, QueryTimeout, ResultTooLarge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.store.port import QueryLimits

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | None
Row = TypeVar("Row")

VOCABULARY = "https://w3id.org/instrgraph/vocab#"
XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_DECIMALS = frozenset(XSD + name for name in ("decimal", "double", "float"))


class ResultFormat(StrEnum):
    """The formats in which a result can be written; the last three hold triples only."""

    JSON = "json"
    XML = "xml"
    CSV = "csv"
    TSV = "tsv"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"


@dataclass(frozen=True, slots=True)
class Solutions:
    """The rows of a SELECT: one term, or None where unbound, for each variable."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def values(self) -> Iterator[dict[str, Value]]:
        """Give each row as a dictionary of plain Python values: IRIs and words as str, numbers and booleans as such."""
        for row in self.rows:
            yield dict(zip(self.variables, map(value, row), strict=True))


@dataclass(frozen=True, slots=True)
class Answer:
    """The yes or no of an ASK."""

    holds: bool

    def __bool__(self) -> bool:
        return self.holds


@dataclass(frozen=True, slots=True)
class Triples:
    """The triples of a CONSTRUCT or DESCRIBE, in the order in which they came."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)


Results = Solutions | Answer | Triples


def value(term: Term | None) -> Value:
    """Return a term as a plain Python value.

    >>> value(ox.Literal(2018)), value(ox.Literal("130")), value(ox.NamedNode("http://example.org/a")), value(None)
    (2018, '130', 'http://example.org/a', None)
    """
    if term is None:
        return None
    if isinstance(term, ox.Literal):
        return _literal_value(term)
    return str(term) if isinstance(term, ox.Triple | ox.BlankNode) else term.value


def _literal_value(term: ox.Literal) -> Value:
    kind = term.datatype.value
    if kind == XSD + "boolean":
        return term.value in ("true", "1")
    try:
        if kind in _INTEGERS:
            return int(term.value)
        if kind in _DECIMALS:
            return float(term.value)
    except ValueError:
        return term.value  # an ill-typed literal is legal RDF: its words are all that is known
    return term.value


def collect(result: Any, limits: QueryLimits) -> Results:
    """Return an engine's answer (pyoxigraph's) as values; the limits are looked at between rows.

    Raises:
        QueryTimeout: it takes longer than ``limits.seconds``.
        ResultTooLarge: there are more rows or triples than ``limits.rows``.
    """
    if isinstance(result, ox.QueryBoolean):
        return Answer(bool(result))
    if isinstance(result, ox.QuerySolutions):
        variables = tuple(variable.value for variable in result.variables)
        return Solutions(variables, tuple(tuple(row[name] for name in variables) for row in limited(result, limits)))
    return Triples(tuple(limited(result, limits)))


def limited(rows: Iterable[Row], limits: QueryLimits) -> Iterator[Row]:
    """Give ``rows`` one by one, within the limits on their number and on the time.

    Raises:
        QueryTimeout: it takes longer than ``limits.seconds``.
        ResultTooLarge: there are more than ``limits.rows``.
    """
    until = time.monotonic() + limits.seconds if limits.seconds is not None else None
    for count, row in enumerate(rows, 1):
        if limits.rows is not None and count > limits.rows:
            raise ResultTooLarge(
                f"the result has more than {limits.rows} rows; add LIMIT, or raise INSTRGRAPH_QUERY_ROWS"
            )
        if until is not None and time.monotonic() > until:
            raise timed_out(limits)
        yield row


def timed_out(limits: QueryLimits) -> QueryTimeout:
    """Return the error for a query that took too long."""
    return QueryTimeout(
        f"the query took longer than {limits.seconds:g} s; narrow it, or raise INSTRGRAPH_QUERY_SECONDS"
    )


# ---------------------------------------------------------------------------------------------------- formats


def written(results: Results, form: ResultFormat) -> bytes:
    """Return ``results`` serialized.

    Raises:
        QueryFault: the form of the query gives what this format cannot hold (rows as Turtle, triples as CSV).
    """
    if isinstance(results, Triples):
        return _written_triples(results, form)
    formats = {
        ResultFormat.JSON: ox.QueryResultsFormat.JSON,
        ResultFormat.XML: ox.QueryResultsFormat.XML,
        ResultFormat.CSV: ox.QueryResultsFormat.CSV,
        ResultFormat.TSV: ox.QueryResultsFormat.TSV,
    }
    if form not in formats:
        raise QueryFault(
            f"{form}: holds triples; this query gives rows: take json, csv, tsv or xml, or write CONSTRUCT"
        )
    if form is ResultFormat.JSON:
        return sparql_json(results)
    parsed: Any = ox.parse_query_results(sparql_json(results), ox.QueryResultsFormat.JSON)
    buffer = io.BytesIO()
    parsed.serialize(buffer, format=formats[form])
    return buffer.getvalue()


def _written_triples(results: Triples, form: ResultFormat) -> bytes:
    formats = {
        ResultFormat.TURTLE: ox.RdfFormat.TURTLE,
        ResultFormat.NTRIPLES: ox.RdfFormat.N_TRIPLES,
        ResultFormat.JSONLD: ox.RdfFormat.JSON_LD,
        ResultFormat.XML: ox.RdfFormat.RDF_XML,
    }
    if form not in formats:
        raise QueryFault(f"{form}: holds rows; this query gives triples: take turtle, ntriples, jsonld or xml")
    return cast("bytes", ox.serialize(results.triples, format=formats[form]))


def sparql_json(results: Solutions | Answer) -> bytes:
    """Return rows or a yes or no in the W3C's JSON format for query results."""
    if isinstance(results, Answer):
        return json.dumps({"head": {}, "boolean": results.holds}).encode()
    bindings = [
        {name: _json_term(term) for name, term in zip(results.variables, row, strict=True) if term is not None}
        for row in results.rows
    ]
    document = {"head": {"vars": list(results.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False).encode()


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found: dict[str, Any] = {"type": "literal", "value": term.value}
    if term.language is not None:
        found["xml:lang"] = term.language
    elif term.datatype.value != XSD + "string":
        found["datatype"] = term.datatype.value
    return found


# ---------------------------------------------------------------------------------------------------- our names


def named(solutions: Solutions, base: str) -> tuple[dict[str, Value], ...]:
    """Return the rows with our IRIs in their short form: ``itu/pp/res/130``, and ``recalls`` for a concept.

    >>> row = (ox.NamedNode("https://w3id.org/instrgraph/id/itu/cs"), ox.NamedNode(VOCABULARY + "state-proposedOnly"))
    >>> named(Solutions(("text", "state"), (row,)), "https://w3id.org/instrgraph/id/")
    ({'text': 'itu/cs', 'state': 'proposed'},)
    """
    names = solutions.variables
    return tuple({name: _short(term, base) for name, term in zip(names, row, strict=True)} for row in solutions.rows)


def _short(term: Term | None, base: str) -> Value:
    if not isinstance(term, ox.NamedNode):
        return value(term)
    if term.value.startswith(base):
        return unquote(term.value.removeprefix(base))
    if term.value.startswith(VOCABULARY):
        scheme, found, name = term.value.removeprefix(VOCABULARY).partition("-")
        return name.removesuffix("Only") if found else scheme
    return term.value
