"""From a request to an answer: the form by suffix or ``Accept``, the snapshot, the cache, the worker, the headers."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import orjson

from instrgraph.errors import NotFound
from instrgraph.web.answers.paging import parse_cursor
from instrgraph.web.cache import Kept
from instrgraph.web.exchange import Exchange, Headers, fresh
from instrgraph.web.formats import quality
from instrgraph.web.problems import GONE, NOT_ACCEPTABLE, Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.web.pool import Reply
    from instrgraph.web.service import Service
    from instrgraph.web.snapshots import Snapshot

_ACCEPTED = {"json": "application/json", "csv": "text/csv", "html": "text/html"}
_INDEXED = frozenset({"lineage", "network", "search", "search-page", "warm"})


_POLICY = (
    b"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
    b" form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFETY: Headers = (
    (b"content-security-policy", _POLICY),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
"""Headers of pages: nothing from another host, no frames."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be presented: the answer's name, its parameters, its form, and for pages the template."""

    answer: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    form: str = "json"
    template: str = ""
    languages: str = ""


def form_of(exchange: Exchange, suffix: str, forms: tuple[str, ...]) -> str:
    """Return the form of an answer: by the suffix of the path, else by ``Accept``; the first where all are welcome.

    Raises:
        Refusal: the client takes none of them.
    """
    if suffix in forms:
        return suffix
    accept = exchange.header(b"accept")
    best = max(forms, key=lambda form: quality(accept, _ACCEPTED[form]))
    if quality(accept, _ACCEPTED[best]) == 0:
        listed = ", ".join(_ACCEPTED[form] for form in forms)
        raise Refusal(NOT_ACCEPTABLE, f"Accept: {accept}: this answer can be had as {listed}")
    return best


async def present(service: Service, exchange: Exchange, wish: Wish) -> None:
    """Answer a request with what is wished for.

    Raises:
        Refusal: it is not there, malformed, or over a limit.
    """
    snapshot = _snapshot(service, wish)
    gzip = quality(exchange.header(b"accept-encoding") or "identity", "gzip") > 0
    key = _key(snapshot, exchange, wish, gzip=gzip)
    etag = f'"{snapshot.id}-{key.hex()}"'
    if fresh(exchange.header(b"if-none-match"), etag) and service.cache.get(key) is not None:
        await exchange.respond(304, _caching(snapshot, etag))
        return
    kept = service.cache.get(key)
    if kept is not None:
        await exchange.respond(200, kept.headers, kept.body)
        return
    reply = await exchange.unless_gone(made(service, exchange, wish, snapshot, gzip=gzip))
    if wish.form == "html" and "redirect" in reply.header:
        place = exchange.origin + quote(reply.header["redirect"])
        await exchange.respond(303, ((b"location", place.encode()), (b"cache-control", b"no-cache")))
        return
    headers = _headers(exchange, reply, snapshot, etag)
    if reply.descriptor is not None:
        await exchange.respond_file(200, headers, reply.descriptor, reply.size)
        return
    service.cache.put(key, Kept(headers, reply.body))
    await exchange.respond(200, headers, reply.body)


def _snapshot(service: Service, wish: Wish) -> Snapshot:
    if not wish.parameters.get("cursor"):
        return service.snapshot()
    cursor = parse_cursor(str(wish.parameters["cursor"]))
    try:
        return service.find(cursor.snapshot)
    except NotFound as error:
        raise Refusal(GONE, str(error)) from error


def _key(snapshot: Snapshot, exchange: Exchange, wish: Wish, *, gzip: bool) -> bytes:
    parts = [
        snapshot.id,
        wish.answer,
        wish.form,
        wish.template,
        wish.languages,
        exchange.origin,
        gzip,
        dict(wish.parameters),
    ]
    return hashlib.blake2b(orjson.dumps(parts, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


async def made(service: Service, exchange: Exchange, wish: Wish, snapshot: Snapshot, *, gzip: bool) -> Reply:
    """Return what a worker makes of a wish.

    Raises:
        Refusal: it failed or is over a limit.
    """
    arguments = {
        "path": str(snapshot.path),
        "number": snapshot.number,
        "date": snapshot.created.date().isoformat(),
        "answer": wish.answer,
        "parameters": dict(wish.parameters),
        "form": wish.form,
        "template": wish.template,
        "gzip": gzip,
        "bytes": service.settings.query_bytes,
        "page": {
            "root": exchange.scope.get("root_path", ""),
            "origin": exchange.origin,
            "path": exchange.scope["path"],
            "query": exchange.scope["query_string"].decode("latin-1"),
            "languages": wish.languages,
        },
    }
    pool = service.indexes if wish.answer in _INDEXED else service.queries
    return await pool.run("instrgraph.web.answer_task:run", arguments)


def _headers(exchange: Exchange, reply: Reply, snapshot: Snapshot, etag: str) -> Headers:
    headers: Headers = ((b"content-type", reply.header["type"].encode()), *_caching(snapshot, etag))
    if "encoding" in reply.header:
        headers += ((b"content-encoding", reply.header["encoding"].encode()),)
    if reply.header["type"].startswith("text/html"):
        headers += SAFETY
    if "total" in reply.header:
        headers += ((b"instrgraph-total", str(reply.header["total"]).encode()),)
    if "next" in reply.header:
        fields = [(name, value) for name, value in exchange.parameters() if name != "cursor"]
        address = (
            f"{exchange.origin}{quote(exchange.scope['path'])}?{urlencode([*fields, ('cursor', reply.header['next'])])}"
        )
        headers += ((b"link", f'<{address}>; rel="next"'.encode()),)
    return headers


def _caching(snapshot: Snapshot, etag: str) -> Headers:
    return (
        (b"etag", etag.encode()),
        (b"last-modified", snapshot.last_modified.encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept, Accept-Encoding, Accept-Language"),
        (b"instrgraph-snapshot", str(snapshot.number).encode()),
    )
