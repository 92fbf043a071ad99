"""Telling a document's own heading from a citation: RESOLUTION 84 (Rev. Geneva, 2022)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import load, load_all
from instrgraph.grammar.folding import fold
from instrgraph.grammar.lexicon import Sort, lexicon
from instrgraph.grammar.pack import alternation
from instrgraph.model import Part

if TYPE_CHECKING:
    from instrgraph.citations import Printed
    from instrgraph.model import Reading
    from instrgraph.structure import Structure

_KINDS = ("res", "dec", "rec", "op")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_REST = 3  # letters that may be left over beside kind, number and body: "MOD"


@cache
def _drafting() -> re.Pattern[str]:
    words = [word for pack in load_all("words.toml").values() for word in pack["context"]["own_heading"]]
    packs = load_all("pinpoints.toml").values()
    annexes = alternation(word for pack in packs for word in pack["units"]["annex"])
    between = alternation(word for pack in packs for word in pack["between"]["of"])
    # "ANNEX 1 TO RESOLUTION 71" heads a part of the text itself.
    return re.compile(rf"{alternation(words)}|(?:{annexes})[ ]*\d*[ ]*(?:(?:{between})[ ]*)*")


@cache
def _revising(language: str) -> re.Pattern[str]:
    words = load(language, "words.toml")
    revision = words["revision"]
    return re.compile(alternation([*revision["rev"], *revision["amended"], *words["context"]["revise"]]))


def is_own_heading(printed: Printed, reading: Reading, split: Structure) -> bool:
    """Return whether the block is nothing but kind, number and revision: the text's own name, which is no citation."""
    if printed.kind not in _KINDS or printed.bare or len(reading.blocks) < 2:
        return False
    provision = split.at(printed.core.start)
    # A draft in an annex has a heading of its own.
    titled = provision.part is Part.ANNEX and provision.clause == "title"
    if not titled and provision.part not in (Part.TITLE, Part.ACTION, Part.ENACTING):
        return False
    block = reading.blocks[printed.block].span
    if titled and _revising(printed.language).search(fold(reading.text[block.start : printed.core.start]).text):
        return False  # "DRAFT REVISED RESOLUTION 1372": it says what it revises
    rest = reading.text[block.start : printed.anchor.start] + " " + reading.text[printed.anchor.end : block.end]
    # Where lines are broken hard, the heading may share its block with the title below it.
    line = reading.text.find("\n", printed.anchor.end, block.end)
    first = reading.text[block.start : printed.anchor.start] + " " + reading.text[printed.anchor.end : max(line, 0)]
    return _is_bare(rest) or (line > 0 and "\n" not in first and _is_bare(first))


def _is_bare(rest: str) -> bool:
    folded = fold(rest)
    kept = folded.text
    for lexeme in reversed(lexicon().find(folded, rest)):
        if any(entry.sort in (Sort.BODY, Sort.SESSION) for entry in lexeme.entries):
            kept = kept[: lexeme.start] + " " * (lexeme.end - lexeme.start) + kept[lexeme.end :]
    kept = _drafting().sub(" ", _ASIDE.sub(" ", kept))
    return sum(one.isalpha() for one in kept) <= _REST
