"""The words of structure and mandates: the same tables in every language, and patterns that can be expanded."""

from __future__ import annotations

import pytest

from instrgraph.grammar.files import expand, load, load_all
from instrgraph.resources import LANGUAGES
from instrgraph.structure.openers import FORCES

FILES = ("openers.toml", "agents.toml", "actions.toml")


def patterns(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from patterns(one)


@pytest.mark.parametrize("name", FILES)
def test_every_language_has_the_same_tables(name):
    tables = {language: set(words) for language, words in load_all(name).items()}
    assert set(tables) == set(LANGUAGES)
    assert all(found == tables["en"] for found in tables.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_agents_have_the_same_keys(language):
    for table in ("agents", "bodies", "sectors"):
        assert set(load(language, "agents.toml")[table]) == set(load("en", "agents.toml")[table])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FILES)
def test_patterns_expand_to_words(language, name):
    found = [pattern for pattern in patterns(load(language, name)) if pattern != "{}"]
    assert len(found) > 60
    for pattern in found:
        for word in expand(pattern.replace("{}", "")):
            assert "{" not in word, pattern
            assert "}" not in word, pattern


@pytest.mark.parametrize("language", LANGUAGES)
def test_openers_of_every_force_stand_in_every_language(language):
    words = load(language, "openers.toml")
    forces = FORCES
    assert forces <= set(words["operative"])
    assert forces - {"resolves", "decides"} == set(words["infinitive"]) == set(words["passive"])
