"""The task of a worker that runs a SPARQL query: the whole result is written before a byte of it is sent.

So an answer is complete or it is a problem. What is written is counted on the way, and a result that grows over a
limit ends there.
"""

from __future__ import annotations

import os
import tempfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyoxigraph as ox

from instrgraph.errors import QueryFault, ResultTooLarge, StoreError
from instrgraph.store.faults import query_fault, store_fault
from instrgraph.web.formats import GRAPHS, RESULTS, choose, content_type
from instrgraph.web.sparql_text import survey
from instrgraph.web.worker import Answer

if TYPE_CHECKING:
    from typing import IO

    from instrgraph.web.worker import Context

_INLINE = 1 << 20
_WORTH_COMPRESSING = 1400
_ROWS_BESIDE_SEPARATORS = {"JSON": 1, "XML": 0, "CSV": -1, "TSV": -1}


@dataclass(slots=True)
class RowCount:
    r"""How many rows have been written in a format; the parts may end anywhere.

    In JSON the separator cannot stand within a string, where a quotation mark is escaped; rows that bind nothing are
    not counted there.

    >>> count = RowCount("CSV")
    >>> count.add(b'x\r\n"a'); count.add(b'\n b"\r\nc\r\n'); count.rows
    2
    """

    engine_format: str
    _found: int = 0
    _tail: bytes = b""
    _quoted: bool = False

    def add(self, data: bytes) -> None:
        """Count in what was written next."""
        if self.engine_format == "TSV":
            self._found += data.count(b"\n")
        elif self.engine_format == "CSV":
            pieces = data.split(b'"')
            self._found += sum(piece.count(b"\n") for piece in pieces[int(self._quoted) :: 2])
            self._quoted ^= len(pieces) % 2 == 0
        else:
            separator = b'}},{"' if self.engine_format == "JSON" else b"<result>"
            window = self._tail + data
            self._found += window.count(separator)
            self._tail = window[-(len(separator) - 1) :]

    @property
    def rows(self) -> int:
        """The number of rows so far."""
        return self._found + _ROWS_BESIDE_SEPARATORS[self.engine_format]


class _Stop(OSError):
    """Ends the writing from within: the engine passes on what its output raises."""


