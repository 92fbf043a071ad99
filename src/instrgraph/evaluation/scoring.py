"""Scoring: gold and found rows of all documents, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from instrgraph.evaluation.forms import forms, kind
from instrgraph.evaluation.gold import GoldDocument, load
from instrgraph.evaluation.matching import Pair, match_citations, match_mandates
from instrgraph.evaluation.measures import Score, Share

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, Any]
FIELDS = ("edition", "provision", "clause", "function")
"""What is compared on the citations that are right, beyond what makes them right."""
GROUPS = ("language", "kind", "form", "strategy", "rule", "state")


@dataclass(frozen=True, slots=True)
class Found:
    """What a provider found in one document: rows of citations and of mandates."""

    citations: tuple[Row, ...]
    mandates: tuple[Row, ...] = ()


Provider = Callable[[GoldDocument], Found]


@dataclass(frozen=True, slots=True)
class Scored:
    """One document with its pairs; ``mandates`` is None where gold has none. ``forms`` go by (side, index of pair)."""

    document: GoldDocument
    citations: tuple[Pair, ...]
    forms: tuple[frozenset[str], ...]
    mandates: tuple[Pair, ...] | None
    found: int
    """How many citations were found, those left out included."""
    linked: int
    """How many of them were linked."""


@dataclass(frozen=True, slots=True)
class Silent:
    """Citations found in text that cites nothing: all of them, those linked, and the bytes of the text (UTF-8)."""

    found: int
    linked: int
    size: int

    @property
    def rate(self) -> float | None:
        """Citations found in 100 kB; None without text."""
        return 100_000 * self.found / self.size if self.size else None


@dataclass(frozen=True)
class Evaluation:
    """The scores of a gold folder; all figures are made from its documents on demand."""

    documents: tuple[Scored, ...]

    @cached_property
    def overall(self) -> Score:
        """Citations found and linked rightly, over all documents."""
        return _score(pair for document in self.documents for pair in document.citations)

    @cached_property
    def mandates(self) -> dict[str, Score]:
        """Mandates by language: provision, addressee and force."""
        groups: dict[str, list[Pair]] = defaultdict(list)
        for document in self.documents:
            groups[document.document.language] += document.mandates or ()
        return {language: _score(pairs) for language, pairs in sorted(groups.items())}

    def by(self, group: str) -> dict[str, Score]:
        """Return the scores of citations by one of ``GROUPS``, sorted by name.

        Kind, form and state of a found row with a partner are those of the partner; strategy and rule are of found
        rows alone, so they say nothing about what was missed.
        """
        groups: dict[str, list[Pair]] = defaultdict(list)
        for document in self.documents:
            for pair, shapes in zip(document.citations, document.forms, strict=True):
                for name in _names(group, document, pair, shapes):
                    groups[name].append(pair)
        own = group in {"strategy", "rule"}
        return {name: _score(pairs, missed=not own) for name, pairs in sorted(groups.items())}

    @cached_property
    def linked(self) -> dict[str, Share]:
        """The precision of what is *linked*, by language: what is ambiguous or unknown is left out."""
        return self._linked_by(lambda document, _: document.document.language)

    @cached_property
    def strategies(self) -> dict[str, Share]:
        """The precision of what is *linked*, by strategy: the source of published confidence."""
        return self._linked_by(lambda _, row: str(row.get("by")))

    @cached_property
    def exact(self) -> Share:
        """Among right citations, those whose core is exactly the annotated one."""
        right = [pair for document in self.documents for pair in document.citations if pair.right]
        return Share(sum(pair.exact for pair in right), len(right))

    def agreement(self, field: str) -> dict[str, Share]:
        """Return, by language, how many right citations agree in one of ``FIELDS`` (where gold has that field)."""
        shares: dict[str, list[bool]] = defaultdict(list)
        for document in self.documents:
            for pair in document.citations:
                if pair.right and pair.gold and pair.found and field in pair.gold:
                    same = _same(field, pair.gold[field], pair.found.get(field))
                    shares[document.document.language].append(same)
        return {language: Share(sum(one), len(one)) for language, one in sorted(shares.items())}

    @cached_property
    def pinpoints(self) -> dict[str, Score]:
        """Pinpoints by language: right citations whose provision is right, against annotated and found ones."""
        scores: dict[str, Score] = defaultdict(Score)
        for document in self.documents:
            for pair in document.citations:
                wanted = pair.gold.get("provision") if pair.gold else None
                given = pair.found.get("provision") if pair.found else None
                if wanted or given:
                    right = pair.right and _same("provision", wanted, given)
                    part = Score(int(right), int(bool(given) and not right), int(bool(wanted) and not right))
                    scores[document.document.language] += part
        return dict(sorted(scores.items()))

    @cached_property
    def silent(self) -> Silent:
        """What was found in documents that cite nothing."""
        quiet = [document for document in self.documents if not document.document.citations]
        return Silent(
            sum(one.found for one in quiet),
            sum(one.linked for one in quiet),
            sum(len(one.document.text.encode()) for one in quiet),
        )

    def wrong(self) -> Iterator[tuple[Scored, Pair, str]]:
        """Give every pair that is not right, with its document and ``"citation"`` or ``"mandate"``."""
        for document in self.documents:
            for pair in document.citations:
                if not pair.right:
                    yield document, pair, "citation"
            for pair in document.mandates or ():
                if not pair.right:
                    yield document, pair, "mandate"

    def _linked_by(self, name: Callable[[Scored, Row], str]) -> dict[str, Share]:
        groups: dict[str, list[bool]] = defaultdict(list)
        for document in self.documents:
            for pair in document.citations:
                if pair.found is not None and pair.found.get("status") == "linked":
                    groups[name(document, pair.found)].append(pair.right)
        return {key: Share(sum(one), len(one)) for key, one in sorted(groups.items())}


def evaluate(folder: Path, provider: Provider | None = None) -> Evaluation:
    """Return the scores of ``provider`` (by default our own extraction) on a gold folder.

    Raises:
        UnreadableInput: the folder holds no gold, or gold that is broken.
    """
    return score(load(folder), provider or ours)


def score(documents: Iterable[GoldDocument], provider: Provider) -> Evaluation:
    """Return the scores of what ``provider`` finds in ``documents``."""
    return Evaluation(tuple(_scored(document, provider(document)) for document in documents))


def ours(document: GoldDocument) -> Found:
    """Return what our own extraction finds in a document, told nothing but its content and its file name."""
    # The engine is large; scoring rows of other providers does not need it.
    from instrgraph import pipeline, reading, rows  # noqa: PLC0415

    extraction = pipeline.extract(reading.read(document.content, name=document.name))
    source = extraction.document
    return Found(
        tuple(rows.citation_row(citation, source) for citation in extraction.citations),
        tuple(rows.mandate_row(mandate, source) for mandate in extraction.mandates),
    )


def _scored(document: GoldDocument, found: Found) -> Scored:
    gold = [{**row, "text": row["core"]} for row in document.citations]
    citations = match_citations(gold, found.citations)
    shapes = {id(row): one for rows in (gold, found.citations) for row, one in _shapes(rows, document.text)}
    return Scored(
        document,
        citations,
        tuple(shapes[id(pair.gold or pair.found)] for pair in citations),
        None if document.mandates is None else match_mandates(document.mandates, found.mandates),
        len(found.citations),
        sum(row.get("status") == "linked" for row in found.citations),
    )


def _shapes(rows: Sequence[Row], text: str) -> Iterable[tuple[Row, frozenset[str]]]:
    return zip(rows, forms(rows, text), strict=True)


def _names(group: str, document: Scored, pair: Pair, shapes: frozenset[str]) -> Iterable[str]:
    row = pair.gold or pair.found or {}
    if group == "language":
        return (document.document.language,)
    if group == "form":
        return shapes
    if group == "kind":
        return (kind(row["instrument"]),)
    if group == "state":
        return (row["state"],)
    key = {"strategy": "by", "rule": "rule"}[group]
    return (str(pair.found.get(key)),) if pair.found else ()


def _score(pairs: Iterable[Pair], *, missed: bool = True) -> Score:
    right = spurious = absent = 0
    for pair in pairs:
        right += pair.right
        spurious += pair.found is not None and not pair.right
        absent += pair.gold is not None and not pair.right
    return Score(right, spurious, absent if missed else 0)


def _same(field: str, wanted: Any, given: Any) -> bool:
    if field == "provision" and wanted and given:
        return _parts(wanted) == _parts(given)
    return bool(wanted == given)


def _parts(provision: str) -> list[str]:
    return sorted(part.strip().lower() for part in provision.split(","))
