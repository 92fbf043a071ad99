"""Fused revisions: "(Busan, 2014Rév. Dubaï, 2018)", "(Rev. GuadalajaraBusan, 20104)", 「20142018年，釜山迪拜」."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from instrgraph.reading.flattened.merge import Parting, part
from instrgraph.reading.flattened.words import Token, tokens
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_YEAR, LAST_YEAR = 1865, 2045
_PARENTHESIS = re.compile(r"\(([^()]{8,100})")
_TWO_PARENTHESES = re.compile(r"(?P<base>\([^()]{8,60}\))(?P<proposed>\([^()]{8,60}\))")
_LONGEST = 90
_BEGINS = ("place", "revised")
_SERIAL = re.compile(
    r"(?P<base>[^\W\d_][^\d,;:()]{1,30}, ?(?P<was>\d{4}))"
    r"(?P<proposed>[^\W\d_][^\d,;:()]{1,40}, ?(?P<now>\d{4}))(?!\d)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class FusedRevision:
    """A revision in which base and proposed have run together; offsets are those of the folded text."""

    start: int
    end: int
    base_year: int
    proposed_year: int
    base_place: str | None
    proposed_place: str | None
    confidence: float
    parting: Parting
    alternatives: tuple[Parting, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    years: tuple[int, int]
    places: tuple[str | None, str | None]
    plausibility: float
    parting: Parting
    others: tuple[Parting, ...] = ()
    """Partings that are as good, where one word may stand in both texts or in one."""

    @property
    def rank(self) -> tuple[float, int]:
        return (-self.plausibility, self.parting.cost)


def find_revisions(folded: str) -> Iterator[FusedRevision]:
    """Yield the fused revisions in parentheses; one that its writer forgot to close counts too.

    >>> [(one.base_year, one.proposed_year) for one in find_revisions("(rev. dubaihammamet, 20126)")]
    [(2012, 2016)]
    """
    yield from _side_by_side(folded)
    for match in _PARENTHESIS.finditer(folded):
        found = _part(match.group(1)[:_LONGEST])
        if found:
            best, *others = found
            end = match.start(1) + len(_joined(best.parting))
            alternatives = (*best.others, *(one.parting for one in others[:2]))
            yield FusedRevision(match.start(1), end, *best.years, *best.places, best.plausibility, best.parting,
                                alternatives[:2])  # fmt: skip


def _joined(parting: Parting) -> str:
    # As long as the stretch that was parted.
    shared = len(parting.base) - sum(len(edit.span) for edit in parting.edits if edit.kind.value == "deletion")
    return "x" * (shared + sum(len(edit.span) for edit in parting.edits))


@lru_cache(maxsize=4096)
def _part(content: str) -> tuple[_Candidate, ...]:
    """Return the ways to part the content of a parenthesis, likelier first."""
    found = _known(content)
    candidates = _of_tokens(found) if found else ()
    return candidates or _spaced(found) or _serial(content)


def _known(content: str) -> tuple[Token, ...]:
    """Return the tokens before the first that is no word of a revision, without separators at the ends."""
    found: list[Token] = []
    for token in tokens(content):
        if token.kind == "other":
            break
        found.append(token)
    while found and found[-1].kind == "separator":
        found.pop()
    return tuple(found)


def _of_tokens(found: tuple[Token, ...]) -> tuple[_Candidate, ...]:
    digits = [token.text for token in found if token.kind == "digits"]
    places = [token.text for token in found if token.kind == "place"]
    if not places and any(token.kind == "revised" for token in found):
        places = [""]  # "(amended in 2015 г.2019 г.)"
    if not 1 <= len(places) <= 2 or not digits or found[0].kind == "separator":
        return ()
    fused = "".join(token.text for token in found)
    fused = fused if found[0].start == 0 else ""
    candidates: dict[tuple[tuple[int, int], tuple[str | None, str | None]], _Candidate] = {}
    for years in _year_pairs(tuple(digits)):
        base_place, proposed_place = places[0], places[-1]
        best = _best_partings(fused, found, (base_place, proposed_place), years)
        if not best:
            continue
        names = registry().place(base_place), registry().place(proposed_place)
        candidates[years, names] = _Candidate(years, names, _plausibility(names, years), best[0], best[1:])
    return tuple(sorted(candidates.values(), key=lambda one: one.rank)) or _new_before_old(fused, found)


def _new_before_old(fused: str, found: tuple[Token, ...]) -> tuple[_Candidate, ...]:
    """Return the parting of "Rev. Dubai, 2018Busan, 2014", where what comes was put before what goes.

    Such an order is rare, so that both revisions must be known and stand without a space between them.
    """
    places = [token.text for token in found if token.kind == "place"]
    digits = [token.text for token in found if token.kind == "digits"]
    if len(places) != 2 or [len(one) for one in digits] != [4, 4]:
        return ()
    years = int(digits[1]), int(digits[0])
    names = registry().place(places[1]), registry().place(places[0])
    ends = [token for token, after in pairwise(found) if token.kind in ("digits", "mark") and after.kind in _BEGINS]
    if not ends or years[0] >= years[1] or _plausibility(names, years) < 0.95:
        return ()
    best = _best_partings(fused, found, (places[1], places[0]), years)
    return (_Candidate(years, names, 0.85, best[0], best[1:]),) if best else ()


def _year_pairs(digits: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of years that the runs of digits may hold, the earlier first.

    >>> _year_pairs(("20104",)), _year_pairs(("200812",)), _year_pairs(("2014", "2018")), _year_pairs(("2014",))
    (((2010, 2014),), ((2008, 2012),), ((2014, 2018),), ())
    """
    if len(digits) == 2 and all(len(one) == 4 for one in digits):
        pairs = {(int(digits[0]), int(digits[1]))}
    elif len(digits) == 1 and 5 <= len(digits[0]) <= 8:
        run = digits[0]
        own = len(run) - 4
        pairs = {(int(run[:at] + run[at : at + own] + run[at + 2 * own :]), int(run[:at] + run[at + own :]))
                 for at in range(4 - own + 1)}  # fmt: skip
    else:
        return ()
    return tuple(sorted(pair for pair in pairs if FIRST_YEAR <= pair[0] < pair[1] <= LAST_YEAR))


