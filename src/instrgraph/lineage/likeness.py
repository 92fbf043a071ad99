"""Likeness of the words of two demands: rare words count for more than those that every demand has."""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[\u3400-\u9fff]+|\w+")
_STEM = 6
"""Inflected forms share their first letters; six keep words apart and forms together in the languages that we read."""


def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of a text, shortened to stems; Chinese by pairs of characters.

    >>> words_of("Submit a report"), words_of("提交报告")
    (('submit', 'a', 'report'), ('提交', '交报', '报告'))
    """
    found: list[str] = []
    for word in _WORD.findall(fold(text).text):
        if word[0] >= "\u3400":
            found.extend(word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            found.append(word[:_STEM])
    return tuple(found)


class Likeness:
    """Compares demands by their words, weighted by how rare each is among all that are compared."""

    def __init__(self, demands: Iterable[tuple[str, ...]]) -> None:
        held = [Counter(words) for words in demands]
        self._count = len(held)
        holding = Counter(word for words in held for word in words)
        self._weights = {word: log(1 + self._count / number) for word, number in holding.items()}
        self._unheld = log(1 + self._count)
        self._bags: dict[tuple[str, ...], tuple[Counter[str], float]] = {}

    def weight(self, words: Counter[str]) -> float:
        """Return the weight of a bag of words."""
        return sum(number * self._weights.get(word, self._unheld) for word, number in words.items())

    def score(self, one: tuple[str, ...], other: tuple[str, ...]) -> float:
        """Return twice the weight of what both share over the weight of both: 1 for the same words, 0 for none."""
        (left, own), (right, others) = self._bag(one), self._bag(other)
        both = own + others
        return 2 * self._shared(left, right) / both if both else 0.0

    def held(self, part: tuple[str, ...], whole: tuple[str, ...]) -> float:
        """Return how much of a part's weight the whole holds."""
        (left, weight), (right, _) = self._bag(part), self._bag(whole)
        return self._shared(left, right) / weight if weight else 0.0

    def _bag(self, words: tuple[str, ...]) -> tuple[Counter[str], float]:
        # Each demand is compared with many others: its words are counted and weighed once.
        known = self._bags.get(words)
        if known is None:
            counted = Counter(words)
            known = self._bags[words] = (counted, self.weight(counted))
        return known

    def _shared(self, left: Counter[str], right: Counter[str]) -> float:
        return sum(min(number, right[word]) * self._weights.get(word, self._unheld)
                   for word, number in left.items() if word in right)  # fmt: skip
