"""A server over a store, in a process of its own, as a user starts it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_PROGRAM = """
import pathlib, sys
from instrgraph.web import serve
serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]), root_path=sys.argv[3])
"""


@dataclass(frozen=True, slots=True)
class Served:
    """A running server: where it is, and its process."""

    address: str
    process: subprocess.Popen[bytes]

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.address, timeout=60.0, **options)  # type: ignore[arg-type]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def served(store: Path, environment: Mapping[str, str] | None = None, root_path: str = "") -> Iterator[Served]:
    """Run a server over ``store`` while the block runs."""
    port = free_port()
    log = tempfile.TemporaryFile()  # noqa: SIM115  (closed below) a pipe that nobody reads would fill, and hold the server up
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(store), str(port), root_path],
        env={**os.environ, **(environment or {})},
        stderr=log,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(process, address, log)
        yield Served(address + root_path, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        finally:
            log.close()


def _wait(process: subprocess.Popen[bytes], address: str, log: IO[bytes]) -> None:
    for _ in range(400):
        if process.poll() is not None:
            log.seek(0)
            raise AssertionError(log.read().decode())
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(address + "/readyz").status_code == 200:
                return
        time.sleep(0.05)
    raise AssertionError("the server did not become ready")
