"""What can be told from the words of a query before an engine reads it: where it reaches out.

The engine reaches out for SERVICE and LOAD on its own. So these are looked for here, among the words that stand outside
of strings, comments, IRIs and names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.errors import QueryFault

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
_UNSTABLE = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\s*\(", re.IGNORECASE)
_NOTEWORTHY = re.compile(r"service|load", re.IGNORECASE)


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


def survey(text: str, allowed: frozenset[str] = frozenset()) -> bool:
    """Return whether asking the same snapshot again gives the same answer.

    Raises:
        QueryFault: the text asks another endpoint (SERVICE) or loads an address (LOAD) that is not in ``allowed``.

    >>> survey("ASK { ?s ?p ?o }"), survey("SELECT (NOW() AS ?now) {}")
    (True, False)
    >>> survey("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    instrgraph.errors.QueryFault: line 1, column 7: SERVICE <http://example.org/> is not allowed here; ...
    """
    stable = _UNSTABLE.search(text) is None
    if _NOTEWORTHY.search(text) is None:
        return stable
    found = list(tokens(text))
    for index, token in enumerate(found):
        if token.keyword in ("SERVICE", "LOAD"):
            _check(text, token, _target(found, index + 1), allowed)
            stable = False
    return stable


def _target(found: list[Token], index: int) -> str:
    while index < len(found) and found[index].keyword == "SILENT":
        index += 1
    return found[index].text if index < len(found) else ""


def _check(text: str, token: Token, target: str, allowed: frozenset[str]) -> None:
    if target.startswith("<") and target[1:-1] in allowed:
        return
    line, column = place(text, token.start)
    raise QueryFault(
        f"line {line}, column {column}: {token.keyword} {target} is not allowed here; ask it yourself, or let the"
        " operator list it in INSTRGRAPH_SERVICE_ENDPOINTS",
        line,
        column,
    )


def place(text: str, offset: int) -> tuple[int, int]:
    r"""Return the line and the column of an offset, both from 1.

    >>> place("ASK\n{", 4)
    (2, 1)
    """
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1


def with_using(update: str, default: tuple[str, ...], named: tuple[str, ...]) -> str:
    """Return an update whose operations see only the graphs that the protocol names (``using-graph-uri``).

    Raises:
        QueryFault: the update names its graphs itself (USING or WITH); the protocol forbids both.

    >>> with_using("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ("http://example.org/g",), ())
    'DELETE { ?s ?p ?o } USING <http://example.org/g> WHERE { ?s ?p ?o }'
    """
    clause = "".join(f"USING <{iri}> " for iri in default) + "".join(f"USING NAMED <{iri}> " for iri in named)
    parts: list[str] = []
    done = depth = 0
    before = ""
    found = list(tokens(update))
    for index, token in enumerate(found):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0 and token.keyword in ("USING", "WITH"):
            line, column = place(update, token.start)
            raise QueryFault(
                f"line {line}, column {column}: {token.keyword} and using-graph-uri exclude each other; leave one out",
                line,
                column,
            )
        if depth == 0 and token.keyword == "WHERE":
            pattern = _block(update, found, index + 1) + " " if before == "DELETE" else ""
            parts += [update[done : token.start], pattern, clause]
            done = token.start
        before = token.keyword
    return "".join([*parts, update[done:]])


def _block(update: str, found: list[Token], index: int) -> str:
    # `DELETE WHERE { … }` has no room for USING: the pattern stands for the template as well.
    depth = 0
    for token in found[index:]:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            return update[found[index].start : token.end]
    return ""
