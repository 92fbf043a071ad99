"""The outline of a text: one pass over its lines that says of each what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING

from instrgraph.model import Part, Span
from instrgraph.structure.counting import Counting
from instrgraph.structure.demands import find_demand
from instrgraph.structure.enacting import find_body, read_enacting
from instrgraph.structure.footnotes import find_footnotes, is_date
from instrgraph.structure.labels import LabelKind
from instrgraph.structure.openers import Context, Opener, find_infinitive, find_opener
from instrgraph.structure.sections import ACTION_LINE, SectionWord, find_section_words

if TYPE_CHECKING:
    from instrgraph.model import Enacting
    from instrgraph.structure.lines import Line


class Phase(Enum):
    """Which stretch of a document the outline is in."""

    HEAD = auto()
    SUMMARY = auto()
    BODY = auto()
    CLAUSES = auto()


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line is: its clause, its part, its labels, the opener that governs it and where that stands.

    ``section`` is the number of the opener's section in the text, from 1 (0: none); ``role`` says what the line is in
    it: ``header``, ``object``, ``item``, ``more`` (goes on with the entry before) or ``whole`` (opener and words on
    one line).
    """

    line: Line
    clause: str
    part: Part
    opener: Opener | None = None
    labels: tuple[str, ...] = ()
    head: Span | None = None
    section: int = 0
    role: str = "whole"


@dataclass(slots=True)
class _Clause:
    """The clause that is open."""

    opener: Opener
    head: Span
    section: int
    waiting: bool
    labels: tuple[str, ...] = ()
    bare: bool = False


