"""The words of the language packs by which a document tells what it is, compiled once for all six languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word

# Arabic joins particles to its words, and Chinese has no space between them: only the others have edges.
_EDGED = re.compile(r"[a-zа-я]")


@cache
def _section(file: str, section: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for pack in load_all(file).values():
        for key, forms in pack.get(section, {}).items():
            found.setdefault(key, []).extend(form for word in _listed(forms) for form in expand(word))
    return {key: tuple(dict.fromkeys(map(fold_word, forms))) for key, forms in found.items()}


def _listed(forms: Any) -> list[str]:
    return [forms] if isinstance(forms, str) else list(forms)


def forms(file: str, section: str, key: str) -> tuple[str, ...]:
    """Return the folded forms of all languages under one key of a section."""
    return _section(file, section).get(key, ())


@cache
def keyed(file: str, section: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for all forms of a section, the longest first, and the key of each folded form."""
    keys = {form: key for key, listed in _section(file, section).items() for form in listed if form}
    return _pattern(tuple(keys)), keys


@cache
def pattern(file: str, section: str, key: str) -> re.Pattern[str]:
    """Return the pattern for the forms of one key, the longest first."""
    return _pattern(forms(file, section, key))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    def escaped(edged: bool) -> str:
        chosen = sorted((word for word in words if bool(_EDGED.match(word)) is edged), key=len, reverse=True)
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in chosen)

    parts = [f"(?<![a-zа-я])(?:{escaped(True)})(?![a-zа-я])"] if escaped(True) else []
    parts += [f"(?:{escaped(False)})"] if escaped(False) else []
    return re.compile("|".join(parts) or r"(?!)")


@cache
def months() -> dict[str, int]:
    """Return the number of the month of each folded form of its name."""
    found: dict[str, int] = {}
    for pack in load_all("document.toml").values():
        for number, word in enumerate(pack["dates"]["months"], 1):
            found.update((fold_word(form), number) for form in expand(word))
    return found
