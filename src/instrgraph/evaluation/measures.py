"""Counts of right, wrong and missed, and the figures made of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

_Z = 1.959963984540054
"""The quantile of the normal distribution for an interval of 95 %."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A 95 % interval of a proportion, from 0 to 1."""

    low: float
    high: float


def wilson(right: int, of: int) -> Interval:
    """Return the Wilson interval (95 %) of ``right`` out of ``of``; the whole range where there is nothing to count.

    >>> interval = wilson(97, 100)
    >>> round(interval.low, 3), round(interval.high, 3)
    (0.915, 0.99)
    >>> wilson(0, 0)
    Interval(low=0.0, high=1.0)
    """
    if of == 0:
        return Interval(0.0, 1.0)
    share, square = right / of, _Z * _Z
    centre = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


@dataclass(frozen=True, slots=True)
class Share:
    """``right`` out of ``of``."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """The proportion; None where there was nothing to count."""
        return self.right / self.of if self.of else None

    @property
    def interval(self) -> Interval:
        """The Wilson interval of the proportion."""
        return wilson(self.right, self.of)


@dataclass(frozen=True, slots=True)
class Score:
    """Right rows, rows that should not be there (``spurious``) and annotated rows that were not got (``missed``).

    >>> score = Score(right=8, spurious=2, missed=0)
    >>> score.precision.value, score.recall.value, round(score.f1, 3)
    (0.8, 1.0, 0.889)
    """

    right: int = 0
    spurious: int = 0
    missed: int = 0

    @property
    def precision(self) -> Share:
        """Right rows among those found."""
        return Share(self.right, self.right + self.spurious)

    @property
    def recall(self) -> Share:
        """Right rows among those annotated."""
        return Share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None where there was nothing to find and nothing found."""
        total = 2 * self.right + self.spurious + self.missed
        return 2 * self.right / total if total else None

    @property
    def f1_interval(self) -> Interval:
        """The 95 % interval of F1.

        F1 is a monotone function of right / (right + spurious + missed), which is a proportion; the interval is the
        Wilson interval of that proportion, carried over.
        """
        inner = wilson(self.right, self.right + self.spurious + self.missed)
        return Interval(2 * inner.low / (1 + inner.low), 2 * inner.high / (1 + inner.high))

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.spurious + other.spurious, self.missed + other.missed)
