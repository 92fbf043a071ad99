"""Which words around a citation tell whose it is: "WTSA Resolution 50", "of the present Conference", "in its"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.citations.printed import BodyCue, Cue, How
from instrgraph.citations.revisions import full_year
from instrgraph.grammar.lexicon import Sort
from instrgraph.grammar.pack import pack

if TYPE_CHECKING:
    from instrgraph.citations.scene import Scene
    from instrgraph.grammar.lexicon import Lexeme

_CLAUSE_REACH = 110
_AFTER_REACH = 110
_SESSION_YEAR = re.compile(r"[ ]?-?[ ]?((?:19|20)\d\d|\d\d)(?![\d/])")
_ARABIC_PREFIX = re.compile(r"(?<![\u0621-\u064a])[وفبكل]{1,2}\Z")
_DASH = re.compile(r"[ \n]*[-–—][ \n]+")
_DEIXIS = {"this": Cue.THIS, "same": Cue.SAME, "same_behind": Cue.SAME, "its": Cue.ITS, "that": Cue.THAT}


def cues_of(scene: Scene, lexeme: Lexeme, how: How) -> tuple[tuple[BodyCue, ...], int]:
    """Return what a word about bodies says and where it ends, a session's year included ("PP-18")."""
    found: list[BodyCue] = []
    end = lexeme.end
    for entry in lexeme.entries:
        if entry.sort is Sort.BODY:
            found.append(BodyCue(Cue.BODY, how, entry.value, _met_in(scene, lexeme, how)))
        elif entry.sort is Sort.FOREIGN:
            found.append(BodyCue(Cue.FOREIGN, how, entry.value))
        elif entry.sort is Sort.BARE:
            found.append(BodyCue(Cue.BARE, how, entry.value, _met_in(scene, lexeme, how)))
        elif entry.sort is Sort.DEIXIS and entry.value == "same_behind" and how is not How.AFTER:
            found.extend(_bare_within(scene, lexeme, how))
        elif entry.sort is Sort.DEIXIS:
            found.append(BodyCue(_DEIXIS[entry.value], how, entry.value))
        elif entry.sort is Sort.SESSION:
            year = _SESSION_YEAR.match(scene.text, lexeme.end)
            if year:
                found.append(BodyCue(Cue.SESSION, how, entry.value, full_year(year.group(1))))
                end = max(end, year.end())
    sessions = tuple(one for one in found if one.cue is Cue.SESSION)
    return tuple(dict.fromkeys(sessions or found)), end


def _bare_within(scene: Scene, lexeme: Lexeme, how: How) -> list[BodyCue]:
    """Return the bare body that ends a phrase: the Council of "that Council Resolution 1336"."""
    inner = (one for one in scene.lexemes_from(lexeme.start, lexeme.end) if one.end == lexeme.end)
    return [BodyCue(Cue.BARE, how, entry.value) for one in inner for entry in one.entries if entry.sort is Sort.BARE]


def _met_in(scene: Scene, lexeme: Lexeme, how: How) -> int | None:
    """Return the year in parentheses right after a body named before the citation: "the Forum (Lisbon, 2009)"."""
    if how is not How.BEFORE:
        return None
    revision = scene.revisions.at(lexeme.end)
    return revision.year if revision and revision.place else None


def before(scene: Scene, start: int, language: str, floor: int) -> tuple[tuple[BodyCue, ...], int]:
    """Return the words about bodies before a citation that begins at ``start``, the nearest first.

    The second value is where the phrase begins whose end the citation is: the start of the nearest word that stands
    right before it, or ``start``. ``floor`` is where the sentence, or the citation before this one, ends.
    """
    glue = pack(language).before
    cues: list[BodyCue] = []
    left, edge = start, start
    for lexeme in reversed(scene.bodies_between(max(floor, start - 260), start)):
        said, end = cues_of(scene, lexeme, How.BEFORE)
        if end > edge:
            said, end = cues_of(scene, lexeme, How.BEFORE) if lexeme.end <= edge else ((), edge)
        gap = scene.text[end:edge]
        adjacent = edge == left and bool(glue.fullmatch(gap))
        how = How.BEFORE if adjacent else How.CLAUSE if start - end <= _CLAUSE_REACH else How.SENTENCE
        if adjacent and any(one.cue in (Cue.BODY, Cue.SESSION, Cue.BARE, Cue.THIS, Cue.SAME, Cue.ITS) for one in said):
            left = lexeme.start
        cues.extend(BodyCue(one.cue, _foreign_how(one, how, gap), one.value, one.year) for one in said)
        edge = lexeme.start
        if adjacent:
            continue
    return tuple(cues), left


def _foreign_how(cue: BodyCue, how: How, gap: str) -> How:
    # "UNESCO in resolution 71/199", "Resolution 123, ISO/IEC 27001": only a maker right beside is whose text it is.
    apart = gap.strip(" \n'\"s") if how is How.BEFORE else "," in gap or "\n" in gap
    return How.CLAUSE if apart and cue.cue is Cue.FOREIGN else how


def after(scene: Scene, end: int, language: str, limit: int) -> tuple[tuple[BodyCue, ...], int]:
    """Return the words about the body right after a citation that ends at ``end``, and where they end."""
    glue = pack(language).after
    for lexeme in scene.bodies_between(end, min(limit, end + _AFTER_REACH)):
        said, stop = cues_of(scene, lexeme, How.AFTER)
        if not said:
            continue
        gap = _ARABIC_PREFIX.sub("", scene.text[end : lexeme.start])
        if "\n" in gap.strip(" \n") or not glue.fullmatch(gap) or _belongs_to_next(scene, stop, gap, language):
            return (), end
        if language == "zh" and "," in gap and not any(one.isalpha() for one in gap):
            return (), end  # Chinese names the body before: what follows a comma begins the next clause
        if all(one.cue is Cue.BODY and one.value in ("itu", "un") for one in said):
            continue
        said = tuple(replace(one, how=_foreign_how(one, How.AFTER, gap)) for one in said)
        return said, stop
    return (), end


def _belongs_to_next(scene: Scene, end: int, gap: str, language: str) -> bool:
    """Return whether the body stands before another citation: "Resolution 66, WTDC Resolution 85"."""
    following = scene.text[end : end + 40]
    bridge = pack(language).before.match(following)
    position = end + (bridge.end() if bridge else 0)
    dash = _DASH.match(scene.text, position) if gap.lstrip(" \n)").startswith(",") else None
    if dash:
        position = dash.end()  # "and, at WTSA-20 – Resolution 67"
    elif gap.strip(" \n,、)") and not _only_conjunction(gap, language):
        return False
    if not gap.strip() and "," in following[: position - end]:
        return False  # "Resolution 67 (…, 2022) of WTSA, Resolution 59": the comma ends the citation before it
    return any(one.start in range(end, position + 1) and any(entry.sort is Sort.KIND for entry in one.entries)
               for one in scene.lexemes_from(end, position + 1))  # fmt: skip


def _only_conjunction(gap: str, language: str) -> bool:
    return _conjunction(language).fullmatch(gap) is not None


@cache
def _conjunction(language: str) -> re.Pattern[str]:
    return re.compile(rf"[ \n,]*(?:{pack(language).conjunction})?[ \n]*")
