"""The W3C query evaluation suites through the endpoint: it passes what the engine passes by itself, case by case."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.collection import Collection

from conformance.test_sparql_protocol import SUITE
from served import served
from stores import published

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

pytestmark = pytest.mark.skipif(not SUITE.is_dir(), reason="the W3C suite is not at ../shared")

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
KINDS = {MF.QueryEvaluationTest, MF.CSVResultFormatTest}
NUMBERS = re.compile(
    r".*#(?:integer|decimal|double|float|.*[Ii]nt|long|short|byte|non.*Integer|positiveInteger|negativeInteger|unsigned.*)$"
)

MANIFESTS = {
    "sparql10": ("sparql10/manifest-evaluation.ttl", 283, 266),
    "sparql11": ("sparql11/manifest-sparql11-query.ttl", 225, 209),
    "results": ("sparql11/manifest-sparql11-results.ttl", 10, 8),
    "sparql12": ("sparql12/manifest.ttl", 63, 58),
}
"""Each suite: its manifest, how many cases it has, and how many of them the engine passes by itself."""


@dataclass(frozen=True)
class Case:
    name: str
    query: Path
    result: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = field(default=())
    service: bool = False


@cache
def cases(manifest: str) -> tuple[Case, ...]:
    found: list[Case] = []
    waiting = [SUITE.parent / manifest]
    while waiting:
        path = waiting.pop(0)
        graph = Graph().parse(path, publicID=path.as_uri())
        head = graph.value(predicate=RDF.type, object=MF.Manifest)
        for included in graph.objects(head, MF.include):
            waiting += [local(each) for each in Collection(graph, included)]
        for entries in graph.objects(head, MF.entries):
            found += [each for node in Collection(graph, entries) if (each := case(graph, node, path)) is not None]
    return tuple(found)


def case(graph: Graph, node: Any, manifest: Path) -> Case | None:
    if not KINDS & set(graph.objects(node, RDF.type)):
        return None
    action, result = graph.value(node, MF.action), graph.value(node, MF.result)
    query = graph.value(action, QT.query)
    if query is None or result is None:
        return None
    name = f"{manifest.parent.name}/{str(node).rpartition('#')[2].rpartition('/')[2]}"
    return Case(
        name,
        local(query),
        local(result),
        tuple(local(each) for each in graph.objects(action, QT.data)),
        tuple(local(each) for each in graph.objects(action, QT.graphData) if isinstance(each, URIRef)),
        (action, QT.serviceData, None) in graph,
    )


def local(node: Any) -> Path:
    return Path(str(node).removeprefix("file://"))


def read(path: Path, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    form = ox.RdfFormat.from_extension(path.suffix[1:]) or ox.RdfFormat.TURTLE
    for quad in ox.parse(path=str(path), format=form, base_iri=path.as_uri(), rename_blank_nodes=True):
        yield ox.Quad(quad.subject, quad.predicate, quad.object, graph)


# ------------------------------------------------------------------------------------------------------ comparison


def term(value: Any) -> Any:
    """Return a term as something that equals what means the same: numbers by value, blank nodes marked."""
    if isinstance(value, ox.Literal) and NUMBERS.match(value.datatype.value):
        try:
            return ("number", value.datatype.value, float(value.value))
        except ValueError:
            return value
    if isinstance(value, ox.Triple):
        return ("triple", term(value.subject), term(value.predicate), term(value.object))
    return ("blank", value.value) if isinstance(value, ox.BlankNode) else value


Row = tuple[tuple[str, Any], ...]


def rows_of(results: Any) -> list[Row]:
    names = [variable.value for variable in results.variables]
    return [
        tuple(sorted((name, term(value)) for name, value in zip(names, each, strict=True) if value is not None))
        for each in results
    ]


def blanks(value: Any) -> Iterator[str]:
    if isinstance(value, tuple):
        if len(value) == 2 and value[0] == "blank":
            yield value[1]
        else:
            for part in value:
                yield from blanks(part)


def renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, tuple):
        if len(value) == 2 and value[0] == "blank":
            return ("blank", names.get(value[1], value[1]))
        return tuple(renamed(part, names) for part in value)
    return value


def same(found: list[Row], wanted: list[Row]) -> bool:
    """Return whether two tables hold the same rows, whatever their blank nodes are called."""
    if len(found) != len(wanted):
        return False
    plain = Counter(row for row in found if not any(blanks(row)))
    if plain != Counter(row for row in wanted if not any(blanks(row))):
        return False
    left = [row for row in found if any(blanks(row))]
    return _matched(left, [row for row in wanted if any(blanks(row))], {})


def _matched(left: list[Row], right: list[Row], names: dict[str, str]) -> bool:
    if not left:
        return not right
    row, rest = left[0], left[1:]
    for index, other in enumerate(right):
        more = dict(names)
        mine, theirs = list(blanks(row)), list(blanks(other))
        if len(mine) != len(theirs):
            continue
        good = all(more.setdefault(one, two) == two for one, two in zip(mine, theirs, strict=True))
        if (
            good
            and len(set(more.values())) == len(more)
            and renamed(row, more) == other
            and _matched(rest, right[:index] + right[index + 1 :], more)
        ):
            return True
    return False


def triples_of(triples: Any) -> list[Row]:
    unique = {str(each): each for each in triples}.values()
    return [(("s", term(each.subject)), ("p", term(each.predicate)), ("o", term(each.object))) for each in unique]


def expected(path: Path) -> Any:
    """Return what a case wants: rows, a yes or no, or triples."""
    form = {
        ".srx": ox.QueryResultsFormat.XML,
        ".srj": ox.QueryResultsFormat.JSON,
        ".tsv": ox.QueryResultsFormat.TSV,
    }.get(path.suffix)
    if path.suffix == ".csv":
        return ("csv", path.read_text(encoding="utf-8"))
    if form is not None:
        found = ox.parse_query_results(path.read_bytes(), format=form)
        return bool(found) if isinstance(found, ox.QueryBoolean) else ("rows", rows_of(found))
    quads = list(read(path, ox.DefaultGraph()))
    sets = [quad for quad in quads if quad.object == ox.NamedNode(RS + "ResultSet")]
    return _result_set(quads) if sets else ("triples", triples_of(quad.triple for quad in quads))


def _result_set(quads: list[ox.Quad]) -> Any:
    facts: dict[Any, dict[str, list[Any]]] = {}
    for quad in quads:
        name = quad.predicate.value.removeprefix(RS)
        facts.setdefault(quad.subject, {}).setdefault(name, []).append(quad.object)
    head = next(each for each in facts.values() if ox.NamedNode(RS + "ResultSet") in each.get(RDF.type.toPython(), []))
    if "boolean" in head:
        return head["boolean"][0].value == "true"
    rows = []
    for solution in head.get("solution", []):
        bindings = [facts[each] for each in facts.get(solution, {}).get("binding", []) if each in facts]
        rows.append(tuple(sorted((each["variable"][0].value, term(each["value"][0])) for each in bindings)))
    return ("rows", rows)


def csv_rows(text: str) -> list[list[tuple[str, str]]]:
    """Return the rows of a CSV, whatever the order of columns (which `SELECT *` leaves open) and rows."""
    plain = re.sub(r"_:\w+", "_:", text)
    return sorted(sorted(row.items()) for row in csv.DictReader(io.StringIO(plain)))


def right(results: Any, wanted: Any) -> bool:
    if isinstance(wanted, bool):
        return isinstance(results, ox.QueryBoolean) and bool(results) is wanted
    kind, content = wanted
    if kind == "triples":
        return isinstance(results, ox.QueryTriples | list) and same(triples_of(results), content)
    if kind == "csv":
        written = results if isinstance(results, str) else results.serialize(format=ox.QueryResultsFormat.CSV).decode()
        return csv_rows(written) == csv_rows(content)
    return isinstance(results, ox.QuerySolutions) and same(rows_of(results), content)


# ---------------------------------------------------------------------------------------------------------- running


def by_engine(each: Case) -> bool:
    """Return whether the engine alone, in memory, gives what a case wants."""
    store = ox.Store()
    for path in each.data:
        store.extend(read(path, ox.DefaultGraph()))
    for path in each.named:
        store.extend(read(path, ox.NamedNode(path.as_uri())))
    text = each.query.read_text(encoding="utf-8")
    if dataset(text):
        load_from(store, each, text)
    try:
        results = store.query(text, base_iri=each.query.as_uri())
        return right(results, expected(each.result))
    except (SyntaxError, ValueError, OSError, RuntimeError, StopIteration, KeyError):
        return False


def dataset(text: str) -> bool:
    return re.search(r"^\s*FROM\b", text, re.MULTILINE) is not None


def load_from(store: ox.Store, each: Case, text: str) -> None:
    for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", text):
        path = each.query.parent / name
        if path.is_file():
            store.extend(read(path, ox.NamedNode(path.as_uri())))


def by_endpoint(client: httpx.Client, each: Case) -> bool:
    """Return whether the endpoint gives what a case wants, over the same graphs named in the request."""
    text = each.query.read_text(encoding="utf-8")
    parameters: list[tuple[str, str]] = []
    if not dataset(text):
        # A request that names no graph would see all: an empty dataset is named by a graph that is empty.
        parameters += [("default-graph-uri", path.as_uri()) for path in each.data] or [
            ("default-graph-uri", "urn:empty")
        ]
        parameters += [("named-graph-uri", path.as_uri()) for path in each.named]
    wanted = expected(each.result)
    as_csv = isinstance(wanted, tuple) and wanted[0] == "csv"
    accept = "text/csv" if as_csv else "application/sparql-results+json, application/n-triples"
    body = f"BASE <{each.query.as_uri()}>\n{text}"
    answer = client.post(
        "/sparql",
        params=parameters,
        content=body,
        headers={"content-type": "application/sparql-query", "accept": accept},
    )
    if answer.status_code != 200:
        return False
    return right(results_of(answer), wanted)


def results_of(answer: httpx.Response) -> Any:
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/csv":
        return answer.text
    if kind == "application/n-triples":
        return [quad.triple for quad in ox.parse(answer.content, format=ox.RdfFormat.N_TRIPLES)]
    return ox.parse_query_results(answer.content, format=ox.QueryResultsFormat.JSON)


def every_graph() -> Iterator[ox.Quad]:
    paths: set[Path] = set()
    for manifest, _, _ in MANIFESTS.values():
        for each in cases(manifest):
            paths |= {*each.data, *each.named}
            text = each.query.read_text(encoding="utf-8")
            paths |= {
                path
                for name in re.findall(r"FROM\s+(?:NAMED\s+)?<([^>]*)>", text)
                if (path := each.query.parent / name).is_file()
            }
    for path in sorted(paths):
        try:
            yield from list(read(path, ox.NamedNode(path.as_uri())))
        except SyntaxError:  # data of a case that the engine cannot read either
            continue


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    store = published(tmp_path_factory.mktemp("queries") / "store", every_graph())
    with served(store) as running, running.client() as found:
        yield found


EXEMPT: dict[str, str] = {}
"""Cases that the engine passes and the endpoint cannot, by name, each with its reason."""


@pytest.mark.parametrize("suite", sorted(MANIFESTS))
def test_suite(client: httpx.Client, suite: str) -> None:
    manifest, total, passed = MANIFESTS[suite]
    listed = [each for each in cases(manifest) if not each.service]
    engine = {each.name for each in listed if by_engine(each)}
    endpoint = {each.name for each in listed if by_endpoint(client, each)}
    assert engine - endpoint - set(EXEMPT) == set()
    assert endpoint - engine == set()
    assert (len(listed), len(engine)) == (total, passed)
