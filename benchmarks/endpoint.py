# ruff: noqa: E501  (queries and columns are read in one line)
"""Our endpoint beside `oxigraph serve` and rdflib-endpoint, over one generated graph, in interleaved runs.

    python benchmarks/endpoint.py [--instruments 60000] [--citations 250000] [--rounds 40] [--store FOLDER]

Starts all three on ports of the loopback, asks each in turn, and prints the medians and their ratios. `oxigraph` and
`rdflib-endpoint` come from PyPI packages of these names; what is not installed is left out, by name.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import importlib.util
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pyoxigraph as ox

from instrgraph.store.folder import StoreFolder
from instrgraph.store.manifest import GraphEntry, Manifest
from instrgraph.store.merge import merge_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BASE = "https://w3id.org/instrgraph/id/"
IG = "https://w3id.org/instrgraph/ns#"
IGV = "https://w3id.org/instrgraph/vocab#"
PREFIX = f"BASE <{BASE}> PREFIX ig: <{IG}> PREFIX dcterms: <http://purl.org/dc/terms/> "
SERVE = "import sys, pathlib; from instrgraph.web import serve; serve(pathlib.Path(sys.argv[1]), port=int(sys.argv[2]), log=False)"
RDFLIB = """
import sys, uvicorn, rdflib, oxrdflib
from rdflib_endpoint import SparqlEndpoint
import pyoxigraph
store = oxrdflib.OxigraphStore(store=pyoxigraph.Store.read_only(sys.argv[1]))
graph = rdflib.Dataset(store=store, default_union=False)
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""


@dataclass(frozen=True)
class Query:
    """A kind of query: how heavy, how many rounds of it, and its text for a number."""

    name: str
    light: bool
    rounds: int
    text: Callable[[int], str]


QUERIES = (
    Query("one, asked before", True, 300, lambda _: "SELECT ?p ?o { <itu/x/res/1> ?p ?o }"),
    Query("one instrument", True, 300, lambda n: f"SELECT ?p ?o {{ <itu/x/res/{n}> ?p ?o }}"),
    Query("who cites it", True, 300, lambda n: f"SELECT ?text {{ ?c ig:citedInstrument <itu/x/res/{n}> ; ig:citingText ?text }}"),
    Query("two hops", True, 60, lambda n: f"SELECT DISTINCT ?b {{ <itu/x/res/{n}> ig:cites ?a . ?a ig:cites ?b . ?b dcterms:title ?t }}"),
    Query("fifty most cited", False, 5, lambda n: f"SELECT ?i (COUNT(*) AS ?n) {{ ?c ig:citedInstrument ?i FILTER({n} = {n}) }} GROUP BY ?i ORDER BY DESC(?n) LIMIT 50"),
    Query("everything cited", False, 5, lambda n: f"SELECT (COUNT(DISTINCT ?b) AS ?n) {{ <itu/x/res/{59_000 + n % 900}> ig:cites+ ?b }}"),
    Query("everything citing", False, 5, lambda n: f"SELECT (COUNT(DISTINCT ?b) AS ?n) {{ ?b ig:cites+ <itu/x/res/{n % 50}> }}"),
    Query("titles by expression", False, 5, lambda n: f'SELECT ?i {{ ?i dcterms:title ?t FILTER(REGEX(?t, "of {n % 10}7[0-9]+ on")) }} LIMIT 100'),
)  # fmt: skip


