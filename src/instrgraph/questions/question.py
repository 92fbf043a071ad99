"""A named question: a SPARQL file whose header says what it asks and what may be given.

The header of a file of ``ontology/questions``::

    # name: cited-by
    # title: Which texts cite an instrument, in whatever revision?
    # parameter: id iri itu/pp/res/196 "the cited instrument"
    # column: text "the citing text"

Each parameter has one line in the body, with its default, so that the file runs as it stands in any SPARQL client::

    VALUES ?id { <itu/pp/res/196> }

A value takes the place of the default there, as a term and never as text of the query. The default ``any`` (``UNDEF``
in the body) asks for all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from instrgraph.errors import OntologyError

TYPES = frozenset({"iri", "integer", "string", "date"})
"""What the value of a parameter may be."""

ANY = "any"
"""The default of a parameter that need not be given."""

_HEADER = re.compile(r"^#\s*(?P<key>[a-z]+):\s*(?P<value>.*\S)\s*$")
_PARAMETER = re.compile(r'^(?P<name>[a-z][a-z_]*)\s+(?P<type>\S+)\s+(?P<default>\S+)\s+"(?P<help>[^"]+)"$')
_COLUMN = re.compile(r'^(?P<name>[A-Za-z]\w*)\s+"(?P<help>[^"]+)"$')
_VALUES = re.compile(r"^(?P<indent>\s*)VALUES\s+\?(?P<name>\w+)\s*\{[^{}]*\}\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """What may be given to a question; ``default`` is None where all is asked for unless a value is given."""

    name: str
    type: str
    default: str | None
    help: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question with its query as it stands in the file, defaults included."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    columns: tuple[tuple[str, str], ...]
    sparql: str
    notes: tuple[str, ...] = ()

    def parameter(self, name: str) -> Parameter | None:
        """Return the parameter of that name, or None."""
        return next((parameter for parameter in self.parameters if parameter.name == name), None)


def parse_question(text: str, place: str) -> Question:
    r"""Return the question that the text of a file defines.

    Args:
        text: the file's text.
        place: its name, for messages.

    Raises:
        OntologyError: the header lacks name or title, or header and body do not agree on the parameters.

    >>> parse_question("# name: all\n# title: All?\nSELECT * { ?s ?p ?o }", "all.rq").title
    'All?'
    """
    headers: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if found := _HEADER.match(line):
            headers.setdefault(found["key"], []).append(found["value"])
    for key in ("name", "title"):
        if len(headers.get(key, ())) != 1:
            raise OntologyError(f"{place}: the header needs one line '# {key}: ...'")
    question = Question(
        name=headers["name"][0],
        title=headers["title"][0],
        parameters=tuple(_parameter(value, place) for value in headers.get("parameter", ())),
        columns=tuple(_column(value, place) for value in headers.get("column", ())),
        sparql=text,
        notes=tuple(headers.get("note", ())),
    )
    _check(question, place)
    return question


def slots_of(sparql: str) -> dict[str, re.Match[str]]:
    r"""Return the lines of a query that hold the value of a parameter, by the parameter's name.

    >>> list(slots_of("SELECT * {\n  VALUES ?id { <itu/cs> }\n ?s ?p ?id }"))
    ['id']
    """
    return {found["name"]: found for found in _VALUES.finditer(sparql)}


def _parameter(value: str, place: str) -> Parameter:
    found = _PARAMETER.match(value)
    if found is None or found["type"] not in TYPES:
        raise OntologyError(
            f"{place}: '# parameter: {value}': write a name, one of {', '.join(sorted(TYPES))}, a default or {ANY}, "
            'and what it is in double quotes: # parameter: id iri itu/pp/res/196 "the cited instrument"'
        )
    default = None if found["default"] == ANY else found["default"]
    return Parameter(found["name"], found["type"], default, found["help"])


def _column(value: str, place: str) -> tuple[str, str]:
    found = _COLUMN.match(value)
    if found is None:
        raise OntologyError(f"{place}: '# column: {value}': write the variable and what it is in double quotes")
    return found["name"], found["help"]


def _check(question: Question, place: str) -> None:
    declared = [parameter.name for parameter in question.parameters]
    slots = [found["name"] for found in _VALUES.finditer(question.sparql)]
    for name in declared:
        if slots.count(name) != 1:
            raise OntologyError(
                f"{place}: parameter {name!r} needs exactly one line 'VALUES ?{name} {{ ... }}' in the body, "
                f"and has {slots.count(name)}"
            )
