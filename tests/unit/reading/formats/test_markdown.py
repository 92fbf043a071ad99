"""Markdown: its signs become blocks, labels and changes."""

from __future__ import annotations

import pytest

from instrgraph.errors import UnreadableInput
from instrgraph.reading.markdown import read_markdown
from instrgraph.settings import Settings

CASES = {
    "# Resolution **130** #": [("heading", None, "Resolution 130")],
    "Title\n=====": [("heading", None, "Title")],
    "one\ntwo\n\nthree": [("paragraph", None, "one two"), ("paragraph", None, "three")],
    "- a\n* b": [("list-item", "•", "a"), ("list-item", "•", "b")],
    "1. a\n\n   b": [("list-item", "1.", "a"), ("paragraph", None, "b")],
    "a) x\niv) y": [("list-item", "a)", "x"), ("list-item", "iv)", "y")],
    "| a | b |\n|---|:-:|\n| c | d |": [("table-cell", None, one) for one in "abcd"],
    "x[^1] y\n\n[^1]: note": [("paragraph", None, "x y"), ("footnote", "1", "note")],
    "[words](http://example.org/x) ![p](q)": [("paragraph", None, "words p")],
    "snake_case_name and 2 \\* 3": [("paragraph", None, "snake_case_name and 2 * 3")],
    "> quoted\n\n---\n\n```\ncode  x\n```": [("paragraph", None, "quoted"), ("paragraph", None, "code x")],
    "A/RES/71/199 *(2016)*": [("paragraph", None, "A/RES/71/199 (2016)")],
}


@pytest.mark.parametrize("source", CASES)
def test_blocks(source):
    draft = read_markdown(source.encode(), "a.md", Settings())
    assert [(one.kind.value, one.label_base, one.span.of(draft.text)) for one in draft.blocks] == CASES[source]


def test_number_of_cases():
    assert len(CASES) == 12


def test_changes():
    draft = read_markdown(b"(~~Busan, 2014~~<ins>Dubai, 2018</ins>) {++new++}{--old--}", "a.md", Settings())
    found = [(edit.kind.value, edit.span.of(draft.text)) for change in draft.changes for edit in change.edits]
    assert found == [
        ("deletion", "Busan, 2014"),
        ("insertion", "Dubai, 2018"),
        ("insertion", "new"),
        ("deletion", "old"),
    ]


def test_empty():
    with pytest.raises(UnreadableInput, match="without text"):
        read_markdown(b"---\n", "a.md", Settings())
