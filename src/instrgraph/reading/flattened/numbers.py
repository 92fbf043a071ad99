"""Fused numbers, sessions, editions and years: "71/19975/176", "WRC-1519", "05/200606/2020", "20142018"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.reading.flattened.revisions import FIRST_YEAR, LAST_YEAR
from instrgraph.reading.flattened.words import kind_words, question_words, revised_words
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

_AROUND = 90
# What may not stand before a number is asked behind its first digit: a pattern that begins with a digit is tried at
# digits alone.
_SLASHED = re.compile(
    r"(\d(?<![a-z0-9/.\-]\d)\d{0,3}(?:-\d{1,2})?)/(\d{2,7}(?:-\d{1,2})?)/(\d{1,4})(?![a-z0-9/]|[.,]\d)")
_SUFFIXED = re.compile(r"(?P<first>(\d(?<![a-z0-9/.\-]\d)\d{0,3})-\d{1,2}?)(?P<second>\2-\d{1,2})(?![a-z0-9/\-])")
_SERIES = r"[a-z]{1,3}\.\d{1,4}(?:\.\d{1,3})?(?:bis|ter)?(?:-\d{1,2})?"
_DATED_SERIES = rf"{_SERIES} ?\([01]\d/\d{{4}}\)"
_SYMBOLS = re.compile(
    rf"(?<![a-z0-9/.])(?P<first>{_DATED_SERIES}|{_SERIES})(?P<second>{_DATED_SERIES}|{_SERIES})(?![a-z0-9/])")
_UN_SYMBOLS = re.compile(
    r"(?P<first>(?P<organ>[aes]/(?:hrc/)?(?:res|dec|prst)/)[\d/]+(?: ?\(\d{4}\))?)"
    r"(?P<second>(?P=organ)[\d/]+(?: ?\(\d{4}\))?)")  # fmt: skip
_DATED = re.compile(
    r"(?P<first>\d(?<![\d/]\d)\d{0,3} ?\((?:\d{4}|[ivxlc]+)\))(?P<second>\d{1,4} ?\((?:\d{4}|[ivxlc]+)\))")
_REPEATED = re.compile(
    r"(?<!\w)(?P<first>(?P<head>[^\W\d_]{3,}(?: (?:d')?[^\W\d_]+){0,2}) \d{1,3})"
    r"(?P<second>(?P=head) \d{1,3})(?![\w/.])")  # fmt: skip
_EDITIONS = tuple(re.compile(rf"(?<![\d/])(?P<first>{one})(?P<second>{one})(?![\d/])")
                  for one in (r"[01]\d/\d{4}", r"\d{4}/[01]\d"))  # fmt: skip
_EDITION_PARTS = re.compile(
    r"\((?P<month>[01]\d)(?P<new_month>[01]\d)?/(?P<year>(?:19|20)\d\d)(?P<new_year>(?:19|20)\d\d)?(?=\))")
_NAME = r"(?P<body>[a-zа-я]{1,6})[- ]?(?:\d{4}|\d{2})"
_NAME_AGAIN = r"(?P=body)[- ]?(?:\d{4}|\d{2})(?!\d)"
_SESSIONS = re.compile(rf"(?<![a-zа-я])(?P<first>{_NAME})(?P<second>{_NAME_AGAIN})")
_SESSION_RUN = re.compile(
    r"(?<![a-zа-я0-9/\-])(?P<body>[a-zа-я]{2,6})(?P<hyphen>[- ]?)"
    r"(?P<first>\d{2})(?P<second>\d{2})(?![\d/])")  # fmt: skip
_PERIODS = re.compile(r"(?<!\d)(?P<first>\d{4}[-–]\d{4})(?P<second>\d{4}[-–]\d{4})(?!\d)")
_YEARS = re.compile(r"(?P<first>\d(?<![\d/.,\-–]\d)\d{3})(?P<second>\d{4})(?![\d/\-–]|[.,]\d)")
_RUN = re.compile(
    r"(\d(?<![a-z0-9/.,\-–]\d)\d{3,7})(?![a-z0-9/\-–]|[.,]\d|\s?\([ivxlces\-]+\)|\s?\(\d{4}\))")  # fmt: skip
# What there is where two have run together, looked for before the patterns that tell them apart.
_SERIES_RUN = re.compile(r"[\d)](?:bis|ter)?(?=[a-z]{1,3}\.\d)")
_ORGAN_RUN = re.compile(r"[\d/)](?=[aes]/(?:hrc/)?(?:res|dec|prst)/)")
_DATE_RUN = re.compile(r"\)(?=\d)")
_WORD_RUN = re.compile(r" \d{1,3}(?=[^\W\d_]{3})")
_EDITION_RUN = re.compile(r"/\d{6}/")
_PERIOD_RUN = re.compile(r"[-–]\d{8}[-–]")
_NAME_RUN = re.compile(r"\d(?=[a-zа-я])")
_NAME_WITHIN, _NAME_BEHIND = 12, 14
_FOUR_DIGITS = re.compile(r"\d(?:(?<=[a-zа-я]\d)|(?<=[a-zа-я][- ]\d))\d{3}(?![\d/])")
_BETWEEN = re.compile(r"(?:[\s,、()]|\d{1,4}|[^\W\d_]{1,3})*")
_HIGHEST = 3600
"""No body that we know has a resolution with a higher number: the General Assembly counted on to 3541."""
_LAST_SESSION = 95
_LAST_STUDY_GROUP = 26


@dataclass(frozen=True, slots=True)
class FusedNumber:
    """Two that have run together: ``start`` to ``middle`` goes, ``middle`` to ``end`` comes (folded offsets)."""

    start: int
    middle: int
    end: int
    confidence: float
    alternatives: tuple[int, ...] = ()
    """Other places where the two may part, less likely."""


def find_numbers(folded: str) -> Iterator[FusedNumber]:
    """Yield the fused numbers of every telling shape; two may claim one place, the earlier shape knows better.

    >>> [folded[one.start : one.middle] for folded in ["resolution 71/19975/176,"] for one in find_numbers(folded)]
    ['71/199']
    >>> list(find_numbers("resolution 71/199 and directive 2014/53/eu of 1/3/2018"))
    []
    """
    yield from _slashed(folded)
    yield from _paired(folded, _SUFFIXED, 0.98)
    if _SERIES_RUN.search(folded):
        yield from _paired(folded, _SYMBOLS, 0.98)
    if _ORGAN_RUN.search(folded):
        yield from _paired(folded, _UN_SYMBOLS, 0.99)
    if _DATE_RUN.search(folded):
        yield from _paired(folded, _DATED, 0.98)
    if _WORD_RUN.search(folded):
        yield from _paired(folded, _REPEATED, 0.97)  # "Study Group 16Study Group 21"
    for edition in _EDITIONS if _EDITION_RUN.search(folded) else ():
        yield from _paired(folded, edition, 0.98)
    yield from _edition_parts(folded)
    yield from _sessions(folded)
    if _PERIOD_RUN.search(folded):
        yield from _paired(folded, _PERIODS, 0.95)
    yield from (run for run in _runs(folded) if run.end - run.start > _SHORT_RUN and run.confidence > _SURE_RUN)
    yield from _years(folded)


_SHORT_RUN, _SURE_RUN = 4, 0.85
_KNOWN_BOTH, _SOME_NUMBER = 0.88, 0.8
"""Digits alone tell that there are two numbers, hardly which of them goes: never the highest confidence."""


def find_runs(folded: str) -> Iterator[FusedNumber]:
    """Yield runs of digits that are too long for the number of an instrument and part into two that are not.

    Short ones, and those whose parts are no known numbers, are traces only beside others: "Resolution 5586" of a
    national authority has as many digits.
    """
    yield from _runs(folded)


def _paired(folded: str, pattern: re.Pattern[str], confidence: float) -> Iterator[FusedNumber]:
    for match in pattern.finditer(folded):
        if match["first"] != match["second"]:
            yield FusedNumber(match.start("first"), match.start("second"), match.end("second"), confidence)


def _kind_near(folded: str, start: int, end: int) -> str | None:
    """Return whether a Question or another numbered kind is named nearest to a number, if one is."""
    # The kind stands before the number, in Chinese behind it; a sentence's end parts them.
    before = re.split(r"[;。.؛]\s", folded[max(0, start - _AROUND) : start])[-1]
    behind = folded[end : end + 6]
    if kind_words().search(behind):
        return "resolution"
    if question_words().search(behind):
        return "question"
    resolutions = [match.end() for match in kind_words().finditer(before)]
    questions = [match.end() for match in question_words().finditer(before)]
    if not resolutions and not questions:
        return None
    return "question" if max(questions, default=-1) > max(resolutions, default=-1) else "resolution"


def _slashed(folded: str) -> Iterator[FusedNumber]:
    for match in _SLASHED.finditer(folded):
        first, middle, last = match.groups()
        kind = _kind_near(folded, match.start(), match.end())
        if kind is None:
            continue
        find = _question_places if kind == "question" else _resolution_places
        places = find(first, middle, last)
        if places:
            start = match.start(2)
            best, *others = (start + place for place in places)
            yield FusedNumber(match.start(), best, match.end(), 0.97 if not others else 0.9, tuple(others))


def _question_places(first: str, middle: str, last: str) -> list[int]:
    """Return where "20-1/17/1" parts into "20-1/1" and "7/1", likelier first."""
    found: list[tuple[int, int]] = []
    for place in range(1, len(middle)):
        group, number = middle[:place], middle[place:]
        if not group.isdigit() or number.startswith(("0", "-")) or group.startswith("0"):
            continue
        if 1 <= int(group) <= _LAST_STUDY_GROUP and 1 <= int(last) <= _LAST_STUDY_GROUP and first:
            # A Question moves within its study group, or to a neighbour, more often than far away.
            found.append((abs(int(group) - int(last)), place))
    return [place for _, place in sorted(found)]


def _resolution_places(first: str, middle: str, last: str) -> list[int]:
    """Return where "71/19975/176" parts into "71/199" and "75/176", likelier first."""
    if not (first.isdigit() and middle.isdigit()) or len(last) == 4:
        return []
    found: list[tuple[int, int]] = []
    for place in range(1, len(middle)):
        number, session = middle[:place], middle[place:]
        if number.startswith("0") or session.startswith("0") or len(number) > 3 or (len(session) != len(first)):
            continue
        if int(session) < int(first) or (len(first) <= 2 and int(session) > _LAST_SESSION):
            continue
        if len(first) == 4 and not FIRST_YEAR <= int(session) <= LAST_YEAR:
            continue
        found.append((int(session) - int(first), place))
    return [place for _, place in sorted(found)]


def _edition_parts(folded: str) -> Iterator[FusedNumber]:
    """Yield month and year of "(1107/20172019)", each with its own successor."""
    for match in _EDITION_PARTS.finditer(folded):
        for part in ("month", "year"):
            if match[f"new_{part}"] and match[part] != match[f"new_{part}"]:
                yield FusedNumber(match.start(part), match.end(part), match.end(f"new_{part}"), 0.97)


@cache
def _revised_sessions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what there is in "WRC-15Rev.WRC-19" and "Rev.WRC-15Rev.WRC-19", and the pattern for them."""
    revised = rf"(?:{revised_words()})\s?"
    whole = re.compile(rf"(?<![a-zа-я])(?P<first>(?:{revised})?{_NAME})(?P<second>{revised}{_NAME_AGAIN})")
    return re.compile(rf"\d(?={revised}[a-zа-я])"), whole


