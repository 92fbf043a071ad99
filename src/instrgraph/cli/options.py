"""Options that several commands share, and the notes that go to standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from instrgraph.pipeline.sources import Failure

Command = Any

paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")


def store_option(command: Command) -> Command:
    """Add ``--store``: a folder or the URL of a SPARQL 1.1 endpoint."""
    return click.option(
        "--store", metavar="DIR|URL", help="The store: a folder or a SPARQL 1.1 endpoint. [default: a folder of yours]"
    )(command)


def reading_options(command: Command) -> Command:
    """Add ``--language`` and ``--body``, which override what is detected."""
    language = click.option("--language", metavar="CODE", help="en, fr, es, ru, ar or zh, where detection errs.")
    body = click.option("--body", metavar="ID", help="The body whose text this is, for example itu/wtsa.")
    return language(body(command))


def check_language(language: str | None) -> None:
    """Refuse a language that we do not read.

    Raises:
        click.BadParameter: it is none of the six.
    """
    from instrgraph.resources import LANGUAGES  # noqa: PLC0415  (only those who give one pay for it)

    if language is not None and language not in LANGUAGES:
        raise click.BadParameter(f"{language!r} is none of {', '.join(LANGUAGES)}", param_hint="--language")


def note(message: str) -> None:
    """Say something on standard error."""
    click.echo(message, err=True)


def note_failures(failures: Iterable[Failure], skipped: int) -> None:
    """Name the files that could not be read, and how many were passed over."""
    for failure in failures:
        note(f"instrgraph: {failure}")
    if skipped:
        note(f"skipped {skipped} file(s) of kinds that are not read")


def progress() -> Callable[[str], None]:
    """Return what shows the file at hand: one line on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(place: str) -> None:
        width = 78
        click.echo(f"\r\033[K{place[-width:]}", nl=False, err=True)

    return show


def clear_progress() -> None:
    """Take the line of progress away."""
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
