"""``validate``, ``evaluate`` and ``doctor``: is the store right, how good is the extraction, what is installed."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import note, store_option


@click.command(
    short_help="Check the store against the shapes of the ontology.",
    cls=Exampled,
    examples=("instrgraph validate --store ./store",),
)
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True)
@store_option
def validate(form: str, store: str | None) -> int:
    """Check all graphs of the store with SHACL; ends with 1 where something is not as the shapes ask."""
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    with open_library(store) as library:
        report = library.validate()
    if form == "json":
        found = {
            "conforms": report.conforms,
            "triples": report.triples,
            "results": [asdict(one) for one in report.violations],
        }
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for one in report.violations:
            click.echo(f"{one.severity}: {one.focus}: {one.message} [{one.shape} {one.path} {one.value}]")
        verdict = "sound" if report.conforms else "NOT sound"
        click.echo(f"{report.triples} statements, {len(report.violations)} result(s): {verdict}")
    return exit_codes.DONE if report.conforms else exit_codes.FINDINGS


@click.command(
    short_help="Precision and recall against annotated texts.",
    cls=Exampled,
    examples=("instrgraph evaluate data/gold --full",),
)
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--full", is_flag=True, help="All tables: by language, kind, form, strategy and state.")
@click.option(
    "--errors", type=click.IntRange(0), default=0, metavar="N", help="List the first N rows that are not right."
)
@click.option("--before", type=click.Path(path_type=Path), help="A saved run: gains and losses against it, row by row.")
@click.option("--save", type=click.Path(path_type=Path), help="Save this run.")
def evaluate(gold: Path, full: bool, errors: int, before: Path | None, save: Path | None) -> int:
    """Score the extraction on a folder of annotated texts."""
    from instrgraph.evaluation import evaluate as score_folder  # noqa: PLC0415  (--help needs none of it)
    from instrgraph.evaluation import runs  # noqa: PLC0415
    from instrgraph.evaluation.tables import describe_error, render, summary  # noqa: PLC0415

    evaluation = score_folder(gold)
    sys.stdout.write(render(evaluation) if full else summary(evaluation))
    if before is not None:
        sys.stdout.write(str(runs.compare(evaluation, before)))
    for number, (document, pair, what) in enumerate(evaluation.wrong()):
        if number >= errors:
            break
        sys.stdout.write(describe_error(document, pair, what))
    if save is not None:
        runs.save(evaluation, save)
    return exit_codes.DONE


@click.command(
    short_help="What is installed, which store, which registry.",
    cls=Exampled,
    examples=("instrgraph doctor",),
)
@store_option
def doctor(store: str | None) -> int:
    """Say what is installed and whether it is sound; ends with 1 where something is not."""
    from instrgraph.cli.health import findings  # noqa: PLC0415  (--help needs none of it)

    sound = True
    for finding in findings(store):
        sound = sound and finding.sound
        click.echo(f"{'ok ' if finding.sound else 'BAD'} {finding.subject:<12} {finding.words}")
    if not sound:
        note("something is not as it should be; see the lines marked BAD")
    return exit_codes.DONE if sound else exit_codes.FINDINGS
