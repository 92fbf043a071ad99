"""Binding values to the parameters of a question, as RDF terms in SPARQL syntax."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from instrgraph.errors import MalformedIdentifier, NotFound
from instrgraph.questions.question import slots_of
from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.questions.question import Parameter, Question

_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`\x7f-\xa0\ud800-\udfff]')
_ABSOLUTE = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_BASE = re.compile(r"^BASE\s+<[^<>]*>", re.MULTILINE)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def bind(question: Question, values: Mapping[str, str] | None = None, *, base: str | None = None) -> str:
    """Return the query of a question with values in the place of its defaults.

    A value is written as one RDF term, checked and escaped, so that no value can become a part of the query.

    Args:
        question: the question.
        values: by parameter; a parameter that is missing keeps its default, the value "any" asks for all.
        base: of the identifiers; that of the settings unless given.

    Raises:
        NotFound: the question has no parameter of that name.
        MalformedIdentifier: a value is not of its parameter's type.
    """
    values = values or {}
    for name in values:
        if question.parameter(name) is None:
            known = ", ".join(parameter.name for parameter in question.parameters) or "none"
            raise NotFound(f"{question.name}: no parameter {name!r}; there is: {known}")
    sparql, base = question.sparql, base or current().base
    slots = sorted(slots_of(sparql).items(), key=lambda slot: slot[1].start(), reverse=True)
    for name, slot in slots:
        parameter = question.parameter(name)
        if parameter is not None and name in values:
            written = "UNDEF" if values[name] == "any" else term(parameter, values[name], base)
            line = f"{slot['indent']}VALUES ?{name} {{ {written} }}"
            sparql = sparql[: slot.start()] + line + sparql[slot.end() :]
    return _BASE.sub(lambda _: f"BASE <{base}>", sparql, count=1)


def term(parameter: Parameter, value: str, base: str) -> str:
    r"""Return a value as a term in SPARQL syntax.

    Raises:
        MalformedIdentifier: the value is not of the parameter's type.

    >>> from instrgraph.questions.question import Parameter
    >>> term(Parameter("id", "iri", None, ""), "itu/pp/res/130", "https://example.org/")
    '<https://example.org/itu/pp/res/130>'
    >>> term(Parameter("word", "string", None, ""), 'say "no"', "https://example.org/")
    '"say \\"no\\""'
    """
    if parameter.type == "iri":
        return f"<{_iri(parameter, value, base)}>"
    if parameter.type == "integer":
        return _integer(parameter, value)
    if parameter.type == "date":
        return _date(parameter, value)
    return f'"{_escaped(value)}"'


def _iri(parameter: Parameter, value: str, base: str) -> str:
    whole = value if _ABSOLUTE.match(value) else base + value.removeprefix("/")
    if not value or _FORBIDDEN.search(whole):
        raise MalformedIdentifier(
            f"{parameter.name}={value!r}: no identifier; give a local one such as itu/pp/res/130, or an IRI"
        )
    return whole


def _integer(parameter: Parameter, value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        raise MalformedIdentifier(f"{parameter.name}={value!r}: not a whole number; give one such as 2018")
    return str(int(value))


def _date(parameter: Parameter, value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise MalformedIdentifier(f"{parameter.name}={value!r}: not a date; give one such as 2018-10-29") from error
    return f'"{day.isoformat()}T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>'


def _escaped(value: str) -> str:
    if re.search(r"[\ud800-\udfff]", value):
        raise MalformedIdentifier("a value holds half of a surrogate pair; give valid Unicode")
    return "".join(_ESCAPES.get(char) or (f"\\u{ord(char):04X}" if ord(char) < 32 else char) for char in value)
