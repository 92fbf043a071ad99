"""Marked-up gold and its conversion."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from instrgraph.errors import UnreadableInput
from instrgraph.evaluation import load
from instrgraph.evaluation.marked import convert, convert_folder
from instrgraph.resources import root

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "#! lang=en kind=proposal body=itu/pp id=one title=A title of words\n"


def test_first_line() -> None:
    facts = convert(HEAD, "one.mark").facts
    assert facts == {"lang": "en", "kind": "proposal", "body": "itu/pp", "id": "one", "title": "A title of words"}


@pytest.mark.parametrize(
    ("mark", "rows"),
    [
        ("⟦130→itu/pp/res/130@2018⟧", [("both", 2018, None, None)]),
        ("⟦130→itu/pp/res/130@2018<2014⟧", [("base", 2014, None, None), ("proposed", 2018, None, None)]),
        ("⟦130→itu/pp/res/130!added⟧", [("proposed", None, None, None)]),
        ("⟦130→itu/pp/res/130#resolves 2!removed⟧", [("base", None, None, "resolves 2")]),
        ("⟦X.509→itu/t/rec/X.509@2019⟧ (10/2019)", [("both", None, "2019-10", None)]),
        ("⟦X.509→itu/t/rec/X.509@2019⟧ (10/2016)", [("both", None, "2019", None)]),
        ("⟦1-8→itu/ra/res/1⟧", [("both", None, "8", None)]),
        ("⟦١-٨→itu/ra/res/1⟧", [("both", None, "8", None)]),
        ("⟦20-1/1→itu/d/q/20-1-1⟧", [("both", None, None, None)]),
    ],
)
def test_marks(mark: str, rows: list[tuple[str, int | None, str | None, str | None]]) -> None:
    found = convert(f"{HEAD}See {mark}.", "one.mark")
    assert [(row["state"], row["revision"], row["edition"], row["provision"]) for row in found.citations] == rows
    for row in found.citations:
        assert found.text[row["start"] : row["end"]] == row["core"]


def test_clauses_hold_until_the_next_and_drop_also_and_further() -> None:
    source = (
        f"{HEAD}⟦1→itu/pp/res/1⟧\n[[recalling-further/b]] ⟦2→itu/pp/res/2⟧\n⟦3→itu/pp/res/3⟧\n"
        "[[taking-note]] ⟦4→itu/pp/res/4⟧"
    )
    clauses = [row["clause"] for row in convert(source, "one.mark").citations]
    assert clauses == ["body", "recalling/b", "recalling/b", "noting"]


def test_mandates_cover_the_line_without_its_tag() -> None:
    found = convert(f"{HEAD}[[invites/1 | itu/council invites; self resolves]] 1 to act", "one.mark")
    assert [(row["addressee"], row["force"], row["clause"]) for row in found.mandates] == [
        ("itu/council", "invites", "invites/1"), ("self", "resolves", "invites/1")]  # fmt: skip
    assert {found.text[row["start"] : row["end"]] for row in found.mandates} == {"1 to act"}


@pytest.mark.parametrize("broken", ["⟦130", "⟦130⟧", "⟦→itu/cs⟧", "130⟧", "⟦130→itu/pp/res/130!gone⟧", "a → b"])
def test_broken_marks_are_named(broken: str) -> None:
    with pytest.raises(UnreadableInput, match=r"one\.mark, line 2"):
        convert(HEAD + broken, "one.mark")


def test_first_line_is_required() -> None:
    with pytest.raises(UnreadableInput, match="line 1"):
        convert("text", "one.mark")


def test_gold_rows_are_those_of_their_sources(tmp_path: Path) -> None:
    # Elsewhere the sources stand alone and are read as they are.
    folders = [path.parent for path in (root() / "data" / "gold").glob("*/src") if list(path.parent.glob("*.jsonl"))]
    assert folders
    for folder in folders:
        out = tmp_path / folder.name
        assert convert_folder(folder / "src", out) == len(list((folder / "src").glob("*.mark")))
        made = sorted(path.name for path in out.iterdir())
        assert made == sorted(path.name for path in folder.iterdir() if path.is_file())
        for name in made:
            assert (out / name).read_text() == (folder / name).read_text(), f"{folder.name}/{name}: convert it again"


def test_folder_without_sources(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match=r"no \.mark file"):
        convert_folder(tmp_path, tmp_path)


def test_load_reads_marks_rows_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one.mark").write_text(f"{HEAD}⟦130→itu/pp/res/130⟧")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.txt").write_text("Resolution 7")
    row = {"doc": "two", "language": "en", "start": 11, "end": 12, "core": "7", "instrument": "itu/pp/res/7",
           "revision": None, "edition": None, "provision": None, "state": "both", "clause": "body"}  # fmt: skip
    (tmp_path / "b" / "citations.jsonl").write_text(json.dumps(row) + "\n")
    documents = load(tmp_path)
    assert [(one.id, len(one.citations), one.mandates) for one in documents] == [("one", 1, ()), ("two", 1, None)]
    (tmp_path / "b" / "two.txt").write_text("Resolution 8")
    with pytest.raises(UnreadableInput, match="does not stand at 11"):
        load(tmp_path)


def test_load_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no gold"):
        load(tmp_path)
    with pytest.raises(UnreadableInput, match="not a folder"):
        load(tmp_path / "absent")
