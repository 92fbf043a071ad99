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
        "instrgraph diff resolution-en.docx resolution-fr.docx",
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
    mandates. Two texts in different languages are taken for versions of one text: listed is what only one of them
    says (an addressee, a citation), and the exit code is 1 where they disagree.
    """
    from instrgraph.comparison import compare, compare_readings, rendering  # noqa: PLC0415  (--help needs none of it)

    check_language(language)
    first = _extracted(before, language, body)
    second = None if after is None else _extracted(after, language, body)
    form = form or ("text" if sys.stdout.isatty() else "json")
    if second is not None and _in_two_languages(first, second):
        return _versions(first, second, form)
    comparison = compare_readings(first) if second is None else compare(first, second)
    if form == "json":
        click.echo(json.dumps(rendering.to_json(comparison), ensure_ascii=False, indent=1))
    elif form == "html":
        click.echo(rendering.to_html(comparison), nl=False)
    else:
        click.echo(rendering.to_text(comparison, everything=everything), nl=False)
    return exit_codes.DONE


def _in_two_languages(first: Extraction, second: Extraction) -> bool:
    languages = {first.document.language, second.document.language}
    return len(languages) == 2 and None not in languages


def _versions(first: Extraction, second: Extraction, form: str) -> int:
    """Show where two language versions disagree, and return the exit code."""
    from instrgraph.comparison import compare_languages, versions  # noqa: PLC0415  (--help needs none of it)

    found = compare_languages(first, second)
    if form == "json":
        click.echo(json.dumps(versions.to_json(found), ensure_ascii=False, indent=1))
    else:
        click.echo(versions.to_html(found) if form == "html" else versions.to_text(found), nl=False)
    return exit_codes.FINDINGS if found.disagreements else exit_codes.DONE


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
