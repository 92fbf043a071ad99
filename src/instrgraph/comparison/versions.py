"""Two language versions as JSON-able values, as plain text and as an HTML page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from instrgraph.comparison.languages import Disagreement, Versions


def to_json(versions: Versions) -> dict[str, Any]:
    """Return the comparison as values that JSON can hold."""
    return {
        "names": list(versions.names),
        "languages": list(versions.languages),
        "mandates": [[one.id, other.id] for one, other in versions.mandates],
        "disagreements": [
            {"fault": one.fault.value, "paths": list(one.paths), "first": one.first, "second": one.second}
            for one in versions.disagreements
        ],
    }


def to_text(versions: Versions) -> str:
    """Return a list for people: one disagreement a line."""
    lines = [_counted(versions), *(f"{_place(one)}: {_told(one, versions)}" for one in versions.disagreements)]
    return "".join(line + "\n" for line in lines)


def to_html(versions: Versions) -> str:
    """Return a page of its own; it loads nothing from elsewhere."""
    title = escape(" / ".join(versions.names))
    rows = "".join(
        f"<tr><td>{escape(_place(one))}</td><td>{escape(one.fault.value)}</td><td>{escape(one.first or '–')}</td>"
        f"<td>{escape(one.second or '–')}</td></tr>\n"
        for one in versions.disagreements
    )
    first, second = (escape(f"{name} ({language})") for name, language in _heads(versions))
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>\n<body>'
        f"<h1>{title}</h1>\n<p>{escape(_counted(versions))}</p>\n<table><thead><tr><th scope=\"col\">Provision</th>"
        f'<th scope="col">Differs in</th><th scope="col">{first}</th><th scope="col">{second}</th></tr></thead>'
        f"<tbody>\n{rows}</tbody></table></body></html>\n"
    )


def _heads(versions: Versions) -> list[tuple[str, str]]:
    return [(name, language or "?") for name, language in zip(versions.names, versions.languages, strict=True)]


def _counted(versions: Versions) -> str:
    names = " and ".join(f"{name} ({language})" for name, language in _heads(versions))
    return f"{names}: {len(versions.mandates)} mandates in both, {len(versions.disagreements)} disagreements"


def _place(one: Disagreement) -> str:
    first, second = one.paths
    return (first or second or "") if first == second or None in one.paths else f"{first} / {second}"


def _told(one: Disagreement, versions: Versions) -> str:
    left, right = (language or name for name, language in zip(versions.names, versions.languages, strict=True))
    if one.first and one.second:
        return f"{one.fault}: {one.first} ({left}), {one.second} ({right})"
    there, lacking = (left, right) if one.first else (right, left)
    return f"{one.fault} {one.first or one.second} in {there} alone, not in {lacking}"
