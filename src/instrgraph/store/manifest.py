"""What a snapshot says of itself: which sources it holds, who read them, how much there is, and the checksums."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from instrgraph.errors import StoreUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.json"
_FORMAT = 2
"""Since 2 the default graph of a snapshot is written: the merge of its named graphs."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found: in one source, or in all of them."""

    citations: int = 0
    linked: int = 0
    ambiguous: int = 0
    unknown: int = 0
    mandates: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One source in a snapshot.

    ``place`` is where it was read (a path, ``path::member`` in an archive, ``-``), ``key`` its symbol or else its
    path, ``id`` the local identifier of the document, ``graph`` the IRI of its graph. ``grammar`` and ``registry``
    are the versions with which it was read.
    """

    place: str
    key: str
    id: str
    name: str
    sha256: str
    graph: str
    grammar: str
    registry: str
    language: str | None = None
    options: str = ""
    """Language and body where they were given by hand, since they change what is read."""
    counts: Counts = field(default_factory=Counts)


@dataclass(frozen=True, slots=True)
class GraphEntry:
    """One graph in a snapshot: how many quads, and the SHA-256 of its part of the canonical dump."""

    quads: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a snapshot says of itself; ``number`` counts from 1, ``created`` is ISO 8601 in UTC."""

    number: int
    created: str
    version: str
    grammar: str
    registry: str
    base: str
    checksum: str
    triples: int = 0
    """How many triples the merge of all graphs holds: the default graph, in which a statement of two graphs is one."""
    sources: tuple[SourceEntry, ...] = ()
    graphs: Mapping[str, GraphEntry] = field(default_factory=dict)

    @property
    def quads(self) -> int:
        """How many quads the snapshot holds."""
        return sum(graph.quads for graph in self.graphs.values())

    @property
    def documents(self) -> int:
        """How many different documents it holds; one document found in two places counts once."""
        return len({source.id for source in self.sources})

    @property
    def counts(self) -> Counts:
        """What was found in all documents together."""
        return sum({source.id: source.counts for source in self.sources}.values(), Counts())

    def renumbered(self, number: int) -> Manifest:
        """Return the manifest under another number."""
        return replace(self, number=number)


def written(manifest: Manifest) -> str:
    """Return the manifest as JSON."""
    found = {"format": _FORMAT, **asdict(manifest), "quads": manifest.quads, "documents": manifest.documents}
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def load(folder: Path) -> Manifest:
    """Return the manifest of the snapshot in ``folder``.

    Raises:
        StoreUnavailable: there is none, or it is not one of ours.
    """
    path = folder / NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise StoreUnavailable(f"{path}: {error.strerror}; build the store again") from error
    except ValueError as error:
        raise StoreUnavailable(f"{path}: no manifest ({error}); build the store again in another folder") from error
    if not isinstance(found, dict) or found.pop("format", None) != _FORMAT:
        raise StoreUnavailable(f"{path}: not a manifest of this release; build the store again in another folder")
    return _manifest(path, found)


def _manifest(path: Path, found: dict[str, Any]) -> Manifest:
    found.pop("quads", None)
    found.pop("documents", None)
    try:
        sources = tuple(SourceEntry(**{**one, "counts": Counts(**one["counts"])}) for one in found.pop("sources"))
        graphs = {name: GraphEntry(**one) for name, one in found.pop("graphs").items()}
        return Manifest(sources=sources, graphs=graphs, **found)
    except (KeyError, TypeError, AttributeError) as error:
        raise StoreUnavailable(f"{path}: not a manifest of this release ({error}); build the store again") from error
