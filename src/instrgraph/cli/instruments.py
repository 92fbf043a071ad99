"""``show``, ``cites``, ``cited-by``, ``lineage``: one instrument and its neighbours."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import note, store_option
from instrgraph.cli.rendering import ROW_FORMATS, default_format, plain, print_table, row_writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instrgraph.rows import Row

Command = Any

_BACK_COLUMNS = ("citing", "clause", "revision", "function", "state", "exact")
_COLUMNS = ("citing", "clause", "cited", "revision", "pinpoint", "function", "state", "status", "exact")
_REACHED = ("id", "depth")


def _citation_options(command: Command) -> Command:
    options = (
        click.argument("identifier", metavar="ID"),
        click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="How many steps to follow."),
        click.option("--all", "everything", is_flag=True, help="Follow all steps there are."),
        click.option("--as-of", metavar="DATE", help="Only texts up to this day, for example 2018-12-31."),
        click.option("--revision", type=int, metavar="YEAR", help="Only the revision of this year."),
        click.option("--format", "form", type=click.Choice(ROW_FORMATS), help="[default: table; jsonl in a pipe]"),
        store_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    "cited-by",
    short_help="Who cites an instrument.",
    cls=Exampled,
    examples=(
        'instrgraph cited-by "Resolution 130 (Rev. Dubai, 2018)"',
        "instrgraph cited-by itu/pp/res/130 --all",
    ),
)
@_citation_options
def cited_by(identifier: str, store: str | None, form: str | None, **options: Any) -> int:
    """Print who cites an instrument: from which clause, in which revision, in what words."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    _check_day(options["as_of"])
    with open_library(store) as library:
        rows = library.cited_by(identifier, **options)
    return _print_rows(rows, form, _BACK_COLUMNS)


@click.command(
    short_help="What an instrument cites.",
    cls=Exampled,
    examples=(
        "instrgraph cites itu/wtsa/res/84",
        "instrgraph cites itu/pp/res/130 --revision 2018 --depth 2",
    ),
)
@_citation_options
def cites(identifier: str, store: str | None, form: str | None, **options: Any) -> int:
    """Print what an instrument cites, linked or not."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    _check_day(options["as_of"])
    with open_library(store) as library:
        rows = library.cites(identifier, **options)
    return _print_rows(rows, form, _COLUMNS)


def _check_day(day: str | None) -> None:
    from datetime import date  # noqa: PLC0415  (only where a day is given)

    try:
        if day is not None:
            date.fromisoformat(day)
    except ValueError as error:
        raise click.BadParameter(f"{day!r}: write a day such as 2018-12-31", param_hint="--as-of") from error


def _print_rows(rows: Sequence[Row], form: str | None, columns: Sequence[str]) -> int:
    if rows and "depth" in rows[0]:
        columns = _REACHED
    form = form or default_format()
    fields = tuple(rows[0]) if rows else columns
    writer = row_writer(form, columns, fields)
    writer.write(rows)
    writer.close()
    if form == "table":
        note(f"{len(rows)} row(s)")
    return exit_codes.DONE


@click.command(
    short_help="One instrument: titles, revisions, citations, mandates.",
    cls=Exampled,
    examples=('instrgraph show "Résolution 130 de la Conférence de plénipotentiaires"',),
)
@click.argument("identifier", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), help="[default: text; json in a pipe]")
@store_option
def show(identifier: str, form: str | None, store: str | None) -> int:
    """Print what is known of one instrument."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    with open_library(store) as library:
        found = library.show(identifier)
    if _as_text(form):
        _print_shown(found)
    else:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    return exit_codes.DONE


def _print_shown(found: Row) -> None:
    click.echo(f"{found['id']}  {plain(found['type'])}  {plain(found['body'])}")
    click.echo(found["iri"])
    for title in found["titles"]:
        click.echo(f"  {title['title']} [{title['language'] or '?'}]")
    cited = found["cited_by"]
    where = f"{cited['citations']} provision(s) of {cited['texts']} text(s)"
    click.echo(f"cited by {where}, {cited['without_revision']} without a revision")
    click.echo(f"cites {found['cites']}, makes {found['mandates']} mandate(s); snapshot {plain(found['snapshot'])}")
    if found["revisions"]:
        _print_table(found["revisions"])


@click.command(
    short_help="Revisions of an instrument, and the mandates that run through them.",
    cls=Exampled,
    examples=("instrgraph lineage itu/pp/res/25",),
)
@click.argument("identifier", metavar="ID")
@click.option("--format", "form", type=click.Choice(("text", "json")), help="[default: text; json in a pipe]")
@store_option
def lineage(identifier: str, form: str | None, store: str | None) -> int:
    """Print the revisions of an instrument, and which mandate continues which."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    with open_library(store) as library:
        found = library.lineage(identifier)
    if not _as_text(form):
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return exit_codes.DONE
    click.echo(found["id"])
    for name in ("revisions", "mandates"):
        if found[name]:
            _print_table(found[name])
    return exit_codes.DONE


def _as_text(form: str | None) -> bool:
    return form == "text" or (form is None and sys.stdout.isatty())


def _print_table(rows: Sequence[Row]) -> None:
    columns = tuple(name for name in rows[0] if any(row[name] is not None for row in rows))
    print_table(columns, ([plain(row[name]) for name in columns] for row in rows))
