"""Every named question runs on both engines with equal rows, and gives the rows that reading gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from instrgraph.graph import derive, describe, describe_ontology, describe_registry
from instrgraph.pipeline.extraction import extract
from instrgraph.questions import bind, question, questions
from instrgraph.reading import read
from instrgraph.resources import ontology_file
from instrgraph.store.memory import MemoryStore
from instrgraph.store.oxigraph import OxigraphStore

BASE = "https://w3id.org/instrgraph/id/"
VOCAB = "https://w3id.org/instrgraph/vocab#"
EXPECTED = Path(__file__).parent / "questions" / "expected"
COMPETENCY = frozenset({
    "draft-cites", "cited-by", "cited-by-revision", "revisions", "latest-revisions", "stale-citations",
    "floating-citations", "proposal-changes", "citations-added", "citations-removed", "citations-repointed",
    "left-behind", "co-citation", "coupling", "most-cited", "bodies-citing-bodies", "functions-of-citations",
    "operative-citations", "pinpoints", "evidence", "joint-forms", "review-first", "mandates-of", "mandate-lineage",
    "mandate-changes", "mandates-across-bodies", "chains-to-general-assembly", "reports-due", "action-line",
    "provenance", "competing-proposals", "base-citations", "cito-characterizations",
})  # fmt: skip
ALL = tuple(asked.name for asked in questions())
Row = tuple[str | None, ...]


def test_the_33_competency_questions_are_there():
    assert len(COMPETENCY) == 33
    assert set(ALL) >= COMPETENCY


# -------------------------------------------------------------------------------------------- both engines, one example


class Engines:
    """One data set in Oxigraph and in rdflib, the union of the graphs as the default graph of both."""

    def __init__(self, quads: list[ox.Quad]) -> None:
        graphs: dict[str, list[ox.Quad]] = {}
        for quad in quads:
            graphs.setdefault(quad.graph_name.value, []).append(quad)
        self.stores = (OxigraphStore(), MemoryStore())
        for store in self.stores:
            for name, held in graphs.items():
                store.replace(name, held)

    def ask(self, name: str, values: dict[str, str] | None = None) -> tuple[list[Row], list[Row]]:
        sparql = bind(question(name), values)
        first, second = (store.query(sparql).rows for store in self.stores)
        return [tuple(map(plain, row)) for row in first], [tuple(map(plain, row)) for row in second]


def plain(term: Any) -> str | None:
    return None if term is None else short(term.value)


def short(text: str) -> str:
    """Return a term as the expectations write it: local identifiers and concepts without their namespace."""
    return text.removeprefix(BASE).removeprefix(VOCAB).replace("T00:00:00+00:00", "T00:00:00Z")


def in_order(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: tuple(value or "" for value in row))


@pytest.fixture(scope="module")
def example() -> Engines:
    return Engines([*ox.parse(path=str(ontology_file("example.trig"))), *describe_ontology()])


@pytest.mark.parametrize("name", ALL)
def test_both_engines_give_equal_rows(example, name):
    first, second = example.ask(name)
    assert in_order(first) == in_order(second)
    assert len(first) == len(set(first)), "a question gives no row twice, in how many graphs a triple may stand"


EMPTY_ON_EXAMPLE = {
    "competing-proposals": "the two proposals concern two instruments",
    "coupling": "the two drafts of the example share no cited instrument",
    "streamlining-report": "the example holds no instruction of the Plenipotentiary Conference to a sector",
    "titles": "the example gives instruments no titles",
}


def test_every_question_finds_something_in_the_example_or_says_why_not(example):
    for name in ALL:
        first, _ = example.ask(name)
        assert bool(first) != (name in EMPTY_ON_EXAMPLE), name


def test_a_triple_that_stands_in_two_graphs_counts_once():
    quads = list(ox.parse(path=str(ontology_file("example.trig"))))
    copies = [ox.Quad(quad.subject, quad.predicate, quad.object, ox.NamedNode(f"{BASE}graph/copy")) for quad in quads]
    once, twice = Engines([*quads, *describe_ontology()]), Engines([*quads, *copies, *describe_ontology()])
    changed = {"provenance"}  # its rows name the graphs
    for name in sorted(set(ALL) - changed):
        assert in_order(twice.ask(name)[0]) == in_order(once.ask(name)[0]), name


# ------------------------------------------------------------------------ the graph of the two proposals, as read

SEEDS = Path(__file__).parents[2].parent / "shared" / "corpus" / "seeds"
NOT_READ = {"review-first": "its rows rest on confidences, which are measured, not read"}


@pytest.fixture(scope="module")
def proposals() -> Engines:
    """Return the graph built from the two proposals, with registry, ontology and what is derived."""
    paths = sorted(SEEDS.glob("*.txt"))
    if len(paths) != 2:
        pytest.skip("../shared/corpus/seeds is not here: the two proposals cannot be read")
    quads = [quad for path in paths for quad in describe(extract(read(path)))]
    engines = Engines([*quads, *describe_registry(), *describe_ontology()])
    derived = list(derive(engines.stores[0]))
    for store in engines.stores:
        store.replace(f"{BASE}graph/derived", derived)
    return engines


def expectations() -> list[Any]:
    """Return what reading the proposals gives, question by question; written before the questions were run."""
    paths = sorted(EXPECTED.glob("*.json"))
    return [pytest.param(json.loads(path.read_text(encoding="utf-8")), id=path.stem) for path in paths]


def test_there_are_expected_rows_for_every_competency_question():
    assert {path.stem for path in EXPECTED.glob("*.json")} | set(NOT_READ) >= COMPETENCY


@pytest.mark.parametrize("expected", expectations())
def test_the_rows_are_those_that_reading_gives(proposals, expected):
    asked = question(expected["question"])
    names = variables(bind(asked))
    picked = [names.index(column) for column in expected["columns"]]
    first, second = proposals.ask(asked.name, expected["values"])
    assert in_order(first) == in_order(second)
    rows = {tuple(row[index] for index in picked) for row in first}
    if among := expected.get("among"):
        rows = {row for row in rows if any(among in (value or "") for value in row)}
    assert rows == {tuple(row) for row in expected["rows"]}


def variables(sparql: str) -> list[str]:
    """Return the names of the variables that a query selects."""
    return [name.value for name in ox.Store().query(sparql).variables]
