"""``serve``: SPARQL, the API and pages over the store."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from instrgraph.cli import exit_codes
from instrgraph.cli.exampled import Exampled
from instrgraph.cli.options import note, store_option


@click.command(
    short_help="Serve SPARQL, the API and pages.",
    cls=Exampled,
    examples=(
        "instrgraph serve --port 8000",
        "curl 'http://127.0.0.1:8000/sparql?query=ASK%7B%7D'",
    ),
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@click.option(
    "--workers", type=click.IntRange(1), help="How many queries run at a time. [default: INSTRGRAPH_QUERY_WORKERS or 4]"
)
@click.option("--root-path", default="", metavar="PATH", help="The path under which a proxy shows the server.")
@click.option("--quiet", is_flag=True, help="Do not log each request.")
@store_option
def serve(host: str, port: int, workers: int | None, root_path: str, quiet: bool, store: str | None) -> int:
    """Serve the store until interrupted."""
    from instrgraph.library import store_place  # noqa: PLC0415  (--help needs none of it)

    place = store_place(store)
    shown = f"[{host}]" if ":" in host else host
    note(f"instrgraph serves {place} at http://{shown}:{port}/ (SPARQL at /sparql); Ctrl+C ends it")
    # The server is a face of its own: no face imports another, so it is found by name.
    import_module("instrgraph.web").serve(Path(place), host, port, workers=workers, root_path=root_path, log=not quiet)
    return exit_codes.DONE
