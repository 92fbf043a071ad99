"""The words of the language packs by which a document tells what it is.

They are compiled for the document's own language, for all six only where that is unknown: one pattern for the names of
all bodies in all cases of all languages takes longer to compile than a document takes to read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word

# Arabic joins particles to its words, and Chinese has no space between them: only the others have edges.
_EDGED = re.compile(r"[a-zа-я]")


@cache
def _section(file: str, section: str, language: str | None) -> dict[str, tuple[str, ...]]:
    packs = load_all(file)
    found: dict[str, list[str]] = {}
    for pack in [packs[language]] if language in packs else packs.values():
        for key, forms in pack.get(section, {}).items():
            found.setdefault(key, []).extend(form for word in _listed(forms) for form in expand(word))
    return {key: tuple(dict.fromkeys(map(fold_word, forms))) for key, forms in found.items()}


def _listed(forms: Any) -> list[str]:
    return [forms] if isinstance(forms, str) else list(forms)


@cache
def keyed(file: str, section: str, language: str | None) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for all forms of a section, the longest first, and the key of each folded form."""
    sections = _section(file, section, language)
    keys = {form: key for key, listed in sections.items() for form in listed if form}
    return _pattern(tuple(keys)), keys


@cache
def pattern(file: str, section: str, key: str, language: str | None) -> re.Pattern[str]:
    """Return the pattern for the forms of one key, the longest first."""
    return _pattern(_section(file, section, language).get(key, ()))


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
