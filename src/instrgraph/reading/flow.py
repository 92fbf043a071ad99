"""Collecting the text of markup in which white space runs together: Akoma Ntoso and HTML.

A reader adds text as it meets it and says where a block ends; the flow keeps what was inserted or deleted, defers
footnotes to the end, and knows for every word where in the source it stood.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from instrgraph.errors import InputTooLarge
from instrgraph.model import Block, BlockKind, Change, Edit, EditKind, Span

if TYPE_CHECKING:
    from instrgraph.settings import Settings

_BLANK = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")
_PIECE = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+|[^ \t\r\n\f\v\u2028\u2029]+")
# No-break and ideographic spaces are text: they were typed, not left by an editor that wraps lines.
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Marks:
    """What holds at a place in the markup: inserted, deleted, by whom and when."""

    inserted: bool = False
    deleted: bool = False
    author: str | None = None
    date: str | None = None


PLAIN = Marks()


@dataclass(frozen=True, slots=True)
class Nature:
    """What the block that is being collected is."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    language: str | None = None
    label_base: str | None = None
    label_proposed: str | None = None

    def labelled(self, base: str | None, proposed: str | None) -> Nature:
        """Return it with labels."""
        return replace(self, label_base=base or None, label_proposed=proposed or None)


@dataclass(slots=True)
class _Word:
    text: str
    marks: Marks
    origin: int


@dataclass(slots=True)
class Flow:
    """The text so far; where ``traced``, ``origins`` holds (offset in the text, in the source, length) of each word."""

    name: str
    limits: Settings
    traced: bool = False
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    origins: list[tuple[int, int, int]] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    pending: list[_Word] = field(default_factory=list)
    break_marks: Marks = PLAIN

    def add(self, text: str, marks: Marks = PLAIN, origin: int = 0) -> None:
        """Add text as the source spells it; ``origin`` is the source's offset of its first character."""
        if marks.inserted and marks.deleted:
            return
        if not self.traced:
            shown = _BLANK.sub(" ", text)
            if shown and shown[0] == " " and (not self.pending or self.pending[-1].text[-1] == " "):
                shown = shown[1:]
            if shown:
                self.pending.append(_Word(shown, marks, origin))
            return
        for match in _PIECE.finditer(text):
            piece = match.group()
            blank = _BLANK.match(piece) is not None
            if blank and (not self.pending or self.pending[-1].text == " "):
                continue
            self.pending.append(_Word(" " if blank else piece, marks, origin + match.start()))

    def pending_in(self, *, base: bool) -> str:
        """Return the text of the block that is being collected, in one reading."""
        return "".join([one.text for one in self.pending
                        if not (one.marks.inserted if base else one.marks.deleted)]).strip()  # fmt: skip

    def take(self) -> tuple[str, str]:
        """Return the text that is being collected, in base and proposed, and drop it: it was a label."""
        found = self.pending_in(base=True), self.pending_in(base=False)
        self.pending = []
        return found

    def end_block(self, nature: Nature) -> bool:
        """End the block that is being collected; return whether there was any text in it.

        Raises:
            InputTooLarge: the text has become longer than the settings allow.
        """
        while self.pending and not (last_words := self.pending[-1].text.rstrip(" ")):
            self.pending.pop()
        if not self.pending:
            return False
        self.pending[-1].text = last_words
        if self.blocks:
            self._append("\n", self.break_marks)
        start = self.length
        bases, proposals = self.pending_in(base=True), self.pending_in(base=False)
        for word in self.pending:
            if self.traced:
                self.origins.append((self.length, word.origin, len(word.text)))
            self._append(word.text, word.marks)
        last = self.pending[-1].marks
        # The line end goes with the block where a reading has nothing of it.
        self.break_marks = PLAIN if bases and proposals else last
        self.pending = []
        labels = nature.label_base if bases else None, nature.label_proposed if proposals else None
        self.blocks.append(Block(Span(start, self.length), nature.kind, nature.language, *labels, nature.level))
        limit = self.limits.max_text_characters
        if self.length > limit:
            raise InputTooLarge(f"{self.name}: more than {limit} characters of text; split it, "
                                "or raise INSTRGRAPH_MAX_TEXT_CHARACTERS")  # fmt: skip
        return True

    def _append(self, text: str, marks: Marks) -> None:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        if marks.inserted or marks.deleted:
            kind = EditKind.INSERTION if marks.inserted else EditKind.DELETION
            last = self.edits[-1] if self.edits else None
            same = last and (last.kind, last.author, last.date) == (kind, marks.author, marks.date)
            if same and last and last.span.end == start:
                start = self.edits.pop().span.start
            self.edits.append(Edit(Span(start, self.length), kind, marks.author, marks.date))

    def text(self) -> str:
        """Return the text as it stands."""
        return "".join(self.pieces)

    def changes(self) -> tuple[Change, ...]:
        """Return the edits as changes: what goes and what comes right beside it belong together."""
        return group_edits(self.edits)


def group_edits(edits: list[Edit]) -> tuple[Change, ...]:
    """Return edits that touch, one of each kind, as one change; the evidence is the markup."""
    groups: list[list[Edit]] = []
    for edit in edits:
        last = groups[-1] if groups else None
        if last and last[-1].span.end == edit.span.start and all(one.kind is not edit.kind for one in last):
            last.append(edit)
        else:
            groups.append([edit])
    return tuple(Change(tuple(group), "markup", 1.0) for group in groups)


def superscript(text: str) -> str:
    """Return the digits of a raised number as superscripts, so that a footnote mark never becomes part of a number.

    >>> superscript("12"), superscript("er")
    ('¹²', 'er')
    """
    return text.translate(_SUPERSCRIPTS) if text.strip().isascii() and text.strip().isdigit() else text
