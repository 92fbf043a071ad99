"""Automatic list labels, as Word would show them: counted twice, once for the base and once for the proposed text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.reading.word.numerals import numeral
from instrgraph.reading.word.package import attribute, child, number, value
from instrgraph.reading.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml import etree

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_RECORDED = re.compile(r"%[1-9]:(\d{1,9}):(\d{1,3}):([^%]*)")
_FORMATS = {"0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter",
            "22": "decimalZero"}  # fmt: skip
"""The number formats of binary Word files, which ``w:numberingChange`` still names by their codes."""
_LARGEST = 32_767
_BULLET = "•"
# Bullets come from symbol fonts, whose private codes mean nothing without the font.


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class Numbering:
    """One list (``w:num``): the definition that it shares with others, and its own levels and new starts."""

    abstract: str
    levels: tuple[Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)

    def level_of(self, style: str) -> int | None:
        """Return the level that a paragraph style is bound to, or None."""
        return next((index for index, level in enumerate(self.levels) if level.style == style), None)


def load_numbering(root: etree._Element | None) -> dict[str, Numbering]:
    """Return the lists of ``numbering.xml`` by their ``w:numId``."""
    if root is None:
        return {}
    abstracts = {attribute(one, "abstractNumId") or "": one for one in root if local_name(one) == "abstractNum"}
    linked = {value(one, "styleLink"): identifier for identifier, one in abstracts.items() if value(one, "styleLink")}
    found = {}
    for one in root:
        if local_name(one) == "num":
            abstract = value(one, "abstractNumId") or ""
            link = value(abstracts.get(abstract), "numStyleLink")
            abstract = linked.get(link, abstract) if link else abstract
            found[attribute(one, "numId") or ""] = _numbering(one, abstract, abstracts.get(abstract))
    return found


def _numbering(one: etree._Element, abstract: str, definition: etree._Element | None) -> Numbering:
    levels = [Level() for _ in range(LEVELS)]
    starts: dict[int, int] = {}
    for element in definition if definition is not None else ():
        if local_name(element) == "lvl":
            levels[_index(element)] = _level(element)
    for override in one:
        if local_name(override) != "lvlOverride":
            continue
        index = _index(override)
        replaced = child(override, "lvl")
        if replaced is not None:
            levels[index] = _level(replaced)
        start = value(override, "startOverride")
        if start is not None:
            starts[index] = number(start, 1)
    return Numbering(abstract, tuple(levels), starts)


def _index(element: etree._Element) -> int:
    return min(max(number(attribute(element, "ilvl"), 0), 0), LEVELS - 1)


def _level(element: etree._Element) -> Level:
    restart = value(element, "lvlRestart")
    return Level(
        start=min(max(number(value(element, "start"), 0 if child(element, "start") is None else 1), 0), _LARGEST),
        form=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        restart=None if restart is None else number(restart, 0),
        legal=child(element, "isLgl") is not None and value(element, "isLgl") not in {"0", "false", "off"},
        style=value(element, "pStyle"),
    )


def former_label(original: str | None) -> str | None:
    """Return the label that a ``w:numberingChange`` records: for each level its number, its format, what follows it.

    >>> former_label("%1:3:4:)"), former_label("%1:2:0:.%2:1:2:"), former_label("%1:"), former_label(None)
    ('c)', '2.i', None, None)
    """
    places = _RECORDED.findall(original or "")
    shown = (f"{numeral(min(int(count), _LARGEST), _FORMATS[form])}{after}" for count, form, after in places
             if form in _FORMATS)  # fmt: skip
    return "".join(shown).strip() or None


class Counter:
    """Counts the items of all lists of one reading, in text order."""

    def __init__(self, lists: Mapping[str, Numbering]) -> None:
        self._lists = lists
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, number_id: str, index: int) -> str | None:
        """Count one item and return its label, or None where it shows none."""
        numbering = self._lists.get(number_id)
        if numbering is None:
            return None
        counts = self._counts.setdefault(numbering.abstract, [None] * LEVELS)
        level = numbering.levels[index]
        self._advance(counts, number_id, numbering, index)
        for deeper in range(index + 1, LEVELS):
            restart = numbering.levels[deeper].restart
            if restart is None or index < restart:
                counts[deeper] = None
        if level.form == "bullet":
            return level.text if level.text and not _is_private(level.text) else _BULLET
        return _shown(level, numbering, counts) or None

    def _advance(self, counts: list[int | None], number_id: str, numbering: Numbering, index: int) -> None:
        for upper in range(index):
            if counts[upper] is None:
                counts[upper] = numbering.starts.get(upper, numbering.levels[upper].start)
        before = counts[index]
        first_use = (number_id, index) not in self._started
        self._started.add((number_id, index))
        if index in numbering.starts and (first_use or before is None):
            counts[index] = numbering.starts[index]
        elif before is None:
            counts[index] = numbering.levels[index].start
        else:
            counts[index] = before + 1


def _is_private(text: str) -> bool:
    return any("\ue000" <= one <= "\uf8ff" for one in text)


def _shown(level: Level, numbering: Numbering, counts: list[int | None]) -> str:
    def place(match: re.Match[str]) -> str:
        index = int(match.group(1)) - 1
        count = counts[index]
        if count is None:
            return ""
        form = numbering.levels[index].form
        return numeral(count, "decimal" if level.legal and form not in {"decimal", "decimalZero", "none"} else form)

    return _PLACE.sub(place, level.text).strip()
