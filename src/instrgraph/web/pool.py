"""The pool: processes that run queries and can be killed, because the engine cannot be interrupted.

A task starts at once where a worker is free. One that has worked for more than a moment counts as *heavy*: it gives way
to the others (a higher nice value), and of the heavy ones only ``size`` run at a time, the rest are stopped until it is
their turn. There are more processes than heavy places, so light queries find a free one while runaway queries wait for
their end. The time limit counts from the arrival of the request, whatever it waited for.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from instrgraph.web import frames, worker
from instrgraph.web.problems import CRASHED, MEMORY, STOPPING, TOO_MANY, Kind, Problem, Refusal, from_description

_HEAVY_AFTER = 0.2
_HEAVY_AGAIN = 0.1
_HEAVY_WORK = 0.1
_HEAVY_NICE = 10
_GRACE = 0.25
_PAUSE = 1.0
_CROWD = 2
_STANDING_BY = 2
_MEBIBYTE = 1024 * 1024
_TIME = Kind(503, "query-timeout", "The query took longer than the limit allows")
_log = logging.getLogger("instrgraph.web.pool")


@dataclass(frozen=True, slots=True)
class Reply:
    """What a task gave: facts and body; a large body stands in an open file instead, which the taker closes."""

    header: dict[str, Any]
    body: bytes
    descriptor: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class PoolLimits:
    """What a pool allows.

    ``size`` heavy tasks at a time, ``queue`` waiting ones, ``seconds`` and ``memory`` (bytes) for each.
    """

    size: int
    queue: int
    seconds: float
    memory: int
    name: str = "query"


@dataclass(slots=True, eq=False)
class Job:
    """A task on its way."""

    header: dict[str, Any]
    body: bytes
    future: asyncio.Future[Reply]
    expiry: asyncio.TimerHandle | None = None
    worker: Worker | None = None


class Worker(asyncio.Protocol):
    """The server's end of one process."""

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.process: subprocess.Popen[bytes] | None = None
        self.transport: asyncio.Transport | None = None
        self.job: Job | None = None
        self.heavy: asyncio.TimerHandle | None = None
        self.nice = False
        self.used: float | None = None
        self.stopped = False
        self.condemned: Problem | None = None
        self.ready: asyncio.Future[None] = pool.loop.create_future()
        self._buffer = bytearray()
        self._header: dict[str, Any] | None = None
        self._needed = frames.PREFIX
        self._lengths: tuple[int, int] | None = None

    async def start(self) -> None:
        """Start the process and wait until it can take a task.

        Raises:
            OSError: it could not be started, or ended at once.
        """
        ours, theirs = socket.socketpair()
        command = [
            sys.executable,
            "-m",
            worker.__name__,
            str(theirs.fileno()),
            str(os.getpid()),
            str(self.pool.limits.memory),
        ]
        environment = {**os.environ, "MALLOC_ARENA_MAX": "2"}
        self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL)  # noqa: S603
        theirs.close()
        ours.setblocking(False)
        await self.pool.loop.create_connection(lambda: self, sock=ours)
        await self.ready

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to the process."""
        self.transport = transport  # type: ignore[assignment]

    def begin(self, job: Job) -> None:
        """Send a task to the process, which must be free."""
        self.job, job.worker = job, self
        assert self.transport is not None  # noqa: S101  (only started workers are ever free)
        self.transport.write(frames.pack(job.header, job.body))
        self.used = None
        self.heavy = self.pool.loop.call_later(_HEAVY_AFTER, self.pool.became_heavy, self)

    def data_received(self, data: bytes) -> None:
        """Gather the answer of the process."""
        self._buffer += data
        while len(self._buffer) >= self._needed:
            if self._lengths is None:
                self._lengths = frames.unpack_lengths(self._buffer[: frames.PREFIX])
                self._needed = frames.PREFIX + sum(self._lengths)
                continue
            start, length = frames.PREFIX, self._lengths[0]
            header = orjson.loads(self._buffer[start : start + length])
            body = bytes(self._buffer[start + length : self._needed])
            self._buffer.clear()
            self._lengths, self._needed = None, frames.PREFIX
            self._finish(header, body)

    def _finish(self, header: dict[str, Any], body: bytes) -> None:
        if not self.ready.done():
            self.ready.set_result(None)
            return
        job, self.job = self.job, None
        self._lighten()
        if job is not None:
            job.worker = None
            if job.expiry is not None:
                job.expiry.cancel()
            if not job.future.done():
                self._settle(job, header, body)
        self.pool.freed(self)

    def _settle(self, job: Job, header: dict[str, Any], body: bytes) -> None:
        if "error" in header:
            problem = from_description(header["error"])
            job.future.set_exception(Refusal(problem.kind, problem.detail, problem.headers, problem.extensions))
            return
        descriptor = None
        if "descriptor" in header and self.process is not None:
            descriptor = os.open(f"/proc/{self.process.pid}/fd/{header.pop('descriptor')}", os.O_RDONLY)
        job.future.set_result(Reply(header, body, descriptor, header.pop("size", len(body))))

    def _lighten(self) -> None:
        if self.heavy is not None:
            self.heavy.cancel()
            self.heavy = None
        self.pool.heavy_ended(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Learn that the process is gone: the pool replaces it, and the task on it is answered."""
        _ = exc
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("a worker ended before it was ready"))
        self._lighten()
        code = self.process.wait() if self.process is not None else 0
        job, self.job = self.job, None
        if job is not None:
            job.worker = None
            if job.expiry is not None:
                job.expiry.cancel()
            if not job.future.done():
                problem = self.condemned or self.pool.why(code)
                job.future.set_exception(Refusal(problem.kind, problem.detail, problem.headers, problem.extensions))
        self.pool.lost(self, code)

    def kill(self, problem: Problem | None = None) -> None:
        """End the process at once; its task is answered with ``problem``."""
        self.condemned = self.condemned or problem
        if self.process is not None and self.process.poll() is None:
            self.process.kill()

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it is still there."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


