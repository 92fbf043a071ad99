"""Situations of tracked changes, by name: what a conference makes of a Word file, from simple to nasty."""

from __future__ import annotations

from making.word import (
    box,
    cell,
    changed_from,
    dele,
    docx,
    field,
    ins,
    move_from,
    move_to,
    note,
    numbering_inserted,
    numpr,
    p,
    r,
    raw,
    row,
    table,
)

A, B = (1, 0), (1, 1)
SITUATIONS: dict[str, bytes] = {
    "no changes": docx(p("Resolution 130 (Rev. Dubai, 2018)"), p("recalling")),
    "inserted words": docx(p("recalling ", ins("also "), "Resolution 71")),
    "deleted words": docx(p("recalling ", dele("further "), "Resolution 71")),
    "replaced words": docx(p("Resolution 130 (", dele("Busan, 2014"), ins("Rev. Dubai, 2018"), ")")),
    "replacement before deletion": docx(p("(", ins("Rev. Dubai, 2018"), dele("Busan, 2014"), ")")),
    "several changes in one line": docx(p(dele("a"), ins("b"), " stays ", dele("c"), " and ", ins("d"))),
    "change in the middle of a word": docx(p("infra", dele("structure"), ins("red"), " light")),
    "changes by two authors side by side": docx(
        p(ins("one "), ins("two ").replace("A. Delegate", "C. Editor"), "three")
    ),
    "change split over runs": docx(p(ins(r("bold ", "<w:b/>"), r("italic", "<w:i/>")), " plain")),
    "formatting change only": docx(
        p(r("looks", '<w:b/><w:rPrChange w:id="901" w:author="X"><w:rPr/></w:rPrChange>'), " other")
    ),
    "inserted then deleted": docx(
        p("kept ", f'<w:ins w:id="902" w:author="X">{dele("gone at once ")}</w:ins>', "text")
    ),
    "whole paragraph inserted": docx(p("first"), p(ins("second"), mark="ins"), p("third")),
    "whole paragraph deleted": docx(p("first"), p(dele("second"), mark="del"), p("third")),
    "paragraph split in two": docx(p("first half ", mark="ins"), p("second half")),
    "two paragraphs joined": docx(p("first half ", mark="del"), p("second half"), p("after")),
    "three paragraphs joined": docx(p("one ", mark="del"), p("two ", mark="del"), p("three"), p("after")),
    "three paragraphs split": docx(p("one ", mark="ins"), p("two ", mark="ins"), p("three"), p("after")),
    "joined with words changed": docx(p("one ", dele("old "), mark="del"), p(ins("new "), "two"), p("after")),
    "paragraph replaced": docx(p("a"), p(dele("old"), mark="del"), p(ins("new"), mark="ins"), p("z")),
    "first paragraph inserted": docx(p(ins("new first"), mark="ins"), p("was first")),
    "last paragraph deleted": docx(p("stays", mark="del"), p(dele("goes"))),
    "last paragraph inserted": docx(p("stays", mark="ins"), p(ins("comes"))),
    "empty paragraph inserted": docx(p("one"), p(mark="ins"), p("two")),
    "empty paragraph deleted": docx(p("one"), p(mark="del"), p("two")),
    "mark deleted before an empty paragraph": docx(p("one", mark="del"), p(), p("two")),
    "insertion and deletion of marks in a row": docx(p("one ", mark="ins"), p("two ", mark="del"), p("three")),
    "words moved within a paragraph": docx(p(move_from("m1", "first "), "second ", move_to("m1", "first "), "end")),
    "paragraph moved": docx(
        p(move_from("m2", "moved"), mark="moveFrom"), p("stays"), p(move_to("m2", "moved"), mark="moveTo"), p("end")
    ),
    "moved and changed": docx(p(move_from("m3", "moved words"), " stay ", move_to("m3", "moved"), ins(" new"), ".")),
    "deleted inside moved": docx(
        p("x ", f'<w:moveTo w:id="903" w:author="X">{r("kept ")}{dele("not kept ")}</w:moveTo>', "y")
    ),
    "list, item inserted": docx(
        p("recalling"), p("one;", num=A), p(ins("new;"), num=A, mark="ins"), p("two;", num=A), p("three", num=A)
    ),
    "list, item deleted": docx(
        p("one;", num=A), p(dele("old;"), num=A, mark="del"), p("two;", num=A), p("three", num=A)
    ),
    "list, items joined": docx(p("one; ", num=A, mark="del"), p("two;", num=A), p("three", num=A)),
    "list, item split": docx(p("one; ", num=A, mark="ins"), p("two;", num=A), p("three", num=A)),
    "list of two levels": docx(
        p("one:", num=A),
        p("sub one;", num=B),
        p(ins("sub new;"), num=B, mark="ins"),
        p("sub two;", num=B),
        p("two", num=A),
    ),
    "list numbered in figures": docx(
        p("one", num=(2, 0)), p(dele("old"), num=(2, 0), mark="del"), p("two", num=(2, 0))
    ),
    "list in Roman figures from III": docx(p("three", num=(4, 0)), p("four", num=(4, 0)), p("sub", num=(4, 1))),
    "list of bullets": docx(p("one", num=(3, 0)), p(ins("new"), num=(3, 0), mark="ins"), p("two", num=(3, 0))),
    "list begun again": docx(
        p("one", num=A), p("two", num=A), p("resolves"), p("one", num=(5, 0)), p("two", num=(5, 0))
    ),
    "list broken by a paragraph": docx(p("one", num=A), p("between"), p("two", num=A)),
    "list by style": docx(p("one", style="Item"), p(ins("new"), style="Item", mark="ins"), p("two", style="Item")),
    "list by inherited style": docx(p("one", style="ItemChild"), p("two", style="ItemChild")),
    "numbering inserted": docx(p("plain"), p("item", extra=numbering_inserted(1)), p("item two", num=A)),
    "numbering taken away": docx(p("one", num=A), p("two", extra=changed_from(numpr(1))), p("three", num=A)),
    "level changed": docx(p("one", num=A), p("two", extra=numpr(1, 1) + changed_from(numpr(1))), p("three", num=A)),
    "table row inserted": docx(
        table(
            row(cell(p("a")), cell(p("b"))),
            row(cell(p(ins("c"), mark="ins")), cell(p(ins("d"), mark="ins")), change="ins"),
        )
    ),
    "table row deleted": docx(
        table(
            row(cell(p("a")), cell(p("b"))),
            row(cell(p(dele("c"), mark="del")), cell(p(dele("d"), mark="del")), change="del"),
        ),
        p("after"),
    ),
    "table row marked, its words not": docx(
        table(row(cell(p("a")), cell(p("b"))), row(cell(p("c")), cell(p("d")), change="del")), p("after")
    ),
    "change in a cell": docx(table(row(cell(p("MOD ", dele("1"), ins("2"))), cell(p("same"))))),
    "cell inserted": docx(table(row(cell(p("a")), cell(p(ins("b"), mark="ins"), change="cellIns")))),
    "table in a table": docx(
        table(row(cell(p("out"), table(row(cell(p("in ", ins("new"))))), p("end")), cell(p("x")))), p("z")
    ),
    "footnote": docx(
        p("countries", note(1), " stay"), footnotes={1: p("These include ", dele("some "), ins("all "), "countries.")}
    ),
    "footnote inserted": docx(
        p("countries", ins(note(1)), " and others", note(2)), footnotes={1: p(ins("New note.")), 2: p("Old note.")}
    ),
    "footnote deleted": docx(
        p("countries", dele(note(1)), " and others", note(2)), footnotes={1: p(dele("Old note.")), 2: p("Kept note.")}
    ),
    "endnote": docx(p("text", note(1, "endnote")), endnotes={1: p("End ", ins("new "), "note.")}),
    "hyperlink with a change": docx(
        p("see ", f'<w:hyperlink w:anchor="x">{r("Resolution ")}{ins("130")}{dele("131")}</w:hyperlink>')
    ),
    "hyperlink inserted": docx(p("see ", ins(f'<w:hyperlink w:anchor="x">{r("here")}</w:hyperlink>'), " now")),
    "field with its result": docx(p("Page ", field(" PAGEREF _x ", "12"), " of it")),
    "field with a changed result": docx(p("No. ", field(" REF a ", dele("12") + ins("13")), ".")),
    "field deleted": docx(p("see ", dele(field(" REF a ", "Annex 1")), ins("Annex 2"))),
    "field in a field": docx(p(field(" IF ", r("yes") + field(" REF b ", " inner")), " end")),
    "simple field": docx(p(f'<w:fldSimple w:instr=" SEQ x ">{r("7")}</w:fldSimple>', " apples")),
    "content control": docx(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('in a control ', ins('new'))}</w:sdtContent></w:sdt>", p("after")
    ),
    "content control in a line": docx(
        p("a ", f"<w:sdt><w:sdtPr/><w:sdtContent>{r('b')}{dele('c')}</w:sdtContent></w:sdt>", " d")
    ),
    "custom markup in a line": docx(
        p("a ", f'<w:smartTag w:element="x">{r("Geneva")}{ins(" (2014)")}</w:smartTag>', " d")
    ),
    "text box": docx(p("before ", box(p("boxed ", ins("new"))), "after"), p("last")),
    "text box, old drawing only": docx(
        p(
            "x ",
            raw(
                "<w:pict><v:shape><v:textbox><w:txbxContent>"
                f"{p('old box')}</w:txbxContent></v:textbox></v:shape></w:pict>"
            ),
        )
    ),
    "special characters": docx(
        p("a", raw("<w:noBreakHyphen/>"), "b", raw("<w:tab/>"), "c\u00a0d", raw("<w:softHyphen/>"), "e")
    ),
    "line break with a change": docx(p("one", ins(raw("<w:br/>")), "two")),
    "comments": docx(
        p(
            '<w:commentRangeStart w:id="7"/>',
            "commented",
            '<w:commentRangeEnd w:id="7"/>',
            raw('<w:commentReference w:id="7"/>'),
            ins(" text"),
        ),
        comments={7: "why?"},
    ),
    "hidden words": docx(p("seen ", r("unseen ", "<w:vanish/>"), "seen")),
    "deleted text spelled as text": docx(p("a ", f'<w:del w:id="904" w:author="X">{r("b ")}</w:del>', "c")),
    "Arabic": docx(p("القرار 130 (المراجَع في ", dele("بوسان، 2014"), ins("دبي، 2018"), ")", extra="<w:bidi/>")),
    "Chinese": docx(p("第130号决议（", dele("2014年，釜山"), ins("2018年，迪拜，修订版"), "）")),
    "Russian": docx(p("Резолюция 130 (Пересм. ", dele("Пусан, 2014 г."), ins("Дубай, 2018 г."), ")")),
    "raised number": docx(p("Resolution 130", r("2", '<w:vertAlign w:val="superscript"/>'), ins(" new"))),
    "strict namespace": docx(p("strict ", ins("new")), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main"),
    "insertion around two paragraphs' words": docx(
        p("one ", ins("x"), mark="ins"), p(ins("y"), mark="ins"), p(ins("z"), " three")
    ),
    "heading changed": docx(p("Resolution ", dele("1"), ins("2"), style="Heading1"), p("text")),
    "paragraph before a table inserted": docx(
        p("a"), p(ins("b"), mark="ins"), table(row(cell(p("c")), cell(p("d")))), p("e")
    ),
}
