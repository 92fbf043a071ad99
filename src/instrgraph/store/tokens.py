"""The few tokens of SPARQL that we look for, told apart from strings, IRIs, names and comments that look like them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|<(?P<iri>[^<>\s\"{}|^`\\]*)>"
    r"|\#[^\n]*"
    r"|[?$]\w+"  # variables
    r"|[\w.-]*:[\w.%:-]*"  # prefixed names
    r"|(?P<word>[A-Za-z]\w*|[{}])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A keyword in upper case, a brace, or an IRI in its angle brackets; ``start`` is its place in the query."""

    word: str
    start: int


def tokens(sparql: str) -> Iterator[Token]:
    """Give the keywords, braces and IRIs of a query, in order.

    >>> [token.word for token in tokens('ASK { ?where <http://example.org/#x> "}" } # }')]
    ['ASK', '{', '<http://example.org/#x>', '}']
    """
    for match in _TOKEN.finditer(sparql):
        if match["word"]:
            yield Token(match["word"].upper(), match.start())
        elif match["iri"] is not None:
            yield Token(match[0], match.start())