@dataclass(slots=True)
class Sink:
    """Where a result is written: it counts, ends what grows too large, and keeps what is large in an unlinked file."""

    max_bytes: int
    max_rows: int
    count: RowCount | None = None
    exceeded: str | None = None
    size: int = 0
    chunks: list[bytes] = field(default_factory=list)
    descriptor: int | None = None

    def write(self, data: bytes) -> int:
        """Take the next part of the result; returns its length."""
        self.size += len(data)
        if self.size > self.max_bytes:
            self.exceeded = "query_bytes"
            raise _Stop
        if self.count is not None:
            self.count.add(data)
            if self.count.rows > self.max_rows:
                self.exceeded = "query_rows"
                raise _Stop
        self._keep(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Do nothing: every part is kept as it comes."""

    def _keep(self, data: bytes) -> None:
        if self.descriptor is None and self.size > _INLINE:
            self.descriptor = unlinked_file()
            write_all(self.descriptor, b"".join(self.chunks))
            self.chunks.clear()
        if self.descriptor is None:
            self.chunks.append(data)
        else:
            write_all(self.descriptor, data)

    def discard(self) -> None:
        """Let go of what was written."""
        self.chunks.clear()
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None


def unlinked_file() -> int:
    """Return the descriptor of a new file that has no name, so that nothing is left of it whoever dies."""
    descriptor, path = tempfile.mkstemp(prefix="instrgraph-")
    Path(path).unlink()
    return descriptor


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of ``data``."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def run(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Run the query in ``body``.

    ``arguments``: ``path`` of the snapshot; ``default`` and ``named`` graphs of the protocol; ``base``; ``accept`` and
    ``format``; ``gzip``; ``rows`` and ``bytes``, the limits; ``allowed`` endpoints.

    Raises:
        QueryFault: the query is at fault, or reaches out.
        ResultTooLarge: the result is over a limit.
        Refusal: it cannot be had in the format asked for.
    """
    query = body.decode()
    stable = survey(query, frozenset(arguments["allowed"]))
    results = _results(context.store(arguments["path"]), query, arguments)
    answer = written(results, arguments)
    return Answer(answer.body, {**answer.header, "stable": stable}, answer.descriptor)


def _results(
    store: ox.Store, query: str, arguments: dict[str, Any]
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    default, named = arguments["default"], arguments["named"]
    try:
        if default or named:
            return store.query(
                query,
                base_iri=arguments["base"],
                default_graph=[ox.NamedNode(iri) for iri in default],
                named_graphs=[ox.NamedNode(iri) for iri in named],
            )
        return store.query(query, base_iri=arguments["base"])
    except SyntaxError as error:
        raise query_fault(str(error), query) from error
    except ValueError as error:
        raise QueryFault(f"{error}; give graphs as absolute IRIs") from error
    except OSError as error:
        raise store_fault(error, arguments["path"]) from error


def written(results: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, arguments: dict[str, Any]) -> Answer:
    """Return results in the format that ``arguments`` ask for, whole.

    Raises:
        ResultTooLarge: over a limit.
        Refusal: not in this format.
        StoreError: the evaluation failed.
    """
    formats = GRAPHS if isinstance(results, ox.QueryTriples) else RESULTS
    choice, media_type = choose(arguments["accept"], arguments["format"], formats)
    counted = isinstance(results, ox.QuerySolutions)
    sink = Sink(arguments["bytes"], arguments["rows"], RowCount(choice.engine) if counted else None)
    kinds: Any = ox.RdfFormat if formats is GRAPHS else ox.QueryResultsFormat
    try:
        results.serialize(cast("IO[bytes]", sink), format=getattr(kinds, choice.engine))
    except (OSError, RuntimeError) as error:
        sink.discard()
        if sink.exceeded:
            raise _over(sink.exceeded, arguments) from error
        raise StoreError(f"the evaluation failed: {error}") from error
    return packed(sink, content_type(media_type), compress=arguments["gzip"])


def _over(limit: str, arguments: dict[str, Any]) -> ResultTooLarge:
    amount = f"{arguments['rows']} rows" if limit == "query_rows" else f"{arguments['bytes']} bytes"
    return ResultTooLarge(
        f"the result has more than {amount} (limit {limit}); ask for less, or in parts with LIMIT and OFFSET"
    )


def packed(sink: Sink, media_type: str, *, compress: bool) -> Answer:
    """Return what was written to a sink as an answer, compressed where that was asked for and pays."""
    header: dict[str, Any] = {"type": media_type}
    if sink.descriptor is None:
        body = b"".join(sink.chunks)
        if compress and len(body) > _WORTH_COMPRESSING:
            return Answer(zlib.compress(body, 4, wbits=31), {**header, "encoding": "gzip"})
        return Answer(body, header)
    if compress:
        sink.descriptor = _compressed(sink.descriptor)
        header["encoding"] = "gzip"
    size = os.lseek(sink.descriptor, 0, os.SEEK_END)
    return Answer(b"", {**header, "descriptor": sink.descriptor, "size": size}, sink.descriptor)


def _compressed(source: int) -> int:
    target = unlinked_file()
    packer = zlib.compressobj(4, zlib.DEFLATED, 31)
    os.lseek(source, 0, os.SEEK_SET)
    while data := os.read(source, 1 << 18):
        write_all(target, packer.compress(data))
    write_all(target, packer.flush())
    os.close(source)
    return target


def warm(context: Context, arguments: dict[str, Any], body: bytes) -> Answer:
    """Open the snapshot at ``path`` ahead of the first query."""
    _ = body
    context.store(arguments["path"])
    return Answer()
