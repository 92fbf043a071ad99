"""A snapshot as the answers see it: questions with parts that may be left out, rows as plain values.

The queries of this face stand in ``queries/*.rq``, in the form of the named questions. Lines between ``# if: NAME`` and
``# end`` count only where NAME is asked for, so that a filter that is not used costs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from instrgraph.errors import QueryFault, StoreError
from instrgraph.questions.binding import bind, term
from instrgraph.questions.question import Question, parse_question, slots_of
from instrgraph.settings import current
from instrgraph.store.faults import query_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

_VOCABULARY = "https://w3id.org/instrgraph/vocab#"
_LOCAL = re.compile(r"(?:itu|un|wsis|org|source)(?:/[\w.:+=~-]+)*")
_KEPT = 64
_NUMBERS = frozenset({"integer", "int", "long", "decimal", "double", "float"})

Row = dict[str, Any]
Made = TypeVar("Made")


@cache
def query_text(name: str) -> str:
    """Return the text of one of our queries."""
    return (Path(__file__).parent / "queries" / f"{name}.rq").read_text(encoding="utf-8")


@cache
def pruned(name: str, wanted: frozenset[str]) -> Question:
    """Return one of our queries with only the optional parts that are wanted.

    >>> sorted(parameter.name for parameter in pruned("instruments", frozenset({"body"})).parameters)
    ['body']
    """
    kept, inside, keep = [], False, True
    for line in query_text(name).splitlines():
        if line.startswith("# if: "):
            inside, keep = True, line.removeprefix("# if: ").strip() in wanted
        elif line.startswith("# end"):
            inside, keep = False, True
        elif not inside or keep:
            kept.append(line)
    text = "\n".join(kept)
    slots = slots_of(text)
    lines = [line for line in kept if not line.startswith("# parameter: ") or line.split()[2] in slots]
    return parse_question("\n".join(lines), f"{name}.rq")


@dataclass(slots=True)
class View:
    """One snapshot, opened for reading; ``number`` and ``date`` are those of its "as of" line."""

    store: ox.Store
    number: int
    date: str
    kept: dict[object, Any] = field(default_factory=dict)
    base: str = field(default_factory=lambda: current().base)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what ``make`` gives, made once for this snapshot in this worker; the oldest of 64 goes."""
        whole = (self.number, key)
        if whole not in self.kept:
            while len(self.kept) >= _KEPT:
                self.kept.pop(next(iter(self.kept)))
            self.kept[whole] = make()
        found: Made = self.kept[whole]
        return found

    def rows(self, name: str, wanted: Iterable[str] = (), **values: str) -> list[Row]:
        """Return what one of our queries gives, as plain values; ``wanted`` names optional parts without a value.

        Raises:
            MalformedIdentifier: a value is not of its parameter's type.
        """
        question = pruned(name, frozenset(values) | frozenset(wanted))
        return list(self.select(bind(question, values, base=self.base)))

    def rows_of(self, name: str, parameter: str, identifiers: Iterable[str]) -> list[Row]:
        """Return what one of our queries gives for several identifiers at once; no rows for none."""
        question = pruned(name, frozenset({parameter}))
        declared = question.parameter(parameter)
        listed = sorted(set(identifiers))
        if not listed or declared is None:
            return []
        values = " ".join(term(declared, identifier, self.base) for identifier in listed)
        slot = slots_of(question.sparql)[parameter]
        line = f"{slot['indent']}VALUES ?{parameter} {{ {values} }}"
        sparql = question.sparql[: slot.start()] + line + question.sparql[slot.end() :]
        return list(self.select(sparql.replace("<https://w3id.org/instrgraph/id/>", f"<{self.base}>", 1)))

    def select(self, sparql: str) -> Iterator[Row]:
        """Give the rows of a SELECT as plain values: identifiers local, concepts by their names."""
        results = self.run(sparql)
        if not isinstance(results, ox.QuerySolutions):
            raise QueryFault("not a SELECT; ask at /sparql")
        names = [variable.value for variable in results.variables]
        try:
            for solution in results:
                yield {name: self.plain(value) for name, value in zip(names, solution, strict=True)}
        except (OSError, RuntimeError) as error:
            raise StoreError(f"the evaluation failed: {error}") from error

    def run(self, sparql: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a query over the merge of all graphs.

        Raises:
            QueryFault: the query is at fault.
        """
        try:
            return self.store.query(sparql)
        except SyntaxError as error:
            raise query_fault(str(error), sparql) from error

    def plain(self, value: Any) -> Any:
        """Return a term as a plain value; words in a language as a ``Words``."""
        if value is None:
            return None
        if isinstance(value, ox.NamedNode):
            return self.local(value.value)
        if isinstance(value, ox.Literal):
            return _literal(value)
        return str(value)

    def local(self, iri: str) -> str:
        """Return an IRI as people and programs give it: local below the base, a concept by its name."""
        if iri.startswith(self.base):
            return iri[len(self.base) :]
        if iri.startswith(_VOCABULARY):
            return iri[len(_VOCABULARY) :]
        return iri

    def identify(self, words: str) -> str:
        """Return the local identifier that ``words`` mean: one of ours, an IRI of ours, or a printed form.

        Raises:
            MalformedIdentifier: they mean nothing that we know.
            AmbiguousIdentifier: they may mean several instruments.
        """
        local = words.removeprefix(self.base).strip("/")
        if _LOCAL.fullmatch(local) or self.holds(local):
            return local
        from instrgraph.pipeline.identification import identify  # noqa: PLC0415  (loads the grammar)

        return identify(words)

    def holds(self, local: str) -> bool:
        """Return whether anything is said of an identifier."""
        try:
            node = ox.NamedNode(self.base + local)
        except ValueError:  # no IRI can be made of it
            return False
        return next(iter(self.store.quads_for_pattern(node, None, None, None)), None) is not None


class Words(str):
    """A text that knows its language (ISO 639-1), for pages that mark it."""

    language: str | None = None


def _literal(value: ox.Literal) -> Any:
    if value.language:
        words = Words(value.value)
        words.language = value.language
        return words
    kind = value.datatype.value.rpartition("#")[2]
    if kind in _NUMBERS:
        return int(value.value) if kind in ("integer", "int", "long") else float(value.value)
    return value.value == "true" if kind == "boolean" else value.value


def concept(name: str | None) -> str | None:
    """Return a concept's name without the prefix of its scheme.

    >>> concept("fn-recalls"), concept("state-baseOnly"), concept("state-proposedOnly"), concept(None)
    ('recalls', 'base', 'proposed', None)
    """
    if name is None:
        return None
    short = name.partition("-")[2] or name
    return {"baseOnly": "base", "proposedOnly": "proposed"}.get(short, short)


def concept_iri(scheme: str, name: str) -> str:
    """Return the IRI of a concept from the name that rows and filters use.

    >>> concept_iri("state", "base")
    'https://w3id.org/instrgraph/vocab#state-baseOnly'
    """
    full = {"base": "baseOnly", "proposed": "proposedOnly"}.get(name, name) if scheme == "state" else name
    return f"{_VOCABULARY}{scheme}-{full}"


def counted(rows: Iterable[Mapping[str, Any]], key: str) -> dict[str, int]:
    """Return how often each value of a column occurs, most frequent first."""
    counts: dict[str, int] = {}
    for row in rows:
        if row.get(key) is not None:
            counts[str(row[key])] = counts.get(str(row[key]), 0) + 1
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
