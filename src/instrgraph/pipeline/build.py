"""From sources to the next snapshot of a store.

A build works on a copy beside the current snapshot (files shared) and touches only the graphs of what changed: a
document with the same content, rules and facts is not read again. Only one document is in memory at a time.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from instrgraph.errors import InputError, UnsupportedInput
from instrgraph.graph import Publication, Run, describe
from instrgraph.graph.terms import graph as graph_name
from instrgraph.model import LinkStatus
from instrgraph.pipeline.background import write_background, write_dataset, write_derived
from instrgraph.pipeline.extraction import extract
from instrgraph.pipeline.ledger import Ledger, Reader
from instrgraph.pipeline.sources import STANDARD_INPUT, Failure, find_sources
from instrgraph.pipeline.versions import grammar_version, program_version, registry_version
from instrgraph.reading import read
from instrgraph.settings import Settings, current
from instrgraph.store.canonical import checksum, digest, graph_digest
from instrgraph.store.manifest import Counts, GraphEntry, Manifest, SourceEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from instrgraph.model import Extraction
    from instrgraph.pipeline.sources import Source
    from instrgraph.store.folder import Snapshot, StoreFolder
    from instrgraph.store.oxigraph import OxigraphStore

_FLUSH_AFTER = 100_000
"""Quads between two flushes of the store."""


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """How to build.

    ``language`` and ``body`` override what is detected. ``again`` reads all sources again. ``only`` lets the sources
    leave that are not named now; else they stay while their files are there.
    """

    language: str | None = None
    body: str | None = None
    again: bool = False
    only: bool = False


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. ``snapshot`` is the current one now; ``published`` says whether it is new."""

    snapshot: int
    published: bool
    documents: int
    read: int
    unchanged: int
    removed: tuple[str, ...]
    skipped: tuple[Failure, ...]
    failures: tuple[Failure, ...]
    counts: Counts
    quads: int
    seconds: float
    notes: tuple[str, ...] = field(default=())


def build(
    folder: StoreFolder,
    paths: Iterable[str | Path],
    options: BuildOptions | None = None,
    *,
    settings: Settings | None = None,
    progress: Callable[[str], None] | None = None,
) -> BuildReport:
    """Read ``paths`` into the next snapshot of ``folder`` and make it current, unless nothing changed.

    Raises:
        StoreLocked: another build holds the store.
        StoreFull: there is no room; the last snapshot stands.
        StoreUnavailable: the folder cannot be used.
    """
    with folder.writing():
        return _Build(folder, options or BuildOptions(), settings or current(), progress or _silent).run(paths)


def _silent(_: str) -> None:
    return None


