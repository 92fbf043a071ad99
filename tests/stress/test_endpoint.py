"""Mixed load on the endpoint: runaway queries, aborted clients, malformed requests and switches of the snapshot.

On the loopback only; it stops by itself after ``INSTRGRAPH_STRESS_SECONDS`` (60; `make stress` sets 600).
"""

from __future__ import annotations

import contextlib
import os
import random
import socket
import statistics
import threading
import time
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from served import Served, served
from stores import example_quads, published

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = float(os.environ.get("INSTRGRAPH_STRESS_SECONDS", "60"))
LIMIT = 2.0
CLIENTS = 16
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LIGHT = [
    "PREFIX ig: <https://w3id.org/instrgraph/ns#> SELECT ?i { ?i a ig:Instrument } ORDER BY ?i",
    "PREFIX ig: <https://w3id.org/instrgraph/ns#> SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a ig:Citation }",
    "PREFIX ig: <https://w3id.org/instrgraph/ns#> SELECT ?c ?i { ?c ig:citedInstrument ?i } ORDER BY ?c ?i LIMIT 20",
]
BROKEN = ["SELECT", "ASK { SERVICE <http://127.0.0.1:1/> {} }", "query=%FF", "\0", "ASK { ?s ?p }"]

pytestmark = pytest.mark.stress


class Load:
    """What the clients do and find until the time is up."""

    def __init__(self, running: Served, quiet: dict[str, str]) -> None:
        self.running, self.quiet = running, quiet
        self.until = time.monotonic() + SECONDS
        self.statuses: Counter[tuple[str, int]] = Counter()
        self.faults: list[str] = []
        self.times: list[float] = []
        self.late: list[float] = []

    def client(self, seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311  (the same load each time)
        with self.running.client() as client:
            while time.monotonic() < self.until:
                kind = draw.choices(["light", "endless", "broken", "aborted"], [12, 2, 2, 1])[0]
                try:
                    getattr(self, kind)(client, draw)
                except httpx.TransportError as error:
                    self.faults.append(f"{kind}: {error!r}")

    def ask(self, client: httpx.Client, query: str) -> tuple[httpx.Response, float]:
        started = time.monotonic()
        headers = {"content-type": "application/sparql-query", "accept": "application/json"}
        answer = client.post("/sparql", content=query.encode(), headers=headers)
        return answer, time.monotonic() - started

    def light(self, client: httpx.Client, draw: random.Random) -> None:
        query = draw.choice(LIGHT)
        answer, seconds = self.ask(client, f"{query} # {draw.random()}")
        self.statuses["light", answer.status_code] += 1
        self.times.append(seconds)
        if answer.status_code == 200 and answer.text != self.quiet[query]:
            self.faults.append(f"another answer than in quiet: {query}")

    def endless(self, client: httpx.Client, draw: random.Random) -> None:
        answer, seconds = self.ask(client, f"{ENDLESS} # {draw.random()}")
        self.statuses["endless", answer.status_code] += 1
        self.late.append(seconds)
        if answer.status_code not in (429, 503):
            self.faults.append(f"an endless query was answered with {answer.status_code}")

    def broken(self, client: httpx.Client, draw: random.Random) -> None:
        answer, _ = self.ask(client, draw.choice(BROKEN))
        self.statuses["broken", answer.status_code] += 1
        if answer.status_code != 400:
            self.faults.append(f"a broken query was answered with {answer.status_code}")

    def aborted(self, _client: httpx.Client, draw: random.Random) -> None:
        place = urlsplit(self.running.address)
        body = f"{ENDLESS} # {draw.random()}".encode()
        fields = ("Host: x", "Content-Type: application/sparql-query", f"Content-Length: {len(body)}")
        head = "\r\n".join(["POST /sparql HTTP/1.1", *fields, "", ""])
        with contextlib.closing(socket.create_connection((place.hostname, place.port))) as connection:
            connection.sendall(head.encode() + body)
            time.sleep(draw.random() * 0.2)
        self.statuses["aborted", 0] += 1


def test_mixed_load(tmp_path: Path) -> None:
    store = published(tmp_path / "store", example_quads())
    settings = {"INSTRGRAPH_QUERY_SECONDS": str(LIMIT), "INSTRGRAPH_QUERY_WORKERS": "2"}
    with served(store, settings) as running:
        with running.client() as client:
            headers = {"content-type": "application/sparql-query", "accept": "application/json"}
            quiet = {query: client.post("/sparql", content=query, headers=headers).text for query in LIGHT}
        load = Load(running, quiet)
        threads = [threading.Thread(target=load.client, args=(seed,)) for seed in range(CLIENTS)]
        for each in threads:
            each.start()
        for _ in range(3):
            time.sleep(SECONDS / 4)
            published(store, example_quads())
        for each in threads:
            each.join()
        with running.client() as client:
            metrics = client.get("/metrics").text
    assert not load.faults, load.faults[:5]
    assert "instrgraph_query_pool_crashed_total 0.0" in metrics
    print(load.statuses)  # noqa: T201  (figures for those who run it)
    p99 = statistics.quantiles(load.times, n=100)[98]
    print(f"light: {len(load.times)}, p99 {p99:.3f} s; endless: {len(load.late)}, longest {max(load.late):.2f} s")  # noqa: T201  (as above)
    served_light = load.statuses["light", 200]
    assert served_light > 0.9 * len(load.times)
