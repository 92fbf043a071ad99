"""Joint forms: the members of one list become citations, with all that their surroundings say of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.citations import cues, pinpoints
from instrgraph.citations.numbers import Number, Shape
from instrgraph.citations.printed import BodyCue, Cue, How, Printed
from instrgraph.grammar.lexicon import Entry, Sort
from instrgraph.grammar.pack import pack
from instrgraph.registry import registry

if TYPE_CHECKING:
    from instrgraph.citations.members import Member
    from instrgraph.citations.revisions import Revision
    from instrgraph.citations.scene import Scene
    from instrgraph.citations.work import Work

_NAMES = {"res": "resolution", "dec": "decision", "rec": "recommendation", "op": "opinion", "q": "question",
          "line": "action-line"}  # fmt: skip
SECTORS = ("itu/t", "itu/r", "itu/d")


def add_group(work: Work, start: int, members: tuple[Member, ...], entry: Entry, inside: tuple[BodyCue, ...]) -> None:
    """Add the members of one joint form with all that their surroundings say."""
    scene, language = work.scene, entry.language
    if work.notes:
        members = tuple(replace(one, number=_unglued(one.number, entry.value, work.notes)) for one in members)
    first, last = members[0], members[-1]
    if work.is_taken(first.number.start, last.number.end):
        return
    block = scene.block_at(start)
    sentence = scene.sentence_start(start)
    if _is_of_others(scene, start, first.number, entry, inside):
        return
    earlier = work.found[-1] if work.found and work.found[-1].block == block else None
    floor = max(sentence, work.edge)
    before, left = cues.before(scene, start, language, floor)
    end = max(last.end, scene.text.find(")", last.end, last.end + 1) + 1)
    limit = min(scene.block_end(block), last.end + 260)
    following, after_end = cues.after(scene, end, language, limit)
    if _is_national(scene, last, (*inside, *before, *following), language):
        return
    possessed = (BodyCue(Cue.ITS, How.BEFORE, "its"),) if entry.possessed else ()
    year = session_year(scene, after_end, language)
    work.groups += 1
    revision_after = _revision_after(scene, following, after_end, last)
    if revision_after:
        after_end = revision_after.end
        members = tuple(replace(one, revision=one.revision or revision_after) for one in members)
    if _revised_by(scene, end, following, language) or (
            following and following[0].cue is Cue.SESSION and following[0].value == "itu/council"):  # fmt: skip
        year = following[0].year
    work.edge = max(work.edge, after_end)
    said = (*inside, *possessed, *before, *following)
    if entry.value == "q":
        said = _said_of_question(scene, start, members, said, (end, limit))
    joined = earlier is not None and _only_joined(scene, scene.folded.at(earlier.anchor.end), left, language)
    items = expand(work, members, entry, said, block=block, start=start, joined=joined, year=year)
    sentence = max(sentence, earlier.pointed if earlier else 0)
    items = pinpointed(scene, items, left, sentence, (start, last.end, after_end, limit), language)
    work.found.extend(items)
    work.take(first.number.start, last.number.end)


def _is_of_others(scene: Scene, start: int, number: Number, entry: Entry, inside: tuple[BodyCue, ...]) -> bool:
    """Return whether what stands before a number, or how its kind is written, rules out an instrument that we know."""
    if pack(entry.language).reject_before.search(scene.text[max(0, start - 24) : start]):
        return True
    if entry.value != "rec" or not scene.cased(start, start + 1).islower():
        return False
    # "recommendation 12 of the Joint Inspection Unit": those of the ITU have a capital; and "relevant recommendations
    # T.3-1: databases": the code of an output in a plan.
    return number.shape is Shape.PLAIN or bool(number.suffix and not inside)


def _said_of_question(
    scene: Scene, start: int, members: tuple[Member, ...], said: tuple[BodyCue, ...], behind_in: tuple[int, int]
) -> tuple[BodyCue, ...]:
    """Return what is said of a Question's body, the Sectors named around it among the rest, the nearest first."""
    last = members[-1]
    behind = _sectors_after(scene, *behind_in)
    group = rf"(?<![\d/]){members[0].number.session}(?![\d/])"  # "Question 7/2 – to Study Group 2 of ITU-D"
    if behind and re.search(group, scene.text[last.end : last.end + 30]):
        beside = tuple(one for one in said if one.how is not How.CLAUSE)
        said = (*beside, *behind, *said)
    else:
        said = (*said, *behind)
    return (*said, *_sectors_before(scene, start))


