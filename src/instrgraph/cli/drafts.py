"""``diff``: what became of one text in another, or of a draft's base text in what it proposes."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import check_language, reading_options

if TYPE_CHECKING:
    from instrgraph.model import Extraction

_FORMATS = ("text", "json", "html")


@click.command(
    short_help="Compare two texts of one instrument.",
    cls=Exampled,
    examples=(
        "instrgraph diff resolution-2018.txt resolution-2022.pdf",
        "instrgraph diff draft-with-tracked-changes.docx --format html > changes.html",
    ),
)
@click.argument("before")
@click.argument("after", required=False)
@click.option("--format", "form", type=click.Choice(_FORMATS), help="[default: text; json in a pipe]")
@click.option("--everything", is_flag=True, help="Show what was kept too.")
@reading_options
def diff(
    before: str, after: str | None, form: str | None, everything: bool, language: str | None, body: str | None
) -> int:
    """Compare two texts of one instrument, in any formats; of one text alone, its base with what it proposes.

    Provisions are aligned by their words, through renumbering and reordering; each comes with its citations and
    mandates.
    """
    from instrgraph.comparison import compare, compare_readings, rendering  # noqa: PLC0415  (--help needs none of it)

    check_language(language)
    first = _extracted(before, language, body)
    comparison = compare_readings(first) if after is None else compare(first, _extracted(after, language, body))
    form = form or ("text" if sys.stdout.isatty() else "json")
    if form == "json":
        click.echo(json.dumps(rendering.to_json(comparison), ensure_ascii=False, indent=1))
    elif form == "html":
        click.echo(rendering.to_html(comparison), nl=False)
    else:
        click.echo(rendering.to_text(comparison, everything=everything), nl=False)
    return exit_codes.DONE


def _extracted(place: str, language: str | None, body: str | None) -> Extraction:
    """Return what the one file at ``place`` holds.

    Raises:
        InputError: it cannot be read.
        click.BadArgumentUsage: it is a folder or an archive.
    """
    from instrgraph.library import extract  # noqa: PLC0415  (--help needs none of it)
    from instrgraph.pipeline.sources import Failure, find_sources  # noqa: PLC0415
    from instrgraph.settings import current  # noqa: PLC0415

    found = list(find_sources([place], current()))
    if len(found) != 1:
        raise click.BadArgumentUsage(f"{place}: holds {len(found)} files; name one")
    source = found[0]
    if isinstance(source, Failure):
        raise source.error
    return extract(source.data, name=source.name, language=language, body=body)