def quads(instruments: int, citations: int) -> Iterator[ox.Quad]:
    """Give a graph of citations, the same each time: later instruments cite earlier ones, some much more than others."""
    draw = random.Random(1)  # noqa: S311  (the same graph each time)
    graph = ox.NamedNode(BASE + "graph/derived")
    node = lambda local: ox.NamedNode(BASE + local)  # noqa: E731
    kind, title = (
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("http://purl.org/dc/terms/title"),
    )
    ig = {name: ox.NamedNode(IG + name) for name in
          ("Instrument", "Citation", "cites", "citedInstrument", "citingText", "citationFunction", "issuedBy", "revisionOf", "hasRevision")}  # fmt: skip
    functions = [ox.NamedNode(f"{IGV}fn-{name}") for name in ("recalls", "notes", "considers", "implements")]
    for number in range(instruments):
        subject = node(f"itu/x/res/{number}")
        yield ox.Quad(subject, kind, ig["Instrument"], graph)
        yield ox.Quad(
            subject, title, ox.Literal(f"Resolution of {number} on subject {number % 997}", language="en"), graph
        )
        yield ox.Quad(subject, ig["issuedBy"], node(f"itu/body/{number % 12}"), graph)
    for number in range(citations):
        citing = draw.randrange(1, instruments)
        cited = int(citing * draw.random() ** 2)
        subject, text = node(f"source/{number:016x}/cit/1"), node(f"itu/x/res/{citing}")
        yield ox.Quad(subject, kind, ig["Citation"], graph)
        yield ox.Quad(subject, ig["citingText"], text, graph)
        yield ox.Quad(subject, ig["citedInstrument"], node(f"itu/x/res/{cited}"), graph)
        yield ox.Quad(subject, ig["citationFunction"], draw.choice(functions), graph)
        yield ox.Quad(text, ig["cites"], node(f"itu/x/res/{cited}"), graph)


def build(root: Path, instruments: int, citations: int) -> Path:
    """Make the store, unless it is there, and return its folder."""
    folder = StoreFolder(root)
    if folder.current() is not None:
        return root
    with folder.writing():
        store = folder.start(None)
        store.engine.bulk_extend(quads(instruments, citations))
        merge_all(store.engine)
        store.optimize()
        store.flush()
        size = store.triples()
        store.close()
        manifest = Manifest(
            number=1, created=datetime.now(UTC).isoformat(), version="0", grammar="0", registry="0", base=BASE, checksum="0",
            triples=size, graphs={BASE + "graph/derived": GraphEntry(size, "0")},
        )  # fmt: skip
        folder.publish(manifest)
    print(f"{size} triples in {root}")
    return root


class Failed(Exception):
    """A server answered with something else than 200."""


