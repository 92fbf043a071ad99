"""Finding citations: the rules, applied at the trigger words of one reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from instrgraph.citations import cues, pinpoints
from instrgraph.citations.members import ListReader, Member, list_before
from instrgraph.citations.numbers import Number, Shape
from instrgraph.citations.printed import BodyCue, Cue, How, Printed
from instrgraph.citations.scene import Scene, prepare
from instrgraph.citations.symbols import symbol_at
from instrgraph.grammar.lexicon import Entry, Lexeme, Sort
from instrgraph.grammar.pack import pack
from instrgraph.model import Part
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instrgraph.citations.revisions import Revision
    from instrgraph.model import Reading, SourceDocument
    from instrgraph.structure import Structure

_NAMES = {"res": "resolution", "dec": "decision", "rec": "recommendation", "op": "opinion", "q": "question",
          "line": "action-line"}  # fmt: skip
_SECTORS = ("itu/t", "itu/r", "itu/d")
_REVISABLE = ("itu/cs", "itu/cv", "itu/itr", "itu/rr", "itu/gr")
_BARE_REVISED = re.compile(r"(?<![\w/.\-–])(\d{1,3}[a-z]?)(?=[ \n]?\()")
# A Chinese number stands before its kind, save in old texts (决议案一五一四), after a body, and with a letter or slash.
_HAN_FORWARD = re.compile(r"[ \n]*(?:[一二三四五六七八九]|[a-z]|\d+[ ]?[/(])")
_HAN_LINES = re.compile(r"[cс](?:1[01]|[1-9])(?:[ ]?(?:[、,和及与至]|以及)[ ]?[cс](?:1[01]|[1-9]))*[ ]?(?:[一二两三四五六七八九十]+个|等)?[ ]?\Z")
_BARE_YEAR = re.compile(r"(?<![\w/.\-–])(\d{3,4}) ?\((?:19|20)\d\d\)")
_BARE_LINE = re.compile(r"(?<![\w/.\-–])[cс](?:1[01]|[1-9])(?![\w/\-–]|\.\d)")
_BARE_RECOMMENDATION = re.compile(r"(?<![\w/.\-–])[a-zх]{1,3}\.\d{2,4}(?:\.\d+)?(?:-\d{1,2})?r?(?![\w/]|\.\d)")


@dataclass(slots=True)
class _Work:
    """What the rules share while they go through one reading."""

    scene: Scene
    found: list[Printed]
    taken: list[tuple[int, int]]
    notes: frozenset[str] = frozenset()
    """The marks of the footnotes that stand in the text."""
    groups: int = 0
    edge: int = 0
    """Where the last joint form ends, its body included: words before it tell nothing of the next."""

    def is_taken(self, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.taken[-80:])

    def take(self, start: int, end: int) -> None:
        self.taken.append((start, end))


def find(reading: Reading, document: SourceDocument, structure: Structure) -> tuple[Printed, ...]:
    """Return the citations of a reading as printed, in the order of the text; nothing is linked yet.

    Citations of the document's own heading are among them: the linking layer, which knows the document, leaves them
    out.
    """
    scene = prepare(reading, document.language)
    work = _Work(scene, [], [], notes=_footnotes(structure, reading))
    for index, lexeme in enumerate(scene.lexemes):
        _at(work, index, lexeme)
    _bare(work)
    work.found.sort(key=lambda one: (one.core.start, one.core.end))
    return tuple(work.found)


def _footnotes(structure: Structure, reading: Reading) -> frozenset[str]:
    marks = (re.match(r"\(?(\d{1,3})\b", one.span.of(reading.text).lstrip())
             for one in structure.provisions if one.part is Part.FOOTNOTE)  # fmt: skip
    return frozenset(mark.group(1) for mark in marks if mark)


def _unglued(number: Number, kind: str, notes: frozenset[str]) -> Number:
    """Return the number without the mark of a footnote of the text: "60/2525" before note 5 is 60/252.

    Only where the number as printed is higher than any session of an assembly has counted.
    """
    highest = 400 if kind == "res" else 999
    if number.shape is not Shape.SLASH or number.letter or len(number.session or "") > 2 or int(number.number) <= highest:
        return number
    for length in (1, 2):
        if number.number[-length:] in notes and 0 < int(number.number[:-length] or 0) <= highest:
            return replace(number, number=number.number[:-length], end=number.end - length, glued=True)
    return number


def _at(work: _Work, index: int, lexeme: Lexeme) -> None:
    sorts = {entry.sort for entry in lexeme.entries}
    if Sort.SYMBOL in sorts:
        _symbol(work, lexeme)
    if Sort.KIND in sorts and not _inside_longer(work.scene, index, (Sort.KIND,)):
        _kind(work, lexeme)
    if sorts & {Sort.NAMED, Sort.CONTEXT} and not _inside_longer(work.scene, index, (Sort.NAMED, Sort.BODY, Sort.FOREIGN,
                                                                                     Sort.CONTEXT)):  # fmt: skip
        _name(work, lexeme)
    if Sort.BODY in sorts or Sort.SESSION in sorts:
        _body_first(work, lexeme)


def _inside_longer(scene: Scene, index: int, sorts: tuple[Sort, ...]) -> bool:
    """Return whether the lexeme lies within a longer one of those sorts."""
    own = scene.lexemes[index]
    for other in scene.lexemes[max(0, index - 12) : index + 6]:
        if other is own or other.start > own.start or other.end < own.end or other.end - other.start <= own.end - own.start:
            continue
        if any(entry.sort in sorts for entry in other.entries):
            return True
    return False


# ------------------------------------------------------------------------------------------- kind and numbers


def _entry(scene: Scene, lexeme: Lexeme, sort: Sort) -> Entry:
    language = scene.language_at(lexeme.start, tuple(one for one in lexeme.entries if one.sort is sort))
    own = [one for one in lexeme.entries if one.sort is sort and one.language == language]
    plural = any(one.plural for one in own)
    return replace(own[0], plural=plural)


def _kind(work: _Work, lexeme: Lexeme) -> None:
    scene = work.scene
    entry = _entry(scene, lexeme, Sort.KIND)
    if entry.language == "zh" and (_kind_after(work, lexeme, entry) or not _HAN_FORWARD.match(scene.text, lexeme.end)):
        return
    position, inside = _skip_inside(scene, lexeme.end, entry.language)
    if entry.short and not re.match(r"[ ]?\d{3,4}", scene.text[lexeme.end :]):
        return
    reader = ListReader(scene, entry.language)
    position = reader.skip_sign(position)
    members = reader.read(position, _parser(scene, entry.value, inside, lexeme), plural=entry.plural)
    if members:
        _group(work, lexeme.start, members, entry, inside)


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


def _parser(scene: Scene, kind: str, inside: tuple[BodyCue, ...], lexeme: Lexeme):  # type: ignore[no-untyped-def] # noqa: ANN202 (a closure over the scene)
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
            if recommendation and not _is_series(scene, recommendation):
                return (recommendation,)
            if recommendation:
                return ()
        return scene.numbers.at(position, edition=radio)

    return parse


def _is_series(scene: Scene, number: Number) -> bool:
    """Return whether a number names a series: "the Y.4000-series", "Recommandations de la série F"."""
    language = scene.languages[scene.block_at(number.start)] if scene.languages else ""
    words = pack(language or "en").series
    return bool(words.match(scene.text[number.end :].lstrip(" -")[:12]) or re.search(
        rf"(?:{words.pattern})[ \n]*\Z", scene.text[max(0, number.start - 12) : number.start]))  # fmt: skip


def _radio_before(scene: Scene, lexeme: Lexeme) -> bool:
    near = scene.bodies_between(lexeme.start - 25, lexeme.start)
    return any(entry.value in ("itu/r", "itu/ra") for one in near for entry in one.entries)


def _skip_sector(scene: Scene, position: int) -> tuple[int, str | None]:
    """Skip a sector before a Recommendation's number: "Recommendations ITU-T F.790 and ITU-T H.702"."""
    for lexeme in scene.bodies_between(position, position + 12):
        if lexeme.start == position and any(entry.value in _SECTORS for entry in lexeme.entries):
            end = lexeme.end
            while end < len(scene.text) and scene.text[end] in " \n":
                end += 1
            return end, next(entry.value for entry in lexeme.entries if entry.value in _SECTORS)
    return position, None


