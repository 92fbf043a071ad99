"""The texts that one document holds: the base, the proposed one, or the only one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate

from instrgraph.model import Block, EditKind, Reading, SourceDocument, Span, State


def readings(document: SourceDocument) -> tuple[Reading, ...]:
    """Return the only reading of a text without changes (state ``both``), else the base, then the proposed text.

    The base lacks the insertions, the proposed text the deletions; both lack page furniture.

    >>> document = SourceDocument("source/0", "a", "a", "text/plain", "Res. 2", "en", (Block(Span(0, 6)),))
    >>> [(reading.state.value, reading.text) for reading in readings(document)]
    [('both', 'Res. 2')]
    """
    if not document.changes:
        return (_reading(document, State.BOTH, ()),)
    edits = [edit for change in document.changes for edit in change.edits]
    inserted = [edit.span for edit in edits if edit.kind is EditKind.INSERTION]
    deleted = [edit.span for edit in edits if edit.kind is EditKind.DELETION]
    return _reading(document, State.BASE, inserted), _reading(document, State.PROPOSED, deleted)


def _reading(document: SourceDocument, state: State, left_out: list[Span] | tuple[Span, ...]) -> Reading:
    pieces = _kept(len(document.text), [*left_out, *document.furniture])
    text = "".join(piece.of(document.text) for piece in pieces)
    lengths = [0, *accumulate(len(piece) for piece in pieces)]
    blocks: list[Block] = []
    sources: list[int] = []
    for index, block in enumerate(document.blocks):
        span = _stripped(text, _inside(block.span, pieces, lengths))
        if not len(span):
            continue
        gap = text[blocks[-1].span.end : span.start] if blocks else "\n"
        if "\n" not in gap and "\n" in _between(document, sources[-1], index):
            # This reading lacks the line end that parts the two in the other: they are one paragraph.
            blocks[-1] = _moved(blocks[-1], Span(blocks[-1].span.start, span.end))
            continue
        blocks.append(_moved(block, span))
        sources.append(index)
    return Reading(state, text, pieces, tuple(blocks), tuple(sources))


def _moved(block: Block, span: Span) -> Block:
    if span == block.span:
        return block
    return Block(span, block.kind, block.language, block.label_base, block.label_proposed, block.level)


def _between(document: SourceDocument, first: int, second: int) -> str:
    return document.text[document.blocks[first].span.end : document.blocks[second].span.start]


def _kept(length: int, left_out: list[Span]) -> tuple[Span, ...]:
    pieces: list[Span] = []
    start = 0
    for span in sorted(left_out):
        if span.start > start:
            pieces.append(Span(start, span.start))
        start = max(start, span.end)
    if start < length:
        pieces.append(Span(start, length))
    return tuple(pieces)


def _inside(span: Span, pieces: tuple[Span, ...], lengths: list[int]) -> Span:
    """Return what is left of a span of the text as it stands, in the coordinates of the reading."""
    first = bisect_right(pieces, span.start, key=lambda piece: piece.end)
    last = bisect_left(pieces, span.end, key=lambda piece: piece.start) - 1
    if first > last:
        return Span(0, 0)
    start = lengths[first] + max(0, span.start - pieces[first].start)
    end = lengths[last] + min(len(pieces[last]), span.end - pieces[last].start)
    return Span(start, max(start, end))


def _stripped(text: str, span: Span) -> Span:
    words = span.of(text)
    lead = len(words) - len(words.lstrip())
    return Span(span.start + lead, span.start + lead + len(words.strip()))
