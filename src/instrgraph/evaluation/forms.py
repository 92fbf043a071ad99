"""Which form a citation has in print: single, list member, end of a range, fused, leaning, pinpoint; and its kind.

Gold and found rows are told by the same rules, from the rows beside them and the words around them, so that the
tables can say which forms are hard. The words are data (``data/lang/*/forms.toml``).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from instrgraph.grammar.files import expand, load
from instrgraph.grammar.folding import fold_word
from instrgraph.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Row = dict[str, Any]
FORMS = ("single", "list", "range", "fused", "leaning", "pinpoint")
_LONGEST_GAP = 90
_AROUND = 45
_PARENTHESES = re.compile(r"[(（][^()（）]*[)）]?")
_DASH = re.compile(r"\s*[-–—‑]\s*")
_TYPES = {"res", "dec", "rec", "op", "q", "prst"}


def kind(instrument: str | None) -> str:
    """Return the family of an instrument, as the tables group them.

    >>> kind("itu/pp/res/130"), kind("wsis/al/c5"), kind("itu/cs"), kind("un/doc/A/70/174")
    ('itu/pp/res', 'wsis/al', 'itu/cs', 'un/doc')
    """
    parts = (instrument or "unknown").split("/")
    if len(parts) > 2 and parts[2] in _TYPES:
        return "/".join(parts[:3])
    if parts[0] == "wsis" and len(parts) > 1 and parts[1] != "al":
        return "wsis"
    return "/".join(parts[:2])


def forms(rows: Sequence[Row], text: str) -> list[frozenset[str]]:
    """Return the forms of each row of one document, in the order of ``rows``; a row may have several.

    A row is *single* where it is none of list member, end of a range, fused and leaning; a pinpoint comes on top.
    """
    found: list[set[str]] = [set() for _ in rows]
    order = sorted(range(len(rows)), key=lambda index: (rows[index]["start"], rows[index]["end"]))
    for first, second in pairwise(order):
        one, other = rows[first], rows[second]
        joint = _joint(one, other, text)
        if joint:
            found[first].add(joint)
            found[second].add(joint)
        if _core(one) == _core(other) and {one["state"], other["state"]} == {"base", "proposed"}:
            found[first].add("fused")
            found[second].add("fused")
    for index, row in enumerate(rows):
        if _leans(row, text):
            found[index].add("leaning")
        if not found[index]:
            found[index].add("single")
        if row.get("provision"):
            found[index].add("pinpoint")
    return [frozenset(one) for one in found]


def _core(row: Mapping[str, Any]) -> tuple[int, int]:
    return row["start"], row["end"]


def _joint(one: Row, other: Row, text: str) -> str | None:
    """Return how two neighbours are joined in print: "list", "range" or not at all."""
    gap = text[one["end"] : other["start"]]
    if not 0 < len(gap) <= _LONGEST_GAP or "\n\n" in gap or kind(one["instrument"]) != kind(other["instrument"]):
        return None
    words = _words(one["language"])
    gap = fold_word(_PARENTHESES.sub(" ", gap)).strip()
    if _DASH.fullmatch(gap) or gap in words["ranges"]:
        return "range"
    if not gap:
        return None
    for phrase in words["dates"]:
        gap = gap.replace(phrase, " ")
    gap = re.sub(r"[\d\s,،、;؛.]+", " ", gap)
    rest = gap.split()
    return "list" if all(one in words["joins"] for one in rest) else None


def _leans(row: Row, text: str) -> bool:
    if row["instrument"] and row["instrument"].startswith("un/sc/res/") and row["text"].strip().isdecimal():
        year = text[row["end"] : row["end"] + 10]
        return not re.match(r"\s*[(（]\d{4}[)）]", year)
    before = fold_word(text[max(0, row["start"] - _AROUND) : row["start"]])
    line, _, _ = text[row["end"] : row["end"] + 2 * _AROUND].partition("\n")
    after = fold_word(_PARENTHESES.sub(" ", line)[:_AROUND])
    return any(phrase in before or phrase in after for phrase in _words(row["language"])["leaning"])


@cache
def _words(language: str) -> dict[str, tuple[str, ...]]:
    data = load(language if language in LANGUAGES else "en", "forms.toml")
    folded = {
        key: tuple(fold_word(word) for pattern in patterns for word in expand(pattern))
        for key, patterns in data.items()
    }
    folded["dates"] = tuple(sorted(folded["dates"], key=len, reverse=True))
    return folded
