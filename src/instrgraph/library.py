"""The one place that wires the parts together: one method an errand.

The faces call nothing but this. Heavy parts are imported by the errand that needs them.
"""

from __future__ import annotations

from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from instrgraph.errors import NotFound, StoreUnavailable
from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    import networkx as nx

    from instrgraph.graph.validation import Report
    from instrgraph.model import Extraction
    from instrgraph.pipeline.build import BuildOptions, BuildReport
    from instrgraph.questions import Question
    from instrgraph.store.folder import Snapshot, StoreFolder
    from instrgraph.store.manifest import Manifest
    from instrgraph.store.port import QueryLimits, Scope, Store
    from instrgraph.store.results import Results, Value

Row = dict[str, Any]


def extract(
    source: str | bytes | Path, *, name: str | None = None, language: str | None = None, body: str | None = None
) -> Extraction:
    """Return what a text, a file or a file's content holds: its citations, mandates and changes.

    Args:
        source: a ``str`` is a text, a ``Path`` a file, ``bytes`` a file's content.
        name: the name of the source in rows and messages; a file's own by default.
        language: overrides what is detected ("fr").
        body: the body whose text this is ("itu/wtsa"), where the text does not say so.

    Raises:
        InputError: the source cannot become a document.
    """
    from instrgraph.pipeline.extraction import extract as extract_document  # noqa: PLC0415  (see the module)
    from instrgraph.reading import read  # noqa: PLC0415

    return extract_document(read(source, name=name, language=language, body=body))


def open_library(store: str | Path | None = None) -> Library:
    """Return the library over a store: a folder, or the URL of a SPARQL 1.1 endpoint.

    Args:
        store: None stands for the store of the settings, which is a folder of the user's data by default. A folder
            need not exist yet: ``ingest`` makes it.

    Raises:
        StoreUnavailable: the folder holds something else.
    """
    place = store_place(store)
    if place.startswith(("http://", "https://")):
        from instrgraph.store.endpoint import EndpointStore  # noqa: PLC0415  (see the module)

        return Library(EndpointStore(place), place=place)
    from instrgraph.store.folder import StoreFolder  # noqa: PLC0415

    return Library(folder=StoreFolder(Path(place)), place=place)


def store_place(store: str | Path | None = None) -> str:
    """Return where the store is: what was named, else the setting, else a folder of the user's data."""
    return str(store) if store is not None else current().store or str(default_store())


def default_store() -> Path:
    """Return the folder in which the store stands unless another is named."""
    from platformdirs import user_data_path  # noqa: PLC0415  (only where no store is named)

    return user_data_path("instrgraph", appauthor=False) / "store"


