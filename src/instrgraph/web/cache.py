"""Answers kept for a snapshot: what is asked again costs no worker. The oldest go when room runs out."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instrgraph.web.exchange import Headers


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent."""

    headers: Headers
    body: bytes


@dataclass(slots=True)
class Cache:
    """At most ``capacity`` bytes of answers, each of at most ``largest`` bytes."""

    capacity: int = 64 * 1024 * 1024
    largest: int = 256 * 1024
    hits: int = 0
    misses: int = 0
    size: int = 0
    _kept: OrderedDict[bytes, Kept] = field(default_factory=OrderedDict)

    def get(self, key: bytes) -> Kept | None:
        """Return the answer kept under ``key``, if any."""
        kept = self._kept.get(key)
        if kept is None:
            self.misses += 1
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return kept

    def put(self, key: bytes, kept: Kept) -> None:
        """Keep an answer, unless it is too large to be worth it."""
        if len(kept.body) > self.largest or key in self._kept:
            return
        self._kept[key] = kept
        self.size += len(kept.body) + len(key)
        while self.size > self.capacity:
            old, gone = self._kept.popitem(last=False)
            self.size -= len(gone.body) + len(old)

    def clear(self) -> None:
        """Let go of everything: a new snapshot is there."""
        self._kept.clear()
        self.size = 0