def _is_national(scene: Scene, last: Member, said: tuple[BodyCue, ...], language: str) -> bool:
    """Return whether a number is printed as those of national laws are, and no body is named beside it."""
    if last.number.shape is not Shape.PLAIN or any(one.how in (How.INSIDE, How.BEFORE, How.AFTER) for one in said):
        return False
    year = pack(language).reject_after.match(scene.text, last.end)
    if year is None:
        return False
    behind, _ = cues.after(scene, year.end(), language, last.end + 260)
    return not any(one.cue in (Cue.BODY, Cue.SESSION) for one in behind)


def _unglued(number: Number, kind: str, notes: frozenset[str]) -> Number:
    """Return the number without the mark of a footnote of the text: "60/2525" before note 5 is 60/252.

    Only where the number as printed is higher than any session of an assembly has counted.
    """
    highest = 400 if kind == "res" else 999
    if number.shape is not Shape.SLASH or number.letter or len(number.session or "") > 2:
        return number
    if int(number.number) <= highest:
        return number
    for length in (1, 2):
        if number.number[-length:] in notes and 0 < int(number.number[:-length] or 0) <= highest:
            return replace(number, number=number.number[:-length], end=number.end - length, glued=True)
    return number


def _sectors_before(scene: Scene, position: int) -> tuple[BodyCue, ...]:
    """Return the Sector named last before a Question, in the clause opener at the latest."""
    for lexeme in reversed(scene.lexemes_from(max(0, position - 400), position)):
        sectors = tuple(entry.value for entry in lexeme.entries
                        if entry.sort in (Sort.BODY, Sort.BUREAU) and entry.value in SECTORS)  # fmt: skip
        if sectors:
            return (BodyCue(Cue.BODY, How.SENTENCE, sectors[0]),)
    return ()


def _sectors_after(scene: Scene, position: int, limit: int) -> tuple[BodyCue, ...]:
    """Return the Sectors named after a Question in its clause: "Question 3/2 of Study Group 2 of … (ITU-D)"."""
    stop = re.compile(r"[;.\n]").search(scene.text, position, min(limit, position + 130))
    end = stop.start() if stop else min(limit, position + 130)
    following = (one.start for one in scene.lexemes_from(position, end)
                 if any(entry.sort is Sort.KIND and entry.value == "q" for entry in one.entries))  # fmt: skip
    found: list[BodyCue] = []
    for lexeme in scene.bodies_between(position, min(following, default=end)):
        said, _ = cues.cues_of(scene, lexeme, How.CLAUSE)
        found.extend(one for one in said if one.value in SECTORS)
    return tuple(found[:1])


def _revised_by(scene: Scene, end: int, following: tuple[BodyCue, ...], language: str) -> bool:
    """Return whether the session after a citation revised it: "Resolution 221 as revised by WRC-07"."""
    if not following or following[0].cue is not Cue.SESSION:
        return False
    return _amended(language).match(scene.text[end : end + 60]) is not None


@cache
def _amended(language: str) -> re.Pattern[str]:
    return re.compile(rf"[ \n,]*(?:{pack(language).amended.pattern})")


def session_year(scene: Scene, position: int, language: str) -> int | None:
    """Return the year of a session told right after a citation: "at its 1996 session"."""
    found = pack(language).session_year.match(scene.text, position)
    return int(re.search(r"(?:19|20)\d\d", found.group()).group()) if found else None  # type: ignore[union-attr]


def _revision_after(scene: Scene, following: tuple[BodyCue, ...], position: int, last: Member) -> Revision | None:
    """Return the place and year printed after the body: "Resolution 75 of the Plenipotentiary Conference (…, 1998)"."""
    if not following or last.revision is not None:
        return None
    revision = scene.revisions.at(position)
    return revision if revision and (revision.year or revision.amended) else None


def _only_joined(scene: Scene, start: int, end: int, language: str) -> bool:
    gap = scene.text[start:end] if start <= end else ""
    return _joint(language).fullmatch(gap) is not None


@cache
def _joint(language: str) -> re.Pattern[str]:
    listed = pack(language)
    dated = rf"(?:{listed.conjunction})?[ \n]*(?:{listed.date})?"
    return re.compile(rf"[ \n,]*{dated}[ \n]*(?:(?:{listed.article})[ \n]*)*")