def _best_partings(
    fused: str, found: tuple[Token, ...], places: tuple[str, str], years: tuple[int, int]
) -> tuple[Parting, ...]:
    """Return the best parting, and after it those that cost as little and give other texts."""
    partings = {(base, proposed): parting for base, proposed in _renderings(found, places, years)
                if (parting := part(fused, base, proposed)) is not None}  # fmt: skip
    ordered = sorted(partings.values(), key=_key)
    return tuple(one for one in ordered if one.cost == ordered[0].cost)


def _key(parting: Parting) -> tuple[int, int]:
    # Of equally cheap partings that which shares more: one "Rev." serves both.
    return parting.cost, -len(parting.base) - len(parting.proposed)


def _renderings(
    found: tuple[Token, ...], places: tuple[str, str], years: tuple[int, int]
) -> Iterator[tuple[str, str]]:
    """Yield base and proposed as they may have been printed, from the very words that the fused stretch holds."""
    revised = _kinds(found, "revised")
    marks = _kinds(found, "mark")
    commas = (token.text for token in found if token.kind == "separator" and "," in token.text)
    separators = (tuple(dict.fromkeys(commas)) or (" ",)) if places[0] else ("",)
    year_first = bool(places[0]) and _first(found, ("digits", "place")) == "digits"
    for separator, (was, now), (mark_was, mark_now) in product(
        separators, product(revised, repeat=2), product(marks, repeat=2)
    ):
        yield (
            _render(was, places[0], separator, f"{years[0]}{mark_was}", year_first=year_first),
            _render(now, places[1], separator, f"{years[1]}{mark_now}", year_first=year_first),
        )


