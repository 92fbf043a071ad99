"""What all routes share: settings, pools of workers, snapshots, cache, log and metrics."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from instrgraph.web.cache import Cache
from instrgraph.web.observation import Metrics, RequestIds, RequestLog
from instrgraph.web.pool import Pool, PoolLimits, Reply
from instrgraph.web.problems import FORBIDDEN, Refusal
from instrgraph.web.snapshots import OneSnapshot, Watched, snapshots

if TYPE_CHECKING:
    from pathlib import Path

    from instrgraph.settings import Settings
    from instrgraph.web.snapshots import Snapshot

_log = logging.getLogger("instrgraph.web")
_WATCH_SECONDS = 1.0


@dataclass(slots=True, eq=False)
class Service:
    """One running server over the store at ``root``."""

    root: Path
    settings: Settings
    log: RequestLog = field(default_factory=RequestLog)
    metrics: Metrics = field(default_factory=Metrics)
    cache: Cache = field(default_factory=Cache)
    ids: RequestIds = field(default_factory=RequestIds)
    queries: Pool = field(init=False)
    indexes: Pool = field(init=False)
    readings: Pool = field(init=False)
    writers: Pool = field(init=False)
    allowed: list[str] = field(init=False)
    ready: bool = False
    _snapshots: Watched = field(init=False)
    _served: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def __post_init__(self) -> None:
        settings = self.settings
        memory, queue = settings.query_memory_bytes, settings.query_queue
        self.queries = Pool(PoolLimits(settings.query_workers, queue, settings.query_seconds, memory))
        self.indexes = Pool(PoolLimits(1, queue, settings.query_seconds, memory, "query"), spare=0, lasting=True)
        self.readings = Pool(PoolLimits(1, queue, settings.extract_seconds, memory, "extract"), spare=0, lasting=True)
        self.writers = Pool(PoolLimits(1, queue, settings.update_seconds, memory, "update"), spare=0, lasting=True)
        self.allowed = settings.service_endpoints.split()
        self._snapshots = Watched(snapshots(self.root))
        for name, pool in (
            ("query", self.queries),
            ("index", self.indexes),
            ("extract", self.readings),
            ("update", self.writers),
        ):
            self.metrics.watch(name, pool)
        self.metrics.watch_cache(self.cache)

    async def start(self) -> None:
        """Start the workers; those that read and write texts start when they are first needed."""
        await asyncio.gather(self.queries.start(1), self.indexes.start(1))
        await self.readings.start(0)
        await self.writers.start(0)
        self.snapshot()
        self.ready = True
        self._background(self._watch())

    def _background(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_WATCH_SECONDS)
            self.snapshot()

    def snapshot(self) -> Snapshot:
        """Return the snapshot to answer from; when a new one is there, the workers open it beside the old one."""
        found = self._snapshots.current()
        if found.number != self._served:
            if self._served:
                self.cache.clear()
                _log.info("snapshot %s takes the place of %s", found.number, self._served)
            self._served = found.number
            self._background(self.queries.warm("instrgraph.web.query_task:warm", {"path": str(found.path)}))
            self._background(self._warm_index(found))
        return found

    async def _warm_index(self, snapshot: Snapshot) -> None:
        arguments = {
            "path": str(snapshot.path),
            "number": snapshot.number,
            "date": snapshot.created.date().isoformat(),
            "answer": "warm",
            "parameters": {},
            "form": "json",
            "template": "",
            "gzip": False,
            "bytes": self.settings.query_bytes,
            "page": {},
        }
        await self.indexes.warm("instrgraph.web.answer_task:run", arguments)

    def find(self, number: int) -> Snapshot:
        """Return the snapshot with that number.

        Raises:
            NotFound: it is not kept.
        """
        return self._snapshots.find(number)

    async def update(self, name: str, arguments: dict[str, Any], body: bytes) -> tuple[Snapshot, dict[str, Any]]:
        """Run a writing task, one at a time, and return the snapshot that it published, and what else it tells.

        Raises:
            Refusal: it failed, or this store cannot be written over HTTP.
        """
        if isinstance(self._snapshots.source, OneSnapshot):
            raise Refusal(
                FORBIDDEN, f"{self.root}: not a folder of snapshots; updates need a store made by instrgraph build"
            )
        task = {"update": "instrgraph.web.update_task:run", "put": "instrgraph.web.update_task:put"}[name]
        reply = await self.writers.run(task, {**arguments, "root": str(self.root)}, body)
        self._snapshots.look()
        return self.snapshot(), reply.header

    async def answer(self, task: str, arguments: dict[str, Any], body: bytes = b"") -> Reply:
        """Run a reading task over a snapshot in the pool of queries.

        Raises:
            Refusal: it failed or is over a limit.
        """
        return await self.queries.run(task, arguments, body)

    async def close(self, grace: float = 5.0) -> None:
        """End all workers, after a moment for what they are at."""
        self.ready = False
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(pool.close(grace) for pool in (self.queries, self.indexes, self.readings, self.writers)))
        self.log.flush()
