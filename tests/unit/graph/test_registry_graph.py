"""The registry as a graph, and the description of a snapshot."""

from __future__ import annotations

import dataclasses

import pyoxigraph as ox
import pytest

from instrgraph.graph import (
    DatasetFacts,
    Publication,
    dataset_facts,
    describe,
    describe_dataset,
    describe_ontology,
    describe_registry,
    validate,
)
from instrgraph.model import State
from instrgraph.registry import registry
from instrgraph.store.oxigraph import OxigraphStore
from unit.graph.sample import CITATIONS, SOURCE, adopted

IRI = "https://w3id.org/instrgraph/id/"
PREFIXES = f"""BASE <{IRI}> PREFIX ig: <https://w3id.org/instrgraph/ns#> PREFIX igv: <https://w3id.org/instrgraph/vocab#>
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX org: <http://www.w3.org/ns/org#> PREFIX void: <http://rdfs.org/ns/void#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX dcat: <http://www.w3.org/ns/dcat#> """


@pytest.fixture(scope="module")
def store() -> OxigraphStore:
    filled = OxigraphStore()
    filled.replace(f"{IRI}graph/registry", describe_registry())
    return filled


def rows(store: OxigraphStore, sparql: str) -> list[tuple[str, ...]]:
    return [tuple(term.value.removeprefix(IRI) for term in row) for row in store.query(PREFIXES + sparql).rows]


def test_it_meets_the_shapes():
    assert validate(describe_registry()).violations == ()


def test_every_table_is_there(store):
    facts = registry()
    tables = (facts.bodies, facts.offices, facts.groups, facts.study_groups, facts.proponents)
    agents = sum(len(table) for table in tables)
    count = lambda sparql: int(rows(store, f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {sparql} }}")[0][0])  # noqa: E731
    assert count("?x ig:registryStatus ?s ; rdfs:label ?l FILTER NOT EXISTS { ?x ig:sessionOf ?b }") == agents
    assert count("?x a ig:Conference ; ig:place ?p") == len(facts.conferences)
    named = set(facts.named) | set(facts.instruments) | set(facts.action_lines)
    assert count("?x a ig:Instrument ; ig:registryStatus ?s") == len(named)
    known = {one.id for local in facts.instruments for one in facts.revisions(local) if one.id}
    assert count("?x a ig:Revision ; ig:registryStatus ?s") == len(known) > 1000


def test_a_chain_of_revisions_with_how_sure_each_is(store):
    chain = "ig:supersedes ?old ; ig:designation ?as ; ig:registryStatus ?s ; dcterms:source ?from"
    assert rows(store, f"SELECT ?old ?as ?s {{ <itu/pp/res/130/rev/2018> {chain} }}") == [
        ("itu/pp/res/130/rev/2014", "Resolution 130 (Rev. Dubai, 2018)", "https://w3id.org/instrgraph/vocab#reg-seen")
    ]
    assert rows(store, "SELECT ?n { <itu/pp> rdfs:label ?n FILTER(LANG(?n) = 'fr') }") == [
        ("Conférence de plénipotentiaires",)
    ]


def test_offices_lead_to_their_sector(store):
    found = rows(store, "SELECT ?of { <itu/office/dir-tsb> (org:postIn|org:subOrganizationOf)+ ?of }")
    assert ("itu/t",) in found
    assert ("itu/t",) in rows(store, "SELECT ?of { <itu/wtsa> (org:postIn|org:subOrganizationOf)+ ?of }")


def test_what_the_long_lists_know_of_a_cited_instrument_stands_where_it_is_cited():
    given = adopted()
    cited = dataclasses.replace(
        CITATIONS[4], id=f"{SOURCE}/cit/x/un.sc.res.1325", instrument="un/sc/res/1325", state=State.BOTH
    )
    store = OxigraphStore()
    store.replace(f"{IRI}graph/x", describe(dataclasses.replace(given, citations=(cited,))))
    assert rows(store, "SELECT ?s { <un/sc/res/1325> dcterms:title ?t ; ig:registryStatus ?s }")


def test_a_snapshot_is_described_with_counts_and_places(store):
    facts = dataset_facts(store)
    distinct = {(quad.subject, quad.predicate, quad.object) for quad in describe_registry()}
    assert facts.triples == len(distinct)
    publication = Publication(
        7, "2026-11-21T00:00:00Z", endpoint="https://example.org/sparql", dump="https://example.org/7.nq"
    )
    quads = list(describe_dataset(facts, publication))
    described = OxigraphStore()
    described.replace(f"{IRI}graph/void", quads)
    fields = "void:triples ?n ; dcat:version ?v ; void:sparqlEndpoint ?e ; void:dataDump ?d ; dcterms:license ?l"
    assert rows(described, f"SELECT ?n ?v ?e ?d {{ <dataset> {fields} }}") == [
        (str(len(distinct)), "7", "https://example.org/sparql", "https://example.org/7.nq")
    ]
    parts = "SELECT ?k ?n { <dataset> void:classPartition ?p . ?p void:class ?k ; void:entities ?n }"
    assert len(rows(described, parts)) == len(facts.classes) > 5
    assert list(describe_dataset(facts, publication)) == quads


def test_an_empty_snapshot_has_a_description_too():
    quads = list(describe_dataset(DatasetFacts(), Publication(1, "2026-11-21T00:00:00Z")))
    assert not any("sparqlEndpoint" in quad.predicate.value for quad in quads)
    assert DatasetFacts().triples == DatasetFacts().documents == 0


def test_the_ontology_is_a_graph_of_its_own():
    quads = list(describe_ontology())
    assert len(quads) > 2000
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(f"{IRI}graph/ontology")}
