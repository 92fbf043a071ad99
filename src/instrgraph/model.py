"""The values that pass between the layers: frozen, named as in the ontology, without I/O, patterns or RDF.

All offsets are Unicode code points of a *text as it stands*: what was read from the file, deletions and insertions
included. Local identifiers are the path below the base IRI (``itu/pp/res/130``); see ``ontology/README.md``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date  # noqa: TC003  (pydantic and doctests read the annotations at run time)
from enum import StrEnum
from itertools import accumulate


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    >>> len(Span(2, 5)), Span(2, 5).overlaps(Span(4, 9)), Span(2, 5).overlaps(Span(5, 9))
    (3, True, False)
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of ``text`` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Return whether both spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Return whether ``other`` lies within this span."""
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        """Return this span moved by ``by`` code points."""
        return Span(self.start + by, self.end + by)


class State(StrEnum):
    """In which text a node stands: the base, the proposed one, both; unknown where the traces contradict."""

    BOTH = "both"
    BASE = "base"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"


class LinkStatus(StrEnum):
    """What became of a citation: nothing is dropped, so each has one of these."""

    LINKED = "linked"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


class Specificity(StrEnum):
    """Whether a citation names a revision (``igv:RevisionSpecificity``)."""

    PINNED = "pinned"
    FLOATING = "floating"
    PARTIAL = "partial"
    NOT_APPLICABLE = "notApplicable"


# ---------------------------------------------------------------------------------------------------- documents


class BlockKind(StrEnum):
    """What a block of a document is, as far as its format or its shape says so."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    FOOTNOTE = "footnote"
    TEXT_BOX = "text-box"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like stretch of the text: what a line break ends. Blocks do not overlap and stand in text order.

    ``language`` is the block's own (ISO 639-1) or None where it could not be told. ``label_base`` and
    ``label_proposed`` hold an automatic list label (Word numbering, markup ``<num>``) that is *not* part of the text.
    """

    span: Span
    kind: BlockKind = BlockKind.PARAGRAPH
    language: str | None = None
    label_base: str | None = None
    label_proposed: str | None = None
    level: int | None = None
    """Depth of a heading or list item, from 0, where the format says so."""


class EditKind(StrEnum):
    """Whether an edit takes text away or brings it."""

    DELETION = "deletion"
    INSERTION = "insertion"


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of the text as it stands that only the base (deletion) or only the proposed text (insertion) has."""

    span: Span
    kind: EditKind
    author: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that belong together (what goes and what comes in its place), and why we believe in them.

    ``evidence`` is a concept of ``igv:ChangeEvidence`` without its prefix: ``markup``, ``fusedSpan``,
    ``fusedLabel``, ``duplicateLabel``, ``fusedPunctuation``, ``laterThanBase``, ``labelGap``, ``statedInSummary``,
    ``comparison``. ``confidence`` runs from 0 to 1. ``alternatives`` holds other ways to part the same stretch
    where two readings are possible; the change itself is the likelier one.
    """

    edits: tuple[Edit, ...]
    evidence: str
    confidence: float
    note: str | None = None
    alternatives: tuple[tuple[Edit, ...], ...] = ()

    @property
    def span(self) -> Span:
        """The stretch from the first edit to the last."""
        return Span(min(edit.span.start for edit in self.edits), max(edit.span.end for edit in self.edits))


class DocumentKind(StrEnum):
    """What a document is, told from its text."""

    PROPOSAL = "proposal"
    ADOPTED = "adopted"
    REPORT = "report"
    LETTER = "letter"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself; None where it does not say.

    ``body`` and ``conference`` are local identifiers (``itu/wtsa``, ``itu/wtsa/2022``): the body whose text this is,
    the conference to which it is addressed (a proposal) or that adopted it. ``base_conference`` is the conference of
    the base text of a proposal. ``action`` is MOD, ADD, SUP or NOC. ``instrument`` is the local identifier of the
    instrument that the document is, or proposes to change; ``revision`` the year of the adopted text, or that
    proposed; ``base_revision`` the year of the base text. ``proponent`` is a local identifier (``org/atu``).
    """

    symbol: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    action: str | None = None
    proponent: str | None = None
    body: str | None = None
    conference: str | None = None
    base_conference: str | None = None
    instrument: str | None = None
    revision: int | None = None
    base_revision: int | None = None
    date: date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader wants known: a guessed encoding, furniture left out, a comment kept apart."""

    message: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document as it was read: text as it stands, its blocks, its changes, what it says of itself.

    ``id`` is ``source/`` and the first 16 hex digits of the SHA-256 of the bytes; ``name`` the file's name. ``key``
    stays the same when the source is edited: its symbol, else its path. ``parts`` is empty save for formats whose
    markup tells structure (Akoma Ntoso), where it gives hints by block index.
    """

    id: str
    name: str
    key: str
    media_type: str
    text: str
    language: str | None
    blocks: tuple[Block, ...]
    changes: tuple[Change, ...] = ()
    facts: Facts = field(default_factory=Facts)
    notes: tuple[Note, ...] = ()
    sha256: str = ""
    furniture: tuple[Span, ...] = ()
    """Page numbers and running heads: part of the text as it stands, left out of its readings."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One of the texts that a document holds: the base, the proposed one, or the only one (state ``both``).

    ``text`` is a selection of the text as it stands; ``pieces`` are the spans of it that were kept, in order. Blocks
    are in the coordinates of ``text``; a block that a reading lacks entirely has no entry.
    """

    state: State
    text: str
    pieces: tuple[Span, ...]
    blocks: tuple[Block, ...]
    source_blocks: tuple[int, ...]
    """For each block, its index in the document's blocks."""
    _ends: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", tuple(accumulate(len(piece) for piece in self.pieces)))

    def to_source(self, span: Span) -> Span:
        """Return the span of the text as it stands that covers ``span`` of this reading.

        >>> reading = Reading(State.BASE, "acd", (Span(0, 1), Span(2, 4)), (), ())
        >>> reading.to_source(Span(1, 3)), reading.to_source(Span(0, 2))
        (Span(start=2, end=4), Span(start=0, end=3))
        """
        return Span(self._at(span.start, first=True), self._at(span.end, first=False))

    def _at(self, offset: int, *, first: bool) -> int:
        # A span's start belongs to the piece that follows it, its end to the piece before it.
        index = bisect_right(self._ends, offset) if first else bisect_left(self._ends, offset)
        if index >= len(self.pieces):
            return self.pieces[-1].end if self.pieces else offset
        piece = self.pieces[index]
        return piece.end - (self._ends[index] - offset)


