"""Where a query reaches out, told from its words."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from instrgraph.errors import QueryFault
from instrgraph.web.sparql_text import survey, with_using

REACHING = [
    "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE ?x { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1.SERVICE <http://example.org/> {} }",
    "SELECT * { ?s ?p ?a.SERVICE <http://example.org/> {} }",
    "SELECT * { ?s ?p ex:a. SERVICE <http://example.org/> {} }",
    "ASK { FILTER(?a <?b && ?c> ?d) SERVICE <http://example.org/> {} }",
    "ASK { ?s ?p 'it''s' } # '\nSERVICE <http://example.org/> {}",
    'ASK { ?s ?p """a"b""" SERVICE SILENT <http://example.org/> {} }',
    "LOAD <http://example.org/> INTO GRAPH <urn:g>",
    "CLEAR ALL; load silent <http://example.org/>",
]
STAYING = [
    "ASK { ?service ?load ex:service }",
    "ASK { ex:SERVICE ?p 'SERVICE <http://example.org/>' }",
    'ASK { ?s ?p """SERVICE <http://example.org/> {}"""@en }',
    "ASK { <http://example.org/SERVICE#LOAD> ?p ?o } # SERVICE <http://example.org/>",
    "ASK { ?s ?p ex:a.SERVICE }",
    "PREFIX load: <http://example.org/> ASK { load:x ?p _:service }",
]


@pytest.mark.parametrize("query", REACHING)
def test_what_reaches_out_is_refused(query: str) -> None:
    with pytest.raises(QueryFault, match="not allowed"):
        survey(query)


@pytest.mark.parametrize("query", STAYING)
def test_what_looks_like_it_is_not(query: str) -> None:
    assert survey(query)


def test_listed_endpoints_may_be_asked() -> None:
    query = "SELECT * { SERVICE <http://example.org/sparql> { ?s ?p ?o } }"
    assert survey(query, frozenset({"http://example.org/sparql"})) is False
    with pytest.raises(QueryFault):
        survey(query, frozenset({"http://example.org/"}))


@pytest.mark.parametrize(
    "update",
    [
        "DELETE WHERE { ?s a ?t }",
        "DELETE { ?s a ?t } WHERE { ?s a ?t }",
        "INSERT { <urn:new> a ?t } WHERE { ?s a ?t . { SELECT ?s WHERE { ?s a ?t } } }",
    ],
)
def test_an_update_sees_only_the_graphs_that_are_named(update: str) -> None:
    store = ox.Store()
    kind = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    one, two = ox.NamedNode("urn:one"), ox.NamedNode("urn:two")
    store.extend([ox.Quad(one, kind, one, one), ox.Quad(two, kind, two, two)])
    store.update(with_using(update, ("urn:one",), ()))
    assert ox.Quad(ox.NamedNode("urn:new"), kind, two, ox.DefaultGraph()) not in store
    assert ox.Quad(two, kind, two, two) in store


def test_graphs_are_named_once() -> None:
    with pytest.raises(QueryFault, match="exclude each other"):
        with_using("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", ("urn:h",), ())
