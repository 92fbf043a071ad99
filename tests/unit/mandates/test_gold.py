
"""Clauses and mandates of the annotated documents, by language."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from functools import cache

import pytest

from instrgraph import mandates
from instrgraph.model import State
from instrgraph.reading import read, readings
from instrgraph.resources import LANGUAGES, root
from instrgraph.structure import split

GOLD = root() / "data" / "gold" / "dev"
CLAUSES = 0.97
MANDATES = 0.95


def rows(name: str) -> list[dict]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


@cache
def structures(name: str):
    document = read(GOLD / f"{name}.txt")
    return document, [(reading, split(reading, document)) for reading in readings(document)]


def clause_at(name: str, offset: int, state: str) -> set[str]:
    _, made = structures(name)
    found = set()
    for reading, structure in made:
        if state != "both" and reading.state not in (State.BOTH, state):
            continue
        for provision in structure.provisions:
            span = reading.to_source(provision.span)
            if span.start <= offset < span.end:
                found.add(provision.clause)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_clauses_of_citations(language):
    # A citation of the base text bears the label of the proposed one; that is for whoever merges the two.
    gold = [row for row in rows("citations.jsonl") if row["language"] == language and row["state"] != "base"]
    right = sum(row["clause"] in clause_at(row["doc"], row["start"], row["state"]) for row in gold)
    assert len(gold) > 120
    assert right >= CLAUSES * len(gold), f"{right} of {len(gold)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_mandates(language):
    gold = defaultdict(set)
    for row in rows("mandates.jsonl"):
        if row["language"] == language:
            gold[row["doc"]].add((row["start"], row["end"], row["clause"], row["addressee"], row["force"]))
    counts = Counter()
    for name, wanted in gold.items():
        document, made = structures(name)
        found = set()
        for reading, structure in made:
            for one in mandates.find(reading, structure, (), document):
                span = reading.to_source(one.span)
                match = next(
                    (
                        row
                        for row in wanted
                        if row[0] < span.end and span.start < row[1] and row[3:] == (one.addressee, one.force)
                    ),
                    None,
                )
                found.add(match or (span.start, one.addressee, one.force))
        counts["right"] += len(found & wanted)
        counts["wrong"] += len(found - wanted)
        counts["missed"] += len(wanted - found)
    assert sum(len(wanted) for wanted in gold.values()) > 40
    f1 = 2 * counts["right"] / (2 * counts["right"] + counts["wrong"] + counts["missed"])
    assert f1 >= MANDATES, counts
