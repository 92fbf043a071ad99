"""Reading HTML: what a page shows, in blocks, with ``<ins>`` and ``<del>`` as changes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.model import BlockKind, Note
from instrgraph.reading.draft import Draft
from instrgraph.reading.encoding import decode
from instrgraph.reading.flow import PLAIN, Flow, Marks, Nature, superscript
from instrgraph.reading.sniffing import HTML
from instrgraph.reading.word.numerals import numeral

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from instrgraph.settings import Settings

_UNSEEN = frozenset({
    "head", "script", "style", "template", "noscript", "iframe", "object", "video", "audio", "canvas", "svg",
    "button", "select", "textarea", "input", "nav", "datalist", "meter", "progress", "rt", "rp", "map", "frameset",
    "noframes", "dialog"
})  # fmt: skip
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub",
    "sup", "time", "tt", "u", "var", "wbr", "rb", "rtc", "math", "mi", "mn", "mo"
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"
})  # fmt: skip
_SELF_ENDING = frozenset({
    "p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "optgroup", "colgroup", "html",
    "head", "body", "path", "rect", "circle", "line", "use", "polygon", "ellipse", "stop", "image", "polyline"
})  # fmt: skip
_FORMATTING = frozenset({
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"
})  # fmt: skip
_HEADINGS = {f"h{level}": level - 1 for level in range(1, 7)}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]{0,40})")
_ATTRIBUTES = re.compile(r"<[a-zA-Z][^<>]{8192,}")
_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_NOTE = re.compile(r"footnote|endnote|\bfn\b|doc-noteref|sdfootnote|_ftn|^note", re.IGNORECASE)
_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}
_MOST_OPEN = 2000
_MOST_FORMATS = 300
_MOST_ATTRIBUTES = 1000


def read_html(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text of an HTML page: a block for each paragraph, heading, list item and cell.

    Scripts, forms, navigation and what styles hide are left out. Labels of numbered lists stand on the blocks. Notes
    at which a mark points are footnotes, labelled with the mark, which leaves the text.

    Raises:
        UnreadableInput: it is no text, or shows none.
        InputTooLarge: it is over a limit, or nests so deep that parsing would not end.
    """
    source, notes = _decode(data, name)
    _refuse_depth(source, name)
    tree = LexborHTMLParser(source)
    root = tree.root
    if root is None:
        raise UnreadableInput(f"{name}: HTML without an element; give a page with text")
    collector = _Collector(Flow(name, limits), _targets(tree))
    collector.walk(root)
    flow = collector.flow
    if not flow.blocks:
        raise UnreadableInput(f"{name}: HTML that shows no text; if a script draws the page, save what it shows")
    changes = flow.changes()
    language = (root.attributes.get("lang") or "")[:2].lower() or None
    left_out = tuple(Note(f"left out: {count} <{tag}>") for tag, count in sorted(collector.left_out.items()))
    return Draft(flow.text(), tuple(flow.blocks), HTML, changes, marks_changes=bool(changes),
                 language=language if language in {"en", "fr", "es", "ru", "ar", "zh"} else None,
                 notes=notes + left_out)  # fmt: skip


def _decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    declared = _META.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared.group(1).decode("ascii")
        if encoding.lower() not in {"utf-8", "utf8", "utf-16", "unicode"}:
            # Browsers read latin-1 as its superset, and so do we.
            encoding = "cp1252" if encoding.lower() in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else encoding
            try:
                return data.decode(encoding), ()
            except (LookupError, UnicodeDecodeError):
                # What the page says of itself is wrong: fall through to what its bytes say.
                return decode(data, name)
    return decode(data, name)


def _refuse_depth(source: str, name: str) -> None:
    # The parser's work grows with the square of the depth, of formats left open, and of attributes in one tag.
    depth = formats = 0
    for match in _TAG.finditer(source):
        tag = match.group(2).lower()
        if tag in _VOID or tag in _SELF_ENDING:
            continue
        step = -1 if match.group(1) else 1
        depth = max(depth + step, 0)
        if tag in _FORMATTING:
            formats = max(formats + step, 0)
        if depth > _MOST_OPEN or formats > _MOST_FORMATS:
            raise InputTooLarge(f"{name}: more than {_MOST_OPEN} elements ({_MOST_FORMATS} of them formats) are open "
                                "at once; simplify the page")  # fmt: skip
    for match in _ATTRIBUTES.finditer(source):
        if len(match.group().split()) > _MOST_ATTRIBUTES:
            raise InputTooLarge(f"{name}: a tag with more than {_MOST_ATTRIBUTES} attributes; simplify the page")