class _Build:
    """One build, while it holds the lock."""

    def __init__(
        self, folder: StoreFolder, options: BuildOptions, settings: Settings, progress: Callable[[str], None]
    ) -> None:
        self.folder, self.options, self.settings, self.progress = folder, options, settings, progress
        self.started = time.monotonic()
        self.time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.previous = folder.current()
        self.reader = Reader(grammar_version(), registry_version(), _options_text(options))
        before = self.previous.manifest if self.previous else None
        compatible = before is not None and before.base == settings.base
        self.ledger = Ledger.of(before.sources if before and compatible else ())
        self.start_from = self.previous if compatible else None
        self.touched: set[str] = set()
        self.written: dict[str, GraphEntry] = {}
        self.unflushed = 0
        self.unchanged = 0
        self.skipped: list[Failure] = []
        self.failures: list[Failure] = []

    def run(self, paths: Iterable[str | Path]) -> BuildReport:
        store = self.folder.start(self.start_from)
        with store:
            for source in find_sources(paths, self.settings):
                if isinstance(source, Failure):
                    self._fail(source)
                else:
                    self._take(source, store)
            removed = self.ledger.settle(only=self.options.only)
            self._remove_unneeded(store)
            self._write_shared(store)
            if not self.touched and self.previous and self.previous.manifest.sources == self.ledger.entries():
                return self._report(self.previous, removed, published=False)
            self.touched |= write_dataset(store, Publication(self.folder.next_number(), self.time))
            manifest = self._manifest(store)
            store.flush()
        # The engine lets go of its files only when nothing holds it.
        del store
        snapshot = self.folder.publish(manifest)
        self.folder.prune(self.settings.keep_snapshots)
        return self._report(snapshot, removed, published=True)

    def _take(self, source: Source, store: OxigraphStore) -> None:
        place = source.place if source.place == STANDARD_INPUT else str(Path(source.place).absolute())
        if source.archive is not None:
            self.ledger.archives.add(str(Path(source.archive).absolute()))
        self.progress(source.place)
        known = None if self.options.again else self.ledger.known(source, place, self.reader)
        if known is not None:
            self.unchanged += 1
            self.ledger.keep(known)
            return
        try:
            extraction = self._extract(source)
        except InputError as error:
            self._fail(Failure(source.place, error), skip=not source.sought and isinstance(error, UnsupportedInput))
            if place in self.ledger.before:  # what could be read before stands until it can be read again
                self.ledger.keep(self.ledger.before[place])
            return
        self._store(extraction, place, store)

    def _extract(self, source: Source) -> Extraction:
        document = read(source.data, name=source.name, language=self.options.language, body=self.options.body)
        return extract(document)

    def _store(self, extraction: Extraction, place: str, store: OxigraphStore) -> None:
        document = extraction.document
        graph = graph_name(document.id).value
        quads = list(describe(extraction, run=Run(self.time, self.reader.grammar, self.reader.registry)))
        store.replace(graph, quads)
        self.touched.add(graph)
        self.written[graph] = GraphEntry(*digest(quads))
        self.unflushed += len(quads)
        if self.unflushed > _FLUSH_AFTER:  # what the engine has not yet written to the disk is in memory
            store.flush()
            self.unflushed = 0
        self.ledger.add(SourceEntry(
            place=place, key=document.key, id=document.id, name=document.name, sha256=document.sha256, graph=graph,
            grammar=self.reader.grammar, registry=self.reader.registry, language=document.language,
            options=self.reader.options, counts=counts_of(extraction),
        ))  # fmt: skip

    def _fail(self, failure: Failure, *, skip: bool = False) -> None:
        (self.skipped if skip else self.failures).append(failure)

    def _remove_unneeded(self, store: OxigraphStore) -> None:
        needed = {entry.graph for entry in self.ledger.entries()}
        for entry in self.ledger.before.values():
            if entry.graph not in needed:
                store.remove(entry.graph)
                self.touched.add(entry.graph)

    def _write_shared(self, store: OxigraphStore) -> None:
        before = self.start_from.manifest if self.start_from else None
        fresh = before is None or (before.version, before.registry) != (program_version(), self.reader.registry)
        if fresh:
            self.progress("registry and ontology")
            self.touched |= write_background(store)
        if self.touched:
            self.progress("what follows from all documents together")
            self.touched |= write_derived(store)

    def _manifest(self, store: OxigraphStore) -> Manifest:
        known = dict(self.start_from.manifest.graphs) if self.start_from else {}
        standing = store.graphs()
        known = {name: entry for name, entry in known.items() if name not in self.touched} | self.written
        graphs = {name: known.get(name) or GraphEntry(*graph_digest(store, name)) for name in standing}
        return Manifest(
            number=self.folder.next_number(), created=self.time, version=program_version(),
            grammar=self.reader.grammar, registry=self.reader.registry, base=self.settings.base,
            checksum=checksum((name, entry.sha256) for name, entry in graphs.items()), triples=store.triples(),
            sources=self.ledger.entries(), graphs=graphs,
        )  # fmt: skip

    def _report(self, snapshot: Snapshot, removed: tuple[SourceEntry, ...], *, published: bool) -> BuildReport:
        manifest = snapshot.manifest
        return BuildReport(
            snapshot=snapshot.number, published=published, documents=manifest.documents, read=len(self.ledger.read),
            unchanged=self.unchanged, removed=tuple(entry.place for entry in removed), skipped=tuple(self.skipped),
            failures=tuple(self.failures), counts=manifest.counts, quads=manifest.quads,
            seconds=time.monotonic() - self.started,
        )  # fmt: skip


def _options_text(options: BuildOptions) -> str:
    given = {"language": options.language, "body": options.body}
    return " ".join(f"{name}={value}" for name, value in given.items() if value)


def counts_of(extraction: Extraction) -> Counts:
    """Return how much was found in one document."""
    found = Counter(citation.status for citation in extraction.citations)
    return Counts(
        citations=len(extraction.citations), linked=found[LinkStatus.LINKED], ambiguous=found[LinkStatus.AMBIGUOUS],
        unknown=found[LinkStatus.UNKNOWN], mandates=len(extraction.mandates),
    )  # fmt: skip
