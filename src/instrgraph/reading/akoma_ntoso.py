"""Reading Akoma Ntoso (AKN 3.0, AKN4UN), the United Nations' own markup of documents.

Labels (``<num>``) stand on the blocks, openers (``<intro>``, ``<heading>``) are blocks of their own. What a conversion
has left in a wrong place (a label inside a paragraph, a number that comes again) is read as it stands.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instrgraph.errors import UnreadableInput
from instrgraph.model import BlockKind
from instrgraph.reading.draft import Draft
from instrgraph.reading.flow import PLAIN, Flow, Marks, Nature, superscript
from instrgraph.reading.sniffing import AKN
from instrgraph.reading.xml import local_name, parse_xml

if TYPE_CHECKING:
    from lxml import etree

    from instrgraph.settings import Settings

_INLINE = frozenset({
    "a", "abbr", "affectedDocument", "argument", "b", "change", "concept", "date", "decoration", "def", "del",
    "docCommittee", "docDate", "docIntroducer", "docJurisdiction", "docNumber", "docProponent", "docPurpose",
    "docStage", "docStatus", "docTitle", "docType", "docketNumber", "em", "embeddedText", "entity", "event",
    "extractText", "fillIn", "i", "img", "inline", "ins", "judge", "lawyer", "legislature", "location", "marker",
    "mmod", "mod", "mref", "neutralCitation", "noteRef", "object", "omissis", "opinion", "organization", "outcome",
    "party", "person", "placeholder", "process", "quantity", "quotedText", "ref", "relatedDocument", "remark",
    "rmod", "role", "rref", "session", "shortTitle", "signature", "span", "sub", "sup", "term", "time", "u", "vote",
    "witness"
})  # fmt: skip
_HEADINGS = frozenset({"heading", "subheading", "crossHeading"})
_LABELS = frozenset({"num"})
_PASSED_OVER = frozenset({"meta", "noteRef"})
_CELLS = frozenset({"td", "th"})
_LANGUAGES = {"eng": "en", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ara": "ar", "zho": "zh", "chi": "zh",
              "en": "en", "fr": "fr", "es": "es", "ru": "ru", "ar": "ar", "zh": "zh"}  # fmt: skip
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_akoma_ntoso(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text of an Akoma Ntoso file, a block for each paragraph, heading and opener.

    Raises:
        UnreadableInput: it is no well-formed XML, or holds no text.
        InputTooLarge: it is over a limit.
    """
    return _read(data, Flow(name, limits))


def trace_akoma_ntoso(data: bytes, name: str, limits: Settings) -> tuple[Draft, list[tuple[int, int, int]]]:
    """Return the draft, and where its words come from: (offset in the text, offset in all character data, length).

    The character data are those of the whole file in order, metadata and white space included.
    """
    flow = Flow(name, limits, traced=True)
    return _read(data, flow), flow.origins


def _read(data: bytes, flow: Flow) -> Draft:
    name = flow.name
    root = parse_xml(data, name, flow.limits)
    _Collector(flow).walk(root)
    if not flow.blocks:
        raise UnreadableInput(f"{name}: Akoma Ntoso without text; give a file with a body")
    changes = flow.changes()
    language = next((_LANGUAGES.get((one.get(_XML_LANGUAGE) or "").lower()) for one in root.iter()
                     if one.get(_XML_LANGUAGE)), None)  # fmt: skip
    return Draft(flow.text(), tuple(flow.blocks), AKN, changes, marks_changes=bool(changes), language=language)


@dataclass(frozen=True, slots=True)
class _Place:
    kind: BlockKind = BlockKind.PARAGRAPH
    depth: int = 0
    marks: Marks = PLAIN
    language: str | None = None
    raised: bool = False


class _Collector:
    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self._position = 0
        self._labels: tuple[str | None, str | None] = (None, None)
        self._notes: deque[tuple[etree._Element, _Place, int]] = deque()

    def walk(self, root: etree._Element) -> None:
        self._element(root, _Place())
        self._end(_Place())
        # A note may hold notes; each comes after all that stands before it.
        while self._notes:
            note, place, position = self._notes.popleft()
            self._position = position
            marker = note.get("marker")
            self._labels = (marker, marker)
            self._inside(note, place)
            self._end(place)

    def _element(self, element: etree._Element, place: _Place) -> None:
        name = local_name(element)
        if name in _PASSED_OVER or not name:
            self._position += sum(len(text) for text in element.itertext())
        elif name == "authorialNote":
            marks = replace(place, kind=BlockKind.FOOTNOTE)
            self._notes.append((element, marks, self._position))
            self._position += sum(len(text) for text in element.itertext())
        elif name in {"br", "eol", "eop"}:
            self.flow.add(" ", place.marks)
            self._inside(element, place)
        elif name in _INLINE:
            self._inside(element, _inline_place(element, name, place))
        else:
            self._block(element, name, place)

    def _block(self, element: etree._Element, name: str, place: _Place) -> None:
        self._end(place)
        inner = _block_place(element, name, place)
        self._inside(element, inner)
        if name in _LABELS:
            # Two numbers in a row (a conversion error, or chapter and article) are both kept.
            base, proposed = zip(self._labels, self.flow.take(), strict=True)
            self._labels = " ".join(filter(None, base)), " ".join(filter(None, proposed))
        else:
            self._end(inner)

    def _inside(self, element: etree._Element, place: _Place) -> None:
        self._text(element.text, place)
        for one in element:
            self._element(one, place)
            self._text(one.tail, place)

    def _text(self, text: str | None, place: _Place) -> None:
        if text:
            self.flow.add(superscript(text) if place.raised else text, place.marks, self._position)
            self._position += len(text)

    def _end(self, place: _Place) -> None:
        nature = Nature(place.kind, place.depth if place.kind is BlockKind.HEADING else None, place.language)
        if place.kind is BlockKind.PARAGRAPH and self._labels != (None, None):
            nature = replace(nature, kind=BlockKind.LIST_ITEM, level=place.depth)
        if self.flow.end_block(nature.labelled(*self._labels)):
            self._labels = (None, None)


def _block_place(element: etree._Element, name: str, place: _Place) -> _Place:
    kind = place.kind
    if kind is not BlockKind.FOOTNOTE:
        kind = BlockKind.HEADING if name in _HEADINGS else BlockKind.TABLE_CELL if name in _CELLS else kind
    language = _LANGUAGES.get((element.get(_XML_LANGUAGE) or "").lower(), place.language)
    depth = place.depth + (name in {"list", "blockList"})
    return replace(place, kind=kind, language=language, marks=_status(element, place.marks), depth=depth)


def _inline_place(element: etree._Element, name: str, place: _Place) -> _Place:
    marks = _status(element, place.marks)
    if name == "ins":
        marks = replace(marks, inserted=True)
    elif name == "del":
        marks = replace(marks, deleted=True)
    return replace(place, marks=marks, raised=place.raised or name == "sup")


def _status(element: etree._Element, marks: Marks) -> Marks:
    # AKN marks whole provisions by an attribute; "ignored" and "translated" say nothing of a change.
    status = element.get("status")
    if status == "removed":
        return replace(marks, deleted=True)
    return marks
