"""Fused names: "Hyogo Framework for Action 2005-2015Sendai Framework for Disaster Risk Reduction 2015-2030"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import ahocorasick

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.reading.flattened.numbers import FusedNumber

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAIL = re.compile(r"\s?\(?\d{4}(?:[-–]\d{4})?\)?")
_SHORTEST = 4


@cache
def _automaton() -> ahocorasick.Automaton:
    automaton = ahocorasick.Automaton()
    for pack in load_all("named.toml").values():
        for instrument, forms in pack["named"].items():
            for form in (one for word in forms for one in expand(word)):
                folded = fold_word(form)
                if len(folded) >= _SHORTEST:
                    automaton.add_word(folded, (instrument, len(folded)))
    automaton.make_automaton()
    return automaton


def find_names(folded: str) -> Iterator[FusedNumber]:
    """Yield the places where the name of one instrument ends and that of another begins without a space between.

    >>> text = "the hyogo framework for action 2005-2015sendai framework for disaster risk reduction"
    >>> [text[one.start : one.middle] for one in find_names(text)]
    ['hyogo framework for action 2005-2015']
    """
    by_start: dict[int, tuple[int, str]] = {}
    by_end: dict[int, tuple[int, str]] = {}
    for last, (instrument, length) in _automaton().iter(folded):
        start, end = last + 1 - length, last + 1
        if _is_inside_word(folded, start, -1) and start not in by_end:
            # Only what begins right behind another name, or right behind its years, may begin inside a word.
            by_start[start] = max(by_start.get(start, (0, "")), (end, instrument))
            continue
        for stop in {end, *( [tail.end()] if (tail := _TAIL.match(folded, end)) else [] )}:
            by_end[stop] = min(by_end.get(stop, (start, instrument)), (start, instrument))
        by_start[start] = max(by_start.get(start, (0, "")), (end, instrument))
    for middle in sorted(by_end.keys() & by_start.keys()):
        (start, old), (end, new) = by_end[middle], by_start[middle]
        if old != new and not folded[middle - 1].isspace():
            tail = _TAIL.match(folded, end)
            yield FusedNumber(start, middle, tail.end() if tail else end, 0.95)


def name_before(folded: str, end: int) -> int | None:
    """Return where the name of an instrument begins that ends right before an offset, if one does.

    >>> name_before("under the kigali action plan (kigali, 2022)", 29)
    10
    """
    floor = max(0, end - 160)
    before = folded[floor:end].rstrip()
    starts = [floor + last + 1 - length for last, (_, length) in _automaton().iter(before) if last + 1 == len(before)]
    return min(starts, default=None)


def _is_inside_word(folded: str, place: int, step: int) -> bool:
    before = folded[place + step : place + step + 1]
    return before.isalnum() and place > 0
