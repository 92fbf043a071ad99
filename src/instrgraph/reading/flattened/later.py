"""Revisions that are later than the base text itself: the base cannot have cited them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.reading.flattened.names import name_before
from instrgraph.reading.flattened.revisions import FIRST_YEAR, LAST_YEAR
from instrgraph.reading.flattened.words import tokens
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARENTHESIS = re.compile(r"\(([^()]{3,80})\)?")
_SESSION = re.compile(r"(?<![a-zа-я])([a-zа-я]{1,6}[- ]?\d{2,4})(?!\d)")
_EDITION = re.compile(r"[01]?\d/(\d{4})\Z|(\d{4})/[01]?\d\Z")
_CORE = re.compile(r"(?<![a-z0-9/.])(?:[a-z]{1,3}\.)?\d(?:[\d/.\-]*\d)?[a-z]?(?![a-z0-9])")
_JOINT = re.compile(r"[\s,、]*(?:[^\W\d_]{1,3}\s*)?\Z")
_STOPS = re.compile(r"[;。；]|\.\s")
_GAP = 70


@dataclass(frozen=True, slots=True)
class LaterRevision:
    """Numbers with the revision in parentheses that serves them, named later than the base (folded offsets)."""

    start: int
    end: int
    year: int


def find_later(folded: str, start: int, end: int, base_year: int) -> Iterator[LaterRevision]:
    """Yield what names a revision, a session or an edition of a year after ``base_year`` between two offsets.

    >>> folded = "resolves 2 of resolution 50 (rev. geneva, 2022) and 52 (rev. hammamet, 2016)"
    >>> [folded[one.start : one.end] for one in find_later(folded, 0, len(folded), 2018)]
    ['50 (rev. geneva, 2022)']
    """
    for match in _PARENTHESIS.finditer(folded, start, end):
        found = _year(match.group(1))
        if found is None or found[0] <= base_year:
            continue
        first = _first_core(folded, start, match.start())
        if first is not None:
            closed = match.group().endswith(")")
            yield LaterRevision(first, match.end() if closed else match.start(1) + found[1], found[0])


def year_of(content: str) -> int | None:
    """Return the year of the revision, edition or session that a parenthesis names, if it is one."""
    found = _year(content)
    return found[0] if found else None


def _year(content: str) -> tuple[int, int] | None:
    """Return the year that a parenthesis names and where the words of the revision end in it, if it is a revision."""
    edition = _EDITION.match(content)
    if edition:
        return int(edition[1] or edition[2]), len(content)
    sessions = [registry().session(match.group(1).upper()) for match in _SESSION.finditer(content)]
    years = [session.year for session in sessions if session is not None]
    known = []
    for token in tokens(content):
        if token.kind == "other":
            break
        known.append(token)
    while known and known[-1].kind == "separator":
        known.pop()
    kinds = {token.kind for token in known}
    printed = [int(token.text) for token in known if token.kind == "digits" and len(token.text) == 4]
    printed = [year for year in printed if FIRST_YEAR <= year <= LAST_YEAR]
    if "digits" in kinds and kinds & {"place", "revised"} and len(printed) == 1:
        return printed[0], known[-1].end
    return (max(years), len(content)) if years else None


def _first_core(folded: str, floor: int, paren: int) -> int | None:
    """Return where the numbers begin that the parenthesis serves: the nearest before it, and those joined to it."""
    name = name_before(folded, paren)
    if name is not None:
        return name
    floor = max(floor, paren - _GAP - 60)
    before = folded[floor:paren]
    cores = list(_CORE.finditer(before))
    if not cores:
        return None
    last = cores[-1]
    gap = before[last.end() :]
    if len(gap) > _GAP or _STOPS.search(gap) or ")" in gap:
        return None
    start = last.start()
    for core in reversed(cores[:-1]):
        if not _JOINT.fullmatch(before[core.end() : start]):
            break
        start = core.start()
    return floor + start
