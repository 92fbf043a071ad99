"""Linked data: ``/id`` sends people to ``/page`` and programs to ``/data``; the ontology and VoID stand beside."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from instrgraph.errors import NotFound
from instrgraph.web.cache import Kept
from instrgraph.web.exchange import Headers, fresh
from instrgraph.web.formats import GRAPHS, Format, choose, quality
from instrgraph.web.problems import GONE, METHOD, NOTHING, Refusal

if TYPE_CHECKING:
    from instrgraph.web.exchange import Exchange
    from instrgraph.web.service import Service
    from instrgraph.web.snapshots import Snapshot

SUFFIXES = {"html": "", "ttl": "turtle", "jsonld": "jsonld", "json": "json", "nt": "ntriples", "rdf": "rdfxml"}
"""The suffixes that name a format, and the format's name; ``html`` is the page."""

_EXTENSIONS = {"TURTLE": "ttl", "JSON_LD": "jsonld", "N_TRIPLES": "nt", "RDF_XML": "rdf"}
_MOST_EARLIER = 8


def only_reading(exchange: Exchange) -> None:
    """Let GET and HEAD pass.

    Raises:
        Refusal: it is another method.
    """
    if exchange.method not in ("GET", "HEAD"):
        raise Refusal(METHOD, f"{exchange.method} is not known here; use GET", {"Allow": "GET, HEAD, OPTIONS"})


def parted(path: str) -> tuple[str, str]:
    """Return a path without the suffix that names a format, and that suffix.

    >>> parted("itu/pp/res/130.ttl"), parted("itu/t/rec/X.509")
    (('itu/pp/res/130', 'ttl'), ('itu/t/rec/X.509', ''))
    """
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in SUFFIXES else (path, "")


def wants_page(exchange: Exchange, formats: tuple[Format, ...] = GRAPHS) -> bool:
    """Return whether the client would rather have a page than any graph format."""
    accept = exchange.header(b"accept")
    return bool(accept) and quality(accept, "text/html") > max(quality(accept, each.media_type) for each in formats)


async def identifier(service: Service, exchange: Exchange) -> None:
    """Answer ``/id/{path}``: 303 to what can be sent."""
    _ = service
    only_reading(exchange)
    local, suffix = parted(exchange.scope["path"].removeprefix("/id/"))
    page = suffix == "html" or (not suffix and wants_page(exchange))
    place = f"/page/{quote(local)}" if page else f"/data/{quote(local)}" + (f".{suffix}" if suffix else "")
    headers = (
        (b"location", f"{exchange.origin}{place}".encode()),
        (b"vary", b"Accept"),
        (b"cache-control", b"no-cache"),
    )
    await exchange.respond(303, headers)


async def data(service: Service, exchange: Exchange) -> None:
    """Answer ``/data/{path}`` with what the snapshot says of a thing.

    Raises:
        Refusal: nothing is said of it (404), or only by an earlier snapshot (410), or not in this format (406).
    """
    only_reading(exchange)
    local, suffix = parted(exchange.scope["path"].removeprefix("/data/"))
    if suffix == "html":
        raise Refusal(NOTHING, f"the page about it is /page/{local}")
    place = f"/data/{quote(local)}"
    try:
        await _graph(service, exchange, {"what": "thing", "local": local}, SUFFIXES.get(suffix, ""), place)
    except Refusal as refusal:
        if refusal.problem.kind.status == NOTHING.status:
            await check_gone(service, local)
        raise


async def check_gone(service: Service, local: str) -> None:
    """Say so where an earlier snapshot that is still kept knew a thing.

    Raises:
        Refusal: it did (410).
    """
    current = service.snapshot().number
    for number in range(current - 1, max(current - _MOST_EARLIER, 0), -1):
        try:
            earlier = service.find(number)
        except NotFound:
            continue
        reply = await service.queries.run("instrgraph.web.answer_task:holds", {**_where(earlier), "local": local})
        if reply.body == b"true":
            raise Refusal(GONE, f"{local}: dropped after snapshot {number}", {}, {"last_snapshot": number})


async def ontology(service: Service, exchange: Exchange) -> None:
    """Answer ``/ns`` and ``/vocab`` with the ontology."""
    only_reading(exchange)
    path, suffix = parted(exchange.scope["path"])
    await _graph(service, exchange, {"what": "ontology"}, SUFFIXES.get(suffix, ""), path)


async def void(service: Service, exchange: Exchange) -> None:
    """Answer ``/.well-known/void`` with VoID and DCAT of the snapshot."""
    only_reading(exchange)
    await _graph(service, exchange, {"what": "void"}, "", "/.well-known/void")


def _where(snapshot: Snapshot) -> dict[str, Any]:
    return {"path": str(snapshot.path), "number": snapshot.number, "date": snapshot.created.date().isoformat()}


async def _graph(service: Service, exchange: Exchange, wanted: dict[str, Any], name: str, place: str) -> None:
    choice, media_type = choose(exchange.header(b"accept"), name, GRAPHS)
    snapshot = service.snapshot()
    gzip = quality(exchange.header(b"accept-encoding") or "identity", "gzip") > 0
    mark = "\0".join((snapshot.id, place, choice.engine, media_type, exchange.origin, str(gzip)))
    key = hashlib.blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    etag = f'"{snapshot.id}-{key.hex()}"'
    kept = service.cache.get(key)
    if kept is not None and _unchanged(exchange, etag, snapshot):
        await exchange.respond(304, tuple(pair for pair in kept.headers if pair[0] != b"content-encoding"))
        return
    if kept is not None:
        await exchange.respond(200, kept.headers, kept.body)
        return
    arguments = {
        **_where(snapshot),
        **wanted,
        "engine": choice.engine,
        "media_type": media_type,
        "gzip": gzip,
        "origin": exchange.origin,
        "bytes": service.settings.query_bytes,
        "snapshot": {"number": snapshot.number, "created": snapshot.created.isoformat(), "checksum": snapshot.checksum},
    }
    reply = await exchange.unless_gone(service.queries.run("instrgraph.web.data_task:run", arguments))
    extension = _EXTENSIONS.get(choice.engine)
    location = f"{exchange.origin}{place}" + (f".{extension}" if extension and place != "/.well-known/void" else "")
    headers: Headers = (
        (b"content-type", reply.header["type"].encode()),
        (b"content-location", location.encode()),
        (b"etag", etag.encode()),
        (b"last-modified", snapshot.last_modified.encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"instrgraph-snapshot", str(snapshot.number).encode()),
    )
    if "local" in wanted:
        local = quote(wanted["local"])
        described = f'<{service.settings.base}{local}>; rel="describes"'
        page = f'<{exchange.origin}/page/{local}>; rel="alternate"; type="text/html"'
        headers += ((b"link", f"{described}, {page}".encode()),)
    if "encoding" in reply.header:
        headers += ((b"content-encoding", reply.header["encoding"].encode()),)
    if reply.descriptor is not None:
        await exchange.respond_file(200, headers, reply.descriptor, reply.size)
        return
    service.cache.put(key, Kept(headers, reply.body))
    await exchange.respond(200, headers, reply.body)


def _unchanged(exchange: Exchange, etag: str, snapshot: Snapshot) -> bool:
    given = exchange.header(b"if-none-match")
    if given:
        return fresh(given, etag)
    return exchange.header(b"if-modified-since") == snapshot.last_modified
