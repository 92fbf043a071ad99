"""List labels as Word shows them."""

from __future__ import annotations

import pytest

from instrgraph.reading.word import read_word
from instrgraph.reading.word.numerals import numeral
from instrgraph.settings import Settings
from making.word import docx, lvl, p

NUMERALS = {
    "decimal": {1: "1", 12: "12"},
    "decimalZero": {3: "03", 12: "12"},
    "lowerLetter": {1: "a", 26: "z", 27: "aa", 53: "aaa"},
    "upperLetter": {2: "B"},
    "lowerRoman": {1: "i", 4: "iv", 9: "ix", 40: "xl", 1999: "mcmxcix", 5000: "5000"},
    "upperRoman": {14: "XIV"},
    "russianLower": {1: "а", 7: "ж", 10: "к", 29: "я"},
    "russianUpper": {3: "В"},
    "arabicAlpha": {1: "أ", 2: "ب", 28: "ي"},
    "arabicAbjad": {1: "أ", 3: "ج", 4: "د"},
    "hindiNumbers": {130: "١٣٠"},
    "chineseCounting": {1: "一", 10: "十", 12: "十二", 20: "二十", 99: "九十九"},
    "ideographDigital": {20: "二〇"},
    "decimalEnclosedCircle": {1: "①", 20: "⑳", 21: "21"},
    "decimalFullWidth": {10: "１０"},
    "numberInDash": {2: "- 2 -"},
    "none": {1: ""},
    "not known to anyone": {7: "7"},
}


@pytest.mark.parametrize("form", NUMERALS)
def test_numerals(form):
    assert {number: numeral(number, form) for number in NUMERALS[form]} == NUMERALS[form]


def definition(*levels: str, number: str = "") -> str:
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/>{number}</w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
    )


def labels(lists: str, *items: tuple[int, int]) -> list[str | None]:
    draft = read_word(docx(*(p("x", num=item) for item in items), lists=lists), "a.docx", Settings())
    return [block.label_base for block in draft.blocks]


DECIMALS = definition(lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3"))
CASES = {
    "deeper levels begin again": (DECIMALS, [(1, 0), (1, 1), (1, 0), (1, 1)], ["1.", "1.1", "2.", "2.1"]),
    "a level that was passed over counts as begun": (DECIMALS, [(1, 2), (1, 2), (1, 0)], ["1.1.1", "1.1.2", "2."]),
    "lists that share a definition go on": (DECIMALS, [(1, 0), (2, 0), (1, 0)], ["1.", "2.", "3."]),
    "a list that is begun anew": (
        definition(
            lvl(0, "decimal", "%1."),
            number='<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>',
        ),
        [(2, 0), (1, 0), (1, 0)],
        ["1.", "5.", "6."],
    ),
    "a level replaced for one list": (
        definition(
            lvl(0, "decimal", "%1."), number=f'<w:lvlOverride w:ilvl="0">{lvl(0, "lowerLetter", "%1)")}</w:lvlOverride>'
        ),
        [(2, 0), (1, 0)],
        ["1.", "b)"],
    ),
    "a level that never begins again": (
        definition(lvl(0, "decimal", "%1."), lvl(1, "lowerLetter", "%2)", extra='<w:lvlRestart w:val="0"/>')),
        [(1, 0), (1, 1), (1, 0), (1, 1)],
        ["1.", "a)", "2.", "b)"],
    ),
    "legal numbers": (
        definition(lvl(0, "upperRoman", "%1."), lvl(1, "decimal", "%1.%2", extra="<w:isLgl/>")),
        [(1, 0), (1, 1)],
        ["I.", "1.1"],
    ),
    "words around the number": (definition(lvl(0, "decimal", "Article %1 –")), [(1, 0)], ["Article 1 –"]),
    "no label": (definition(lvl(0, "none", "")), [(1, 0)], [None]),
    "no such list": (DECIMALS, [(9, 0)], [None]),
    "number 0 is none": (DECIMALS, [(0, 0), (1, 0)], [None, "1."]),
}


@pytest.mark.parametrize("name", CASES)
def test_labels(name):
    lists, items, expected = CASES[name]
    assert labels(lists, *items) == expected


def test_number_of_cases():
    assert (len(NUMERALS), len(CASES)) == (18, 11)