@dataclass
class Server:
    """A running server and the connection kept open to it."""

    name: str
    process: subprocess.Popen[bytes]
    port: int
    path: str
    connection: http.client.HTTPConnection | None = None

    def ask(self, query: str) -> tuple[float, bytes]:
        """Return the seconds that an answer took, and the answer."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        started = time.perf_counter()
        address = f"{self.path}?query={quote(PREFIX + query)}"
        try:
            self.connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # it closes what was idle for a moment
            self.connection.close()
            started = time.perf_counter()
            self.connection.request("GET", address, headers={"Accept": "application/sparql-results+json"})
            answer = self.connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - started
        if answer.status != 200:
            raise Failed(f"{self.name}: {answer.status} {body[:200]!r}")
        return seconds, body

    def get(self, address: str) -> tuple[float, bytes]:
        """Return the seconds that an address took, and what it gave."""
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        started = time.perf_counter()
        self.connection.request("GET", address)
        body = self.connection.getresponse().read()
        return time.perf_counter() - started, body

    def cpu(self) -> float:
        """Return the seconds of processor time that the server and its workers have used."""
        tree, ticks = {self.process.pid}, 0
        stats = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
                stats.append((int(path.parent.name), int(fields[1]), int(fields[11]) + int(fields[12])))
        tree |= {pid for pid, parent, _ in stats if parent == self.process.pid}
        ticks = sum(used for pid, _, used in stats if pid in tree)
        return ticks / os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(root: Path) -> Iterator[Server]:
    """Start what is installed."""
    graph = str(StoreFolder(root).opened().graph)
    port = free_port()
    yield Server("instrgraph", subprocess.Popen([sys.executable, "-c", SERVE, str(root), str(port)]), port, "/sparql")
    binary = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if binary:
        port = free_port()
        command = [binary, "serve-read-only", "--location", graph, "--bind", f"127.0.0.1:{port}"]
        yield Server("oxigraph", subprocess.Popen(command, stderr=subprocess.DEVNULL), port, "/query")
    else:
        print("oxigraph: not installed, left out")
    if importlib.util.find_spec("rdflib_endpoint"):
        port = free_port()
        yield Server(
            "rdflib-endpoint", subprocess.Popen([sys.executable, "-c", RDFLIB, graph, str(port)]), port, "/sparql"
        )
    else:
        print("rdflib-endpoint: not installed, left out")


def wait(server: Server) -> None:
    """Wait until a server answers."""
    for _ in range(600):
        with contextlib.suppress(OSError, http.client.HTTPException):
            server.ask("ASK {}")
            return
        server.connection = None
        time.sleep(0.1)
    raise SystemExit(f"{server.name} did not start")


def compare(servers: list[Server], query: Query, rounds: float) -> None:
    """Ask each server in turn and print the medians and ratios; every query text is a new one."""
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    sizes: dict[str, list[int]] = {server.name: [] for server in servers}
    before = {server.name: server.cpu() for server in servers}
    for number in range(max(3, int(query.rounds * rounds))):
        text = query.text(number * 7 + 100)
        for server in servers:
            if server.name == "rdflib-endpoint" and not query.light and number > 1:
                continue
            if not query.light:
                server.connection = None  # what has been idle for long is closed by the other side
            try:
                seconds, body = server.ask(text)
            except Failed as error:
                print(f"  {error}")
                continue
            times[server.name].append(seconds)
            sizes[server.name].append(len(json.loads(body)["results"]["bindings"]))
    used = {server.name: (server.cpu() - before[server.name]) / len(times[server.name]) for server in servers}
    for name, found in sizes.items():
        if found != sizes["instrgraph"][: len(found)]:
            print(f"  {name} gives other numbers of rows")
    ours = statistics.median(times["instrgraph"])
    line = f"{query.name:22}"
    for server in servers:
        median = statistics.median(times[server.name])
        ratio = used["instrgraph"] / used[server.name] if used[server.name] else float("nan")
        line += f"{median * 1000:10.2f} ms ({ours / median:5.2f}, cpu {ratio:5.2f})"
    print(line, flush=True)


def lineage(servers: list[Server]) -> None:
    """Compare everything that cites one instrument: from our index, and from the others by a property path."""
    times: dict[str, list[float]] = {server.name: [] for server in servers}
    for number in range(5):
        for server in servers:
            server.connection = None
            if server.name == "instrgraph":
                seconds, body = server.get(f"/api/v1/lineage/itu/x/res/{number}")
                count = json.loads(body)["cited_by"]["total"]
            elif server.name == "rdflib-endpoint" and number > 1:
                continue
            else:
                seconds, body = server.ask(f"SELECT DISTINCT ?b {{ ?b ig:cites+ <itu/x/res/{number}> }}")
                found = len(json.loads(body)["results"]["bindings"])
                if found != count:
                    print(f"  {server.name} finds {found}, the index {count}")
            times[server.name].append(seconds)
    ours = statistics.median(times["instrgraph"])
    line = f"{'lineage from the API':22}"
    for server in servers:
        median = statistics.median(times[server.name])
        line += f"{median * 1000:12.2f} ms ({ours / median:5.3f})"
    print(line, f"  {count} instruments")


def main() -> None:
    """Build, start, compare, stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--instruments", type=int, default=60_000)
    parser.add_argument("--citations", type=int, default=250_000)
    parser.add_argument("--rounds", type=float, default=1.0, help="factor for the number of rounds")
    parser.add_argument("--store", type=Path, default=None)
    options = parser.parse_args()
    root = options.store or Path(tempfile.mkdtemp(prefix="instrgraph-benchmark-"))
    build(root, options.instruments, options.citations)
    servers = list(started(root))
    try:
        for server in servers:
            wait(server)
        servers[0].get("/api/v1/lineage/itu/x/res/0")  # once the index is made, nothing works in the background
        print(f"{'ours / theirs in ()':22}" + "".join(f"{server.name:>31}" for server in servers))
        for query in QUERIES:
            compare(servers, query, options.rounds)
        lineage(servers)
    finally:
        for server in servers:
            server.process.send_signal(signal.SIGTERM)
        for server in servers:
            server.process.wait(timeout=30)
        if options.store is None:
            shutil.rmtree(root)


if __name__ == "__main__":
    main()
