"""Reading Markdown: a light touch, since a resolution in Markdown is a text with a few signs around its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.errors import UnreadableInput
from instrgraph.model import BlockKind
from instrgraph.reading.draft import Draft
from instrgraph.reading.encoding import decode
from instrgraph.reading.flow import PLAIN, Flow, Nature
from instrgraph.reading.sniffing import MARKDOWN

if TYPE_CHECKING:
    from instrgraph.settings import Settings

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*\s*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*\Z")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}\s*\Z")
_ITEM = re.compile(r"(\s*)([-*+]|\d{1,4}[.)]|[a-zA-Z][.)]|[ivx]{1,5}[.)])[ \t]+(.*)\Z")
_NOTE = re.compile(r" {0,3}\[\^([^\]]{1,20})\]:[ \t]*(.*)\Z")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ROW = re.compile(r"\s*\|(.*)\|\s*\Z")
_ROW_RULE = re.compile(r"[\s|:-]+\Z")
_LINK = re.compile(r"!?\[([^\[\]]{0,1000})\]\([^()\s]{0,2000}(?:\s+\"[^\"]*\")?\)")
_NOTE_MARK = re.compile(r"\[\^[^\]]{1,20}\]")
_SIGNS = re.compile(r"(?<![\w\\])[*_]{1,3}(?=\S)|(?<=[^\s\\])[*_]{1,3}(?!\w)|`+")
# Emphasis is told by the letter on one side of its signs, so that each sign is looked at once.
_INNER = re.compile(r"(~~|\{--|\{\+\+|</?(?:ins|del)>|--\}|\+\+\})")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])")


def read_markdown(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text of a Markdown file without its signs.

    Headings, list items with their labels, table cells and footnotes are blocks; lines of one paragraph are joined.
    ``~~…~~`` and ``<del>`` are deletions, ``<ins>`` and ``{++…++}`` insertions.

    Raises:
        UnreadableInput: it is no text, or holds none.
        InputTooLarge: there are more characters than the settings allow.
    """
    source, notes = decode(data, name)
    reader = _Reader(Flow(name, limits))
    for line in source.expandtabs(4).splitlines():
        reader.line(line)
    flow = reader.finish()
    if not flow.blocks:
        raise UnreadableInput(f"{name}: Markdown without text; give a file with words in it")
    changes = flow.changes()
    return Draft(flow.text(), tuple(flow.blocks), MARKDOWN, changes, marks_changes=bool(changes), notes=notes)


class _Reader:
    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._lines: list[str] = []
        self._nature = Nature()
        self._fenced = False

    def line(self, line: str) -> None:
        if _FENCE.match(line):
            self._end()
            self._fenced = not self._fenced
        elif self._fenced:
            self._start(line, Nature())
            self._end()
        elif not line.strip():
            self._end()
        else:
            self._shaped(re.sub(r"\A(?:\s{0,3}>)+ ?", "", line))

    def _shaped(self, line: str) -> None:
        heading, note, item, row = (one.match(line) for one in (_HEADING, _NOTE, _ITEM, _ROW))
        if self._lines and self._nature.kind is BlockKind.PARAGRAPH and _UNDERLINE.match(line):
            self._nature = replace(self._nature, kind=BlockKind.HEADING, level=0 if "=" in line else 1)
            self._end()
        elif _RULE.match(line):
            self._end()
        elif heading:
            self._start(heading.group(2), Nature(BlockKind.HEADING, len(heading.group(1)) - 1))
            self._end()
        elif note:
            self._start(note.group(2), Nature(BlockKind.FOOTNOTE).labelled(note.group(1), note.group(1)))
        elif row:
            self._cells(row.group(1))
        elif item:
            label = "•" if item.group(2) in "-*+" else item.group(2)
            self._start(item.group(3), Nature(BlockKind.LIST_ITEM, len(item.group(1)) // 2).labelled(label, label))
        else:
            self._lines.append(line)

    def _cells(self, row: str) -> None:
        if _ROW_RULE.match(row):
            return
        for cell in re.split(r"(?<!\\)\|", row):
            self._start(cell, Nature(BlockKind.TABLE_CELL))
            self._end()

    def _start(self, text: str, nature: Nature) -> None:
        self._end()
        self._nature = nature
        self._lines.append(text)

    def _end(self) -> None:
        if self._lines:
            self._inline(_NOTE_MARK.sub("", "\n".join(self._lines)))
            self._flow.end_block(self._nature)
        self._lines = []
        self._nature = Nature()

    def _inline(self, text: str) -> None:
        text = _SIGNS.sub("", _LINK.sub(r"\1", text))
        marks = PLAIN
        for part in _INNER.split(text):
            if part == "~~":
                marks = replace(PLAIN, deleted=not marks.deleted)
            elif part in {"<del>", "{--"}:
                marks = replace(PLAIN, deleted=True)
            elif part in {"<ins>", "{++"}:
                marks = replace(PLAIN, inserted=True)
            elif part in {"</del>", "</ins>", "--}", "++}"}:
                marks = PLAIN
            else:
                self._flow.add(_ESCAPED.sub(r"\1", part), marks)

    def finish(self) -> Flow:
        """Return the flow with all of the text in it."""
        self._end()
        return self._flow
