"""Citations: which ones, and what a row says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.web.answers.paging import page
from instrgraph.web.view import concept, concept_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instrgraph.web.view import Row, View

_CONCEPTS = {"function": "fn", "state": "state", "status": "link", "part": "sec"}
_PLAIN = ("citing", "cited", "body", "source", "revision", "year", "as_of")


def citations(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the citations that answer to the filters.

    Citations that only the base text of a proposal makes are left out, unless ``state`` asks for them (``base``) or
    for all (``any``).
    """
    found = page(view, parameters, matching(view, parameters))
    return {**found.envelope(view), "items": details(view, found.items)}


def matching(view: View, parameters: Mapping[str, Any]) -> list[str]:
    """Return the identifiers of the citations that answer to the filters, in order."""
    values = {name: str(parameters[name]) for name in _PLAIN if parameters.get(name) is not None}
    wanted = set() if {"cited", "citing", "source"} & set(values) else {"any"}
    for name, scheme in _CONCEPTS.items():
        given = parameters.get(name)
        if given and given != "any":
            values[name] = concept_iri(scheme, str(given))
    if not parameters.get("state"):
        wanted.add("current")
    key = ("citations", tuple(sorted(values.items())), tuple(sorted(wanted)))
    return view.once(key, lambda: [row["citation"] for row in view.rows("citations", wanted, **values)])


def details(view: View, identifiers: Iterable[str]) -> list[Row]:
    """Return one row for each citation, in the order given."""
    gathered: dict[str, Row] = {}
    for row in view.rows_of("citation-details", "citation", identifiers):
        one = gathered.setdefault(row["citation"], _row(row))
        if row["candidate"] and row["candidate"] not in one["candidates"]:
            one["candidates"].append(row["candidate"])
    found = [gathered[identifier] for identifier in identifiers if identifier in gathered]
    _mark_superseded(view, found)
    return found


def _row(row: Row) -> Row:
    exact = row["exact"]
    return {
        "id": row["citation"],
        "source": row["name"] or row["source"],
        "language": getattr(exact, "language", None),
        "start": row["start"] if row["start"] is not None else row["from"],
        "end": row["end"] if row["end"] is not None else row["to"],
        "text": row["text"] or exact,
        "anchor": [row["from"], row["to"]] if row["from"] is not None else None,
        "instrument": row["instrument"],
        "revision": row["revision"] if row["revision"] is not None else row["cited_year"],
        "edition": row["edition"],
        "provision": row["pinpoint"],
        "status": concept(row["status"]),
        "candidates": [],
        "by": row["by"],
        "rule": row["rule"],
        "confidence": row["confidence"],
        "clause": row["clause"] or _path(row["provision"]),
        "path": _path(row["provision"]),
        "function": concept(row["function"]),
        "state": concept(row["state"]),
        "replaces": row["replaces"],
        "replaced_by": row["replaced_by"],
        "reason": row["reason"],
        "specificity": concept(row["specificity"]),
        "document": row["source"],
        "citing": row["citing"],
        "citing_instrument": row["citing_instrument"],
        "citing_year": row["citing_year"],
        "body": row["body"],
        "sentence": {"before": row["before"], "exact": exact, "after": row["after"]} if exact else None,
        "superseded": False,
    }


def _path(provision: str | None) -> str | None:
    return provision.partition("/part/")[2] or None if provision else None


def _mark_superseded(view: View, rows: list[Row]) -> None:
    newest = newest_revisions(view, {row["instrument"] for row in rows if row["revision"] and row["instrument"]})
    for row in rows:
        row["superseded"] = bool(row["revision"]) and newest.get(row["instrument"] or "", 0) > int(row["revision"])


def newest_revisions(view: View, instruments: Iterable[str]) -> dict[str, int]:
    """Return the year of the newest known revision of each instrument."""
    newest: dict[str, int] = {}
    for row in view.rows_of("revision-years", "id", instruments):
        newest[row["id"]] = max(newest.get(row["id"], 0), int(row["year"]))
    return newest


def counts_of(view: View, instrument: str) -> dict[str, int]:
    """Return how often an instrument is cited: each place once, however many sources of the text there are."""
    places = view.rows("cited-by-places", id=instrument)
    newest = newest_revisions(view, [instrument]).get(instrument, 0)
    return {
        "citations": len(places),
        "texts": len({row["citing"] for row in places}),
        "superseded": sum(1 for row in places if row["year"] is not None and int(row["year"]) < newest),
        "without_revision": sum(1 for row in places if row["revision"] is None),
    }
