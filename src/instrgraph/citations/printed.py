"""A citation as it is printed: what the form alone says, before anything is linked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instrgraph.citations.numbers import Number
    from instrgraph.citations.revisions import Revision
    from instrgraph.model import Span


class How(StrEnum):
    """How a word about the body stands to the citation, the strongest first."""

    INSIDE = "inside"
    """Between kind and number: "Resolution ITU-R 61"."""
    BEFORE = "before"
    """Right before the kind: "WTSA Resolution 50"."""
    AFTER = "after"
    """Right after the number: "Resolution 50 of WTSA"."""
    CLAUSE = "clause"
    """Earlier in the same clause: "WTDC has in its wisdom adopted Resolution 45"."""
    SENTENCE = "sentence"
    """Earlier in the same sentence."""


class Cue(StrEnum):
    """What a word about the body is."""

    BODY = "body"
    FOREIGN = "foreign"
    SESSION = "session"
    BARE = "bare"
    THIS = "this"
    SAME = "same"
    ITS = "its"
    THAT = "that"


@dataclass(frozen=True, slots=True)
class BodyCue:
    """A word about the body near a citation: ``value`` is an identifier, or the key of a bare word ("council")."""

    cue: Cue
    how: How
    value: str
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One citation as printed; spans are in the coordinates of the reading.

    ``group`` numbers the joint forms of a text: members of one list share it. ``joined`` says that the group follows
    the one before it by a mere "and". ``instrument`` is set where the form itself names it (a symbol, a name).
    """

    kind: str
    number: Number | None
    core: Span
    anchor: Span
    text: str
    language: str
    rule: str
    block: int
    group: int
    instrument: str | None = None
    in_context: bool = False
    cues: tuple[BodyCue, ...] = ()
    revision: Revision | None = None
    shared_revision: bool = False
    provision: str | None = None
    joined: bool = False
    year: int | None = None
    """The year of the session that adopted it, as told by the words around ("at its 1996 session")."""
    dated: bool = False
    """Whether a date follows the number."""
    in_range: bool = False
    bare: bool = False
    pointed: int = 0
    """Where the pinpoint behind the citation ends, in the folded text: it is none of the next citation's."""
