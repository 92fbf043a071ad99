"""Kind and number: "Resolution 130", "Recommendation ITU-T X.509", "Question 3/2", "action lines C2 and C5"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from instrgraph.citations import cues, han
from instrgraph.citations.groups import SECTORS, add_group
from instrgraph.citations.members import ListReader, Member
from instrgraph.citations.numbers import Number, Shape
from instrgraph.citations.printed import BodyCue, Cue, How
from instrgraph.grammar.lexicon import Entry, Lexeme, Sort
from instrgraph.grammar.pack import pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from instrgraph.citations.scene import Scene
    from instrgraph.citations.work import Work

_ASIDE = re.compile(r"[ \n]*\((?=\d{1,4}[ \n]?,)")  # "four Resolutions (48, 70, 151 and 154)"
Parse: TypeAlias = "Callable[[int], tuple[Number, ...]]"
_SHORT_NUMBER = re.compile(r"[ ]?\d{3,4}")


def add_kind(work: Work, lexeme: Lexeme) -> None:
    """Read the number or list that follows a kind (in Chinese, that stands before it)."""
    scene = work.scene
    entry = entry_of(scene, lexeme, Sort.KIND)
    if entry.language == "zh" and han.add_before_kind(work, lexeme, entry):
        return
    if entry.language == "zh" and not han.FORWARD.match(scene.text, lexeme.end):
        return
    position, inside = _skip_inside(scene, lexeme.end, entry.language)
    if entry.short and not _SHORT_NUMBER.match(scene.text, lexeme.end):
        return
    reader = ListReader(scene, entry.language)
    position = reader.skip_sign(position)
    if entry.plural and (aside := _ASIDE.match(scene.text, position)):
        position = aside.end()
    if inside and re.match(pack(entry.language).date, scene.text[position : position + 40]):
        return  # "Resolution adopted by the Council on 7 July": a day, no number
    parse = parser(scene, entry.value, inside, lexeme)
    if not entry.plural and _is_read(work, parse(reader.skip_sign(position))):
        return
    members = reader.read(position, parse, plural=entry.plural)
    if members:
        add_group(work, lexeme.start, members, entry, inside)
        if entry.plural and members[-1].number.shape is Shape.PLAIN:
            _add_further(work, lexeme, entry)


def _is_read(work: Work, numbers: tuple[Number, ...]) -> bool:
    """Return whether a number belongs to a list read before: "Resolution 2, Resolution 3" is one from its first on.

    Else each kind of a long line would read all that follow it again.
    """
    return bool(numbers) and work.is_taken(numbers[0].start, numbers[0].start + 1)


def _add_further(work: Work, lexeme: Lexeme, entry: Entry) -> None:
    """Read on where each number has its body behind it: "Resolutions 55 of WTSA (Rev. Geneva, 2022) and 55 of WTDC"."""
    scene, language = work.scene, entry.language
    reader = ListReader(scene, language)
    while joint := pack(language).separator.match(scene.text, work.edge):
        parse = parser(scene, entry.value, (), lexeme)
        members = reader.read(joint.end(), parse, plural=True) if joint.group().strip() else ()
        limit = scene.block_end(scene.block_at(lexeme.start))
        if not members or members[0].number.shape is not Shape.PLAIN or members[0].number.start >= limit:
            return
        following, _ = cues.after(scene, members[-1].end, language, limit)
        known, edge = len(work.found), work.edge
        if not any(one.cue in (Cue.BODY, Cue.SESSION) for one in following):
            return
        add_group(work, members[0].number.start, members, entry, ())
        if len(work.found) == known or work.edge <= edge:
            return


def entry_of(scene: Scene, lexeme: Lexeme, sort: Sort) -> Entry:
    """Return what a trigger word means in the language of its block."""
    language = scene.language_at(lexeme.start, tuple(one for one in lexeme.entries if one.sort is sort))
    own = [one for one in lexeme.entries if one.sort is sort and one.language == language]
    plural = any(one.plural for one in own)
    return own[0] if own[0].plural is plural else replace(own[0], plural=plural)


def _skip_inside(scene: Scene, position: int, language: str) -> tuple[int, tuple[BodyCue, ...]]:
    """Skip the bodies between kind and number ("Resolution ITU-R 61", "Resoluciones de la CMDT 22")."""
    found: tuple[BodyCue, ...] = ()
    for lexeme in scene.bodies_between(position, position + 90):
        gap = scene.text[position : lexeme.start]
        if not re.fullmatch(r"[ \n:(]*", gap) and not pack(language).after.fullmatch(gap):
            break
        said, end = cues.cues_of(scene, lexeme, How.INSIDE)
        if not said:
            break
        following = scene.text[end : end + 12]
        if not re.match(r"[ \n)]*(?:\D{0,5}[ ])?[\d\[a-z]", following):
            break
        found, position = found + said, end
    if not found:
        return position, ()
    while position < len(scene.text) and scene.text[position] in " \n)":
        position += 1
    return position, found


def parser(scene: Scene, kind: str, inside: tuple[BodyCue, ...], lexeme: Lexeme) -> Parse:
    """Return the reader of one number of a kind, to be called at a place of the text."""
    radio = any(one.value in ("itu/r", "itu/ra") for one in inside) or _radio_before(scene, lexeme)

    def parse(position: int) -> tuple[Number, ...]:
        if kind == "q":
            question = scene.numbers.question(position)
            return (question,) if question else ()
        if kind == "line":
            line = scene.numbers.line(position)
            return (line,) if line else ()
        if kind == "rec":
            position, sector = _skip_sector(scene, position)
            if sector and inside and sector not in {one.value for one in inside}:
                return ()  # "ITU-R M.1457 and ITU-T X.509": the next Sector begins a form of its own
            recommendation = scene.numbers.recommendation(position)
            if recommendation and not is_series(scene, recommendation):
                return (recommendation,)
            if recommendation:
                return ()
        return scene.numbers.at(position, edition=radio)

    return parse


def is_series(scene: Scene, number: Number) -> bool:
    """Return whether a number names a series: "the Y.4000-series", "Recommandations de la série F"."""
    language = scene.languages[scene.block_at(number.start)] if scene.languages else ""
    before = scene.text[max(0, number.start - 24) : number.start]
    end = number.end
    while scene.text[end : end + 1] in (" ", "-"):
        end += 1
    language = language or "en"
    return bool(pack(language).series.match(scene.text[end : end + 12]) or _series(language).search(before))


@cache
def _series(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pack(language).series.pattern})[ \n]*(?:itu-[trd][ \n]*)?\Z")


def _radio_before(scene: Scene, lexeme: Lexeme) -> bool:
    near = scene.bodies_between(lexeme.start - 25, lexeme.start)
    return any(entry.value in ("itu/r", "itu/ra") for one in near for entry in one.entries)


def _skip_sector(scene: Scene, position: int) -> tuple[int, str | None]:
    """Skip a sector before a Recommendation's number: "Recommendations ITU-T F.790 and ITU-T H.702"."""
    for lexeme in scene.bodies_between(position, position + 12):
        if lexeme.start == position and any(entry.value in SECTORS for entry in lexeme.entries):
            end = lexeme.end
            while end < len(scene.text) and scene.text[end] in " \n":
                end += 1
            return end, next(entry.value for entry in lexeme.entries if entry.value in SECTORS)
    return position, None


