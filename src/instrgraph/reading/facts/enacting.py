"""Which body speaks: from the enacting clause, the heading, the symbol or the letterhead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from instrgraph.reading.facts.words import keyed, pattern

_PARENTHESES = re.compile(r"\([^()]*\)")
_YEAR = re.compile(r"(?<!\d)(1[89]\d\d|20\d\d)(?!\d)")
_LONGEST_CLAUSE = 260
_LEAD = 14
_NUMBER_BEFORE = re.compile(r"(\d{1,2})(?:\s?-?\s?(?:я|й|ая|ой|ª|e|eme))?\s*\Z")
_NUMBER_AFTER = re.compile(r"\s*(\d{1,2})(?!\d)")
_WORKING_PARTY = re.compile(r"\s*(\d)[a-d](?![a-z0-9])")


@dataclass(frozen=True, slots=True)
class Clause:
    """An enacting clause: the body that it names and the index of its block."""

    body: str
    block: int


def find_clause(blocks: tuple[str, ...], language: str | None) -> Clause | None:
    """Return the first block that is an enacting clause: nothing but a body's name and a comma.

    >>> find_clause(("resolution 84", "the plenipotentiary conference (dubai, 2018),"), "en")
    Clause(body='itu/pp', block=1)
    """
    for index, block in enumerate(blocks):
        if len(block) > _LONGEST_CLAUSE:
            continue
        words = _PARENTHESES.sub("", block).strip()
        if words.endswith((",", "، ", "،")):
            body = _named(words, language)
            if body:
                return Clause(body, index)
    return None


def _named(words: str, language: str | None) -> str | None:
    names, keys = keyed("bodies.toml", "bodies", language)
    match = names.search(words)
    if match is None or match.start() > _LEAD:
        bare, _ = keyed("bodies.toml", "bare", language)
        match = bare.search(words)
        alone = match is not None and match.start() <= 5 and len(words) - match.end() <= 2
        return "itu/council" if match and alone and _bare_key(match.group(), language) == "council" else None
    # What is left must be the union that the body belongs to, not a sentence about the body.
    rest = names.sub("", words[match.end() :])
    if len(rest) > 30:
        return None
    body = keys[re.sub(r"\s+", " ", match.group())]
    if body in ("itu", "un"):
        later = names.search(words, match.end())
        return keys[re.sub(r"\s+", " ", later.group())] if later else None
    return body if body.startswith(("itu/", "un/", "wsis")) else None


def _bare_key(form: str, language: str | None) -> str | None:
    return keyed("bodies.toml", "bare", language)[1].get(re.sub(r"\s+", " ", form))


def find_study_group(head: str, language: str | None) -> str | None:
    """Return the study group that the letterhead names, with its Sector, if it does.

    >>> find_study_group("telecommunication standardization sector study group 17", "en")
    'itu/t/sg/17'
    """
    sector = _sector(head, language)
    if sector is None:
        return None
    for match in pattern("document.toml", "letterhead", "study_group", language).finditer(head):
        found = _NUMBER_AFTER.match(head, match.end()) or _NUMBER_BEFORE.search(head[: match.start()])
        found = found or (_WORKING_PARTY.match(head, match.end()) if sector == "itu/r" else None)
        if found:
            return f"{sector}/sg/{int(found.group(1))}"
    party = re.search(r"(?<![a-z0-9/])(\d)[a-d]/", head) if sector == "itu/r" else None
    return f"{sector}/sg/{party.group(1)}" if party else None


def _sector(head: str, language: str | None) -> str | None:
    names, keys = keyed("document.toml", "letterhead", language)
    for match in names.finditer(head):
        key = keys[re.sub(r"\s+", " ", match.group())]
        if key != "study_group":
            return key
    return None


def find_named(head: str, language: str | None) -> str | None:
    """Return the body that the head of a document names first, at the beginning of a line, if one does."""
    names, keys = keyed("bodies.toml", "bodies", language)
    bare, bare_keys = keyed("bodies.toml", "bare", language)
    for line in head.split("\n"):
        match = names.search(line)
        if match and match.start() <= _LEAD:
            key = keys[re.sub(r"\s+", " ", match.group())]
            if key.startswith(("itu/", "un/")) and key not in ("itu/t", "itu/r", "itu/d"):
                return key
        words = line.strip()
        match = bare.match(words)
        if match and bare_keys[re.sub(r"\s+", " ", match.group())] == "council" and (
                _YEAR.match(words[match.end() :].strip())):  # fmt: skip
            return "itu/council"
    return None