@dataclass(slots=True)
class Outline:
    """The state of the pass: the lines, what has been said of them, and what is open."""

    lines: tuple[Line, ...]
    folded: str
    body: str | None
    decision: bool | None = None
    entries: list[Entry] = field(default_factory=list)
    enacting: Enacting | None = None
    speaker: str | None = None
    phase: Phase = Phase.HEAD
    annexed: bool = False
    asking: bool = False
    operative: bool = False
    clause: _Clause | None = None
    counting: Counting = field(default_factory=Counting)
    sections: int = 0

    @property
    def is_un(self) -> bool:
        """Whether a body of the United Nations speaks."""
        return (self.speaker or self.body or "").startswith("un")

    def run(self) -> None:
        """Say of every line what it is."""
        labels = [line.label for line in self.lines]
        footnotes = find_footnotes([line.text for line in self.lines], labels, [line.block for line in self.lines])
        for index, line in enumerate(self.lines):
            if index >= footnotes or line.is_footnote:
                self._add(line, "footnote", Part.FOOTNOTE, labels=_own_labels(line))
            else:
                self._read(index, line)

    # ------------------------------------------------------------------------------------------------ one line

    def _read(self, index: int, line: Line) -> None:
        known = (
            self._action(line)
            or self._heading(line)
            or self._reasons(line)
            or self._enact(index, line)
            or self._open(index, line)
            or self._item(index, line)
            or self._section(line)
        )
        if not known:
            self._rest(line)

    def _action(self, line: Line) -> bool:
        if line.label or line.is_long or not ACTION_LINE.match(self.folded, line.start, line.end):
            return False
        if not line.text[:3].isupper():
            return False
        self._add(line, "action", Part.ACTION)
        self._enter(Phase.HEAD)
        return True

    def _heading(self, line: Line) -> bool:
        """Read a heading that begins a text: "RESOLUTION 130 (…)", "ANNEX 1"."""
        if line.label or line.is_long or line.paused:
            return False
        if self.phase is Phase.BODY and "\t" in line.text.strip():
            return False  # a row of a table
        if self.phase is Phase.CLAUSES and (line.ended or self._opener(line) is not None):
            return False
        found = find_section_words(self.folded, line.start, line.end)
        words = {word.name for word in found}
        if self.phase is Phase.SUMMARY and found and not (
                line.text.isupper() or _NUMBER_ALONE.fullmatch(self.folded, found[0].end, line.end)):  # fmt: skip
            return False  # the references of a cover sheet: "Decision 11 (…) and Resolutions 70 and 208 (…)"
        if "annex" in words and self._is_heading(line):
            self._enter(Phase.HEAD)
            self.annexed = True
        elif words & {"resolution", "decision"} and self._is_heading(line) and not self._waits():
            if self.phase is not Phase.HEAD:
                self._enter(Phase.HEAD)
            self.decision = "decision" in words and "resolution" not in words
        else:
            return False
        self._add(line, "title", Part.ANNEX if self.annexed else Part.TITLE)
        return True

    def _reasons(self, line: Line) -> bool:
        """Read the reasons that follow a proposed text: they are no part of it."""
        if line.label or self.phase not in (Phase.HEAD, Phase.CLAUSES):
            return False
        words = find_section_words(self.folded, line.start, line.end)
        if not any(word.name == "reasons" for word in words):
            return False
        self._enter(Phase.BODY)
        self._add(line, "body", self._body_part())
        return True

    def _is_heading(self, line: Line) -> bool:
        words = line.words
        return words[:1].isupper() or not words[:1].isascii()

    def _waits(self) -> bool:
        return self.clause is not None and self.clause.waiting

    def _enact(self, index: int, line: Line) -> bool:
        """Read the enacting clause: it ends with a comma, and an opener follows."""
        if line.label or len(line.text) > 300 or line.ended or self._waits() or self._opener(line) is not None:
            return False
        follower = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if follower is None or self._opener(follower) is None:
            return False
        # Looking for the body's name is the dearest test, so it is the last.
        certain = line.paused and follower.label is None and self.phase is not Phase.CLAUSES
        if not certain and not self._speaks(line):
            return False
        enacting = read_enacting(line.text, line.span)
        if self.enacting is None:
            self.enacting = enacting
        if enacting.body:
            self.speaker = enacting.body
        elif not self.annexed:
            self.speaker = self.body
        self._enter(Phase.CLAUSES)
        self._add(line, "body", Part.ENACTING)
        return True

    def _speaks(self, line: Line) -> bool:
        # "The Security Council" without its comma, alone on its line.
        return not line.ended and len(line.text) < 60 and find_body(line.text[:_NAMED_BY]) is not None

    def _open(self, index: int, line: Line) -> bool:
        """Read a line that opens a clause."""
        if self.phase is not Phase.CLAUSES and not self._may_begin(index, line):
            return False
        opener = self._opener(line)
        if opener is None:
            return False
        bare = line.label is None and self._is_bare(index, line, opener)
        if self._is_no_clause(index, line, opener, bare=bare):
            return False
        self.counting.clear()
        labels: tuple[str, ...] = ()
        if line.label is not None:
            labels = self.counting.place(line.label) or (line.label.options[0].value,)
        if self.phase is not Phase.CLAUSES:
            self._enter(Phase.CLAUSES)
        self.operative = self.operative or opener.operative
        self.sections += 1
        self.clause = _Clause(opener, line.span, self.sections, bare, labels, bare)
        self._clause_entry(line, labels, "header" if bare else "whole")
        return True

    def _is_no_clause(self, index: int, line: Line, opener: Opener, *, bare: bool) -> bool:
        """Return whether a line goes on with the clause that is open though its first word might open another."""
        if self.operative and not opener.operative:
            # Nothing is recalled or considered once a text decides: such words go on with the item above.
            return True
        if self._waits() and not bare and not self._starts_paragraph(line):
            return True
        if line.label is None:
            return self._goes_on(index, line, bare=bare)
        # A numbered paragraph with a verb of its own is an operative clause of the United Nations.
        listed = self.clause is not None and self.clause.bare and not self.is_un
        return listed or line.label.options[0].kind is not LabelKind.NUMBER or not opener.operative

    def _starts_paragraph(self, line: Line) -> bool:
        """Return whether a numbered line of a text of the United Nations has a verb of its own."""
        return self.is_un and line.label is not None and line.words[:1].isupper()

    def _goes_on(self, index: int, line: Line, *, bare: bool) -> bool:
        """Return whether a line in small letters goes on with the sentence before it, in spite of its first word."""
        if not line.text[:1].islower() or self.phase is not Phase.CLAUSES or (bare and not self.is_un):
            return False
        return not self._pauses_before(index) and self.entries[-1].part is not Part.ENACTING

    def _may_begin(self, index: int, line: Line) -> bool:
        if line.label is not None or (self.phase is Phase.SUMMARY and line.ended):
            return False
        if any(word.alone for word in find_section_words(self.folded, line.start, line.end)):
            return False
        if line.text.rstrip().endswith((",", "،", "，", ";", "；", "؛")):
            return True
        if line.ended:
            return False
        opener = self._opener(line)
        exact = opener is not None and not self.folded[opener.end : line.end].strip(" ,:，：、،")
        listed = self._begins_list(index + 1) and (exact or self.phase is not Phase.HEAD)
        return listed or (exact and line.text[:1].islower())

    def _item(self, index: int, line: Line) -> bool:
        """Read an item of the open clause, or one that makes a demand in a body."""
        if line.label is None:
            return False
        if self.phase is Phase.CLAUSES and self.clause is not None:
            return self._clause_item(index, line)
        if self.phase in (Phase.BODY, Phase.SUMMARY, Phase.HEAD):
            return self._demand(line)
        return False

    def _clause_item(self, index: int, line: Line) -> bool:
        assert line.label is not None and self.clause is not None  # noqa: S101, PT018  (told by the caller)
        if line.label.style == "space" and not self._pauses_before(index):
            return False
        labels = self.counting.place(line.label)
        if labels is None:
            return False
        if self.is_un and len(labels) == 1 and self.clause.labels and not self.clause.bare and line.words[:1].isupper():
            # The next paragraph of a text of the United Nations, with a verb that we do not know.
            self.clause = None
            self._add(line, "body", Part.OPERATIVE, labels=labels)
            return True
        self.clause.waiting = False
        self.clause.labels = labels
        self._clause_entry(line, labels, "item")
        return True

    def _pauses_before(self, index: int) -> bool:
        """Return whether the line before ends a clause or an item: a number in mid-sentence is no label."""
        before = self.lines[index - 1] if index else None
        if before is None or before.ended or before.paused or before.announces:
            return True
        return self.entries[-1].role == "header" and not before.is_long

    def _demand(self, line: Line) -> bool:
        assert line.label is not None  # noqa: S101  (told by the caller)
        option = line.label.options[0]
        lettered = option.kind is not LabelKind.NUMBER
        if not (self.asking or lettered):
            return False
        context = self._context(line, operative=True)
        opener = find_demand(self.folded, line.start, line.end, context, near=not self.asking)
        if self.asking:  # "Recommendations: a) to request the Secretary-General to …"
            opener = find_infinitive(self.folded, line.start, line.end, context) or opener
        if opener is None:
            return False
        labels = self.counting.place(line.label) or (option.value,)
        self.sections += 1
        name = "/".join((opener.name, *labels))
        self.entries.append(Entry(line, name, Part.OPERATIVE, opener, labels, line.span, self.sections))
        return True

    def _section(self, line: Line) -> bool:
        """Read the words that begin a summary, a request or recommendations."""
        if self.phase is Phase.CLAUSES:
            return False
        words = {word.name: word for word in find_section_words(self.folded, line.start, line.end)}
        if self.phase is Phase.BODY:
            return self._body_heading(line, words)
        if "background" in words and words["background"].alone and self.phase is Phase.SUMMARY:
            self._enter(Phase.BODY)
            self._add(line, "body", self._body_part())
            return True
        fitting = {"summary_first", "summary", "requested"}
        if self.phase is Phase.SUMMARY:
            fitting.add("background")
        if line.label is not None or not words.keys() & fitting:
            return False
        self._enter(Phase.SUMMARY)
        self.asking = "requested" in words
        self._summary(line)
        return True

    def _summary(self, line: Line) -> None:
        if self.asking:
            self._add(line, "action", Part.ACTION)
        else:
            self._add(line, "summary", Part.SUMMARY)

    def _body_heading(self, line: Line, words: dict[str, SectionWord]) -> bool:
        if line.is_long or line.ended:
            return False
        if words.keys() & {"requested", "recommendations"}:
            self.asking = True
            self.counting.clear()
            if "requested" in words and line.label is None:
                self._add(line, "action", Part.ACTION)
            else:
                self._add(line, "body", self._body_part())
            return True
        if "table" in words and not line.label:
            self._add(line, "title", self._body_part())
            return True
        return False

    def _rest(self, line: Line) -> None:
        """Say what a line is that neither opens nor numbers anything."""
        if self.phase is Phase.CLAUSES:
            self._more(line)
        elif self.phase is Phase.SUMMARY and not _begins_body(line):
            self._summary(line)
        elif self.phase is Phase.HEAD and not _begins_body(line) and not _is_prose(line):
            self._add(line, "title", Part.ANNEX if self.annexed else Part.TITLE)
        else:
            if self.phase is not Phase.BODY:
                self._enter(Phase.BODY)
            numbered = line.label is not None and line.label.options[0].kind is LabelKind.NUMBER
            if numbered and not line.is_long and not line.ended:
                self.asking = bool(find_section_words(self.folded, line.start, line.end)) and self.asking
            self._add(line, "body", self._body_part(), labels=_own_labels(line))

    def _more(self, line: Line) -> None:
        clause = self.clause
        if clause is None:
            self._add(line, "body", Part.ANNEX if self.annexed else Part.BODY)
            return
        role = "object" if clause.waiting else "more"
        clause.waiting = False
        self._clause_entry(line, clause.labels, role)

    # ------------------------------------------------------------------------------------------------ small parts

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.clause = None
        self.operative = False
        self.asking = False
        self.counting.clear()

    def _body_part(self) -> Part:
        return Part.ANNEX if self.annexed else Part.BODY

    def _context(self, line: Line, *, operative: bool) -> Context:
        reports = self.phase is not Phase.CLAUSES
        return Context(line.language, self.is_un, self.is_un or reports or bool(self.decision), operative)

    def _opener(self, line: Line) -> Opener | None:
        numbered = line.label is not None and line.label.options[0].kind is LabelKind.NUMBER
        context = self.context_of_clause(line, operative=self.operative or numbered)
        return find_opener(self.folded, line.start, line.end, context)

    def context_of_clause(self, line: Line, *, operative: bool) -> Context:
        """Return what decides between openers that share a form, in a clause of the text that is open."""
        return Context(line.language, self.is_un, self.is_un or bool(self.decision), operative)

    def _begins_list(self, index: int) -> bool:
        """Return whether the line of that index may be the first item of a list."""
        label = self.lines[index].label if index < len(self.lines) else None
        return label is not None and label.starts_a_list and label.style != "space"

    def _is_bare(self, index: int, line: Line, opener: Opener) -> bool:
        """Return whether the words of a clause stand on the lines below, its opener alone on this one."""
        rest = self.folded[opener.end : line.end].strip(" ,:，：、،")
        if not rest or line.announces:
            return True
        if line.paused:
            return not self.is_un and self._lists_below(index)
        return not line.ended and (not line.is_long or self._begins_list(index + 1) or self._words_below(index, line))

    def _words_below(self, index: int, line: Line) -> bool:
        """Return whether a long opener that names many agents has its words on the next line, in small letters."""
        follower = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if follower is None or follower.label is not None or len(line.text) > 2 * _LONG_OPENER:
            return False
        return follower.text[:1].islower() and self._opener(follower) is None

    def _lists_below(self, index: int) -> bool:
        """Return whether a list of items without verbs of their own begins on the next line."""
        follower = self.lines[index + 1] if index + 1 < len(self.lines) else None
        if follower is None or follower.label is None or not follower.label.starts_a_list:
            return False
        return self._opener(follower) is None

    def _clause_entry(self, line: Line, labels: tuple[str, ...], role: str) -> None:
        clause = self.clause
        assert clause is not None  # noqa: S101  (told by the callers)
        name = "/".join((clause.opener.name, *labels))
        part = Part.OPERATIVE if clause.opener.operative else Part.PREAMBLE
        self.entries.append(Entry(line, name, part, clause.opener, labels, clause.head, clause.section, role))

    def _add(self, line: Line, clause: str, part: Part, *, labels: tuple[str, ...] = ()) -> None:
        self.entries.append(Entry(line, clause, part, labels=labels))


_NUMBER_ALONE = re.compile(r"\W*(?:[^\W\d_]{2,4}-[^\W\d_])?[ \[]*[\w/.-]{0,14}[ \]]*(?:\([^()]*\)?)?\W*")
"""What stands behind the kind in a heading: a number, and a revision in parentheses."""
_NAMED_BY = 32
"""A line that names who speaks begins with the name: it ends within so many code points."""


_SENTENCE = 90
_LONG_OPENER = 160


def _is_prose(line: Line) -> bool:
    """Return whether a line is a sentence of the body: it is long and ends, or announces what follows."""
    return (line.is_long and line.ended) or (line.announces and len(line.text) > _SENTENCE)


def _begins_body(line: Line) -> bool:
    """Return whether a line begins the body: a heading or a paragraph with a number."""
    label = line.label
    if label is None or not label.starts_a_list or is_date(line.text):
        return False
    return label.style in ("tab", "dot", "dash") or (label.style == "space" and label.options[0].value == "1")


def _own_labels(line: Line) -> tuple[str, ...]:
    return (line.label.options[0].value,) if line.label else ()
