"""``query`` and ``ask``: the store in SPARQL, and by named questions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import store_option
from instrgraph.cli.rendering import ROW_FORMATS, default_format, plain, print_table, row_writer

if TYPE_CHECKING:
    from instrgraph.questions import Question
    from instrgraph.store.results import Results

_QUERY_FORMATS = ("table", "json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld")


@click.command(
    short_help="Ask the store in SPARQL.",
    cls=Exampled,
    examples=("instrgraph query 'SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }'",),
)
@click.argument("sparql", required=False)
@click.option("--file", "file", type=click.Path(path_type=str), help="Read the query from a file; - is standard input.")
@click.option("--format", "form", type=click.Choice(_QUERY_FORMATS), help="[default: table; json in a pipe]")
@click.option("--seconds", type=float, help="End the query after this time. [default: INSTRGRAPH_QUERY_SECONDS or 30]")
@store_option
def query(sparql: str | None, file: str | None, form: str | None, seconds: float | None, store: str | None) -> int:
    """Run a SPARQL query over all graphs of the store."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)
    from instrgraph.settings import current  # noqa: PLC0415
    from instrgraph.store.port import QueryLimits  # noqa: PLC0415

    text = _query_text(sparql, file)
    limits = QueryLimits(seconds or current().query_seconds, current().query_rows)
    with open_library(store) as library:
        _print_results(library.query(text, limits=limits), form)
    return exit_codes.DONE


def _query_text(sparql: str | None, file: str | None) -> str:
    if (sparql is None) == (file is None):
        raise click.UsageError("give a query, or --file with one")
    if sparql is not None and sparql != "-":
        return sparql
    if file in (None, "-"):
        return sys.stdin.read()
    return Path(str(file)).read_text(encoding="utf-8")


def _print_results(results: Results, form: str | None) -> None:
    from instrgraph.store.results import Answer, ResultFormat, Solutions, value, written  # noqa: PLC0415  (the engine)

    terminal = sys.stdout.isatty()
    if isinstance(results, Solutions) and (form == "table" or (form is None and terminal)):
        print_table(results.variables, ([plain(value(term)) for term in row] for row in results.rows))
        return
    if isinstance(results, Answer) and (form == "table" or (form is None and terminal)):
        click.echo("yes" if results else "no")
        return
    default = ResultFormat.JSON if isinstance(results, Solutions | Answer) else ResultFormat.TURTLE
    chosen = default if form in (None, "table") else ResultFormat(form)
    data = written(results, chosen)
    sys.stdout.buffer.write(data if data.endswith(b"\n") else data + b"\n")


@click.command(
    short_help="Ask a named question.",
    cls=Exampled,
    examples=(
        "instrgraph ask cited-by id=itu/pp/res/130",
        "instrgraph ask stale-citations",
    ),
)
@click.argument("question", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE...]")
@click.option("--format", "form", type=click.Choice(ROW_FORMATS), help="[default: table; jsonl in a pipe]")
@store_option
def ask(question: str | None, values: tuple[str, ...], form: str | None, store: str | None) -> int:
    """Ask a named question of the ontology; without a name, list them."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)
    from instrgraph.questions import question as find_question  # noqa: PLC0415
    from instrgraph.questions import questions  # noqa: PLC0415

    form = form or default_format()
    if question is None:
        _print_questions(questions(), form)
        return exit_codes.DONE
    asked = find_question(question)
    with open_library(store) as library:
        rows = library.ask(question, _named_values(values))
        columns = tuple(rows[0]) if rows else tuple(name for name, _ in asked.columns)
        writer = row_writer(form, columns, columns)
        writer.write(rows)
        writer.close()
    return exit_codes.DONE


def _named_values(values: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for value in values:
        name, equals, given = value.partition("=")
        if not equals:
            raise click.BadArgumentUsage(f"{value!r}: write NAME=VALUE, for example id=itu/pp/res/130")
        found[name] = given
    return found


def _print_questions(questions: tuple[Question, ...], form: str) -> None:
    fields = ("name", "title", "parameters")
    writer = row_writer(form, fields, fields)
    writer.write(
        {
            "name": one.name,
            "title": one.title,
            "parameters": [f"{given.name}={given.default or 'any'}" for given in one.parameters],
        }
        for one in questions
    )
    writer.close()
