"""The words of ``data/lang/*/traces.toml`` and the places of the registry, as one scanner for all languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.registry import registry

_EDGED = re.compile(r"[a-zа-я]")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a revision in parentheses: its kind and where it stands in the folded text."""

    kind: str
    text: str
    start: int
    end: int


@cache
def _forms(section: str, key: str) -> tuple[str, ...]:
    packs = load_all("traces.toml").values()
    return tuple({fold_word(form) for pack in packs for word in pack[section][key] for form in expand(word)})


def _any(forms: tuple[str, ...]) -> str:
    # The longest first, so that "rev." is not read as "rev" and a stop.
    ordered = sorted(forms, key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in ordered)


@cache
def _scanner() -> re.Pattern[str]:
    places = tuple(registry().places)
    kinds = {
        "place": rf"(?:{_any(places)})",
        "revised": rf"(?:{_any(_forms('revision', 'words') + _forms('revision', 'suffixes'))})",
        "digits": r"\d+",
        "mark": rf"(?:{_any(_forms('revision', 'marks'))})",
        "separator": r"[\s,،、]+",
        "other": r".",
    }
    return re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in kinds.items()), re.DOTALL)


def tokens(folded: str) -> tuple[Token, ...]:
    """Return the tokens of a folded text; what is no word of a revision has the kind ``other``.

    >>> [(token.kind, token.text) for token in tokens("rev. dubai, 20182022")]
    [('revised', 'rev.'), ('separator', ' '), ('place', 'dubai'), ('separator', ', '), ('digits', '20182022')]
    """
    return tuple(Token(match.lastgroup or "other", match.group(), match.start(), match.end())
                 for match in _scanner().finditer(folded))  # fmt: skip


def revised_words() -> str:
    """Return the alternation of the words before a revision, for use within another pattern."""
    return _any(_forms("revision", "words"))


@cache
def kind_words() -> re.Pattern[str]:
    """Return the pattern of the words beside which a number is that of an instrument."""
    return _whole_words(_forms("numbers", "kinds"))


@cache
def question_words() -> re.Pattern[str]:
    """Return the pattern of the words beside which a number is that of a Question."""
    return _whole_words(_forms("numbers", "questions"))


def _whole_words(forms: tuple[str, ...]) -> re.Pattern[str]:
    # Arabic joins particles to its words, and Chinese has no space between them: only the others have edges.
    edged = tuple(form for form in forms if _EDGED.match(form))
    joined = tuple(form for form in forms if not _EDGED.match(form))
    return re.compile(rf"(?<![^\W\d_])(?:{_any(edged)})(?![^\W\d_])|{_any(joined)}")
