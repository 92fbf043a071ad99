"""Base and proposed text of Word files, against pandoc's ``--track-changes=reject`` and ``=accept``."""

from __future__ import annotations

import pytest

from instrgraph.model import EditKind
from instrgraph.reading.word import read_word
from instrgraph.settings import Settings
from making.pandoc import lines_of
from making.tracked import SITUATIONS

_COUNTS_GONE = "pandoc counts items that the reading does not have; Word numbers what is left"
_NO_FORMER = "pandoc ignores former paragraph properties (pPrChange, numPr/ins), so its base has the new numbering"
LABELS_WRONG = {
    ("list, item inserted", "base"): _COUNTS_GONE,
    ("list, item deleted", "proposed"): _COUNTS_GONE,
    ("list, items joined", "proposed"): _COUNTS_GONE,
    ("list, item split", "base"): _COUNTS_GONE,
    ("list of two levels", "base"): _COUNTS_GONE,
    ("list numbered in figures", "proposed"): _COUNTS_GONE,
    ("list by style", "base"): _COUNTS_GONE,
    ("numbering inserted", "base"): _NO_FORMER,
    ("numbering taken away", "base"): _NO_FORMER,
    ("level changed", "base"): _NO_FORMER,
}
"""Where pandoc's labels differ from what Word shows, and why."""

_ROWS = "pandoc ignores tracked rows (trPr) where the words in them bear no mark of their own"
_FIELD = "pandoc drops the result of w:fldSimple"
_BOX = "pandoc drops the paragraph around a text box"
_OLD_BOX = "pandoc drops text boxes of the old kind (VML)"
_HIDDEN = "pandoc shows hidden text (w:vanish), which Word does not"
TEXT_WRONG = {
    ("table row marked, its words not", "proposed"): _ROWS,
    ("simple field", "base"): _FIELD,
    ("simple field", "proposed"): _FIELD,
    ("text box", "base"): _BOX,
    ("text box", "proposed"): _BOX,
    ("text box, old drawing only", "base"): _OLD_BOX,
    ("text box, old drawing only", "proposed"): _OLD_BOX,
    ("hidden words", "base"): _HIDDEN,
    ("hidden words", "proposed"): _HIDDEN,
}
"""Where pandoc's words differ from what Word shows, and why."""


