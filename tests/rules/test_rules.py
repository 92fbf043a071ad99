"""Every rule of every language: what it must find, and what it must leave alone."""

from __future__ import annotations

import functools

import pytest

import instrgraph
from instrgraph.grammar.files import load
from instrgraph.resources import LANGUAGES


def _rules(language):
    return load(language, "rules.toml")["rule"]


ACCEPTS = [(language, rule["id"], example["text"], tuple(example["cites"]))
           for language in LANGUAGES for rule in _rules(language) for example in rule["accepts"]]  # fmt: skip
REJECTS = [(language, rule["id"], text)
           for language in LANGUAGES for rule in _rules(language) for text in rule["rejects"]]  # fmt: skip


@functools.cache
def _found(text, language):
    return instrgraph.extract(text, language=language).citations


def _is_of(citation, rule):
    return citation.rule == rule or citation.rule.endswith((f"/{rule}", f"-{rule}"))


def test_the_suite_is_whole():
    assert len(ACCEPTS) >= 190
    assert len(REJECTS) == 6 * 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_rules_stand_in_every_language(language):
    assert [rule["id"] for rule in _rules(language)] == [rule["id"] for rule in _rules("en")]
    assert all(rule["accepts"] and rule["rejects"] and rule["means"] for rule in _rules(language))


@pytest.mark.parametrize(("language", "rule", "text", "cites"), ACCEPTS)
def test_accepts(language, rule, text, cites):
    found = _found(text, language)
    linked = [one.instrument + (f"@{one.revision}" if one.revision else "") for one in found if one.instrument]
    assert sorted(linked) == sorted(cites)
    assert any(_is_of(one, rule) for one in found)


@pytest.mark.parametrize(("language", "rule", "text"), REJECTS)
def test_rejects(language, rule, text):
    assert not [one for one in _found(text, language) if _is_of(one, rule)]
