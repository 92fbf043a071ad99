"""A worker: a process that answers one task at a time, and that the server may kill at any moment.

It reads frames from a socket that it inherits, runs the task that the header names, and writes a frame back. It dies
with its parent: the kernel sees to it where it can (Linux), and a thread that waits for the parent's end elsewhere.
"""

from __future__ import annotations

import ctypes
import importlib
import logging
import os
import resource
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from instrgraph.errors import AmbiguousIdentifier, InstrgraphError, QueryFault
from instrgraph.web import frames
from instrgraph.web.problems import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

_PR_SET_PDEATHSIG = 1
_OPEN_STORES = 2
MEMORY_EXIT = 86
"""The exit code of a worker that ran out of the memory allowed to it."""
_log = logging.getLogger("instrgraph.web.worker")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a task gives back: facts for the header and the bytes of the body.

    A body that is large stands in an unlinked file instead; the server opens it through ``descriptor``.
    """

    body: bytes = b""
    header: Mapping[str, Any] = field(default_factory=dict)
    descriptor: int | None = None


class Context:
    """What tasks share within one worker: the stores that it has open, and room to keep what was costly to make."""

    def __init__(self) -> None:
        self._stores: dict[str, ox.Store] = {}
        self.kept: dict[object, Any] = {}

    def store(self, path: str) -> ox.Store:
        """Return the snapshot at ``path``, opened for reading; the two used last stay open.

        Raises:
            StoreUnavailable: there is none.
        """
        store = self._stores.pop(path, None)
        if store is None:
            store = _open(path)
            while len(self._stores) >= _OPEN_STORES:
                self._stores.pop(next(iter(self._stores)))
                self.kept.clear()
        self._stores[path] = store
        return store


def _open(path: str) -> ox.Store:
    import pyoxigraph as ox  # noqa: PLC0415  (workers that never query do not pay for it)

    from instrgraph.store.faults import store_fault  # noqa: PLC0415

    try:
        return ox.Store.read_only(path)
    except OSError as error:
        raise store_fault(error, path) from error


def main(arguments: list[str]) -> int:
    """Serve tasks on the socket whose number is given, until the parent closes it; return the exit code."""
    number, parent, memory = (int(argument) for argument in arguments)
    connection = socket.socket(fileno=number)
    _die_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl+C is the parent's affair
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        _serve(connection)
    except (MemoryError, RecursionError):
        return MEMORY_EXIT
    except (ConnectionError, BrokenPipeError):
        return 0
    return 0


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(0)
    if sys.platform != "linux":
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    waiting = threading.Event()
    while os.getppid() == parent:
        waiting.wait(0.5)
    os._exit(0)


def _serve(connection: socket.socket) -> None:
    context, reader = Context(), frames.Reader(connection)
    connection.sendall(frames.pack({"ready": True}))
    held: int | None = None
    while (frame := reader.next()) is not None:
        if held is not None:  # the server has opened the file that the last answer stands in
            os.close(held)
            held = None
        header, body = frame
        answer = _run(context, header, body)
        held = answer.descriptor
        connection.sendall(frames.pack(dict(answer.header), answer.body))


def _run(context: Context, header: dict[str, Any], body: bytes) -> Answer:
    module, _, name = header["task"].partition(":")
    try:
        task: Callable[[Context, dict[str, Any], bytes], Answer] = getattr(importlib.import_module(module), name)
        return task(context, header["arguments"], body)
    except (InstrgraphError, Refusal) as error:
        return Answer(header={"error": describe(error)})
    except (MemoryError, RecursionError):
        os._exit(MEMORY_EXIT)
    except Exception:  # noqa: BLE001  (the outer edge of the worker: the server answers 500, the log says why)
        _log.exception("task %s failed", header["task"])
        return Answer(header={"error": {"class": "Exception", "message": "the server failed; its log says why"}})


def describe(error: InstrgraphError | Refusal) -> dict[str, Any]:
    """Return an error as plain values, for ``problems`` to translate.

    >>> describe(QueryFault("a bracket is missing", 2, 7))["line"]
    2
    """
    facts: dict[str, Any] = {"class": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryFault):
        facts |= {"line": error.line, "column": error.column}
    if isinstance(error, AmbiguousIdentifier):
        facts["candidates"] = list(error.candidates)
    if isinstance(error, Refusal):
        kind = error.problem.kind
        facts |= {"status": kind.status, "name": kind.name, "title": kind.title, **error.problem.extensions}
    return facts


if __name__ == "__main__":
    logging.basicConfig(stream=sys.stderr, format="%(message)s")
    sys.exit(main(sys.argv[1:]))
