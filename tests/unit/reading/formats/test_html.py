"""HTML: what a page shows, in blocks, with its changes."""

from __future__ import annotations

import pytest

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.reading.html import read_html
from instrgraph.settings import Settings


def read(source: str):
    return read_html(source.encode(), "a.html", Settings())


def shown(source: str) -> list[tuple[str, str | None, str]]:
    draft = read(source)
    return [(block.kind.value, block.label_proposed, block.span.of(draft.text)) for block in draft.blocks]


CASES = {
    "paragraphs and headings": (
        "<h2>Resolution <b>130</b></h2><p>one\n  two</p>three",
        [("heading", None, "Resolution 130"), ("paragraph", None, "one two"), ("paragraph", None, "three")],
    ),
    "no-break spaces are text": ("<p>No.&nbsp;79</p>", [("paragraph", None, "No.\u00a079")]),
    "a line break ends a block": ("<p>one<br>two</p>", [("paragraph", None, "one"), ("paragraph", None, "two")]),
    "a line break in a heading is a space": ("<h1>one<br>two</h1>", [("heading", None, "one two")]),
    "lettered list": (
        "<ol type=a start=3><li>x<li><p>y</p><p>z</p></ol>",
        [("list-item", "c.", "x"), ("list-item", "d.", "y"), ("list-item", None, "z")],
    ),
    "numbered by value": ("<ol><li value=7>x<li>y</ol>", [("list-item", "7.", "x"), ("list-item", "8.", "y")]),
    "nested lists": (
        "<ol><li>x<ul><li>y</ul><li>z</ol>",
        [("list-item", "1.", "x"), ("list-item", "•", "y"), ("list-item", "2.", "z")],
    ),
    "cells": (
        "<table><tr><td>a<td>b<tr><td>c</table>",
        [("table-cell", None, "a"), ("table-cell", None, "b"), ("table-cell", None, "c")],
    ),
    "scripts, styles, forms and navigation are unseen": (
        "<nav>n</nav><script>s</script><style>t</style><p>x<!-- c --></p><select><option>o</select>",
        [("paragraph", None, "x")],
    ),
    "hidden": ("<p hidden>a</p><p style='display: none'>b</p><p>c</p>", [("paragraph", None, "c")]),
    "raised digits": ("<p>m<sup>2</sup>, 1<sup>er</sup></p>", [("paragraph", None, "m², 1er")]),
    "footnote": (
        "<p>countries<sup><a href='#fn1' id=r1>1</a></sup> stay</p><div id=fn1><a href='#r1'>1</a> These.</div>",
        [("paragraph", None, "countries stay"), ("footnote", "1", "These.")],
    ),
    "a link to a section is no footnote": (
        "<p>see <a href='#s2'>section 2</a></p><h2 id=s2>Two</h2>",
        [("paragraph", None, "see section 2"), ("heading", None, "Two")],
    ),
    "preformatted": ("<pre>one\ntwo</pre>", [("paragraph", None, "one"), ("paragraph", None, "two")]),
    "inline elements do not part words": ("<p>Reso<b>lu</b><i>tion</i></p>", [("paragraph", None, "Resolution")]),
    "Arabic": ("<p dir=rtl>القرار <b>130</b></p>", [("paragraph", None, "القرار 130")]),
}


@pytest.mark.parametrize("name", CASES)
def test_blocks(name):
    source, expected = CASES[name]
    assert shown(source) == expected


def test_number_of_cases():
    assert len(CASES) == 16


def changes(source):
    draft = read(source)
    return [[(edit.kind.value, edit.span.of(draft.text)) for edit in change.edits] for change in draft.changes]


def test_insertions_and_deletions():
    assert changes("<p>(<del>Busan, 2014</del><ins>Rev. Dubai, 2018</ins>) <s>x</s></p>") == [
        [("deletion", "Busan, 2014"), ("insertion", "Rev. Dubai, 2018")],
        [("deletion", "x")],
    ]


def test_a_block_that_is_inserted_takes_its_line_end():
    assert changes("<p>a</p><ins><p>b</p></ins><p>c</p>") == [[("insertion", "b\n")]]


def test_labels_of_an_inserted_item():
    draft = read("<ol><li>a<li><ins>b</ins><li>c</ol>")
    assert [(block.label_base, block.label_proposed) for block in draft.blocks] == [
        ("1.", "1."),
        (None, "2."),
        ("2.", "3."),
    ]


def test_author_and_date():
    draft = read('<p><ins cite="x" datetime="2022-01-01">a</ins> b</p>')
    assert (draft.changes[0].edits[0].author, draft.changes[0].edits[0].date) == ("x", "2022-01-01")


def test_language_and_encoding():
    assert read("<html lang=fr><p>a</p></html>").language == "fr"
    data = '<meta charset="windows-1251"><p>Резолюция 130</p>'.encode("cp1251")
    assert read_html(data, "a", Settings()).text == "Резолюция 130"


@pytest.mark.parametrize(
    "source", ["<div>" * 100_000, "<p><font size=1>" * 5000, "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">"]
)
def test_what_would_not_end_is_refused(source):
    with pytest.raises(InputTooLarge, match="simplify"):
        read(source + "x")


@pytest.mark.parametrize("source", ["<script>x</script>", "<p></p>"])
def test_nothing_shown(source):
    with pytest.raises(UnreadableInput, match="shows no text"):
        read(source)
