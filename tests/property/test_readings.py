"""Laws of readings: every span maps to its own text, whatever the text and its changes."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from instrgraph.model import Block, Change, Edit, EditKind, SourceDocument, Span, State
from instrgraph.reading import read, readings

PIECES = ["(Busan, 2014Rév. Dubaï, 2018)", "bc)\t", "a)\t", "b)\t", "\n", "recalling", "71/19975/176", "Resolution ",
          "２０１８年，", "迪拜", "القـرار ", "دهـ )\t", ",;", "\u200f", "e\u0301", "[bookmark: _x]", "WRC-1519",
          "(", ")", " ", "1\t", "23\t", "(Rev. Kigali, 2022)"]  # fmt: skip
JOINED = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map("".join)
TEXTS = st.one_of(st.text(min_size=1, max_size=200), JOINED)


def is_text(text: str) -> bool:
    encodable = not any("\ud800" <= one <= "\udfff" for one in text)
    return encodable and "\0" not in text and bool(text.strip("\ufeff \t\r\n\f\v\u00a0\u3000\u200b"))


def check(document: SourceDocument) -> None:
    texts = readings(document)
    assert [reading.state for reading in texts] in ([State.BOTH], [State.BASE, State.PROPOSED])
    for reading in texts:
        assert "".join(piece.of(document.text) for piece in reading.pieces) == reading.text
        for place, letter in enumerate(reading.text):
            assert reading.to_source(Span(place, place + 1)).of(document.text) == letter
        for block, source in zip(reading.blocks, reading.source_blocks, strict=True):
            # A block may run on into the next where this reading lacks the line end between them.
            first = reading.to_source(Span(block.span.start, block.span.start + 1))
            assert document.blocks[source].span.contains(first)
            assert block.span.of(reading.text).strip() == block.span.of(reading.text) != ""
    for before, after in pairwise(document.blocks):
        assert before.span.end <= after.span.start


@given(TEXTS.filter(is_text))
def test_read_texts(text: str) -> None:
    document = read(text)
    assert document.text == text
    check(document)
    edits = sorted(edit.span for change in document.changes for edit in change.edits)
    for before, after in pairwise(edits):
        assert before.end <= after.start
    assert all(len(span) > 0 and span.end <= len(text) for span in edits)


@given(st.text(alphabet="ab \n", min_size=1, max_size=60), st.data())
def test_any_changes(text: str, data: st.DataObject) -> None:
    places = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    spans = [Span(start, end) for start, end in zip(places[::2], places[1::2], strict=False)]
    kinds = data.draw(st.lists(st.sampled_from(EditKind), min_size=len(spans), max_size=len(spans)))
    changes = tuple(Change((Edit(span, kind),), "markup", 1.0) for span, kind in zip(spans, kinds, strict=True))
    lines, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(Block(Span(at, at + len(line))))
        at += len(line) + 1
    check(SourceDocument("source/0", "a", "a", "text/plain", text, "en", tuple(lines), changes))


@given(st.text(alphabet="abc XYZ,;\n", min_size=1).filter(is_text))
def test_without_changes_there_is_one_reading(text: str) -> None:
    document = read(text)
    if not document.changes:
        (reading,) = readings(document)
        assert (reading.state, reading.text) == (State.BOTH, text)
