"""Reading PDF: a worker process gives the characters of each page, the rest is layout.

``worker`` opens the file under limits of time and memory; ``layout`` finds columns, page furniture and footnotes;
``paragraphs`` joins lines. Text that is struck out is deleted; where some is, text that is underlined is inserted.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instrgraph.errors import EncryptedInput, InputTooLarge, UnreadableInput
from instrgraph.model import Block, BlockKind, Edit, EditKind, Note, Span
from instrgraph.reading.draft import Draft
from instrgraph.reading.flow import group_edits
from instrgraph.reading.pdf.layout import Page, lay_out
from instrgraph.reading.pdf.paragraphs import Paragraph, join_lines, vocabulary, words_of
from instrgraph.reading.sniffing import PDF

if TYPE_CHECKING:
    from instrgraph.reading.pdf.layout import Layout
    from instrgraph.settings import Settings

_WORKER = Path(__file__).with_name("worker.py")
_PASSWORD, _BROKEN, _TOO_MANY_PAGES = 3, 4, 5
_UNMAPPED = 0.3
_BACKWARDS = 0.3


def read_pdf(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text of a PDF in reading order, a block for each paragraph, footnotes last.

    Raises:
        EncryptedInput: it needs a password.
        UnreadableInput: it is broken, scanned without text, or its text comes out in disorder.
        InputTooLarge: it has too many pages, or takes more time or memory than the settings allow.
    """
    found = _work(data, name, limits)
    notes = _check(found, name)
    pages = [Page(number, one["width"], one["height"], tuple(one["segments"]), tuple(map(tuple, one["rules"])))
             for number, one in enumerate(found, 1)]  # fmt: skip
    layout = lay_out(pages)
    if layout.furniture:
        shown = "; ".join(layout.furniture[:5])
        notes.append(Note(f"page furniture left out: {len(layout.furniture)} different lines, such as {shown}"))
    return _draft(layout, notes, name, limits)


def _work(data: bytes, name: str, limits: Settings) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", str(_WORKER), str(int(limits.reader_memory_bytes)), str(limits.max_pdf_pages)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.reader_seconds,  # noqa: S603
                              check=False)  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise InputTooLarge(f"{name}: took more than {limits.reader_seconds:g} s to read; split it, "
                            "or raise INSTRGRAPH_READER_SECONDS") from error  # fmt: skip
    said = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode == _PASSWORD:
        raise EncryptedInput(f"{name}: needs a password; save it without one")
    if done.returncode == _TOO_MANY_PAGES:
        raise InputTooLarge(f"{name}: {said} pages, the limit is {limits.max_pdf_pages}; split it, "
                            "or raise INSTRGRAPH_MAX_PDF_PAGES")  # fmt: skip
    if "MemoryError" in said or "bad_alloc" in said:
        raise InputTooLarge(f"{name}: needs more than {limits.reader_memory_bytes} bytes of memory; split it, "
                            "or raise INSTRGRAPH_READER_MEMORY_BYTES")  # fmt: skip
    if done.returncode:
        last = said.splitlines()[-1] if said else f"the reader ended with {done.returncode}"
        raise UnreadableInput(f"{name}: a broken PDF ({last}); print it to PDF again")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _check(pages: list[dict[str, Any]], name: str) -> list[Note]:
    """Return notes on pages that lack text.

    Raises:
        UnreadableInput: no page has text, or the text comes out in disorder.
    """
    if not any(page["segments"] for page in pages):
        raise UnreadableInput(f"{name}: {len(pages)} pages without text; a scan must go through text recognition first")
    characters = sum(page["characters"] for page in pages)
    unmapped = sum(page["unmapped"] for page in pages)
    if unmapped > _UNMAPPED * characters:
        raise UnreadableInput(f"{name}: its fonts do not say which letters they show ({unmapped} of {characters} "
                              "characters); give the Word file, or put it through text recognition")  # fmt: skip
    segments = [one for page in pages for one in page["segments"] if one["rtl"] > 2]
    letters, backwards = sum(one["rtl"] for one in segments), sum(one["forward"] for one in segments)
    if backwards > _BACKWARDS * letters:
        raise UnreadableInput(f"{name}: its right-to-left text is stored as it looks, not as it is read; "
                              "give the Word file")  # fmt: skip
    notes = [Note(f"page {number} holds no text; it may be scanned")
             for number, page in enumerate(pages, 1) if not page["segments"]]  # fmt: skip
    notes += [Note(f"page {number} could not be read: {page['fault']}")
              for number, page in enumerate(pages, 1) if page.get("fault")]  # fmt: skip
    if unmapped:
        notes.append(Note(f"{unmapped} characters have no known letter"))
    return notes


def _draft(layout: Layout, notes: list[Note], name: str, limits: Settings) -> Draft:
    known = vocabulary(layout.lines)
    struck = any(kind == "s" for line in layout.lines for _, _, kind in line.marks)
    underlined = any(kind == "u" for line in layout.lines for _, _, kind in line.marks)
    if underlined and not struck:
        notes.append(Note("underlined text was not taken for inserted, since none is struck out"))
    builder = _Builder(struck)
    for paragraph in join_lines(layout.lines):
        builder.add(paragraph, known, BlockKind.PARAGRAPH, None)
    for note in layout.footnotes:
        builder.add(Paragraph(list(note.lines)), known, BlockKind.FOOTNOTE, note.mark or None)
    if builder.length > limits.max_text_characters:
        raise InputTooLarge(f"{name}: {builder.length} characters of text, the limit is {limits.max_text_characters}; "
                            "split it, or raise INSTRGRAPH_MAX_TEXT_CHARACTERS")  # fmt: skip
    changes = group_edits(builder.edits)
    return Draft("".join(builder.pieces), tuple(builder.blocks), PDF, changes, marks_changes=bool(changes),
                 notes=tuple(notes), running="\n".join(layout.furniture))  # fmt: skip


class _Builder:
    """The text so far, with its blocks and edits."""

    def __init__(self, marks_changes: bool) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.edits: list[Edit] = []
        self._kinds = {"s": EditKind.DELETION, "u": EditKind.INSERTION} if marks_changes else {}

    def add(self, paragraph: Paragraph, known: set[str], kind: BlockKind, label: str | None) -> None:
        stretches = words_of(paragraph, known)
        if not "".join(text for text, _ in stretches).strip():
            return
        if self.blocks:
            self._append("\n", "")
        start = self.length
        for text, mark in stretches:
            self._append(text, mark)
        self.blocks.append(Block(Span(start, self.length), kind, None, label, label))

    def _append(self, text: str, mark: str) -> None:
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        edit = self._kinds.get(mark)
        if edit is None:
            return
        last = self.edits[-1] if self.edits else None
        if last and last.kind is edit and last.span.end == start:
            start = self.edits.pop().span.start
        self.edits.append(Edit(Span(start, self.length), edit))
