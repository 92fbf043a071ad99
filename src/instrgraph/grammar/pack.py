"""The words of a language, compiled to the anchored patterns with which the rules match at a hit.

All patterns are for folded text (`instrgraph.grammar.folding`): a space in a word stands for any run of white space.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from instrgraph.grammar.files import expand, load
from instrgraph.grammar.folding import fold_word
from instrgraph.resources import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

SPACE = r"[ \n]*"
GAP = r"[ \n]+"


def word_pattern(word: str) -> str:
    """Return the pattern of one folded word: its spaces stand for any white space, its ends for word ends.

    >>> re.match(word_pattern("in particular"), "in  particular the").end()
    14
    """
    start, body, end = _parted(word)
    return f"{start}{body}{end}" if body else ""


def _parted(word: str) -> tuple[str, str, str]:
    """Return what must stand before a folded word, the pattern of the word, and what must follow."""
    folded = fold_word(word)
    body = GAP.join(re.escape(part) for part in folded.split())
    start = r"(?<![^\W\d_])" if folded[:1].isalpha() and folded[:1].isascii() else ""
    end = r"(?![^\W\d_])" if folded[-1:].isalpha() and not _joins(folded[-1]) else ""
    if end and len(folded.split()[-1]) == 1:
        end += r"(?![.\d/-])"  # "y E.157": the conjunction "e" is no part of a number
    return start, body, end


def _joins(character: str) -> bool:
    # Chinese and Arabic particles are written together with what follows.
    return "\u0600" <= character <= "\u06ff" or "\u3400" <= character <= "\u9fff"


def alternation(patterns: Iterable[str]) -> str:
    """Return one pattern for any of the words, the longest first; a pattern that never matches where there is none."""
    words = {word for pattern in patterns for word in expand(pattern) if word.strip()}
    if not words:
        return r"(?!)"
    parted = map(_parted, sorted(words, key=lambda one: (-len(one), one)))
    # Words with the same ends share them: the pattern means the same and is compiled in half the time.
    return "|".join(
        f"{start}(?:{'|'.join(body for _, body, _ in group)}){end}"
        for (start, end), group in groupby(parted, key=lambda one: (one[0], one[2]))
    )


@dataclass(frozen=True, slots=True)
class Pack:
    """One language's patterns. Strings are fragments to build on, compiled patterns are ready to match."""

    language: str
    conjunction: str
    range_word: str
    article: str
    number_sign: str
    date: str
    respectively: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    foreign: re.Pattern[str]
    reject_before: re.Pattern[str]
    reject_after: re.Pattern[str]
    implement: re.Pattern[str]
    revise: re.Pattern[str]
    room: re.Pattern[str]
    another: re.Pattern[str]
    of_another: re.Pattern[str]
    inside_body: re.Pattern[str]
    series: re.Pattern[str]
    amended: re.Pattern[str]
    session_year: re.Pattern[str]
    edition_year: re.Pattern[str]
    separator: re.Pattern[str]
    range_separator: re.Pattern[str]


def _date(words: dict[str, Any], conjunction: str) -> str:
    months = alternation(words["months"])
    lead, tail = alternation(words["lead"]), alternation(words["tail"])
    day = r"\d{1,2}(?:er|st|nd|rd|th|º|o)?"
    days = rf"{day}(?:{SPACE}(?:,|-|{conjunction})?{SPACE}{day}){{0,3}}"
    of = r"(?:de(?:l)?[ \n]+)?"
    month = rf"(?:{months})(?:/(?:{months}))?"
    year = rf"(?:{SPACE}(?:,[ \n]*)?{of}(?:19|20)\d\d)"
    western = rf"(?:(?:{lead}){SPACE})?(?:the{GAP})?{days}{SPACE}{of}{month}{year}?(?:{SPACE}(?:{tail}))?"
    chinese = r"(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?"
    return rf"(?:{western}|{chinese})"


@cache
def pack(language: str) -> Pack:
    """Return the compiled words of a language.

    Raises:
        GrammarError: a file of the language is missing or faulty.

    >>> bool(pack("fr").after.fullmatch(", adoptee par la "))
    True
    """
    words = load(language, "words.toml")
    listed, glue, revision, context = words["list"], words["glue"], words["revision"], words["context"]
    conjunction = alternation(listed["and"])
    range_word = alternation(listed["to"])
    article = alternation(listed["article"])
    date = _date(words["date"], conjunction)
    before = alternation(glue["before"])
    after = alternation([*glue["after"], *revision["amended"]])
    inserted = alternation(listed["inserted"])
    separator = rf"{SPACE}(?:(?:[,;、]|{conjunction}|{inserted}|{article}){SPACE})*"
    amended = alternation(revision["amended"])
    return Pack(
        language=language,
        conjunction=conjunction,
        range_word=range_word,
        article=article,
        number_sign=alternation(listed["number_sign"]),
        date=date,
        respectively=alternation(words["date"]["respectively"]),
        before=re.compile(rf"(?:[ \n,'\"(]|(?:{before}))*"),
        after=re.compile(rf"(?:[ \n,)\"'»]|(?:{date})|(?:{after}))*"),
        foreign=re.compile(alternation(context["foreign"])),
        reject_before=re.compile(rf"(?:{alternation(context['reject_before'])})[ \n]*$"),
        reject_after=re.compile(rf"[ \n]*(?:{alternation(context['reject_after'])})[ \n]*(?:19|20)\d\d(?!\d)"),
        implement=re.compile(alternation(context["implement"])),
        revise=re.compile(alternation(context["revise"])),
        room=re.compile(rf"(?:{alternation(context['room'])})[ \n]*$"),
        another=re.compile(alternation(context["another"])),
        of_another=re.compile(rf"[ \n](?:{alternation(context['of_another'])})[ \n]?"),
        inside_body=re.compile(rf"(?:{alternation(context['inside_body'])})[ \n](?:(?:{article})[ \n]?)?\Z"),
        series=re.compile(alternation(listed["series"])),
        amended=re.compile(amended),
        session_year=re.compile(rf"[ \n,]*(?:{_session_years(revision['session_year'])})"),
        edition_year=re.compile(rf"(?:{_session_years(revision['edition'])})[^.;]{{0,12}}$"),
        separator=re.compile(separator),
        range_separator=re.compile(rf"{SPACE}(?:-|–|—|~|(?:{range_word})){SPACE}(?:(?:{article}){SPACE})?"),
    )


def _session_years(templates: Iterable[str]) -> str:
    parts = []
    for template in templates:
        head, _, tail = template.partition("{year}")
        pieces = [word_pattern(head.strip()), r"(?:19|20)\d\d", word_pattern(tail.strip())]
        parts.append(SPACE.join(piece for piece in pieces if piece))
    return "|".join(sorted(parts, key=len, reverse=True))


def packs() -> dict[str, Pack]:
    """Return the packs of all six languages."""
    return {language: pack(language) for language in LANGUAGES}
