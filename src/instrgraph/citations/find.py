"""Finding citations: the rules, applied at the trigger words of one reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.citations.bare import add_bare
from instrgraph.citations.groups import pinpointed
from instrgraph.citations.kinds import add_after_body, add_kind
from instrgraph.citations.names import add_name
from instrgraph.citations.numbers import Number, Shape
from instrgraph.citations.printed import Printed
from instrgraph.citations.scene import Scene, prepare
from instrgraph.citations.symbols import symbol_at
from instrgraph.citations.work import Work, footnotes
from instrgraph.grammar.lexicon import Lexeme, Sort

if TYPE_CHECKING:
    from instrgraph.model import Reading, SourceDocument
    from instrgraph.structure import Structure


_NAMING = (Sort.NAMED, Sort.BODY, Sort.FOREIGN, Sort.CONTEXT)


def find(reading: Reading, document: SourceDocument, structure: Structure) -> tuple[Printed, ...]:
    """Return the citations of a reading as printed, in the order of the text; nothing is linked yet.

    Citations of the document's own heading are among them: the linking layer, which knows the document, leaves them
    out.
    """
    scene = prepare(reading, document.language)
    work = Work(scene, footnotes(structure, reading))
    for index, lexeme in enumerate(scene.lexemes):
        _at(work, index, lexeme)
    add_bare(work)
    work.found.sort(key=lambda one: (one.core.start, one.core.end))
    return tuple(work.found)


def _at(work: Work, index: int, lexeme: Lexeme) -> None:
    sorts = {entry.sort for entry in lexeme.entries}
    if Sort.SYMBOL in sorts:
        _add_symbol(work, lexeme)
    if Sort.KIND in sorts and not _inside_longer(work.scene, index, (Sort.KIND,)):
        add_kind(work, lexeme)
    if sorts & {Sort.NAMED, Sort.CONTEXT} and not _inside_longer(work.scene, index, _NAMING):
        add_name(work, lexeme)
    if Sort.BODY in sorts or Sort.SESSION in sorts:
        add_after_body(work, lexeme)


def _inside_longer(scene: Scene, index: int, sorts: tuple[Sort, ...]) -> bool:
    """Return whether the lexeme lies within a longer one of those sorts."""
    own = scene.lexemes[index]
    for other in scene.lexemes[max(0, index - 12) : index + 6]:
        around = other.start <= own.start and own.end <= other.end
        if not around or other.end - other.start == own.end - own.start:
            continue
        if any(entry.sort in sorts for entry in other.entries):
            return True
    return False


def _add_symbol(work: Work, lexeme: Lexeme) -> None:
    scene = work.scene
    symbol = symbol_at(scene, lexeme.start, lexeme.end)
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
    work.found.extend(pinpointed(scene, [item], symbol.start, sentence, ends, language or "en"))
    work.take(symbol.start, symbol.end)
