"""Numbers without a kind of their own, where a citation before them in the block tells what they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.citations import cues
from instrgraph.citations.groups import expand
from instrgraph.citations.kinds import is_series
from instrgraph.citations.members import ListReader, Member
from instrgraph.citations.numbers import Shape
from instrgraph.grammar.lexicon import Entry, Sort
from instrgraph.grammar.pack import pack
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instrgraph.citations.printed import Printed
    from instrgraph.citations.scene import Scene
    from instrgraph.citations.work import Work

_HEADED_ROWS = 3  # a row stands so close to the heading, or to the row before it
_REVISED = re.compile(r"(?<![\w/.\-–])(\d{1,3}[a-z]?)(?=[ \n]?\()")
_YEAR = re.compile(r"(?<![\w/.\-–])(\d{3,4}) ?\((?:19|20)\d\d\)")
# Arabic and Chinese write their particles together with the number: وY.4806, 就Y.4810建议书.
_SESSIONAL = (Shape.SLASH, Shape.SESSION, Shape.SPECIAL)
_SESSION_NUMBER = re.compile(r"(?<![\w/.\-–])(?:(?:e?s-)?\d{1,2}/\d{1,3}(?![\w/])|\d{1,4} ?\([ivxlse-]{1,9}\))")
_FIRST_SLASHED, _LAST_SLASHED = 31, 90
_LINE = re.compile(r"(?<![a-zа-я0-9_/.\-–])[cс](?:1[01]|[1-9])(?![a-zа-я0-9_/\-–]|\.\d)")
_RECOMMENDATION = re.compile(
    r"(?<![a-zа-я0-9_/.\-–])[a-zх]{1,3}\.\d{2,4}(?:\.\d+)?(?:-\d{1,2})?r?(?![a-zа-я0-9_/]|\.\d)"
)


def add_bare(work: Work) -> None:
    """Find numbers without a kind of their own, where a citation before them in the block tells what they are."""
    by_block: dict[int, list[Printed]] = {}
    for one in work.found:
        by_block.setdefault(one.block, []).append(one)
    for block, earlier in sorted(by_block.items()):
        start, end = work.scene.block_starts[block] if work.scene.block_starts else 0, work.scene.block_end(block)
        earlier.sort(key=lambda one: one.core.start)
        _bare_revised(work, earlier, start, end)
        if any(one.kind == "line" for one in earlier):
            _bare_lines(work, earlier, end)
        if any(one.number and one.number.shape is Shape.YEAR for one in earlier):
            _bare_years(work, earlier, end)
        if any(one.number and one.number.shape in _SESSIONAL for one in earlier):
            _bare_sessions(work, earlier, end)
    _lines_of_tables(work)
    _bare_security_council(work)
    _bare_recommendations(work)


def _bare_security_council(work: Work) -> None:
    """Find "la 1325 (2000)" where the block names the Security Council and the registry knows number and year."""
    scene = work.scene
    named = {scene.block_at(one.start) for one in scene.bodies if any(entry.value == "un/sc" for entry in one.entries)}
    for block in sorted(named):
        language = scene.languages[block] or "en" if scene.languages else "en"
        start = scene.block_starts[block] if scene.block_starts else 0
        for found in _YEAR.finditer(scene.text, start, scene.block_end(block)):
            numbers = scene.numbers.at(found.start())
            fact = registry().security_council_resolution(f"un/sc/res/{found.group(1)}")
            if fact is None or not numbers or numbers[0].year != fact.year:
                continue
            if not work.is_taken_anywhere(found.start(), found.end()):
                _group_bare(work, found.start(), (Member(numbers[0], numbers[0].end),),
                            Entry(Sort.KIND, "res", language))  # fmt: skip


def _bare_revised(work: Work, earlier: list[Printed], start: int, end: int) -> None:
    scene = work.scene
    kinds = ("res", "dec", "op")
    models = [one for one in earlier if one.kind in kinds and one.number and one.number.shape is Shape.PLAIN]
    for found in _REVISED.finditer(scene.text, start, end) if models else ():
        if work.is_taken_anywhere(found.start(1), found.end(1)):
            continue
        revision = scene.revisions.at(found.end(1))
        model = _last_before(models, scene, found.start(1))
        if revision is None or model is None or revision.words or not (
                revision.year and (revision.place or revision.body)):  # fmt: skip
            continue
        first = _list_start(scene, found.start(1), scene.folded.at(model.anchor.end), model.language)
        members = ListReader(scene, model.language).read(first, scene.numbers.at, plural=True)
        if members:
            entry = Entry(Sort.KIND, model.kind, model.language, plural=True)
            _group_bare(work, first, members, entry)


def _list_start(scene: Scene, position: int, floor: int, language: str) -> int:
    listed = pack(language)
    join = rf"[ \n]*(?:,|(?:{listed.conjunction}))[ \n]*"
    found = re.search(rf"(?:\d{{1,4}}{join})+\Z", scene.text[floor:position])
    return floor + found.start() if found else position


def _bare_sessions(work: Work, earlier: list[Printed], end: int) -> None:
    """Find numbers of a session that stand for the kind of those before: "resolution 68/167 and, later, the 69/166"."""
    scene = work.scene
    model = next(one for one in earlier if one.number and one.number.shape in _SESSIONAL)
    words = pack(model.language)
    sessions = {one.number.session for one in earlier if one.number and one.number.shape is Shape.SLASH}
    led = re.compile(rf"(?:{words.article}|{words.conjunction})[ \n]+\Z")
    for found in _SESSION_NUMBER.finditer(scene.text, scene.folded.at(model.core.end), end):
        if work.is_taken_anywhere(found.start(), found.end()) or not led.search(
                scene.text[max(0, found.start() - 14) : found.start()]):  # fmt: skip
            continue
        numbers = scene.numbers.at(found.start())
        if not numbers or numbers[0].shape not in _SESSIONAL:
            continue
        session = numbers[0].session or "0"
        if numbers[0].shape is Shape.SLASH and session not in sessions and not (
                _FIRST_SLASHED <= int(session) <= _LAST_SLASHED):  # fmt: skip
            continue  # "and 2/3 of them", "and 24/7"
        members = tuple(Member(one, one.end) for one in numbers)
        _group_bare(work, found.start(), members, Entry(Sort.KIND, model.kind, model.language), joined=True)


def _group_bare(
    work: Work, start: int, members: tuple[Member, ...], entry: Entry, *, joined: bool = False
) -> None:
    known = len(work.found)
    scene = work.scene
    if any(work.is_taken_anywhere(one.number.start, one.number.end) for one in members):
        return
    block = scene.block_at(start)
    sentence = scene.sentence_start(start)
    before, _ = cues.before(scene, start, entry.language, sentence)
    following, _ = cues.after(scene, members[-1].end, entry.language, scene.block_end(block))
    work.groups += 1
    items = expand(work, members, entry, (*before, *following), block=block, start=start, joined=joined, year=None)
    work.found.extend(replace(one, bare=True, rule=f"{entry.language}/bare-{one.rule.split('/')[-1]}") for one in items)
    for one in work.found[known:]:
        work.take(scene.folded.at(one.core.start), scene.folded.at(one.core.end))


def _bare_lines(work: Work, earlier: list[Printed], end: int) -> None:
    scene = work.scene
    model = next(one for one in earlier if one.kind == "line")
    anchors = [one.anchor for one in earlier if one.kind != "line"]
    for found in _LINE.finditer(scene.text, scene.folded.at(model.core.start), end):
        number = scene.numbers.line(found.start())
        words = pack(model.language)
        if number is None or work.is_taken_anywhere(number.start, number.end) or words.room.search(
                scene.text[max(0, found.start() - 20) : found.start()]):  # fmt: skip
            continue
        printed = scene.span(number.start, number.end)
        if not printed.of(scene.reading.text)[:1].isupper() or any(one.contains(printed) for one in anchors):
            continue  # "(C11, last amended C16)" behind a number names sessions of the Council
        _group_bare(work, number.start, (Member(number, number.end),), Entry(Sort.KIND, "line", model.language))


def _lines_of_tables(work: Work) -> None:
    """Find action lines that head the rows of a table, whose heading or title speaks of action lines."""
    scene, text = work.scene, work.scene.reading.text
    reached, language = -1, "en"
    heads = {scene.block_at(one.start): entry.language for one in scene.lexemes for entry in one.entries
             if entry.sort is Sort.KIND and entry.value == "line"}  # fmt: skip
    for block, span in enumerate(one.span for one in scene.reading.blocks):
        if block in heads:
            reached, language = block + _HEADED_ROWS, heads[block]
        start = scene.folded.at(span.start)
        number = scene.numbers.line(start) if block <= reached else None
        if number is None or work.is_taken_anywhere(number.start, number.end) or not text[span.start].isupper():
            continue
        if text[scene.span(number.start, number.end).end : span.end][:1] == "\t":
            _group_bare(work, number.start, (Member(number, number.end),), Entry(Sort.KIND, "line", language))
            reached = block + _HEADED_ROWS


def _bare_years(work: Work, earlier: list[Printed], end: int) -> None:
    scene = work.scene
    model = next(one for one in earlier if one.number and one.number.shape is Shape.YEAR)
    for found in _YEAR.finditer(scene.text, scene.folded.at(model.core.end), end):
        if not work.is_taken_anywhere(found.start(), found.end()):
            numbers = scene.numbers.at(found.start())
            if numbers and numbers[0].shape is Shape.YEAR:
                _group_bare(work, found.start(), (Member(numbers[0], numbers[0].end),),
                            Entry(Sort.KIND, model.kind, model.language))  # fmt: skip


def _bare_recommendations(work: Work) -> None:
    """Find Recommendations by their number alone where the registry knows them and the text cites others."""
    scene = work.scene
    if not any(one.kind in ("rec", "q") for one in work.found):
        return
    for found in _RECOMMENDATION.finditer(scene.text):
        number = scene.numbers.recommendation(found.start())
        if number is None or work.is_taken_anywhere(number.start, number.end) or is_series(scene, number):
            continue
        block = scene.block_at(number.start)
        language = scene.languages[block] or "en" if scene.languages else "en"
        if pack(language).room.search(scene.text[max(0, number.start - 20) : number.start]):
            continue
        same = any(one.block == block and one.number and one.number.session == number.session and one.kind == "rec"
                   for one in work.found)  # fmt: skip
        if registry().recommendation(number.number) or (same and len(number.number.split(".")[1]) >= 3):
            revision = scene.revisions.at(number.end)
            member = Member(number, revision.end if revision else number.end, revision, own_revision=bool(revision))
            _group_bare(work, number.start, (member,), Entry(Sort.KIND, "rec", language))


def _last_before(items: Iterable[Printed], scene: Scene, position: int) -> Printed | None:
    last = None
    for one in items:
        if scene.folded.at(one.anchor.end) <= position:
            last = one
    return last
