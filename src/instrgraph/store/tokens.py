"""The tokens of SPARQL, told apart from strings, IRIs, names and comments that look like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_ESCAPED = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_TOKEN = re.compile(
    rf"""
    (?P<comment>\#[^\r\n]*)
    |(?P<string>\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\" | '''(?:'{{0,2}}(?:[^'\\]|\\.))*'''
        | \"(?:[^\"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
    |(?P<variable>[?$]\w+)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d][\w\-]*(?:\.+[\w\-]+)*)?:(?:(?:[\w:\-]|{_ESCAPED})(?:\.*(?:[\w:\-]|{_ESCAPED}))*)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<sign>[{{}};,.()])
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, IRI or sign of a query and where it stands (code points)."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def keyword(self) -> str:
        """The word in upper case; empty for what is no word."""
        return self.text.upper() if self.kind == "word" else ""


def tokens(text: str) -> Iterator[Token]:
    """Give the tokens of a query in order, without comments.

    >>> [token.text for token in tokens('ASK { ?s ex:service "LOAD" } # FROM')]
    ['ASK', '{', '?s', 'ex:service', '"LOAD"', '}']
    """
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "comment":
            yield Token(str(found.lastgroup), found.group(), found.start(), found.end())


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column of an offset, both from 1.

    >>> place("ASK\n{", 4)
    (2, 1)
    """
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
