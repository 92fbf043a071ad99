"""The choice of a format."""

from __future__ import annotations

import pytest

from instrgraph.web.formats import GRAPHS, RESULTS, choose
from instrgraph.web.problems import Refusal


@pytest.mark.parametrize(
    ("accept", "name", "engine", "media"),
    [
        ("", "", "JSON", "application/sparql-results+json"),
        ("*/*", "", "JSON", "application/sparql-results+json"),
        ("application/*", "", "JSON", "application/sparql-results+json"),
        ("text/*", "", "CSV", "text/csv"),
        ("application/json", "", "JSON", "application/json"),
        ("text/xml, */*;q=0.1", "", "XML", "text/xml"),
        (
            "application/sparql-results+json;q=0.1, text/tab-separated-values;q=0.2",
            "",
            "TSV",
            "text/tab-separated-values",
        ),
        ("text/csv;q=nonsense, */*;q=0.5", "", "JSON", "application/sparql-results+json"),
        ("image/png", "xml", "XML", "application/sparql-results+xml"),
        ("", "text/csv", "CSV", "text/csv"),
    ],
)
def test_results(accept: str, name: str, engine: str, media: str) -> None:
    choice, sent = choose(accept, name, RESULTS)
    assert (choice.engine, sent) == (engine, media)


@pytest.mark.parametrize(
    ("accept", "engine"),
    [
        ("text/turtle", "TURTLE"),
        ("application/rdf+xml, text/turtle;q=0.9", "RDF_XML"),
        ("application/ld+json", "JSON_LD"),
        ("", "TURTLE"),
    ],
)
def test_graphs(accept: str, engine: str) -> None:
    assert choose(accept, "", GRAPHS)[0].engine == engine


@pytest.mark.parametrize(
    ("accept", "name", "status"), [("image/png", "", 406), ("text/csv;q=0", "", 406), ("", "word", 400)]
)
def test_none(accept: str, name: str, status: int) -> None:
    with pytest.raises(Refusal) as found:
        choose(accept, name, RESULTS)
    assert found.value.problem.kind.status == status