def _processor_seconds(pid: int) -> float:
    """Return how long a process has used the processor; on systems that do not tell, how long they run."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Counts:
    """What happened in a pool since it started, for the metrics."""

    started: int = 0
    timeouts: int = 0
    refused: int = 0
    crashed: int = 0
    abandoned: int = 0


@dataclass(slots=True, eq=False)
class Pool:
    """Workers of one kind. All methods belong to the event loop that started it."""

    limits: PoolLimits
    spare: int | None = None
    """How many processes beyond ``limits.size`` stand by; None: as many again, and two."""
    lasting: bool = False
    """Whether workers keep what is costly to make: none of them counts as heavy, and none is replaced for it."""
    counts: Counts = field(default_factory=Counts)
    loop: asyncio.AbstractEventLoop = field(init=False)
    _all: set[Worker] = field(default_factory=set)
    _idle: list[Worker] = field(default_factory=list)
    _waiting: deque[Job] = field(default_factory=deque)
    _heavy: list[Worker] = field(default_factory=list)
    _starting: set[asyncio.Task[None]] = field(default_factory=set)
    _closing: bool = False

    @property
    def capacity(self) -> int:
        """How many processes there may be."""
        return self.limits.size + (self.limits.size + 2 if self.spare is None else self.spare)

    @property
    def busy(self) -> int:
        """How many tasks are on a worker."""
        return sum(1 for each in self._all if each.job is not None)

    @property
    def waiting(self) -> int:
        """How many tasks wait for a worker."""
        return len(self._waiting)

    async def start(self, ready: int = 1) -> None:
        """Start the first ``ready`` workers; the rest start when they are needed."""
        self.loop = asyncio.get_running_loop()
        await asyncio.gather(*(self._start_one(Worker(self)) for _ in range(ready)))
        if ready:
            self._top_up()

    async def _start_one(self, fresh: Worker) -> None:
        self._all.add(fresh)
        try:
            await fresh.start()
        except OSError:
            self._all.discard(fresh)
            raise
        self.counts.started += 1
        self.freed(fresh)

    async def _start_quietly(self, fresh: Worker) -> None:
        try:
            await self._start_one(fresh)
        except OSError as error:
            _log.warning("a worker of the %s pool did not start: %s", self.limits.name, error)

    async def run(self, task: str, arguments: dict[str, Any], body: bytes = b"", seconds: float | None = None) -> Reply:
        """Run a task and return what it gives.

        Raises:
            Refusal: it failed, took too long, needs too much memory, or too many wait.
        """
        if self._closing:
            raise Refusal(STOPPING, "the server is stopping; ask again in a moment", {"Retry-After": "5"})
        job = Job({"task": task, "arguments": arguments}, body, self.loop.create_future())
        allowed = self.limits.seconds if seconds is None else seconds
        if self._idle:
            self._idle.pop().begin(job)
            if self._heavy:
                self._give_way()
        else:
            self._queue(job)
        job.expiry = self.loop.call_later(allowed, self._expired, job, allowed)
        try:
            return await job.future
        except asyncio.CancelledError:
            self._abandoned(job)
            raise

    def _queue(self, job: Job) -> None:
        if len(self._waiting) >= self.limits.queue:
            self.counts.refused += 1
            raise Refusal(
                TOO_MANY,
                f"{self.limits.queue} requests wait already (limit {self.limits.name}_queue); ask again in a moment",
                {"Retry-After": "2"},
                {"limit": f"{self.limits.name}_queue"},
            )
        self._waiting.append(job)
        self._top_up()

    def _top_up(self) -> None:
        """Start workers until enough stand by: a quick task should not wait for a process to start."""
        wanted = min(_STANDING_BY, self.capacity) + len(self._waiting)
        while not self._closing and len(self._all) < self.capacity and len(self._idle) + len(self._starting) < wanted:
            self._spawn()

    def _spawn(self) -> None:
        fresh = Worker(self)
        self._all.add(fresh)
        task = self.loop.create_task(self._start_quietly(fresh))
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    def freed(self, ready: Worker) -> None:
        """Give the next task to a worker, or let it stand by."""
        while self._waiting:
            job = self._waiting.popleft()
            if not job.future.done():
                ready.begin(job)
                return
        self._idle.append(ready)
        if ready.nice:
            # A process cannot take its nice value back; its place goes to a fresh one.
            self._idle.remove(ready)
            ready.kill()

    def became_heavy(self, slow: Worker) -> None:
        """Let a slow task give way to quick ones, and to older slow ones."""
        if slow.job is None or slow.process is None or self.lasting:
            return
        used = _processor_seconds(slow.process.pid)
        if slow.used is None:
            slow.used = used
        if used - slow.used < _HEAVY_WORK:  # it has waited for the processor rather than used it
            slow.heavy = self.loop.call_later(_HEAVY_AGAIN, self.became_heavy, slow)
            return
        self._heavy.append(slow)
        self._give_way()
        self._top_up()
        if len(self._heavy) > self.limits.size:
            slow.stopped = True
            slow.send_signal(signal.SIGSTOP)

    def _give_way(self) -> None:
        # Only where there is somebody to give way to: a nice value cannot be taken back without privileges, so the
        # process is replaced after its task, and with it goes what it keeps.
        if self.busy < _CROWD:
            return
        for slow in self._heavy:
            if not slow.nice and slow.process is not None:
                slow.nice = True
                with contextlib.suppress(OSError):
                    os.setpriority(os.PRIO_PROCESS, slow.process.pid, _HEAVY_NICE)

    def heavy_ended(self, done: Worker) -> None:
        """Let the next slow task go on in the place of one that has ended."""
        if done not in self._heavy:
            return
        self._heavy.remove(done)
        for other in self._heavy[: self.limits.size]:
            if other.stopped:
                other.stopped = False
                other.send_signal(signal.SIGCONT)

    def _expired(self, job: Job, allowed: float) -> None:
        self.counts.timeouts += 1
        detail = (
            f"it took longer than {allowed:g} seconds (limit {self.limits.name}_seconds); ask for less, or in parts"
        )
        problem = Problem(_TIME, detail, {"Retry-After": "30"}, {"limit": f"{self.limits.name}_seconds"})
        if not job.future.done():
            job.future.set_exception(Refusal(problem.kind, problem.detail, problem.headers, problem.extensions))
        if job.worker is not None:
            job.worker.kill(problem)

    def _abandoned(self, job: Job) -> None:
        # The client has gone. What ends in a moment may end; anything else is killed, to free its place.
        self.counts.abandoned += 1
        if job.expiry is not None:
            job.expiry.cancel()
        if job.worker is not None:
            job.expiry = self.loop.call_later(_GRACE, self._kill_for, job)

    @staticmethod
    def _kill_for(job: Job) -> None:
        if job.worker is not None:
            job.worker.kill()

    def why(self, code: int) -> Problem:
        """Return the problem of a process that ended by itself with ``code``."""
        if code in (worker.MEMORY_EXIT, -signal.SIGABRT, -signal.SIGSEGV):
            amount = self.limits.memory // _MEBIBYTE
            return Problem(
                MEMORY,
                f"it needs more than {amount} MiB (limit {self.limits.name}_memory_bytes); ask for less, or in parts",
                {},
                {"limit": f"{self.limits.name}_memory_bytes"},
            )
        return Problem(CRASHED, "the process that ran this ended; ask again", {"Retry-After": "1"})

    def lost(self, gone: Worker, code: int) -> None:
        """Replace a worker that has ended."""
        self._all.discard(gone)
        if gone in self._idle:
            self._idle.remove(gone)
        if self._closing:
            return
        if code not in (-signal.SIGKILL, 0):
            self.counts.crashed += 1
            _log.warning("a worker of the %s pool ended with code %s", self.limits.name, code)
        if gone.ready.done() and gone.ready.exception() is None:
            self._top_up()
        else:  # what keeps a worker from starting will keep the next one too: not at once, then
            self.loop.call_later(_PAUSE, self._top_up)

    async def warm(self, task: str, arguments: dict[str, Any]) -> None:
        """Run a task on each worker that is free now: a new snapshot is opened before anyone asks for it."""
        free, self._idle = self._idle, []
        jobs = []
        for each in free:
            job = Job({"task": task, "arguments": arguments}, b"", self.loop.create_future())
            each.begin(job)
            jobs.append(job.future)
        await asyncio.gather(*jobs, return_exceptions=True)

    async def close(self, grace: float = 0.0) -> None:
        """End all processes, after at most ``grace`` seconds for the tasks that still run."""
        self._closing = True
        deadline = self.loop.time() + grace
        while (self.busy or self._waiting) and self.loop.time() < deadline:
            await asyncio.sleep(0.02)
        for task in tuple(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        stopping = Problem(STOPPING, "the server is stopping; ask again in a moment", {"Retry-After": "5"})
        for job in self._waiting:
            if not job.future.done():
                job.future.set_exception(Refusal(stopping.kind, stopping.detail, stopping.headers))
        processes = [each.process for each in self._all if each.process is not None]
        for each in tuple(self._all):
            each.kill(stopping)
        for process in processes:
            process.wait()
        while self._all:
            await asyncio.sleep(0.01)
