"""Everything that was read from one document, as RDF in the document's own named graph."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from instrgraph.graph.anchors import Anchors
from instrgraph.graph.changes import write_changes
from instrgraph.graph.citations import write_citations
from instrgraph.graph.facts import write_listed
from instrgraph.graph.mandates import write_mandates
from instrgraph.graph.provisions import write_provisions
from instrgraph.graph.seen import Seen
from instrgraph.graph.sources import write_source
from instrgraph.graph.terms import GraphWriter, graph
from instrgraph.mandates.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from instrgraph.model import Extraction


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the extractor: passed in, so that reading again without a change gives the same quads.

    ``time`` is an ISO 8601 moment in UTC ("2026-11-21T00:00:00Z") or None; ``grammar`` and ``registry`` are the
    versions (content hashes) of the rules and the facts that were used.
    """

    time: str | None = None
    grammar: str | None = None
    registry: str | None = None
    software: str = ""

    @property
    def release(self) -> str:
        """The version of this program."""
        return self.software or version("instrgraph")


def describe(extraction: Extraction, *, run: Run | None = None, authors: bool = False) -> Iterator[Quad]:
    """Yield the quads of a document's graph, ``graph/source/{h}``, each once.

    Args:
        extraction: what was read.
        run: when and with what it was read.
        authors: whether to say who made the tracked changes and when; left out unless asked for, since a dump is
            public and the names are those of staff.
    """
    writer = GraphWriter(graph(extraction.document.id))
    seen, anchors, texts = Seen(writer), Anchors(extraction.document, writer), texts_of(extraction)
    write_source(extraction, texts, run or Run(), seen, anchors, writer)
    write_provisions(extraction, texts, anchors, writer)
    write_citations(extraction, texts, seen, anchors, writer)
    write_mandates(extraction, texts, seen, anchors, writer)
    write_changes(extraction, texts, writer, authors=authors)
    write_listed(seen, writer)
    yield from writer.quads()
