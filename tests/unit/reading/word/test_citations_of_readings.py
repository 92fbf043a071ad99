"""The citations of both readings of a tracked Word file are those of the same text saved clean."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import count

import pytest

from instrgraph.pipeline.extraction import extract
from instrgraph.reading import read, readings
from making.clean import clean
from making.tracked import SITUATIONS
from making.word import dele, docx, ins, p, r

ITEM, NUMBER = (1, 0), (2, 0)
RESOLUTION = "Resolution {} (Rev. {}) of the Plenipotentiary Conference"


def change(state: str, old: str, new: str) -> list[str]:
    """The runs of a replacement: tracked, or as the base or the proposed text has it."""
    if state == "tracked":
        return [*([dele(old)] if old else []), *([ins(new)] if new else [])]
    words = old if state == "base" else new
    return [r(words)] if words else []


def whole(state: str, words: str, kind: str, num: tuple[int, int]) -> list[str]:
    """A paragraph that only the base (del) or only the proposed text (ins) has."""
    if state == "tracked":
        return [p(ins(words) if kind == "ins" else dele(words), num=num, mark=kind)]
    return [p(words, num=num)] if (state == "base") == (kind == "del") else []


def head(state: str) -> list[str]:
    return [
        p("RESOLUTION 130 (REV. ", *change(state, "DUBAI, 2018", "BUCHAREST, 2022"), ")"),
        p("The Plenipotentiary Conference of the ITU (", *change(state, "Dubai, 2018", "Bucharest, 2022"), "),"),
        p("recalling"),
    ]


def tail() -> list[str]:
    return [p("resolves"), p("to implement Resolution 50 (Rev. Hammamet, 2016) of WTSA.", num=NUMBER)]


def joined(state: str) -> list[str]:
    words = RESOLUTION.format(64, "Dubai, 2018"), "and Resolution 70 (Rev. Dubai, 2018) of this conference;"
    if state == "proposed":
        return [p(f"{words[0]} {words[1]}", num=ITEM)]
    return [p(f"{words[0]} ", num=ITEM, mark="del" if state == "tracked" else ""), p(words[1], num=ITEM)]


CHANGES = {
    "revision replaced": lambda state: [
        p("Resolution 71 (Rev. ", *change(state, "Busan, 2014", "Dubai, 2018"), ") of this conference;", num=ITEM)
    ],
    "number replaced": lambda state: [
        p("Resolution ", *change(state, "71", "72"), " (Rev. Dubai, 2018) of this conference;", num=ITEM)
    ],
    "item inserted": lambda state: whole(state, RESOLUTION.format(197, "Dubai, 2018") + ";", "ins", ITEM),
    "item deleted": lambda state: whole(state, RESOLUTION.format(140, "Busan, 2014") + ";", "del", ITEM),
    "citation inserted in a line": lambda state: [
        p(RESOLUTION.format(101, "Dubai, 2018"), *change(state, "", " and A/RES/71/199"), ";", num=ITEM)
    ],
    "joint form shortened": lambda state: [
        p("Resolutions 101", *change(state, ", 102", ""), " and 133 (Rev. Dubai, 2018) of this conference;", num=ITEM)
    ],
    "items joined": joined,
    "all of a citation replaced": lambda state: [
        p("as in ", *change(state, RESOLUTION.format(2, "Busan, 2014"), "A/RES/70/1"), ";", num=ITEM)
    ],
}


def rows(data: bytes, states: tuple[str, ...]) -> list[tuple[object, ...]]:
    found = extract(read(data, name="a.docx")).citations
    return sorted((one.text, one.instrument or "", one.revision or 0) for one in found if one.state.value in states)


@pytest.mark.parametrize("name", CHANGES)
def test_citations_equal_those_of_the_clean_text(name):
    files = {state: docx(*head(state), *CHANGES[name](state), *tail()) for state in ("tracked", "base", "proposed")}
    assert rows(files["tracked"], ("both", "base")) == rows(files["base"], ("both",))
    assert rows(files["tracked"], ("both", "proposed")) == rows(files["proposed"], ("both",))
    assert any(rows(files[state], ("both",)) for state in ("base", "proposed"))


def test_number_of_changes():
    assert len(CHANGES) == 8


# ------------------------------------------------------------------------------------- every situation, saved clean

HEAD = (
    p("RESOLUTION 130 (REV. DUBAI, 2018)"),
    p("The Plenipotentiary Conference of the ITU (Dubai, 2018),"),
    p("recalling"),
)
TEXT_TAG = re.compile(r"(<w:(t|delText)\b[^>]*>)([^<]*)(</w:\2>)")


def with_citations(data: bytes) -> bytes:
    """The same situation under the heading of a resolution, with a citation at the end of every run of its words."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name in {"word/document.xml", "word/footnotes.xml", "word/endnotes.xml"}:
                text = cited(content.decode(), 100 if name == "word/document.xml" else 150)
                head = "".join(HEAD) if "purl.oclc.org" not in text else ""
                content = text.replace("<w:body>", f"<w:body>{head}").encode()
            new.writestr(name, content)
    return buffer.getvalue()


def cited(markup: str, first: int) -> str:
    numbers = count(first)
    return TEXT_TAG.sub(
        lambda found: f"{found[1]}{found[3]} and Resolution {next(numbers)} (Rev. Dubai, 2018) {found[4]}", markup
    )


def places(data: bytes, states: tuple[str, ...]) -> list[tuple[object, ...]]:
    found = extract(read(data, name="a.docx")).citations
    return sorted(
        (one.text, one.instrument or "", one.revision or 0, one.provision or "", one.status.value)
        for one in found
        if one.state.value in states
    )


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_situation_has_the_citations_of_its_clean_texts(name):
    for data in (SITUATIONS[name], with_citations(SITUATIONS[name])):
        assert places(data, ("both", "base")) == places(clean(data, "base"), ("both",))
        assert places(data, ("both", "proposed")) == places(clean(data, "proposed"), ("both",))


@pytest.mark.parametrize("state", ["base", "proposed"])
def test_a_clean_file_has_no_changes_and_the_words_of_the_reading(state):
    for name, data in SITUATIONS.items():
        document = read(clean(data, state), name="a.docx")
        assert document.changes == (), name
        both = {one.state.value: one.text for one in readings(read(data, name="a.docx"))}
        assert document.text.split() == both.get(state, document.text).split(), name


def test_number_of_situations():
    assert len(SITUATIONS) >= 80
    assert sum(len(places(with_citations(data), ("both", "proposed"))) for data in SITUATIONS.values()) > 160
