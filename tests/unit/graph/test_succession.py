# ruff: noqa: E501  (a link on one line)
"""Lineage in the derived graph: adopted revisions of one instrument, and another body that carries it out."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from instrgraph.graph import derive, describe, describe_registry
from instrgraph.library import extract
from instrgraph.model import DocumentKind
from instrgraph.store.oxigraph import OxigraphStore
from unit.lineage.chain import Chain

BASE = "https://w3id.org/instrgraph/id/"
NS = "https://w3id.org/instrgraph/ns#"
QUERY = """PREFIX ig: <https://w3id.org/instrgraph/ns#>
SELECT DISTINCT ?m ?old ?kind ?why ?score { ?m ig:lineageKind ?kind
  OPTIONAL { ?m ig:continuesMandate ?old } OPTIONAL { ?m ig:lineageEvidence ?why } OPTIONAL { ?m ig:lineageScore ?score } }"""


def held(texts, language):
    """Return a store with the graphs of texts and what is derived from them."""
    store = OxigraphStore()
    for text in texts:
        extraction = extract(text, name="chain.txt", language=language)
        assert extraction.document.facts.kind is DocumentKind.ADOPTED
        quads = list(describe(extraction))
        store.replace(quads[0].graph_name.value, quads)
    store.replace(f"{BASE}graph/registry", describe_registry())
    store.replace(f"{BASE}graph/derived", list(derive(store)))
    return store


def lineage(store):
    rows = (
        tuple(None if term is None else term.value.removeprefix(BASE) for term in row)
        for row in store.query(QUERY).rows
    )
    return {
        (new, old, kind.rpartition("#lin-")[2], tuple((why or "").split()), score)
        for new, old, kind, why, score in rows
    }


@pytest.fixture(scope="module")
def chain():
    return Chain("en")


@pytest.fixture(scope="module")
def found(chain):
    return lineage(held([*(text.words for text in chain.texts), chain.carrying_out.words], chain.data["language"]))


def test_each_revision_continues_the_one_before(found, chain):
    years = {
        (new.partition("/mandate/")[0], old.partition("/mandate/")[0])
        for new, old, kind, *_ in found
        if old and kind != "delegated"
    }
    instrument = chain.data["instrument"]
    assert years == {
        (f"{instrument}/rev/{b}", f"{instrument}/rev/{a}") for a, b in zip(chain.years, chain.years[1:], strict=False)
    }


def test_kinds_are_those_of_the_chain(found, chain):
    for index, year in enumerate(chain.years[1:]):
        here = {
            (new, kind)
            for new, _, kind, *_ in found
            if f"/rev/{year}/" in new and new.startswith(chain.data["instrument"])
        }
        wanted = [kind for kind, _, newer in chain.expected(index) for _ in newer]
        assert sorted(kind for _, kind in here) == sorted(wanted)


def test_evidence_and_score_say_why(found):
    for _, old, kind, why, score in found:
        assert (old is None) == (kind == "added")
        if old:
            assert why
            assert 0 < float(score) <= 1
        if kind == "unchanged":
            assert {"sameWords", "samePlace", "sameForce"} <= set(why)


def test_another_body_carries_out_what_it_names(found, chain):
    pairs = {(new, old, why) for new, old, kind, why, _ in found if kind == "delegated"}
    last, other = f"{chain.data['instrument']}/rev/2018", "itu/wtsa/res/902/rev/2022"
    assert pairs == {
        (
            f"{other}/mandate/instructs-director-tsb.1",
            f"{last}/mandate/instructs-director-tsb.1",
            ("basis", "likeWords"),
        ),
        (
            f"{other}/mandate/instructs-director-tsb.2",
            f"{last}/mandate/instructs-director-tsb.2",
            ("basis", "likeWords"),
        ),
    }


def test_two_texts_of_likely_words_and_two_instruments_are_not_joined(chain):
    first = chain.texts[0].words
    second = chain.texts[1].words.replace("RESOLUTION 901", "RESOLUTION 907")
    assert not {row for row in lineage(held([first, second], "en")) if row[1]}


def test_a_revision_in_another_language_alone_is_not_compared(chain):
    older, newer = chain.texts[:2]
    graphs = []
    for words, language in ((older.words, "en"), (newer.words, "fr")):
        for quad in describe(extract(words, name="chain.txt", language="en")):
            value = quad.object
            if isinstance(value, ox.Literal) and value.language:
                value = ox.Literal(value.value, language=language)
            graphs.append(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    store = OxigraphStore()
    for name in {quad.graph_name.value for quad in graphs}:
        store.replace(name, [quad for quad in graphs if quad.graph_name.value == name])
    derived = list(derive(store))
    assert not [quad for quad in derived if quad.predicate.value == f"{NS}continuesMandate"]
