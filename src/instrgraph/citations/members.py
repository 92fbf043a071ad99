"""The members of a joint form: "Resolutions 50 and 52 (Rev. Dubai, 2012)", "C1 to C11", 第1267(1999)、1373(2001)号."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.citations.numbers import Number, Shape
from instrgraph.grammar.pack import GAP, SPACE, pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from instrgraph.citations.revisions import Revision
    from instrgraph.citations.scene import Scene

_MAX_MEMBERS = 60
_DISTINCT = (Shape.SLASH, Shape.SESSION, Shape.YEAR, Shape.SPECIAL, Shape.EDITION, Shape.RECOMMENDATION, Shape.QUESTION,
             Shape.LINE)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Member:
    """One number of a list with the revision that serves it and the end of what belongs to it."""

    number: Number
    end: int
    revision: Revision | None = None
    own_revision: bool = False
    dated: bool = False
    """Whether a date follows the number, as the United Nations print it and the ITU does not."""
    ranged: bool = False
    """Whether this number ends a range that the member before it begins."""


@cache
def _list_words(language: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a number sign, of a date behind a number, and of dates shared out among numbers."""
    words = pack(language)
    # "…, of 21 December 2020 and 17 December 2021, respectively, 78/213 of 19 December 2023"
    listed = rf"{SPACE}(?:,|{words.conjunction}){SPACE}(?:(?:{words.conjunction}){SPACE})?"
    return (
        re.compile(rf"{SPACE}\)?:?{SPACE}(?:(?:{words.number_sign}){SPACE})*"),
        re.compile(rf"(?:{SPACE},?{SPACE}(?:{words.date}))"),
        re.compile(rf"(?:{listed}(?:{words.date}))*{SPACE},?{SPACE}(?:{words.respectively})"),
    )


class ListReader:
    """Reads a list of numbers from where its first one begins."""

    __slots__ = ("_date", "_language", "_pack", "_scene", "_shared_out", "_sign")

    def __init__(self, scene: Scene, language: str) -> None:
        self._scene = scene
        self._language = language
        self._pack = pack(language)
        self._sign, self._date, self._shared_out = _list_words(language)

    def skip_sign(self, position: int) -> int:
        """Return the position after a number sign ("No.", "№"), if one stands there."""
        found = self._sign.match(self._scene.text, position)
        return found.end() if found else position

    def read(self, position: int, parse: Callable[[int], tuple[Number, ...]], *, plural: bool) -> tuple[Member, ...]:
        """Return the members that begin at ``position``; revisions are shared as the guide says.

        ``plural`` promises plain numbers; after a singular only numbers of a distinct shape, or with a revision of
        their own, go on with the list.
        """
        members: list[Member] = []
        ranged = False
        limit = self._scene.block_end(self._scene.block_at(position))
        while len(members) < _MAX_MEMBERS and position < limit:
            numbers = parse(self.skip_sign(position))
            if numbers and numbers[0].start >= limit:
                break
            if not numbers or not self._goes_on(members, numbers, plural=plural):
                break
            members.extend(self._with_trailer(numbers, ranged=ranged))
            position, ranged = self._next(members[-1].end)
            if position < 0:
                break
        return tuple(_share(members))

    def _goes_on(self, members: list[Member], numbers: tuple[Number, ...], *, plural: bool) -> bool:
        if not members:
            return True
        first, number = members[0].number, numbers[0]
        if number.shape is not first.shape and Shape.PLAIN in (number.shape, first.shape):
            return False
        if plural or number.shape in _DISTINCT:
            return True
        return self._scene.revisions.at(number.end) is not None and members[-1].revision is not None

    def _with_trailer(self, numbers: tuple[Number, ...], *, ranged: bool) -> list[Member]:
        last = numbers[-1]
        end, revision, dated = self._trailer(last)
        return [*(Member(one, one.end) for one in numbers[:-1]),
                Member(last, end, revision, own_revision=revision is not None, ranged=ranged, dated=dated)]  # fmt: skip

    def _trailer(self, number: Number) -> tuple[int, Revision | None, bool]:
        """Return the end of what belongs to a number, its revision, and whether a date stands there."""
        text, end, revision = self._scene.text, number.end, None
        if number.shape is not Shape.YEAR:
            revision = self._scene.revisions.at(end)
            if revision:
                end = revision.end
                end, revision = self._second(end, revision)
        date = self._date.match(text, end)
        dated = bool(date and self._language != "zh")
        if date and dated:
            end = date.end()
            more = self._shared_out.match(text, end)
            end = more.end() if more else end
        return end, revision, dated

    def _second(self, end: int, revision: Revision) -> tuple[int, Revision]:
        # "(Geneva, 2009) (Rev. 2013)" is rare; "(COM4/7) (WRC-19)" too: the later parenthesis completes the first.
        second = self._scene.revisions.at(end)
        if second and revision.year is None and second.year:
            return second.end, replace(second, edition=second.edition or revision.edition)
        return end, revision

    def _next(self, position: int) -> tuple[int, bool]:
        """Return where the next member would begin, -1 where nothing joins, and whether a range leads to it."""
        text = self._scene.text
        found = self._pack.range_separator.match(text, position)
        if found and found.end() > position:
            return found.end(), True
        found = self._pack.separator.match(text, position)
        if not found or not found.group().strip(" \n"):
            return -1, False
        return found.end(), False


def _share(members: list[Member]) -> list[Member]:
    """Give each number without a revision that of the next one that has it, unless it is a session mark."""
    shared: Revision | None = None
    result: list[Member] = []
    for member in reversed(members):
        if member.revision is not None:
            shared = None if member.revision.is_session or member.revision.edition else member.revision
            result.append(member)
        else:
            result.append(member if shared is None else replace(member, revision=shared))
    result.reverse()
    return result


_ITEM = (r"(?:(?:e?s-|дс-)?\d{1,4}(?: ?/ ?\d{1,4})?(?:-\d{1,2})?(?: ?[a-z](?![a-z]))?"
         r"(?: ?\((?:[ivxlc]{1,7}|(?:19|20)\d\d|e?s-[ivx]+)\))?|[a-z](?![a-z])|com\d/\d+)")  # fmt: skip


def list_before(scene: Scene, end: int, floor: int) -> int | None:
    """Return where the list of numbers begins that ends at ``end``, as Chinese prints it: 第…、…和第…号 before 决议."""
    window_start = max(floor, end - 400)
    window = scene.text[window_start:end]
    starts = [found.start() for found in re.finditer("第", window)]
    for start in starts:
        found = _list_pattern().match(window, start)
        if found:
            return window_start + start
    return None


@cache
def _list_pattern() -> re.Pattern[str]:
    listed = pack("zh")
    join = rf"[ \n]*(?:[,、]|(?:{listed.conjunction})|至|到|-|–)*[ \n]*(?:年)?"
    revision = r"(?:\([^()\n]{3,40}\)[ \n]*)?"
    number = rf"(?:第[ \n]*)?(?:a/res/|s/res/)?{_ITEM}[ \n]*(?:号|號)?(?:{GAP})?"
    one = rf"(?:{listed.date})?[ \n]*{number}{revision}"
    return re.compile(rf"第[ \n]*(?:{one})(?:{join}{one})*[ \n]*\Z")
