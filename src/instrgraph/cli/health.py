"""What ``doctor`` looks at: each of our parts, in turn, sound or not, with the words of its error."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

import instrgraph
from instrgraph.errors import InstrgraphError, StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LIBRARIES = ("pyoxigraph", "rdflib", "spacy", "lxml", "pypdfium2", "networkx", "scipy", "fastapi")
_PROGRAMS = {"soffice": "reads .doc, .rtf and .odt"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    sound: bool
    words: str


def findings(store: str | None) -> Iterator[Finding]:
    """Give what there is to say about this installation and the store."""
    yield Finding("instrgraph", sound=True, words=f"{instrgraph.__version__} on Python {platform.python_version()}")
    for name in _LIBRARIES:
        yield _library(name)
    for program, purpose in _PROGRAMS.items():
        where = shutil.which(program)
        yield Finding(program, sound=True, words=where or f"not installed ({purpose})")
    yield _looked_at("rules", _rules)
    yield _looked_at("registry", _registry)
    yield _looked_at("ontology", _ontology)
    yield _looked_at("store", lambda: _store(store))


def _library(name: str) -> Finding:
    try:
        return Finding(name, sound=True, words=metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, sound=False, words="not installed; install instrgraph again")


def _looked_at(subject: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, sound=True, words=look())
    except InstrgraphError as error:
        return Finding(subject, sound=False, words=str(error))


def _rules() -> str:
    from instrgraph.library import extract  # noqa: PLC0415  (compiles all rules)
    from instrgraph.pipeline.versions import grammar_version  # noqa: PLC0415

    extract("A/RES/71/199")
    return f"version {grammar_version()}"


def _registry() -> str:
    from instrgraph.pipeline.versions import registry_version  # noqa: PLC0415  (see above)
    from instrgraph.registry import registry  # noqa: PLC0415

    known = registry()
    return f"version {registry_version()}, {len(known.bodies)} bodies, {len(known.conferences)} conferences"


def _ontology() -> str:
    from instrgraph.questions import questions  # noqa: PLC0415  (see above)

    return f"{len(questions())} questions"


def _store(place: str | None) -> str:
    from instrgraph.library import open_library  # noqa: PLC0415  (see above)
    from instrgraph.store.canonical import checksum, graph_digest  # noqa: PLC0415

    with open_library(place) as library:
        if library.folder is not None and library.folder.current() is None:
            return f"{library.place}: nothing built yet"
        manifest = library.manifest
        if manifest is None:
            return f"{library.place}: answers, {len(library.store.graphs())} graphs"
        found = checksum((name, graph_digest(library.store, name)[1]) for name in library.store.graphs())
        snapshot = f"{library.place}: snapshot {manifest.number}"
        if found != manifest.checksum:
            raise StoreUnavailable(f"{snapshot} is damaged (its checksum differs); build again in another folder")
        return f"{snapshot}, {manifest.documents} documents, {manifest.quads} statements, checksum holds"
