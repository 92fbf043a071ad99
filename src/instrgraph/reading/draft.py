"""What a reader of one format hands on: the text and what the format itself says of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from instrgraph.model import Block, Change, Note, Span  # noqa: TC001  (the fields of a dataclass)
from instrgraph.settings import Settings


@dataclass(frozen=True, slots=True)
class Draft:
    """A document before language, inference and facts are added; all spans count code points of ``text``.

    ``text`` is the text as it stands, deletions and insertions included; ``blocks`` cover all of it that is not white
    space, in text order, without overlap, with ``language`` None unless the format states it.
    ``marks_changes`` says that the format can hold change marks and that ``changes`` is all there is to know: then
    nothing is inferred (a Word file without tracked changes has none). A reader of a format that cannot hold them
    leaves it False.
    """

    text: str
    blocks: tuple[Block, ...]
    media_type: str
    changes: tuple[Change, ...] = ()
    marks_changes: bool = False
    language: str | None = None
    notes: tuple[Note, ...] = ()
    furniture: tuple[Span, ...] = ()
    """Page numbers and running heads that the text holds and no reading shall (they may stand inside a block)."""
    running: str = ""
    """The lines of running heads that were left out of the text: they may bear the document's symbol."""


Reader = Callable[[bytes, str, Settings], Draft]
"""A function of the bytes, the name (for messages only) and the limits.

Raises:
    InputError: one of its kinds, with the name, the fault and the remedy.
"""
