"""The footnotes that stand together at the end of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.model import BlockKind
from instrgraph.structure.labels import LabelKind
from instrgraph.structure.sections import ends_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instrgraph.model import Block
    from instrgraph.structure.labels import Label

_STYLES = ("space", "paired", "tab")
_SHORT = 80
_DATE = re.compile(r"\d{1,2}\.?\s(?:\w+\s){1,3}(?:19|20)\d\d(?:\s\w+\.?)?\s*\Z")
_YEARED = re.compile(r"\d{1,4} \((?:19|20)\d\d\)")  # "149 (1960). Resolution of 23 August 1960" heads the text
_LAST_MARK = re.compile(r"(?<=[.)\w])[ ]?\d{1,3}\Z")
_RULE = re.compile(r"\s*[_\-–—*]{3,}\s*\Z")
_MARK = r"(?:[\[(（]\s?{0}\s?[\])）]|{0})"


def find_footnotes(texts: Sequence[str], labels: Sequence[Label | None], blocks: Sequence[Block]) -> int:
    """Return the index of the first footnote at the end of the text, or the number of blocks where there is none.

    Footnotes are numbered from 1 without a gap up to the last block, behind a sentence that has ended, in another
    style than the items before them; at least one of their marks must stand in the text above, or a rule before them.
    """
    count = len(texts)
    found = count
    for first in range(count - 1, -1, -1):
        label, number = labels[first], _number(labels[first])
        if label is None or number is None or label.style not in _STYLES:
            if label is not None:
                break
            continue
        if not _is_run(labels, first):
            break
        if (number == 1 or _has_mark("\n".join(texts[:first]), str(number))) and _fits(texts, labels, blocks, first):
            found = first
        if number == 1:
            break
    return found


def is_date(text: str) -> bool:
    """Return whether a line is a date: "4 de diciembre de 2024".

    >>> is_date("4 de diciembre de 2024"), is_date("1 to report to the Council by 2024")
    (True, False)
    """
    return _DATE.match(text) is not None


def _number(label: Label | None) -> int | None:
    if label is None or label.options[0].kind is not LabelKind.NUMBER or not label.options[0].value.isdigit():
        return None
    return label.options[0].ordinal


def _is_run(labels: Sequence[Label | None], first: int) -> bool:
    """Return whether the numbers rise by one from ``first`` on; blocks without a label belong to the note before."""
    expected = _number(labels[first]) or 1
    for label in labels[first:]:
        number = _number(label)
        if number is None:
            continue
        if number != expected:
            return False
        expected += 1
    return True


def _fits(texts: Sequence[str], labels: Sequence[Label | None], blocks: Sequence[Block], first: int) -> bool:
    if first == 0:
        return False
    before = texts[first - 1]
    if _RULE.match(before):
        return True
    # "… to none. 30 / 30 One member did not participate": the mark of a note may stand behind the last stop.
    bare = _LAST_MARK.sub("", before.rstrip())
    later = (_number(labels[first]) or 1) > 1 and bare.endswith(")")
    ended = ends_sentence(bare) or later or _closes(texts, labels, first)
    if not ended and blocks[first - 1].kind is not BlockKind.TABLE_CELL:
        return False
    label = labels[first]
    earlier = zip(reversed(labels[:first]), reversed(texts[:first]), strict=True)
    previous = next((one for one, text in earlier
                     if one is not None and not _DATE.match(text) and not _YEARED.match(text)), None)  # fmt: skip
    if label is None or (previous is not None and previous.style == label.style and _number(previous) is not None):
        return False
    if previous is not None and _number(previous) == (_number(label) or 0) - 1 and not _RULE.match(before):
        return False  # the tenth item of a list, whose label is wider than those of the nine before it
    above = "\n".join(texts[:first])
    return label.style in ("space", "paired") or any(_has_mark(above, mark) for mark in ("1", "١"))


def _closes(texts: Sequence[str], labels: Sequence[Label | None], first: int) -> bool:
    """Return whether a short line without a stop closes the text ("39th meeting") and marks stand above it."""
    label, above = labels[first], "\n".join(texts[:first])
    last = texts[first - 1]
    if label is None or label.style != "space" or len(last) > _SHORT:
        return False
    if labels[first - 1] is not None and _DATE.match(last) is None:
        return False
    notes = sum(one is not None for one in labels[first:])
    return notes > 1 and any(_has_mark(above, str(number)) for number in range(1, notes + 1))


def _has_mark(text: str, mark: str) -> bool:
    pattern = re.compile(r"(?:[^\W\d_]|[,.;:][\"'»”’)]?\s?)" + _MARK.format(mark) + r"(?!\d)")
    at = text.find(mark)
    while at >= 0:
        # What stands before a mark is short: a stop, a quote, a space, a bracket, a space.
        if any(pattern.match(text, start) for start in range(max(0, at - _BEFORE_MARK), at)):
            return True
        at = text.find(mark, at + 1)
    return False


_BEFORE_MARK = 5