class Library:
    """Everything that can be asked of a store, and the way to fill it.

    Reading holds the snapshot that was current at the first question; ``refresh`` goes to the newest.
    """

    def __init__(self, store: Store | None = None, *, folder: StoreFolder | None = None, place: str = "") -> None:
        self.place = place
        self.folder = folder
        self._store = store
        self._snapshot: Snapshot | None = None
        self._held = ExitStack()

    # ------------------------------------------------------------------------------------------------ the store

    @property
    def store(self) -> Store:
        """The store, opened at first use.

        Raises:
            StoreUnavailable: nothing was built yet, or the store cannot be reached.
        """
        if self._store is None:
            if self.folder is None:
                raise StoreUnavailable(f"{self.place}: closed already; open it again")
            self._store = self._opened(self.folder)
        return self._store

    def _opened(self, folder: StoreFolder) -> Store:
        from instrgraph.store.oxigraph import OxigraphStore  # noqa: PLC0415  (see the module)

        snapshot = folder.opened()
        try:
            graph = self._held.enter_context(snapshot.held())
        except StoreUnavailable:  # a build removed it just now: there is a newer one
            snapshot = folder.opened()
            graph = self._held.enter_context(snapshot.held())
        self._snapshot = snapshot
        return OxigraphStore(graph, read_only=True)

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot that is read, None for a store that has none (an endpoint)."""
        if self.folder is not None:
            _ = self.store
        return self._snapshot

    @property
    def manifest(self) -> Manifest | None:
        """What the snapshot says of itself, None for a store that has none."""
        return self.snapshot.manifest if self.snapshot else None

    def refresh(self) -> None:
        """Let go of the snapshot that is held; the next question opens the newest."""
        if self.folder is not None and self._store is not None:
            self._store.close()
            self._store = None
            self._snapshot = None
        self._held.close()
        self._held = ExitStack()

    def close(self) -> None:
        """Let go of the store."""
        if self._store is not None:
            self._store.close()
        self._store = None
        self._held.close()

    def __enter__(self) -> Self:
        """Return the library, closed at the end of the block."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the library."""
        self.close()

    def ingest(
        self,
        paths: Iterable[str | Path],
        options: BuildOptions | None = None,
        *,
        progress: Callable[[str], None] | None = None,
    ) -> BuildReport:
        """Read files and folders into the store and publish its next snapshot; unchanged documents are not read again.

        Raises:
            StoreLocked: another build holds the store.
            StoreFull: there is no room; the last snapshot stands.
            StoreUnavailable: the store cannot be used.
        """
        if self.folder is not None:
            from instrgraph.pipeline.build import build  # noqa: PLC0415  (see the module)

            report = build(self.folder, paths, options, progress=progress)
            self.refresh()
            return report
        from instrgraph.pipeline.remote import build_remote  # noqa: PLC0415

        return build_remote(self.store, self.place, paths, options, progress=progress)

    # ------------------------------------------------------------------------------------------------ asking

    def query(self, sparql: str, *, limits: QueryLimits | None = None, scope: Scope | None = None) -> Results:
        """Return what a SPARQL query gives, over the union of all graphs unless ``scope`` names some.

        Raises:
            QueryFault: the query is at fault, with line and column.
            QueryTimeout: it takes longer than the limit.
            ResultTooLarge: it gives more than the limit.
        """
        return self.store.query(sparql, limits=limits, scope=scope)

    def questions(self) -> tuple[Question, ...]:
        """Return the named questions."""
        from instrgraph.questions import questions  # noqa: PLC0415  (see the module)

        return questions()

    def ask(
        self,
        name: str,
        /,
        given: Mapping[str, object] | None = None,
        *,
        limits: QueryLimits | None = None,
        **values: object,
    ) -> tuple[Row, ...]:
        """Return the rows of a named question, our identifiers in their short form.

        The values of its parameters stand in ``given`` or by name; identifiers in any form that ``identify``
        understands.

        Raises:
            NotFound: there is no such question or parameter.
            MalformedIdentifier: a value is not of its parameter's type.
        """
        from instrgraph.questions import bind, question  # noqa: PLC0415  (see the module)

        asked = question(name)
        known = {key: value for key, value in {**(given or {}), **values}.items() if value is not None}
        bound = {key: self._value(asked, key, str(value)) for key, value in known.items()}
        return self._rows(bind(asked, bound), limits)

    def _value(self, asked: Question, name: str, value: str) -> str:
        parameter = asked.parameter(name)
        return self.identify(value) if parameter is not None and parameter.type == "iri" and value != "any" else value

    def _rows(self, sparql: str, limits: QueryLimits | None = None) -> tuple[Row, ...]:
        from instrgraph.store.results import Solutions, named  # noqa: PLC0415  (see the module)

        found = self.query(sparql, limits=limits)
        return named(found, current().base) if isinstance(found, Solutions) else ()

    def identify(self, words: str) -> str:
        """Return the local identifier that ``words`` mean: an identifier, an IRI, or a printed form in any language.

        Raises:
            MalformedIdentifier: they mean nothing that we know.
            AmbiguousIdentifier: they may mean several instruments; the error carries them.
        """
        from instrgraph.pipeline.identification import identify  # noqa: PLC0415  (see the module)

        return identify(words)

    def show(self, words: str) -> Row:
        """Return what is known of one instrument: titles, revisions, how often it is cited, what it demands.

        Raises:
            NotFound: the store knows nothing by that name.
        """
        instrument, _ = _parted(self.identify(words))
        about = self.ask("about", id=instrument)
        cited_by, cites = self.cited_by(instrument), self.cites(instrument)
        if not about and not cited_by and not cites:
            raise NotFound(
                f"{instrument}: the store {self.place} knows nothing of it; build it with the texts that name it"
            )
        return {
            "id": instrument,
            "iri": current().base + instrument,
            "type": _value_of(about, "ns#instrumentType"),
            "body": _value_of(about, "ns#issuedBy"),
            "titles": list(self.ask("titles", id=instrument)),
            "revisions": list(self.ask("revisions", id=instrument)),
            "cited_by": _cited_counts(cited_by),
            "cites": len(_standing(cites)),
            "mandates": len({row["mandate"] for row in self.mandates(instrument)}),
            "snapshot": self.snapshot.number if self.snapshot else None,
        }

    def cited_by(
        self,
        words: str,
        *,
        depth: int = 1,
        everything: bool = False,
        as_of: str | None = None,
        revision: int | None = None,
    ) -> tuple[Row, ...]:
        """Return who cites an instrument: its citations, or with ``depth`` above 1 all that reach it in so many steps.

        Args:
            words: the instrument, in any form that ``identify`` understands; naming a revision narrows to it.
            depth: how many steps back.
            everything: as many steps as there are.
            as_of: only what was adopted or proposed up to this day (``2018-12-31``).
            revision: only citations that name the revision of this year; further steps are not narrowed.
        """
        instrument, named_revision = _parted(self.identify(words))
        wanted = f"{instrument}/rev/{revision}" if revision is not None else named_revision
        if everything or depth > 1:
            edges = (
                edge for edge in self._edges(as_of) if wanted in (None, edge["revision"]) or edge["cited"] != instrument
            )
            return _reached(instrument, edges, None if everything else depth, back=True)
        rows = self.ask("citations-to", id=instrument)
        return tuple(row for row in rows if _dated(row, as_of) and (wanted is None or row["revision"] == wanted))

    def cites(
        self,
        words: str,
        *,
        depth: int = 1,
        everything: bool = False,
        as_of: str | None = None,
        revision: int | None = None,
    ) -> tuple[Row, ...]:
        """Return what an instrument cites, linked or not; with ``depth`` above 1 all that it reaches in so many steps.

        Args:
            words: the instrument, one of its revisions, a draft or a document.
            depth: how many steps.
            everything: as many steps as there are.
            as_of: only texts adopted or proposed up to this day (``2018-12-31``).
            revision: only the citing revision of this year.
        """
        identifier = self.identify(words)
        instrument, named_revision = _parted(identifier)
        if revision is not None:
            identifier = named_revision = f"{instrument}/rev/{revision}"
        if everything or depth > 1:
            from instrgraph.network.rows import instrument_of  # noqa: PLC0415  (see the module)

            edges = (
                edge
                for edge in self._edges(as_of)
                if named_revision in (None, edge["citing"]) or instrument_of(edge["citing"]) != instrument
            )
            return _reached(instrument, edges, None if everything else depth, back=False)
        return tuple(row for row in self.ask("citations-from", id=identifier) if _dated(row, as_of))

    def _edges(self, as_of: str | None) -> Iterator[Row]:
        return (edge for edge in self.ask("citation-edges") if _dated(edge, as_of))

    def lineage(self, words: str) -> Row:
        """Return the revisions of an instrument, oldest first, and the mandates that continue earlier ones."""
        instrument, _ = _parted(self.identify(words))
        mandates = [row for row in self.mandates(instrument) if row["continues"]]
        return {"id": instrument, "revisions": list(self.ask("revisions", id=instrument)), "mandates": mandates}

    def mandates(self, words: str | None = None, *, addressee: str | None = None) -> tuple[Row, ...]:
        """Return the mandates of an instrument, or those of an addressee, or all."""
        return self.ask("demands", id=words, addressee=addressee)

    def network(self) -> nx.MultiDiGraph:
        """Return the network of instruments, revisions, mandates and addressees as a networkx graph."""
        from instrgraph.network.graph import build as build_network  # noqa: PLC0415  (networkx is slow to load)

        mandates = _gathered(self.ask("mandate-edges"))
        return build_network(self.ask("citation-edges"), self.ask("revision-edges"), mandates)

    # ------------------------------------------------------------------------------------------------ texts, output

    def extract(self, source: str | bytes | Path, **options: Any) -> Extraction:
        """Return what a text holds; see ``instrgraph.extract``. Nothing is kept."""
        return extract(source, **options)

    def dump(self, graph: str | None = None) -> Iterator[bytes]:
        """Give the canonical dump of the store or of one graph, N-Quads line by line: equal stores, equal dumps."""
        from instrgraph.store.canonical import dump, lines  # noqa: PLC0415  (see the module)

        return dump(self.store) if graph is None else iter(lines(self.store.quads(graph)))

    def graph_of(self, document: str) -> str:
        """Return the graph of a document, given by its identifier, its file name, its path or its symbol.

        Raises:
            NotFound: the store has no such document.
        """
        entries = self.manifest.sources if self.manifest else ()
        for entry in entries:
            if document in (entry.id, entry.name, entry.key, entry.place):
                return entry.graph
        graph = f"{current().base}graph/{document.removeprefix(current().base)}"
        if graph in self.store.graphs():
            return graph
        raise NotFound(f"{document}: the store {self.place} holds no such document")

    def validate(self) -> Report:
        """Return what in the store is not as the shapes of the ontology ask."""
        from instrgraph.graph.validation import validate  # noqa: PLC0415  (see the module)

        return validate(self.store.quads())


