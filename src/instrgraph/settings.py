"""The settings, each with a sane default and an environment variable ``INSTRGRAPH_<NAME>``."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from instrgraph.errors import SettingsError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; sizes are in bytes, times in seconds.

    >>> Settings().base
    'https://w3id.org/instrgraph/id/'
    """

    base: str = "https://w3id.org/instrgraph/id/"
    """The base IRI of everything that is minted."""
    max_input_bytes: int = 64 * MEBIBYTE
    """A file larger than this is refused."""
    max_text_characters: int = 20_000_000
    """A document whose text is longer than this is refused."""
    max_expanded_bytes: int = 512 * MEBIBYTE
    """An archive (ZIP, DOCX) that expands to more than this is refused."""
    max_expansion_ratio: int = 200
    """An archive member that expands by more than this factor is refused."""
    max_archive_members: int = 20_000
    """An archive with more members than this is refused."""
    max_depth: int = 256
    """Markup that nests deeper than this is refused."""
    max_pdf_pages: int = 5_000
    """A PDF with more pages than this is refused."""
    reader_seconds: float = 120.0
    """A reader that runs in a process of its own (PDF, LibreOffice) is ended after this time."""
    reader_memory_bytes: int = 2048 * MEBIBYTE
    """A reader that runs in a process of its own and needs more memory is ended."""
    query_seconds: float = 30.0
    """A query that takes longer is ended."""
    query_rows: int = 1_000_000
    """A query that gives more rows is refused."""
    query_bytes: int = 256 * MEBIBYTE
    """A query whose serialized result is larger is refused."""
    query_characters: int = 100_000
    """A query that is longer is refused."""
    query_memory_bytes: int = 4096 * MEBIBYTE
    """A query worker that needs more memory is ended."""
    query_workers: int = 4
    """How many queries run at a time."""
    update_seconds: float = 300.0
    """An update over HTTP that takes longer is ended, and nothing of it is published."""
    extract_seconds: float = 60.0
    """An extraction over HTTP that takes longer is ended."""
    query_queue: int = 64
    """How many queries may wait for a worker."""
    request_bytes: int = 32 * MEBIBYTE
    """A request body that is larger is refused."""
    service_endpoints: str = ""
    """Endpoints, separated by spaces, that SERVICE may reach; none by default."""
    store: str = ""
    """The store that commands use without ``--store``: a folder or a URL; empty: a folder of the user's data."""
    keep_snapshots: int = 5
    """How many snapshots a store keeps; those that a reader holds stay longer."""
    update_token: str = ""
    """The bearer token that turns SPARQL Update on; empty: update is off."""


def from_environment(environment: dict[str, str]) -> Settings:
    """Return the settings with what the environment sets.

    Raises:
        SettingsError: a variable holds no number where one is needed, or one that is not positive.

    >>> from_environment({"INSTRGRAPH_QUERY_SECONDS": "5"}).query_seconds
    5.0
    """
    changed: dict[str, Any] = {}
    for field in fields(Settings):
        name = f"INSTRGRAPH_{field.name.upper()}"
        text = environment.get(name)
        if text is not None:
            changed[field.name] = _value(name, text, type(getattr(Settings(), field.name)))
    return replace(Settings(), **changed)


def _value(name: str, text: str, kind: type[Any]) -> str | int | float:
    if kind is str:
        return text
    try:
        number = kind(text)
    except ValueError as error:
        raise SettingsError(f"{name}={text!r}: not a number; give a positive {kind.__name__}") from error
    if not number > 0:
        raise SettingsError(f"{name}={text!r}: must be greater than 0")
    result: int | float = number
    return result


@cache
def current() -> Settings:
    """Return the settings of this process, read from the environment once."""
    return from_environment(dict(os.environ))
