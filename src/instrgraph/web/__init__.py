"""The web face: the SPARQL endpoint, linked data, the API and the pages, over the snapshots of a store.

Queries run in worker processes that are killed at their limits. Nothing heavy is imported here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def serve(
    store: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    workers: int | None = None,
    root_path: str = "",
    log: bool = True,
) -> None:
    """Serve the store at ``store`` until interrupted.

    ``workers`` is how many heavy queries run at a time (default: the setting ``query_workers``), ``root_path`` the
    path under which a proxy shows the server, ``log`` whether each request is logged.

    Raises:
        StoreUnavailable: there is no store.
    """
    from instrgraph.web.running import run  # noqa: PLC0415  (the command line imports this module to show its help)

    run(store, host=host, port=port, workers=workers, root_path=root_path, log=log)