def _parted(identifier: str) -> tuple[str, str | None]:
    """Return the instrument and, where the identifier goes as far, its revision."""
    instrument, found, tail = identifier.partition("/rev/")
    return instrument, f"{instrument}/rev/{tail.partition('/')[0]}" if found else None


def _value_of(about: Iterable[Mapping[str, Value]], ending: str) -> Value:
    return next((row["value"] for row in about if str(row["property"]).endswith(ending)), None)


def _standing(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["state"] != "base"]


def _cited_counts(rows: Iterable[Row]) -> Row:
    # One citation counts once however many sources (languages, formats) of the text there are.
    standing = {(row["citing"], row["provision"], row["revision"]) for row in _standing(rows)}
    return {
        "citations": len(standing),
        "texts": len({citing for citing, _, _ in standing}),
        "without_revision": sum(1 for _, _, revision in standing if revision is None),
    }


def _reached(instrument: str, edges: Iterable[Row], depth: int | None, *, back: bool) -> tuple[Row, ...]:
    from instrgraph.network.index import Index  # noqa: PLC0415  (see the module)
    from instrgraph.network.rows import instrument_pairs  # noqa: PLC0415

    index = Index.of(instrument_pairs(edges))
    if instrument not in index:
        return ()
    found = sorted(index.distances(instrument, back=back).items(), key=lambda one: (one[1], one[0]))
    return tuple({"id": name, "depth": steps} for name, steps in found if steps and (depth is None or steps <= depth))


def _dated(row: Row, as_of: str | None) -> bool:
    if as_of is None:
        return True
    opened = row["opened"]
    if opened:
        return str(opened)[: len(as_of)] <= as_of
    with suppress(ValueError):
        return int(str(row["citing"]).rpartition("/rev/")[2][:4]) <= int(as_of[:4])
    return False


def _gathered(rows: Iterable[Row]) -> list[Row]:
    """Return one row for each mandate and addressee, with what it serves as a list."""
    found: dict[tuple[str, str], Row] = {}
    for row in rows:
        one = found.setdefault((row["mandate"], row["addressee"]), {**row, "basis": []})
        if row["basis"] and row["basis"] not in one["basis"]:
            one["basis"].append(row["basis"])
    return list(found.values())