def _kind_after(work: _Work, lexeme: Lexeme, entry: Entry) -> bool:
    """Read a Chinese list that stands before its kind; return whether there was one."""
    scene = work.scene
    block = scene.block_at(lexeme.start)
    floor = max(scene.block_starts[block] if scene.block_starts else 0, work.edge)
    if entry.value == "line":
        return _lines_before(work, lexeme, entry, floor)
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
    _group(work, start, tuple(shared), entry, ())
    return True


def _lines_before(work: _Work, lexeme: Lexeme, entry: Entry, floor: int) -> bool:
    """Read the action lines that stand before their kind: C2、C5和C7行动方面."""
    scene = work.scene
    window = scene.text[max(floor, lexeme.start - 60) : lexeme.start]
    found = _HAN_LINES.search(window)
    if found is None:
        return False
    shift = lexeme.start - len(window)
    numbers = [scene.numbers.line(shift + found.start() + one.start()) for one in re.finditer(r"[cс]\d", found.group())]
    members = tuple(Member(one, one.end) for one in numbers if one is not None)
    if members:
        _group(work, members[0].number.start, members, entry, ())
    return bool(members)


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
        if character.isdigit() or character in "es" or character in "一二三四五六七八九十百":
            number = _zh_number(scene, position, kind, radio=radio)
        if number and number[-1].end <= end:
            members.extend(Member(one, one.end, ranged=ranged) for one in number)
            position, ranged = number[-1].end, False
        else:
            position += 1
    return members


