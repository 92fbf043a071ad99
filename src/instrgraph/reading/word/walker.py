"""Walking through the markup of a Word file, in the order in which it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.model import BlockKind
from instrgraph.reading.flow import superscript
from instrgraph.reading.word.numbering import LEVELS, former_label
from instrgraph.reading.word.package import attribute, child, number, value
from instrgraph.reading.word.paragraphs import Content, Item, Paragraph, Revision, Run, Trace
from instrgraph.reading.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

    from instrgraph.reading.word.numbering import Numbering
    from instrgraph.reading.word.package import Package
    from instrgraph.reading.word.styles import Styles
    from instrgraph.settings import Settings

_INSERTED = {"ins": False, "moveTo": True}
_DELETED = {"del": False, "moveFrom": True}
_CHARACTERS = {"tab": "\t", "ptab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
# A line break inside a paragraph is shown as a space: a line feed ends a block.
_PASSED_OVER = frozenset({"pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "instrText",
                          "delInstrText", "rt", "fldData", "rubyPr", "pPrChange", "customXmlPr", "smartTagPr",
                          "proofErr", "bookmarkStart", "bookmarkEnd"})  # fmt: skip
_OFF = frozenset({"0", "false", "off", "none"})
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a container stands: what its paragraphs are, and the trace of what holds it."""

    kind: BlockKind | None = None
    trace: Trace = Trace()  # noqa: RUF009  (frozen)