def add_after_body(work: Work, lexeme: Lexeme) -> None:
    """Read a number right after a body: "ITU-T X.509", "UNGA 71/199", "SCR 1820 (2008)"."""
    scene = work.scene
    entries = [entry for entry in lexeme.entries if entry.sort is Sort.BODY]
    if not entries:
        return
    entry = entries[0]
    language = scene.language_at(lexeme.start, tuple(entries))
    position = lexeme.end
    while position < len(scene.text) and scene.text[position] in " \n":
        position += 1
    if entry.value in ("itu/t", "itu/r"):
        number = scene.numbers.recommendation(position)
        if number and not work.is_taken(number.start, number.end) and not is_series(scene, number):
            reader = ListReader(scene, language)
            said = (BodyCue(Cue.BODY, How.INSIDE, entry.value),)
            parse = parser(scene, "rec", said, lexeme)
            members = _with_kind_after(scene, reader.read(position, parse, plural=True))
            if pack(language).reject_before.search(scene.text[max(0, lexeme.start - 24) : lexeme.start]):
                for one in members:  # "Report ITU-R M.2516": a Report is none, and no number of it is one alone
                    work.take(one.number.start, one.number.end)
                return
            add_group(work, lexeme.start, members, replace(entry, sort=Sort.KIND, value="rec", language=language), said)
        elif entry.value == "itu/r":
            _add_radio(work, entry, language, lexeme.start, position)
        return
    if entry.value in ("un/ga", "un/sc", "un/hrc", "un/ecosoc"):
        numbers = scene.numbers.at(position)
        if numbers and numbers[0].shape in (Shape.SLASH, Shape.YEAR, Shape.SESSION, Shape.SPECIAL):
            members = ListReader(scene, language).read(position, scene.numbers.at, plural=True)
            said = (BodyCue(Cue.BODY, How.BEFORE, entry.value),)
            add_group(work, lexeme.start, members, replace(entry, sort=Sort.KIND, value="res", language=language), said)


def _add_radio(work: Work, entry: Entry, language: str, start: int, position: int) -> None:
    """Read a number with its edition after others of a list: "Resolutions 30 of WTDC, 75 of WTSA and ITU-R 61-2"."""
    scene = work.scene
    numbers = scene.numbers.at(position, edition=True)
    block = scene.block_at(start)
    earlier = next((one for one in reversed(work.found) if one.block == block), None)
    if not numbers or numbers[0].shape is not Shape.EDITION or earlier is None or earlier.kind != "res":
        return
    if not work.is_taken(numbers[0].start, numbers[0].end):
        said = (BodyCue(Cue.BODY, How.INSIDE, "itu/r"),)
        members = (Member(numbers[0], numbers[0].end),)
        add_group(work, start, members, replace(entry, sort=Sort.KIND, value="res", language=language), said)


def _with_kind_after(scene: Scene, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Read on past a kind that follows the number, as in Chinese: ITU-T X.1205建议书（04/2008）."""
    if not members:
        return members
    last = members[-1]
    for lexeme in scene.lexemes_from(last.end, last.end + 3):
        if any(entry.sort is Sort.KIND and entry.value == "rec" for entry in lexeme.entries):
            revision = scene.revisions.at(lexeme.end)
            if revision and last.revision is None:
                return (*members[:-1], replace(last, revision=revision, own_revision=True, end=revision.end))
    return members
