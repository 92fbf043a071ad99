"""What stands in parentheses after a number: "(Rév. Dubaï, 2018)", "(WRC-19)", "(C11, last amended C19)", "(10/2019)".

The parts are the same in all languages and so is their reader: place, year, session, edition, a word for "revised" or
"amended", in any order. A parenthesis may be lost; then place and year must both be there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.grammar.pack import alternation
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as printed; offsets are those of the folded text, parentheses included.

    ``body`` and ``year`` are those of a session mark ("WRC-19", "C11"); ``amended`` is the last year of amendment.
    ``place`` is the canonical name of a known city, ``words`` what was read and not known.
    """

    start: int
    end: int
    place: str | None = None
    year: int | None = None
    body: str | None = None
    amended: int | None = None
    edition: str | None = None
    revised: bool = False
    closed: bool = True
    words: tuple[str, ...] = ()

    @property
    def is_session(self) -> bool:
        """Whether it is a session mark, which serves its own number only."""
        return self.body == "itu/council" or (self.body is None and self.place is None)


@dataclass(slots=True)
class _Draft:
    """A revision while its parts are read."""

    place: str | None = None
    year: int | None = None
    body: str | None = None
    amended: int | None = None
    edition: str | None = None
    revised: bool = False
    words: tuple[str, ...] = ()

    def revision(self, start: int, end: int, *, closed: bool) -> Revision:
        return Revision(start, end, self.place, self.year, self.body, self.amended, self.edition, self.revised,
                        closed, self.words)  # fmt: skip


_WORD_LIMIT = 4
_BRACKET = re.compile(r"[()\[\]]|\n\n")
_WORD = re.compile(r"[^\W\d_]+|\S")


@cache
def _places() -> dict[str, str]:
    return dict(registry().places)


def _loose(word: str) -> str:
    return r"[ \n]*".join(re.escape(part) for part in word.split())


@cache
def _tokens() -> re.Pattern[str]:
    """Return the pattern of one part of a revision; the name of the group that matched says which."""
    words = [pack["revision"] for pack in load_all("words.toml").values()]
    months = "|".join(alternation(pack["date"]["months"]) for pack in load_all("words.toml").values())
    places = "|".join(_loose(place) for place in sorted(_places(), key=len, reverse=True))
    amended = alternation(word for one in words for word in one["amended"])
    revised = alternation(word for one in words for word in one["rev"])
    mark = alternation(word for one in words for word in one["mark"])
    stems = "|".join(re.escape(stem) for stem in sorted(_sessions(), key=len, reverse=True))
    # An Arabic conjunction or a preposition may stand glued to the word; marks are therefore tried last.
    return re.compile(
        rf"(?P<separator>[ \n,;،、.·:]+(?:\((?=(?:{places})))?)"
        rf"|(?P<edition>(?<!\d)(?:0?[1-9]|1[0-2])/(?:19|20)\d\d(?!\d)|(?:19|20)\d\d/(?:0[1-9]|1[0-2])(?!\d)"
        rf"|(?:0[1-9]|1[0-2])/\d\d(?![\d/]))"
        rf"|(?P<date>\d{{1,2}}(?:er)?[ \n]*(?:de[ ]+)?(?:{months})(?:[ \n]*(?:de[ ]+)?(?=(?:19|20)\d\d))?)"
        rf"|(?P<session>(?<![a-zа-я])(?P<stem>{stems})[ ]?-?[ ]?(?P<when>(?:19|20)?\d\d)(?![\d/]))"
        rf"|(?P<year>(?:19|20)\d\d(?!\d))"
        rf"|(?P<place>(?:{places})(?![a-zа-я]))"
        rf"|(?P<amended>{amended})"
        rf"|(?P<revised>{revised})"
        rf"|(?P<mark>{mark})"
    )  # fmt: skip


@cache
def _sessions() -> dict[str, str]:
    """Return the folded abbreviations that carry a year, with the body of each."""
    table: dict[str, str] = {}
    for pack in load_all("bodies.toml").values():
        for body, patterns in pack["sessions"].items():
            for pattern in patterns:
                for word in expand(pattern):
                    table.setdefault(fold_word(word).strip(), body)
                    table.setdefault(_without_lookalikes(fold_word(word).strip()), body)
    return table


def _without_lookalikes(word: str) -> str:
    return {"c": "с"}.get(word, word)


def full_year(text: str) -> int:
    """Return the year of two or four digits; the ITU's sessions with two digits are of 1947 to 2046.

    >>> full_year("19"), full_year("98"), full_year("2003")
    (2019, 1998, 2003)
    """
    value = int(text)
    if value > 99:
        return value
    return 2000 + value if value <= 46 else 1900 + value


