"""The labels of items: "a)", "1", "ii)", "أ )", "(b)", "2.1", "1 -", and what each may stand for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from instrgraph.grammar.files import load_all
from instrgraph.grammar.folding import fold_word


class LabelKind(StrEnum):
    """How an item is counted."""

    NUMBER = "number"
    LETTER = "letter"
    ROMAN = "roman"


@dataclass(frozen=True, slots=True)
class Counted:
    """One way to read a label: its kind, its place in the count (from 1), and its canonical form."""

    kind: LabelKind
    ordinal: int
    value: str


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a block.

    ``options`` are the ways to read it ("i" is a letter or a Roman numeral), ``style`` how it is set off (``tab``,
    ``space``, ``dot``, ``closed``, ``paired`` or ``dash``), ``length`` how many code points it takes with the space
    behind it.
    """

    options: tuple[Counted, ...]
    style: str
    length: int

    @property
    def starts_a_list(self) -> bool:
        """Whether it may be the first of its list."""
        return any(option.ordinal == 1 for option in self.options)


_COUNTER = r"(?P<token>\d{1,3}(?:[.\-\u2013]\d{1,3}){0,3}|[^\W\d_]{1,5})(?P<suffix>\s?(?:SUFFIXES))?"
_ROMAN = re.compile(r"(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})\Z")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}


@cache
def _pattern() -> re.Pattern[str]:
    suffixes = {suffix for words in load_all("openers.toml").values() for suffix in words["labels"]["suffixes"]}
    token = _COUNTER.replace("SUFFIXES", "|".join(sorted(suffixes)))
    ends = (
        r"(?P<closed>[\s\u0640]{0,2}[)）])|(?P<dot>[.、．](?=\s|[^\d\s]))|(?P<dash>\s?[-\u2013\u2014]\s)"
        r"|(?P<tab>[ \u00a0]*[\t\u3000])|(?P<space>[ \u00a0\u2002\u2003]+)"
    )
    return re.compile(rf"(?P<open>[(（]?)\s?{token}(?:{ends})[\s\u00a0\u3000]*", re.IGNORECASE)


@cache
def _letters() -> dict[str, tuple[int, ...]]:
    """Return for each letter its places in the counts of the six languages."""
    found: dict[str, set[int]] = {chr(ord("a") + place): {place + 1} for place in range(26)}
    for words in load_all("openers.toml").values():
        for place, letter in enumerate(words["labels"]["letters"].split()):
            found.setdefault(fold_word(letter), set()).add(place + 1)
    return {letter: tuple(sorted(places)) for letter, places in found.items()}


@cache
def _numerals() -> dict[str, int]:
    """Return the numerals that languages write as words or signs before headings."""
    return {
        fold_word(numeral): place + 1
        for words in load_all("openers.toml").values()
        for place, numeral in enumerate(words["labels"]["numerals"].split())
    }


_HEAD = 60
_MARKS = re.compile("[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")

# Cyrillic letters that typists take for Latin ones in the labels of items.
_LOOKALIKES = {"а": "a", "с": "c", "е": "e", "о": "o", "р": "p", "х": "x", "і": "i"}


def parse_label(text: str) -> Label | None:
    r"""Return the label at the beginning of a block, or None.

    >>> parse_label("ii)\tto report").options[0].value, parse_label("(b) To submit").style
    ('ii', 'paired')
    >>> parse_label("١-٢\tوعلى مستوى").options[0].value, parse_label("75/176, on privacy") is None
    ('1.2', True)
    """
    unmarked = _without_marks(text)
    match = _pattern().match(unmarked)
    if match is None:
        return None
    style = next(name for name in ("closed", "dot", "dash", "tab", "space") if match[name] is not None)
    if bool(match["open"]) != (style == "closed") and match["open"]:
        return None
    token = fold_word(match["token"])
    options = _options(token, (match["suffix"] or "").strip().lower(), style)
    if not options:
        return None
    length = match.end() if unmarked is text else _marked_length(text, match.end())
    return Label(options, "paired" if match["open"] else style, length)


def _without_marks(text: str) -> str:
    """Return the beginning of a block without the marks of direction that Arabic texts have around numbers."""
    head = text[:_HEAD]
    return _MARKS.sub("", head) if _MARKS.search(head) else text


def _marked_length(text: str, length: int) -> int:
    kept = 0
    for index, character in enumerate(text):
        if kept == length and not _MARKS.match(character):
            return index
        kept += not _MARKS.match(character)
    return len(text)


def _options(token: str, suffix: str, style: str) -> tuple[Counted, ...]:
    if token[0].isdigit():
        parts = re.split(r"[.\-–]", token)
        if "-" in token and style != "tab":
            return ()
        value = ".".join(str(int(part)) for part in parts) + suffix
        return (Counted(LabelKind.NUMBER, int(parts[-1]), value),)
    if token in _numerals() and style in ("dot", "paired", "closed", "dash"):
        place = _numerals()[token]
        return (Counted(LabelKind.NUMBER, place, f"{place}{suffix}"),)
    if style not in ("closed", "dot"):
        return ()
    roman = _roman(token)
    found = [Counted(LabelKind.LETTER, place, chr(ord("a") + place - 1) + suffix) for place in _places(token)]
    if roman:
        found.append(Counted(LabelKind.ROMAN, roman, token + suffix))
    return tuple(found)


def _places(token: str) -> tuple[int, ...]:
    places = _letters().get(token, ())
    latin = _LOOKALIKES.get(token)
    return tuple(dict.fromkeys((*places, *(_letters()[latin] if latin else ()))))


def _roman(token: str) -> int | None:
    if not token or not _ROMAN.match(token):
        return None
    numbers = [_ROMAN_VALUES[one] for one in unicodedata.normalize("NFKC", token)]
    return sum(-one if one < later else one for one, later in zip(numbers, [*numbers[1:], 0], strict=True))
