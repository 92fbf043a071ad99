"""Chinese prints the number before the kind: 第57/239号、第58/199号决议, C2、C5和C7行动方面."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.citations.groups import add_group
from instrgraph.citations.members import Member, list_before
from instrgraph.citations.numbers import Number, Shape
from instrgraph.grammar.pack import pack

if TYPE_CHECKING:
    from instrgraph.citations.scene import Scene
    from instrgraph.citations.work import Work
    from instrgraph.grammar.lexicon import Entry, Lexeme

# A Chinese number stands before its kind, save in old texts (决议案一五一四), after a body, and with a letter or slash.
FORWARD = re.compile(r"[ ]*(?:[一二三四五六七八九]|[a-z]|(?::[ ]*)?\d+[ ]?/|\d+[ ]?\()")
_LINE = r"[cс](?:1[01]|[1-9])"
_LINES = re.compile(rf"{_LINE}(?:[ ]?(?:[、,和及与至]|以及)[ ]?{_LINE})*[ ]?(?:[一二两三四五六七八九十]+个|等)?[ ]?\Z")

_NUMBER = r"[a-z]{1,3}\.\d{1,4}(?:\.\d+)*(?:-\d{1,2})?"
_SIGN = re.compile(r"[ \n]*(?:号|號)?")
_SERIES = re.compile(rf"(?<![a-z0-9./-]){_NUMBER}")
_RECOMMENDATIONS = re.compile(rf"(?<![a-z0-9./-]){_NUMBER}(?:[ ]?(?:[、,和及与]|以及)[ ]?{_NUMBER})*[ ]?(?:号)?\Z")


def add_before_kind(work: Work, lexeme: Lexeme, entry: Entry) -> bool:
    """Read a Chinese list that stands before its kind; return whether there was one."""
    scene = work.scene
    block = scene.block_at(lexeme.start)
    floor = max(scene.block_starts[block] if scene.block_starts else 0, work.edge)
    if entry.value == "line":
        return _lines_before(work, lexeme, entry, floor)
    if entry.value == "rec" and _recommendations_before(work, lexeme, entry, floor):
        return True
    start = list_before(scene, lexeme.start, floor)
    if start is None:
        return False
    radio = _radio_near(scene, start)
    members = [one for one in _members_within(scene, start, lexeme.start, entry.value, radio=radio)
               if not work.is_taken(one.number.start, one.number.end)]  # fmt: skip
    if not members:
        return False
    revision = scene.revisions.at(lexeme.end)
    end = revision.end if revision else lexeme.end
    shared = [replace(member, revision=member.revision or revision,
                      own_revision=index == len(members) - 1 and revision is not None,
                      end=end if index == len(members) - 1 else member.end)
              for index, member in enumerate(members)]  # fmt: skip
    if revision and revision.is_session:
        shared = [replace(member, revision=None) for member in shared[:-1]] + shared[-1:]
    add_group(work, start, tuple(shared), entry, ())
    return True


def _lines_before(work: Work, lexeme: Lexeme, entry: Entry, floor: int) -> bool:
    """Read the action lines that stand before their kind: C2、C5和C7行动方面."""
    scene = work.scene
    window = scene.text[max(floor, lexeme.start - 60) : lexeme.start]
    found = _LINES.search(window)
    if found is None:
        return False
    shift = lexeme.start - len(window)
    numbers = [scene.numbers.line(shift + found.start() + one.start()) for one in re.finditer(r"[cс]\d", found.group())]
    members = tuple(Member(one, one.end) for one in numbers if one is not None)
    if members:
        add_group(work, members[0].number.start, members, entry, ())
    return bool(members)


def _recommendations_before(work: Work, lexeme: Lexeme, entry: Entry, floor: int) -> bool:
    """Read the Recommendations named by series and number alone before their kind: 就Y.4810和Y.4806建议书."""
    scene = work.scene
    window_start = max(floor, lexeme.start - 120)
    found = _RECOMMENDATIONS.search(scene.text[window_start : lexeme.start])
    if found is None:
        return False
    start = window_start + found.start()
    numbers = [scene.numbers.recommendation(start + one.start()) for one in _SERIES.finditer(found.group())]
    members = [Member(one, one.end) for one in numbers if one and not work.is_taken(one.start, one.end)]
    if not members or len(members) != len(numbers):
        return False
    revision = scene.revisions.at(lexeme.end)
    if revision:
        members[-1] = replace(members[-1], revision=revision, own_revision=True, end=revision.end)
    add_group(work, members[0].number.start, tuple(members), entry, ())
    return True


def _radio_near(scene: Scene, start: int) -> bool:
    near = scene.bodies_between(start - 40, start)
    return any(entry.value in ("itu/r", "itu/ra") for one in near[-2:] for entry in one.entries)


def _members_within(scene: Scene, start: int, end: int, kind: str, *, radio: bool) -> list[Member]:
    members: list[Member] = []
    position, ranged = start, False
    date = re.compile(pack("zh").date)
    while position < end:
        character = scene.text[position]
        dated = date.match(scene.text, position)
        if dated and dated.end() < end and not scene.text[position : dated.end()].isdigit():
            position = dated.end()
            continue
        if character in "至到" and members:
            ranged = True
        number: tuple[Number, ...] = ()
        if character.isdigit() or character in "esc" or character in "一二三四五六七八九十百":
            number = _zh_number(scene, position, kind, radio=radio)
        if number and number[-1].end <= end:
            members.extend(Member(one, one.end, ranged=ranged) for one in number)
            position, ranged = _with_revision(scene, members, end), False
        else:
            position += 1
    return members


def _with_revision(scene: Scene, members: list[Member], end: int) -> int:
    """Give the members the revision printed before the kind, after the last of them; return where reading goes on."""
    last = members[-1]
    sign = _SIGN.match(scene.text, last.number.end)
    revision = scene.revisions.at(sign.end() if sign else last.number.end)
    if last.number.shape is Shape.YEAR or revision is None or revision.end > end:
        return last.number.end
    for index in range(len(members) - 1, -1, -1):
        if members[index].revision is not None:
            break
        own = index == len(members) - 1
        if own or not revision.is_session:
            members[index] = replace(members[index], revision=revision, own_revision=own)
    members[-1] = replace(members[-1], end=revision.end)
    return revision.end


def _zh_number(scene: Scene, position: int, kind: str, *, radio: bool) -> tuple[Number, ...]:
    if kind == "q":
        question = scene.numbers.question(position)
        return (question,) if question else ()
    found = scene.numbers.at(position, edition=True)
    if found and found[0].shape is Shape.EDITION and not radio and int(found[0].suffix or 0) > 12:
        return scene.numbers.at(position)
    return found
