"""The words that tell one section of a document from another: summaries, requests, annexes, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.structure.openers import Form, Lexicon

ACTION_LINE = re.compile(r"(?:mod|add|sup|noc|supp)(?=[\s\u3000/:]|$)(?!\s+[a-z]+\s+[a-z]+\s+[a-z]+)")
"""The line of a proposal that says what it does, in the folded text: the codes are the same in all languages."""

# A closing quote or bracket may follow, and the number of a footnote.
_AFTER = r"[\"'»”’)\]）】]*(?:\s?\d{1,3}|[(（]\d{1,3}[)）])?\s*\Z"
_SENTENCE_END = re.compile(r"[.。;；؛!?؟？]" + _AFTER)
_COMMA_END = re.compile(r"[,،，]" + _AFTER)
_COLON_END = re.compile(r"[:：]\s*\Z")


@dataclass(frozen=True, slots=True)
class SectionWord:
    """A section word at the start of a block: which section, and whether it stands there alone or before words."""

    name: str
    end: int
    alone: bool


@cache
def _words() -> Lexicon:
    return Lexicon(
        Form(fold_word(one), name, "section", language)
        for language, words in load_all("openers.toml").items()
        for name, patterns in words["sections"].items()
        for pattern in patterns
        for one in dict.fromkeys(expand(pattern))
    )


def find_section_words(text: str, start: int, end: int) -> tuple[SectionWord, ...]:
    """Return the section words at ``start`` of a folded text: one form may belong to several sections."""
    found = _words().at(text, start)
    if found is None or found[0] > end:
        return ()
    stop, forms = found
    rest = text[stop:end].strip()
    alone = not rest.strip(" :.：。-–—*0123456789")
    if not alone and rest[0] not in ":：.-–—([（" and not rest[0].isdigit():
        return tuple(SectionWord(name, stop, False) for name in {form.name for form in forms} if name in _NUMBERED)
    return tuple(SectionWord(name, stop, alone) for name in {form.name for form in forms})


# "Resolution 54", "ANNEX A": these need no colon behind them.
_NUMBERED = frozenset({"annex", "decision", "resolution", "table"})


def ends_sentence(text: str) -> bool:
    """Return whether a block ends as a sentence or an item does."""
    return _SENTENCE_END.search(text) is not None


def ends_with_comma(text: str) -> bool:
    """Return whether a block ends with a comma of any script (a footnote's number may follow it)."""
    return _COMMA_END.search(text) is not None


def ends_with_colon(text: str) -> bool:
    """Return whether a block ends with a colon."""
    return _COLON_END.search(text) is not None
