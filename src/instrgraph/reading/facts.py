"""What a document says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.model import Facts

if TYPE_CHECKING:
    from instrgraph.model import SourceDocument


def find_facts(document: SourceDocument) -> Facts:
    """Return what the text says of the document."""
    return Facts()
