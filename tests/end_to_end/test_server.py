"""A server as a user starts it: limits, aborted clients, snapshots, linked data, the API, and its end."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import threading
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest

from served import Served, served
from stores import example_quads, published

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LIMITS = {
    "INSTRGRAPH_QUERY_SECONDS": "3",
    "INSTRGRAPH_QUERY_ROWS": "1000",
    "INSTRGRAPH_QUERY_BYTES": "2000000",
    "INSTRGRAPH_QUERY_CHARACTERS": "5000",
    "INSTRGRAPH_QUERY_WORKERS": "1",
    "INSTRGRAPH_QUERY_QUEUE": "4",
    "INSTRGRAPH_REQUEST_BYTES": "100000",
}
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("server") / "store", example_quads())


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Served]:
    with served(store, LIMITS) as running:
        yield running


@pytest.fixture
def client(server: Served) -> Iterator[httpx.Client]:
    with server.client() as found:
        yield found


def ask(client: httpx.Client, query: str, accept: str = "application/json") -> httpx.Response:
    return client.post("/sparql", content=query, headers={"content-type": "application/sparql-query", "accept": accept})


def problem(answer: httpx.Response, status: int, name: str) -> dict[str, object]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    found: dict[str, object] = answer.json()
    assert found["type"] == f"https://w3id.org/instrgraph/problems#{name}"
    assert found["status"] == status
    return found


# ---------------------------------------------------------------------------------------------------------- limits


def test_a_query_over_its_time_is_answered_with_the_limit(client: httpx.Client) -> None:
    answer = ask(client, ENDLESS)
    assert problem(answer, 503, "query-timeout")["limit"] == "query_seconds"
    assert answer.headers["retry-after"] == "30"
    assert ask(client, "ASK {}").json()["boolean"] is True


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_a_thousand_rows_pass_and_one_more_does_not(client: httpx.Client, form: str) -> None:
    rows = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT "
    assert client.get("/sparql", params={"query": rows + "1000", "format": form}).status_code == 200
    found = problem(client.get("/sparql", params={"query": rows + "1001", "format": form}), 503, "result-too-large")
    assert "query_rows" in str(found["detail"])


def test_more_bytes_than_allowed(client: httpx.Client) -> None:
    long = "x" * 3000
    answer = ask(client, f"SELECT ?s ('{long}' AS ?long) {{ ?s ?p ?o }} LIMIT 900")
    found = problem(answer, 503, "result-too-large")
    assert "query_bytes" in str(found["detail"])


def test_a_query_that_is_too_long(client: httpx.Client) -> None:
    found = problem(ask(client, "ASK {} #" + "x" * 5000), 413, "request-too-large")
    assert found["limit"] == "query_characters"


def test_a_request_that_is_too_large(client: httpx.Client) -> None:
    found = problem(ask(client, "ASK {} #" + "x" * 200_000), 413, "request-too-large")
    assert found["limit"] == "request_bytes"


def test_a_full_queue_is_429_and_light_queries_are_served_after(server: Served) -> None:
    answers: list[httpx.Response] = []

    def run() -> None:
        with server.client() as own:
            answers.append(ask(own, ENDLESS))

    threads = [threading.Thread(target=run) for _ in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    statuses = {answer.status_code for answer in answers}
    assert statuses == {429, 503}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert problem(refused, 429, "too-many-requests")["limit"] == "query_queue"
    assert refused.headers["retry-after"] == "2"
    with server.client() as own:
        assert ask(own, "ASK {}").status_code == 200


def test_light_queries_are_served_beside_runaway_ones(server: Served) -> None:
    def run() -> None:
        with server.client() as own:
            ask(own, ENDLESS)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for each in threads:
        each.start()
    statuses: Counter[int] = Counter()
    with server.client() as own:
        while any(each.is_alive() for each in threads):
            number = statuses.total()
            statuses[ask(own, f"ASK {{ FILTER({number} = {number}) }}").status_code] += 1
    # On a machine that is busy with other things one or another may run out of its time as well.
    assert set(statuses) <= {200, 503}
    assert statuses[200] > len(threads), "the light queries waited for the runaway ones"


def test_a_client_that_goes_away_frees_its_worker(server: Served) -> None:
    place = urlsplit(server.address)
    body = ENDLESS.encode()
    fields = ("Host: x", "Content-Type: application/sparql-query", f"Content-Length: {len(body)}")
    head = "\r\n".join(["POST /sparql HTTP/1.1", *fields, "", ""])
    with server.client() as own:
        before = metric(own, "instrgraph_query_pool_abandoned_total")
        with socket.create_connection((place.hostname, place.port)) as connection:
            connection.sendall(head.encode() + body)
            time.sleep(0.3)
        deadline = time.monotonic() + 10
        while metric(own, "instrgraph_query_pool_busy") and time.monotonic() < deadline:
            time.sleep(0.05)
        assert metric(own, "instrgraph_query_pool_busy") == 0
        assert metric(own, "instrgraph_query_pool_abandoned_total") == before + 1


def metric(client: httpx.Client, name: str) -> float:
    lines = client.get("/metrics").text.splitlines()
    return float(next(line.split()[1] for line in lines if line.startswith(f"{name} ")))


def test_more_memory_than_allowed(store: Path) -> None:
    doubled = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(30))
    query = f"SELECT (STRLEN(?x30) AS ?n) {{ BIND('0123456789' AS ?x0) {doubled} }}"
    with served(store, {"INSTRGRAPH_QUERY_MEMORY_BYTES": str(600 * 1024 * 1024)}) as running, running.client() as own:
        found = problem(ask(own, query), 503, "memory-limit")
        assert found["limit"] == "query_memory_bytes"
        assert ask(own, "ASK {}").status_code == 200


# -------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:1/sparql> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "ASK { BIND('x' AS ?y) SERVICE<http://127.0.0.1:1/> {} }",
    ],
)
def test_queries_that_reach_out_are_refused(client: httpx.Client, query: str) -> None:
    found = problem(ask(client, query), 400, "query-fault")
    assert "not allowed" in str(found["detail"])
    assert found["line"] == 1


def test_words_that_only_look_like_it_are_not(client: httpx.Client) -> None:
    query = "PREFIX ex: <http://example.org/load#> ASK { ?service ex:SERVICE 'SERVICE <http://x>' } # LOAD <http://x>"
    assert ask(client, query).json()["boolean"] is False


def test_a_fault_has_line_and_column(client: httpx.Client) -> None:
    found = problem(ask(client, "SELECT *\nWHERE { ?s ?p }"), 400, "query-fault")
    assert (found["line"], found["column"]) == (2, 16)


def test_updates_are_off_without_a_token(client: httpx.Client) -> None:
    answer = client.post("/sparql", content="CLEAR ALL", headers={"content-type": "application/sparql-update"})
    problem(answer, 403, "forbidden")


@pytest.mark.parametrize("address", ["/nothing", "/api/v1/nothing", "/static/../pages.py", "/data/itu/pp/res/9999"])
def test_what_is_not_there(client: httpx.Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["query=%FF", "query=ASK{}&format=word", "default-graph-uri=not%20an%20iri&query=ASK{}"],
)
def test_malformed_requests(client: httpx.Client, query: str) -> None:
    assert client.get(f"/sparql?{query}").status_code == 400


# -------------------------------------------------------------------------------------------------------- protocol


def test_the_query_in_force_of_from_and_protocol(client: httpx.Client) -> None:
    graph = "https://w3id.org/instrgraph/id/graph/ontology"
    count = "SELECT (COUNT(*) AS ?n) FROM { ?s ?p ?o }"
    every = value(ask(client, count.replace("FROM", "")))
    inside = value(ask(client, count.replace("FROM", f"FROM <{graph}>")))
    assert 0 < inside < every
    assert (
        value(
            client.get(
                "/sparql",
                params={"query": count.replace("FROM", ""), "default-graph-uri": graph},
                headers={"accept": "application/json"},
            )
        )
        == inside
    )


def value(answer: httpx.Response) -> int:
    assert answer.status_code == 200, answer.text
    (binding,) = answer.json()["results"]["bindings"][0].values()
    return int(binding["value"])


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/xml", "application/xml"),
        ("text/html, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_results_by_accept(client: httpx.Client, accept: str, expected: str) -> None:
    answer = ask(client, "SELECT * { ?s ?p ?o } LIMIT 1", accept)
    assert answer.headers["content-type"] == expected


@pytest.mark.parametrize("form", ["turtle", "ntriples", "rdfxml", "jsonld", "n3", "nquads", "trig"])
def test_graphs_by_name_hold_the_same(client: httpx.Client, form: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } { ?s a <https://w3id.org/instrgraph/ns#Conference> ; ?p ?o }"
    answer = client.get("/sparql", params={"query": query, "format": form})
    media = answer.headers["content-type"].partition(";")[0]
    read = set(ox.parse(answer.content, format=ox.RdfFormat.from_media_type(media)))
    plain = client.get("/sparql", params={"query": query, "format": "ntriples"})
    assert read == set(ox.parse(plain.content, format=ox.RdfFormat.N_TRIPLES))
    assert len(read) > 20


def test_nothing_acceptable(client: httpx.Client) -> None:
    problem(ask(client, "ASK {}", "image/png"), 406, "not-acceptable")


def test_an_unchanged_snapshot_answers_304(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 3"})
    again = client.get(
        "/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 3"}, headers={"if-none-match": first.headers["etag"]}
    )
    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")


def test_what_differs_each_time_is_not_kept(client: httpx.Client) -> None:
    answers = {client.get("/sparql", params={"query": "SELECT (UUID() AS ?x) {}"}).text for _ in range(3)}
    assert len(answers) == 3


def test_compressed(client: httpx.Client) -> None:
    with client.stream(
        "GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 500"}, headers={"accept-encoding": "gzip"}
    ) as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(json.loads(gzip.decompress(packed))["results"]["bindings"]) == 500
    plain = client.get(
        "/sparql", params={"query": "SELECT * { ?s ?p ?o } LIMIT 500"}, headers={"accept-encoding": "identity"}
    )
    assert "content-encoding" not in plain.headers


def test_a_result_that_stands_in_a_file_is_whole(client: httpx.Client) -> None:
    query = f"SELECT ?s ?p ?o ('{'x' * 1000}' AS ?long) {{ ?s ?p ?o }} LIMIT 1000"
    for headers in ({"accept-encoding": "identity"}, {"accept-encoding": "gzip"}):
        answer = client.get("/sparql", params={"query": query, "format": "csv"}, headers=headers)
        assert answer.status_code == 200
        assert answer.text.count("\r\n") >= 1001


def test_head_and_options(client: httpx.Client) -> None:
    head = client.head("/sparql", params={"query": "ASK {}"})
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", "26")
    options = client.options("/sparql")
    assert options.status_code == 204
    assert "POST" in options.headers["access-control-allow-methods"]
    assert options.headers["access-control-allow-origin"] == "*"


def test_requests_have_names(client: httpx.Client) -> None:
    assert client.get("/healthz", headers={"x-request-id": "abc-1"}).headers["x-request-id"] == "abc-1"
    names = {client.get("/healthz").headers["x-request-id"] for _ in range(3)}
    assert len(names) == 3


# ----------------------------------------------------------------------------------------------------- linked data


@pytest.mark.parametrize(
    ("headers", "suffix", "place"),
    [
        ({"accept": "text/turtle"}, "", "/data/itu/pp/res/130"),
        (BROWSER, "", "/page/itu/pp/res/130"),
        ({}, ".ttl", "/data/itu/pp/res/130.ttl"),
        ({}, ".jsonld", "/data/itu/pp/res/130.jsonld"),
        ({"accept": "text/turtle"}, ".html", "/page/itu/pp/res/130"),
    ],
)
def test_identifiers_send_on(
    server: Served, client: httpx.Client, headers: dict[str, str], suffix: str, place: str
) -> None:
    answer = client.get(f"/id/itu/pp/res/130{suffix}", headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, server.address + place)


@pytest.mark.parametrize(
    ("suffix", "form"),
    [(".ttl", "TURTLE"), (".nt", "N_TRIPLES"), (".rdf", "RDF_XML"), (".jsonld", "JSON_LD"), (".json", "JSON_LD")],
)
def test_data_in_five_formats(client: httpx.Client, suffix: str, form: str) -> None:
    answer = client.get(f"/data/itu/pp/res/130{suffix}")
    read = {str(quad) for quad in ox.parse(answer.content, format=getattr(ox.RdfFormat, form))}
    plain = client.get("/data/itu/pp/res/130", headers={"accept": "application/n-triples"})
    assert plain.headers["content-location"].endswith("/data/itu/pp/res/130.nt")
    assert read == {str(quad) for quad in ox.parse(plain.content, format=ox.RdfFormat.N_TRIPLES)}
    assert len(read) > 5
    again = client.get(f"/data/itu/pp/res/130{suffix}", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    since = client.get(f"/data/itu/pp/res/130{suffix}", headers={"if-modified-since": answer.headers["last-modified"]})
    assert since.status_code == 304


def test_the_ontology_and_void(client: httpx.Client) -> None:
    for address in ("/ns", "/vocab", "/ns.ttl"):
        assert b"ig:Citation" in client.get(address).content
    void = client.get("/.well-known/void")
    assert b"void:sparqlEndpoint" in void.content


# ------------------------------------------------------------------------------------------------------------- API


def test_pages_of_a_list_hold_all_of_it_once(client: httpx.Client) -> None:
    seen: list[str] = []
    answer = client.get("/api/v1/citations", params={"limit": 2, "state": "any"})
    while True:
        seen += [row["id"] for row in answer.json()["items"]]
        if answer.json()["next"] is None:
            break
        assert f"cursor={answer.json()['next']}" in answer.headers["link"]
        answer = client.get(answer.links["next"]["url"])
    assert len(seen) == len(set(seen)) == answer.json()["total"]
    count = "PREFIX ig: <https://w3id.org/instrgraph/ns#> SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a ig:Citation }"
    assert value(ask(client, count)) == len(seen)


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"cited": "itu/pp/res/130"}, 1),
        ({"cited": "https://w3id.org/instrgraph/id/itu/pp/res/130"}, 1),
        ({"cited": "itu/pp/res/130", "revision": 2014}, 1),
        ({"cited": "itu/pp/res/130", "revision": 2018}, 0),
        ({"cited": "itu/pp/res/130", "part": "operative"}, 0),
        ({"cited": "itu/pp/res/130", "part": "preamble"}, 1),
        ({"cited": "itu/pp/res/130", "as_of": 2021}, 0),
        ({"cited": "itu/pp/res/130", "as_of": 2022}, 1),
        ({"cited": "itu/pp/res/130", "function": "notes"}, 0),
        ({"cited": "itu/pp/res/130", "body": "itu/pp"}, 1),
        ({"cited": "itu/pp/res/130", "body": "itu/wtsa"}, 0),
        ({"cited": "un/named/none"}, 0),
    ],
)
def test_filters(client: httpx.Client, filters: dict[str, str | int], count: int) -> None:
    assert client.get("/api/v1/citations", params=filters).json()["total"] == count


def test_base_text_does_not_count_unless_asked_for(client: httpx.Client) -> None:
    totals = {
        state: client.get("/api/v1/citations", params={"state": state}).json()["total"] for state in ("any", "base")
    }
    usual = client.get("/api/v1/citations").json()
    assert totals["base"] > 0
    assert usual["total"] == totals["any"] - totals["base"]
    assert all(row["state"] != "base" for row in usual["items"])


def test_csv_has_the_rows_of_the_json(client: httpx.Client) -> None:
    rows = client.get("/api/v1/mandates").json()
    by_suffix = client.get("/api/v1/mandates.csv")
    by_accept = client.get("/api/v1/mandates", headers={"accept": "text/csv"})
    assert by_suffix.text == by_accept.text
    assert by_suffix.headers["instrgraph-total"] == str(rows["total"])
    assert by_suffix.text.splitlines()[0].startswith("id,source,language,start,end,clause")


def test_an_instrument_and_its_lineage(client: httpx.Client) -> None:
    found = client.get("/api/v1/instruments/itu/pp/res/130").json()
    assert [one["year"] for one in found["revisions"]] == [2014, 2018]
    assert found["cited_by"] == {"citations": 1, "texts": 1, "superseded": 1, "without_revision": 0}
    lineage = client.get("/api/v1/lineage/itu/pp/res/174").json()
    assert "itu/pp/res/130" in {one["id"] for one in lineage["cites"]["items"]}
    assert any(one["continues"] for one in lineage["mandates"])
    network = client.get("/api/v1/network/itu/pp/res/130", params={"depth": 2}).json()
    assert {"citing": "itu/pp/res/174", "cited": "itu/pp/res/130"} in network["edges"]


def test_questions(client: httpx.Client) -> None:
    names = [each["name"] for each in client.get("/api/v1/questions").json()["items"]]
    assert len(names) >= 33
    found = client.get("/api/v1/questions/cited-by", params={"id": "itu/pp/res/130"}).json()
    assert found["total"] == 1
    problem(client.get("/api/v1/questions/cited-by", params={"nonsense": "x"}), 404, "not-found")
    problem(client.get("/api/v1/questions/no-such"), 404, "not-found")


TEXT = "Recalling Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference,"


def test_extract_takes_texts_and_files(client: httpx.Client) -> None:
    answers = [
        client.post("/api/v1/extract", content=TEXT, headers={"content-type": "text/plain"}),
        client.post("/api/v1/extract", json={"text": TEXT, "language": "en"}),
        client.post("/api/v1/extract", files={"file": ("draft.txt", TEXT.encode(), "text/plain")}),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        (row,) = answer.json()["citations"]
        assert (row["instrument"], row["revision"]) == ("itu/pp/res/130", 2018)
        assert TEXT[row["start"] : row["end"]] == "130"
    assert answers[2].json()["document"]["name"] == "draft.txt"


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "text/plain", 422),
        (b"\xff\xfe", "text/plain", 400),
        (b"{", "application/json", 400),
        (b'{"text": ""}', "application/json", 422),
        (b'{"text": "x", "language": "xx"}', "application/json", 422),
        (b"x", "image/png", 415),
        (b"x", "multipart/form-data", 400),
        (b"x" * 200_000, "text/plain", 413),
    ],
)
def test_extract_refuses_what_is_no_text(client: httpx.Client, content: bytes, kind: str, status: int) -> None:
    answer = client.post("/api/v1/extract", content=content, headers={"content-type": kind})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.zip", "x.html"])
def test_extract_survives_broken_files(client: httpx.Client, name: str) -> None:
    content = {
        "x.pdf": b"%PDF-1.7 broken",
        "x.docx": b"PK\x03\x04broken",
        "x.zip": b"PK\x05\x06" + b"\0" * 18,
        "x.html": b"<" * 50_000,
    }[name]
    answer = client.post("/api/v1/extract", files={"file": (name, content)})
    assert answer.status_code in (200, 415, 422), answer.text


def test_references_feeds_and_annotations(client: httpx.Client) -> None:
    ris = client.get("/instruments/itu/pp/res/130.ris").text
    assert "TI  - Resolution 130 (Rev. Dubai, 2018)" in ris
    assert "@misc{itu:pp:res:130:rev:2018," in client.get("/instruments/itu/pp/res/130.bib").text
    csl = client.get("/instruments/itu/pp/res/130/rev/2018.csl").json()
    assert [(one["type"], one["issued"]) for one in csl] == [("legislation", {"date-parts": [[2018]]})]
    feed = client.get("/instruments/itu/pp/res/130.atom")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert feed.text.count("<entry>") == 1
    assert "<entry>" in client.get("/addressees/itu/office/sg.atom").text
    page = client.get("/page/source/8c8cf6cc256d5abd.annotations").json()
    assert page["type"] == "AnnotationPage"
    assert {one["type"] for one in page["items"]} == {"Annotation"}


# ------------------------------------------------------------------------------------------------ snapshots, the end


def test_a_new_snapshot_takes_over_and_cursors_stay(tmp_path: Path) -> None:
    store = published(tmp_path / "store", example_quads())
    with served(store) as running, running.client() as own:
        first = own.get("/api/v1/citations", params={"limit": 2}).json()
        seen = own.get("/data/itu/pp/res/130")
        assert seen.status_code == 200
        gone = "https://w3id.org/instrgraph/id/itu/pp/res/130"
        kept = [quad for quad in example_quads() if gone not in str(quad.subject) and gone not in str(quad.object)]
        published(store, kept)
        deadline = time.monotonic() + 20
        while own.get("/sparql", params={"query": "ASK {}"}).headers["instrgraph-snapshot"] != "2":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        following = own.get("/api/v1/citations", params={"limit": 2, "cursor": first["next"]}).json()
        assert following["snapshot"]["number"] == 1
        assert following["total"] == first["total"]
        assert own.get("/api/v1/citations").json()["snapshot"]["number"] == 2
        found = problem(own.get("/data/itu/pp/res/130"), 410, "gone")
        assert found["last_snapshot"] == 1
        problem(own.get("/data/itu/pp/res/131"), 404, "not-found")


def test_a_cursor_of_other_filters_or_of_nobody(client: httpx.Client) -> None:
    cursor = client.get("/api/v1/citations", params={"limit": 1}).json()["next"]
    problem(
        client.get("/api/v1/citations", params={"limit": 1, "cursor": cursor, "function": "recalls"}),
        400,
        "malformed-request",
    )
    problem(client.get("/api/v1/citations", params={"cursor": "bm9uZQ"}), 400, "malformed-request")


def test_updates_with_a_token_make_a_snapshot_and_spare_builds(tmp_path: Path) -> None:
    store = published(tmp_path / "store", example_quads())
    headers = {"content-type": "application/sparql-update", "authorization": "Bearer secret"}
    with served(store, {"INSTRGRAPH_UPDATE_TOKEN": "secret"}) as running, running.client() as own:
        problem(
            own.post("/sparql", content="CLEAR ALL", headers={**headers, "authorization": "Bearer wrong"}),
            401,
            "token-needed",
        )
        problem(own.post("/sparql", content="DROP ALL", headers=headers), 403, "forbidden")
        problem(own.post("/sparql", content="LOAD <http://127.0.0.1:1/x>", headers=headers), 400, "query-fault")
        assert own.get("/sparql", params={"query": "ASK {}"}).headers["instrgraph-snapshot"] == "1"
        answer = own.post("/sparql", content="INSERT DATA { <urn:a> <urn:b> <urn:c> }", headers=headers)
        assert (answer.status_code, answer.headers["instrgraph-snapshot"]) == (204, "2")
        where = ask(own, "SELECT ?g { GRAPH ?g { <urn:a> <urn:b> <urn:c> } }").json()["results"]["bindings"]
        assert [each["g"]["value"] for each in where] == ["https://w3id.org/instrgraph/id/graph/update"]
        count = "SELECT (COUNT(*) AS ?n) { ?s <urn:b> ?o }"
        for update, expected in (
            ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> , <urn:d> } }", "2"),
            ("DELETE DATA { <urn:a> <urn:b> <urn:c> }", "2"),  # another graph holds it still
            ("DELETE WHERE { GRAPH <urn:g> { ?s ?p <urn:c> } }", "1"),
            ("DROP GRAPH <urn:g>", "0"),
        ):
            assert own.post("/sparql", content=update, headers=headers).status_code == 204
            assert ask(own, count).json()["results"]["bindings"][0]["n"]["value"] == expected, update


@pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="children are found through /proc")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_is_left_behind(store: Path, number: signal.Signals) -> None:
    with served(store) as running:
        thread = threading.Thread(target=swallow, args=(running,))
        thread.start()
        time.sleep(0.5)
        children = below(running.process.pid)
        assert len(children) >= 2
        running.process.send_signal(number)
        running.process.wait(timeout=20)
        thread.join()
        deadline = time.monotonic() + 5
        while any(alive(each) for each in children) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [each for each in children if alive(each)]


def swallow(running: Served) -> None:
    import httpx  # noqa: PLC0415

    try:
        with running.client() as own:
            ask(own, ENDLESS)
    except httpx.TransportError:
        return


def below(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(status.parent.name))
    return found


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z" or os.getpid() == pid


def test_behind_a_proxy_every_address_has_the_root(store: Path) -> None:
    with served(store, root_path="/graph") as running, running.client(headers=BROWSER) as own:
        page = own.get("/instruments/itu/pp/res/130")
        assert page.status_code == 200
        assert 'href="/graph/static/style.css"' in page.text
        assert 'href="/' not in page.text.replace('href="/graph/', "")
        assert own.get("/id/itu/pp/res/130").headers["location"].endswith("/graph/page/itu/pp/res/130")
        assert own.get("/openapi.json").status_code == 200
        assert own.get("/api/v1/instruments", headers={"accept": "application/json"}).status_code == 200


def test_health_and_readiness(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready"}
    assert "instrgraph_requests_total" in client.get("/metrics").text
