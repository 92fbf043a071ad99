"""The search: a printed form or an identifier is an exact hit; other words are looked for in titles."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from instrgraph.errors import AmbiguousIdentifier, MalformedIdentifier
from instrgraph.web.answers.instruments import summaries
from instrgraph.web.answers.paging import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.web.view import View

Titles = list[tuple[str, str, str | None]]


def search(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the instruments that words may mean: ``exact`` where they mean one, ``candidates`` where several.

    ``items`` are the instruments whose titles hold all the words, those whose title begins with them first.
    """
    words = str(parameters.get("q") or "").strip()
    exact, candidates = _meant(view, words)
    found = page(view, parameters, _in_titles(view, words, parameters.get("language")))
    named = summaries(view, [each for each in (exact, *candidates) if each])
    return {
        **found.envelope(view),
        "query": words,
        "exact": next((one for one in named if one["id"] == exact), None),
        "candidates": [one for one in named if one["id"] != exact],
        "items": summaries(view, found.items),
    }


def _meant(view: View, words: str) -> tuple[str | None, tuple[str, ...]]:
    from instrgraph.pipeline.identification import identify  # noqa: PLC0415  (loads the grammar)

    if not words or len(words) > 300:
        return None, ()
    try:
        identifier = identify(words).partition("/rev/")[0]
    except AmbiguousIdentifier as error:
        return None, tuple(candidate for candidate in error.candidates if view.holds(candidate))
    except MalformedIdentifier:
        return None, ()
    return (identifier, ()) if view.holds(identifier) else (None, ())


def _in_titles(view: View, words: str, language: str | None) -> list[str]:
    wanted = folded(words).split()
    if not wanted:
        return []
    titles: Titles = view.once("titles", lambda: _titles(view))
    scores: dict[str, tuple[bool, int]] = {}
    for title, identifier, tongue in titles:
        if (language is None or tongue in (language, None)) and all(word in title for word in wanted):
            score = (not title.startswith(wanted[0]), len(title))
            scores[identifier] = min(score, scores.get(identifier, score))
    return sorted(scores, key=lambda identifier: (scores[identifier], identifier))


def _titles(view: View) -> Titles:
    found: Titles = [
        (folded(row["title"]), row["id"], getattr(row["title"], "language", None)) for row in view.rows("all-titles")
    ]
    found += [(row["id"].lower(), row["id"], None) for row in view.rows("all-instruments")]
    return found


def folded(text: str) -> str:
    """Return a text without case, accents and vowel marks.

    >>> folded("Résolution ПЛЁНКА")
    'resolution пленка'
    """
    parted = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in parted if not unicodedata.combining(char))
