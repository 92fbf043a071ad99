"""What the operator sees: one JSON line for each request, and metrics for Prometheus."""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import orjson
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from instrgraph.web.cache import Cache
    from instrgraph.web.pool import Pool

_SANE_ID = re.compile(r"[\w.:-]{1,128}")
_FLUSH_SECONDS = 0.5
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class RequestLog:
    """Writes lines in batches, so that a request does not wait for the disk."""

    def __init__(self, output: TextIO | None = None, *, enabled: bool = True) -> None:
        self._output = output or sys.stderr
        self._enabled = enabled
        self._lines: list[bytes] = []
        self._timer: asyncio.TimerHandle | None = None

    def write(self, **facts: Any) -> None:
        """Add a line."""
        if not self._enabled:
            return
        self._lines.append(orjson.dumps({"time": datetime.now(UTC), **facts}))
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_FLUSH_SECONDS, self.flush)

    def flush(self) -> None:
        """Write what has gathered."""
        self._timer = None
        if self._lines:
            lines, self._lines = self._lines, []
            self._output.write(b"\n".join(lines).decode() + "\n")
            self._output.flush()


class RequestIds:
    """Names for requests: the one that a proxy gave, else one of our own."""

    def __init__(self) -> None:
        self._prefix = os.urandom(4).hex()
        self._numbers = itertools.count(1)

    def name(self, given: bytes | None) -> str:
        """Return the name of a request.

        >>> RequestIds().name(b"abc-1")
        'abc-1'
        """
        if given and _SANE_ID.fullmatch(text := given.decode("latin-1")):
            return text
        return f"{self._prefix}-{next(self._numbers):x}"


@dataclass(slots=True)
class Metrics:
    """What is counted and measured, in a registry of its own."""

    registry: CollectorRegistry = field(default_factory=CollectorRegistry)
    requests: Counter = field(init=False)
    seconds: Histogram = field(init=False)
    _known: dict[tuple[str, str, int], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.requests = Counter(
            "instrgraph_requests", "Requests answered", ("route", "method", "status"), registry=self.registry
        )
        self.seconds = Histogram(
            "instrgraph_request_seconds", "Time to answer", ("route",), registry=self.registry, buckets=_BUCKETS
        )

    def watch(self, name: str, pool: Pool) -> None:
        """Show the state of a pool."""
        for fact, words in (("busy", "Tasks on a worker"), ("waiting", "Tasks that wait for a worker")):
            gauge = Gauge(f"instrgraph_{name}_pool_{fact}", words, registry=self.registry)
            gauge.set_function(partial(getattr, pool, fact))
        for fact in ("started", "timeouts", "refused", "crashed", "abandoned"):
            gauge = Gauge(f"instrgraph_{name}_pool_{fact}_total", f"Tasks or workers {fact}", registry=self.registry)
            gauge.set_function(partial(getattr, pool.counts, fact))

    def watch_cache(self, cache: Cache) -> None:
        """Show the state of the cache."""
        for fact in ("hits", "misses", "size"):
            gauge = Gauge(f"instrgraph_cache_{fact}", f"Answers kept: {fact}", registry=self.registry)
            gauge.set_function(partial(getattr, cache, fact))

    def count(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count a request."""
        key = (route, method, status)
        children = self._known.get(key)
        if children is None:
            children = (self.requests.labels(route, method, str(status)), self.seconds.labels(route))
            self._known[key] = children
        children[0].inc()
        children[1].observe(seconds)

    def page(self) -> bytes:
        """Return the metrics in Prometheus' text format."""
        return generate_latest(self.registry)
