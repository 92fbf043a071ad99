"""The extraction against gold: no language falls below its floors (``data/gold/floors.toml``), which only rise."""

from __future__ import annotations

import tomllib
from functools import cache

import pytest

from instrgraph.evaluation import Evaluation, Score, evaluate, load
from instrgraph.resources import LANGUAGES, root

GOLD = root() / "data" / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
FOLDERS = {"dev": 36, "fresh": 62, "frozen": 12}
"""The folders with floors, and how many documents each holds at least."""


@cache
def measured(folder: str) -> Evaluation:
    return evaluate(GOLD / folder)


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_language_has_floors_and_documents(folder: str) -> None:
    assert set(FLOORS[folder]) == set(LANGUAGES)
    documents = load(GOLD / folder)
    assert len(documents) >= FOLDERS[folder]
    assert {one.language for one in documents} == set(LANGUAGES)
    assert all(one.citations for one in documents)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", FOLDERS)
def test_floors(folder: str, language: str) -> None:
    result, floors = measured(folder), FLOORS[folder][language]
    clauses = result.agreement("clause")
    figures = {
        "f1": result.by("language").get(language, Score()).f1 or 0.0,
        "linked": result.linked[language].value if language in result.linked else 0.0,
        "mandates": result.mandates.get(language, Score()).f1 or 0.0,
        "clauses": clauses[language].right / clauses[language].of if language in clauses else 0.0,
    }
    assert set(floors) == set(figures)
    fallen = {name: (round(figures[name] or 0.0, 4), floor) for name, floor in floors.items()
              if (figures[name] or 0.0) < floor}  # fmt: skip
    assert not fallen, f"{folder}, {language}: measured and floor: {fallen}"


def test_texts_that_cite_nothing() -> None:
    silent = measured("negatives").silent
    assert silent.size > 7000
    assert silent.found <= FLOORS["silence"]["most"]
    assert silent.linked == 0
