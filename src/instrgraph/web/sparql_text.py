"""What can be told from the words of a query or update before an engine reads it, and USING put into an update."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.errors import QueryFault
from instrgraph.store.syntax import refuse_outward
from instrgraph.store.tokens import place, tokens

if TYPE_CHECKING:
    from instrgraph.store.tokens import Token

_UNSTABLE = re.compile(r"\b(?:rand|now|uuid|struuid|bnode)\s*\(", re.IGNORECASE)


def survey(text: str, allowed: frozenset[str] = frozenset()) -> bool:
    """Return whether asking the same snapshot again gives the same answer.

    Raises:
        QueryFault: the text asks another endpoint (SERVICE) or loads an address (LOAD) that is not in ``allowed``.

    >>> survey("ASK { ?s ?p ?o }"), survey("SELECT (NOW() AS ?now) {}")
    (True, False)
    """
    return not refuse_outward(text, allowed) and _UNSTABLE.search(text) is None


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
