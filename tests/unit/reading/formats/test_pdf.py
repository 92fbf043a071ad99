"""PDF: columns, furniture, hyphens, footnotes, redlines, direction, and what cannot be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont

from instrgraph.errors import EncryptedInput, InputTooLarge, UnreadableInput
from instrgraph.reading.pdf import read_pdf
from instrgraph.settings import Settings
from making.drawing import ARABIC, arabic, pdf, redline, text

PROSE = (
    "that the development of telecommunication networks in all",
    "regions depends on the international cooperation of Member",
    "States, Sector Members and other stakeholders concerned, and",
    "that progress has been made in the implementation of it;",
)


def read(data, **settings):
    return read_pdf(data, "a.pdf", replace(Settings(), **settings))


def blocks(draft):
    return [block.span.of(draft.text) for block in draft.blocks]


def test_lines_are_joined_and_labels_part_items():
    def page(canvas):
        for index, label in enumerate(("a)", "b)")):
            canvas.drawString(72, 700 - index * 60, label)
            text(canvas, 100, 700 - index * 60, *PROSE)

    assert blocks(read(pdf(page))) == [f"{label}\t{' '.join(PROSE)}" for label in ("a)", "b)")]


def test_columns_are_read_one_after_the_other():
    def page(canvas):
        text(
            canvas, 72, 780, "A title that runs over the whole width of the page and says what it is all about", size=12
        )
        for x, word in ((72, "Left"), (320, "Right")):
            lines = [line.replace("that", word) if line.startswith("that") else line for line in PROSE * 3]
            text(canvas, x, 740, *(line[:38] for line in lines))

    found = " ".join(blocks(read(pdf(page))))
    assert found.index("A title") < found.rindex("Left") < found.index("Right")


def test_furniture_is_left_out_and_noted():
    def page(number):
        def draw(canvas):
            text(canvas, 250, 810, "PP22/44(Add.7)-E", size=9)
            text(canvas, 290, 30, f"- {number} -", size=9)
            text(canvas, 72, 700, *(f"{line[:-1]} {number}" for line in PROSE))

        return draw

    draft = read(pdf(*(page(number) for number in range(1, 5))))
    assert "PP22/44" not in draft.text
    assert "- 3 -" not in draft.text
    assert any("PP22/44(Add.7)-E" in note.message for note in draft.notes)


def test_running_heads_whose_words_change_bear_the_page_number():
    def page(number):
        def draw(canvas):
            text(canvas, 72, 810, f"Chapter {chr(64 + number)}: words    {number + 10}")
            text(canvas, 72, 700, *(f"{line[:-1]} {number}" for line in PROSE))

        return draw

    assert "Chapter" not in read(pdf(*(page(number) for number in range(1, 6)))).text


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("the tele-", "communication networks and telecommunication services", "the telecommunication networks"),
        ("the high-", "level meeting, and the high-level event of the year", "the high-level meeting"),
        ("the cyber-", "Security agenda of this Union and its members", "the cyber-Security agenda"),
        ("a well-", "known fact; well they said, and known to all of us", "a well-known fact"),
    ],
)
def test_hyphens_at_line_ends(first, second, whole):
    lines = (f"that all of the members of this Union have agreed to {first}", second)
    assert whole in " ".join(blocks(read(pdf(lambda canvas: text(canvas, 72, 700, *lines)))))


def test_footnotes_go_to_the_end():
    def page(canvas):
        text(canvas, 72, 700, *PROSE[:3])
        x = 72 + canvas.stringWidth(PROSE[2], "Helvetica", 11)
        text(canvas, x, 700 - 2 * 13.5 + 4, "1", size=7)
        text(canvas, 72, 700 - 3 * 13.5, PROSE[3])
        canvas.line(72, 110, 200, 110)
        text(canvas, 72, 98, "1 These include the least developed countries.", size=8)

    draft = read(pdf(page))
    assert blocks(draft) == [" ".join(PROSE), "These include the least developed countries."]
    assert [(block.kind.value, block.label_base) for block in draft.blocks] == [("paragraph", None), ("footnote", "1")]


def test_raised_numbers_without_a_note_stay_apart_from_numbers():
    def page(canvas):
        text(canvas, 72, 700, "Resolution 130")
        text(canvas, 72 + canvas.stringWidth("Resolution 130", "Helvetica", 11), 704, "2", size=7)

    assert blocks(read(pdf(page))) == ["Resolution 130²"]


def test_redline():
    parts = (("Resolution 130 (", ""), ("Busan, 2014", "s"), ("Rev. Dubai, 2018", "u"), (") of the Conference", ""))
    draft = read(pdf(lambda canvas: redline(canvas, 72, 700, *parts)))
    assert draft.text == "Resolution 130 (Busan, 2014Rev. Dubai, 2018) of the Conference"
    (change,) = draft.changes
    assert [(edit.kind.value, edit.span.of(draft.text)) for edit in change.edits] == [
        ("deletion", "Busan, 2014"),
        ("insertion", "Rev. Dubai, 2018"),
    ]
    assert draft.marks_changes


def test_underlined_alone_is_no_insertion():
    draft = read(pdf(lambda canvas: redline(canvas, 72, 700, ("A ", ""), ("heading", "u"))))
    assert not draft.changes
    assert not draft.marks_changes
    assert any("underlined" in note.message for note in draft.notes)


@pytest.mark.skipif(not ARABIC.is_file(), reason="the font DejaVu Sans, which has Arabic letters, is not installed")
def test_right_to_left_in_logical_order():
    def page(canvas):
        # "القرار 130", in the shapes and the order in which it looks on paper.
        arabic(canvas, 500, 650, "130 \ufead\ufe8d\ufead\ufed8\ufedf\ufe8d")

    assert [" ".join(words.split()) for words in blocks(read(pdf(page)))] == ["القرار 130"]


def test_scanned_pages_say_so():
    with pytest.raises(UnreadableInput, match="without text"):
        read(pdf(lambda canvas: canvas.rect(50, 50, 100, 100)))
    draft = read(pdf(lambda canvas: text(canvas, 72, 700, "words"), lambda canvas: canvas.rect(50, 50, 9, 9)))
    assert [note.message for note in draft.notes] == ["page 2 holds no text; it may be scanned"]


def test_pages_turned_by_a_quarter():
    def page(canvas):
        canvas.rotate(90)
        canvas.setFont("Helvetica", 11)
        for index, line in enumerate(PROSE):
            canvas.drawString(72, -100 - 13.5 * index, line)

    assert blocks(read(pdf(page))) == [" ".join(PROSE)]


def test_password():
    with pytest.raises(EncryptedInput, match="password"):
        read(pdf(lambda canvas: text(canvas, 72, 700, "secret"), password="x"))  # noqa: S106


def test_limits():
    data = pdf(*(lambda canvas: text(canvas, 72, 700, "words") for _ in range(3)))
    with pytest.raises(InputTooLarge, match="3 pages"):
        read(data, max_pdf_pages=2)
    with pytest.raises(InputTooLarge, match="characters"):
        read(data, max_text_characters=5)
    with pytest.raises(InputTooLarge, match=r"0\.001 s"):
        read(data, reader_seconds=0.001)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF"])
def test_broken(data):
    with pytest.raises(UnreadableInput, match="broken PDF"):
        read(data)


@pytest.mark.skipif(not ARABIC.is_file(), reason="the font DejaVu Sans, which has Arabic letters, is not installed")
def test_right_to_left_lines_are_joined():
    shapes = "\ufead\ufe8d\ufead\ufed8\ufedf\ufe8d"

    def page(canvas):
        for index, words in enumerate((5, 5, 2)):
            arabic(canvas, 500, 650 - 16 * index, " ".join([shapes] * words))

    assert [" ".join(words.split()) for words in blocks(read(pdf(page)))] == [" ".join(["القرار"] * 12)]


@pytest.mark.skipif(not ARABIC.is_file(), reason="the font DejaVu Sans, which has Arabic letters, is not installed")
def test_right_to_left_stored_as_it_looks_is_refused(monkeypatch):
    letters = {"text": "رارقلا", "left": 0, "right": 9, "y": 700, "size": 12, "rtl": 6, "forward": 5, "marks": []}
    page = {"segments": [letters], "rules": [], "width": 595, "height": 842, "characters": 6, "unmapped": 0}
    monkeypatch.setattr("instrgraph.reading.pdf._work", lambda *_: [page])
    with pytest.raises(UnreadableInput, match="stored as it looks"):
        read(b"")


def test_fonts_without_letters_are_refused(monkeypatch):
    segment = {"text": "\ue000" * 9, "left": 0, "right": 9, "y": 700, "size": 12, "rtl": 0, "forward": 0, "marks": []}
    page = {"segments": [segment], "rules": [], "width": 595, "height": 842, "characters": 9, "unmapped": 9}
    monkeypatch.setattr("instrgraph.reading.pdf._work", lambda *_: [page])
    with pytest.raises(UnreadableInput, match="do not say which letters"):
        read(b"")


def test_chinese_lines_are_joined_without_spaces():
    lines = ("国际电信联盟全权代表大会忆及第一百三十号决", "议关于加强国际电信联盟在树立信心方面的作", "用。")

    def page(canvas):
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
        canvas.setFont("STSong-Light", 12)
        for index, line in enumerate(lines):
            canvas.drawString(72, 700 - 16 * index, line)

    assert blocks(read(pdf(page))) == ["".join(lines)]