# ---------------------------------------------------------------------------------------------------- structure


class Part(StrEnum):
    """Which part of a document a provision stands in."""

    TITLE = "title"
    SUMMARY = "summary"
    ACTION = "action"
    ENACTING = "enacting"
    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    BODY = "body"
    ANNEX = "annex"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Provision:
    """An addressable part of one reading's text.

    ``clause`` is opener and label as annotated in gold ("recalling/a", "resolves/4/ii", "title", "summary",
    "action", "body", "footnote"); ``path`` is unique in the text ("invites-director-tsb/1", "recalling/e.base").
    ``head`` is the span of the clause opener that governs the provision (possibly an earlier line), ``span`` that of
    the provision itself; both in the coordinates of the reading, until ``merging`` maps them to the text as it
    stands. ``parent`` is the path of the provision around it, if any.
    """

    clause: str
    path: str
    part: Part
    span: Span
    opener: str | None = None
    force: str | None = None
    labels: tuple[str, ...] = ()
    head: Span | None = None
    parent: str | None = None
    function: str = "mentions"
    state: State = State.BOTH
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Enacting:
    """The clause that says which body speaks: "The Plenipotentiary Conference of the ITU (Dubai, 2018),"."""

    body: str | None
    year: int | None
    place: str | None
    span: Span


# ---------------------------------------------------------------------------------------------------- citations


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One place in a text that names one instrument, in one state. The fields are those of the JSON row.

    ``core`` and ``anchor`` are spans of the text as it stands. ``confidence`` is the measured precision of the
    strategy named in ``by`` (lower bound, Wilson, 95 %), 0 for what is not linked.
    """

    id: str
    language: str
    core: Span
    anchor: Span
    sentence: Span
    text: str
    kind: str
    instrument: str | None
    revision: int | None
    edition: str | None
    provision: str | None
    status: LinkStatus
    candidates: tuple[str, ...]
    reason: str | None
    by: str
    rule: str
    confidence: float
    clause: str
    path: str
    part: Part
    function: str
    specificity: Specificity
    state: State
    replaces: str | None = None
    replaced_by: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """What a proposal would change, on nodes of the graph: citations, provisions or mandates by their identifiers."""

    id: str
    type: str
    """``insertion``, ``deletion``, ``substitution``, ``revisionUpdate`` or ``renumbering``."""
    evidence: str
    confidence: float
    removes: tuple[str, ...]
    adds: tuple[str, ...]
    span: Span


# ---------------------------------------------------------------------------------------------------- mandates


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A demand made by a body on one addressee. The fields are those of the JSON row.

    ``span`` covers the provision in the text as it stands. ``addressee`` and ``mandator`` are local identifiers;
    ``self`` stands for the mandator. ``basis`` holds instruments that it serves to implement.
    """

    id: str
    language: str
    span: Span
    clause: str
    path: str
    mandator: str | None
    force: str
    addressee: str
    collaborators: tuple[str, ...] = ()
    action_type: str | None = None
    action: str = ""
    basis: tuple[str, ...] = ()
    reports_to: tuple[str, ...] = ()
    due: str | None = None
    state: State = State.BOTH
    continues: str | None = None
    lineage: str | None = None
    """A kind of ``igv:LineageKind``: how it differs from what it continues, ``added``, or ``dropped`` from the base."""
    continues_also: tuple[str, ...] = ()
    """Further mandates that it continues, where several were merged."""
    lineage_evidence: tuple[str, ...] = ()
    lineage_score: float | None = None
    """From 0 to 1: how alike the words of both are."""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one document: pure values, no RDF."""

    document: SourceDocument
    readings: tuple[Reading, ...]
    provisions: tuple[Provision, ...]
    """Provisions of all readings, merged, in coordinates of the text as it stands."""
    enacting: tuple[Enacting, ...]
    citations: tuple[Citation, ...]
    changes: tuple[ProposedChange, ...]
    mandates: tuple[Mandate, ...]
    base_mandates: tuple[Mandate, ...] = ()
    """The mandates of the adopted text that a draft modifies, in the words that they have there."""
