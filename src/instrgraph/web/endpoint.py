"""``/sparql``: the SPARQL 1.1 Protocol."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from instrgraph.web import description
from instrgraph.web.cache import Kept
from instrgraph.web.exchange import form_fields, fresh
from instrgraph.web.formats import GRAPHS, choose, content_type, quality
from instrgraph.web.problems import FORBIDDEN, MALFORMED, MEDIA, METHOD, TOO_LARGE, UNAUTHORIZED, Refusal

if TYPE_CHECKING:
    from instrgraph.web.exchange import Exchange, Headers
    from instrgraph.web.pool import Reply
    from instrgraph.web.service import Service
    from instrgraph.web.snapshots import Snapshot

_METHODS = "GET, HEAD, POST, OPTIONS"
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_DATASET = {
    "default-graph-uri": "default",
    "named-graph-uri": "named",
    "using-graph-uri": "using",
    "using-named-graph-uri": "using_named",
}


@dataclass(slots=True)
class Operation:
    """What the protocol asks for: a query or an update, its dataset, and the format of the answer."""

    query: str | None = None
    update: str | None = None
    default: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    using: list[str] = field(default_factory=list)
    using_named: list[str] = field(default_factory=list)
    format: str = ""

    def take(self, fields: list[tuple[str, str]]) -> None:
        """Take the fields of an address or a form; unknown ones are left alone.

        Raises:
            Refusal: a query or an update is given twice.
        """
        for name, value in fields:
            if name in _DATASET:
                getattr(self, _DATASET[name]).append(value)
            elif name in ("query", "update"):
                self.give(name, value)
            elif name in ("format", "output", "results") and value and not self.format:
                self.format = value

    def give(self, name: str, text: str) -> None:
        """Set the query or the update.

        Raises:
            Refusal: there is one already.
        """
        if getattr(self, name) is not None:
            raise Refusal(MALFORMED, f"{name} is given more than once; give one")
        setattr(self, name, text)


async def answer(service: Service, exchange: Exchange) -> None:
    """Answer one request to the endpoint.

    Raises:
        Refusal: it is malformed, over a limit, or not allowed.
    """
    if exchange.method == "OPTIONS":
        await exchange.respond_options(_METHODS)
        return
    if exchange.method not in ("GET", "HEAD", "POST"):
        raise Refusal(METHOD, f"{exchange.method} is not part of the protocol; use GET or POST", {"Allow": _METHODS})
    operation = await _operation(service, exchange)
    if operation.query is not None and operation.update is not None:
        raise Refusal(MALFORMED, "both query and update are given; give one")
    if operation.update is not None:
        await _update(service, exchange, operation)
    elif operation.query is not None:
        await _query(service, exchange, operation)
    elif exchange.method == "POST":
        raise Refusal(MALFORMED, "there is no query; send it as the field query, or as a body of type " + _QUERY)
    else:
        await _describe(service, exchange, operation)


async def _operation(service: Service, exchange: Exchange) -> Operation:
    operation = Operation()
    operation.take(exchange.parameters())
    if exchange.method != "POST":
        if operation.update is not None:
            raise Refusal(METHOD, "an update needs POST", {"Allow": "POST"})
        return operation
    if operation.update is not None or operation.query is not None:
        raise Refusal(MALFORMED, "a POST carries its query or update in the body, not in the address")
    kind = _body_type(exchange.header(b"content-type"))
    body = await exchange.body(service.settings.request_bytes)
    if kind == _FORM:
        operation.take(form_fields(body))
        return operation
    try:
        operation.give("query" if kind == _QUERY else "update", body.decode())
    except UnicodeDecodeError as error:
        raise Refusal(MALFORMED, f"the body is not UTF-8: {error}") from error
    return operation


def _body_type(header: str) -> str:
    media, *parameters = (part.strip().lower() for part in header.split(";"))
    if media not in (_FORM, _QUERY, _UPDATE):
        raise Refusal(MEDIA, f"Content-Type: {header or 'none'}; send {_FORM}, {_QUERY} or {_UPDATE}")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name == "charset" and value.strip('"') not in ("utf-8", "utf8"):
            raise Refusal(MEDIA, f"Content-Type: {header}; queries and updates are UTF-8")
    return media


async def _query(service: Service, exchange: Exchange, operation: Operation) -> None:
    query = operation.query or ""
    settings = service.settings
    if len(query) > settings.query_characters:
        raise Refusal(
            TOO_LARGE,
            f"the query has {len(query)} characters, of {settings.query_characters} (limit query_characters)",
            {},
            {"limit": "query_characters"},
        )
    snapshot = service.snapshot()
    accept = exchange.header(b"accept")
    gzip = quality(exchange.header(b"accept-encoding") or "identity", "gzip") > 0
    base = f"{exchange.origin}/sparql"
    parts = (
        snapshot.id,
        base,
        accept,
        operation.format,
        "gzip" if gzip else "",
        *operation.default,
        "",
        *operation.named,
        query,
    )
    key = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    etag = f'"{snapshot.id}-{key.hex()}"'
    if (
        exchange.method != "POST"
        and fresh(exchange.header(b"if-none-match"), etag)
        and service.cache.get(key) is not None
    ):
        await exchange.respond(304, _caching(snapshot, etag))
        return
    kept = service.cache.get(key)
    if kept is not None:
        await exchange.respond(200, kept.headers, kept.body)
        return
    arguments = {
        "path": str(snapshot.path),
        "default": operation.default,
        "named": operation.named,
        "base": base,
        "accept": accept,
        "format": operation.format,
        "gzip": gzip,
        "rows": settings.query_rows,
        "bytes": settings.query_bytes,
        "allowed": service.allowed,
    }
    work = service.queries.run("instrgraph.web.query_task:run", arguments, query.encode("utf-8", "surrogatepass"))
    await _send(service, exchange, await exchange.unless_gone(work), snapshot, etag, key)


async def _send(service: Service, exchange: Exchange, reply: Reply, snapshot: Snapshot, etag: str, key: bytes) -> None:
    stable = reply.header.get("stable", False)
    headers: Headers = (
        (b"content-type", reply.header["type"].encode()),
        *(_caching(snapshot, etag) if stable else ((b"cache-control", b"no-store"), _snapshot_header(snapshot))),
    )
    if "encoding" in reply.header:
        headers += ((b"content-encoding", reply.header["encoding"].encode()),)
    if reply.descriptor is not None:
        await exchange.respond_file(200, headers, reply.descriptor, reply.size)
        return
    if stable:
        service.cache.put(key, Kept(headers, reply.body))
    await exchange.respond(200, headers, reply.body)


def _caching(snapshot: Snapshot, etag: str) -> Headers:
    return (
        (b"etag", etag.encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept, Accept-Encoding"),
        _snapshot_header(snapshot),
    )


def _snapshot_header(snapshot: Snapshot) -> tuple[bytes, bytes]:
    return (b"instrgraph-snapshot", str(snapshot.number).encode())


async def _describe(service: Service, exchange: Exchange, operation: Operation) -> None:
    accept = exchange.header(b"accept")
    if not operation.format and quality(accept, "text/html") > max(quality(accept, each.media_type) for each in GRAPHS):
        await exchange.respond(303, ((b"location", f"{exchange.origin}/query".encode()), (b"vary", b"Accept")))
        return
    choice, media_type = choose(accept, operation.format, GRAPHS)
    snapshot = service.snapshot()
    etag = f'"{snapshot.id}-service-{choice.engine.lower()}"'
    headers = ((b"content-type", content_type(media_type).encode()), *_caching(snapshot, etag))
    if fresh(exchange.header(b"if-none-match"), etag):
        await exchange.respond(304, headers)
        return
    body = description.service(exchange.origin, choice, update=bool(service.settings.update_token))
    await exchange.respond(200, headers, body)


async def _update(service: Service, exchange: Exchange, operation: Operation) -> None:
    authorize(service, exchange)
    update = operation.update or ""
    arguments: dict[str, Any] = {
        "using": operation.using,
        "using_named": operation.using_named,
        "base": f"{exchange.origin}/sparql",
        "allowed": service.allowed,
    }
    snapshot, _ = await service.update("update", arguments, update.encode("utf-8", "surrogatepass"))
    await exchange.respond(204, (_snapshot_header(snapshot), (b"cache-control", b"no-store")))


def authorize(service: Service, exchange: Exchange) -> None:
    """Let a writer pass.

    Raises:
        Refusal: updates are off, or the token is missing or wrong.
    """
    expected = service.settings.update_token
    if not expected:
        raise Refusal(
            FORBIDDEN, "this endpoint is read-only; the operator turns updates on with INSTRGRAPH_UPDATE_TOKEN"
        )
    scheme, _, token = exchange.header(b"authorization").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(token.strip().encode(), expected.encode()):
        raise Refusal(
            UNAUTHORIZED, "an update needs the operator's token", {"WWW-Authenticate": 'Bearer realm="instrgraph"'}
        )
