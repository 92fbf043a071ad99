"""The same document in every format gives the same words, in the same blocks."""

from __future__ import annotations

import pytest

from instrgraph.pipeline.extraction import extract
from instrgraph.reading import read, readings
from making import paper

DOCUMENT = paper.lines(clauses=11)
FORMATS = {
    "docx": paper.as_docx(DOCUMENT),
    "pdf": paper.as_pdf(DOCUMENT),
    "pdf, ragged": paper.as_pdf(DOCUMENT, justified=False),
    "html": paper.as_html(DOCUMENT),
    "text": paper.as_text(DOCUMENT),
    "markdown": paper.as_markdown(DOCUMENT),
    "akoma ntoso": paper.as_akoma_ntoso(DOCUMENT),
}


def blocks(data: bytes, name: str) -> list[str]:
    (reading,) = readings(read(data, name=name))
    shown = [f"{block.label_base or ''} {block.span.of(reading.text)}" for block in reading.blocks]
    return [" ".join(words.split()) for words in shown]


@pytest.mark.parametrize("form", FORMATS)
def test_same_words_in_the_same_blocks(form):
    expected = [" ".join(paper.shown(line).split()) for line in DOCUMENT]
    assert blocks(FORMATS[form], f"a.{'md' if form == 'markdown' else 'bin'}") == expected


def test_it_has_twelve_pages():
    import pypdfium2  # noqa: PLC0415

    assert len(pypdfium2.PdfDocument(FORMATS["pdf"])) == 12


def found(data: bytes, name: str) -> tuple[list[object], list[object]]:
    extraction = extract(read(data, name=name))
    citations = [(one.text, one.instrument, one.revision, one.clause, one.function) for one in extraction.citations]
    mandates = [(one.clause, one.addressee, one.force, one.mandator) for one in extraction.mandates]
    return citations, mandates


@pytest.fixture(scope="module")
def from_text():
    return found(FORMATS["text"], "a.txt")


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "text"])
def test_same_citations_and_mandates_on_twelve_pages(form, from_text):
    assert len(from_text[0]) == 220
    assert len(from_text[1]) >= 30
    assert found(FORMATS[form], "a.md" if form == "markdown" else "a.bin") == from_text


def test_what_a_format_cannot_hold_is_said():
    def messages(form: str) -> str:
        return " ".join(note.message for note in read(FORMATS[form], name="a.bin").notes)

    for form in FORMATS:
        # Only the drawn pages have furniture, which is no part of the text; all else every format holds.
        assert ("page furniture left out" in messages(form)) == form.startswith("pdf"), form