def _sessions(folded: str) -> Iterator[FusedNumber]:
    run, whole = _revised_sessions()
    for match in (*(whole.finditer(folded) if run.search(folded) else ()), *_named_twice(folded)):
        name = match["body"] + match["first"].rpartition(match["body"])[2]
        if match["first"] != match["second"] and _year_of(name):
            yield FusedNumber(match.start("first"), match.start("second"), match.end("second"), 0.99)
    for run_of_digits in _FOUR_DIGITS.finditer(folded):
        at = run_of_digits.start()
        match = _SESSION_RUN.search(folded, max(0, at - 7), at + 5)
        if match is None or match.start("first") != at or match["first"] == match["second"]:
            continue
        first, second = (f"{match['body']}{match['hyphen']}{match[part]}" for part in ("first", "second"))
        if _year_of(f"{match['body']}{match['hyphen']}{run_of_digits.group()}"):
            continue  # "WRC-2000"
        if 0 < _year_of(first) < _year_of(second):
            yield FusedNumber(match.start("first"), match.start("second"), match.end("second"), 0.97)


def _named_twice(folded: str) -> Iterator[re.Match[str]]:
    """Yield "WRC-15WRC-19", looked for only around digits that a letter follows."""
    reached = 0
    for run in _NAME_RUN.finditer(folded):
        at = run.start()
        if at < reached:
            continue
        match = _SESSIONS.search(folded, max(reached, at - _NAME_WITHIN), at + _NAME_BEHIND)
        if match and match.start("second") == at + 1:
            yield match
            reached = match.end()


