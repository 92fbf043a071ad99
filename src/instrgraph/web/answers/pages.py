"""What the pages show, put together from the same answers that the API gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.errors import NotFound
from instrgraph.web.answers.asking import ask, catalogue, counts
from instrgraph.web.answers.citations import citations
from instrgraph.web.answers.instruments import instrument, labels
from instrgraph.web.answers.mandates import addressees, mandates
from instrgraph.web.answers.search import search
from instrgraph.web.view import concept, counted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.web.view import View

_FACETS = ("body", "year", "function", "part", "state", "revision")
_MOST_CITED = 10
_MOST_ADDRESSEES = 500


def home(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return how much there is, and what is cited most."""
    found = ask(view, {"name": "most-cited", "values": {}, "limit": _MOST_CITED})
    return {**counts(view, parameters), "most_cited": found["items"]}


def instrument_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return an instrument with a page of what cites it, what it cites, or its mandates (``view``).

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    found = instrument(view, {"path": parameters["path"]})
    identifier, shown = found["id"], parameters.get("view") or "cited-by"
    common = {name: parameters.get(name) for name in ("cursor", "limit")}
    filters = {name: parameters.get(name) for name in _FACETS}
    if shown == "mandates":
        listed = mandates(view, {**common, "instrument": identifier, "state": parameters.get("state")})
    elif shown == "cites":
        listed = citations(
            view,
            {**common, "citing": identifier, "state": parameters.get("state"), "function": parameters.get("function")},
        )
    else:
        listed = citations(view, {**common, **filters, "cited": identifier})
    facets = facets_of(view, identifier) if shown == "cited-by" else {}
    bodies = [*facets.get("body", {}), found["body"], *(row.get("addressee") for row in listed["items"])]
    return {
        "instrument": found,
        "view": shown,
        "filters": filters,
        "facets": facets,
        "list": listed,
        "labels": labels(view, filter(None, bodies)),
    }


def facets_of(view: View, identifier: str) -> dict[str, dict[str, int]]:
    """Return, for each way to narrow the citations of an instrument, the values and how many have each."""
    rows = view.once(("facets", identifier), lambda: view.rows("facets", id=identifier))
    unique = {row["citation"]: row for row in rows}.values()
    named = [
        {**row, "function": concept(row["function"]), "part": concept(row["part"]), "state": concept(row["state"])}
        for row in unique
    ]
    return {name: counted(named, name) for name in _FACETS}


def search_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what words may mean; ``redirect`` where they mean one instrument exactly."""
    if not str(parameters.get("q") or "").strip():
        return {
            "query": "",
            "exact": None,
            "candidates": [],
            "items": [],
            "total": 0,
            "next": None,
            "snapshot": {"number": view.number, "date": view.date},
            "redirect": None,
        }
    found = search(view, parameters)
    exact = found["exact"]
    return {**found, "redirect": f"/instruments/{exact['id']}" if exact and not parameters.get("cursor") else None}


def mandates_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the ledger of an addressee, or of all, and on whom demands are made."""
    listed = mandates(view, parameters)
    filters = {name: parameters.get(name) for name in ("addressee", "force", "instrument", "mandator", "state")}
    agents = addressees(view, {"limit": _MOST_ADDRESSEES})["items"]
    names = labels(view, [*(row["addressee"] for row in agents), *(row["mandator"] for row in listed["items"])])
    return {"list": listed, "addressees": agents, "labels": names, "filters": filters, "snapshot": listed["snapshot"]}


def about(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the snapshot holds, and how right the extraction was measured to be."""
    return {**counts(view, parameters), "accuracy": []}


def query_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the named questions as examples for the editor."""
    return {**catalogue(view, parameters), "query": parameters.get("query") or ""}


def thing_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said of a thing.

    Raises:
        NotFound: nothing is.
    """
    local = str(parameters["path"])
    rows = view.rows("statements", id=local)
    if not rows:
        raise NotFound(f"{local}: nothing is said of it in snapshot {view.number}; look for it with /search")
    return {
        "id": local,
        "iri": view.base + local,
        "statements": rows,
        "snapshot": {"number": view.number, "date": view.date},
    }
