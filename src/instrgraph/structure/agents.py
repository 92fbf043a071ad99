"""Agents named in a stretch of text: offices, groups, study groups, from ``data/lang/*/agents.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import ahocorasick

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.grammar.folding import Folded

DIRECTORS = ("itu/office/dir-br", "itu/office/dir-tsb", "itu/office/dir-bdt")
"""The Directors of the three Bureaux."""

_GROUPS = {
    "directors": DIRECTORS,
    "standardization-development-directors": ("itu/office/dir-tsb", "itu/office/dir-bdt"),
    "sector-advisory-groups": ("itu/rag", "itu/tsag", "itu/tdag"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text's bare names mean: the side that speaks (``itu`` or ``un``) and the sector of its study groups."""

    side: str = "itu"
    sector: str | None = None
    language: str | None = None


_SECTORS = {
    "itu/wtsa": "t", "itu/tsag": "t", "itu/wtdc": "d", "itu/tdag": "d", "itu/wrc": "r", "itu/ra": "r", "itu/rag": "r",
}  # fmt: skip


def sector_of(body: str | None) -> str | None:
    """Return the sector that a body's bare study groups belong to.

    >>> sector_of("itu/wtsa"), sector_of("itu/r/sg/5"), sector_of("itu/pp")
    ('t', 'r', None)
    """
    parts = (body or "").split("/")
    if len(parts) > 1 and parts[0] == "itu" and parts[1] in ("t", "d", "r"):
        return parts[1]
    return _SECTORS.get(body or "")


@dataclass(frozen=True, slots=True)
class Mention:
    """Agents named by one form, or (``kind`` other than ``agent``) a word that says what the next agents are for."""

    start: int
    end: int
    kind: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    words: str
    kind: str
    id: str
    language: str
    capitals: bool


def find_mentions(original: str, folded: Folded, start: int, end: int, setting: Setting) -> tuple[Mention, ...]:
    """Return the agents, and the words of collaboration, in a range of the folded text; the longest forms count.

    >>> from instrgraph.grammar.folding import fold
    >>> text = "the Director of TSB and Study Groups 5 and 17 of ITU-T"
    >>> [mention.ids for mention in find_mentions(text, fold(text), 0, len(text), Setting())]
    [('itu/office/dir-tsb',), ('itu/t/sg/5', 'itu/t/sg/17')]
    """
    every = list(_hits(original, folded, start, end, setting.language))
    plural = {(begin, stop) for begin, stop, word in every if word.kind == "study-groups"}
    hits = _longest(every)
    sectors = [hit for hit in hits if hit[2].kind == "sector"]
    found: list[Mention] = []
    for begin, stop, word in hits:
        if found and begin < found[-1].end:
            continue
        if word.kind == "study-group":
            mention = _study_groups(folded.text, begin, stop, (start, end), sectors, setting)
            if mention or (begin, stop) in plural:
                mention = mention or _all_study_groups(begin, stop, sectors, setting)
                if found and found[-1].kind == "body" and mention.start < found[-1].end:
                    found.pop()
                found.append(mention)
        elif word.kind == "study-groups":
            found.append(_all_study_groups(begin, stop, sectors, setting))
        elif word.kind == "body":
            found.append(Mention(begin, stop, "body", (word.id,)))
        elif word.kind == "agent" and setting.side == "un" and word.id in _OF_ITU and " " not in word.words:
            continue  # a bare "Council" or "Members" in a text of the United Nations
        elif word.kind in ("agent", "collaboration", "after"):
            found.append(Mention(begin, stop, word.kind, _ids(word.id, setting)))
    return tuple(found)


def glued(text: str, language: str | None) -> bool:
    """Return whether a stretch of folded text holds nothing but words that join agents.

    >>> glued(" and the ", "en"), glued(" to assist ", "en")
    (True, False)
    """
    rest = text
    while rest := rest.lstrip(" \t\n\u3000,،，、()（）/'\"-;"):
        step = _glue_step(rest, language)
        if step == 0:
            return False
        rest = rest[step:]
    return True


