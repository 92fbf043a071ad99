"""Lineage and neighbourhoods, from an index that is made once for a snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from instrgraph.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.network.index import Index
    from instrgraph.web.view import Row, View

_MOST_NODES = 500


def index_of(view: View) -> Index:
    """Return the index of which instrument cites which, over all their texts."""
    return view.once("index", lambda: _index(view))


def _index(view: View) -> Index:
    from instrgraph.network.index import Index  # noqa: PLC0415  (scipy is slow to load)
    from instrgraph.network.rows import instrument_of  # noqa: PLC0415

    pairs = ((instrument_of(row["citing"]), row["cited"]) for row in view.select(_edges(view)))
    return Index.of((citing, cited) for citing, cited in pairs if citing != cited)


def _edges(view: View) -> str:
    from instrgraph.questions.binding import bind  # noqa: PLC0415
    from instrgraph.web.view import pruned  # noqa: PLC0415

    return bind(pruned("edges", frozenset()), base=view.base)


def warm(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Make the index; returns how large it is."""
    _ = parameters
    index = index_of(view)
    return {"nodes": len(index), "edges": index.edges}


def lineage(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return an instrument's revisions, its mandates through them and those that rest on it, and what it reaches.

    ``cites`` and ``cited_by`` hold every instrument that is reached in any number of steps, with the number of steps.

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    identifier = str(parameters["path"]).partition("/rev/")[0]
    known = view.holds(identifier)
    index = index_of(view)
    if not known and identifier not in index:
        raise NotFound(f"{identifier}: no instrument in snapshot {view.number}; look for it with /api/v1/search?q=")
    revisions = view.rows_of("revision-facts", "id", [identifier])
    return {
        "id": identifier,
        "revisions": [
            {"id": row["revision"], "year": row["year"], "place": row["place"], "supersedes": row["previous"]}
            for row in sorted(revisions, key=lambda row: (row["year"] or 0, row["revision"]))
        ],
        "mandates": [
            {
                "id": row["mandate"],
                "continues": row["continues"],
                "kind": (row["kind"] or "").removeprefix("lin-") or None,
                "relation": row["relation"],
            }
            for row in view.rows("chain", id=identifier)
        ],
        "cites": _reached(index, identifier, back=False),
        "cited_by": _reached(index, identifier, back=True),
        "snapshot": {"number": view.number, "date": view.date},
    }


def _reached(index: Index, identifier: str, *, back: bool) -> dict[str, Any]:
    if identifier not in index:
        return {"total": 0, "items": []}
    steps = index.distances(identifier, back=back)
    items = [{"id": name, "steps": count} for name, count in steps.items() if count]
    return {"total": len(items), "items": items}


def network(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the instruments around one, up to ``depth`` steps in either direction, and the citations among them.

    At most 500 instruments, the nearest first; ``total`` says how many there are.

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    identifier = str(parameters["path"]).partition("/rev/")[0]
    depth = int(parameters.get("depth") or 1)
    index = index_of(view)
    if identifier not in index:
        if not view.holds(identifier):
            raise NotFound(f"{identifier}: no instrument in snapshot {view.number}; look for it with /api/v1/search?q=")
        return _graph(view, identifier, {identifier: 0}, [], 1)
    steps = {identifier: 0}
    for back in (False, True):
        for name, count in index.distances(identifier, back=back).items():
            if count <= depth:
                steps[name] = min(count, steps.get(name, count))
    nearest = dict(sorted(steps.items(), key=lambda item: (item[1], item[0]))[:_MOST_NODES])
    edges = [
        {"citing": name, "cited": other}
        for name in nearest
        for other in index.reach(name, depth=1)
        if other in nearest and other != name
    ]
    return _graph(view, identifier, nearest, edges, len(steps))


def _graph(view: View, identifier: str, steps: dict[str, int], edges: list[Row], total: int) -> dict[str, Any]:
    from instrgraph.identifiers import body_of  # noqa: PLC0415

    return {
        "id": identifier,
        "total": total,
        "nodes": [{"id": name, "steps": count, "body": body_of(name)} for name, count in steps.items()],
        "edges": edges,
        "snapshot": {"number": view.number, "date": view.date},
    }
