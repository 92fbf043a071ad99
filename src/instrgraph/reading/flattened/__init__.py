"""Tracked changes of which only the running together of words is left, inferred by named witnesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from instrgraph.model import Change, SourceDocument


def infer_changes(document: SourceDocument) -> tuple[Change, ...]:
    """Return the changes that the text shows, in text order."""
    return ()
