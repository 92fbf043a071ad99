"""``export``: the graph as RDF, or its network for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import note, store_option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.library import Library

_RDF = ("nquads", "trig", "turtle", "jsonld")
_NETWORK = ("graphml", "gexf", "csv", "neo4j")


@click.command(
    short_help="Write the graph, or one document of it, to a file.",
    cls=Exampled,
    examples=(
        "instrgraph export --format nquads --output dump.nq",
        "instrgraph export --format gexf --output network.gexf",
    ),
)
@click.option("--format", "form", type=click.Choice((*_RDF, *_NETWORK)), default="nquads", show_default=True)
@click.option("--document", metavar="ID|NAME", help="Only one document: its identifier, file name or symbol.")
@click.option("--output", metavar="FILE", help="Where to write; a folder for csv and neo4j. [default: standard output]")
@store_option
def export(form: str, document: str | None, output: str | None, store: str | None) -> int:
    """Write the whole graph, or one document's, in a standard format.

    nquads is the canonical dump: equal graphs give equal files.
    """
    from instrgraph.library import open_library  # noqa: PLC0415  (--help needs none of it)

    if document and form in _NETWORK:
        raise click.UsageError(f"--document goes with {', '.join(_RDF)}")
    with open_library(store) as library:
        if form in _NETWORK:
            _write_network(library, form, output)
        else:
            _write_rdf(library, form, document, output)
        manifest = library.manifest
        if manifest and form == "nquads" and document is None:
            note(f"snapshot {manifest.number}, {manifest.quads} statements, checksum {manifest.checksum}")
    return exit_codes.DONE


def _write_rdf(library: Library, form: str, document: str | None, output: str | None) -> None:
    graph = library.graph_of(document) if document else None
    data = library.dump(graph) if form == "nquads" else _serialized(library, form, graph)
    if output is None:
        for part in data:
            sys.stdout.buffer.write(part)
        return
    with Path(output).open("wb") as file:
        for part in data:
            file.write(part)


def _serialized(library: Library, form: str, graph: str | None) -> Iterator[bytes]:
    import pyoxigraph as ox  # noqa: PLC0415  (the engine)

    from instrgraph.graph.vocabulary import PREFIXES  # noqa: PLC0415

    formats = {"trig": ox.RdfFormat.TRIG, "turtle": ox.RdfFormat.TURTLE, "jsonld": ox.RdfFormat.JSON_LD}
    quads: Any = library.store.quads(graph)
    if form == "turtle":
        quads = (quad.triple for quad in quads)
    data = ox.serialize(quads, format=formats[form], prefixes=PREFIXES)
    yield data or b""


def _write_network(library: Library, form: str, output: str | None) -> None:
    from instrgraph.network.exports import export as export_network  # noqa: PLC0415  (networkx is slow to load)

    files = export_network(library.network(), form)
    if output is None:
        if len(files) > 1:
            raise click.UsageError(f"{form} is {len(files)} files; name a folder with --output")
        sys.stdout.buffer.write(next(iter(files.values())))
        return
    target = Path(output)
    if len(files) == 1:
        target.write_bytes(next(iter(files.values())))
        return
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (target / name).write_bytes(data)
        note(str(target / name))
