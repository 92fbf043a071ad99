"""Real revisions of two resolutions and a decision, against alignments that were written by reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from instrgraph import reading, structure
from instrgraph.comparison import Comparison, compare
from instrgraph.model import Extraction
from instrgraph.resources import root

CORPUS = root().parent / "shared" / "corpus"
FLOORS = {"res-25": (126, 0.98, 0.98), "res-2": (37, 1.0, 1.0), "dec-5": (79, 0.95, 0.95)}
"""The lines of each alignment, precision and recall: they only rise."""
NAMES = {"res-25": "resolution-25.txt", "res-2": "resolution-2.txt", "dec-5": "decision-5.txt"}

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the real texts (../shared/corpus) are not here")


def read(path: Path) -> Extraction:
    """Return the provisions of a text; citations and mandates are not needed here."""
    document = reading.read(path)
    readings = reading.readings(document)
    provisions = [
        replace(one, span=part.to_source(one.span), head=part.to_source(one.head) if one.head else None)
        for part in readings
        for one in structure.split(part, document).provisions
    ]
    return Extraction(document, readings, tuple(provisions), (), (), (), ())


def gold(name: str) -> set[tuple[str, str]]:
    path = Path(__file__).with_name(NAMES[name])
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    sides = (line.split("=>") for line in lines)
    # What follows a semicolon only tells two places apart; it is no part of the provision's words.
    return {(_first(before), _first(after)) for before, after in sides}


def _first(words: str) -> str:
    return words.strip().partition("; ")[0].partition(", recognizing")[0]


def found(result: Comparison) -> list[tuple[str, str]]:
    pairs = []
    for one in result.passages:
        before, after = one.before, one.after
        if one.merged:
            before, after = before or one.merged, after or one.merged
        pairs.append((_flat(before.text) if before else "", _flat(after.text) if after else ""))
    return pairs


def _flat(text: str) -> str:
    return " ".join(text.split())


def _named(words: str, names: set[str]) -> str | None:
    return "" if not words else max((name for name in names if words.startswith(name)), key=len, default=None)


@pytest.mark.parametrize("name", FLOORS)
def test_aligned_as_reading_does(name: str) -> None:
    size, least_precision, least_recall = FLOORS[name]
    wanted = gold(name)
    lefts, rights = ({pair[side] for pair in wanted if pair[side]} for side in (0, 1))
    assert len(wanted) == size
    result = compare(*(read(CORPUS / f"itu-pp-{year}" / f"pp-{year}-{name}.txt") for year in (18, 22)))
    got, wrong = set(), []
    for before, after in found(result):
        pair = (_named(before, lefts), _named(after, rights))
        if pair in wanted:
            got.add(pair)
        elif (pair[0] or pair[1]) and (before or after):
            wrong.append((before[:60], after[:60]))
    reached = len({pair[0] for pair in got} & lefts) + len({pair[1] for pair in got} & rights)
    precision, recall = len(got) / (len(got) + len(wrong)), reached / (len(lefts) + len(rights))
    assert precision >= least_precision, wrong
    assert recall >= least_recall, sorted((lefts - {pair[0] for pair in got}) | (rights - {pair[1] for pair in got}))


@pytest.mark.parametrize("name", ["res-2", "res-25", "dec-5"])
def test_real_pairs_keep_most_of_their_provisions(name: str) -> None:
    result = compare(*(read(CORPUS / f"itu-pp-{year}" / f"pp-{year}-{name}.txt") for year in (18, 22)))
    paired = sum(1 for one in result.passages if one.before and one.after)
    assert paired > len(result.passages) / 3
