"""One automaton over the trigger words of all languages: a single pass over a text, whatever the number of rules.

Scanning with an alternation of regular expressions grows with every language; here the cost is per hit. A hit is a
`Lexeme`: what the word stands for and in which languages. The rules then match at the hits alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

import ahocorasick

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import Folded, fold_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Sort(StrEnum):
    """What a trigger word stands for."""

    KIND = "kind"
    BODY = "body"
    FOREIGN = "foreign"
    SESSION = "session"
    DEIXIS = "deixis"
    BARE = "bare"
    NAMED = "named"
    CONTEXT = "context"
    SYMBOL = "symbol"
    BUREAU = "bureau"


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a trigger word: ``value`` is a kind ("res"), an identifier, or the key of a table."""

    sort: Sort
    value: str
    language: str
    plural: bool = False
    possessed: bool = False
    upper: bool = False
    short: bool = False
    capital: bool = False


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A trigger word found in a folded text, with all that it may mean; offsets are those of the folded text."""

    start: int
    end: int
    entries: tuple[Entry, ...]


_ARABIC = ("\u0600", "\u06ff")
_HAN = ("\u3400", "\u9fff")
# The particles that Arabic writes together with the word that follows: and, then, in, as, to.
_PREFIXES = ("و", "ف", "ب", "ك", "ل", "وب", "ول", "وك", "فب", "فل", "ال", "بال", "وال", "وبال", "كال")
_BUREAUX = {"itu/office/dir-tsb": "itu/t", "itu/office/dir-br": "itu/r", "itu/office/dir-bdt": "itu/d"}
"""The Sector that each Bureau serves: who addresses its Director speaks of its Questions."""
_SYMBOLS = ("/res/", "/dec/", "/prst/", "a/", "s/", "e/", "а/", "е/", "ѕ/", "/c/gc/", "/rep/")


def is_arabic(character: str) -> bool:
    """Return whether a character is of the Arabic block."""
    return _ARABIC[0] <= character <= _ARABIC[1]


def is_han(character: str) -> bool:
    """Return whether a character is a Chinese ideograph."""
    return _HAN[0] <= character <= _HAN[1]


class Lexicon:
    """All trigger words, compiled; ``find`` is one pass over a text."""

    __slots__ = ("_automaton",)

    def __init__(self, words: Iterable[tuple[str, Entry]]) -> None:
        table: dict[str, list[Entry]] = {}
        for word, entry in words:
            entries = table.setdefault(fold_word(word), [])
            if entry not in entries:
                entries.append(entry)
        self._automaton: Any = ahocorasick.Automaton()
        for word, found in table.items():
            if word.strip():
                plain = found[0].sort is not Sort.SYMBOL and _is_plain(word[0]) and _is_plain(word[-1])
                upper = any(entry.upper for entry in found)
                self._automaton.add_word(word, (len(word), tuple(found), plain, upper))
        self._automaton.make_automaton()

    def find(self, folded: Folded, original: str) -> tuple[Lexeme, ...]:
        """Return the trigger words of a text in its order, longer before shorter at one place.

        Abbreviations in capitals ("PP") must stand in capitals in the original text.
        """
        text = folded.text
        beyond = len(text)
        hits = []
        for last, (length, entries, plain, upper) in self._automaton.iter(text):
            start, end = last + 1 - length, last + 1
            if plain:
                # Most hits are letters inside of words: these are told here, by the letters on both sides.
                if end < beyond and _is_plain(text[end]):
                    continue
                if start and _is_plain(text[start - 1]):
                    continue
            elif not _bounded(text, start, end, entries[0].sort is Sort.SYMBOL):
                continue
            kept = entries
            if upper:
                span = folded.span(start, end)
                if not _is_upper(original[span.start : span.end]):
                    kept = tuple(entry for entry in entries if not entry.upper)
            if kept:
                hits.append(Lexeme(start, end, kept))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return tuple(hits)


def _is_plain(character: str) -> bool:
    """Return whether a character is a letter of a script that has spaces between words and joins none to them."""
    if character < _ARABIC[0]:
        return character.isalpha()
    return character.isalpha() and not is_arabic(character) and not is_han(character)


def _is_upper(word: str) -> bool:
    return word.upper() == word


def _bounded(text: str, start: int, end: int, symbol: bool) -> bool:
    """Return whether a hit is a word of its own; Chinese has no word boundaries, Arabic joins particles in front."""
    first, last = text[start], text[end - 1]
    if symbol:
        if first == "/" or start == 0 or not text[start - 1].isalnum():
            return True
        return is_han(text[start - 1]) or is_arabic(text[start - 1])  # وA/76/135, 和A/76/135
    if end < len(text) and last.isalpha() and not is_han(last):
        following = text[end]
        if following.isalpha() and not is_han(following) and is_arabic(following) == is_arabic(last):
            return False
    if start == 0 or is_han(first) or not first.isalnum():
        return True
    before = text[start - 1]
    if not before.isalpha() or is_han(before):
        return not (before.isdigit() and first.isdigit())
    if is_arabic(first) != is_arabic(before):
        return True
    if not is_arabic(first):
        return False
    begin = start
    while begin > 0 and is_arabic(text[begin - 1]) and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:start] in _PREFIXES


def _is_abbreviation(word: str) -> bool:
    if not word.isupper():  # most words end here, at the price of one call
        return False
    letters = [one for one in word if one.isalpha()]
    return bool(letters) and all(one.isupper() for one in letters) and len(letters) <= 12


def _entries(table: dict[str, Any], sort: Sort, language: str, **marks: bool) -> Iterator[tuple[str, Entry]]:
    for value, patterns in table.items():
        for pattern in patterns:
            for word in expand(pattern):
                upper, capital = _is_abbreviation(word), word[:1].isupper()
                yield word, Entry(sort, value, language, upper=upper, capital=capital, **marks)


def _words() -> Iterator[tuple[str, Entry]]:
    for language, pack in load_all("kinds.toml").items():
        yield from _entries(pack["singular"], Sort.KIND, language)
        yield from _entries(pack["plural"], Sort.KIND, language, plural=True)
        yield from _entries(pack["possessed"], Sort.KIND, language, plural=True, possessed=True)
        yield from _entries(pack["short"], Sort.KIND, language, short=True)
    for language, pack in load_all("bodies.toml").items():
        yield from _entries(pack["bodies"], Sort.BODY, language)
        yield from _entries(pack["foreign"], Sort.FOREIGN, language)
        yield from _entries(pack["sessions"], Sort.SESSION, language)
        yield from _entries(pack["deixis"], Sort.DEIXIS, language)
        yield from _entries(pack["bare"], Sort.BARE, language)
    for language, pack in load_all("named.toml").items():
        yield from _entries(pack["named"], Sort.NAMED, language)
        yield from _entries(pack["context"], Sort.CONTEXT, language)
    for language, pack in load_all("agents.toml").items():
        bureaux = {sector: pack["agents"][office] for office, sector in _BUREAUX.items()}
        yield from _entries(bureaux, Sort.BUREAU, language)
    for symbol in _SYMBOLS:
        yield symbol, Entry(Sort.SYMBOL, symbol, "")


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all six languages, compiled once in a process."""
    return Lexicon(_words())