def _zh_number(scene: Scene, position: int, kind: str, *, radio: bool) -> tuple[Number, ...]:
    if kind == "q":
        question = scene.numbers.question(position)
        return (question,) if question else ()
    found = scene.numbers.at(position, edition=True)
    if found and found[0].shape is Shape.EDITION and not radio and int(found[0].suffix or 0) > 12:
        return scene.numbers.at(position)
    return found


def _group(work: _Work, start: int, members: tuple[Member, ...], entry: Entry, inside: tuple[BodyCue, ...]) -> None:
    """Add the members of one joint form with all that their surroundings say."""
    scene, language = work.scene, entry.language
    if work.notes:
        members = tuple(replace(one, number=_unglued(one.number, entry.value, work.notes)) for one in members)
    first, last = members[0], members[-1]
    if work.is_taken(first.number.start, last.number.end):
        return
    block = scene.block_at(start)
    sentence = scene.sentence_start(start)
    if pack(language).reject_before.search(scene.text[max(0, start - 24) : start]):
        return
    earlier = work.found[-1] if work.found and work.found[-1].block == block else None
    floor = max(sentence, work.edge)
    before, left = cues.before(scene, start, language, floor)
    end = max(last.end, scene.text.find(")", last.end, last.end + 1) + 1)
    limit = min(scene.block_end(block), last.end + 260)
    following, after_end = cues.after(scene, end, language, limit)
    possessed = (BodyCue(Cue.ITS, How.BEFORE, "its"),) if entry.possessed else ()
    year = _session_year(scene, after_end, language)
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
        said = (*said, *_sectors_after(scene, end, limit), *_sectors_before(scene, start))
    joined = earlier is not None and _only_joined(scene, scene.folded.at(earlier.anchor.end), left, language)
    items = _expand(work, members, entry, said, block=block, start=start, joined=joined, year=year)
    items = _pinpointed(scene, items, left, sentence, (start, last.end, after_end, limit), language)
    work.found.extend(items)
    work.take(first.number.start, last.number.end)


def _sectors_before(scene: Scene, position: int) -> tuple[BodyCue, ...]:
    """Return the Sector named last before a Question, in the clause opener at the latest."""
    for lexeme in reversed(scene.lexemes_from(max(0, position - 400), position)):
        sectors = tuple(entry.value for entry in lexeme.entries
                        if entry.sort in (Sort.BODY, Sort.BUREAU) and entry.value in _SECTORS)  # fmt: skip
        if sectors:
            return (BodyCue(Cue.BODY, How.SENTENCE, sectors[0]),)
    return ()


def _revised_by(scene: Scene, end: int, following: tuple[BodyCue, ...], language: str) -> bool:
    """Return whether the session after a citation revised it: "Resolution 221 as revised by WRC-07"."""
    if not following or following[0].cue is not Cue.SESSION:
        return False
    return bool(re.match(rf"[ \n,]*(?:{pack(language).amended.pattern})", scene.text[end : end + 60]))


