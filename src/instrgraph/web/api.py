"""``/api/v1``: the routes, as FastAPI declares them. Each hands a wish to ``presenting``; nothing is decided here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from instrgraph import __version__
from instrgraph.web import extraction, models
from instrgraph.web.answers.paging import LARGEST_PAGE
from instrgraph.web.exchange import CORS, Disconnected, Exchange
from instrgraph.web.presenting import Wish, form_of, present
from instrgraph.web.problems import INVALID, MEDIA_TYPE, METHOD, NOTHING, Kind, Problem, Refusal

if TYPE_CHECKING:
    from instrgraph.web.service import Service

_IDENTIFIER = r"^[^\x00-\x1f<>\"{}|\\^`\x7f-\x9f]+$"
Cursor = Annotated[str | None, Query(max_length=400, description="Goes on where a page ended, on its snapshot")]
Limit = Annotated[int, Query(ge=1, le=LARGEST_PAGE, description="How many rows a page has")]
Identifier = Annotated[
    str | None,
    Query(
        max_length=500,
        pattern=_IDENTIFIER,
        description="A local identifier, an IRI, or a printed form in any of the six languages",
        examples=["itu/pp/res/130"],
    ),
]
Year = Annotated[int | None, Query(ge=1800, le=2200)]
Name = Annotated[str | None, Query(max_length=40, pattern=r"^[A-Za-z][A-Za-z-]*$")]
Whole = Annotated[str, Path(max_length=500, pattern=_IDENTIFIER, examples=["itu/pp/res/130"])]
StateFilter = Annotated[
    Literal["both", "base", "proposed", "unknown", "any"] | None, Query(description="Left out: all but base")
]

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"model": models.ProblemModel, "description": words, "content": {MEDIA_TYPE: {}}}
    for status, words in (
        (400, "Malformed"),
        (404, "Not there"),
        (406, "Not in this format"),
        (409, "Ambiguous"),
        (410, "Its snapshot is gone"),
        (413, "Too large"),
        (415, "Cannot be read"),
        (422, "A parameter is wrong"),
        (429, "Too many at once"),
        (503, "Over a limit"),
    )
}
_TABLE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}},
    304: {"description": "Not modified"},
}


class Answered(Response):
    """Stands for an answer that has been sent already, over the connection itself."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Send nothing more."""


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Serving = Annotated["Service", Depends(_service)]


async def _answer(request: Request, answer: str, parameters: dict[str, Any]) -> Response:
    exchange = Exchange(request.scope, request.receive, request._send)  # noqa: SLF001  (Starlette keeps no public way)
    path = str(parameters.get("path") or parameters.get("name") or request.scope["path"])
    suffix = path.rpartition(".")[2] if path.endswith((".csv", ".json")) else ""
    for name in ("path", "name"):
        if suffix and name in parameters:
            parameters[name] = str(parameters[name]).removesuffix(f".{suffix}")
    if "path" in parameters:
        parameters["path"] = str(parameters["path"]).strip("/")
    forms = ("json", "csv") if answer not in ("instrument", "lineage", "network", "catalogue") else ("json",)
    wish = Wish(
        answer,
        {name: value for name, value in parameters.items() if value is not None},
        form_of(exchange, suffix, forms),
    )
    await present(_service(request), exchange, wish)
    return Answered()


def router() -> APIRouter:
    """Return the routes of version 1."""
    routes = APIRouter(prefix="/api/v1", responses=_PROBLEMS)
    for each in (_instruments, _citations, _mandates, _paths, _search, _questions, _extraction):
        each(routes)
    return routes


