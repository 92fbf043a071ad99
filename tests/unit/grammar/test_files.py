"""Files of the language packs: braces, faults with a caret, the same files and keys in every folder."""

from __future__ import annotations

import pytest

from instrgraph.errors import GrammarError
from instrgraph.grammar import files
from instrgraph.grammar.files import expand, load, load_all
from instrgraph.resources import LANGUAGES, root


def test_braces_expand():
    assert expand("Res{,s} {of,by} X") == ("Res of X", "Res by X", "Ress of X", "Ress by X")


@pytest.mark.parametrize("pattern", ["Resolution{s", "{a,{b,c}}"])
def test_bad_braces_are_shown(pattern):
    with pytest.raises(GrammarError, match=r"\^"):
        expand(pattern)


def test_a_fault_is_shown_with_file_line_and_caret(tmp_path, monkeypatch):
    path = tmp_path / "kinds.toml"
    path.write_text('[singular]\nres = ["Resolution"\nx = 1\n', encoding="utf-8")
    monkeypatch.setattr(files, "language_file", lambda *_: path)
    load.cache_clear()
    with pytest.raises(GrammarError, match=str(path)):
        load("en", "kinds.toml")
    load.cache_clear()


def test_a_missing_file_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "language_file", lambda _, name: tmp_path / name)
    load.cache_clear()
    with pytest.raises(GrammarError, match=r"nothing\.toml: missing"):
        load("en", "nothing.toml")
    load.cache_clear()


def test_every_language_holds_the_same_files():
    folder = root() / "data" / "lang"
    names = {language: sorted(path.name for path in (folder / language).glob("*.toml")) for language in LANGUAGES}
    assert len(names["en"]) >= 12
    assert all(names[language] == names["en"] for language in LANGUAGES)


@pytest.mark.parametrize("name", ["kinds.toml", "words.toml", "pinpoints.toml", "bodies.toml"])
def test_every_language_has_the_same_tables(name):
    packs = load_all(name)
    assert all(list(packs[language]) == list(packs["en"]) for language in LANGUAGES)
