"""The structure of a reading: title, summary, clauses with their labels, annexes and footnotes."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import Folded, fold
from instrgraph.structure.agents import Setting, sector_of
from instrgraph.structure.lines import lines_of
from instrgraph.structure.outline import Outline
from instrgraph.structure.provisions import make_provisions, section_slug
from instrgraph.structure.runons import part_run_ons

if TYPE_CHECKING:
    from instrgraph.model import Enacting, Provision, Reading, SourceDocument
    from instrgraph.structure.lines import Line
    from instrgraph.structure.outline import Entry

__all__ = ["Structure", "split"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The provisions of one reading, in text order, and its enacting clause if it has one.

    Every block that holds more than white space belongs to one provision; spans are those of the reading.
    """

    provisions: tuple[Provision, ...]
    enacting: Enacting | None
    speaker: str | None = None
    """The body that speaks, as far as the text says."""
    entries: tuple[Entry, ...] = field(default=(), repr=False)
    """For each provision, the line it stands on and the opener that governs it."""
    folded: Folded = field(default_factory=lambda: fold(""), repr=False)
    """The folded text, in whose offsets the entries speak."""

    def at(self, offset: int) -> Provision:
        """Return the provision that holds a code point; between two provisions, the one before.

        Raises:
            IndexError: the text is empty, so there is no provision.
        """
        index = bisect_right(self.provisions, offset, key=lambda provision: provision.span.start) - 1
        return self.provisions[max(index, 0)]


def split(reading: Reading, document: SourceDocument) -> Structure:
    r"""Return the structure of a reading; the document gives what it says of itself.

    >>> from instrgraph.model import Block, Reading, SourceDocument, Span, State
    >>> text = "recalling\na)\tResolution 130;\nresolves\nto act,"
    >>> blocks = tuple(Block(Span(a, b)) for a, b in ((0, 9), (10, 28), (29, 37), (38, 45)))
    >>> reading = Reading(State.BOTH, text, (Span(0, len(text)),), blocks, (0, 1, 2, 3))
    >>> document = SourceDocument("source/0", "a", "a", "text/plain", text, "en", blocks)
    >>> [provision.clause for provision in split(reading, document).provisions]
    ['recalling', 'recalling/a', 'resolves', 'resolves']
    """
    lines, folded = lines_of(reading, document)
    facts = document.facts
    outline = _outline(lines, reading.text, folded, facts.body)
    setting = Setting("un" if outline.is_un else "itu", sector_of(outline.speaker))

    def slug(entry: Entry) -> str:
        return section_slug(entry, reading.text, folded, setting)

    provisions = make_provisions(outline.entries, slug, reading.state)
    return Structure(provisions, outline.enacting, outline.speaker or facts.body, tuple(outline.entries), folded)


_ROUNDS = 4
"""A paragraph in which clauses have run together may hide others behind the first."""


def _outline(lines: tuple[Line, ...], original: str, folded: Folded, body: str | None) -> Outline:
    for _ in range(_ROUNDS):
        outline = Outline(lines, folded.text, body)
        outline.run()
        parted = part_run_ons(outline, original, folded)
        if len(parted) == len(lines):
            break
        lines = parted
    return outline