class RevisionParser:
    """Reads revisions of one folded text at given places."""

    __slots__ = ("_read_at", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._read_at: dict[int, Revision | None] = {}

    def at(self, position: int) -> Revision | None:
        """Return the revision in parentheses that begins at or right after ``position``; None where none does."""
        if position not in self._read_at:
            self._read_at[position] = self._parse(position)
        return self._read_at[position]

    def _parse(self, position: int) -> Revision | None:
        text = self._text
        start = position
        while start < len(text) and text[start] in " \n":
            start += 1
        if start - position > 3 or start >= len(text):
            return None
        if text[start] in "([":
            return self._inside(start, start + 1)
        found = self._inside(start, start)
        # Without its opening parenthesis only place and year together are believed, and only up to a closing one.
        if found and found.place and found.year and found.closed:
            return found
        return None

    def _inside(self, start: int, position: int) -> Revision | None:
        opened = position > start
        close = self._close(position)
        if close is not None:
            draft, end, whole = self._read(position, close)
            if whole or self._acceptable(draft, end, close):
                return draft.revision(start, close + 1, closed=True) if self._is_revision(draft) else None
        if not opened:
            return None
        # The closing parenthesis is lost: read as far as place and year go, and believe nothing less.
        limit = min(len(self._text), position + 90)
        draft, end, _ = self._read(position, limit, early=True)
        complete = draft.year and (draft.place or draft.body)
        return draft.revision(start, end, closed=False) if complete and not draft.words else None

    def _acceptable(self, revision: _Draft, end: int, close: int) -> bool:
        # "(Rev. Dubai, 2014 see also the report)": what is read must be all but a few words.
        return bool(revision.year and (revision.place or revision.body) and close - end <= 40)

    @staticmethod
    def _is_revision(revision: _Draft) -> bool:
        if len(revision.words) > _WORD_LIMIT:
            return False
        if revision.words and not (revision.year and (revision.revised or revision.place or revision.body or len(
                revision.words) <= 2)):  # fmt: skip
            return False
        return bool(revision.year or revision.edition or revision.amended or (revision.place and revision.revised))

    def _close(self, position: int) -> int | None:
        """Return where the parenthesis closes; None where it does not do so soon."""
        depth = 0
        for found in _BRACKET.finditer(self._text, position, position + 140):
            character = found.group()
            if character in "([":
                depth += 1
            elif character == "\n\n":
                return None
            elif depth == 0:
                return found.start()
            else:
                depth -= 1
        return None

    def _read(self, position: int, limit: int, *, early: bool = False) -> tuple[_Draft, int, bool]:
        """Read parts up to ``limit``; return what was read, where the last part ended, and whether it was all.

        ``early`` stops at the first word that is no part of a revision, or once place and year are read.
        """
        revision = _Draft()
        amending, words, end = False, [], position
        for kind, found in self._parts(position, limit):
            if early and (kind == "word" or (kind in ("place", "session") and revision.year and revision.place)):
                break
            if kind == "word":
                words.append(found.group())
                if len(words) > _WORD_LIMIT:
                    break
                continue
            amending = amending or kind == "amended"
            if kind != "separator":
                end = found.end()
                _add(revision, kind, found, amending=amending)
        revision.words = tuple(words)
        return revision, end, not words or len(words) <= 2

    def _parts(self, position: int, limit: int) -> Iterator[tuple[str, re.Match[str]]]:
        tokens = _tokens()
        while position < limit:
            found = tokens.match(self._text, position, limit)
            kind = found.lastgroup if found else None
            if found is None or found.end() == position:
                found = _WORD.match(self._text, position, limit)
                kind = "word"
            if found is None:
                return
            yield kind or "word", found
            position = found.end()


def _add(revision: _Draft, kind: str, found: re.Match[str], *, amending: bool) -> None:
    if kind == "year":
        year = int(found.group())
        again = revision.year and revision.place is None and revision.body
        if again or (amending and (revision.year or not revision.place)):
            revision.amended = year
        else:
            revision.year = year
    elif kind == "session":
        body, year = _sessions()[found["stem"]], _session_year(found)
        if revision.body and (amending or revision.body == body):
            revision.amended = year
        else:
            revision.body, revision.year = body, year
    elif kind == "place":
        revision.place = _places()[" ".join(found.group().split())]
    elif kind == "edition":
        revision.edition = _edition(found.group())
    elif kind == "revised":
        revision.revised = True


def _session_year(found: re.Match[str]) -> int:
    """Return the year in which a session met: WTSA-20 is the assembly of 2022."""
    conference = registry().session(f"{found['stem']}-{found['when']}")
    return conference.year if conference else full_year(found["when"])


def _edition(text: str) -> str:
    """Return an edition as year and month; "(11/88)" gives the year alone, since it does not print it in full.

    >>> _edition("10/2019"), _edition("2008/04"), _edition("11/88")
    ('2019-10', '2008-04', '1988')
    """
    first, second = text.split("/")
    if len(first) == 4:
        return f"{first}-{second}"
    return f"{second}-{first.zfill(2)}" if len(second) == 4 else str(full_year(second))
