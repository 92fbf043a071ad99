"""Lineage: which mandate continues which, between two states or revisions of a text, and across bodies."""

from __future__ import annotations

from instrgraph.lineage.delegation import find_delegations
from instrgraph.lineage.links import LineageKind, Link
from instrgraph.lineage.tracing import continue_mandates, trace

__all__ = ["LineageKind", "Link", "continue_mandates", "find_delegations", "trace"]
