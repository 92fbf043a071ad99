"""What is checked in a query before an engine sees it: that it can be read, and that it does not reach out."""

from __future__ import annotations

import re

import pyoxigraph as ox

from instrgraph.errors import QueryFault
from instrgraph.settings import current
from instrgraph.store.faults import query_fault
from instrgraph.store.tokens import Token, place, tokens

_NOTEWORTHY = re.compile(r"service|load", re.IGNORECASE)


def refuse_outward(sparql: str, allowed: frozenset[str] | None = None) -> bool:
    """Refuse what would make the engine fetch from elsewhere (SERVICE, LOAD), and return whether it reaches out at all.

    ``allowed`` holds the addresses that may be reached; None: those of the settings.

    Raises:
        QueryFault: it names another endpoint (SERVICE) or address (LOAD).

    >>> refuse_outward("ASK { ?service ?load 'SERVICE' }")
    False
    >>> refuse_outward("ASK { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    instrgraph.errors.QueryFault: line 1, column 7: SERVICE <http://example.org/> is not allowed here; ...
    """
    if _NOTEWORTHY.search(sparql) is None:
        return False
    listed = frozenset(current().service_endpoints.split()) if allowed is None else allowed
    found = list(tokens(sparql))
    reaching = [index for index, token in enumerate(found) if token.keyword in ("SERVICE", "LOAD")]
    for index in reaching:
        _check(sparql, found[index], _target(found, index + 1), listed)
    return bool(reaching)


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


def check_query(sparql: str) -> None:
    """Check that a query can be read and reaches nowhere, for engines whose own faults tell no place.

    Raises:
        QueryFault: it cannot, with line and column.
    """
    refuse_outward(sparql, frozenset())
    try:
        ox.Store().query(sparql)
    except SyntaxError as error:
        raise query_fault(str(error), sparql) from error


def check_update(sparql: str) -> None:
    """Check that an update can be read and reaches nowhere.

    Raises:
        QueryFault: it cannot, with line and column.
    """
    refuse_outward(sparql, frozenset())
    try:
        ox.Store().update(sparql)
    except SyntaxError as error:
        raise query_fault(str(error), sparql) from error
    except RuntimeError:
        return  # it can be read; that the empty store lacks its graphs is no fault