def _instruments(routes: APIRouter) -> None:
    @routes.get("/instruments", response_model=models.InstrumentPage, responses=_TABLE, tags=["instruments"])
    @routes.get("/instruments.csv", include_in_schema=False)
    @routes.get("/instruments.json", include_in_schema=False)
    async def instruments(
        request: Request,
        body: Identifier = None,
        kind: Annotated[str | None, Query(alias="type", max_length=40, pattern=r"^[A-Za-z][A-Za-z-]*$")] = None,
        with_text: bool = False,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """The instruments that the snapshot knows, by their identifiers."""
        parameters = {"body": body, "type": kind, "with_text": with_text, "cursor": cursor, "limit": limit}
        return await _answer(request, "instruments", parameters)

    @routes.get(
        "/instruments/{path:path}",
        response_model=models.InstrumentModel,
        responses={304: {"description": "Not modified"}},
        tags=["instruments"],
    )
    async def instrument(request: Request, path: Whole) -> Response:
        """One instrument: titles, revisions, how often it is cited, what it demands."""
        return await _answer(request, "instrument", {"path": path})


def _citations(routes: APIRouter) -> None:
    @routes.get("/citations", response_model=models.CitationPage, responses=_TABLE, tags=["citations"])
    @routes.get("/citations.csv", include_in_schema=False)
    @routes.get("/citations.json", include_in_schema=False)
    async def citations(  # noqa: PLR0913  (FastAPI gives them by name)
        request: Request,
        *,
        citing: Identifier = None,
        cited: Identifier = None,
        revision: Year = None,
        function: Name = None,
        body: Identifier = None,
        state: StateFilter = None,
        status: Annotated[Literal["linked", "ambiguous", "unknown", "any"] | None, Query()] = None,
        part: Name = None,
        year: Year = None,
        as_of: Annotated[int | None, Query(ge=1800, le=2200, description="Only texts up to this year")] = None,
        source: Identifier = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """Citations, with the clause, the sentence and the revision that each names."""
        parameters = {
            "citing": citing,
            "cited": cited,
            "revision": revision,
            "function": function,
            "body": body,
            "state": state,
            "status": status,
            "part": part,
            "year": year,
            "as_of": as_of,
            "source": source,
            "cursor": cursor,
            "limit": limit,
        }
        return await _answer(request, "citations", parameters)


def _mandates(routes: APIRouter) -> None:
    @routes.get("/mandates", response_model=models.MandatePage, responses=_TABLE, tags=["mandates"])
    @routes.get("/mandates.csv", include_in_schema=False)
    @routes.get("/mandates.json", include_in_schema=False)
    async def mandates(  # noqa: PLR0913  (FastAPI gives them by name)
        request: Request,
        *,
        addressee: Identifier = None,
        force: Name = None,
        instrument: Identifier = None,
        mandator: Identifier = None,
        state: StateFilter = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """Mandates: who is told what, by whom, with what force; one row for each addressee."""
        parameters = {
            "addressee": addressee,
            "force": force,
            "instrument": instrument,
            "mandator": mandator,
            "state": state,
            "cursor": cursor,
            "limit": limit,
        }
        return await _answer(request, "mandates", parameters)


def _paths(routes: APIRouter) -> None:
    only: dict[int | str, dict[str, Any]] = {304: {"description": "Not modified"}}

    @routes.get("/lineage/{path:path}", response_model=models.LineageModel, responses=only, tags=["lineage"])
    async def lineage(request: Request, path: Whole) -> Response:
        """Revisions, mandates through them and resting on them, and everything reached by citations in either way."""
        return await _answer(request, "lineage", {"path": path})

    @routes.get("/network/{path:path}", response_model=models.NetworkModel, responses=only, tags=["lineage"])
    async def network(request: Request, path: Whole, depth: Annotated[int, Query(ge=1, le=4)] = 1) -> Response:
        """The instruments around one, and the citations among them."""
        return await _answer(request, "network", {"path": path, "depth": depth})


def _search(routes: APIRouter) -> None:
    @routes.get("/search", response_model=models.SearchPage, responses=_TABLE, tags=["instruments"])
    @routes.get("/search.csv", include_in_schema=False)
    @routes.get("/search.json", include_in_schema=False)
    async def search(
        request: Request,
        q: Annotated[str, Query(min_length=1, max_length=300, examples=["res 130 pp"])],
        language: Annotated[Literal["en", "fr", "es", "ru", "ar", "zh"] | None, Query()] = None,
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """Instruments by a printed form in any language, or by words of their titles."""
        return await _answer(request, "search", {"q": q, "language": language, "cursor": cursor, "limit": limit})


def _questions(routes: APIRouter) -> None:
    only: dict[int | str, dict[str, Any]] = {304: {"description": "Not modified"}}

    @routes.get("/questions", response_model=models.Questions, responses=only, tags=["questions"])
    async def catalogue(request: Request) -> Response:
        """The named questions, with their parameters and their SPARQL."""
        return await _answer(request, "catalogue", {})

    @routes.get("/questions/{name}", response_model=models.QuestionPage, responses=_TABLE, tags=["questions"])
    async def ask(
        request: Request,
        name: Annotated[str, Path(max_length=60, pattern=r"^[a-z][a-z.-]*$", examples=["cited-by"])],
        cursor: Cursor = None,
        limit: Limit = 50,
    ) -> Response:
        """The rows of a named question; its own parameters are given beside ``cursor`` and ``limit``."""
        values = {key: value for key, value in request.query_params.items() if key not in ("cursor", "limit")}
        return await _answer(request, "ask", {"name": name, "values": values, "cursor": cursor, "limit": limit})


def _extraction(routes: APIRouter) -> None:
    @routes.post(
        "/extract",
        response_model=models.ExtractionModel,
        responses={200: _TABLE[200]},
        openapi_extra=extraction.REQUEST,
        tags=["texts"],
    )
    async def extract(request: Request) -> Response:
        """The citations, mandates and changes of a text or a file; nothing is kept."""
        exchange = Exchange(request.scope, request.receive, request._send)  # noqa: SLF001  (Starlette keeps no public way)
        await extraction.answer(_service(request), exchange)
        return Answered()


def framework(service: Service) -> FastAPI:
    """Return the part of the application that FastAPI runs."""
    app = FastAPI(
        title="instrgraph",
        version=__version__,
        summary="Citations and mandates of ITU and UN instruments",
        description="No key is needed to read. Every answer names its snapshot. Errors are RFC 9457 problems.",
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    app.include_router(router())
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(Disconnected, _gone)
    return app


async def _refused(request: Request, error: Exception) -> Response:  # noqa: ARG001  (as Starlette calls it)
    return problem_response(error.problem) if isinstance(error, Refusal) else Answered()


async def _gone(request: Request, error: Exception) -> Response:  # noqa: ARG001  (as Starlette calls it)
    return Answered()


async def _invalid(_request: Request, error: Exception) -> Response:
    faults = error.errors() if isinstance(error, RequestValidationError) else []
    named = [{"at": ".".join(str(part) for part in fault["loc"]), "fault": fault["msg"]} for fault in faults]
    detail = "; ".join(f"{one['at']}: {one['fault']}" for one in named) or "the request is not as OpenAPI says"
    return problem_response(Problem(INVALID, detail, {}, {"faults": named}))


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    known = {404: NOTHING, 405: METHOD}
    kind = known.get(status, Kind(status, "malformed-request", "The request cannot be answered"))
    headers = dict(getattr(error, "headers", None) or {})
    return problem_response(Problem(kind, f"{request.url.path}: {kind.title.lower()}", headers))


def problem_response(problem: Problem) -> Response:
    """Return a problem as a response."""
    cors = {name.decode(): value.decode() for name, value in CORS}
    return Response(problem.body(), problem.kind.status, {**cors, **problem.headers}, MEDIA_TYPE)