class Walker:
    """Collects the paragraphs of one document."""

    def __init__(
        self, package: Package, styles: Styles, lists: Mapping[str, Numbering], name: str, limits: Settings
    ) -> None:
        self._package = package
        self._styles = styles
        self._lists = lists
        self._name = name
        self._limit = limits.max_text_characters
        self._room = limits.max_text_characters
        self._paragraphs: list[Paragraph] = []
        self._notes: list[tuple[str, str, Trace]] = []
        self._last: Paragraph | None = None
        self._current = Paragraph()
        self._boxes: list[tuple[etree._Element, Trace]] = []
        self._fields: list[bool] = []
        self._remarks: dict[str, None] = {}

    def walk(self) -> Content:
        """Return what the document, its footnotes and its comments hold.

        Raises:
            UnreadableInput: there is no body.
            InputTooLarge: the text is longer than the settings allow.
        """
        body = child(self._package.document, "body")
        if body is None:
            raise UnreadableInput(f"{self._name}: a Word file without a body; save it again from the word processor")
        self._container(body, Place())
        self._fields.clear()
        self._add_notes()
        return Content(tuple(self._paragraphs), self._comments(), tuple(self._remarks))

    # -- blocks

    def _container(self, container: etree._Element, place: Place) -> None:
        before, self._last = self._last, None
        boxes, self._boxes = self._boxes, []
        self._blocks(container, place)
        self._flush_boxes()
        self._last, self._boxes = before, boxes

    def _blocks(self, container: etree._Element, place: Place) -> None:
        for element in container:
            name = local_name(element)
            if name == "p":
                self._paragraph(element, place)
            elif name == "tbl":
                self._end_of_column()
                self._table(element, place)
            elif name in _INSERTED or name in _DELETED:
                self._blocks(element, replace(place, trace=_traced(element, name).within(place.trace)))
            elif name == "AlternateContent":
                self._blocks(_chosen(element), place)
            elif name == "altChunk":
                self._remarks["a part in another format (altChunk) was left out"] = None
            elif name not in _PASSED_OVER:
                self._blocks(element, place)

    def _end_of_column(self) -> None:
        self._flush_boxes()
        self._last = None

    def _table(self, table: etree._Element, place: Place) -> None:
        for row in table:
            name = local_name(row)
            if name == "tr":
                self._row(row, place)
            elif name in {"sdt", "sdtContent", "customXml", "ins", "del"}:
                self._table(row, place)

    def _row(self, row: etree._Element, place: Place) -> None:
        trace = _properties_trace(child(row, "trPr")).within(place.trace)
        for cell in row:
            name = local_name(cell)
            if name == "tc":
                own = _properties_trace(child(cell, "tcPr")).within(trace)
                self._container(cell, Place(place.kind or BlockKind.TABLE_CELL, own))
            elif name in {"sdt", "sdtContent", "customXml"}:
                self._row(cell, replace(place, trace=trace))

    def _paragraph(self, element: etree._Element, place: Place) -> None:
        properties = child(element, "pPr")
        mark = child(properties, "rPr")
        paragraph = Paragraph(mark=_properties_trace(mark).within(place.trace))
        paragraph.hidden_mark = child(mark, "specVanish") is not None and value(mark, "specVanish") not in _OFF
        self._number(paragraph, properties)
        paragraph.kind = place.kind or self._kind(paragraph)
        outer, self._current = self._current, paragraph
        self._inline(element, place.trace)
        self._current = outer
        if self._last is not None:
            self._last.joins = True
        self._last = paragraph
        self._paragraphs.append(paragraph)
        if paragraph.mark == Trace() and not paragraph.hidden_mark:
            self._flush_boxes()

    def _kind(self, paragraph: Paragraph) -> BlockKind:
        if paragraph.outline is not None:
            return BlockKind.HEADING
        return BlockKind.LIST_ITEM if paragraph.base or paragraph.proposed else BlockKind.PARAGRAPH

    def _flush_boxes(self) -> None:
        # The paragraphs of a text box follow the paragraph to which it is anchored, and the joins of that paragraph.
        boxes, self._boxes = self._boxes, []
        for content, trace in boxes:
            fields, self._fields = self._fields, []
            self._container(content, Place(BlockKind.TEXT_BOX, trace))
            self._fields = fields

    # -- numbering

    def _number(self, paragraph: Paragraph, properties: etree._Element | None) -> None:
        style = value(properties, "pStyle")
        paragraph.proposed = self._item(properties, style)
        outline = value(properties, "outlineLvl")
        inherited = next((one.outline for one in self._styles.chain(style) if one.outline is not None), None)
        level = number(outline, 9) if outline is not None else inherited
        paragraph.outline = level if level is not None and 0 <= level < LEVELS else None
        paragraph.former = former_label(_original(properties))
        former = child(properties, "pPrChange")
        if former is not None:
            old = child(former, "pPr")
            paragraph.base = self._item(old, value(old, "pStyle"))
        elif child(properties, "numPr", "ins") is not None:
            paragraph.base = self._item(None, style)
        else:
            paragraph.base = paragraph.proposed

    def _item(self, properties: etree._Element | None, style: str | None) -> Item | None:
        direct = child(properties, "numPr")
        number_id, level = value(direct, "numId"), value(direct, "ilvl")
        index = None if level is None else number(level, 0)
        for one in self._styles.chain(style):
            if number_id is None and one.number_id is not None:
                number_id = one.number_id
                bound = self._lists[number_id].level_of(one.id) if number_id in self._lists else None
                index = index if index is not None else one.level if one.level is not None else bound
        if number_id is None or number_id == "0":
            return None
        return Item(number_id, min(max(index or 0, 0), LEVELS - 1))

    # -- runs

    def _inline(self, element: etree._Element, trace: Trace) -> None:
        for one in element:
            name = local_name(one)
            if name == "r":
                if not _is_hidden(one):
                    self._run(one, trace)
                elif any(local_name(part) in {"t", "delText"} for part in one):
                    self._remarks["hidden text was left out"] = None
            elif name in {"t", "delText"}:
                if name == "t" or trace.deleted:
                    self._text(one.text or "", trace)
            elif name in _CHARACTERS:
                self._text(_CHARACTERS[name], trace)
            elif name in _INSERTED or name in _DELETED:
                self._inline(one, _traced(one, name).within(trace))
            elif name not in _PASSED_OVER:
                self._rare(one, name, trace)

    def _run(self, run: etree._Element, trace: Trace) -> None:
        before = len(self._current.runs)
        self._inline(run, trace)
        added = self._current.runs[before:]
        if added and value(run[0], "vertAlign") == "superscript" and local_name(run[0]) == "rPr":
            # A raised number must not become part of the number before it.
            self._current.runs[before:] = [replace(one, text=superscript(one.text)) for one in added]

    def _rare(self, one: etree._Element, name: str, trace: Trace) -> None:
        match name:
            case "fldChar":
                self._field(one)
            case "sym":
                self._symbol(one, trace)
            case "txbxContent":
                self._boxes.append((one, trace))
            case "AlternateContent":
                self._inline(_chosen(one), trace)
            case "commentRangeStart" | "commentRangeEnd":
                self._comment(one, trace)
            case "footnoteReference" | "endnoteReference":
                self._note(one, trace)
            case _:
                self._inline(one, trace)

    def _text(self, text: str, trace: Trace) -> None:
        if not text or (self._fields and not all(self._fields)):
            return
        self._room -= len(text)
        if self._room < 0:
            raise InputTooLarge(f"{self._name}: more than {self._limit} characters of text; split it, "
                                "or raise INSTRGRAPH_MAX_TEXT_CHARACTERS")  # fmt: skip
        if trace.inserted and trace.deleted:
            self._remarks["text that was inserted and deleted again stands in neither text and was left out"] = None
        else:
            self._current.runs.append(Run(text, trace))

    def _field(self, one: etree._Element) -> None:
        # Each open field says whether its result has begun: before that comes its code, which nobody is shown.
        kind = attribute(one, "fldCharType")
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _symbol(self, one: etree._Element, trace: Trace) -> None:
        code = attribute(one, "char") or ""
        if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code):
            sign = int(code, 16)
            private = 0xE000 <= sign <= 0xF8FF or 0xD800 <= sign < 0xE000 or sign < 0x20
            self._text("•" if private else chr(sign), trace)

    def _comment(self, one: etree._Element, trace: Trace) -> None:
        identifier = attribute(one, "id")
        if identifier is not None:
            starts = local_name(one) == "commentRangeStart"
            self._current.runs.append(Run("", trace, (identifier, starts)))

    def _note(self, one: etree._Element, trace: Trace) -> None:
        identifier = attribute(one, "id")
        if identifier is not None and not (self._fields and not all(self._fields)):
            self._notes.append((local_name(one).removesuffix("Reference"), identifier, trace))

    # -- footnotes and comments

    def _add_notes(self) -> None:
        for kind, part in (("footnote", self._package.footnotes), ("endnote", self._package.endnotes)):
            by_id = {attribute(one, "id"): one for one in part if local_name(one) == kind} if part is not None else {}
            counts = [0, 0]
            for identifier, trace in [(one, trace) for found, one, trace in self._notes if found == kind]:
                content = by_id.pop(identifier, None)
                if content is None or attribute(content, "type") in _SEPARATORS:
                    continue
                counts = [counts[0] + trace.in_base, counts[1] + trace.in_proposed]
                first = len(self._paragraphs)
                self._container(content, Place(BlockKind.FOOTNOTE, trace))
                self._fields.clear()
                if first < len(self._paragraphs):
                    self._paragraphs[first].labels = (str(counts[0]) if trace.in_base else None,
                                                      str(counts[1]) if trace.in_proposed else None)  # fmt: skip

    def _comments(self) -> dict[str, tuple[str | None, str]]:
        found = {}
        for one in self._package.comments if self._package.comments is not None else ():
            identifier = attribute(one, "id")
            if identifier is not None:
                words = "".join(text.text or "" for text in one.iter() if local_name(text) == "t")
                found[identifier] = attribute(one, "author"), words
        return found


