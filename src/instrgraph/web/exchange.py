"""One HTTP exchange over ASGI: what is asked, read within limits, and what is sent.

The endpoint uses this directly, because a framework would cost a light query more than the query itself.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from instrgraph.web.problems import MALFORMED, MEDIA_TYPE, TOO_LARGE, Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterable, MutableMapping

    from instrgraph.web.pool import Reply

    Scope = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
    Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

Headers = tuple[tuple[bytes, bytes], ...]

CORS: Headers = (
    (b"access-control-allow-origin", b"*"),
    (
        b"access-control-expose-headers",
        b"ETag, Link, Location, Content-Location, Retry-After, X-Request-Id, Instrgraph-Snapshot",
    ),
)
_PREFLIGHT: Headers = (
    (b"access-control-allow-headers", b"Accept, Authorization, Content-Type, If-None-Match, X-Request-Id"),
    (b"access-control-max-age", b"86400"),
)
_CHUNK = 1 << 18
_PATIENCE = 0.05
_MAX_FIELDS = 1000


class Disconnected(Exception):
    """The client has gone; there is nobody to answer."""


@dataclass(slots=True)
class Exchange:
    """One request and its answer."""

    scope: Scope
    receive: Receive
    send: Send
    headers: dict[bytes, bytes] = field(init=False)
    answered: bool = False
    """Whether the answer has begun: there is no second one then."""
    gone: bool = False
    """Whether the client went away while its answer was made."""

    def __post_init__(self) -> None:
        self.headers = dict(self.scope["headers"])

    @property
    def method(self) -> str:
        """The method, in upper case."""
        return str(self.scope["method"])

    def header(self, name: bytes) -> str:
        """Return a header of the request, empty where it is missing."""
        return self.headers.get(name, b"").decode("latin-1")

    @property
    def origin(self) -> str:
        """Scheme, host and root path under which the client sees this server."""
        host = self.header(b"host") or "localhost"
        return f"{self.scope['scheme']}://{host}{self.scope.get('root_path', '')}"

    def parameters(self) -> list[tuple[str, str]]:
        """Return the parameters of the address.

        Raises:
            Refusal: they are not UTF-8, or too many.
        """
        return form_fields(self.scope["query_string"])

    async def body(self, limit: int) -> bytes:
        """Return the body of the request.

        Raises:
            Refusal: it has more than ``limit`` bytes.
            Disconnected: the client has gone.
        """
        declared = self.header(b"content-length")
        if declared.isdigit() and int(declared) > limit:
            raise too_large(limit)
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await self.receive()
            if message["type"] == "http.disconnect":
                raise Disconnected
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            chunks.append(chunk)
            if not message.get("more_body", False):
                return b"".join(chunks)

    async def unless_gone(self, work: Coroutine[Any, Any, Reply]) -> Reply:
        """Return what ``work`` gives, or stop it when the client goes away.

        Raises:
            Disconnected: the client has gone; the work is cancelled.
        """
        task = asyncio.current_task()
        watches: list[asyncio.Task[None]] = []

        def watch() -> None:  # quick answers, which are most, need none
            watches.append(asyncio.ensure_future(self._cancel_when_gone(task)))

        waiting = asyncio.get_running_loop().call_later(_PATIENCE, watch)
        try:
            return await work
        except asyncio.CancelledError:
            if not self.gone or task is None:
                raise
            task.uncancel()
            raise Disconnected from None
        finally:
            waiting.cancel()
            for each in watches:
                each.cancel()

    async def _cancel_when_gone(self, task: asyncio.Task[Any] | None) -> None:
        await self._gone()
        self.gone = True
        if task is not None:
            task.cancel()

    async def _gone(self) -> None:
        while (await self.receive())["type"] != "http.disconnect":
            pass

    async def respond(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes = b"") -> None:
        """Send an answer whose body is at hand; HEAD leaves the body out."""
        every = [*headers, *CORS]
        if status not in (204, 304):
            every.append((b"content-length", str(len(body)).encode()))
        await self.send({"type": "http.response.start", "status": status, "headers": every})
        await self.send({"type": "http.response.body", "body": b"" if self.method == "HEAD" else body})

    async def respond_file(
        self, status: int, headers: Iterable[tuple[bytes, bytes]], descriptor: int, size: int
    ) -> None:
        """Send an answer whose body stands in an open file, and close the file."""
        try:
            every = [*headers, *CORS, (b"content-length", str(size).encode())]
            await self.send({"type": "http.response.start", "status": status, "headers": every})
            sent = size if self.method == "HEAD" else 0
            while sent < size:
                data = os.pread(descriptor, _CHUNK, sent)
                sent += len(data)
                await self.send({"type": "http.response.body", "body": data, "more_body": True})
            await self.send({"type": "http.response.body", "body": b""})
        finally:
            os.close(descriptor)

    async def respond_problem(self, problem: Problem) -> None:
        """Send a problem."""
        headers = [(b"content-type", MEDIA_TYPE.encode()), (b"cache-control", b"no-store")]
        headers += [
            (name.lower().encode(), value.encode("latin-1", "replace")) for name, value in problem.headers.items()
        ]
        await self.respond(problem.kind.status, headers, problem.body())

    async def respond_options(self, methods: str) -> None:
        """Answer OPTIONS: which methods there are, and that any origin may use them."""
        allow = methods.encode()
        await self.respond(204, ((b"allow", allow), (b"access-control-allow-methods", allow), *_PREFLIGHT))


def too_large(limit: int) -> Refusal:
    """Return the refusal of a request body over ``limit`` bytes."""
    return Refusal(
        TOO_LARGE, f"the request has more than {limit} bytes (limit request_bytes)", {}, {"limit": "request_bytes"}
    )


def form_fields(content: bytes) -> list[tuple[str, str]]:
    """Return the fields of a form or of an address, in order.

    Raises:
        Refusal: they are not UTF-8, or more than a thousand.

    >>> form_fields(b"query=ASK%20%7B%7D&format=json")
    [('query', 'ASK {}'), ('format', 'json')]
    """
    if not content:
        return []
    try:
        return parse_qsl(content.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise Refusal(MALFORMED, f"the parameters cannot be read as UTF-8 in percent-encoding: {error}") from error


def fresh(if_none_match: str, etag: str) -> bool:
    """Return whether the client's copy is the current one.

    >>> fresh('W/"a", "b"', '"a"'), fresh("*", '"a"'), fresh("", '"a"')
    (True, True, False)
    """
    if not if_none_match:
        return False
    known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag.removeprefix("W/") in known or known == ["*"]
