"""A query in a process of its own, which can be ended at the limit: the engine itself cannot be interrupted.

The request goes in as JSON, the result comes out as a pickle of values, and the process ends with its parent.
"""

from __future__ import annotations

import ctypes
import json
import os
import pickle
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, cast

from instrgraph.errors import InstrgraphError, StoreError, StoreUnavailable
from instrgraph.store.port import QueryLimits, Scope

if TYPE_CHECKING:
    from instrgraph.store.results import Results

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def query_apart(path: Path, sparql: str, limits: QueryLimits, scope: Scope | None) -> Results:
    """Run a query over the store at ``path`` in a process of its own and return what it gives.

    Raises:
        QueryTimeout: it took longer than ``limits.seconds``; the process is gone by then.
        StoreError: whatever the query or the store failed with.
    """
    request = {"path": str(path), "sparql": sparql, "limits": asdict(limits), "scope": scope and asdict(scope)}
    with subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        [sys.executable, "-m", __name__, str(os.getpid())], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            answer, _ = process.communicate(json.dumps(request).encode(), timeout=limits.seconds)
        except subprocess.TimeoutExpired as error:
            from instrgraph.store.results import timed_out  # noqa: PLC0415  (needs the engine)

            raise timed_out(limits) from error
        finally:
            process.kill()
    if process.returncode != 0 or not answer:
        raise StoreUnavailable(
            f"{path}: the query's process ended with code {process.returncode}; it may need less memory"
        )
    result = pickle.loads(answer)  # noqa: S301  (written by our own process, a moment ago)
    if isinstance(result, InstrgraphError):
        raise result
    return cast("Results", result)


def main() -> None:
    """Answer the one request on standard input."""
    _end_with_parent(int(sys.argv[1]))
    request = json.load(sys.stdin.buffer)
    from instrgraph.store.oxigraph import OxigraphStore  # noqa: PLC0415  (after the parent is known to live)

    limits = QueryLimits(rows=request["limits"]["rows"])
    scope = Scope(**{name: tuple(graphs) for name, graphs in request["scope"].items()}) if request["scope"] else None
    try:
        with OxigraphStore(Path(request["path"]), read_only=True) as store:
            result: object = store.query(request["sparql"], limits=limits, scope=scope)
    except StoreError as error:
        result = error
    pickle.dump(result, sys.stdout.buffer)


def _end_with_parent(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked to die with it
        sys.exit(1)


if __name__ == "__main__":
    main()
