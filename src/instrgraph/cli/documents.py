"""Documents with their citations as RDF, or as HTML with each citation marked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from instrgraph.model import Extraction

_MARKUP = "akn"


def write_documents(form: str, documents: Iterable[tuple[bytes, Extraction]]) -> None:
    """Write documents, given by their bytes and what was found in them, to standard output.

    ``turtle``, ``jsonld`` and ``html`` hold many, ``akn`` one.

    Raises:
        click.UsageError: there are more than the format holds.
    """
    if form == _MARKUP:
        _write_akoma_ntoso(documents)
        return
    extractions = (extraction for _, extraction in documents)
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


def _write_akoma_ntoso(documents: Iterable[tuple[bytes, Extraction]]) -> None:
    from instrgraph.markup import add_references, to_akoma_ntoso  # noqa: PLC0415  (lxml)
    from instrgraph.reading.sniffing import AKN  # noqa: PLC0415

    for number, (data, extraction) in enumerate(documents):
        if number:
            raise click.UsageError("akn holds one text; name one file")
        given = extraction.document.media_type == AKN
        sys.stdout.buffer.write(add_references(data, extraction) if given else to_akoma_ntoso(extraction))
