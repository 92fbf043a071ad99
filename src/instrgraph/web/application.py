"""The ASGI application: the endpoint and the linked data directly, everything else through FastAPI."""

from __future__ import annotations

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from instrgraph.web import endpoint, graph_store, linked, pages
from instrgraph.web.exchange import Disconnected, Exchange
from instrgraph.web.presenting import SAFETY
from instrgraph.web.problems import FAILED, METHOD, OF_ERROR, Problem, Refusal
from instrgraph.web.worker import describe

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from instrgraph.web.exchange import Receive, Scope, Send
    from instrgraph.web.service import Service

    Route = Callable[[Service, Exchange], Awaitable[None]]

_log = logging.getLogger("instrgraph.web")


class Application:
    """Everything below one root path."""

    def __init__(self, service: Service, root_path: str = "") -> None:
        self.service = service
        self._root = root_path.rstrip("/")
        self._exact: dict[str, Route] = {
            "/sparql": endpoint.answer,
            "/sparql/": endpoint.answer,
            "/rdf-graph-store": graph_store.answer,
            "/healthz": _health,
            "/readyz": _readiness,
            "/metrics": _metrics,
            "/.well-known/void": linked.void,
            "/docs": self._docs,
            **pages.EXACT,
        }
        for path in ("/ns", "/vocab"):
            self._exact |= {
                path + suffix: linked.ontology for suffix in ("", ".ttl", ".jsonld", ".json", ".nt", ".rdf")
            }
        self._below: dict[str, Route] = {"id": linked.identifier, "data": linked.data, **pages.BELOW}
        self._framework: Any = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection, as ASGI asks for it."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self.service.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.service.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def _route(self, path: str) -> tuple[str, Route]:
        route = self._exact.get(path)
        if route is not None:
            return path.rstrip("/"), route
        parts = path.split("/", 4)
        below = self._below.get(parts[1]) if len(parts) > 2 else None
        if below is not None:
            return f"/{parts[1]}", below
        return "/".join(parts[:4] if parts[1] == "api" else parts[:2]), self._other

    async def _other(self, service: Service, exchange: Exchange) -> None:
        framework = self._framework_of(service)
        scope = {**exchange.scope, "path": self._root + exchange.scope["path"]}
        scope["method"] = "GET" if exchange.method == "HEAD" else exchange.method
        await framework(scope, exchange.receive, exchange.send)

    def _framework_of(self, service: Service) -> Any:
        if self._framework is None:
            from instrgraph.web.api import framework  # noqa: PLC0415  (slow to load; the endpoint does without)

            self._framework = framework(service)
        return self._framework

    async def _docs(self, service: Service, exchange: Exchange) -> None:
        from instrgraph.web.rendering import rendered  # noqa: PLC0415  (only this page needs it here)

        linked.only_reading(exchange)
        page = {"root": self._root, "path": "/docs", "query": "", "languages": ""}
        body = rendered("docs.html", self._framework_of(service).openapi(), page).encode()
        await exchange.respond(200, ((b"content-type", b"text/html; charset=utf-8"), *SAFETY), body)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        path = str(scope["path"])
        if self._root and path.startswith(self._root + "/"):
            path = path[len(self._root) :]
        scope = {**scope, "path": path, "root_path": self._root}
        status = 499  # the client has gone before there was an answer
        name = ""

        async def told(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                exchange.answered = True
                status = message["status"]
                message["headers"].append((b"x-request-id", name.encode()))
            await send(message)

        exchange = Exchange(scope, receive, told)
        name = self.service.ids.name(exchange.headers.get(b"x-request-id"))
        label, route = self._route(path)
        try:
            await self._answer(route, exchange)
        finally:
            seconds = time.perf_counter() - started
            self.service.metrics.count(label, exchange.method, status, seconds)
            self.service.log.write(
                request=name, method=exchange.method, path=path, status=status, milliseconds=round(seconds * 1000, 2)
            )

    async def _answer(self, route: Route, exchange: Exchange) -> None:
        try:
            if exchange.method == "OPTIONS" and route not in (endpoint.answer, graph_store.answer):
                await exchange.respond_options("GET, HEAD, POST, OPTIONS")
                return
            await route(self.service, exchange)
        except Refusal as refusal:
            if pages.wants_words(exchange) and route is not endpoint.answer:
                await pages.tell(exchange, refusal.problem)
            else:
                await exchange.respond_problem(refusal.problem)
        except (Disconnected, asyncio.CancelledError):
            raise
        except Exception as error:  # the outer edge of the server: it answers 500 and the log says why
            _log.exception("request failed")
            if exchange.answered:
                raise
            await exchange.respond_problem(problem_of(error))


def problem_of(error: BaseException) -> Problem:
    """Return the problem for anything that was raised."""
    for kind in type(error).__mro__:
        if kind.__name__ in OF_ERROR:
            facts = describe(error)  # type: ignore[arg-type]
            extensions = {key: facts[key] for key in ("line", "column", "candidates") if facts.get(key) is not None}
            return Problem(OF_ERROR[kind.__name__], str(error), {}, extensions)
    return Problem(FAILED, "the server failed; its log says why")


def _only_reading(exchange: Exchange) -> None:
    if exchange.method not in ("GET", "HEAD"):
        raise Refusal(METHOD, f"{exchange.method} is not known here; use GET", {"Allow": "GET, HEAD"})


async def _health(service: Service, exchange: Exchange) -> None:
    _ = service
    _only_reading(exchange)
    await exchange.respond(
        200, ((b"content-type", b"application/json"), (b"cache-control", b"no-store")), b'{"status":"ok"}'
    )


async def _readiness(service: Service, exchange: Exchange) -> None:
    _only_reading(exchange)
    status, words = (200, b'{"status":"ready"}') if service.ready else (503, b'{"status":"starting"}')
    await exchange.respond(status, ((b"content-type", b"application/json"), (b"cache-control", b"no-store")), words)


async def _metrics(service: Service, exchange: Exchange) -> None:
    _only_reading(exchange)
    await exchange.respond(
        200, ((b"content-type", b"text/plain; version=0.0.4; charset=utf-8"),), service.metrics.page()
    )
