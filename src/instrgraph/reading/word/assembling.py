"""From paragraphs to one text as it stands, its blocks, its changes and its notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from instrgraph.model import Block, Change, Edit, EditKind, Note, Span
from instrgraph.reading.word.numbering import Counter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instrgraph.reading.word.numbering import Numbering
    from instrgraph.reading.word.paragraphs import Content, Paragraph, Revision, Trace

_EVIDENCE = "markup"


@dataclass(slots=True)
class Assembly:
    """The text so far: pieces, the edits on them, the blocks, and where comments begin and end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    edits: list[tuple[Edit, bool]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    comments: dict[str, list[int]] = field(default_factory=dict)

    def add(self, text: str, trace: Trace) -> None:
        """Append text with its trace."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        if trace.inserted is not None:
            self._edit(start, EditKind.INSERTION, trace.inserted)
        elif trace.deleted is not None:
            self._edit(start, EditKind.DELETION, trace.deleted)

    def _edit(self, start: int, kind: EditKind, revision: Revision) -> None:
        edit = Edit(Span(start, self.length), kind, revision.author, revision.date)
        if self.edits:
            last, moved = self.edits[-1]
            same = (last.kind, last.author, last.date, moved) == (edit.kind, edit.author, edit.date, revision.moved)
            if same and last.span.end == start:
                edit = Edit(Span(last.span.start, self.length), kind, revision.author, revision.date)
                self.edits.pop()
        self.edits.append((edit, revision.moved))


def assemble(
    content: Content, lists: Mapping[str, Numbering]
) -> tuple[str, list[Block], tuple[Change, ...], list[Note]]:
    """Return the text as it stands with its blocks, changes and notes."""
    paragraphs = content.paragraphs
    for index, paragraph in enumerate(paragraphs):
        paragraph.number = index
    base, proposed = (_labels(paragraphs, lists, base=base) for base in (True, False))
    shown = [one for one in paragraphs if any(run.text for run in one.runs)]
    assembly = Assembly()
    for paragraph, following in zip_longest(shown, shown[1:]):
        _add_paragraph(assembly, paragraph, base, proposed)
        if following is not None:
            _add_break(assembly, paragraphs[paragraph.number : following.number])
    notes = [Note(remark) for remark in content.remarks]
    return "".join(assembly.pieces), assembly.blocks, _changes(assembly.edits), notes + _comments(assembly, content)


def _add_paragraph(
    assembly: Assembly, paragraph: Paragraph, base: Mapping[int, str], proposed: Mapping[int, str]
) -> None:
    start = assembly.length
    for run in paragraph.runs:
        if run.comment is None:
            assembly.add(run.text, run.trace)
        else:
            assembly.comments.setdefault(run.comment[0], []).append(assembly.length)
    level = paragraph.outline
    item = paragraph.proposed or paragraph.base
    if level is None and item is not None:
        level = item.level
    if "".join(run.text for run in paragraph.runs).strip():
        assembly.blocks.append(Block(Span(start, assembly.length), paragraph.kind, None,
                                     base.get(paragraph.number), proposed.get(paragraph.number), level))  # fmt: skip


def _add_break(assembly: Assembly, ended: Sequence[Paragraph]) -> None:
    """Append the line feed after the first of ``ended``; the others are empty."""
    in_base, in_proposed = (any(_breaks(one, base=base) for one in ended) for base in (True, False))
    trace = ended[0].mark
    if not in_base and not in_proposed:
        return
    if in_base != in_proposed:
        # An empty paragraph may bear the mark that decides.
        states = (in_base, in_proposed)
        trace = next((one.mark for one in ended if (one.mark.in_base, one.mark.in_proposed) == states), trace)
        assembly.add("\n", trace)
        return
    assembly.pieces.append("\n")
    assembly.length += 1


def _breaks(paragraph: Paragraph, *, base: bool) -> bool:
    """Return whether a reading has a line break after a paragraph."""
    if paragraph.ends_in(base=base):
        return True
    # Nothing follows to join with: the break stays, unless all of the paragraph is gone in this reading.
    return not paragraph.joins and not paragraph.hidden_mark and paragraph.stands_in(base=base)


def _labels(paragraphs: Sequence[Paragraph], lists: Mapping[str, Numbering], *, base: bool) -> dict[int, str]:
    """Return the label of each paragraph in one reading, on the first visible one of those that are joined."""
    counter = Counter(lists)
    found: dict[int, str] = {}
    group: list[Paragraph] = []
    for index, paragraph in enumerate(paragraphs, 1):
        group.append(paragraph)
        if not paragraph.ends_in(base=base) and paragraph.joins and index < len(paragraphs):
            continue
        gone = not paragraph.ends_in(base=base) and not any(one.stands_in(base=base) for one in group)
        item = paragraph.base if base else paragraph.proposed
        label = None if gone or item is None else counter.label(item.number_id, item.level)
        first = next((one for one in group if one.stands_in(base=base)), group[0])
        recorded = next((one.former for one in group if one.former and base and not gone), None)
        label = recorded or label or first.labels[0 if base else 1]
        if label:
            found[first.number] = label
        group = []
    return found


def _changes(edits: Sequence[tuple[Edit, bool]]) -> tuple[Change, ...]:
    """Return the edits grouped: what goes and what comes right beside it belong together, a move stands alone."""
    groups: list[list[tuple[Edit, bool]]] = [[one] for one in edits[:1]]
    for before, after in pairwise(edits):
        kinds = {edit.kind for edit, _ in groups[-1]}
        if before[0].span.end == after[0].span.start and not (before[1] or after[1]) and after[0].kind not in kinds:
            groups[-1].append(after)
        else:
            groups.append([after])
    notes = {(True, EditKind.DELETION): "moved from here", (True, EditKind.INSERTION): "moved to here"}
    return tuple(Change(tuple(edit for edit, _ in group), _EVIDENCE, 1.0, notes.get((group[0][1], group[0][0].kind)))
                 for group in groups)  # fmt: skip


def _comments(assembly: Assembly, content: Content) -> list[Note]:
    notes = []
    for identifier, (author, words) in content.comments.items():
        ends = assembly.comments.get(identifier, [])
        span = Span(min(ends), max(ends)) if len(ends) > 1 else None
        notes.append(Note(f"comment by {author or 'unknown'}: {words}", span))
    return notes
