"""Flattened texts read back: what was changed beside what the inference says, change by change."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.model import EditKind, Span
from instrgraph.reading import read
from instrgraph.reading.word import read_word
from instrgraph.settings import Settings
from making import amended_at_random
from making.amended import drafts
from making.tracked import SITUATIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.model import Change
    from making.amended import Draft

OUTCOMES = ("right", "in part", "wrong", "not at all")
HIGH = 0.9
WITNESSED = frozenset(
    {"replaced words", "replacement before deletion", "hyperlink with a change", "field deleted", "Arabic", "Chinese",
     "Russian"}
)  # fmt: skip
"""The situations whose flattened text tells by itself what was changed; found by reading all of them."""


@dataclass(frozen=True)
class Made:
    """A change as it was made: its stretch of the flattened text and which characters of it go and come."""

    kind: str
    span: Span
    edits: tuple[tuple[int, int, EditKind], ...]
    witness: bool


@dataclass(frozen=True)
class Outcome:
    """What became of one change; ``made`` is None for an inferred change where nothing was changed."""

    group: str
    name: str
    kind: str
    witness: bool
    result: str
    confidence: float
    shown: str


def outcomes() -> list[Outcome]:
    """Return the outcome of every change of the made Word files and of the thirty drafts."""
    return [*_of_situations(), *_of_drafts()]


def _of_situations() -> Iterator[Outcome]:
    for name, data in SITUATIONS.items():
        document = read_word(data, name, Settings())
        text, shift = _with_labels(document.text, document.blocks)
        made = [
            Made(
                "Word",
                Span(shift(change.span.start), shift(change.span.end)),
                tuple((shift(one.span.start), shift(one.span.end), one.kind) for one in change.edits),
                name in WITNESSED,
            )
            for change in document.changes
        ]
        yield from _judged("made Word files", name, text, made)


def _with_labels(text: str, blocks) -> tuple[str, object]:
    """Return the text with the automatic labels that copying gives, and the function that moves offsets."""
    inserted = [(block.span.start, f"{label}\t") for block in blocks
                if (label := block.label_proposed or block.label_base)]  # fmt: skip

    def shift(offset: int) -> int:
        return offset + sum(len(label) for start, label in inserted if start <= offset)

    for start, label in reversed(inserted):
        text = text[:start] + label + text[start:]
    return text, shift


def _of_drafts() -> Iterator[Outcome]:
    for draft in drafts():
        yield from judged_draft(draft)


def outcomes_at_random(seeds: int) -> list[Outcome]:
    """Return the outcomes of that many proposals made at random."""
    return [one for seed in range(seeds) for one in judged_draft(amended_at_random.draft(seed))]


def judged_draft(draft: Draft) -> Iterator[Outcome]:
    """Yield what becomes of each change of a draft when its flattened text is read."""
    made = [
        Made(one.unit.kind, Span(one.start, one.end), tuple(_edits(one)), one.unit.witness)
        for one in draft.units
        if one.start < one.end
    ]
    yield from _judged(f"drafts, {draft.language}", f"{draft.language}: {draft.name}", draft.flat, made)


def _edits(marked) -> Iterator[tuple[int, int, EditKind]]:
    at = marked.start
    for piece in marked.unit.pieces:
        if isinstance(piece, str):
            at += len(piece)
            continue
        for words, kind in zip(piece, (EditKind.DELETION, EditKind.INSERTION), strict=True):
            if words:
                yield at, at + len(words), kind
            at += len(words)


def _judged(group: str, name: str, text: str, made: Iterable[Made]) -> Iterator[Outcome]:
    inferred = read(text).changes if text.strip() else ()
    states = _states(text, ((edit.span.start, edit.span.end, edit.kind) for one in inferred for edit in one.edits))
    used: set[int] = set()
    made = list(made)
    wanted = _states(text, (edit for one in made for edit in one.edits))
    for one in made:
        touching = [index for index, change in enumerate(inferred) if _touches(change, one.span, text)]
        used.update(touching)
        confidence = max((inferred[index].confidence for index in touching), default=0.0)
        yield Outcome(group, name, one.kind, one.witness, _result(text, one, states, wanted, bool(touching)),
                      confidence, one.span.of(text))  # fmt: skip
    for index, change in enumerate(inferred):
        if index not in used:
            yield Outcome(group, name, "none", True, "wrong", change.confidence, change.span.of(text))


def _touches(change: Change, span: Span, text: str) -> bool:
    """Return whether an inferred change has a character in common with a stretch, white space aside."""
    return any(
        Span(max(edit.span.start, span.start), max(span.start, min(edit.span.end, span.end))).of(text).strip()
        for edit in change.edits
    )


def _states(text: str, edits: Iterable[tuple[int, int, EditKind]]) -> list[EditKind | None]:
    states: list[EditKind | None] = [None] * len(text)
    for start, end, kind in edits:
        states[start:end] = [kind] * (end - start)
    return states


def _result(text: str, one: Made, states, wanted, touched: bool) -> str:
    printed = [at for at in range(one.span.start, one.span.end) if not text[at].isspace()]
    sides = [
        ["".join(text[at] for at in printed if of[at] is not lost) for lost in (EditKind.INSERTION, EditKind.DELETION)]
        for of in (wanted, states)
    ]
    if sides[0] == sides[1] and touched:
        return "right"
    if not touched:
        return "not at all"
    found = [(states[at], wanted[at]) for at in range(one.span.start, one.span.end)]
    return "in part" if all(got in (None, true) for got, true in found) else "wrong"


def table(found: list[Outcome]) -> str:
    """Return the shares by group, split by whether the text bears a witness, and what was wrong."""
    rows = [f"{'':<22}{'witness':<10}{'changes':>8}" + "".join(f"{one:>12}" for one in OUTCOMES)]
    groups = [*dict.fromkeys(one.group for one in found), "all drafts", "all"]
    for group in groups:
        held = [one for one in found if group in (one.group, "all") or (group == "all drafts" and "draft" in one.group)]
        for witness in (True, False):
            counts = Counter(one.result for one in held if one.witness is witness)
            total = counts.total()
            shares = "".join(f"{counts[one]:>5} {counts[one] / max(total, 1):>6.3f}" for one in OUTCOMES)
            rows.append(f"{group:<22}{'yes' if witness else 'no':<10}{total:>8}{shares}")
    high = sum(one.result == "wrong" and one.confidence >= HIGH for one in found)
    rows.append(f"wrong at a confidence of {HIGH} or more: {high}")
    return "\n".join(rows)
