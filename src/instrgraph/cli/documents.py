"""Documents with their citations as RDF, or as HTML with each citation marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from instrgraph.model import Extraction


def write_documents(form: str, extractions: Iterable[Extraction]) -> None:
    """Write documents to standard output as ``turtle``, ``jsonld`` or ``html``, one after the other."""
    writers: dict[str, Callable[[Iterable[Extraction]], None]] = {
        "turtle": _write_turtle,
        "jsonld": _write_json_ld,
        "html": _write_html,
    }
    writers[form](extractions)


def _write_turtle(extractions: Iterable[Extraction]) -> None:
    import pyoxigraph as ox  # noqa: PLC0415  (RDF only)

    from instrgraph.graph import describe  # noqa: PLC0415
    from instrgraph.graph.vocabulary import PREFIXES  # noqa: PLC0415

    for extraction in extractions:
        triples = (quad.triple for quad in describe(extraction))
        ox.serialize(triples, sys.stdout.buffer, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)


def _write_json_ld(extractions: Iterable[Extraction]) -> None:
    import pyoxigraph as ox  # noqa: PLC0415  (RDF only)

    from instrgraph.graph import describe  # noqa: PLC0415
    from instrgraph.graph.vocabulary import PREFIXES  # noqa: PLC0415

    # One JSON document for all, each source in its own graph.
    quads = (quad for extraction in extractions for quad in describe(extraction))
    ox.serialize(quads, sys.stdout.buffer, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES)
    sys.stdout.buffer.write(b"\n")


def _write_html(extractions: Iterable[Extraction]) -> None:
    from instrgraph.cli.marked import CLOSING, OPENING, marked_html  # noqa: PLC0415  (HTML only)

    print(OPENING)
    for extraction in extractions:
        print(marked_html(extraction))
    print(CLOSING)
