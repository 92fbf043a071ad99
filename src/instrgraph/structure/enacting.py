"""The enacting clause: which body speaks, where and when."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import ahocorasick

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold, fold_word
from instrgraph.model import Enacting, Span
from instrgraph.registry import registry
from instrgraph.structure.openers import is_word_end

_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")
_PARENTHESIS = re.compile(r"[(（]([^()（）]*)[)）]")


@cache
def _bodies() -> tuple[tuple[str, str, bool], ...]:
    """Return folded names of bodies, longest first, with their identifiers and whether capitals are needed."""
    found: dict[tuple[str, bool], str] = {}
    for words in load_all("bodies.toml").values():
        for body, patterns in words["bodies"].items():
            for one in (form for pattern in patterns for form in expand(pattern)):
                capitals = len(one) > 1 and one.isupper() and one.isalpha() and not "\u0600" <= one[0] <= "\u9fff"
                found.setdefault((fold_word(one), capitals), body)
    ordered = sorted(found.items(), key=lambda item: (-len(item[0][0]), item[0]))
    return tuple((words, body, capitals) for (words, capitals), body in ordered)


@cache
def _speakers() -> dict[str, str]:
    """Return the bodies that speak where an enacting clause holds these words alone."""
    return {
        fold_word(one): body
        for words in load_all("openers.toml").values()
        for body, patterns in words["speakers"].items()
        for pattern in patterns
        for one in expand(pattern)
    }


@lru_cache(maxsize=1024)
def find_body(text: str) -> str | None:
    """Return the body that a short text names first, the longest name counting where several begin together.

    >>> find_body("Le Conseil des droits de l'homme,")
    'un/hrc'
    """
    folded = fold(text)
    best: tuple[int, int, int, str] | None = None
    seen: set[int] = set()
    for last, names in _automaton().iter(folded.text):
        for order, length, body, capitals in names:
            at = last + 1 - length
            if order in seen or not _stands_alone(folded.text, at, last + 1):
                continue
            seen.add(order)
            if capitals and not folded.span(at, last + 1).of(text).isupper():
                continue
            # "The Radiocommunication Assembly of the ITU": the organ, not the organization named first or last.
            rank = at + (1000 if "/" not in body else 0)
            if best is None or (rank, -length, order) < best[:3]:
                best = (rank, -length, order, body)
    return best[3] if best else None


@cache
def _automaton() -> Any:
    """Return the automaton of all names: their order, length, body, and whether capitals are needed."""
    automaton = ahocorasick.Automaton()
    found: dict[str, list[tuple[int, int, str, bool]]] = {}
    for order, (words, body, capitals) in enumerate(_bodies()):
        found.setdefault(words, []).append((order, len(words), body, capitals))
    for words, names in found.items():
        automaton.add_word(words, tuple(names))
    automaton.make_automaton()
    return automaton


def _stands_alone(text: str, start: int, end: int) -> bool:
    begins = start == 0 or not text[start - 1].isalnum() or is_word_end(text, start)
    return begins and is_word_end(text, end)


def read_enacting(text: str, span: Span) -> Enacting:
    """Return what the words of an enacting clause say; what they leave open is None.

    >>> clause = "La Conférence de plénipotentiaires (Dubaï, 2018),"
    >>> read_enacting(clause, Span(0, len(clause))).year
    2018
    """
    inside = " ".join(_PARENTHESIS.findall(text)) or text
    years = _YEAR.findall(fold(inside).text)
    body = find_body(text) or _speakers().get(fold(text).text.strip(" ,،，."))
    return Enacting(body, int(years[-1]) if years else None, _place(text), span)


def _place(text: str) -> str | None:
    for inside in _PARENTHESIS.findall(text):
        words = [one.strip(" .") for one in re.split(r"[,،，]", inside)]
        named = [one for one in words if one and not any(character.isdigit() for character in one)]
        if named:
            return registry().place(named[0]) or named[0]
    return None
