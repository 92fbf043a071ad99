"""Word files that mean harm, or are broken."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest

from instrgraph.errors import InputError, InputTooLarge, UnreadableInput
from instrgraph.reading.word import read_word
from instrgraph.settings import Settings
from making.word import W, cell, docx, p, r, row, table


def changed(part: str, text: str) -> bytes:
    """A Word file with one part replaced."""
    source = zipfile.ZipFile(io.BytesIO(docx(p("words"))))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, text if name == part else source.read(name))
    return buffer.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol">]><w:document xmlns:w="x"><w:body><w:p>&a;</w:p></w:body></w:document>'
RELATION = '<Relationships><Relationship Id="d" Type="x/officeDocument" Target="{}" TargetMode="{}"/></Relationships>'
BROKEN = {
    "entities": ("word/document.xml", ENTITIES),
    "no body": ("word/document.xml", "<document/>"),
    "no XML": ("word/document.xml", "words"),
    "cut off": ("word/document.xml", "<document><body><p>"),
    "styles cut off": ("word/styles.xml", "<styles>"),
}


@pytest.mark.parametrize("kind", BROKEN)
def test_broken_parts(kind):
    with pytest.raises(UnreadableInput):
        read_word(changed(*BROKEN[kind]), "a.docx", Settings())


def test_relations_to_the_outside_are_not_followed():
    data = changed("_rels/.rels", RELATION.format("file:///etc/passwd", "External"))
    assert read_word(data, "a.docx", Settings()).text == "words"
    with pytest.raises(UnreadableInput, match="no Word document"):
        read_word(changed("_rels/.rels", RELATION.format("../../etc/passwd", "Internal")), "a.docx", Settings())


def test_depth_is_limited():
    deep = p("x")
    for _ in range(100):
        deep = table(row(cell(deep, p())))
    with pytest.raises(InputTooLarge):
        read_word(docx(deep), "a.docx", Settings())


def test_deep_but_allowed():
    deep = p("x")
    for _ in range(40):
        deep = table(row(cell(deep, p())))
    assert read_word(docx(deep), "a.docx", Settings()).text == "x"


def test_text_is_limited():
    with pytest.raises(InputTooLarge, match="MAX_TEXT_CHARACTERS"):
        read_word(docx(p("words " * 100)), "a.docx", replace(Settings(), max_text_characters=100))


def test_a_bomb_is_refused():
    with pytest.raises(InputTooLarge):
        read_word(docx(p("x" * 40_000_000)), "a.docx", Settings())


NUMBER = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
STRANGE_LISTS = {
    "no definition": '<w:num w:numId="1"/>',
    "a link to nowhere": '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="x"/></w:abstractNum>' + NUMBER,
    "levels and starts out of range": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="99">'
    '<w:start w:val="99999999999"/><w:lvlText w:val="%9%1"/></w:lvl></w:abstractNum>' + NUMBER,
}


@pytest.mark.parametrize("kind", STRANGE_LISTS)
def test_strange_lists(kind):
    assert read_word(docx(p("x", num=(1, 0)), lists=STRANGE_LISTS[kind]), "a.docx", Settings()).text == "x"


def test_a_style_based_on_itself_ends():
    style = '<w:style w:styleId="a" w:default="1"><w:basedOn w:val="a"/></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{style}</w:styles>'
    assert read_word(changed("word/styles.xml", styles), "a.docx", Settings()).text == "words"


def test_no_text():
    with pytest.raises(UnreadableInput, match="without text"):
        read_word(docx(p()), "a.docx", Settings())


def test_every_cut_ends_in_a_listed_error():
    data = docx(p(r("words")), p("more", num=(1, 0)))
    for end in range(0, len(data), 97):
        with pytest.raises(InputError):
            read_word(data[:end], "a.docx", Settings())
