"""What a mandate asks for: the type of the action, whom reports go to, by when, on what it rests."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.structure.agents import find_mentions, glued

if TYPE_CHECKING:
    from collections.abc import Iterable

    from instrgraph.grammar.folding import Folded
    from instrgraph.model import Citation, Span
    from instrgraph.structure.agents import Setting

# A date in figures or with a month's name, at most a few words behind the word that announces it.
_DATE = (
    r"\D{0,14}?(?<!\d)(?:\d{1,2}[^\W\d]{0,2}[\s/.\-]?(?:\d{1,2}|[^\W\d]+)?[\s/.\-]{0,2})?(?:19|20)\d\d(?!\d)"
)


_VERB_WITHIN = 400
"""The verb that tells the type of an action stands within so many code points of its beginning."""


@dataclass(frozen=True, slots=True)
class _Words:
    types: dict[str, re.Pattern[str]]
    reporting: re.Pattern[str]
    due: re.Pattern[str]
    by: re.Pattern[str]
    basis: re.Pattern[str]


def find_action_type(text: str, language: str | None) -> str | None:
    """Return the type of the action in a folded stretch, by the verb that comes first, or None.

    >>> find_action_type("to report to the council each year", "en")
    'report'
    """
    best: tuple[int, int, str] | None = None
    for order, (name, pattern) in enumerate(_words(language).types.items()):
        match = pattern.search(text, 0, _VERB_WITHIN)
        if match and (best is None or (match.start(), order) < best[:2]):
            best = (match.start(), order, name)
    return best[2] if best else None


def find_due(text: str, language: str | None) -> tuple[int, int] | None:
    """Return where a folded stretch says by when or how often, or None."""
    words = _words(language)
    match = words.by.search(text) or words.due.search(text)
    return match.span() if match else None


def find_reports_to(original: str, folded: Folded, start: int, end: int, setting: Setting) -> tuple[str, ...]:
    """Return to whom the words of an action have to be reported."""
    words = _words(setting.language)
    text = folded.text
    verb = words.reporting.search(text, start, end)
    if verb is None or not words.types["report"].search(text, start, end):
        return ()
    dense = setting.language == "zh"
    found: list[str] = []
    last = end  # where the recipient before ends: "to the Council and the next conference"
    for mention in find_mentions(original, folded, start if dense else verb.end(), end, setting):
        if mention.kind not in ("agent", "body") or mention.start - verb.end() > _REPORT_WITHIN:
            continue
        before = text[max(start, mention.start - _TO_WITHIN) : mention.start]
        joined = last <= mention.start and _joins(text[last : mention.start], setting.language)
        if joined or _follows_to(before, setting.language):
            found.extend(mention.ids)
            last = mention.end
    return tuple(dict.fromkeys(found))


_TO_WITHIN = 32
_REPORT_WITHIN = 110
"""To whom a report goes stands within so many code points of the verb."""


def find_basis(folded: Folded, span: Span, citations: Iterable[Citation], language: str | None) -> tuple[str, ...]:
    """Return the instruments that a provision serves to implement, as its citations say."""
    found = []
    for citation in citations:
        if citation.instrument and span.contains(citation.core):
            begin = max(span.start, citation.anchor.start - _BASIS_WITHIN)
            if _words(language).basis.search(folded.text, folded.at(begin), folded.at(citation.anchor.start)):
                found.append(citation.instrument)
    return tuple(dict.fromkeys(found))


_BASIS_WITHIN = 90
"""The words that make a citation a basis stand within so many code points before it."""


def _follows_to(before: str, language: str | None) -> bool:
    for words in _to(language):
        at = before.rfind(words)
        begins = at == 0 or not before[at - 1 : at].isalnum() or language in ("zh", "ar")
        if at >= 0 and begins and _joins(before[at + len(words) :], language):
            return True
    return False


def _joins(between: str, language: str | None) -> bool:
    """Return whether nothing but words that join agents, and "the next", stands between."""
    return glued(_next(language).sub(" ", between), language)


@cache
def _next(language: str | None) -> re.Pattern[str]:
    every = load_all("actions.toml")
    chosen = [every[language]] if language in every else list(every.values())
    years = r"\b(?:19|20)\d\d\b"
    return re.compile(f"{_pattern(one['reports']['next'] for one in chosen).pattern}|{years}")


@cache
def _to(language: str | None) -> tuple[str, ...]:
    every = load_all("actions.toml")
    chosen = [every[language]] if language in every else list(every.values())
    patterns = [pattern for words in chosen for pattern in words["reports"]["to"]]
    return tuple(fold_word(one).rstrip("*").strip() for pattern in patterns for one in expand(pattern))


@cache
def _words(language: str | None) -> _Words:
    every = load_all("actions.toml")
    chosen = [every[language]] if language in every else list(every.values())
    return _Words(
        types={name: _pattern(one["types"][name] for one in chosen) for name in chosen[0]["types"]},
        reporting=_pattern(one["reports"]["verbs"] for one in chosen),
        due=_pattern(one["due"]["phrases"] for one in chosen),
        by=_pattern((one["due"]["by"] for one in chosen), behind=_DATE),
        basis=_pattern(one["basis"]["before"] for one in chosen),
    )


def _pattern(groups: Iterable[list[str]], behind: str = "") -> re.Pattern[str]:
    patterns = [pattern.replace("{}", "\u0001") for group in groups for pattern in group]
    forms = {fold_word(one) for pattern in patterns for one in expand(pattern)}
    ordered = sorted((form for form in forms if form), key=lambda form: (-len(form), form))
    dense = [_one(form) for form in ordered if form[0] >= "\u3400"]
    clitics = [_one(form) for form in ordered if form[0] < "\u3400" and form.endswith("*")]
    words = [_one(form) for form in ordered if form[0] < "\u3400" and not form.endswith("*")]
    # One look behind for all words together: an alternation that fails at its first letter costs next to nothing.
    parts = [
        *([rf"\b(?:{'|'.join(words)})(?!\w)"] if words else []),
        *([rf"\b(?:{'|'.join(clitics)})"] if clitics else []),
        *([f"(?:{'|'.join(dense)})"] if dense else []),
    ]
    return re.compile(f"(?:{'|'.join(parts)})" + behind)


def _one(form: str) -> str:
    escaped = re.escape(form).replace("\u0001", r"\S+").removesuffix(r"\*")
    return escaped.replace(r"\ \*\ ", r"\W(?:.{1,80}?\W)?").replace(r"\*", ".{0,20}?")
