"""Instruments: the list, one of them, its lineage and its neighbourhood."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.errors import NotFound
from instrgraph.web.answers.citations import counts_of
from instrgraph.web.answers.paging import page
from instrgraph.web.view import concept, concept_iri

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instrgraph.web.view import Row, View


def instruments(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return a page of the instruments, by body and type; ``with_text`` leaves out those known only by citations."""
    values: dict[str, str] = {}
    if parameters.get("body"):
        values["body"] = str(parameters["body"])
    if parameters.get("type"):
        values["type"] = concept_iri("type", str(parameters["type"]))
    wanted = {"text"} if parameters.get("with_text") else set()
    key = ("instruments", tuple(sorted(values.items())), tuple(wanted))
    found = page(
        view,
        parameters,
        view.once(key, lambda: [row["instrument"] for row in view.rows("instruments", wanted, **values)]),
    )
    return {**found.envelope(view), "items": summaries(view, found.items)}


def summaries(view: View, identifiers: Iterable[str]) -> list[Row]:
    """Return the plain facts of instruments, in the order given."""
    listed = list(identifiers)
    gathered: dict[str, Row] = {}
    for row in view.rows_of("instrument-facts", "id", listed):
        one = gathered.setdefault(row["id"], _summary(view, row))
        revision = {"id": row["revision"], "year": row["year"]}
        if row["revision"] and revision not in one["revisions"]:
            one["revisions"].append(revision)
    for row in view.rows_of("titles-of", "id", listed):
        titles = gathered[row["id"]]["titles"] if row["id"] in gathered else {}
        titles.setdefault(getattr(row["title"], "language", None) or "und", row["title"])
    for one in gathered.values():
        one["revisions"].sort(key=lambda revision: (revision["year"] or 0, revision["id"]))
    return [gathered[identifier] for identifier in listed if identifier in gathered]


def _summary(view: View, row: Row) -> Row:
    return {
        "id": row["id"],
        "iri": view.base + row["id"],
        "type": concept(row["type"]),
        "number": row["number"],
        "body": row["body"],
        "titles": {},
        "revisions": [],
    }


def instrument(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is known of one instrument: titles, revisions, how often it is cited and demands.

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    identifier = str(parameters["path"]).partition("/rev/")[0]
    found = summaries(view, [identifier])
    if not found:
        raise NotFound(f"{identifier}: no instrument in snapshot {view.number}; look for it with /api/v1/search?q=")
    chain = {row["revision"]: row for row in view.rows_of("revision-facts", "id", [identifier])}
    summary = found[0]
    for revision in summary["revisions"]:
        facts = chain.get(revision["id"], {})
        revision |= {
            "designation": facts.get("designation"),
            "place": facts.get("place"),
            "conference": facts.get("conference"),
            "supersedes": facts.get("previous"),
            "text": bool(facts.get("source")),
        }
    return {
        **summary,
        "cited_by": counts_of(view, identifier),
        "cites": len({row["citation"] for row in view.rows("citations", ("current",), citing=identifier)}),
        "mandates": len({row["mandate"] for row in view.rows("mandates", ("current",), instrument=identifier)}),
        "snapshot": {"number": view.number, "date": view.date},
    }


def labels(view: View, identifiers: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of things by identifier and language."""
    found: dict[str, dict[str, str]] = {}
    for row in view.rows_of("labels-of", "id", (each for each in identifiers if each)):
        found.setdefault(row["id"], {}).setdefault(getattr(row["label"], "language", None) or "und", row["label"])
    return found
