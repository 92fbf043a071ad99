"""Parameters of a query bound as values, never pasted: one VALUES block at the start of its outermost group.

The same text then runs on every engine, local or remote, and a value cannot change the query's shape.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.errors import QueryFault
from instrgraph.store.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Mapping

    from instrgraph.store.results import Term

_NAME = re.compile(r"[A-Za-z_]\w*\Z")
def bound(sparql: str, bindings: Mapping[str, Term] | None) -> str:
    """Return ``sparql`` with ``bindings`` (names without the question mark) as values of its variables.

    Raises:
        QueryFault: a name cannot be a variable, or the query has no group to bind them in.

    >>> import pyoxigraph as ox
    >>> bound("SELECT ?b WHERE { ?a ?p ?b }", {"a": ox.NamedNode("http://example.org/x")})
    'SELECT ?b WHERE { VALUES (?a) { (<http://example.org/x>) } ?a ?p ?b }'
    """
    if not bindings:
        return sparql
    for name in bindings:
        if not _NAME.match(name):
            raise QueryFault(f"{name!r}: cannot be the name of a variable; take letters, digits and _")
    at = _group_start(sparql)
    names = " ".join(f"?{name}" for name in bindings)
    terms = " ".join(str(term) for term in bindings.values())
    return f"{sparql[:at]} VALUES ({names}) {{ ({terms}) }}{sparql[at:]}"


def _group_start(sparql: str) -> int:
    # The first brace opens the group, save after CONSTRUCT, where it opens the template unless WHERE came first.
    in_template, depth = False, 0
    for token in tokens(sparql):
        if token.word == "CONSTRUCT":
            in_template = True
        elif token.word == "WHERE" and depth == 0:
            in_template = False
        elif token.word == "{":
            if not in_template:
                return token.start + 1
            depth += 1
        elif token.word == "}":
            depth -= 1
            in_template = in_template and depth > 0
    raise QueryFault("the query has no group { … } in which its parameters could be bound")
