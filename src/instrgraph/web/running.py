"""Running the server: uvicorn around the application, with an end that leaves no process behind."""

from __future__ import annotations

import importlib.util
import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import uvicorn

from instrgraph.settings import Settings, current
from instrgraph.web.application import Application
from instrgraph.web.observation import RequestLog
from instrgraph.web.service import Service

if TYPE_CHECKING:
    from pathlib import Path


def application(store: Path, settings: Settings | None = None, root_path: str = "", *, log: bool = True) -> Application:
    """Return the application over the store at ``store``.

    Raises:
        StoreUnavailable: there is no store.
    """
    return Application(Service(store, settings or current(), RequestLog(enabled=log)), root_path)


def run(
    store: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    workers: int | None = None,
    root_path: str = "",
    log: bool = True,
    forwarded: str = "127.0.0.1",
) -> None:
    """Serve until interrupted. ``forwarded`` names the proxies whose ``X-Forwarded-*`` headers count.

    Raises:
        StoreUnavailable: there is no store.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format='{"time":"%(asctime)s","log":"%(name)s","message":"%(message)s"}'
    )
    settings = current() if workers is None else replace(current(), query_workers=workers)
    app = application(store, settings, root_path, log=log)
    fast = {name: importlib.util.find_spec(name) is not None for name in ("uvloop", "httptools")}
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        loop="uvloop" if fast["uvloop"] else "asyncio",
        http="httptools" if fast["httptools"] else "h11",
        lifespan="on",
        access_log=False,
        log_config=None,
        proxy_headers=True,
        forwarded_allow_ips=forwarded,
        server_header=False,
        timeout_graceful_shutdown=10,
        timeout_keep_alive=30,
        backlog=2048,
    )
    uvicorn.Server(config).run()
