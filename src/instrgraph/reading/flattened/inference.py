"""The witnesses called in order, each hearing what the others found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold, unbroken
from instrgraph.model import Change, Edit, EditKind, Span
from instrgraph.reading.flattened.labels import Fate, Item, Verdict, judge, label_of, split_lists, with_hints
from instrgraph.reading.flattened.later import LaterRevision, find_later, year_of
from instrgraph.reading.flattened.ledger import Ledger
from instrgraph.reading.flattened.names import find_names
from instrgraph.reading.flattened.numbers import FusedNumber, find_numbers, find_runs
from instrgraph.reading.flattened.revisions import FusedRevision, find_revisions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import SourceDocument

_LONGEST_HEADING, _ACTION_WITHIN = 260, 60
_DOUBTFUL = 0.6
"""Of two items side by side with one label, one goes and one comes: the confidence that it is the first that goes."""
_MODIFIES = re.compile(r"mod(?:\s+[\w-]+/[\w()./-]+)?\s*\Z")
_IN_PARENTHESES = re.compile(r"\(([^()]*)\)")
_FUSED_SESSIONS = re.compile(r"(?<![a-zа-я])([a-zа-я]{1,5}-?\d{2})[a-zа-я]{1,5}-?\d{2}(?!\d)")
_BEHIND = 40  # "(Busan, 2014Dubai, 2018)" and a comma, or where the conference met, or a translation's "г.),"
_BASE_ENDED = re.compile(r"(?P<gone>[,،])\s?(?P<came>[;。؛.])\s*\Z")
_PROPOSED_ENDS = re.compile(r"(?P<gone>[;؛])\s?(?P<came>[,،.。])\s*\Z")
# A stop after three letters or fewer belongs to an abbreviation: "etc.;".
_FULL_STOP_GONE = re.compile(r"(?:[^\W\d_]{4}|[\d)\]\"'])(?P<gone>[.。])\s?(?P<came>;)\s*\Z")


class Inference:
    """The state of one document's inference: what is found so far, in offsets of the folded text."""

    def __init__(self, document: SourceDocument) -> None:
        folded = fold(document.text)
        self._folded = unbroken(folded, tuple(folded.at(block.span.start) for block in document.blocks))
        self._text = self._folded.text
        self._blocks = [Span(self._folded.at(block.span.start), self._folded.at(block.span.end))
                        for block in document.blocks]  # fmt: skip
        self._items = [label_of(self._text, index, span.start) for index, span in enumerate(self._blocks)]
        self._lists = tuple(split_lists(self._items))
        self._found = Ledger()
        self._revisions: tuple[FusedRevision, ...] = ()

    def changes(self) -> tuple[Change, ...]:
        """Return all changes, in text order and in offsets of the text as it stands."""
        self._revisions = tuple(find_revisions(self._text))
        for revision in self._revisions:
            self._add_revision(revision)
        self._add_numbers(find_numbers(self._text))
        if self._is_flattened():
            self._add_numbers(find_runs(self._text))
            self._add_numbers(find_names(self._text))
        later = self._later()
        self._judge_lists(later)
        self._add_between()
        self._judge_punctuation()
        for one in later:
            self._add_later(one)
        return tuple(self._mapped(change) for change in self._found)

    # ------------------------------------------------------------------------------------------- fused spans

    def _add_revision(self, revision: FusedRevision) -> None:
        edits = revision.parting.shifted(revision.start)
        others = tuple(other.shifted(revision.start) for other in revision.alternatives)
        note = f"{revision.base_year} became {revision.proposed_year}"
        self._found.add(Change(edits, "fusedSpan", revision.confidence, note, others))

    def _add_numbers(self, numbers: Iterator[FusedNumber]) -> None:
        for number in numbers:
            if not self._found.is_taken(Span(number.start, number.end)):
                best, *others = (_replacement(number.start, middle, number.end)
                                 for middle in (number.middle, *number.alternatives))  # fmt: skip
                self._found.add(Change(best, "fusedSpan", number.confidence, None, tuple(others)))

    def _is_flattened(self) -> bool:
        return any(change.evidence in ("fusedSpan", "fusedLabel") for change in self._found)

    # ------------------------------------------------------------------------------------ later than the base

    def _base(self) -> tuple[int, int] | None:
        """Return the year of the base text and the block after which its words begin, where fused traces tell them."""
        headings: list[tuple[int, int]] = []
        for revision in self._revisions:
            index = self._block_at(revision.start)
            if index is not None and self._items[index] is None and self._heads(index, revision):
                headings.append((revision.base_year, index))
        if not headings:
            return self._printed_base()
        # Heading and enacting clause name the same two conferences; a single other trace is outvoted.
        year = Counter(year for year, _ in headings).most_common(1)[0][0]
        return year, min(index for found, index in headings if found == year)

    def _heads(self, index: int, revision: FusedRevision) -> bool:
        """Return whether a fused revision is that of a heading or an enacting clause: little stands behind it."""
        block = self._blocks[index]
        return len(block) < _LONGEST_HEADING and block.end - revision.end <= _BEHIND

    def _printed_base(self) -> tuple[int, int] | None:
        """Return the year of the heading below the line MOD, where the revision itself was left as it was."""
        for index, span in enumerate(self._blocks[:_ACTION_WITHIN]):
            if not _MODIFIES.match(self._text[span.start : span.end]):
                continue
            for below in (index + 1, index + 2):
                if below < len(self._blocks) and len(self._blocks[below]) < _LONGEST_HEADING:
                    heading = self._text[self._blocks[below].start : self._blocks[below].end]
                    printed = (_FUSED_SESSIONS.sub(r"\1", found) for found in _IN_PARENTHESES.findall(heading))
                    years = {year_of(one) for one in printed} - {None}
                    if len(years) == 1:
                        return int(years.pop() or 0), below
        return None

    def _later(self) -> tuple[LaterRevision, ...]:
        base = self._base()
        if base is None:
            return ()
        year, heading = base
        found: list[LaterRevision] = []
        for index, span in enumerate(self._blocks[heading + 1 :], heading + 1):
            item = self._items[index]
            start = item.start + len(item.label) if item else span.start
            found.extend(one for one in find_later(self._text, start, span.end, year)
                         if not self._found.is_taken(Span(one.start, one.end)))  # fmt: skip
        return tuple(found)

    def _add_later(self, later: LaterRevision) -> None:
        span = Span(later.start, later.end)
        if not self._found.is_taken(span):
            edit = Edit(span, EditKind.INSERTION)
            self._found.add(Change((edit,), "laterThanBase", 0.97, f"{later.year} is after the base"))

    # ------------------------------------------------------------------------------------------------- lists

    def _judge_lists(self, later: tuple[LaterRevision, ...]) -> None:
        flattened = self._is_flattened()
        starts = [one.start for one in later]
        for members in self._lists:
            verdicts = judge(tuple(self._hinted(item, starts) for item in members))
            # "bc)" is a trace of its own; "23" may be a twenty-three, so that another trace must be there too.
            relabelled = any(verdict.fate is Fate.RELABELLED for verdict in verdicts)
            strong = relabelled and not members[0].label.isdigit()
            if strong or flattened:
                for verdict in verdicts:
                    self._add_verdict(verdict, members, "fusedLabel" if relabelled else "duplicateLabel")

    def _add_between(self) -> None:
        """Add the items put between two others ("b bis)"): adopted texts number them anew."""
        if not self._is_flattened():
            return
        for item in self._items:
            if item is not None and item.between:
                followed = item.block + 1 < len(self._blocks)
                end = self._blocks[item.block + 1].start if followed else self._blocks[item.block].end
                span = Span(self._blocks[item.block].start, end)
                if self._found.clear(span):
                    self._found.add(Change((Edit(span, EditKind.INSERTION),), "insertedLabel", 0.9))

    def _hinted(self, item: Item, later: list[int]) -> Item:
        span = self._blocks[item.block]
        place = bisect_left(later, span.start)
        new = place < len(later) and later[place] < span.end
        return with_hints(item, seems_new=new, seems_old=self._found.starts_in(span))

    def _add_verdict(self, verdict: Verdict, members: tuple[Item, ...], evidence: str) -> None:
        item = verdict.item
        if verdict.fate is Fate.RELABELLED and verdict.middle is not None:
            span = Span(item.start, item.start + len(item.label))
            if not self._found.is_taken(span):
                self._found.add(Change(_replacement(span.start, verdict.middle, span.end), "fusedLabel", 0.98))
        elif verdict.fate in (Fate.NEW, Fate.GONE):
            self._add_item(item, members, verdict.fate, evidence, doubtful=verdict.doubtful)

    def _add_item(
        self, item: Item, members: tuple[Item, ...], fate: Fate, evidence: str, *, doubtful: bool = False
    ) -> None:
        span = self._extent(item, members)
        # What seemed to be edited inside an item that comes or goes as a whole is part of it.
        if self._found.clear(span):
            kind, other = (EditKind.INSERTION, EditKind.DELETION)[:: 1 if fate is Fate.NEW else -1]
            others = ((Edit(span, other),),) if doubtful else ()
            self._found.add(Change((Edit(span, kind),), evidence, _DOUBTFUL if doubtful else 0.95, None, others))

    def _extent(self, item: Item, members: tuple[Item, ...]) -> Span:
        """Return the span of an item with what is nested in it, and the line break that sets it off."""
        place = bisect_left(members, item.block, key=lambda member: member.block)
        start = self._blocks[item.block].start
        if place + 1 < len(members):
            return Span(start, self._blocks[members[place + 1].block].start)
        last = item.block
        while last + 1 < len(self._blocks) and self._is_nested(last + 1, members[0]):
            last += 1
        before = self._blocks[item.block - 1].end if item.block else start
        lead = start if self._found.is_taken(Span(before, start)) else before
        return Span(lead, self._blocks[last].end)

    def _is_nested(self, index: int, first: Item) -> bool:
        item = self._items[index]
        return item is not None and (item.label.isdigit() is not first.label.isdigit() or item.label == "i")

    # ------------------------------------------------------------------------------------------- punctuation

    def _judge_punctuation(self) -> None:
        # ".;" may be a slip of the pen: it is a trace where there are others.
        if not self._is_flattened():
            return
        for members in self._lists:
            for place, item in enumerate(members):
                span = self._blocks[item.block]
                fate, match = _end_of_list(self._text[max(span.start, span.end - 12) : span.end])
                if match is not None:
                    start = max(span.start, span.end - 12)
                    self._add_punctuation(match, start, members[place + 1 :], members, fate)

    def _add_punctuation(
        self, match: re.Match[str], start: int, after: tuple[Item, ...], members: tuple[Item, ...], fate: Fate
    ) -> None:
        gone, came = (Span(*match.span(name)).shifted(start) for name in ("gone", "came"))
        if self._found.is_taken(Span(gone.start, came.end)):
            return
        edits = Edit(gone, EditKind.DELETION), Edit(came, EditKind.INSERTION)
        self._found.add(Change(edits, "fusedPunctuation", 0.95))
        for item in after:
            self._add_item(item, members, fate, "fusedPunctuation")

    # --------------------------------------------------------------------------------------------- offsets

    def _block_at(self, offset: int) -> int | None:
        place = bisect_right(self._blocks, offset, key=lambda span: span.start) - 1
        return place if place >= 0 and offset < self._blocks[place].end else None

    def _mapped(self, change: Change) -> Change:
        return Change(self._mapped_edits(change.edits), change.evidence, change.confidence, change.note,
                      tuple(self._mapped_edits(edits) for edits in change.alternatives))  # fmt: skip

    def _mapped_edits(self, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
        return tuple(Edit(self._folded.span(edit.span.start, edit.span.end), edit.kind) for edit in edits)


def _replacement(start: int, middle: int, end: int) -> tuple[Edit, Edit]:
    return Edit(Span(start, middle), EditKind.DELETION), Edit(Span(middle, end), EditKind.INSERTION)


def _end_of_list(words: str) -> tuple[Fate, re.Match[str] | None]:
    """Return what fused punctuation at an item's end says of the items after it."""
    match = _BASE_ENDED.search(words) or _FULL_STOP_GONE.search(words)
    if match and match["came"] != ".":
        return Fate.NEW, match
    return Fate.GONE, match or _PROPOSED_ENDS.search(words)
