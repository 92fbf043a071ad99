"""What the walker finds: paragraphs of runs, each with the trace of who inserted or deleted it."""

from __future__ import annotations

from dataclasses import dataclass, field

from instrgraph.model import BlockKind


@dataclass(frozen=True, slots=True)
class Revision:
    """One tracked change as Word records it."""

    author: str | None = None
    date: str | None = None
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """By which tracked changes a stretch came and went; what has both stands in neither text."""

    inserted: Revision | None = None
    deleted: Revision | None = None

    def within(self, outer: Trace) -> Trace:
        """Return this trace where it stands inside a stretch that has one of its own."""
        return Trace(self.inserted or outer.inserted, self.deleted or outer.deleted)

    @property
    def in_base(self) -> bool:
        """Whether the base text has it."""
        return self.inserted is None

    @property
    def in_proposed(self) -> bool:
        """Whether the proposed text has it."""
        return self.deleted is None


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with one trace; ``comment`` marks where a comment begins (True) or ends (False)."""

    text: str
    trace: Trace
    comment: tuple[str, bool] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """The list and level by which a paragraph is numbered."""

    number_id: str
    level: int


@dataclass(slots=True)
class Paragraph:
    """One paragraph of the file.

    ``mark`` is the trace of its end mark: where a reading lacks the mark, the next paragraph goes on in the same line,
    provided that ``joins`` says that one follows in the same column, cell or box.
    """

    kind: BlockKind = BlockKind.PARAGRAPH
    runs: list[Run] = field(default_factory=list)
    mark: Trace = field(default_factory=Trace)
    joins: bool = False
    hidden_mark: bool = False
    """A style separator: in both texts the next paragraph goes on in the same line."""
    base: Item | None = None
    proposed: Item | None = None
    outline: int | None = None
    labels: tuple[str | None, str | None] = (None, None)
    """Labels in base and proposed text that need no counting here: those of a footnote."""
    former: str | None = None
    """The label in the base text where the file records it (``w:numberingChange``)."""
    number: int = 0

    def stands_in(self, *, base: bool) -> bool:
        """Return whether the text of a reading has any of it."""
        return any(run.text.strip() and (run.trace.in_base if base else run.trace.in_proposed) for run in self.runs)

    def ends_in(self, *, base: bool) -> bool:
        """Return whether its end mark stands in a reading."""
        return not self.hidden_mark and (self.mark.in_base if base else self.mark.in_proposed)


@dataclass(frozen=True, slots=True)
class Content:
    """All paragraphs in text order (footnotes last), and what a reader may want to know."""

    paragraphs: tuple[Paragraph, ...]
    comments: dict[str, tuple[str | None, str]]
    remarks: tuple[str, ...]
