"""The word forms of bodies and named instruments: the same in all languages, in step with the registry, unambiguous."""

import json
from pathlib import Path

import pytest

from instrgraph.grammar.files import expand, load, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.identifiers import is_instrument
from instrgraph.registry import registry
from instrgraph.resources import LANGUAGES

GOLD = Path(__file__).parents[4] / "shared" / "gold"
FILES = ("bodies.toml", "named.toml")


def _forms(language: str, name: str, table: str) -> dict[str, list[str]]:
    return {
        key: [fold_word(word) for one in patterns for word in expand(one)]
        for key, patterns in load(language, name)[table].items()
    }


@pytest.mark.parametrize("name", FILES)
def test_all_languages_have_the_same_keys(name: str) -> None:
    packs = load_all(name)
    assert len(packs) == 6
    for pack in packs.values():
        assert {table: set(keys) for table, keys in pack.items()} == {
            table: set(keys) for table, keys in packs["en"].items()
        }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_forms_are_clean_and_each_means_one_thing(name: str, language: str) -> None:
    count = 0
    for table in load(language, name):
        means: dict[str, str] = {}
        for key, forms in _forms(language, name, table).items():
            # English alone has a word ("that") which leans behind a citation and joins clauses before one.
            assert forms or key == "same_behind", f"{language}/{name} [{table}] {key} has no form"
            for form in forms:
                count += 1
                assert form == form.strip()
                assert "  " not in form
                assert not set(form) & set("{}"), form
                assert means.setdefault(form, key) == key or table == "context", (
                    f"{form!r} means {means[form]} and {key}"
                )
    assert count > 150


def test_named_instruments_and_bodies_are_those_of_the_registry() -> None:
    known = registry()
    assert set(load("en", "named.toml")["named"]) == set(known.named)
    assert set(load("en", "named.toml")["context"]) <= set(known.named)
    bodies = load("en", "bodies.toml")
    assert set(bodies["bodies"]) == set(known.bodies)
    assert set(bodies["sessions"]) == {one.id for one in known.bodies.values() if one.stems}
    assert not set(bodies["foreign"]) & set(known.bodies)
    assert all(is_instrument(identifier) for identifier in known.named)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_the_registry_are_found_in_texts(language: str) -> None:
    known, missing = registry(), []
    forms = _forms(language, "named.toml", "named")
    for identifier, fact in known.named.items():
        if fold_word(fact.names[language]) not in forms[identifier]:
            missing.append(fact.names[language])
    assert not missing
    bodies = _forms(language, "bodies.toml", "bodies")
    for identifier, body in known.bodies.items():
        assert fold_word(body.names[language]) in bodies[identifier], body.names[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_abbreviations_with_a_year_name_the_same_body_in_the_registry(language: str) -> None:
    known, count = registry(), 0
    for body, stems in load(language, "bodies.toml")["sessions"].items():
        for stem in stems:
            for conference in known.conferences.values():
                if conference.body == body and stem.upper() in known.bodies[body].stems and conference.year > 1989:
                    found = known.session(
                        f"{stem}-{conference.short.rpartition('-')[2] if '-' in conference.short else conference.year}"
                    )
                    assert found is not None, (stem, conference.short)
                    assert found.id == conference.id or body == "itu/council"
                    count += 1
    assert count > 50


@pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is absent: the annotated collection is not at hand")
def test_names_of_the_annotated_collection_are_known() -> None:
    known, count = registry(), 0
    for part in ("dev", "seeds"):
        for line in (GOLD / part / "citations.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["instrument"] not in known.named:
                continue
            count += 1
            tables = [
                _forms(row["language"], "named.toml", table).get(row["instrument"], [])
                for table in ("named", "context")
            ]
            assert fold_word(row["core"]) in [form for forms in tables for form in forms], row["core"]
    assert count > 100
