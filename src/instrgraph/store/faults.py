"""From what engines raise to the errors of ours."""

from __future__ import annotations

import errno
import re

from instrgraph.errors import QueryFault, StoreError, StoreFull, StoreLocked, StoreUnavailable

_PLACE = re.compile(r"\bat (\d+):(\d+)\b|\bline[: ]+(\d+)\D{1,12}col(?:umn)?[: ]+(\d+)")
_EXPECTED = re.compile(r"expected one of .*", re.DOTALL)
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def query_fault(message: str, query: str) -> QueryFault:
    """Return the fault of a query: its place (if the engine's message tells), the line at fault and what to do.

    >>> fault = query_fault("error at 1:8: expected one of A, B", "SELECT * { ?s ?p ?o")
    >>> fault.line, fault.column
    (1, 8)
    """
    place = _PLACE.search(message)
    if place is None:
        return QueryFault(f"the query is at fault: {_short(message)}")
    line, column = (int(number) for number in place.groups() if number is not None)
    lines = query.splitlines() or [""]
    shown = lines[min(line, len(lines)) - 1].strip()
    return QueryFault(
        f"the query is at fault at line {line}, column {column}: {_short(message)}; it reads: {shown[:120]}",
        line,
        column,
    )


def _short(message: str) -> str:
    # Oxigraph lists every token that its parser could have taken, character classes and all; nobody reads that.
    detail = _EXPECTED.sub("something else is expected here", _PLACE.sub("", message, count=1))
    detail = " ".join(detail.replace("error :", "").split())
    if "Prefix not found" in message:
        detail = "a prefix is not declared"
    return detail.strip(" :") or "it cannot be read"


def store_fault(error: OSError, where: object) -> StoreError:
    """Return the error for one of the operating system's or of the engine's, with the place and the remedy."""
    words = str(error)
    if error.errno in _NO_ROOM or "No space left" in words or "quota exceeded" in words.lower():
        return StoreFull(f"{where}: no room left on the disk; free some, or name another folder with --store")
    if "lock hold" in words or "No locks available" in words:
        return StoreLocked(f"{where}: another process writes to it; wait until it ends")
    if isinstance(error, PermissionError):
        return StoreUnavailable(f"{where}: no permission; name another folder with --store")
    if isinstance(error, FileNotFoundError):
        return StoreUnavailable(f"{where}: not there; build it with: instrgraph build PATH --store {where}")
    return StoreUnavailable(f"{where}: {words}")