def _targets(tree: LexborHTMLParser) -> dict[str, str]:
    """Return the identifiers of elements that a footnote mark points at, with the mark."""
    found: dict[str, str] = {}
    for link in tree.css("a[href^='#']"):
        target = (link.attributes.get("href") or "")[1:]
        if target and _is_note_mark(link):
            found.setdefault(target, link.text(deep=True).strip().strip("[]()"))
    return found


def _is_note_mark(link: LexborNode) -> bool:
    text = link.text(deep=True).strip()
    if not 0 < len(text) <= 6 or not (link.attributes.get("href") or "").startswith("#"):
        return False
    if link.attributes.get("role") == "doc-noteref":
        return True
    raised = (link.parent is not None and link.parent.tag == "sup") or any(one.tag == "sup" for one in link.iter())
    named = _NOTE.search(" ".join((link.attributes.get("class") or "", (link.attributes.get("href") or "")[1:])))
    return bool(raised or named) and not _points_back(link)


def _points_back(link: LexborNode) -> bool:
    href = link.attributes.get("href") or ""
    return bool(re.search(r"ref|anc|back", href, re.IGNORECASE)) or link.attributes.get("role") == "doc-backlink"


@dataclass(slots=True)
class _List:
    """A list: how it is labelled, and how many items each reading has had."""

    form: str | None
    base: int
    proposed: int


@dataclass(frozen=True, slots=True)
class _Place:
    nature: Nature = Nature()  # noqa: RUF009  (frozen)
    marks: Marks = PLAIN
    raised: bool = False
    verbatim: bool = False
    items: int = 0