def _first(found: tuple[Token, ...], kinds: tuple[str, ...]) -> str:
    return next(token.kind for token in found if token.kind in kinds)


def _kinds(found: tuple[Token, ...], kind: str) -> tuple[str, ...]:
    """Return the words of a kind with the white space beside them, and the empty word."""
    words = [""]
    for index, token in enumerate(found):
        if token.kind != kind:
            continue
        before, after = found[index - 1 : index], found[index + 1 : index + 2]
        lead = before[0].text if before and before[0].kind == "separator" else ""
        tail = after[0].text if after and after[0].kind == "separator" else ""
        words.append((lead + token.text) if kind == "mark" or _is_last(found, index) else (token.text + tail))
    return tuple(dict.fromkeys(words))


def _is_last(found: tuple[Token, ...], index: int) -> bool:
    # "…，修订版": a word that follows the place, with what sets it off.
    return all(token.kind not in ("digits", "place") for token in found[index + 1 :])


def _render(revised: str, place: str, separator: str, year: str, *, year_first: bool) -> str:
    if not year_first:
        return f"{revised}{place}{separator}{year}"
    return f"{year}{separator}{place}{revised}"


def _plausibility(places: tuple[str | None, str | None], years: tuple[int, int]) -> float:
    held = [{conference.body for conference in registry().conferences_at(place, year)} if place else set()
            for place, year in zip(places, years, strict=True)]  # fmt: skip
    if held[0] & held[1]:
        return 0.99
    return 0.95 if held[0] and held[1] else 0.85 if held[0] or held[1] else 0.7


def _spaced(found: tuple[Token, ...]) -> tuple[_Candidate, ...]:
    """Return the parting of two revisions with a space between them, where both are of one body."""
    fused = "".join(token.text for token in found)
    for index, token in enumerate(found):
        if token.kind != "separator" or "," in token.text or found[index - 1].kind not in ("digits", "mark"):
            continue
        first, second = _plain(found[:index]), _plain(found[index + 1 :])
        if first and second and first[1] < second[1]:
            years, names = (first[1], second[1]), (first[0], second[0])
            base = fused[: token.start]
            parting = part(fused, base, fused[token.start :])
            if parting and _plausibility(names, years) > 0.95:
                return (_Candidate(years, names, 0.85, parting),)
    return ()


def _plain(found: tuple[Token, ...]) -> tuple[str, int] | None:
    """Return place and year of a revision in which nothing has run together."""
    places = [token.text for token in found if token.kind == "place"]
    digits = [token.text for token in found if token.kind == "digits"]
    place = registry().place(places[0]) if len(places) == 1 else None
    if place is None or len(digits) != 1 or len(digits[0]) != 4:
        return None
    return place, int(digits[0])


def _side_by_side(folded: str) -> Iterator[FusedRevision]:
    """Yield "(Rev. Hammamet, 2016)(Rev. Geneva, 2022)": the whole parenthesis gone, another come."""
    for match in _TWO_PARENTHESES.finditer(folded):
        first, second = (_plain(tokens(match[name][1:-1])) for name in ("base", "proposed"))
        if not first or not second or first[1] >= second[1]:
            continue
        years, names = (first[1], second[1]), (first[0], second[0])
        fused = match["base"] + match["proposed"]
        parting = part(fused, match["base"], match["proposed"])
        if parting and _plausibility(names, years) > 0.95:
            yield FusedRevision(match.start(), match.end(), *years, *names, 0.95, parting)


def _serial(content: str) -> tuple[_Candidate, ...]:
    """Return the parting of two places that the registry may lack, one after the other."""
    match = _SERIAL.match(content)
    if not match:
        return ()
    years = int(match["was"]), int(match["now"])
    if not FIRST_YEAR <= years[0] < years[1] <= LAST_YEAR:
        return ()
    parting = part(match.group(), match["base"], match["proposed"])
    return (_Candidate(years, (None, None), 0.85, parting),) if parting else ()
