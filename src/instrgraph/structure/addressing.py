"""Who is addressed by a clause, and who is only consulted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.structure.agents import DIRECTORS, Mention, Setting, find_mentions, glued, joins

if TYPE_CHECKING:
    from instrgraph.grammar.folding import Folded
    from instrgraph.structure.openers import Opener


@dataclass(frozen=True, slots=True)
class Addressing:
    """Addressees and collaborators, in the order named, and the folded offset behind the last addressee."""

    addressees: tuple[str, ...] = ()
    collaborators: tuple[str, ...] = ()
    end: int = 0


_FURTHEST = 600


def find_addressing(
    original: str, folded: Folded, start: int, end: int, setting: Setting, *, bare: bool = False
) -> Addressing:
    """Return whom the words from ``start`` address: a chain of agents that nothing but joining words parts.

    ``bare`` says that the stretch is an opener's line of its own, where other words may stand before the agents.

    >>> from instrgraph.grammar.folding import fold
    >>> text = "the Secretary-General, in consultation with the Directors of the Bureaux"
    >>> found = find_addressing(text, fold(text), 0, len(text), Setting("itu", None, "en"))
    >>> found.addressees, len(found.collaborators)
    (('itu/office/sg',), 3)
    """
    mentions = find_mentions(original, folded, start, min(end, start + _FURTHEST), setting)
    mentions = _mark_after(folded.text, mentions)
    addressees: list[Mention] = []
    collaborators: list[Mention] = []
    at = start
    helping = False
    for mention in mentions:
        gap = folded.text[at : mention.start]
        if mention.kind == "collaboration":
            if not _near(gap, setting, bare=bare, first=not addressees) and not addressees:
                break
            helping, at = True, mention.end
        elif mention.kind == "helper":
            collaborators.append(mention)
            at = mention.end
        elif mention.kind == "agent":
            if helping and not addressees and collaborators and gap.lstrip().startswith(","):
                helping = False
            if not helping and not _near(gap, setting, bare=bare, first=not addressees):
                break
            if helping and not glued(gap, setting.language):
                break
            (collaborators if helping else addressees).append(mention)
            at = mention.end
    if setting.language == "ar" and len(addressees) > 1 and not _joined(folded.text, addressees):
        # The verb comes first in Arabic, then who demands; nothing joins that agent to the one addressed.
        del addressees[0]
    if not addressees:
        addressees = _bodies(folded.text, mentions, start, setting, bare=bare)
    return _addressing(addressees, collaborators, start)


def find_opener_addressing(original: str, folded: Folded, opener: Opener, limits: tuple[int, int], setting: Setting, *,
                           bare: bool) -> Addressing:  # fmt: skip
    """Return whom an opener addresses; a passive one ("is requested to") has its addressees before it.

    ``limits`` are the folded offsets of the words of the line.
    """
    if opener.form.table == "passive":
        found = find_addressing(original, folded, limits[0], opener.start, setting, bare=True)
        if found.addressees:
            return replace(found, end=opener.end)
    return find_addressing(original, folded, opener.end, limits[1], setting, bare=bare)


def _joined(text: str, mentions: list[Mention]) -> bool:
    """Return whether a word, or the "and" that Arabic writes at the start of the next word, joins the first two."""
    first, second = mentions[:2]
    between = text[first.end : second.start].strip()
    return between not in _towards() or joins(text[second.start])


@cache
def _towards() -> frozenset[str]:
    tables = [words["clitics"] for words in load_all("agents.toml").values()]
    return frozenset({"", *(fold_word(one) for table in tables for one in table["towards"])})


def _near(gap: str, setting: Setting, *, bare: bool, first: bool) -> bool:
    return (bare and first) or glued(gap, setting.language)


def _bodies(text: str, mentions: tuple[Mention, ...], start: int, setting: Setting, *, bare: bool) -> list[Mention]:
    """Return a sector or a conference that is addressed itself where no office or group is."""
    for mention in mentions:
        if mention.kind == "body" and (bare or glued(text[start : mention.start], setting.language)):
            return [mention]
    return []


def _addressing(addressees: list[Mention], collaborators: list[Mention], start: int) -> Addressing:
    named = list(dict.fromkeys(one for mention in addressees for one in mention.ids))
    helping = list(dict.fromkeys(one for mention in collaborators for one in mention.ids))
    others = tuple(one for one in DIRECTORS if one not in named)
    named = [one for identifier in named for one in (others if identifier == "other-directors" else (identifier,))]
    helping = [one for identifier in helping for one in (others if identifier == "other-directors" else (identifier,))]
    helping = [one for one in dict.fromkeys(helping) if one not in named]
    end = addressees[-1].end if addressees else start
    return Addressing(tuple(dict.fromkeys(named)), tuple(helping), end)


@cache
def _between() -> tuple[str, ...]:
    tables = [words["collaboration"] for words in load_all("agents.toml").values()]
    found = {fold_word(one) for table in tables for one in table.get("between", ())}
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


def _mark_after(text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions, those between 与 and 协作 marked as helpers."""
    marked = list(mentions)
    for place, mention in enumerate(mentions):
        if mention.kind != "after":
            continue
        low = 0
        for index in range(place):
            before = mentions[index - 1].end if index else 0
            gap = text[max(before, mentions[index].start - 8) : mentions[index].start]
            if any(word in gap for word in _between()):
                low = index
        before_all = text[max(0, mentions[0].start - 3) : mentions[0].start]
        if low == 0 and not (place and any(word in before_all for word in _between())):
            continue
        for index in range(low, place):
            if mentions[index].kind == "agent":
                marked[index] = Mention(mentions[index].start, mentions[index].end, "helper", mentions[index].ids)
    return tuple(mention for mention in marked if mention.kind != "after")