def _sectors_after(scene: Scene, position: int, limit: int) -> tuple[BodyCue, ...]:
    """Return the Sectors named after a Question in its clause: "Question 3/2 of Study Group 2 of … (ITU-D)"."""
    stop = re.compile(r"[;.\n]").search(scene.text, position, min(limit, position + 130))
    found: list[BodyCue] = []
    for lexeme in scene.bodies_between(position, stop.start() if stop else min(limit, position + 130)):
        said, _ = cues.cues_of(scene, lexeme, How.CLAUSE)
        found.extend(one for one in said if one.value in _SECTORS)
    return tuple(found[:1])


def _session_year(scene: Scene, position: int, language: str) -> int | None:
    found = pack(language).session_year.match(scene.text, position)
    return int(re.search(r"(?:19|20)\d\d", found.group()).group()) if found else None  # type: ignore[union-attr]


def _revision_after(scene: Scene, following: tuple[BodyCue, ...], position: int, last: Member) -> Revision | None:
    """Return the place and year printed after the body: "Resolution 75 of the Plenipotentiary Conference (…, 1998)"."""
    if not following or last.revision is not None:
        return None
    revision = scene.revisions.at(position)
    return revision if revision and revision.year else None


def _only_joined(scene: Scene, start: int, end: int, language: str) -> bool:
    gap = scene.text[start:end] if start <= end else ""
    listed = pack(language)
    return bool(re.fullmatch(rf"[ \n,]*(?:{listed.conjunction})?[ \n]*(?:(?:{listed.article})[ \n]*)*", gap))


def _expand(work: _Work, members: tuple[Member, ...], entry: Entry, said: tuple[BodyCue, ...], *, block: int, start: int,
            joined: bool, year: int | None) -> list[Printed]:  # fmt: skip
    scene, items = work.scene, []
    previous: Member | None = None
    for index, member in enumerate(members):
        number = member.number
        if member.ranged and previous is not None:
            items.extend(_between(scene, previous, member, items[-1]))
        core = scene.span(number.start, number.end)
        anchor = scene.span(start if index == 0 else number.start, max(member.end, number.end))
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
    return [replace(model, number=replace(one, number=f"{head}{value}"), core=core, anchor=core, in_range=True,
                    text=core.of(scene.reading.text), revision=model.revision or last.revision)
            for value in range(int(low) + 1, int(high))]  # fmt: skip


def _pinpointed(scene: Scene, items: list[Printed], left: int, sentence: int, ends: tuple[int, int, int, int],
                language: str) -> list[Printed]:  # fmt: skip
    start, list_end, after_end, limit = ends
    instrument = items[0].instrument
    is_document = items[0].kind == "doc"  # "Supplement No. 53 (A/76/53)": a number before a symbol is another's
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
        items = [*items[:-1], replace(items[-1], provision=following[0])]
    return items


# --------------------------------------------------------------------------------- bodies that come first


def _body_first(work: _Work, lexeme: Lexeme) -> None:
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
        if number and not work.is_taken(number.start, number.end) and not _is_series(scene, number):
            reader = ListReader(scene, language)
            said = (BodyCue(Cue.BODY, How.INSIDE, entry.value),)
            parse = _parser(scene, "rec", said, lexeme)
            members = _with_kind_after(scene, reader.read(position, parse, plural=True), language)
            _group(work, lexeme.start, members, replace(entry, sort=Sort.KIND, value="rec", language=language), said)
        return
    if entry.value in ("un/ga", "un/sc", "un/hrc", "un/ecosoc"):
        numbers = scene.numbers.at(position)
        if numbers and numbers[0].shape in (Shape.SLASH, Shape.YEAR, Shape.SESSION, Shape.SPECIAL):
            members = ListReader(scene, language).read(position, scene.numbers.at, plural=True)
            said = (BodyCue(Cue.BODY, How.BEFORE, entry.value),)
            _group(work, lexeme.start, members, replace(entry, sort=Sort.KIND, value="res", language=language), said)


def _with_kind_after(scene: Scene, members: tuple[Member, ...], language: str) -> tuple[Member, ...]:
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


# ------------------------------------------------------------------------------------------------- symbols


