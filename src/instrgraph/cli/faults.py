"""What is said where a fault of our own shows at the outer edge."""

from __future__ import annotations

import os


def debugging() -> bool:
    """Return whether a fault shall be raised with its trace instead of told in one line."""
    return bool(os.environ.get("INSTRGRAPH_DEBUG"))


def fault_of_ours(error: Exception) -> str:
    """Return one line about an exception that none of our errors foresees.

    >>> fault_of_ours(KeyError("x"))
    "a fault of ours: KeyError: 'x'; set INSTRGRAPH_DEBUG=1 to see where"
    """
    return f"a fault of ours: {type(error).__name__}: {error}; set INSTRGRAPH_DEBUG=1 to see where"
