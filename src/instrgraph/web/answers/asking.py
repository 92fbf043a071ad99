"""The named questions, asked over HTTP, and what a snapshot holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.pipeline.identification import identify
from instrgraph.questions import bind, question, questions
from instrgraph.web.answers.paging import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.questions import Question
    from instrgraph.web.view import View


def catalogue(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the named questions, each with its parameters and its query as it can be run."""
    _ = parameters
    return {
        "items": [_described(each, view.base) for each in questions()],
        "snapshot": {"number": view.number, "date": view.date},
    }


def _described(asked: Question, base: str) -> dict[str, Any]:
    return {
        "name": asked.name,
        "title": asked.title,
        "parameters": [
            {"name": one.name, "type": one.type, "default": one.default, "help": one.help} for one in asked.parameters
        ],
        "columns": [{"name": name, "help": words} for name, words in asked.columns],
        "sparql": bind(asked, base=base),
    }


def ask(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the rows of a named question; its own parameters stand in ``values``.

    Raises:
        NotFound: there is no such question or parameter.
        MalformedIdentifier: a value is not of its parameter's type.
    """
    asked = question(str(parameters["name"]))
    values = {name: _value(asked, name, str(value)) for name, value in parameters["values"].items()}
    sparql = bind(asked, values, base=view.base)
    rows = view.once(("ask", sparql), lambda: list(view.select(sparql)))
    found = page(view, {**parameters, "values": sorted(values.items())}, rows)
    columns = list(rows[0]) if rows else [name for name, _ in asked.columns]
    return {**found.envelope(view), "name": asked.name, "title": asked.title, "columns": columns, "items": found.items}


def _value(asked: Question, name: str, value: str) -> str:
    parameter = asked.parameter(name)
    return identify(value) if parameter is not None and parameter.type == "iri" and value != "any" else value


def counts(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return how much the snapshot holds."""
    _ = parameters
    rows = view.once("counts", lambda: view.rows("snapshot-counts"))
    return {
        **(rows[0] if rows else {}),
        "triples": len(view.store),
        "snapshot": {"number": view.number, "date": view.date},
    }