def _chosen(alternate: etree._Element) -> etree._Element:
    """Return the one branch of an ``mc:AlternateContent`` that is read: the same text stands in each."""
    branches = [one for one in alternate if local_name(one) in {"Choice", "Fallback"}]
    with_text = [one for one in branches if any(local_name(part) == "t" for part in one.iter())]
    return (with_text or branches or [alternate])[0] if branches else alternate


def _is_hidden(run: etree._Element) -> bool:
    properties = child(run, "rPr")
    return child(properties, "vanish") is not None and value(properties, "vanish") not in _OFF


def _traced(element: etree._Element, name: str) -> Trace:
    moved = _INSERTED.get(name) or _DELETED.get(name, False)
    revision = Revision(attribute(element, "author"), attribute(element, "date"), moved)
    return Trace(inserted=revision) if name in _INSERTED else Trace(deleted=revision)


def _original(properties: etree._Element | None) -> str | None:
    recorded = child(properties, "numPr", "numberingChange")
    return None if recorded is None else attribute(recorded, "original")


def _properties_trace(properties: etree._Element | None) -> Trace:
    trace = Trace()
    for one in properties if properties is not None else ():
        name = {"cellIns": "ins", "cellDel": "del"}.get(local_name(one), local_name(one))
        if name in _INSERTED or name in _DELETED:
            trace = _traced(one, name).within(trace)
    return trace