def _glue_step(rest: str, language: str | None) -> int:
    by_letter = _glue().get(language or "") or _glue()[""]
    for words, clitic in by_letter.get(rest[0], ()):
        # "尚未*的": what may stand between an opener and whom it addresses, a clause of any length.
        head, star, tail = words.partition("*")
        if star and rest.startswith(head) and rest.rstrip().endswith(tail):
            return len(rest)
        if rest.startswith(words) and (clitic or _ends_word(rest, len(words))):
            return len(words)
    return 0


@cache
def _glue() -> dict[str, dict[str, tuple[tuple[str, bool], ...]]]:
    """Return, by language and first letter, the words that join agents, longest first, and whether each is a clitic."""
    by_language = {
        language: {fold_word(one) for one in words["glue"]["words"]}
        for language, words in load_all("agents.toml").items()
    }
    every = frozenset().union(*by_language.values())
    found: dict[str, dict[str, tuple[tuple[str, bool], ...]]] = {}
    for language, words in {**by_language, "": every}.items():
        letters = found[language] = {}
        for one in sorted(words - {""}, key=lambda word: (-len(word), word)):
            letters[one[0]] = (*letters.get(one[0], ()), (one, one in _clitics()))
    return found


_OF_ITU = ("itu/council", "itu/group/member-states")


def _ids(identifier: str, setting: Setting) -> tuple[str, ...]:
    if identifier in _GROUPS:
        return _GROUPS[identifier]
    if identifier.startswith(("office/", "group/")):
        return (f"{setting.side}/{identifier}",)
    return (identifier,)


# ------------------------------------------------------------------------------------------------ the automaton


def _words() -> Iterator[_Word]:
    for language, words in load_all("agents.toml").items():
        for identifier, patterns in words["agents"].items():
            yield from _expanded(patterns, "agent", identifier, language)
        for identifier, patterns in words["bodies"].items():
            yield from _expanded(patterns, "body", identifier, language)
        for sector, patterns in words["sectors"].items():
            yield from _expanded(patterns, "sector", sector, language)
        yield from _expanded(words["study_groups"]["words"], "study-group", "", language)
        yield from _expanded(words["study_groups"]["plural"], "study-groups", "", language)
        yield from _expanded(words["collaboration"]["before"], "collaboration", "", language)
        yield from _expanded(words["collaboration"]["after"], "after", "", language)


def _expanded(patterns: list[str], kind: str, identifier: str, language: str) -> Iterator[_Word]:
    for one in dict.fromkeys(form for pattern in patterns for form in expand(pattern)):
        letters = [character for character in one if character.isalpha()]
        capitals = len(letters) > 1 and all(character.isupper() for character in letters)
        yield _Word(fold_word(one).strip(), kind, identifier, language, capitals)


@cache
def _automaton() -> ahocorasick.Automaton:
    grouped: dict[str, list[_Word]] = {}
    for word in _words():
        grouped.setdefault(word.words, []).append(word)
    automaton = ahocorasick.Automaton()
    for words, same in grouped.items():
        automaton.add_word(words, tuple(same))
    automaton.make_automaton()
    return automaton


def _hits(
    original: str, folded: Folded, start: int, end: int, language: str | None
) -> Iterator[tuple[int, int, _Word]]:
    text = folded.text
    beyond = len(text)
    for last, same in _automaton().iter(text[start:end].replace("\n", " ")):
        stop = start + last + 1
        begin = stop - len(same[0].words)
        # Most hits are letters inside of words.
        if stop < beyond and text[stop].isalpha() and not _ends_word(text, stop):
            continue
        own = [word for word in same if word.language == language] or list(same)
        for word in own:
            in_capitals = not word.capitals or folded.span(begin, stop).of(original).isupper()
            if in_capitals and _stands_alone(text, begin, stop, word):
                yield begin, stop, word


@cache
def _clitics(key: str = "letters") -> frozenset[str]:
    return frozenset(letter for words in load_all("agents.toml").values() for letter in words["clitics"][key])


def joins(letter: str) -> bool:
    """Return whether a letter, written together with a word, joins it to the one before ("and")."""
    return letter in _clitics("joining")


def _stands_alone(text: str, begin: int, stop: int, word: _Word) -> bool:
    ends = _ends_word(text, stop) or (word.kind == "study-group" and text[stop].isdigit())
    return ends and _starts_word(text, begin)


