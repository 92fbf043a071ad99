"""Mandates: which ones, and what a row says of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.web.answers.paging import page
from instrgraph.web.view import concept, concept_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instrgraph.web.view import Row, View

_LISTS = ("basis", "reports_to", "collaborators")


def mandates(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the mandates that answer to the filters, one row for each addressee."""
    found = page(view, parameters, matching(view, parameters))
    return {**found.envelope(view), "items": details(view, found.items)}


def matching(view: View, parameters: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the mandates that answer to the filters, each with one addressee, in order."""
    values = {name: str(parameters[name]) for name in ("addressee", "instrument", "mandator") if parameters.get(name)}
    for name in ("force", "state"):
        if parameters.get(name) and parameters[name] != "any":
            values[name] = concept_iri(name, str(parameters[name]))
    wanted = set() if parameters.get("state") else {"current"}
    key = ("mandates", tuple(sorted(values.items())), tuple(wanted))
    return view.once(
        key, lambda: [(row["mandate"], row["addressee"]) for row in view.rows("mandates", wanted, **values)]
    )


def details(view: View, pairs: Iterable[tuple[str, str]]) -> list[Row]:
    """Return one row for each mandate and addressee, in the order given."""
    listed = list(pairs)
    gathered: dict[str, Row] = {}
    for row in view.rows_of("mandate-details", "mandate", (mandate for mandate, _ in listed)):
        one = gathered.setdefault(row["mandate"], _row(row))
        for name, column in zip(_LISTS, ("basis", "reports", "collaborator"), strict=True):
            if row[column] and row[column] not in one[name]:
                one[name].append(row[column])
    return [{**gathered[mandate], "addressee": addressee} for mandate, addressee in listed if mandate in gathered]


def _row(row: Row) -> Row:
    return {
        "id": row["mandate"],
        "source": row["name"] or row["source"],
        "language": getattr(row["action"], "language", None),
        "start": row["from"],
        "end": row["to"],
        "clause": row["clause"] or (row["provision"] or "").partition("/part/")[2] or None,
        "path": (row["provision"] or "").partition("/part/")[2] or None,
        "mandator": row["mandator"],
        "force": concept(row["force"]),
        "addressee": None,
        "action_type": concept(row["action_type"]),
        "action": row["action"],
        "basis": [],
        "reports_to": [],
        "state": concept(row["state"]),
        "continues": row["continues"],
        "collaborators": [],
        "due": row["due"],
        "lineage": concept(row["lineage"]),
        "document": row["source"],
        "text": row["text"],
        "instrument": row["instrument"],
        "year": row["year"],
    }


def addressees(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return on whom demands are made, most first."""
    rows = view.once("addressees", lambda: view.rows("addressees"))
    found = page(view, parameters, rows)
    return {**found.envelope(view), "items": found.items}
