"""Instruments by name: "the Geneva Plan of Action", "the Convention" in a text of the ITU."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from instrgraph.citations import pinpoints
from instrgraph.citations.groups import pinpointed, session_year
from instrgraph.citations.printed import Printed
from instrgraph.grammar.lexicon import Entry, Lexeme, Sort
from instrgraph.grammar.pack import pack

if TYPE_CHECKING:
    from instrgraph.citations.scene import Scene
    from instrgraph.citations.work import Work

_OWN_NAMES = ("itu/cs", "itu/cv", "itu/gr", "itu/named/financial-regulations", "un/charter")
_REVISABLE = ("itu/cs", "itu/cv", "itu/itr", "itu/rr", "itu/gr")


def add_name(work: Work, lexeme: Lexeme) -> None:
    """Add the instrument that a name names, with its revision and pinpoint."""
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
        year = session_year(scene, lexeme.end, language)
    core = scene.span(lexeme.start, lexeme.end)
    end = revision.end if revision else lexeme.end
    work.groups += 1
    item = Printed(kind="named", number=None, core=core, anchor=scene.span(lexeme.start, end),
                   text=core.of(scene.reading.text), language=language,
                   rule=f"{language}/{'named' if named else 'named-in-context'}", block=block, group=work.groups,
                   instrument=entry.value, in_context=not named, revision=revision, year=year)  # fmt: skip
    sentence = scene.sentence_start(lexeme.start)
    ends = (lexeme.start, end, _past_quote(scene.text, end), scene.block_end(block))
    earlier = work.found[-1].pointed if work.found and work.found[-1].block == block else 0
    items = pinpointed(scene, [item], lexeme.start, max(sentence, earlier), ends, language)
    if items[0].provision is None and entry.upper:
        items = [replace(item, provision=pinpoints.numbers(scene, end, entry.value, language))]
    work.found.extend(items)
    work.take(lexeme.start, lexeme.end)


def _is_another(scene: Scene, lexeme: Lexeme, language: str) -> bool:
    """Return whether what follows makes the name another's: "Convention of Barcelona", "Convention No. 190"."""
    words, text = pack(language), scene.text
    if re.match(rf"[ \n](?:(?:{words.number_sign})[ \n]?)?\d", text[lexeme.end : lexeme.end + 16]):
        return True
    found = words.of_another.match(text, lexeme.end)
    if found is None or not scene.cased(found.end(), found.end() + 1).isupper():
        return False
    bodies = scene.lexemes_from(found.start(), found.end() + 1)
    return not any(entry.value == "itu" and one.end > found.end() for one in bodies for entry in one.entries)


def _names_summit(scene: Scene) -> bool:
    """Return whether the text names the Summit or a text of it: only there "the Plan of Action" is the Summit's."""
    entries = (entry for lexeme in scene.lexemes for entry in lexeme.entries)
    return any(entry.value.startswith("wsis") or entry.value == "line" for entry in entries
               if entry.sort in (Sort.BODY, Sort.NAMED, Sort.KIND))  # fmt: skip


_ANOTHER_WITHIN = 160
"""Words that make a name another's are no longer."""


def _past_quote(text: str, position: int) -> int:
    return position + 1 if text[position : position + 1] in ("》", '"') else position


def _is_name(scene: Scene, lexeme: Lexeme, entry: Entry) -> bool:
    """Return whether a name is used as one: capitals where the name has them, and no longer name around it."""
    span = scene.span(lexeme.start, lexeme.end)
    first = span.of(scene.reading.text)[:1]
    around = scene.text[max(0, lexeme.start - 1) : lexeme.start] + scene.text[lexeme.end : lexeme.end + 1]
    if entry.upper and set(around) & set("-/"):
        return False  # "GE-RTI" and "CRC/C/GC/25" are the names of other things
    if entry.sort is Sort.CONTEXT and entry.value.startswith("wsis/") and not _names_summit(scene):
        return False
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
    following = lexeme.end
    while scene.text[following : following + 1] in (" ", "\n"):
        following += 1
    if words.another.match(scene.text[following : following + _ANOTHER_WITHIN]):
        return False
    if entry.value in _OWN_NAMES and not entry.upper and _is_another(scene, lexeme, entry.language):
        return False
    before = scene.reading.text[max(0, span.start - 25) : span.start]
    word = re.search(r"([^\W\d_]+)[ \u00a0]\Z", before)
    # "Budapest Convention": a capitalised word right before makes it another one's name.
    return not (word and word.group(1)[:1].isupper() and len(word.group(1)) > 3 and before[: word.start()].strip())