def _starts_word(text: str, at: int) -> bool:
    if at == 0 or not (text[at - 1].isalnum() and text[at].isalnum()):
        return True
    if "\u3400" <= text[at] <= "\u9fff" or "\u3400" <= text[at - 1] <= "\u9fff":
        return True
    begin = at
    while begin > 0 and text[begin - 1].isalpha():
        begin -= 1
    return at - begin <= 2 and all(character in _clitics() for character in text[begin:at])


def _ends_word(text: str, at: int) -> bool:
    if at >= len(text) or not (text[at - 1].isalnum() and text[at].isalnum()):
        return True
    return "\u3400" <= text[at - 1] <= "\u9fff" or "\u3400" <= text[at] <= "\u9fff"


_RANK = {"agent": 0, "study-group": 1, "study-groups": 1, "collaboration": 0, "after": 0, "body": 2, "sector": 3}


def _longest(hits: list[tuple[int, int, _Word]]) -> list[tuple[int, int, _Word]]:
    """Return hits in order, without those inside a longer one; sectors stay, since they say whose study group it is."""
    hits.sort(key=lambda hit: (hit[0], hit[0] - hit[1], _RANK[hit[2].kind]))
    kept: list[tuple[int, int, _Word]] = []
    reach = -1
    for hit in hits:
        if hit[2].kind == "sector":
            kept.append(hit)
        elif hit[1] > reach:
            kept.append(hit)
            reach = hit[1]
    return kept


# ------------------------------------------------------------------------------------------------ study groups


@cache
def _numbers() -> tuple[re.Pattern[str], re.Pattern[str]]:
    joins = {fold_word(one) for words in load_all("agents.toml").values() for one in words["study_groups"]["between"]}
    join = r"\s*(?:" + "|".join(sorted(map(re.escape, joins), key=len, reverse=True)) + r")+\s*"
    one = r"\d{1,2}(?:\s?-\s?[а-я]{1,3})?"
    after = re.compile(rf"\s*((?:№|n\W{{0,2}})?\s*{one}(?:(?:{join}){{1,2}}{one})*)(?!\d|/)")
    before = re.compile(rf"((?<![\d/]){one}(?:(?:{join}){{1,2}}{one})*)\s*号?\s*$")
    return after, before


def _study_groups(text: str, begin: int, stop: int, limits: tuple[int, int], sectors: list[tuple[int, int, _Word]],
                  setting: Setting) -> Mention | None:  # fmt: skip
    after, before = _numbers()
    left = before.search(text, max(limits[0], begin - 40), begin)
    right = after.match(text, stop, limits[1])
    # Russian and Chinese number before the word, so the number behind it belongs to what follows.
    numbers_first = text[begin] >= "\u3400" or "\u0400" <= text[begin] <= "\u04ff"
    match = left if left and (right is None or numbers_first) else right
    if match is None:
        return None
    begin, stop = min(begin, match.start(1)), max(stop, match.end(1))
    numbers = [int(number) for number in re.findall(r"\d+", match.group(1))]
    sector = _sector(begin, stop, sectors) or setting.sector or ("t" if min(numbers) > _HIGHEST_SHARED else None)
    if sector is None:
        return None
    # "Study Group 2 of ITU-D": the sector belongs to the name.
    stop = max([stop, *(hit[1] for hit in sectors if 0 <= hit[0] - stop <= _OF)])
    begin = min([begin, *(hit[0] for hit in sectors if 0 <= begin - hit[1] <= 2)])
    return Mention(begin, stop, "agent", tuple(f"itu/{sector}/sg/{number}" for number in numbers))


def _all_study_groups(begin: int, stop: int, sectors: list[tuple[int, int, _Word]], setting: Setting) -> Mention:
    sector = _sector(begin, stop, sectors) or setting.sector
    return Mention(begin, stop, "agent", (f"itu/group/study-groups{'-' + sector if sector else ''}",))


_OF = 12
_HIGHEST_SHARED = 7
"""Only ITU-T has study groups of higher numbers."""
_NEAR = 40


def _sector(begin: int, stop: int, sectors: list[tuple[int, int, _Word]]) -> str | None:
    near = [(max(begin - hit[1], hit[0] - stop), hit[2].id) for hit in sectors]
    near = [(distance, sector) for distance, sector in near if distance <= _NEAR]
    return min(near)[1] if near else None
