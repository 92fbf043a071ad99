"""Reading the files of a language pack: TOML, with faults shown by line and caret."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from instrgraph.errors import GrammarError
from instrgraph.resources import LANGUAGES, language_file


@cache
def load(language: str, name: str) -> dict[str, Any]:
    """Return one file of a language pack, for example ``load("fr", "openers.toml")``.

    TOML and not YAML, which reads the key ``no`` as false, a trap among so many "No. 79".

    Raises:
        GrammarError: the file is missing or is no TOML; the message shows the line with a caret.
    """
    path = language_file(language, name)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise GrammarError(f"{path}: missing; every language folder holds the same files") from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
        raise GrammarError(f"{path}: {error}{_caret(text, line, column)}") from error


def load_all(name: str) -> dict[str, dict[str, Any]]:
    """Return the file of that name of every language, by language code."""
    return {language: load(language, name) for language in LANGUAGES}


def expand(pattern: str) -> tuple[str, ...]:
    """Return the words that a pattern with alternatives in braces stands for.

    >>> expand("резолюци{я,и}")
    ('резолюция', 'резолюции')
    >>> expand("{the ,}Council")
    ('the Council', 'Council')
    """
    opening = pattern.find("{")
    if opening < 0:
        return (pattern,)
    closing = pattern.find("}", opening)
    nested = pattern.find("{", opening + 1)
    if 0 <= nested < closing:
        raise GrammarError(f"{pattern}\n{' ' * nested}^ braces inside braces; write the words out")
    if closing < 0:
        raise GrammarError(f"{pattern}\n{' ' * opening}^ a brace that is not closed")
    head, tail = pattern[:opening], expand(pattern[closing + 1 :])
    return tuple(head + one + rest for one in pattern[opening + 1 : closing].split(",") for rest in tail)


def _caret(text: str, line: int | None, column: int | None) -> str:
    if not line:
        return ""
    lines = text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    return f"\n    {shown}\n    {' ' * ((column or 1) - 1)}^"