def _symbol(work: _Work, lexeme: Lexeme) -> None:
    scene = work.scene
    symbol = symbol_at(scene.text, lexeme.start, lexeme.end, scene.folded, scene.reading.text)
    if symbol is None or work.is_taken(symbol.start, symbol.end):
        return
    block = scene.block_at(symbol.start)
    language = scene.languages[block] if scene.languages else ""
    core = scene.span(symbol.start, symbol.end)
    number = Number(Shape.SYMBOL, symbol.start, symbol.end, symbol.text)
    work.groups += 1
    item = Printed(kind=symbol.kind, number=number, core=core, anchor=core, text=core.of(scene.reading.text),
                   language=language or "en", rule="symbol", block=block, group=work.groups,
                   instrument=symbol.instrument)  # fmt: skip
    sentence = scene.sentence_start(symbol.start)
    ends = (symbol.start, symbol.end, symbol.end, scene.block_end(block))
    work.found.extend(_pinpointed(scene, [item], symbol.start, sentence, ends, language or "en"))
    work.take(symbol.start, symbol.end)


# --------------------------------------------------------------------------------------------------- names


def _name(work: _Work, lexeme: Lexeme) -> None:
    scene = work.scene
    named = [entry for entry in lexeme.entries if entry.sort is Sort.NAMED]
    entries = named or [entry for entry in lexeme.entries if entry.sort is Sort.CONTEXT]
    language = scene.language_at(lexeme.start, tuple(entries))
    entry = next(one for one in entries if one.language == language)
    if work.is_taken(lexeme.start, lexeme.end) or not _is_name(scene, lexeme, entry):
        return
    block = scene.block_at(lexeme.start)
    revision = scene.revisions.at(_past_quote(scene.text, lexeme.end)) if entry.value in _REVISABLE else None
    year = None
    if entry.value in _REVISABLE and revision is None:
        year = _session_year(scene, lexeme.end, language)
    core = scene.span(lexeme.start, lexeme.end)
    end = revision.end if revision else lexeme.end
    work.groups += 1
    item = Printed(kind="named", number=None, core=core, anchor=scene.span(lexeme.start, end),
                   text=core.of(scene.reading.text), language=language,
                   rule=f"{language}/{'named' if named else 'named-in-context'}", block=block, group=work.groups,
                   instrument=entry.value, in_context=not named, revision=revision, year=year)  # fmt: skip
    sentence = scene.sentence_start(lexeme.start)
    ends = (lexeme.start, end, _past_quote(scene.text, end), scene.block_end(block))
    items = _pinpointed(scene, [item], lexeme.start, sentence, ends, language)
    if items[0].provision is None and entry.upper:
        items = [replace(item, provision=pinpoints.numbers(scene, end, entry.value, language))]
    work.found.extend(items)
    work.take(lexeme.start, lexeme.end)


def _past_quote(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] in ("》", '"') else position


def _is_name(scene: Scene, lexeme: Lexeme, entry: Entry) -> bool:
    """Return whether a name is used as one: capitals where the name has them, and no longer name around it."""
    span = scene.span(lexeme.start, lexeme.end)
    first = span.of(scene.reading.text)[:1]
    around = scene.text[max(0, lexeme.start - 1) : lexeme.start] + scene.text[lexeme.end : lexeme.end + 1]
    if entry.upper and set(around) & set("-/"):
        return False  # "GE-RTI" and "CRC/C/GC/25" are the names of other things
    if pack(entry.language).inside_body.search(scene.text[max(0, lexeme.start - 60) : lexeme.start]):
        return False
    several = scene.text[lexeme.start : lexeme.end].count(" ") >= 2
    if entry.capital and first.islower() and not (several and entry.sort is Sort.NAMED):
        return False
    if entry.sort is Sort.NAMED:
        return True
    if entry.language == "zh" and scene.text[lexeme.start - 1 : lexeme.start] not in ("《", '"'):
        return False
    words = pack(entry.language)
    if words.another.match(scene.text[lexeme.end :].lstrip(" \n")):
        return False
    before = scene.reading.text[max(0, span.start - 25) : span.start]
    word = re.search(r"([^\W\d_]+)[ \u00a0]\Z", before)
    # "Budapest Convention": a capitalised word right before makes it another one's name.
    return not (word and word.group(1)[:1].isupper() and len(word.group(1)) > 3 and before[: word.start()].strip())


# ------------------------------------------------------------------------------------------------ bare forms


def _bare(work: _Work) -> None:
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
    _bare_recommendations(work)