def expand(  # noqa: PLR0913  (all that the surroundings say)
    work: Work, members: tuple[Member, ...], entry: Entry, said: tuple[BodyCue, ...], *, block: int, start: int,
    joined: bool, year: int | None,
) -> list[Printed]:  # fmt: skip
    """Return the members of a joint form as citations, those between the ends of a range among them."""
    scene = work.scene
    items: list[Printed] = []
    previous: Member | None = None
    last = members[-1]
    for member in members:
        number = member.number
        if member.ranged and previous is not None:
            items.extend(_between(scene, previous, member, items[-1]))
        core = scene.span(number.start, number.end)
        anchor = scene.span(start, max(last.end, last.number.end))  # members of a joint form share it
        kind = "rec" if number.shape is Shape.RECOMMENDATION else entry.value
        items.append(Printed(
            kind=kind, number=number, core=core, anchor=anchor, text=core.of(scene.reading.text),
            language=entry.language, rule=_rule(entry, number, member.revision), block=block, group=work.groups,
            cues=said, revision=member.revision, shared_revision=not member.own_revision, joined=joined, year=year,
            dated=member.dated))  # fmt: skip
        previous = member
    return items


def _rule(entry: Entry, number: Number, revision: Revision | None) -> str:
    name = _NAMES.get(entry.value, entry.value)
    if number.shape is Shape.PLAIN:
        return f"{entry.language}/{name}-{'revised' if revision else 'plain'}"
    if number.shape in (Shape.RECOMMENDATION, Shape.QUESTION, Shape.LINE):
        return f"{entry.language}/{name}"
    return f"{entry.language}/{name}-{number.shape.value}{'-footnote' if number.glued else ''}"


def _between(scene: Scene, first: Member, last: Member, model: Printed) -> list[Printed]:
    """Return the members that a range stands for; their core is what is printed between its ends."""
    one, other = first.number, last.number
    low, high = one.number.rsplit(".", 1)[-1], other.number.rsplit(".", 1)[-1]
    if one.shape is not other.shape or not (low.isdigit() and high.isdigit()) or one.session != other.session:
        return []
    if not 0 < int(high) - int(low) <= 200:
        return []
    core = scene.span(one.end, other.start)
    head = one.number[: len(one.number) - len(low)]
    # Series have gaps: only the Recommendations that are known stand between X.1500 and X.1598.
    known = registry().recommendation if one.shape is Shape.RECOMMENDATION else None
    values = [value for value in range(int(low) + 1, int(high)) if known is None or known(f"{head}{value}")]
    return [replace(model, number=replace(one, number=f"{head}{value}"), core=core, anchor=core, in_range=True,
                    text=core.of(scene.reading.text), revision=model.revision or last.revision)
            for value in values]  # fmt: skip


def pinpointed(scene: Scene, items: list[Printed], left: int, sentence: int, ends: tuple[int, int, int, int],
                language: str) -> list[Printed]:  # fmt: skip
    """Return the citations with the pinpoint before the first and that after the last.

    ``ends`` are where the form begins, its list and its body end, and how far to look.
    """
    start, list_end, after_end, limit = ends
    instrument = items[0].instrument
    is_document = items[0].kind == "doc"  # "Supplement No. 53 (A/76/53)": a number before a symbol is another's
    is_document = is_document or items[0].kind == "line"
    found = None if is_document else pinpoints.before(scene, left, sentence, language, instrument)
    if found is None and left != start and not is_document:
        found = pinpoints.before(scene, start, sentence, language, instrument)
    if found:
        items = [replace(items[0], provision=found[0]), *items[1:]]
    following = None
    for end in sorted({after_end, list_end}, reverse=True):
        following = following or pinpoints.after(scene, end, limit, language, instrument)
    # "annexed to resolution 79/1 (see annex I)": what follows says more.
    if following and (items[-1].provision is None or (
            items[-1].provision == "annex" and following[0].startswith("annex "))):  # fmt: skip
        items = [*items[:-1], replace(items[-1], provision=following[0], pointed=following[1])]
    elif following and items[-1].kind == "named" and found and len(items) == 1 and re.match(
            rf"[ \n]*(?:{pack(language).conjunction})[ \n]", scene.text[list_end : list_end + 16]):  # fmt: skip
        # "Article 22 of the Radio Regulations and its Appendix 30"
        items = [replace(items[0], provision=f"{found[0]}, {following[0]}")]
    return items
