"""Which provision became which: by their words, with their places as a help where words do not decide.

A kept provision is recognised by its words, so renumbering and reordering do no harm. Words weigh by how rare they
are in both texts (TF-IDF, single words and pairs); all pairs are decided together, so that one good partner is not
taken by the first comer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_array

from instrgraph.comparison.consolidation import consolidated, sections_kept
from instrgraph.grammar.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from instrgraph.comparison.values import Side

_SURE = 0.30
"""From this likeness on, words alone say that one became the other."""
_HELPED = 0.13
"""From this likeness on, they may be partners where section and neighbours say so too."""
_COVERED = 0.60
"""So much of a provision's weight must stand in another for it to have been merged or split."""
_TELLING = 8
"""A provision with fewer words is covered by too many others to say that it was merged."""
_SECTION, _LABEL, _PLACE = 0.06, 0.02, 0.04
_TOKEN = re.compile(r"[぀-ヿ㐀-鿿]|[^\W_぀-ヿ㐀-鿿]+")

Matrix = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs as (index before, index after, likeness), and for those without a partner the one that covers them."""

    pairs: tuple[tuple[int, int, float], ...]
    merged_before: dict[int, int]
    """A provision that went -> the later one that has most of its words."""
    merged_after: dict[int, int]
    """A provision that came -> the earlier one that has most of its words."""


def align(before: Sequence[Side], after: Sequence[Side]) -> Alignment:
    """Return which of ``before`` became which of ``after``."""
    if not before or not after:
        return Alignment((), {}, {})
    first, second = _weights([side.text for side in before], [side.text for side in after])
    likeness: Matrix = (_unit(first) @ _unit(second).T).toarray()
    places = _places(before, after)
    pairs = _assign(likeness, places, np.full(likeness.shape, _SURE))
    # A second look, with the partners found: between neighbours that stayed together less likeness is enough.
    pairs = _assign(likeness, places, _thresholds(pairs, before, after))
    further, rewritten = consolidated(pairs, likeness, before, after)
    pairs |= further
    kept = tuple((one, other, float(likeness[one, other])) for one, other in sorted(pairs.items()))
    taken = set(pairs.values())
    went = [index for index in range(len(before)) if index not in pairs]
    came = [index for index in range(len(after)) if index not in taken]
    sections = sections_kept(pairs, before, after)
    telling = [index for index in went if before[index].section in sections]
    covered = _merged(_cover(first, second), telling, before)
    return Alignment(kept, rewritten | covered, _merged(_cover(second, first), came, after))


def in_order(pairs: Sequence[tuple[int, int, float]]) -> set[int]:
    """Return the first indices of the longest run of pairs that keeps the order: what is not in it has moved.

    >>> sorted(in_order([(0, 0, 1.0), (1, 3, 1.0), (2, 1, 1.0), (3, 2, 1.0)]))
    [0, 2, 3]
    """
    tails: list[int] = []
    ends: list[int] = []
    back: list[int] = []
    for index, (_, other, _) in enumerate(pairs):
        place = bisect_left(tails, other)
        back.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [other]
        ends[place : place + 1] = [index]
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(pairs[at][0])
        at = back[at]
    return kept


def _tokens(text: str) -> list[str]:
    words = _TOKEN.findall(fold(text).text)
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def _weights(before: Sequence[str], after: Sequence[str]) -> tuple[Any, Any]:
    """Return one row for each text, with the weight of each word: its count, damped, times its rarity."""
    counts = [Counter(_tokens(text)) for text in (*before, *after)]
    spread = Counter(word for count in counts for word in count)
    numbers = {word: number for number, word in enumerate(spread)}
    rarity = {word: float(np.log((1 + len(counts)) / (1 + many))) + 0.1 for word, many in spread.items()}
    rows, columns, values = [], [], []
    for row, count in enumerate(counts):
        for word, many in count.items():
            rows.append(row)
            columns.append(numbers[word])
            values.append((1 + float(np.log(many))) * rarity[word])
    shape = (len(counts), max(1, len(numbers)))
    matrix = csr_array((np.array(values, float), (np.array(rows, int), np.array(columns, int))), shape=shape)
    return matrix[: len(before)], matrix[len(before) :]


def _unit(matrix: Any) -> Any:
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return csr_array(matrix.multiply(scale[:, None]))


def _cover(inner: Any, outer: Any) -> Matrix:
    """Return, for each row of ``inner``, which share of its weight has words that a row of ``outer`` has too."""
    present = csr_array((np.ones_like(outer.data), outer.indices, outer.indptr), shape=outer.shape)
    totals = np.asarray(inner.sum(axis=1)).ravel()
    shares: Matrix = (inner @ present.T).toarray() / np.maximum(totals, 1e-12)[:, None]
    return shares


def _merged(covered: Matrix, alone: Sequence[int], sides: Sequence[Side]) -> dict[int, int]:
    telling = (
        index for index in alone if sides[index].label and len(_TOKEN.findall(sides[index].text)) >= _TELLING
    )
    best = {index: int(covered[index].argmax()) for index in telling}
    return {index: other for index, other in best.items() if covered[index, other] >= _COVERED}


def _places(before: Sequence[Side], after: Sequence[Side]) -> Matrix:
    """Return small additions for section, label and place: they settle what the words leave open."""
    sections = np.array([[one.section == other.section for other in after] for one in before], float)
    labels = np.array([[one.label == other.label for other in after] for one in before], float)
    first = np.arange(len(before))[:, None] / max(1, len(before) - 1)
    second = np.arange(len(after))[None, :] / max(1, len(after) - 1)
    near = 1 - np.abs(first - second)
    added: Matrix = _SECTION * sections + _LABEL * sections * labels + _PLACE * near
    return added


def _assign(likeness: Matrix, places: Matrix, least: Matrix) -> dict[int, int]:
    # What is not like enough counts nothing, so it can only be chosen where nothing else is to be had.
    possible = likeness >= least
    scores = np.where(possible, likeness + places, 0.0)
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return {
        int(row): int(column) for row, column in zip(rows, columns, strict=True) if possible[row, column]
    }


def _thresholds(pairs: dict[int, int], before: Sequence[Side], after: Sequence[Side]) -> Matrix:
    least = np.full((len(before), len(after)), _SURE)
    for one in range(len(before)):
        for step in (-1, 1):
            neighbour = pairs.get(one + step)
            other = None if neighbour is None else neighbour - step
            if other is not None and 0 <= other < len(after) and before[one].section == after[other].section:
                least[one, other] = _HELPED
    return least
