"""Lines joined to the paragraphs that they were before a page broke them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING

from instrgraph.model import Span
from instrgraph.reading.lines import Line as PlainLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instrgraph.reading.pdf.layout import Line

_ENDS = re.compile(r"[.;:!?،؛؟。；：！？][\"'»”’)\]）】]*\s*\Z")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OPEN = re.compile(r"[(（][^()（）]{0,60}\Z")
_LOOSE = 1.4
_INDENT = 0.7

_SMALLEST = 0.01  # points; a broken file may say that its letters have no size at all


@dataclass(frozen=True, slots=True)
class Measures:
    """What is usual in a document: the right edge of each column, and the leading in line sizes."""

    edges: Mapping[tuple[int, int], float]
    leading: float


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line] = field(default_factory=list)


def join_lines(lines: Sequence[Line]) -> list[Paragraph]:
    """Return the lines as paragraphs."""
    measures = _measure(lines)
    found: list[Paragraph] = []
    for line in lines:
        if found and _goes_on(found[-1], line, measures):
            found[-1].lines.append(line)
        else:
            found.append(Paragraph([line]))
    return found


def _measure(lines: Sequence[Line]) -> Measures:
    rights: dict[tuple[int, int], list[float]] = defaultdict(list)
    gaps = []
    for index, line in enumerate(lines):
        rights[line.page, line.column].append(line.right)
        before = lines[index - 1] if index else None
        if before is not None and (before.page, before.column) == (line.page, line.column) and before.y > line.y:
            gaps.append((before.y - line.y) / max(line.size, _SMALLEST))
    widest: dict[int, float] = defaultdict(float)
    for (_, column), values in rights.items():
        widest[column] = max(widest[column], *values)
    # A page with a line or two tells nothing of its edge, so the widest line of the column on any page does.
    edges = {key: widest[key[1]] if len(values) < 4 else max(values) for key, values in rights.items()}
    tight = sorted(gaps)[: max(1, len(gaps) * 3 // 4)]
    return Measures(edges, median(tight) if tight else 1.2)


def _goes_on(paragraph: Paragraph, line: Line, measures: Measures) -> bool:
    last, first = paragraph.lines[-1], paragraph.lines[0]
    together = (last.page, last.column) == (line.page, line.column)
    if not _is_alike(last, line) or (together and not 0 < last.y - line.y < _LOOSE * measures.leading * line.size):
        return False
    if _OPEN.search(last.text) and ")" in line.text[:60] and together:
        return True
    if not _is_full(last, line, measures.edges[last.page, last.column]):
        return False
    if _starts_item(line, last, first, hanging=len(paragraph.lines) > 1):
        return False
    return not _is_indented(paragraph, line) if together else not _ENDS.search(last.text)


def _is_alike(last: Line, line: Line) -> bool:
    if abs(last.size - line.size) > 0.12 * last.size:
        return False
    letters = any(one.isalpha() for one in line.text)
    if letters and _is_shouted(last.text) != _is_shouted(line.text) and not _OPEN.search(last.text):
        return False
    return last.rtl == line.rtl or min(len(last.text), len(line.text)) <= 12


def _is_shouted(text: str) -> bool:
    return text.isupper() and len(text) > 3


def _is_full(last: Line, line: Line, edge: float) -> bool:
    """Return whether the line goes to the edge: the next word would not have fitted in.

    How wide that word is can only be estimated. The estimate is strict where the line ends as a paragraph ends, wide
    where nothing but the room at its end says so.
    """
    parts = line.text.split(maxsplit=1)
    if not parts:
        return False
    per_character = (line.right - line.left) / max(len(line.text), 1)
    word = len(parts[0]) if not _is_unspaced(line.text) else 2
    paused = last.text.rstrip().endswith((",", "،", "，"))
    ended = _ENDS.search(last.text) is not None
    if not ended and not paused and line.text[:1].islower():
        return last.right - last.left > 0.5 * (edge - last.left)
    room = (word + 1.0) * per_character * (0.9 if ended else 1.2 if paused else 1.4)
    return last.right + room > edge - 1.0


def _is_unspaced(text: str) -> bool:
    return any("\u2e80" <= one <= "\u9fff" or "\uf900" <= one <= "\ufaff" for one in text[:8])


def _starts_item(line: Line, last: Line, first: Line, *, hanging: bool) -> bool:
    if not PlainLine(Span(0, len(line.text)), line.text, False).labelled:
        return False
    if "\t" in line.text[:8]:
        return True
    if _ENDS.search(last.text) or last.text.rstrip().endswith((",", "،", "，")):
        # A number at the margin after "Resolution" goes on; after a semicolon it is a label.
        return line.left <= (first.left if hanging else last.left) + _INDENT * line.size
    return False


def _is_indented(paragraph: Paragraph, line: Line) -> bool:
    last, first = paragraph.lines[-1], paragraph.lines[0]
    step = line.left - last.left
    if len(paragraph.lines) > 1:
        return abs(step) > _INDENT * line.size
    # A second line stands to the right of a hanging label, or to the left of an indented first line.
    hanging = "\t" in first.text[:12] or PlainLine(Span(0, len(first.text)), first.text, False).labelled
    return step > _INDENT * line.size and not hanging and not _centred(first, line)


def _centred(first: Line, line: Line) -> bool:
    return abs((first.left + first.right) - (line.left + line.right)) < 2 * line.size


Stretch = tuple[str, str]
"""A piece of text and its mark: "s", "u" or nothing."""


def vocabulary(lines: Sequence[Line]) -> set[str]:
    """Return the words of a document, folded, save those that a line end breaks."""
    found: set[str] = set()
    for line in lines:
        words = [match.group().casefold() for match in _WORD.finditer(line.text)]
        found.update(words[:-1] if line.text.rstrip().endswith("-") else words)
    return found


def words_of(paragraph: Paragraph, known: set[str]) -> list[Stretch]:
    """Return the text of a paragraph in stretches of one mark, words that a line end broke made whole."""
    stretches: list[Stretch] = []
    for index, line in enumerate(paragraph.lines):
        following = paragraph.lines[index + 1] if index + 1 < len(paragraph.lines) else None
        text, glue = line.text.rstrip(), " "
        if following is None:
            glue = ""
        elif text.endswith(("-", "\u00ad", "\u2010")) and len(text) > 1 and text[-2].isalpha():
            glue = ""
            if _was_whole(text, following.text, known):
                text = text[:-1]
        elif _is_unspaced(text[-1:]) and _is_unspaced(following.text):
            glue = ""
        stretches += _marked(text, line)
        if glue:
            same = bool(stretches and following is not None and following.marks and following.marks[0][0] == 0
                        and stretches[-1][1] == following.marks[0][2])  # fmt: skip
            stretches.append((glue, stretches[-1][1] if same else ""))
    return stretches


def _was_whole(text: str, following: str, known: set[str]) -> bool:
    """Return whether a hyphen at a line end was set by the line end, and is no part of the word."""
    if text.endswith("\u00ad"):
        return True
    before = re.search(r"([^\W\d_]+)[-\u2010]\Z", text)
    after = re.match(r"[^\W\d_]+", following)
    if before is None or after is None or not after.group()[0].islower():
        return False
    parts = before.group(1).casefold(), after.group().casefold()
    if "".join(parts) in known:
        return True
    if "-".join(parts) in known:
        return False
    return not (parts[0] in known and parts[1] in known)


def _marked(text: str, line: Line) -> list[Stretch]:
    found: list[Stretch] = []
    at = 0
    for begins, ends, kind in line.marks:
        start, end = min(begins, len(text)), min(ends, len(text))
        if start > at:
            found.append((text[at:start], ""))
        if end > start:
            found.append((text[start:end], kind))
        at = max(at, end)
    if at < len(text):
        found.append((text[at:], ""))
    return found
