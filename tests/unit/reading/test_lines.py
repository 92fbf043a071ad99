"""Blocks: one for each paragraph, also where lines were wrapped hard or pages interrupt."""

from pathlib import Path

import pytest

from instrgraph.reading import read, readings

SHARED = Path(__file__).parents[3].parent / "shared"
OPENERS = ("considering", "conscious", "emphasizing", "resolves", "instructs", "further")
WRAPPED = SHARED / "corpus" / "itu-pp-22" / "pp-22-res-2.txt"


def blocks(text: str) -> list[str]:
    return [block.span.of(text) for block in read(text).blocks]


def test_an_open_parenthesis_goes_on() -> None:
    assert blocks("a)\tResolution 30 (Rev.\nBusan, 2014) of that Conference;\nb)\tnext") == [
        "a)\tResolution 30 (Rev.\nBusan, 2014) of that Conference;",
        "b)\tnext",
    ]


def test_a_kind_without_its_number_goes_on() -> None:
    assert blocks("b)\tla Résolution\n62 (Rév. Dubaï, 2014) de la Conférence;\nc)\tautre") == [
        "b)\tla Résolution\n62 (Rév. Dubaï, 2014) de la Conférence;",
        "c)\tautre",
    ]


def test_openers_and_labels_stand_alone() -> None:
    text = "instructs the Director of the Standardization Bureau\nto speed up the work;\n1\tone;\n2\ttwo,"
    assert len(blocks(text)) == 4


def test_blank_lines_end_paragraphs() -> None:
    text = (
        "The Security Council,\n\nRecalling its resolutions 425 (1978) and\n426 (1978),\n\n"
        "1. Decides to extend the mandate for\nsix months;\n\n2. Requests the\nSecretary-General to report."
    )
    assert blocks(text) == [
        "The Security Council,",
        "Recalling its resolutions 425 (1978) and\n426 (1978),",
        "1. Decides to extend the mandate for\nsix months;",
        "2. Requests the\nSecretary-General to report.",
    ]


def test_bookmarks_are_furniture() -> None:
    document = read("[bookmark: _Toc1][bookmark: _Toc2]RESOLUTION 84\n[bookmark: _GoBack]j)\tthat quality counts;")
    (reading,) = readings(document)
    assert "bookmark" not in reading.text
    assert [block.span.of(reading.text) for block in reading.blocks] == ["RESOLUTION 84", "j)\tthat quality counts;"]


@pytest.mark.skipif(not WRAPPED.exists(), reason="the corpus of real acts is not beside the checkout")
def test_a_real_text_with_page_furniture() -> None:
    document = read(WRAPPED)
    heads = [span.of(document.text) for span in document.furniture]
    assert heads[:3] == ["Resolution 2 239", "240 Resolution 2", "Resolution 2 241"]
    assert len(heads) == 6
    (reading,) = readings(document)
    words = [block.span.of(reading.text).split("\n")[0] for block in reading.blocks]
    openers = [line for line in words if line.split(" ")[0] in OPENERS]
    assert len(openers) == 7
    items = [line for line in words if line.split(" ")[0] in {f"{letter})" for letter in "abcdefghi"}]
    assert len(items) == 9 + 5 + 7
