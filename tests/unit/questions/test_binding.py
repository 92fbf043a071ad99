"""Values are bound as terms: no value can become a part of the query."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from instrgraph.errors import MalformedIdentifier, NotFound, OntologyError
from instrgraph.questions import bind, question, questions
from instrgraph.questions.question import parse_question

TEXT = """# name: sample
# title: A sample?
# parameter: id iri itu/pp/res/196 "an instrument"
# parameter: year integer any "a year"
# parameter: word string hello "a word"
# parameter: day date 2018-10-29 "a day"
# column: id "the instrument"
BASE <https://w3id.org/instrgraph/id/>
SELECT ?id ?year ?word ?day WHERE {
  VALUES ?id { <itu/pp/res/196> }
  VALUES ?year { UNDEF }
  VALUES ?word { "hello" }
  VALUES ?day { "2018-10-29T00:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> }
}
"""
SAMPLE = parse_question(TEXT, "sample.rq")
BASE = "https://w3id.org/instrgraph/id/"


def answer(**values: str) -> dict[str, str | None]:
    """Return the one row that the bound sample gives."""
    solutions = list(ox.Store().query(bind(SAMPLE, values)))
    assert len(solutions) == 1
    return {name: solutions[0][name] and solutions[0][name].value for name in ("id", "year", "word", "day")}


def test_without_values_the_file_runs_as_it_stands():
    assert bind(SAMPLE) == TEXT
    assert answer() == {"id": f"{BASE}itu/pp/res/196", "year": None, "word": "hello", "day": "2018-10-29T00:00:00Z"}


def test_values_take_the_place_of_defaults():
    assert answer(id="un/ga/res/71/199", year="2018", word="x", day="2022-03-01") == {
        "id": f"{BASE}un/ga/res/71/199", "year": "2018", "word": "x", "day": "2022-03-01T00:00:00Z",
    }  # fmt: skip


def test_a_whole_iri_stays_and_any_asks_for_all():
    assert answer(id="https://example.org/x#y")["id"] == "https://example.org/x#y"
    assert answer(id="any")["id"] is None


@pytest.mark.parametrize(
    "word", ['" } DROP ALL #', "\\", 'a\nb\t"\\"', "'''", "} UNION { ?s ?p ?o", "\x00\x1f", "中文", "\\u0022 }"]
)
def test_words_come_back_as_they_went(word):
    assert answer(word=word)["word"] == word


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("id", "x> } DROP ALL # <"), ("id", "a b"), ("id", ""), ("id", 'a"b'), ("id", "a\\u003Eb"), ("id", "a\u00a0b"),
        ("id", "javascript:`x`"), ("id", "\ud800"), ("year", "2018 } #"), ("year", "1e3"), ("year", ""), ("year", "٢"),
        ("day", "2018-13-01"), ("day", "today"), ("word", "\udc00"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_its_type_is_refused(name, value):
    with pytest.raises(MalformedIdentifier):
        bind(SAMPLE, {name: value})


def test_a_name_that_the_question_lacks_is_refused():
    with pytest.raises(NotFound, match="no parameter 'instrument'; there is: id, year, word, day"):
        bind(SAMPLE, {"instrument": "itu/cs"})


def test_another_base_serves_values_and_the_query():
    bound = bind(SAMPLE, {"id": "itu/cs"}, base="https://example.org/")
    assert "BASE <https://example.org/>" in bound
    assert "<https://example.org/itu/cs>" in bound


@pytest.mark.parametrize(
    ("wrong", "fault"),
    [
        (TEXT.replace("# title: A sample?\n", ""), "# title"),
        (TEXT.replace("iri itu/pp/res/196", "uri itu/pp/res/196"), "write a name, one of"),
        (TEXT.replace('"an instrument"', "an instrument"), "write a name, one of"),
        (TEXT.replace("  VALUES ?year { UNDEF }\n", ""), "'year' needs exactly one line"),
        (TEXT.replace("  VALUES ?year", "  VALUES ?id { UNDEF }\n  VALUES ?year"), "has 2"),
        (TEXT.replace('# column: id "the instrument"', "# column: id the instrument"), "# column"),
    ],
)
def test_a_wrong_header_is_told(wrong, fault):
    with pytest.raises(OntologyError, match=fault):
        parse_question(wrong, "sample.rq")


def test_an_unknown_question_names_the_nearest():
    with pytest.raises(NotFound, match="did you mean cited-by"):
        question("cited-bye")


def test_every_question_says_what_it_asks_and_every_column_is_selected():
    assert len(questions()) >= 33
    for asked in questions():
        body = asked.sparql.partition("SELECT")[2].partition("WHERE")[0]
        assert asked.title[0].isupper()
        for name, words in asked.columns:
            assert f"?{name}" in body, f"{asked.name}: column {name} is not selected"
            assert words
        assert bind(asked) == asked.sparql
