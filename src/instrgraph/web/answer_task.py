"""The task of a worker that makes an answer of the API or a page, and writes it in the form asked for."""

from __future__ import annotations

import csv
import importlib
import io
from typing import TYPE_CHECKING, Any

import orjson

from instrgraph.web.query_task import Sink, packed
from instrgraph.web.view import View
from instrgraph.web.worker import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instrgraph.web.worker import Context

ANSWERS = {
    "addressees": "mandates:addressees",
    "annotations": "exports:annotation_page",
    "ask": "asking:ask",
    "bibliography": "exports:bibliography",
    "catalogue": "asking:catalogue",
    "citations": "citations:citations",
    "counts": "asking:counts",
    "feed": "exports:feed",
    "home": "pages:home",
    "instrument": "instruments:instrument",
    "instruments": "instruments:instruments",
    "instrument-page": "pages:instrument_page",
    "lineage": "paths:lineage",
    "mandates": "mandates:mandates",
    "mandates-page": "pages:mandates_page",
    "network": "paths:network",
    "search": "search:search",
    "about": "pages:about",
    "query-page": "pages:query_page",
    "thing-page": "pages:thing_page",
    "search-page": "pages:search_page",
    "warm": "paths:warm",
}
"""Every answer: the module below ``answers`` and the function that makes it."""

_IDENTIFIERS = ("path", "citing", "cited", "body", "source", "addressee", "instrument", "mandator")

MEDIA_TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
    "annotations": "application/ld+json",
}


def run(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Make the answer ``answer`` from ``parameters`` over the snapshot at ``path``, in the form ``form``.

    Raises:
        NotFound: what is asked for is not there.
        ResultTooLarge: it has more bytes than the limit.
    """
    _ = body
    view = View(context.store(arguments["path"]), arguments["number"], arguments["date"], context.kept)
    module, _, name = ANSWERS[arguments["answer"]].partition(":")
    made = getattr(importlib.import_module(f"instrgraph.web.answers.{module}"), name)(
        view, _identified(view, arguments["parameters"])
    )
    form = arguments["form"]
    sink = Sink(arguments["bytes"], 0)
    sink.write(written(made, form, arguments))
    answer = packed(sink, MEDIA_TYPES[form], compress=arguments["gzip"])
    header = {**answer.header, "stable": True}
    if isinstance(made, dict):
        header |= {name: made[name] for name in ("total", "next", "redirect") if made.get(name) is not None}
    return Answer(answer.body, header, answer.descriptor)


def holds(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Say whether the snapshot at ``path`` knows the identifier ``local``: ``true`` or ``false``."""
    _ = body
    view = View(context.store(arguments["path"]), arguments["number"], arguments["date"], context.kept)
    return Answer(b"true" if view.holds(arguments["local"]) else b"false")


def _identified(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    named = {name: view.identify(str(parameters[name])) for name in _IDENTIFIERS if parameters.get(name)}
    return {**parameters, **named}


def written(made: Any, form: str, arguments: Mapping[str, Any]) -> bytes:
    """Return an answer in a form."""
    if isinstance(made, bytes):
        return made
    if form == "html":
        from instrgraph.web.rendering import rendered  # noqa: PLC0415  (templates are loaded by those who render)

        return rendered(arguments["template"], made, arguments["page"]).encode()
    if form == "csv":
        return table(made["items"], made.get("columns"))
    return orjson.dumps(made, option=orjson.OPT_NON_STR_KEYS)


def table(rows: Iterable[Mapping[str, Any]], columns: list[str] | None = None) -> bytes:
    r"""Return rows as CSV: lists with spaces between, parts of a part as columns of their own.

    >>> table([{"id": "a", "basis": ["x", "y"], "sentence": {"exact": "z"}}])
    b'id,basis,sentence_exact\r\na,x y,z\r\n'
    """
    flat = [dict(_cells(row)) for row in rows]
    names = columns or list(dict.fromkeys(name for row in flat for name in row))
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(names)
    writer.writerows([row.get(name) for name in names] for row in flat)
    return output.getvalue().encode()


def _cells(row: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in row.items():
        if isinstance(value, dict):
            yield from ((f"{name}_{part}", _cell(inner)) for part, inner in value.items())
        else:
            yield name, _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return " ".join(str(each["id"] if isinstance(each, dict) else each) for each in value)
    return ("true" if value else "false") if isinstance(value, bool) else value
