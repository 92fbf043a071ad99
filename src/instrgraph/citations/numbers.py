"""The shapes that a number takes: 130, 71/199, 57/270 A and B, 217 A (III), 1325 (2000), S-27/2, ITU-R 1-8, 3/2, X.509.

Shapes are the same in every language; they are matched on folded text, and the original is asked only where case
tells ("57/270 A" is a letter, "57/270 a été adoptée" is not).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import load_all
from instrgraph.grammar.folding import fold_word

if TYPE_CHECKING:
    from instrgraph.grammar.folding import Folded


class Shape(StrEnum):
    """The shape of a number; with kind and words around it decides what may be meant."""

    PLAIN = "plain"
    SLASH = "slash"
    SESSION = "session"
    YEAR = "year"
    SPECIAL = "special"
    EDITION = "edition"
    RECOMMENDATION = "recommendation"
    QUESTION = "question"
    LINE = "line"
    SYMBOL = "symbol"
    NAME = "name"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed; offsets are those of the folded text and cover the core.

    ``session`` is what stands before a slash ("71", "2006", "S-27") or in the parentheses as Roman numerals ("III",
    "S-VI"); ``suffix`` the edition of an ITU-R text ("8" of 1-8).
    """

    shape: Shape
    start: int
    end: int
    number: str
    session: str | None = None
    letter: str | None = None
    year: int | None = None
    suffix: str | None = None
    glued: bool = False
    """Whether the digits of a footnote mark stood glued to the number and were cut off."""


# Cyrillic letters that are printed in the place of the Latin ones they look like.
_LOOKALIKES = str.maketrans("авсеіјкмнорѕтухАВСЕІЈКМНОРЅТУХ", "abceijkmhopstyxABCEIJKMHOPSTYX")


def latin(text: str) -> str:
    """Return the text with Cyrillic look-alikes of Latin letters replaced.

    >>> latin("Х.509"), latin("С5")
    ('X.509', 'C5')
    """
    return text.translate(_LOOKALIKES)


