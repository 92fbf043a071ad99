"""What is checked in a query before an engine sees it: that it can be read, and that it does not reach out."""

from __future__ import annotations

import pyoxigraph as ox

from instrgraph.errors import QueryFault
from instrgraph.settings import current
from instrgraph.store.faults import query_fault
from instrgraph.store.tokens import Token, tokens


def refuse_outward(sparql: str, allowed: frozenset[str] | None = None) -> None:
    """Refuse a query that would make the engine fetch from elsewhere (SERVICE, LOAD).

    ``allowed`` holds the endpoints that SERVICE may reach; None: those of the settings.

    Raises:
        QueryFault: it names another endpoint, or a source to load.

    >>> refuse_outward("ASK { ?service ?load 'SERVICE' }")
    """
    listed = frozenset(current().service_endpoints.split()) if allowed is None else allowed
    found = tuple(tokens(sparql))
    for index, token in enumerate(found):
        if token.word not in ("SERVICE", "LOAD"):
            continue
        target = next((after.word for after in found[index + 1 : index + 3] if after.word != "SILENT"), "")
        if token.word == "LOAD" or target.strip("<>") not in listed:
            raise _outward(sparql, token)


def _outward(sparql: str, token: Token) -> QueryFault:
    line = sparql.count("\n", 0, token.start) + 1
    column = token.start - (sparql.rfind("\n", 0, token.start) + 1) + 1
    remedy = (
        "list the endpoint in INSTRGRAPH_SERVICE_ENDPOINTS"
        if token.word == "SERVICE"
        else "load files with: instrgraph build"
    )
    return QueryFault(
        f"{token.word} at line {line}, column {column} reaches out, which is refused here; {remedy}", line, column
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
