"""``build``: from texts to the next snapshot of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import (
    check_language,
    clear_progress,
    note,
    note_failures,
    paths_argument,
    progress,
    reading_options,
    store_option,
)

if TYPE_CHECKING:
    from instrgraph.pipeline.build import BuildReport


@click.command(
    short_help="Read texts into a store and publish a snapshot.",
    cls=Exampled,
    examples=("instrgraph build proposals/ acts/ --store ./store",),
)
@paths_argument
@store_option
@reading_options
@click.option("--again", is_flag=True, help="Read unchanged documents again too.")
@click.option("--only", is_flag=True, help="Let go of the documents that are not named now.")
def build(
    paths: tuple[str, ...], store: str | None, language: str | None, body: str | None, again: bool, only: bool
) -> int:
    """Read files, folders, ZIP archives or - (standard input), and publish a snapshot of the store.

    Documents that were read before stay as long as their files are there. Unchanged ones are not read again.
    """
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)
    from instrgraph.pipeline.build import BuildOptions  # noqa: PLC0415

    check_language(language)
    with open_library(store) as library:
        try:
            report = library.ingest(paths, BuildOptions(language, body, again, only), progress=progress())
        finally:
            clear_progress()
        note_failures(report.failures, len(report.skipped))
        _print(report, library.place)
    return exit_codes.UNREADABLE if report.failures else exit_codes.DONE


def _print(report: BuildReport, place: str) -> None:
    counts = report.counts
    click.echo(
        f"documents   {report.documents} ({report.read} read, {report.unchanged} unchanged, {len(report.removed)} gone)"
    )
    click.echo(f"citations   {counts.citations}")
    click.echo(f"linked      {counts.linked}")
    click.echo(f"ambiguous   {counts.ambiguous}")
    click.echo(f"unknown     {counts.unknown}")
    click.echo(f"mandates    {counts.mandates}")
    click.echo(f"statements  {report.quads}")
    for removed in report.removed:
        note(f"gone: {removed}")
    state = "published" if report.published else "unchanged, nothing published"
    note(f"snapshot {report.snapshot} {state} in {report.seconds:.1f} s: {place}")
