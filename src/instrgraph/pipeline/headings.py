"""Telling a document's own heading from a citation: RESOLUTION 84 (Rev. Geneva, 2022)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import load_all
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


def is_own_heading(printed: Printed, reading: Reading, split: Structure) -> bool:
    """Return whether the block is nothing but kind, number and revision: the text's own name, which is no citation."""
    if printed.kind not in _KINDS or printed.bare or len(reading.blocks) < 2:
        return False
    if split.at(printed.core.start).part not in (Part.TITLE, Part.ACTION, Part.ENACTING):
        return False
    block = reading.blocks[printed.block].span
    rest = (reading.text[block.start : printed.anchor.start] + " " + reading.text[printed.anchor.end : block.end])
    folded = fold(rest)
    kept = folded.text
    for lexeme in reversed(lexicon().find(folded, rest)):
        if any(entry.sort in (Sort.BODY, Sort.SESSION) for entry in lexeme.entries):
            kept = kept[: lexeme.start] + " " * (lexeme.end - lexeme.start) + kept[lexeme.end :]
    kept = _drafting().sub(" ", _ASIDE.sub(" ", kept))
    return sum(one.isalpha() for one in kept) <= _REST
