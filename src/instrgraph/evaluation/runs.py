"""Runs kept on disk: the last one to compare with, the measured confidence of strategies, the page of figures."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from instrgraph.errors import UnreadableInput
from instrgraph.evaluation.tables import render

if TYPE_CHECKING:
    from pathlib import Path

    from instrgraph.evaluation.matching import Pair
    from instrgraph.evaluation.scoring import Evaluation

BEGIN, END = "<!-- figures: made by a command, do not edit -->", "<!-- end of figures -->"


def outcomes(evaluation: Evaluation) -> dict[str, str]:
    """Return what became of each row: "right", or its faults; keys name document, place and target."""
    kept: dict[str, str] = {}
    for document in evaluation.documents:
        name = document.document.id
        for pair in document.citations:
            kept[_key(name, pair, "instrument")] = _outcome(pair)
        for pair in document.mandates or ():
            kept[_key(name, pair, "addressee")] = _outcome(pair)
    return kept


def save(evaluation: Evaluation, path: Path) -> None:
    """Write the outcomes of a run, for a later run to be compared with."""
    path.write_text(json.dumps(outcomes(evaluation), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Rows that are right now and were not, and rows that were right and are not; each with both outcomes."""

    gains: tuple[tuple[str, str, str], ...]
    losses: tuple[tuple[str, str, str], ...]

    def __str__(self) -> str:
        lines = [f"{len(self.gains)} gained, {len(self.losses)} lost against the last run"]
        lines += [f"  + {key}: {before} -> {after}" for key, before, after in self.gains]
        lines += [f"  - {key}: {before} -> {after}" for key, before, after in self.losses]
        return "\n".join(lines) + "\n"


def compare(evaluation: Evaluation, path: Path) -> Comparison:
    """Return gains and losses by row against the run saved at ``path``.

    A spurious row that is gone is a gain, a new one a loss.

    Raises:
        UnreadableInput: there is no run at ``path``, or it is not one of ours.
    """
    try:
        before: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UnreadableInput(f"{path}: no saved run ({error}); make one with --save") from error
    after = outcomes(evaluation)
    gains, losses = [], []
    for key in sorted(before.keys() | after.keys()):
        was, now = before.get(key, "absent"), after.get(key, "absent")
        good_before, good_now = _good(key, was), _good(key, now)
        if good_now and not good_before:
            gains.append((key, was, now))
        elif good_before and not good_now:
            losses.append((key, was, now))
    return Comparison(tuple(gains), tuple(losses))


def write_confidence(evaluation: Evaluation, path: Path) -> None:
    """Write, for each strategy, the measured precision of what it linked: its lower bound is what we publish."""
    lines = [
        "# Measured on gold by `python -m instrgraph.evaluation GOLD --confidence FILE`; do not edit. Of n linked",
        "# citations so many were right; lower, rounded down, is the lower end of the 95 % interval (Wilson): the",
        "# confidence that we publish.",
    ]
    for name, share in evaluation.strategies.items():
        lower = int(share.interval.low * 1000) / 1000  # rounded down: a bound must not be raised
        lines += ["", f'["{name}"]', f"right = {share.right}", f"n = {share.of}", f"lower = {lower}"]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_page(evaluation: Evaluation, path: Path) -> None:
    """Put the tables into a Markdown page, in place of the figures that it holds between its two marks.

    Raises:
        UnreadableInput: the page has no place for figures.
    """
    page = path.read_text(encoding="utf-8") if path.exists() else f"# Accuracy\n\n{BEGIN}\n{END}\n"
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise UnreadableInput(f"{path}: no place for figures; put the lines {BEGIN} and {END} where they belong")
    path.write_text(f"{before}{BEGIN}\n\n{render(evaluation)}\n{END}{after}", encoding="utf-8")


def _good(key: str, outcome: str) -> bool:
    # A key that stands for no annotated row is good where nothing is found.
    return outcome == "absent" if key.startswith("spurious ") else outcome == "right"


def _outcome(pair: Pair) -> str:
    return "right" if pair.right else ", ".join(pair.faults)


def _key(document: str, pair: Pair, target: str) -> str:
    row = pair.gold or pair.found or {}
    spurious = "" if pair.gold else "spurious "
    detail = [row[target], row.get("revision"), row.get("force"), row.get("state")]
    shown = " ".join(str(one) for one in detail if one is not None)
    return f"{spurious}{document}:{row['start']}-{row['end']} {shown}"
