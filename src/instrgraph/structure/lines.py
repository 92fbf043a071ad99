"""The blocks of a reading, each with its label and its folded words, as the outline reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import Folded, fold
from instrgraph.model import Block, BlockKind, Reading, Span, State
from instrgraph.structure.labels import Label, parse_label
from instrgraph.structure.sections import ends_sentence, ends_with_colon, ends_with_comma

if TYPE_CHECKING:
    from instrgraph.model import SourceDocument


@dataclass(frozen=True, slots=True)
class Line:
    """One block that holds more than white space.

    ``start`` and ``end`` are folded offsets of its words without the label. ``span`` covers the block without white
    space at its ends, in the reading.
    """

    span: Span
    block: Block
    text: str
    label: Label | None
    start: int
    end: int
    language: str | None

    @property
    def words(self) -> str:
        """The block's words behind the label."""
        return self.text[self.label.length :] if self.label else self.text

    @property
    def ended(self) -> bool:
        """Whether a sentence or an item ends with the block."""
        return ends_sentence(self.text)

    @property
    def paused(self) -> bool:
        """Whether it ends with a comma."""
        return ends_with_comma(self.text)

    @property
    def announces(self) -> bool:
        """Whether it ends with a colon."""
        return ends_with_colon(self.text)

    @property
    def is_footnote(self) -> bool:
        """Whether the format says that it is a footnote."""
        return self.block.kind is BlockKind.FOOTNOTE

    @property
    def is_long(self) -> bool:
        """Whether it is too long for a heading; Chinese says in 50 characters what others say in 120."""
        head = self.text[:200]
        dense = 0 if head.isascii() or max(head) < "\u2e80" else sum(character >= "\u2e80" for character in head)
        return len(self.text) + 2 * dense > 160


def lines_of(reading: Reading, document: SourceDocument) -> tuple[tuple[Line, ...], Folded]:
    """Return the lines of a reading and its folded text, line breaks folded to spaces."""
    folded = fold(reading.text)
    # A hard line break inside a block is a space to whoever looks for words; offsets stay as they are.
    folded = Folded(folded.text.replace("\n", " "), folded.offsets, folded.original_length)
    found = []
    for block in reading.blocks:
        line = _line(reading, block, folded, document.language)
        if line is not None:
            found.append(line)
    return tuple(found), folded


# What Word's own text export writes where a bookmark stands.
_BOOKMARKS = re.compile(r"(?:\[bookmark: ?\w+\]\s*)+(?=\S)")
_EDGE = " \t\r\n\u00a0\u3000\ufeff\u200e\u200f\x0c"


def _line(reading: Reading, block: Block, folded: Folded, language: str | None) -> Line | None:
    raw = block.span.of(reading.text)
    text = raw.strip(_EDGE)
    if not text:
        return None
    begin = block.span.start + len(raw) - len(raw.lstrip(_EDGE))
    bookmark = _BOOKMARKS.match(text)
    if bookmark:
        begin, text = begin + bookmark.end(), text[bookmark.end() :]
    automatic = block.label_base if reading.state is State.BASE else block.label_proposed or block.label_base
    if automatic:
        label = parse_label(automatic.strip() + "\t")
        label = Label(label.options, label.style, 0) if label else None
    else:
        label = parse_label(text)
    start = folded.at(begin + (label.length if label else 0))
    end = folded.at(begin + len(text))
    span = Span(begin, begin + len(text))
    return Line(span, block, text, label, start, end, block.language or language)
