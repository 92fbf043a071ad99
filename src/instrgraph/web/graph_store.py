"""``/rdf-graph-store``: the SPARQL 1.1 Graph Store HTTP Protocol with ``?graph=`` or ``?default``.

Reading is open; writing needs the operator's token, and spares the graphs of builds. ``default`` means the graph into
which updates write that name none.
"""

from __future__ import annotations

import uuid
from email.parser import BytesParser
from email.policy import HTTP
from typing import TYPE_CHECKING

from instrgraph.store.merge import OWN_GRAPH
from instrgraph.web.endpoint import authorize
from instrgraph.web.formats import GRAPHS, Format, choose
from instrgraph.web.problems import MALFORMED, MEDIA, METHOD, NOTHING, Refusal

if TYPE_CHECKING:
    from instrgraph.web.exchange import Exchange, Headers
    from instrgraph.web.service import Service

_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
Part = tuple[str, bytes]


async def answer(service: Service, exchange: Exchange) -> None:
    """Answer one request to the graph store.

    Raises:
        Refusal: the graph is not there, the content cannot be read, or writing is not allowed.
    """
    if exchange.method == "OPTIONS":
        await exchange.respond_options(_METHODS)
        return
    if exchange.method not in ("GET", "HEAD", "PUT", "POST", "DELETE"):
        raise Refusal(METHOD, f"{exchange.method} is not part of the protocol", {"Allow": _METHODS})
    graph = _named(service, exchange)
    if exchange.method in ("GET", "HEAD"):
        if graph is None:
            raise Refusal(MALFORMED, "name a graph with ?graph=, or ?default")
        await _read(service, exchange, graph)
    else:
        authorize(service, exchange)
        await _write(service, exchange, graph)


def _named(service: Service, exchange: Exchange) -> str | None:
    fields = exchange.parameters()
    graphs = [value for name, value in fields if name == "graph"]
    default = [value for name, value in fields if name == "default"]
    if len(graphs) + len(default) > 1:
        raise Refusal(MALFORMED, "more than one graph is named; name one")
    if default:
        return service.settings.base + OWN_GRAPH
    return graphs[0] if graphs else None


async def _read(service: Service, exchange: Exchange, graph: str) -> None:
    choice, media_type = choose(exchange.header(b"accept"), "", GRAPHS)
    snapshot = service.snapshot()
    arguments = {
        "path": str(snapshot.path),
        "number": snapshot.number,
        "date": snapshot.created.date().isoformat(),
        "what": "graph",
        "graph": graph,
        "engine": choice.engine,
        "media_type": media_type,
        "gzip": False,
        "bytes": service.settings.query_bytes,
    }
    reply = await exchange.unless_gone(service.queries.run("instrgraph.web.data_task:run", arguments))
    headers: Headers = (
        (b"content-type", reply.header["type"].encode()),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept"),
        (b"instrgraph-snapshot", str(snapshot.number).encode()),
    )
    if reply.descriptor is not None:
        await exchange.respond_file(200, headers, reply.descriptor, reply.size)
    else:
        await exchange.respond(200, headers, reply.body)


async def _write(service: Service, exchange: Exchange, graph: str | None) -> None:
    fresh = graph is None and exchange.method == "POST"
    if fresh:
        graph = f"{service.settings.base}{OWN_GRAPH}/{uuid.uuid4()}"
    if graph is None:
        raise Refusal(MALFORMED, "name a graph with ?graph=, or ?default")
    content = await exchange.body(service.settings.request_bytes)
    parts = [] if exchange.method == "DELETE" else [_readable(part) for part in _parts(exchange, content)]
    body = b"".join(data for _, data in parts)
    arguments = {
        "method": exchange.method,
        "graph": graph,
        "base": graph,
        "parts": [[choice.engine, len(data)] for choice, data in parts],
    }
    snapshot, header = await service.update("put", arguments, body)
    headers: Headers = ((b"instrgraph-snapshot", str(snapshot.number).encode()), (b"cache-control", b"no-store"))
    if exchange.method == "DELETE" and not header["existed"]:
        raise Refusal(NOTHING, f"<{graph}>: no such graph")
    created = exchange.method != "DELETE" and not header["existed"]
    if created:
        headers += ((b"location", graph.encode()),)
    await exchange.respond(201 if created else 204, headers)


def _parts(exchange: Exchange, content: bytes) -> list[Part]:
    header = exchange.header(b"content-type")
    if not header.lower().startswith("multipart/form-data"):
        return [(header, content)]
    message = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + header.encode("latin-1") + b"\r\n\r\n" + content)
    parts = []
    for part in message.iter_parts():
        data = part.get_payload(decode=True)
        parts.append((str(part.get("content-type", "text/turtle")), data if isinstance(data, bytes) else b""))
    if not parts:
        raise Refusal(MALFORMED, "the form holds no file")
    return parts


def _readable(part: Part) -> tuple[Format, bytes]:
    media = part[0].partition(";")[0].strip().lower()
    for choice in GRAPHS:
        if media in choice.media_types and media != "application/json":
            return choice, part[1]
    listed = ", ".join(choice.media_type for choice in GRAPHS)
    raise Refusal(MEDIA, f"Content-Type: {part[0] or 'none'}; send one of {listed}")
