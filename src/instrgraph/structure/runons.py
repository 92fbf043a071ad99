"""Clauses that have run together with the paragraph before them, where a text lost its line breaks.

", instructs the Director of the Radiocommunication Bureau to ensure …" inside an operative paragraph opens a clause of
its own: no sentence of such a paragraph goes on with a finite verb of demand and those it addresses.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.model import Span
from instrgraph.structure.addressing import find_opener_addressing
from instrgraph.structure.agents import Setting
from instrgraph.structure.labels import parse_label
from instrgraph.structure.openers import find_opener, may_open
from instrgraph.structure.sections import find_section_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.grammar.folding import Folded
    from instrgraph.structure.lines import Line
    from instrgraph.structure.openers import Opener
    from instrgraph.structure.outline import Entry, Outline

_PAUSE = re.compile(r"[,.;] (?=\w)")
_WITHOUT_SPACES = ("zh", "ar")
_OWN = ("resolves", "decides")
_FIRST = re.compile(r"\s*1\s+(?=\w)")
_NUMBER = re.compile(r"\s*\d{1,2}\s+(?=[^\W\d_])")


def part_run_ons(outline: Outline, original: str, folded: Folded) -> tuple[Line, ...]:
    """Return the lines of an outline, those parted that hold more than one clause."""
    setting = Setting("itu")
    lines: list[Line] = []
    for index, entry in enumerate(outline.entries):
        found = (*_cuts(outline, index, entry, original, folded, setting), *_next_items(outline, index, folded))
        cuts = sorted(set(found))
        lines.extend(_parted(entry.line, cuts, original, folded))
    return tuple(lines)


def _cuts(outline: Outline, index: int, entry: Entry, original: str, folded: Folded, setting: Setting) -> Iterator[int]:
    """Return the folded offsets where a new line should begin."""
    line, opener = entry.line, entry.opener
    if opener is None or line.language in _WITHOUT_SPACES or outline.is_un or entry.role == "header":
        return
    operative = opener.form.force is not None
    for pause in _PAUSE.finditer(folded.text, line.start, line.end):
        at = pause.end()
        if operative and _is_annex(original, folded, at, line):
            end = _capitals_end(original, folded, at, line)
            yield from (at, end)
            return
        if not may_open(folded.text, at, un=outline.is_un):
            continue
        found = find_opener(folded.text, at, line.end, outline.context_of_clause(line, operative=True))
        if found is None or found.form.force is None or found.form.language != (line.language or found.form.language):
            if found is None or not _is_tail(outline, index, folded, found, line):
                continue
            yield at
        elif _opens(outline, index, found, original, folded, setting):
            yield at
            yield from _first_item(found, line, original, folded, setting)


def _next_items(outline: Outline, index: int, folded: Folded) -> Iterator[int]:
    """Return the folded offsets where the list runs on within its last item: "9 that …; 10 that …; 11 to …"."""
    entry = outline.entries[index]
    line = entry.line
    follower = outline.entries[index + 1] if index + 1 < len(outline.entries) else None
    last = entry.labels[-1] if len(entry.labels) == 1 else ""
    if entry.role != "item" or not last.isdecimal() or (follower and follower.section == entry.section):
        return
    expected, at = int(last) + 1, line.start
    while following := re.compile(rf"; (?={expected}\s+[^\W\d_])").search(folded.text, at, line.end):
        at = following.end()
        expected += 1
        yield at


def _opens(outline: Outline, index: int, opener: Opener, original: str, folded: Folded, setting: Setting) -> bool:
    entry = outline.entries[index]
    line = entry.line
    operative = entry.opener is not None and entry.opener.form.force is not None
    if _is_tail(outline, index, folded, opener, line):
        return True
    if opener.name in _OWN:
        rest = folded.text[opener.end : line.end].lstrip(" ,")
        return not operative and _FIRST.match(rest) is not None
    own = replace(setting, language=line.language)
    found = find_opener_addressing(original, folded, opener, (line.start, line.end), own, bare=False)
    # "…, encourages Members 1 to act"
    listed = _FIRST.match(folded.text, max(opener.end, found.end), line.end) is not None
    return bool(found.addressees) and (operative or listed or opener.form.table == "infinitive")


def _is_tail(outline: Outline, index: int, folded: Folded, opener: Opener, line: Line) -> bool:
    """Return whether the opener runs to the end of its line and a list begins below."""
    follower = outline.entries[index + 1] if index + 1 < len(outline.entries) else None
    if follower is None or follower.line.label is None or not follower.line.label.starts_a_list:
        return False
    rest = folded.text[opener.end : line.end]
    return not line.ended and len(rest) < 200 and not _PAUSE.search(rest.replace(", in ", " ").replace(", with ", " "))


def _first_item(opener: Opener, line: Line, original: str, folded: Folded, setting: Setting) -> Iterator[int]:
    """Return where the first item begins when its list runs on behind the opener: "instructs the Council 1 to …"."""
    own = replace(setting, language=line.language)
    found = find_opener_addressing(original, folded, opener, (line.start, line.end), own, bare=False)
    begin = max(opener.end, found.end)
    match = _FIRST.match(folded.text, begin, line.end)
    if match:
        yield begin + len(match.group()) - len(match.group().lstrip())


def _is_annex(original: str, folded: Folded, at: int, line: Line) -> bool:
    words = [word for word in find_section_words(folded.text, at, line.end) if word.name == "annex"]
    return bool(words) and folded.span(at, words[0].end).of(original).isupper()


def _capitals_end(original: str, folded: Folded, at: int, line: Line) -> int:
    """Return where a heading in capitals ends: behind its last word or parenthesis in capitals."""
    end = at
    for match in re.compile(r"\S+\s*").finditer(folded.text, at, line.end):
        words = folded.span(match.start(), match.end()).of(original)
        heading = folded.text[at : match.end()]
        inside = heading.count("(") > heading.count(")") or words.rstrip().endswith(")")
        if any(one.islower() for one in words) and not inside:
            break
        end = match.end()
        if words.rstrip().endswith(")"):
            break
    return end


def _parted(line: Line, cuts: list[int], original: str, folded: Folded) -> Iterator[Line]:
    starts = [line.start, *(cut for cut in cuts if line.start < cut < line.end)]
    if len(starts) == 1:
        yield line
        return
    begins = [line.span.start, *(folded.span(cut, cut).start for cut in starts[1:]), line.span.end]
    for place, start in enumerate(starts):
        raw = original[begins[place] : begins[place + 1]]
        text = raw.rstrip()
        span = Span(begins[place], begins[place] + len(text))
        if place == 0:
            yield replace(line, span=span, text=text, end=folded.at(span.end))
            continue
        label = parse_label(text) if _NUMBER.match(text) else None
        begin = start + (label.length if label else 0)
        yield replace(line, span=span, text=text, label=label, start=begin, end=folded.at(span.end))