class _Collector:
    def __init__(self, flow: Flow, targets: dict[str, str]) -> None:
        self.flow = flow
        self.left_out: Counter[str] = Counter()
        self._targets = targets
        self._lists: list[_List] = []
        self._item: _List | None = None
        self._number: int | None = None
        self._note: str | None = None

    def walk(self, root: LexborNode) -> None:
        # An explicit stack: a page may nest deeper than Python calls may.
        stack: list[tuple[LexborNode, _Place, bool]] = [(root, _Place(), False)]
        while stack:
            node, place, leaving = stack.pop()
            if leaving:
                self._leave(node, place)
            elif node.is_text_node:
                self._text(node.text_content or "", place)
            elif node.is_element_node:
                inner = self._enter(node, place)
                if inner is not None:
                    stack.append((node, inner, True))
                    stack += [(one, inner, False) for one in reversed(_children(node))]
        self._end(_Place())

    def _text(self, text: str, place: _Place) -> None:
        if place.verbatim and "\n" in text:
            for line in text.split("\n"):
                self.flow.add(line, place.marks)
                self._end(place)
            return
        self.flow.add(superscript(text) if place.raised else text, place.marks)

    def _enter(self, node: LexborNode, place: _Place) -> _Place | None:
        tag = node.tag or ""
        attributes = node.attributes
        if tag in _UNSEEN or "hidden" in attributes or _HIDDEN.search(attributes.get("style") or ""):
            if tag in {"nav", "iframe", "object"}:
                self.left_out[tag] += 1
            return None
        if tag == "a" and self._is_left_out(node):
            return None
        inner = _marked(tag, node, place)
        mark = self._targets.get(attributes.get("id") or attributes.get("name") or "\0")
        if mark is not None and tag != "a":
            self._end(place)
            self._note = mark
            inner = replace(inner, nature=replace(inner.nature, kind=BlockKind.FOOTNOTE))
        if tag == "br":
            self._break(place)
            return None
        return inner if tag in _INLINE else self._enter_block(tag, node, place, inner)

    def _is_left_out(self, link: LexborNode) -> bool:
        """Return whether a link is a footnote mark in the text, or leads from a footnote back to it."""
        attributes = link.attributes
        if attributes.get("role") == "doc-backlink":
            return True
        if self._note is not None:
            return _points_back(link) or link.text(deep=True).strip() == self._note
        return _is_note_mark(link) and (attributes.get("href") or "")[1:] in self._targets

    def _break(self, place: _Place) -> None:
        if place.nature.kind in {BlockKind.HEADING, BlockKind.TABLE_CELL}:
            self.flow.add(" ", place.marks)
        else:
            self._end(place)

    def _enter_block(self, tag: str, node: LexborNode, place: _Place, inner: _Place) -> _Place:
        self._end(place)
        nature = inner.nature
        footnote = nature.kind is BlockKind.FOOTNOTE
        if tag in {"ol", "ul", "menu"}:
            self._lists.append(_list(tag, node))
            inner = replace(inner, items=inner.items + 1)
        elif tag == "li":
            self._item = self._lists[-1] if self._lists and not footnote else None
            self._number = _number(node.attributes.get("value"))
            nature = nature if footnote else replace(nature, kind=BlockKind.LIST_ITEM, level=max(inner.items - 1, 0))
        elif tag in _HEADINGS:
            nature = replace(nature, kind=BlockKind.HEADING, level=_HEADINGS[tag])
        elif tag in {"td", "th", "caption"} and not footnote:
            nature = replace(nature, kind=BlockKind.TABLE_CELL, level=None)
        return replace(inner, nature=nature, verbatim=inner.verbatim or tag == "pre")

    def _leave(self, node: LexborNode, place: _Place) -> None:
        tag = node.tag or ""
        if tag in _INLINE:
            return
        self._end(place)
        if tag in {"ol", "ul", "menu"} and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._item = None
        if place.nature.kind is not BlockKind.FOOTNOTE or tag in {"li", "section", "aside"}:
            self._note = None

    def _end(self, place: _Place) -> None:
        base, proposed = self.flow.pending_in(base=True), self.flow.pending_in(base=False)
        nature = place.nature
        if not base and not proposed:
            self.flow.end_block(nature)
            return
        if nature.kind is BlockKind.FOOTNOTE and self._note:
            nature, self._note = nature.labelled(self._note, self._note), None
        elif self._item is not None:
            nature = nature.labelled(*_count(self._item, self._number, bool(base), bool(proposed)))
            self._item = self._number = None
        self.flow.end_block(nature)


def _children(node: LexborNode) -> list[LexborNode]:
    found = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _marked(tag: str, node: LexborNode, place: _Place) -> _Place:
    attributes = node.attributes
    marks = place.marks
    author = attributes.get("data-author") or attributes.get("cite") or marks.author
    date = attributes.get("datetime") or marks.date
    if tag == "ins":
        marks = replace(marks, inserted=True, author=author, date=date)
    elif tag in {"del", "s", "strike"} or _STRUCK.search(attributes.get("style") or ""):
        # Struck text is how pages without <del> show what goes.
        marks = replace(marks, deleted=True, author=author, date=date)
    language = (attributes.get("lang") or "")[:2].lower()
    nature = place.nature
    if language in {"en", "fr", "es", "ru", "ar", "zh"}:
        nature = replace(nature, language=language)
    return replace(place, marks=marks, nature=nature, raised=place.raised or tag == "sup")


def _list(tag: str, node: LexborNode) -> _List:
    form = _TYPES.get(node.attributes.get("type") or "1", "decimal") if tag == "ol" else None
    start = _number(node.attributes.get("start"))
    before = (1 if start is None else start) - 1
    return _List(form, before, before)


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d{1,6}", text.strip()) else None


def _count(items: _List, number: int | None, base: bool, proposed: bool) -> tuple[str | None, str | None]:
    if items.form is None:
        return ("•" if base else None), ("•" if proposed else None)
    items.base = number if number is not None else items.base + base
    items.proposed = number if number is not None else items.proposed + proposed
    shown = numeral(items.base, items.form), numeral(items.proposed, items.form)
    return (f"{shown[0]}." if base else None), (f"{shown[1]}." if proposed else None)
