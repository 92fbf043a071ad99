"""A comparison as JSON-able values, as plain text, and as an HTML page with both texts side by side."""

from __future__ import annotations

from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from instrgraph.comparison.values import Fate
from instrgraph.model import Mandate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.comparison.values import CitationChange, Comparison, MandateChange, Passage, Side
    from instrgraph.model import Citation

_SIGNS = {
    Fate.KEPT: " ", Fate.CHANGED: "~", Fate.MOVED: ">", Fate.RENUMBERED: "#", Fate.CAME: "+", Fate.WENT: "-",
}  # fmt: skip
_CITATION: tuple[str, ...] = ("id", "text", "instrument", "revision", "edition", "provision", "path")
_MANDATE: tuple[str, ...] = ("id", "addressee", "force", "action", "path")
_STYLE = """
:root { color-scheme: light dark; } body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border: 1px solid GrayText; padding: .4rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th.fate { width: 8rem; } ul { margin: .3rem 0 0; padding-inline-start: 1.2rem; }
del { background: #f8d0d0; color: #5a0000; } ins { background: #cdeccd; color: #003c00; text-decoration: none; }
"""


def to_json(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as values that JSON can hold."""
    return {
        "before": comparison.before,
        "after": comparison.after,
        "counts": {fate.value: count for fate, count in comparison.counts.items()},
        "passages": [_passage(passage) for passage in comparison.passages],
    }


def to_text(comparison: Comparison, *, everything: bool = False) -> str:
    """Return a list for people: one passage a line, with its citations and mandates below it.

    Passages that were kept are left out unless ``everything`` is asked for.
    """
    return "".join(line + "\n" for line in _lines(comparison, everything=everything))


def to_html(comparison: Comparison) -> str:
    """Return a page of its own, with both texts side by side; it loads nothing from elsewhere."""
    title = f"{escape(comparison.before)} and {escape(comparison.after)}"
    rows = "\n".join(_html_row(passage) for passage in comparison.passages)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body><h1>{title}</h1>\n<p>{escape(_counted(comparison))}</p>\n"
        f'<table><thead><tr><th class="fate" scope="col">What became of it</th>'
        f'<th scope="col">{escape(comparison.before)}</th><th scope="col">{escape(comparison.after)}</th></tr></thead>'
        f"<tbody>\n{rows}\n</tbody></table></body></html>\n"
    )


def describe(change: CitationChange | MandateChange) -> str:
    """Return a change of a citation or mandate in one line."""
    before, after = _named(change.before), _named(change.after)
    if before and after:
        return f"{change.move.value}: {before}" if before == after else f"{change.move.value}: {before} -> {after}"
    return f"{change.move.value}: {before or after}"


def _changes(passage: Passage) -> list[str]:
    return [*map(describe, passage.citations), *map(describe, passage.mandates)]


def _named(one: Citation | Mandate | None) -> str:
    if one is None:
        return ""
    if isinstance(one, Mandate):
        return f"{one.addressee} ({one.force})"
    name = one.instrument or one.text
    parts = (name, f"rev. {one.revision}" if one.revision else None, one.edition, one.provision)
    return " ".join(part for part in parts if part)


def _lines(comparison: Comparison, *, everything: bool) -> Iterator[str]:
    yield f"{comparison.before} -> {comparison.after}: {_counted(comparison)}"
    for passage in comparison.passages:
        if passage.fate is Fate.KEPT and not everything and not passage.citations and not passage.mandates:
            continue
        places = " -> ".join(dict.fromkeys(side.path for side in (passage.before, passage.after) if side))
        moved = ", moved" if passage.moved and passage.fate is Fate.CHANGED else ""
        merged = f" (see {passage.merged.path})" if passage.merged else ""
        side = passage.after or passage.before
        words = " ".join(side.text.split()) if side else ""
        shown = words if len(words) <= 90 else words[:89] + "…"
        yield f"{_SIGNS[passage.fate]} {passage.fate.value}{moved} {places}{merged}: {shown}"
        for line in _changes(passage):
            yield f"    {line}"


def _counted(comparison: Comparison) -> str:
    return ", ".join(f"{count} {fate.value}" for fate, count in comparison.counts.items() if count) or "nothing"


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "fate": passage.fate.value,
        "moved": passage.moved,
        "likeness": round(passage.likeness, 3),
        "before": _side(passage.before),
        "after": _side(passage.after),
        "merged": passage.merged.path if passage.merged else None,
        "pieces": [asdict(piece) for piece in passage.pieces()],
        "citations": [_change(change) for change in passage.citations],
        "mandates": [_change(change) for change in passage.mandates],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"clause": side.clause, "path": side.path, "label": side.label, "text": side.text}


def _change(change: CitationChange | MandateChange) -> dict[str, Any]:
    return {
        "move": change.move.value,
        "before": _held(change.before),
        "after": _held(change.after),
    }


def _held(one: Citation | Mandate | None) -> dict[str, Any] | None:
    if one is None:
        return None
    fields = _MANDATE if isinstance(one, Mandate) else _CITATION
    return {field: getattr(one, field) for field in fields}


def _html_row(passage: Passage) -> str:
    pieces = passage.pieces()
    moved = ", moved" if passage.moved and passage.fate is not Fate.MOVED else ""
    changes = "".join(f"<li>{escape(line)}</li>" for line in _changes(passage))
    listed = f"<ul>{changes}</ul>" if changes else ""
    before = _html_side(passage.before, [(piece.text, piece.status) for piece in pieces], "removed", "del")
    after = _html_side(passage.after, [(piece.text, piece.status) for piece in pieces], "added", "ins")
    return f"<tr><td>{passage.fate.value}{moved}{listed}</td>{before}{after}</tr>"


def _html_side(side: Side | None, pieces: list[tuple[str, str]], own: str, mark: str) -> str:
    if side is None:
        return "<td></td>"
    # dir=auto: the words themselves say whether they run from right to left.
    words = "".join(
        f"<{mark}>{escape(text)}</{mark}>" if status == own else escape(text)
        for text, status in pieces
        if status in {"common", own}
    )
    return f'<td dir="auto"><small>{escape(side.path)}</small><br>{words}</td>'