def _year_of(alias: str) -> int:
    """Return the year of the session that an abbreviation names, 0 where it names none."""
    session = registry().session(alias.upper())
    return session.year if session else 0


def _runs(folded: str) -> Iterator[FusedNumber]:
    for match in _RUN.finditer(folded):
        run = match.group()
        if int(run) <= _HIGHEST or not _beside_kind(folded, match.start(), match.end()):
            continue
        places = [place for place in range(1, len(run)) if _is_number(run[:place]) and _is_number(run[place:])]
        places.sort(key=lambda place: (-_known(run[:place]) - _known(run[place:]), abs(2 * place - len(run))))
        if places:
            best, *others = (match.start() + place for place in places)
            both = _known(run[: places[0]]) + _known(run[places[0] :]) == 2
            confidence = _KNOWN_BOTH if both else _SOME_NUMBER
            yield FusedNumber(match.start(), best, match.end(), confidence, tuple(others[:2]))


def _is_number(digits: str) -> bool:
    return len(digits) <= 4 and not digits.startswith("0") and int(digits) <= _HIGHEST


def _beside_kind(folded: str, start: int, end: int) -> bool:
    before = folded[max(0, start - 40) : start]
    kinds = [match.end() for match in kind_words().finditer(before)]
    # "Резолюцию 166208", "Resolutions 50 and 5258": nothing but other numbers and short words between them.
    return bool(kinds and _BETWEEN.fullmatch(before[kinds[-1] :])) or bool(
        kind_words().match(folded[end : end + 6].lstrip("号 ")))  # fmt: skip


def _known(number: str) -> bool:
    return any(registry().candidates(kind, int(number)) for kind in ("res", "dec"))


def _years(folded: str) -> Iterator[FusedNumber]:
    for match in _YEARS.finditer(folded):
        first, second = int(match["first"]), int(match["second"])
        if 1947 <= first < second <= LAST_YEAR and second - first <= 40:
            yield FusedNumber(match.start(), match.start("second"), match.end(), 0.85)
