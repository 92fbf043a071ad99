"""One reading prepared for the rules: folded text, trigger words, blocks and sentences."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.citations.numbers import NumberParser
from instrgraph.citations.revisions import RevisionParser
from instrgraph.grammar.folding import Folded, fold, fold_cased, unbroken
from instrgraph.grammar.lexicon import Entry, Lexeme, Sort, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import Reading, Span

_SENTENCE_END = re.compile(r"[;。!?]|\.(?=[ \n]+[^\W\d_])|\n[ \n]*\n")
_BODY_SORTS = frozenset({Sort.BODY, Sort.FOREIGN, Sort.SESSION, Sort.BARE, Sort.DEIXIS})


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the rules look at; offsets are those of the folded text."""

    reading: Reading
    folded: Folded
    text: str
    numbers: NumberParser
    revisions: RevisionParser
    lexemes: tuple[Lexeme, ...]
    starts: tuple[int, ...]
    bodies: tuple[Lexeme, ...]
    body_starts: tuple[int, ...]
    body_ends: tuple[int, ...]
    block_starts: tuple[int, ...]
    languages: tuple[str, ...]

    def block_at(self, position: int) -> int:
        """Return the index of the block in which a position stands, or that before it."""
        return max(0, bisect_right(self.block_starts, position) - 1)

    def block_end(self, block: int) -> int:
        """Return where a block ends."""
        return self.block_starts[block + 1] if block + 1 < len(self.block_starts) else len(self.text)

    def sentence_start(self, position: int) -> int:
        """Return where the sentence around a position begins, within its block."""
        start = self.block_starts[self.block_at(position)] if self.block_starts else 0
        last = start
        for found in _SENTENCE_END.finditer(self.text, max(start, position - 600), position):
            if not self._abbreviated(found.start()):
                last = found.end()
        return last

    def _abbreviated(self, position: int) -> bool:
        # "(Rev. Dubai" and "No. 5": a short word before the full stop ends no sentence.
        if self.text[position] != ".":
            return False
        word = re.search(r"([^\W\d_]+)\Z", self.text[max(0, position - 6) : position])
        return bool(word and len(word.group()) <= 4)

    def language_at(self, position: int, entries: tuple[Entry, ...]) -> str:
        """Return the language in which to read a trigger word: the block's, if the word is of it, else the word's."""
        block = self.languages[self.block_at(position)] if self.languages else ""
        own = {entry.language for entry in entries}
        return block if block in own or not own - {""} else min(own - {""})

    def bodies_between(self, start: int, end: int) -> tuple[Lexeme, ...]:
        """Return the words about bodies that lie within a stretch, in order."""
        first, last = bisect_left(self.body_starts, start), bisect_left(self.body_starts, end)
        return tuple(one for one in self.bodies[first:last] if one.end <= end)

    def lexemes_from(self, start: int, end: int) -> tuple[Lexeme, ...]:
        """Return the trigger words that begin within a stretch, in order."""
        first = bisect_left(self.starts, start)
        return self.lexemes[first : bisect_left(self.starts, end)]

    def cased(self, start: int, end: int) -> str:
        """Return a stretch of the folded text with the capitals of the original."""
        # "ANNEXE À LA RÉSOLUTION 34": the preposition is no label, as "ANNEXE A" has one.
        return fold_cased(self.folded.span(start, end).of(self.reading.text).replace("À", "à"))

    def span(self, start: int, end: int) -> Span:
        """Return the span of the reading's text for a folded one."""
        return self.folded.span(start, end)


def prepare(reading: Reading, language: str | None) -> Scene:
    """Return a reading ready for the rules; ``language`` is that of the document, for blocks without one."""
    folded = fold(reading.text)
    starts = tuple(folded.at(block.span.start) for block in reading.blocks)
    folded = unbroken(folded, starts)
    starts = tuple(folded.at(block.span.start) for block in reading.blocks)
    lexemes = lexicon().find(folded, reading.text)
    bodies = tuple(_longest(one for one in lexemes if any(entry.sort in _BODY_SORTS for entry in one.entries)))
    return Scene(
        reading=reading, folded=folded, text=folded.text,
        numbers=NumberParser(folded, reading.text), revisions=RevisionParser(folded.text),
        lexemes=lexemes, starts=tuple(one.start for one in lexemes),
        bodies=bodies, body_starts=tuple(one.start for one in bodies),
        body_ends=tuple(one.end for one in bodies),
        block_starts=starts,
        languages=tuple(block.language or language or "" for block in reading.blocks),
    )  # fmt: skip


def _longest(lexemes: Iterator[Lexeme]) -> Iterator[Lexeme]:
    """Yield the lexemes that lie in no longer one; they come in order, longer first at one place."""
    reached = -1
    for one in lexemes:
        if one.end > reached:
            yield one
            reached = one.end
