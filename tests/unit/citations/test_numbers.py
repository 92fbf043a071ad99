"""The shapes of numbers."""

from __future__ import annotations

import pytest

from instrgraph.citations.numbers import NumberParser, Shape, chinese_number, latin, roman
from instrgraph.grammar.folding import fold

CASES = [
    # text, shape, number, session, letter, year, core
    ("130 (Rev", Shape.PLAIN, "130", None, None, None, "130"),
    ("71/199,", Shape.SLASH, "199", "71", None, None, "71/199"),
    ("60 / 251", Shape.SLASH, "251", "60", None, None, "60 / 251"),
    ("57/270 A", Shape.SLASH, "270", "57", "A", None, "57/270 A"),
    ("57/270B", Shape.SLASH, "270", "57", "B", None, "57/270B"),
    ("57/270 باء", Shape.SLASH, "270", "57", "B", None, "57/270 باء"),
    ("57/270 В от", Shape.SLASH, "270", "57", "B", None, "57/270 В"),
    ("2006/46", Shape.SLASH, "46", "2006", None, None, "2006/46"),
    ("1514 (XV)", Shape.SESSION, "1514", "XV", None, None, "1514 (XV)"),
    ("217 A (III)", Shape.SESSION, "217", "III", "A", None, "217 A (III)"),
    ("2200 А (ХХI)", Shape.SESSION, "2200", "XXI", "A", None, "2200 А (ХХI)"),
    ("3201 (S-VI)", Shape.SESSION, "3201", "S-VI", None, None, "3201 (S-VI)"),
    ("3201 (د إ-6)", Shape.SESSION, "3201", "S-VI", None, None, "3201 (د إ-6)"),
    ("1894 (د–57)", Shape.SESSION, "1894", "LVII", None, None, "1894 (د–57)"),
    ("1962（XVIII)", Shape.SESSION, "1962", "XVIII", None, None, "1962（XVIII)"),
    ("一五一四（十五）", Shape.SESSION, "1514", "XV", None, None, "一五一四（十五）"),
    ("1325 (2000)", Shape.YEAR, "1325", None, None, 2000, "1325 (2000)"),
    ("186(1964)", Shape.YEAR, "186", None, None, 1964, "186(1964)"),
    ("2341 /2017", Shape.YEAR, "2341", None, None, 2017, "2341 /2017"),
    ("S-27/2", Shape.SPECIAL, "2", "S-27", None, None, "S-27/2"),
    ("ES-10/14", Shape.SPECIAL, "14", "ES-10", None, None, "ES-10/14"),
    ("دإ-27/2", Shape.SPECIAL, "2", "S-27", None, None, "دإ-27/2"),
    ("COM6/5 (Antalya", Shape.PROVISIONAL, "COM6/5", None, None, None, "COM6/5"),
]


@pytest.mark.parametrize(("text", "shape", "number", "session", "letter", "year", "core"), CASES)
def test_reads(text, shape, number, session, letter, year, core):
    folded = fold(text)
    (found,) = NumberParser(folded, text).at(0)
    read = (found.shape, found.number, found.session, found.letter, found.year)
    assert read == (shape, number, session, letter, year)
    assert folded.span(found.start, found.end).of(text) == core


@pytest.mark.parametrize("text", ["71/19975", "14th", "2010/48/EC", "0", "12.5", "50%", "1 500 000", "12/07/2021"])
def test_leaves_alone(text):
    assert NumberParser(fold(text), text).at(0) == ()


def test_a_session_mark_is_no_roman_session():
    assert NumberParser(fold("1332 (C11)"), "1332 (C11)").at(0)[0].shape is Shape.PLAIN
    assert NumberParser(fold("247 (CMR 19)"), "247 (CMR 19)").at(0)[0].shape is Shape.PLAIN


def test_letters_give_several():
    text = "57/270 A et B, 58/291"
    assert [one.letter for one in NumberParser(fold(text), text).at(0)] == ["A", "B"]
    assert [one.letter for one in NumberParser(fold("57/270 a été"), "57/270 a été").at(0)] == [None]


def test_editions_only_where_asked():
    parser = NumberParser(fold("1-8"), "1-8")
    assert parser.at(0)[0].number == "1"
    assert parser.at(0, edition=True)[0].suffix == "8"


@pytest.mark.parametrize(
    ("text", "number", "suffix"),
    [("X.509 (10/2019)", "X.509", None), ("Х.509", "X.509", None), ("M.1457-15", "M.1457", "15"),
     ("D.400R", "D.400R", None), ("Y.4000/Y.2060建议书", "Y.4000/Y.2060", None), ("BT.1774-2,", "BT.1774", "2"),
     ("V.27 bis", "V.27bis", None)],
)  # fmt: skip
def test_recommendations(text, number, suffix):
    found = NumberParser(fold(text), text).recommendation(0)
    assert (found.number, found.suffix) == (number, suffix)


@pytest.mark.parametrize("text", ["x.509", "T.1-b", "TS 33.310", "No.5"])
def test_no_recommendations(text):
    assert NumberParser(fold(text), text).recommendation(0) is None


@pytest.mark.parametrize(("text", "number"), [("C5", "5"), ("С10", "10"), ("جيم5", "5"), ("C2、C5", "2")])
def test_lines(text, number):
    assert NumberParser(fold(text), text).line(0).number == number


@pytest.mark.parametrize("text", ["C12", "C24/91", "C", "C5GHz"])
def test_no_lines(text):
    assert NumberParser(fold(text), text).line(0) is None


def test_questions():
    assert NumberParser(fold("20-1/1"), "20-1/1").question(0).number == "20-1"
    assert NumberParser(fold("4/2024"), "4/2024").question(0) is None
    assert NumberParser(fold("24/70"), "24/70").question(0) is None


def test_numerals():
    assert [roman(value) for value in (4, 9, 15, 40, 63)] == ["IV", "IX", "XV", "XL", "LXIII"]
    assert [chinese_number(text) for text in ("四十五", "廿一", "一百", "二六二五", "甲")] == [45, 21, 100, 2625, None]
    assert latin("А/С.2/59") == "A/C.2/59"
