"""The provisions of one reading, as a comparison needs them: words without labels, section, citations, mandates."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from instrgraph.comparison.values import Side
from instrgraph.grammar.folding import fold_word
from instrgraph.model import Extraction, Part, Provision, Reading, Span, State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = re.compile(r"\s*(?:[(（]?\w{1,5}\s?[)）]|\d{1,3}(?:\.\d{1,3})*\.?(?=\s)|\w{1,2}[.、]|[•–—-])\s*")
_NUMBER = re.compile(r"(\d{1,2})[.)]?\s+(?=[^\W\d_])")
_INLINE = re.compile(
    r"(?<=[;；,،؛:])\s+(?:(\d{1,3}(?:\.\d{1,2}){0,2}|[ivx]{1,5}|[a-z])(?:[)）]|(?=\s))|([•▪]))\s+(?=\w)")
_BRACKETED = re.compile(r"(?<=\S)\s+(\d{1,3})[)）]\s+(?=\w)")
_COUNTED = 3
"""So many bracketed numbers that count on from 1 are the items of a list, whatever sign stands before them."""
_RULE = re.compile(r"\s*_{5,}\s*(\d{1,2})\s+")
"""The rule above a footnote that a page break has put into a provision."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")


def sides(extraction: Extraction, state: State) -> tuple[Side, ...]:
    """Return the provisions of the base or proposed text of a document, in order, with their words in it."""
    reading = next(one for one in extraction.readings if one.state in (state, State.BOTH))
    other = State.BASE if state is State.PROPOSED else State.PROPOSED
    provisions = [one for one in extraction.provisions if one.state is not other and one.part is not Part.ACTION]
    held = replace(
        extraction,
        citations=tuple(one for one in extraction.citations if one.state is not other),
        mandates=tuple(one for one in extraction.mandates if one.state is not other),
    )
    found: list[Side] = []
    for provision in sorted(provisions, key=lambda one: one.span):
        for side in _parts(provision, provisions, held, reading):
            if found and _goes_on(found[-1], side):
                found[-1] = _joined(found[-1], side)
            else:
                found.append(replace(side, order=len(found)))
    return tuple(found)


def _goes_on(last: Side, side: Side) -> bool:
    """Return whether a side is the rest of the one before it, which a line break has cut off within a sentence."""
    same = side.label and (side.label, side.section, side.clause) == (last.label, last.section, last.clause)
    return bool(same) and last.text.rstrip().endswith((",", "،", "，")) and side.text[:1].islower()


def _joined(last: Side, side: Side) -> Side:
    return replace(last, text=f"{last.text} {side.text}", citations=last.citations + side.citations,
                   mandates=last.mandates + side.mandates)  # fmt: skip


def section_of(opener: str) -> str:
    """Return what names a section: the words of its opener, folded, without what closes them.

    >>> section_of("Instructs the ITU Council,")
    'instructs the itu council'
    """
    return " ".join(re.findall(r"\w+", fold_word(opener)))


def _parts(
    provision: Provision, provisions: Sequence[Provision], extraction: Extraction, reading: Reading
) -> Iterator[Side]:
    """Give a provision, or its parts where items run on within one paragraph ("...; 10 that ...; 11 that ...")."""
    text = extraction.document.text
    own = _own_spans(provision, provisions)
    words = "".join(_in_reading(text, span, reading) for span in own).strip()
    bare, label = _without_label(words, provision.labels)
    section = section_of(provision.head.of(text)) if provision.head else section_of(words)
    citations = [one for one in extraction.citations if any(span.contains(one.core) for span in own)]
    mandates = tuple(one for one in extraction.mandates if one.path == provision.path)
    pieces = _run_on(bare, provision.labels or (label,))
    for number, (inner, piece) in enumerate(pieces):
        whole = not number
        # A citation goes with the first piece that has its words.
        held = tuple(one for one in citations if len(pieces) == 1 or one.anchor.of(text) in piece)
        citations = [one for one in citations if one not in held]
        yield Side(0, provision.clause, provision.path, section, label if whole else inner, piece, held,
                   mandates if whole else ())  # fmt: skip


def _without_label(words: str, labels: Sequence[str]) -> tuple[str, str]:
    """Return the words and the label; one that structure did not take for a label is still no part of the words."""
    if labels:
        return _LABEL.sub("", words, count=1), "/".join(labels)
    number = _NUMBER.match(words)
    return (words[number.end() :], number[1]) if number else (words, "")


def _run_on(text: str, labels: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pieces of a provision at labels that go on with the count, with their labels; the first has none."""
    rule = _RULE.search(text)
    if rule:
        return [*_run_on(text[: rule.start()], labels), (rule[1], text[rule.end() :].strip())]
    expected = {following for label in labels if (following := _next(label))} | {"i", "a"}
    expected |= {f"{label}.1" for label in labels if label.isdecimal()}
    cuts: list[tuple[int, int, str]] = []
    for found in _INLINE.finditer(text):
        label = found[1] or found[2]
        if label in expected or found[2]:
            cuts.append((found.start(), found.end(), label))
            expected = (expected - {label}) | ({_next(label)} if found[1] else set())
    counted = _counted(text)
    cuts = sorted({*cuts, *counted}) if counted else cuts
    starts = [(0, ""), *((end, label) for _, end, label in cuts)]
    ends = [*(start for start, _, _ in cuts), len(text)]
    return [(label, text[start:end].strip()) for (start, label), end in zip(starts, ends, strict=True)
            if text[start:end].strip()]  # fmt: skip


def _counted(text: str) -> list[tuple[int, int, str]]:
    """Return the cuts at the items of a list that runs on in one paragraph: "... 1) Identification ... 2) ..."."""
    cuts: list[tuple[int, int, str]] = []
    for found in _BRACKETED.finditer(text):
        if int(found[1]) == len(cuts) + 1:
            cuts.append((found.start(), found.end(), found[1]))
    return cuts if len(cuts) >= _COUNTED else []


def _next(label: str) -> str:
    """Return the label that follows, or nothing where that cannot be told.

    >>> _next("9"), _next("iv"), _next("b"), _next("1.3"), _next("annex")
    ('10', 'v', 'c', '1.4', '')
    """
    before, _, last = label.rpartition(".")
    if last.isdecimal():
        return f"{before}.{int(last) + 1}" if before else str(int(last) + 1)
    if label in _ROMAN:
        return dict(pairwise(_ROMAN)).get(label, "")
    return chr(ord(label) + 1) if len(label) == 1 and "a" <= label < "z" else ""


def _own_spans(provision: Provision, provisions: Sequence[Provision]) -> tuple[Span, ...]:
    """Return the stretches of a provision that belong to no provision inside it."""
    inside = sorted(one.span for one in provisions if one.span != provision.span and provision.span.contains(one.span))
    found, at = [], provision.span.start
    for span in inside:
        if span.start > at:
            found.append(Span(at, span.start))
        at = max(at, span.end)
    if at < provision.span.end:
        found.append(Span(at, provision.span.end))
    return tuple(found)


def _in_reading(text: str, span: Span, reading: Reading) -> str:
    cuts = (Span(max(span.start, piece.start), min(span.end, piece.end)) for piece in reading.pieces)
    return "".join(cut.of(text) for cut in cuts if cut.start < cut.end)
