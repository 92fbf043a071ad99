"""The pages: each route hands a wish to ``presenting``; the same address gives JSON to who asks for it."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instrgraph.web.formats import quality
from instrgraph.web.linked import check_gone, only_reading
from instrgraph.web.presenting import SAFETY, Wish, form_of, present
from instrgraph.web.problems import INVALID, NOTHING, Problem, Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from instrgraph.web.exchange import Exchange
    from instrgraph.web.service import Service

    Page = Callable[[Service, Exchange], Awaitable[None]]

_STATIC = Path(__file__).parent / "static"
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".xml": "application/xml",
}
_NUMBERS = frozenset({"revision", "year", "limit"})
_EXPORTS = {"ris": "bibliography", "bib": "bibliography", "csl": "bibliography", "atom": "feed"}


async def static(service: Service, exchange: Exchange) -> None:
    """Answer ``/static/{name}`` with a file of ours.

    Raises:
        Refusal: there is none by that name.
    """
    _ = service
    only_reading(exchange)
    name = exchange.scope["path"].removeprefix("/static/")
    content = _files().get(name)
    if content is None:
        raise Refusal(NOTHING, f"no file {name}")
    etag = f'"{hashlib.blake2b(content, digest_size=8).hexdigest()}"'.encode()
    headers = (
        (b"content-type", _TYPES[Path(name).suffix].encode()),
        (b"etag", etag),
        (b"cache-control", b"max-age=3600"),
    )
    if exchange.header(b"if-none-match") == etag.decode():
        await exchange.respond(304, headers)
        return
    await exchange.respond(200, headers, content)


@cache
def _files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in _STATIC.iterdir() if path.suffix in _TYPES}


def _fields(exchange: Exchange, *names: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in exchange.parameters():
        if name not in names or not value:
            continue
        if name in _NUMBERS:
            if not value.isdecimal() or len(value) > 4 or not 1 <= int(value) <= 2200:
                raise Refusal(INVALID, f"{name}={value}: not a number that it can be")
            found[name] = int(value)
        elif len(value) <= 500:
            found[name] = value
        else:
            raise Refusal(INVALID, f"{name}: longer than 500 characters")
    return found


async def _page(
    service: Service, exchange: Exchange, answer: str, template: str, parameters: dict[str, Any], suffix: str = ""
) -> None:
    only_reading(exchange)
    form = form_of(exchange, suffix, ("html", "json"))
    wish = Wish(answer, parameters, form, template, exchange.header(b"accept-language")[:100])
    await present(service, exchange, wish)


async def home(service: Service, exchange: Exchange) -> None:
    """Answer ``/``."""
    await _page(service, exchange, "home", "home.html", {})


async def instrument(service: Service, exchange: Exchange) -> None:
    """Answer ``/instruments/{path}``, and its exports by suffix."""
    path = exchange.scope["path"].removeprefix("/instruments/")
    stem, _, suffix = path.rpartition(".")
    if stem and suffix in _EXPORTS:
        await _export(service, exchange, stem, suffix)
        return
    known = stem and suffix in ("json", "html")
    fields = _fields(exchange, "view", "body", "year", "function", "part", "state", "revision", "cursor", "limit")
    local = (stem if known else path).strip("/")
    try:
        await _page(
            service, exchange, "instrument-page", "instrument.html", {**fields, "path": local}, suffix if known else ""
        )
    except Refusal as refusal:
        if refusal.problem.kind.status == NOTHING.status:
            await check_gone(service, local)
        raise


async def _export(service: Service, exchange: Exchange, path: str, suffix: str) -> None:
    only_reading(exchange)
    form = {"bib": "bibtex"}.get(suffix, suffix)
    await present(
        service, exchange, Wish(_EXPORTS[suffix], {"path": path, "form": form, "origin": exchange.origin}, form)
    )


async def addressee(service: Service, exchange: Exchange) -> None:
    """Answer ``/addressees/{path}.atom`` with the feed of an addressee.

    Raises:
        Refusal: another form is asked for.
    """
    only_reading(exchange)
    stem, dot, suffix = exchange.scope["path"].removeprefix("/addressees/").rpartition(".")
    if not dot or suffix != "atom":
        raise Refusal(NOTHING, "the ledger of an addressee is at /mandates?addressee=; its feed here ends in .atom")
    await present(service, exchange, Wish("feed", {"addressee": stem, "origin": exchange.origin}, "atom"))


async def search(service: Service, exchange: Exchange) -> None:
    """Answer ``/search``: an exact hit opens."""
    await _page(service, exchange, "search-page", "search.html", _fields(exchange, "q", "language", "cursor", "limit"))


async def mandates(service: Service, exchange: Exchange) -> None:
    """Answer ``/mandates``: the ledger."""
    fields = _fields(exchange, "addressee", "force", "instrument", "mandator", "state", "cursor", "limit")
    await _page(service, exchange, "mandates-page", "mandates.html", fields)


async def query(service: Service, exchange: Exchange) -> None:
    """Answer ``/query``: the editor."""
    only_reading(exchange)
    given = dict(exchange.parameters()).get("query", "")[: service.settings.query_characters]
    await _page(service, exchange, "query-page", "query.html", {"query": given} if given else {})


async def about(service: Service, exchange: Exchange) -> None:
    """Answer ``/about``."""
    await _page(service, exchange, "about", "about.html", {})


async def thing(service: Service, exchange: Exchange) -> None:
    """Answer ``/page/{path}``: what is said of a thing; an annotated document by ``.annotations``."""
    path = exchange.scope["path"].removeprefix("/page/").strip("/")
    if path.endswith(".annotations"):
        only_reading(exchange)
        wish = Wish(
            "annotations", {"path": path.removesuffix(".annotations"), "origin": exchange.origin}, "annotations"
        )
        await present(service, exchange, wish)
        return
    try:
        await _page(service, exchange, "thing-page", "thing.html", {"path": path})
    except Refusal as refusal:
        if refusal.problem.kind.status == NOTHING.status:
            await check_gone(service, path)
        raise


EXACT: dict[str, Page] = {"/": home, "/search": search, "/mandates": mandates, "/query": query, "/about": about}
"""Pages by their whole path."""

BELOW: dict[str, Page] = {"instruments": instrument, "page": thing, "addressees": addressee, "static": static}
"""Pages by the first part of their path."""


def wants_words(exchange: Exchange) -> bool:
    """Return whether a problem is better told as a page: a browser asks, and no program."""
    accept = exchange.header(b"accept")
    return "text/html" in accept and quality(accept, "text/html") >= quality(accept, "application/problem+json")


async def tell(exchange: Exchange, problem: Problem) -> None:
    """Send a problem as a page."""
    from instrgraph.web.rendering import rendered  # noqa: PLC0415  (only browsers need it)

    made = {
        "title": problem.kind.title,
        "detail": problem.detail,
        "status": problem.kind.status,
        "candidates": problem.extensions.get("candidates"),
    }
    page = {"root": exchange.scope.get("root_path", ""), "path": exchange.scope["path"], "query": "", "languages": ""}
    headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store"), *SAFETY]
    headers += [(name.lower().encode(), value.encode("latin-1", "replace")) for name, value in problem.headers.items()]
    await exchange.respond(problem.kind.status, headers, rendered("problem.html", made, page).encode())