_ROMAN = r"[ivxlcхсіѵ]+"
_CHINESE_DIGITS = {digit: str(value) for value, digit in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_CHINESE = r"[〇零○一二三四五六七八九十百廿卅]"


def chinese_number(text: str) -> int | None:
    """Return the value of a number in Chinese characters, read by place or digit by digit; None where it is none.

    >>> chinese_number("五十一"), chinese_number("一五一四"), chinese_number("二十五"), chinese_number("十")
    (51, 1514, 25, 10)
    """
    if not text:
        return None
    if not set(text) & set("十百廿卅"):
        digits = [_CHINESE_DIGITS.get(one) for one in text]
        return int("".join(digit for digit in digits if digit)) if all(digits) else None
    total, current = 0, 0
    for one in text.replace("廿", "二十").replace("卅", "三十"):
        if one in "十百":
            total += (current or 1) * (10 if one == "十" else 100)
            current = 0
        elif one in _CHINESE_DIGITS:
            current = int(_CHINESE_DIGITS[one])
        else:
            return None
    return total + current


def roman(value: int) -> str:
    """Return a number from 1 to 99 in Roman numerals.

    >>> roman(15), roman(57)
    ('XV', 'LVII')
    """
    signs = ((90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    text = ""
    for amount, sign in signs:
        while value >= amount:
            text += sign
            value -= amount
    return text


_SESSIONS = frozenset(roman(value) for value in range(1, 66))


_NEXT_WORDS = re.compile(r"[ \n,]+(?P<first>[^\W_]+)(?:[/-]\d+)?(?:[ \n]+(?P<second>[^\W_]+))?")


@cache
def _short_words() -> frozenset[str]:
    """Return the words of a single letter of all languages that may follow a number."""
    words = {fold_word(word) for pack in load_all("words.toml").values()
             for key in ("list", "glue") for words in pack[key].values() for word in words}  # fmt: skip
    return frozenset(word for word in words if len(word) == 1 and word.isalpha())


@cache
def _leads() -> frozenset[str]:
    return frozenset(fold_word(word) for pack in load_all("words.toml").values() for word in pack["date"]["lead"])


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(fold_word(word) for pack in load_all("words.toml").values() for word in pack["list"]["and"])


@dataclass(frozen=True, slots=True)
class _Signs:
    """What the languages print for lettered parts and for sessions."""

    letters: dict[str, str]
    letter: str
    session: re.Pattern[str]
    regular: frozenset[str]
    special: frozenset[str]
    emergency: frozenset[str]


@cache
def _signs() -> _Signs:
    letters: dict[str, str] = {}
    sessions: dict[str, set[str]] = {"regular": set(), "special": set(), "emergency": set()}
    for pack in load_all("words.toml").values():
        for letter, words in pack["letters"].items():
            letters.update({fold_word(word): letter for word in words})
        for key, words in pack["sessions"].items():
            sessions[key].update(fold_word(word) for word in words)
    printed = sorted({word for words in sessions.values() for word in words}, key=len, reverse=True)
    marks = "|".join(re.escape(word).replace(r"\ ", r"[ ]?") for word in printed)
    names = "|".join(sorted((re.escape(word) for word in letters), key=len, reverse=True))
    session = re.compile(
        rf"(?P<mark>{marks})? ?[-–]? ?(?P<count>\d{{1,2}})|(?P<kind>e?s-)?(?P<roman>{_ROMAN})|(?P<han>{_CHINESE}+)")
    keys = ("regular", "special", "emergency")
    regular, special, emergency = (frozenset(sessions[key]) for key in keys)
    return _Signs(letters, rf"(?:{names})(?!\w)|(?<![a-zа-я])[a-zа-я](?![a-zа-я])", session,
                  regular, special, emergency)  # fmt: skip


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    letter = _signs().letter
    marks = "|".join(re.escape(one) for one in sorted(_signs().special | _signs().emergency, key=len, reverse=True))
    joiner = r" ?(?:,|;|-|–|/|\w{1,3}|和|及|至|、) ?"
    return {
        "special": re.compile(
            rf"(?P<mark>e?s-|с-|(?:{marks}) ?[-–]? ?)(?P<count>\d{{1,2}}) ?/ ?(?P<number>\d{{1,3}})(?![\d/])"),
        "old": re.compile(
            rf"(?P<number>\d{{1,4}}|{_CHINESE}{{2,5}})(?P<letters>(?: ?(?:{letter})(?:{joiner}(?:{letter}))*)?) ?"
            rf"\((?P<session>(?:e?s-)?{_ROMAN}|[^\W\d_]{{1,3}}(?: [^\W\d_]{{1,2}})? ?[-–] ?\d{{1,2}}"
            rf"|{_CHINESE}{{1,4}})(?:\)|(?![\w/–-])(?! ?-?\d))"),
        "year": re.compile(
            r"(?P<number>\d{1,4}) ?(?:\( ?(?P<year>(?:19|20)\d\d) ?\)| /(?P<slashed>(?:19|20)\d\d)(?!\d))"),
        "slash": re.compile(
            rf"(?P<session>\d{{1,4}})(?P<space> ?)/ ?(?P<number>\d{{1,4}})(?:-(?!\d))?(?!\d)(?!/\w)"
            rf"(?P<letters>(?: ?(?:{letter})(?:{joiner}(?:{letter}))*)?)"),
        "edition": re.compile(r"(?P<number>\d{1,3}) ?-(?P<suffix>\d{1,2})(?![\d/-])"),
        "provisional": re.compile(r"\[?(?P<number>(?:com|plen|gt-plen|pl|pleg|sen)-?\d?[/-]\d+(?:[/-]\d+)?)\]?"),
        "plain": re.compile(r"(?P<number>\d{1,4})(?P<letter>[a-h]?)"
                            r"(?![\d%]|[a-z]|[.,]\d|/\d|/[a-z]{2}| \d{3}(?!\d)|[-‑][а-я]{1,3}(?![а-я]))"),
        "question": re.compile(r"(?P<number>\d{1,3}(?:-\d{1,2})?)/(?P<group>\d{1,2})(?![\d/])"),
        "line": re.compile(r"(?P<letter>[cс]|جيم|ج|ц) ?\.?(?P<number>1[01]|[1-9])(?![\d/-]*\d)(?![a-zа-я])"),
        "recommendation": re.compile(
            r"(?P<series>[a-zавеікмнорстх]{1,3})\.(?P<number>\d{1,4}(?:\.\d{1,3}){0,3})(?P<regional>r(?![a-z]))?"
            r"(?: ?(?P<bis>bis|ter)(?![a-z]))?(?:/(?P<second>[a-z]{1,3}\.\d{1,4}(?:\.\d{1,3})*))?"
            r"(?:-(?P<suffix>\d{1,2}))?(?![\d]|[a-z]{2}|-[a-z\d])"),
    }  # fmt: skip


def _session(text: str) -> str | None:
    """Return a session as printed in parentheses in the form of an identifier: "III", "S-VI", "ES-X"."""
    signs = _signs()
    found = signs.session.fullmatch(text.replace("–", "-").strip())
    if found is None:
        return None
    if found["roman"]:
        numeral = latin(found["roman"]).upper()
        # The last session numbered so was ECOSOC's sixty-third; "(C" is no session of a hundred.
        return (found["kind"] or "").upper() + numeral if numeral in _SESSIONS else None
    if found["han"]:
        value = chinese_number(found["han"])
        return roman(value) if value else None
    mark = " ".join((found["mark"] or "").split())
    numeral = roman(int(found["count"]))
    if mark in signs.emergency:
        return f"ES-{numeral}"
    return f"S-{numeral}" if mark in signs.special else numeral if mark in signs.regular else None


class NumberParser:
    """Reads numbers of one text at given places; knows the original for the sake of capitals."""

    __slots__ = ("_folded", "_original", "text")

    def __init__(self, folded: Folded, original: str) -> None:
        self._folded = folded
        self._original = original
        self.text = folded.text

    def _is_upper(self, start: int, end: int) -> bool:
        span = self._folded.span(start, end)
        letter = self._original[span.start : span.end]
        return letter.upper() == letter

    def at(self, position: int, *, edition: bool = False) -> tuple[Number, ...]:
        """Return the number of a resolution or decision that begins here: several where letters give parts.

        ``edition`` says that "1-8" is a number with its edition (ITU-R) and no range.
        """
        patterns = _patterns()
        found = patterns["special"].match(self.text, position)
        if found:
            return (self._special(found),)
        found = patterns["old"].match(self.text, position)
        session = _session(found["session"]) if found else None
        if found and session:
            return self._old(found, session)
        found = patterns["year"].match(self.text, position)
        if found:
            year = int(found["year"] or found["slashed"])
            return (Number(Shape.YEAR, found.start(), found.end(), found["number"], year=year),)
        found = patterns["slash"].match(self.text, position)
        if found:
            return self._slash(found)
        found = patterns["edition"].match(self.text, position) if edition else None
        if found:
            suffix = str(int(found["suffix"]))
            return (Number(Shape.EDITION, found.start(), found.end(), found["number"], suffix=suffix),)
        return self._plain(position)

    def _plain(self, position: int) -> tuple[Number, ...]:
        found = _patterns()["provisional"].match(self.text, position)
        if found:
            return (Number(Shape.PROVISIONAL, found.start("number"), found.end("number"), found["number"].upper()),)
        found = _patterns()["plain"].match(self.text, position)
        if found is None or not found["number"].strip("0"):
            return ()
        is_capital = bool(found["letter"]) and self._is_upper(found.start("letter"), found.end())
        letter = found["letter"].upper() if is_capital else ""
        if found["letter"] and not letter:
            return ()
        return (Number(Shape.PLAIN, found.start(), found.end(), str(int(found["number"])) + letter),)

    def _special(self, found: re.Match[str]) -> Number:
        signs = _signs()
        mark = " ".join(found["mark"].strip(" -–").split())
        emergency = mark == "es" or mark in signs.emergency
        session = f"{'ES' if emergency else 'S'}-{int(found['count'])}"
        return Number(Shape.SPECIAL, found.start(), found.end(), str(int(found["number"])), session=session)

    def _letters(self, found: re.Match[str]) -> list[tuple[str, int, int]]:
        """Return the lettered parts after a number with their places; none where they are no capitals."""
        parts: list[tuple[str, int, int]] = []
        signs = _signs()
        for one in re.finditer(signs.letter, found["letters"]):
            start, end = found.start("letters") + one.start(), found.start("letters") + one.end()
            name = signs.letters.get(one.group())
            if name is None and not self._is_upper(start, end):
                if not parts:
                    break
                continue  # "A y B": a conjunction of one letter
            if name is None and self._is_word(one.group(), end):
                if parts and one.group() in _conjunctions():
                    continue  # "A Y B"
                break
            parts.append((name or latin(one.group()).upper(), start, end))
        return parts

    def _is_word(self, letter: str, end: int) -> bool:
        """Return whether a capital letter behind a number is a word in a text in capitals: "69/204 Y 70/1"."""
        if letter not in _short_words():
            return False
        following = _NEXT_WORDS.match(self.text, end)
        if following is None or not self._is_upper(*following.span("first")) or following["first"] in _leads():
            return False
        return following["second"] is None or len(following["second"]) > 1 or following["first"] not in _conjunctions()

    def _old(self, found: re.Match[str], session: str) -> tuple[Number, ...]:
        value = found["number"] if found["number"].isdigit() else str(chinese_number(found["number"]) or "")
        parts = self._letters(found)
        if not parts:
            return (Number(Shape.SESSION, found.start(), found.end(), value, session=session),) if value else ()
        numbers = []
        for index, (letter, start, end) in enumerate(parts):
            first = found.start() if index == 0 else start
            last = found.end() if index == len(parts) - 1 else end
            numbers.append(Number(Shape.SESSION, first, last, value, session=session, letter=letter))
        return tuple(numbers)

    def _slash(self, found: re.Match[str]) -> tuple[Number, ...]:
        session, number = str(int(found["session"])), str(int(found["number"]))
        parts = self._letters(found)
        if not parts:
            return (Number(Shape.SLASH, found.start(), found.end("number"), number, session=session),)
        numbers = []
        for index, (letter, start, end) in enumerate(parts):
            numbers.append(Number(Shape.SLASH, found.start() if index == 0 else start, end, number, session=session,
                                  letter=letter))  # fmt: skip
        return tuple(numbers)

    def question(self, position: int) -> Number | None:
        """Return the number of a study group's Question that begins here ("3/2", "20-1/1"), if one does."""
        found = _patterns()["question"].match(self.text, position)
        if found is None or not 1 <= int(found["group"]) <= 30:
            return None
        return Number(Shape.QUESTION, found.start(), found.end(), found["number"], session=found["group"])

    def line(self, position: int) -> Number | None:
        """Return the number of a WSIS action line that begins here ("C5", "جيم5"), if one does."""
        found = _patterns()["line"].match(self.text, position)
        if found is None:
            return None
        return Number(Shape.LINE, found.start(), found.end(), found["number"])

    def recommendation(self, position: int) -> Number | None:
        """Return the number of a Recommendation that begins here ("X.509", "M.1457-15"), if one does."""
        found = _patterns()["recommendation"].match(self.text, position)
        if found is None or not self._is_upper(found.start("series"), found.end("series")):
            return None
        series = latin(found["series"]).upper()
        number = f"{series}.{found['number']}{'R' if found['regional'] else ''}"
        number += found["bis"] or ""
        if found["second"]:
            number += "/" + found["second"].upper()
        suffix = str(int(found["suffix"])) if found["suffix"] else None
        return Number(Shape.RECOMMENDATION, found.start(), found.end(), number, session=series, suffix=suffix)
