"""Any SPARQL 1.1 store over HTTP: the query and update protocols, with retries and time-outs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

import httpx
import pyoxigraph as ox

from instrgraph.errors import QueryFault, QueryTimeout, ResultTooLarge, StoreError, StoreUnavailable
from instrgraph.settings import current
from instrgraph.store.faults import query_fault
from instrgraph.store.merge import TAKE_AWAY
from instrgraph.store.port import Closing, QueryLimits
from instrgraph.store.results import Solutions, Triples, collect, timed_out
from instrgraph.store.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.store.port import Scope
    from instrgraph.store.results import Results

_PAUSES = (0.2, 0.8, 2.0)
"""Seconds between one try and the next; after the last the store counts as unavailable."""
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_BATCH = 2_000
"""Triples in one INSERT DATA: small enough for any server's limit on a request."""
_FORMS = {"SELECT": "rows", "ASK": "rows", "CONSTRUCT": "triples", "DESCRIBE": "triples"}
_ACCEPT = {
    "rows": "application/sparql-results+json, application/sparql-results+xml;q=0.5",
    "triples": "application/n-triples, text/turtle;q=0.5",
}


class EndpointStore(Closing):
    """A store behind a SPARQL 1.1 endpoint.

    ``url`` may carry a user and a password (``https://user:secret@host/sparql``). ``update_url`` is where updates go;
    without it the same address, or ``/update`` where the query address ends in ``/query`` (Oxigraph, Fuseki). These
    keep a default graph of its own, into which we write the merge of the named graphs; the others show all graphs as
    one. Where nothing stands in that default graph, since another program filled the store, Oxigraph is asked for the
    union, which counts a triple once for each of its graphs.
    """

    def __init__(
        self,
        url: str,
        *,
        update_url: str | None = None,
        token: str | None = None,
        seconds: float | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.url, user = _without_user(url)
        self.update_url = update_url or (
            self.url.removesuffix("/query") + "/update" if self.url.endswith("/query") else self.url
        )
        headers = {"User-Agent": "instrgraph"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._keeps_apart = urlsplit(self.url).path.endswith("/query")
        self._merged: bool | None = None
        self._client = httpx.Client(
            auth=user,
            headers=headers,
            timeout=seconds or current().query_seconds,
            transport=transport,
            follow_redirects=True,
        )

    def replace(self, graph: str, quads: Iterable[ox.Quad]) -> int:
        """Make ``quads`` the whole content of ``graph`` and return how many it holds.

        Over HTTP this takes several requests; a failure between them leaves the graph in part, and the next
        ``replace`` mends it.
        """
        triples = sorted({f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads})
        self.remove(graph)
        for start in range(0, len(triples), _BATCH):
            batch = "\n".join(triples[start : start + _BATCH])
            merged = f"{batch}\n" if self._keeps_apart else ""
            self.update(f"INSERT DATA {{ {merged}GRAPH <{graph}> {{\n{batch}\n}} }}")
        return len(triples)

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""
        if self._keeps_apart:
            self.update(TAKE_AWAY.replace("<GRAPH>", f"<{graph}>"))
        self.update(f"DROP SILENT GRAPH <{graph}>")

    def graphs(self) -> tuple[str, ...]:
        """Return the IRIs of the named graphs, sorted."""
        found = self.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")
        rows = found.rows if isinstance(found, Solutions) else ()
        return tuple(sorted(row[0].value for row in rows if isinstance(row[0], ox.NamedNode)))

    def quads(self, graph: str | None = None) -> Iterator[ox.Quad]:
        """Give the quads of one graph, or of all, in no set order."""
        for name in (graph,) if graph is not None else self.graphs():
            place = ox.NamedNode(name)
            found = self.query(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}")
            for triple in found.triples if isinstance(found, Triples) else ():
                yield ox.Quad(triple.subject, triple.predicate, triple.object, place)

    def query(
        self,
        sparql: str,
        *,
        limits: QueryLimits | None = None,
        scope: Scope | None = None,
    ) -> Results:
        """Run a query and return what it gives."""
        limits = limits or QueryLimits()
        form = next((_FORMS[token.keyword] for token in tokens(sparql) if token.keyword in _FORMS), "rows")
        fields: dict[str, str | list[str]] = {"query": sparql}
        if scope is not None:
            fields |= {"default-graph-uri": list(scope.default), "named-graph-uri": list(scope.named)}
        elif self._keeps_apart and not self._is_merged():
            fields["union-default-graph"] = "true"
        response = self._send(self.url, sparql, limits, data=fields, headers={"Accept": _ACCEPT[form]})
        return collect(_parsed(response, form), limits)

    def update(self, sparql: str) -> None:
        """Run a SPARQL update."""
        self._send(self.update_url, sparql, QueryLimits(), data={"update": sparql}, headers={})

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _is_merged(self) -> bool:
        # Once there is something in the default graph it stays so, since whoever writes keeps the merge.
        if not self._merged:
            query, headers = "ASK { ?s ?p ?o }", {"Accept": _ACCEPT["rows"]}
            answer = self._send(self.url, query, QueryLimits(), data={"query": query}, headers=headers)
            self._merged = bool(_parsed(answer, "rows"))
        return self._merged

    def _send(self, url: str, text: str, limits: QueryLimits, **request: Any) -> httpx.Response:
        if limits.seconds is not None:
            request["timeout"] = limits.seconds
        fault: StoreError = StoreUnavailable(f"{url}: no answer")
        for pause in (*_PAUSES, None):
            try:
                response = self._client.post(url, **request)
            except httpx.ReadTimeout as error:
                raise timed_out(QueryLimits(seconds=request.get("timeout", self._client.timeout.read))) from error
            except httpx.TransportError as error:
                fault = StoreUnavailable(f"{url}: cannot be reached ({error}); is the server running?")
            else:
                if response.is_success:
                    return response
                fault = _fault(response, url, text)
                if response.status_code not in _TRY_AGAIN:
                    break
            if pause is not None:
                time.sleep(pause)
        raise fault


def _without_user(url: str) -> tuple[str, tuple[str, str] | None]:
    parts = urlsplit(url)
    if not parts.username:
        return url, None
    host = parts.hostname or ""
    netloc = f"{host}:{parts.port}" if parts.port else host
    return urlunsplit(parts._replace(netloc=netloc)), (parts.username, parts.password or "")


def _parsed(response: httpx.Response, form: str) -> Any:
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    try:
        if form == "rows":
            xml = kind.endswith("xml")
            return ox.parse_query_results(
                response.content, ox.QueryResultsFormat.XML if xml else ox.QueryResultsFormat.JSON
            )
        rdf = ox.RdfFormat.from_media_type(kind) or ox.RdfFormat.N_TRIPLES
        return (quad.triple for quad in ox.parse(response.content, format=rdf))
    except SyntaxError as error:
        raise StoreUnavailable(
            f"{response.url}: answers with {kind or 'no type'}, which is no SPARQL result"
        ) from error


def _fault(response: httpx.Response, url: str, text: str) -> StoreError:
    words = " ".join(response.text.split())[:2_000]
    if response.status_code == 400:
        return query_fault(response.text, text)
    if response.status_code in (401, 403):
        return StoreUnavailable(
            f"{url}: refuses us ({response.status_code}); give a user and a password in the URL, or a token"
        )
    if response.status_code == 413:
        return ResultTooLarge(f"{url}: {words[:200] or 'too large'}")
    if response.status_code in (408, 504) or "timeout" in words.lower() or "time out" in words.lower():
        return QueryTimeout(f"{url}: the query took longer than the server allows ({response.status_code}); narrow it")
    if response.status_code in (405, 415, 501):
        return QueryFault(f"{url}: does not take this request ({response.status_code}); it may not allow updates")
    return StoreUnavailable(f"{url}: answers {response.status_code} {words[:200]}")