@pytest.fixture(scope="module")
def oracle(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pandoc")
    return {"base": lines_of(SITUATIONS, folder, "reject"), "proposed": lines_of(SITUATIONS, folder, "accept")}


def lines(name: str, reading: str) -> list[tuple[str, str, bool]]:
    """The lines of one reading of our own: label, words, and whether it is a footnote."""
    draft = read_word(SITUATIONS[name], name, Settings())
    lost = EditKind.INSERTION if reading == "base" else EditKind.DELETION
    gone = {
        at
        for change in draft.changes
        for edit in change.edits
        if edit.kind is lost
        for at in range(edit.span.start, edit.span.end)
    }
    starts = {block.span.start: block for block in draft.blocks}
    found, words, first, block = [], "", None, None
    for at, character in enumerate(draft.text + "\n"):
        block = starts.get(at, block)
        if at in gone:
            continue
        if character != "\n":
            first = block if not words.strip() else first
            words += character
            continue
        if words.strip():
            label = (first.label_base if reading == "base" else first.label_proposed) or ""
            found.append((label, " ".join(words.split()), first.kind == "footnote"))
        words = ""
    return found


@pytest.mark.parametrize("reading", ["base", "proposed"])
@pytest.mark.parametrize("name", SITUATIONS)
def test_words_equal_pandoc(name, reading, oracle):
    ours = [words for _, words, _ in lines(name, reading)]
    theirs = [words for _, words in oracle[reading][name]]
    assert (ours != theirs) == ((name, reading) in TEXT_WRONG), (ours, theirs)


WITH_ITS_TEXT = [
    (name, reading) for name in SITUATIONS for reading in ("base", "proposed") if (name, reading) not in TEXT_WRONG
]


@pytest.mark.parametrize(("name", "reading"), WITH_ITS_TEXT)
def test_labels_equal_pandoc(name, reading, oracle):
    ours = ["" if footnote else label for label, _, footnote in lines(name, reading)]
    theirs = [label for label, _ in oracle[reading][name]]
    assert (ours != theirs) == ((name, reading) in LABELS_WRONG), (ours, theirs)


def test_there_are_enough_situations():
    assert len(SITUATIONS) == 80
    assert len({name for name, _ in (*LABELS_WRONG, *TEXT_WRONG)}) == 15


EXPECTED_LINES = {
    ("list, item inserted", "base"): [("", "recalling"), ("a)", "one;"), ("b)", "two;"), ("c)", "three")],
    ("list, item inserted", "proposed"): [
        ("", "recalling"),
        ("a)", "one;"),
        ("b)", "new;"),
        ("c)", "two;"),
        ("d)", "three"),
    ],
    ("list, item deleted", "proposed"): [("a)", "one;"), ("b)", "two;"), ("c)", "three")],
    ("list, items joined", "proposed"): [("a)", "one; two;"), ("b)", "three")],
    ("list, item split", "base"): [("a)", "one; two;"), ("b)", "three")],
    ("list of two levels", "base"): [("a)", "one:"), ("i)", "sub one;"), ("ii)", "sub two;"), ("b)", "two")],
    ("numbering inserted", "base"): [("", "plain"), ("", "item"), ("a)", "item two")],
    ("numbering taken away", "base"): [("a)", "one"), ("b)", "two"), ("c)", "three")],
    ("level changed", "base"): [("a)", "one"), ("b)", "two"), ("c)", "three")],
    ("level changed", "proposed"): [("a)", "one"), ("i)", "two"), ("b)", "three")],
    ("list by style", "base"): [("a)", "one"), ("b)", "two")],
    ("list numbered in figures", "proposed"): [("1", "one"), ("2", "two")],
    ("table row marked, its words not", "proposed"): [("", "a"), ("", "b"), ("", "after")],
    ("simple field", "base"): [("", "7 apples")],
    ("text box", "base"): [("", "before after"), ("", "boxed"), ("", "last")],
    ("text box", "proposed"): [("", "before after"), ("", "boxed new"), ("", "last")],
    ("text box, old drawing only", "base"): [("", "x"), ("", "old box")],
    ("hidden words", "proposed"): [("", "seen seen")],
    ("footnote deleted", "base"): [("", "countries and others"), ("1", "Old note."), ("2", "Kept note.")],
    ("footnote deleted", "proposed"): [("", "countries and others"), ("1", "Kept note.")],
    ("footnote inserted", "base"): [("", "countries and others"), ("1", "Old note.")],
}


@pytest.mark.parametrize(("name", "reading"), EXPECTED_LINES)
def test_lines_where_pandoc_cannot_tell(name, reading):
    assert [(label, words) for label, words, _ in lines(name, reading)] == EXPECTED_LINES[name, reading]


@pytest.mark.parametrize("name", SITUATIONS)
def test_spans_hold(name):
    draft = read_word(SITUATIONS[name], name, Settings())
    end = 0
    for block in draft.blocks:
        assert end <= block.span.start < block.span.end <= len(draft.text)
        end = block.span.end
    covered = "".join(block.span.of(draft.text) for block in draft.blocks)
    assert "".join(covered.split()) == "".join(draft.text.split())
    end = 0
    for edit in (edit for change in draft.changes for edit in change.edits):
        assert end <= edit.span.start < edit.span.end <= len(draft.text)
        assert edit.kind in EditKind
        end = edit.span.end


def test_author_and_date_are_kept():
    draft = read_word(SITUATIONS["changes by two authors side by side"], "x", Settings())
    edits = [edit for change in draft.changes for edit in change.edits]
    assert [(edit.author, edit.span.of(draft.text)) for edit in edits] == [
        ("A. Delegate", "one "),
        ("C. Editor", "two "),
    ]
    assert edits[0].date == "2022-09-26T10:00:00Z"


def test_replacement_is_one_change_and_a_move_is_two():
    replaced = read_word(SITUATIONS["replaced words"], "x", Settings()).changes
    assert [[edit.kind.value for edit in change.edits] for change in replaced] == [["deletion", "insertion"]]
    moved = read_word(SITUATIONS["words moved within a paragraph"], "x", Settings()).changes
    assert [change.note for change in moved] == ["moved from here", "moved to here"]


def test_comments_are_kept_apart():
    draft = read_word(SITUATIONS["comments"], "x", Settings())
    assert draft.text == "commented text"
    assert [(note.message, note.span.of(draft.text)) for note in draft.notes] == [
        ("comment by B. Chair: why?", "commented")
    ]


def test_headers_are_left_out():
    assert all("HEADER" not in read_word(data, name, Settings()).text for name, data in SITUATIONS.items())


def test_what_came_and_went_again_is_noted():
    draft = read_word(SITUATIONS["inserted then deleted"], "x", Settings())
    assert draft.text == "kept text"
    assert "stands in neither text" in draft.notes[0].message