def _bare_revised(work: _Work, earlier: list[Printed], start: int, end: int) -> None:
    scene = work.scene
    models = [one for one in earlier if one.kind in ("res", "dec", "op") and one.number and one.number.shape is Shape.PLAIN]
    for found in _BARE_REVISED.finditer(scene.text, start, end) if models else ():
        if _all_taken(work, found.start(1), found.end(1)):
            continue
        revision = scene.revisions.at(found.end(1))
        model = _last_before(models, scene, found.start(1))
        if revision is None or model is None or not (revision.place and revision.year) or revision.words:
            continue
        first = _list_start(scene, found.start(1), scene.folded.at(model.anchor.end), model.language)
        members = ListReader(scene, model.language).read(first, scene.numbers.at, plural=True)
        if members:
            entry = Entry(Sort.KIND, model.kind, model.language, plural=True)
            _group_bare(work, first, members, entry)


def _list_start(scene: Scene, position: int, floor: int, language: str) -> int:
    listed = pack(language)
    found = re.search(rf"(?:\d{{1,4}}(?:[ \n]*,[ \n]*|[ \n]*(?:{listed.conjunction})[ \n]*))+\Z", scene.text[floor:position])
    return floor + found.start() if found else position


def _group_bare(work: _Work, start: int, members: tuple[Member, ...], entry: Entry) -> None:
    known = len(work.found)
    scene = work.scene
    if any(_all_taken(work, one.number.start, one.number.end) for one in members):
        return
    block = scene.block_at(start)
    sentence = scene.sentence_start(start)
    before, _ = cues.before(scene, start, entry.language, sentence)
    following, _ = cues.after(scene, members[-1].end, entry.language, scene.block_end(block))
    work.groups += 1
    items = _expand(work, members, entry, (*before, *following), block=block, start=start, joined=False, year=None)
    work.found.extend(replace(one, bare=True, rule=f"{entry.language}/bare-{one.rule.split('/')[-1]}") for one in items)
    for one in work.found[known:]:
        work.take(scene.folded.at(one.core.start), scene.folded.at(one.core.end))


def _bare_lines(work: _Work, earlier: list[Printed], end: int) -> None:
    scene = work.scene
    model = next(one for one in earlier if one.kind == "line")
    for found in _BARE_LINE.finditer(scene.text, scene.folded.at(model.core.start), end):
        number = scene.numbers.line(found.start())
        words = pack(model.language)
        if number is None or _all_taken(work, number.start, number.end) or words.room.search(
                scene.text[max(0, found.start() - 20) : found.start()]):  # fmt: skip
            continue
        if not scene.span(number.start, number.start + 1).of(scene.reading.text).isupper():
            continue
        _group_bare(work, number.start, (Member(number, number.end),), Entry(Sort.KIND, "line", model.language))


def _bare_years(work: _Work, earlier: list[Printed], end: int) -> None:
    scene = work.scene
    model = next(one for one in earlier if one.number and one.number.shape is Shape.YEAR)
    for found in _BARE_YEAR.finditer(scene.text, scene.folded.at(model.core.end), end):
        if not _all_taken(work, found.start(), found.end()):
            numbers = scene.numbers.at(found.start())
            if numbers and numbers[0].shape is Shape.YEAR:
                _group_bare(work, found.start(), (Member(numbers[0], numbers[0].end),),
                            Entry(Sort.KIND, model.kind, model.language))  # fmt: skip


def _bare_recommendations(work: _Work) -> None:
    """Find Recommendations by their number alone where the registry knows them and the text cites others."""
    scene = work.scene
    if not any(one.kind == "rec" or one.kind == "q" for one in work.found):
        return
    for found in _BARE_RECOMMENDATION.finditer(scene.text):
        number = scene.numbers.recommendation(found.start())
        if number is None or _all_taken(work, number.start, number.end) or _is_series(scene, number):
            continue
        block = scene.block_at(number.start)
        language = scene.languages[block] or "en" if scene.languages else "en"
        if pack(language).room.search(scene.text[max(0, number.start - 20) : number.start]):
            continue
        same = any(one.block == block and one.number and one.number.session == number.session and one.kind == "rec"
                   for one in work.found)  # fmt: skip
        if registry().recommendation(number.number) or (same and len(number.number.split(".")[1]) >= 3):
            _group_bare(work, number.start, (Member(number, number.end),), Entry(Sort.KIND, "rec", language))


def _all_taken(work: _Work, start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in work.taken)


def _last_before(items: Iterable[Printed], scene: Scene, position: int) -> Printed | None:
    last = None
    for one in items:
        if scene.folded.at(one.anchor.end) <= position:
            last = one
    return last
