"""What stands in the headers of a Word file, and former labels that the file records."""

from __future__ import annotations

import pytest

from instrgraph.reading import read, readings
from making import paper
from making.word import W, docx, ins, numpr, p, r

CHANGE = '<w:numberingChange w:id="950" w:author="X" w:date="2022-09-26T10:00:00Z" w:original="{}"/>'


def headed(*lines: str) -> bytes:
    header = f'<w:hdr xmlns:w="{W}">{"".join(p(line) for line in lines)}</w:hdr>'
    related = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Target="header2.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"/></Relationships>'
    )
    text = p("RESOLUTION 130 (REV. DUBAI, 2018)"), p("The Plenipotentiary Conference (Dubai, 2018),"), p("recalling")
    return docx(*text, extra={"word/header2.xml": header.encode(), "word/_rels/document.xml.rels": related.encode()})


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("lines", "symbol"),
    [
        (("- 2 -", "PP22/44(Add.7)-E"), "PP22/44(Add.7)-E"),
        (("S22-PP-C-0044!A7!MSW-E",), "S22-PP-C-0044!A7!MSW-E"),
        (("A/79/L.97",), "A/79/L.97"),
        (("- 2 -", "Draft of the secretariat"), None),
    ],
)
def test_the_symbol_in_a_header_is_kept(lines, symbol):
    document = read(headed(*lines), name="a.docx")
    assert document.facts.symbol == symbol
    assert [note.message for note in document.notes] == ([f"running head left out: {symbol}"] if symbol else [])
    assert document.text.startswith("RESOLUTION 130")


def test_a_symbol_in_the_text_comes_first():
    text = docx(p("Document PP-22/76-E"), p("RESOLUTION 130 (REV. DUBAI, 2018)"), p("text"))
    assert read(text, name="a.docx").facts.symbol == "PP-22/76-E"


def test_the_symbol_in_the_furniture_of_a_pdf_is_kept():
    document = read(paper.as_pdf(paper.lines(clauses=4)), name="a.pdf")
    assert document.facts.symbol == "PP18/130-E"
    assert "PP18/130-E" not in document.text


@pytest.mark.parametrize(
    ("original", "label"),
    [("%1:3:4:)", "c)"), ("%1:2:0:.%2:1:2:)", "2.i)"), ("%1:4:1:.", "IV."), ("%1:9:99:)", "b)"), ("", "b)")],
)
def test_a_label_recorded_in_the_file_is_that_of_the_base(original, label):
    changed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/>{CHANGE.format(original)}</w:numPr>'
    document = read(docx(p("one;", num=(1, 0)), p("two;", extra=changed), p(ins("x "), "three")), name="a.docx")
    base, proposed = readings(document)
    assert [base.blocks[1].label_base, proposed.blocks[1].label_proposed] == [label, "b)"]


def test_a_list_item_that_came_has_no_former_label():
    changed = numpr(1, 0, CHANGE.format("%1:3:4:)"))
    document = read(docx(p("one;", num=(1, 0)), p(ins(r("two")), mark="ins", extra=changed)), name="a.docx")
    assert document.blocks[1].label_base is None
