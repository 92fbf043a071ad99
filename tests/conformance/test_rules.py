"""The rules of the derived graph, on the worked example and on cases made for each."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from instrgraph.graph import derive, rules
from instrgraph.resources import ontology_file
from instrgraph.store.memory import MemoryStore
from instrgraph.store.oxigraph import OxigraphStore

BASE = "https://w3id.org/instrgraph/id/"
HEAD = f"""@base <{BASE}> .
@prefix ig: <https://w3id.org/instrgraph/ns#> .
@prefix igv: <https://w3id.org/instrgraph/vocab#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ENGINES = [OxigraphStore, MemoryStore]


def filled(engine, quads) -> OxigraphStore | MemoryStore:
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        name = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else f"{BASE}graph/source/x"
        graphs.setdefault(name, []).append(quad)
    store = engine()
    for name, held in graphs.items():
        store.replace(name, held)
    return store


def short(term) -> str:
    return term.value.removeprefix(BASE).rpartition("#")[2]


def derived(turtle: str, engine=OxigraphStore) -> set[tuple[str, str, str]]:
    store = filled(engine, ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE))
    return {(short(quad.subject), short(quad.predicate), short(quad.object)) for quad in derive(store)}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_worked_example_s_derived_graph_is_what_the_rules_give(engine):
    quads = list(ox.parse(path=str(ontology_file("example.trig"))))
    written = {quad for quad in quads if quad.graph_name.value == f"{BASE}graph/derived"}
    given = {quad for quad in quads if quad not in written}
    found = set(derive(filled(engine, given)))
    elsewhere = {(quad.subject, quad.predicate, quad.object) for quad in given}
    assert {quad for quad in found if (quad.subject, quad.predicate, quad.object) not in elsewhere} == written
    assert len(written) == 24


def test_deriving_again_from_what_was_derived_changes_nothing():
    store = filled(OxigraphStore, ox.parse(path=str(ontology_file("example.trig"))))
    store.remove(f"{BASE}graph/derived")
    first = set(derive(store))
    store.replace(f"{BASE}graph/derived", first)
    assert set(derive(store)) == first


def revisions(*years: int) -> str:
    known = "ig:registryStatus igv:reg-seen"
    return "".join(f"<i/rev/{year}> ig:revisionOf <i> ; ig:adoptionYear {year} ; {known} .\n" for year in years)


@pytest.mark.parametrize("engine", ENGINES)
def test_supersession_goes_from_each_revision_to_the_one_before(engine):
    found = derived(revisions(2010, 2018, 2014), engine)
    assert {row for row in found if row[1] == "supersedes"} == {
        ("i/rev/2018", "supersedes", "i/rev/2014"), ("i/rev/2014", "supersedes", "i/rev/2010"),
    }  # fmt: skip
    assert ("i", "revisionInForce", "i/rev/2018") in found


def test_what_is_suppressed_or_only_cited_is_not_in_force():
    cited = revisions(2010) + "<i/rev/2022> ig:revisionOf <i> ; ig:adoptionYear 2022 ."
    assert ("i", "revisionInForce", "i/rev/2010") in derived(cited)
    assert not any(row[1] == "revisionInForce" for row in derived(revisions(2010) + '<i> ig:suppressedIn "2018" .'))


@pytest.mark.parametrize("engine", ENGINES)
def test_editions_follow_each_other_by_date_or_by_number_and_never_mixed(engine):
    editions = ["2008-04", "2012-09", "9", "15", "2010"]
    turtle = "\n".join(f'<r/rev/{one}> ig:revisionOf <r> ; ig:edition "{one}" .' for one in editions)
    assert {row for row in derived(turtle, engine) if row[1] == "supersedes"} == {
        ("r/rev/2012-09", "supersedes", "r/rev/2008-04"), ("r/rev/15", "supersedes", "r/rev/9"),
    }  # fmt: skip


STALE = """
<i> ig:issuedBy <b> .
<b/2018> a ig:Conference ; ig:sessionOf <b> ; ig:year 2018 ; ig:endDate "2018-03-09T00:00:00Z"^^xsd:dateTime .
<meeting> a ig:Conference ; ig:year %d ; ig:startDate "%s"^^xsd:dateTime .
<text> ig:targetConference <meeting> .
<c> ig:citingText <text> ; ig:citedInstrument <i> ; ig:citedRevision <i/rev/2014> ; ig:textState igv:%s ;
  ig:citationFunction igv:%s ; ig:revisionSpecificity igv:spec-pinned .
<f> ig:citingText <text> ; ig:citedInstrument <i> ; ig:textState igv:state-both ;
  ig:citationFunction igv:fn-notes ; ig:revisionSpecificity igv:spec-floating .
"""


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("year", "opened", "state", "function", "newer"),
    [
        (2018, "2018-09-01T00:00:00Z", "state-both", "fn-recalls", 2018),
        (2018, "2018-02-01T00:00:00Z", "state-both", "fn-recalls", None),
        (2019, "2019-01-01T00:00:00Z", "state-proposedOnly", "fn-recalls", 2018),
        (2023, "2023-01-01T00:00:00Z", "state-both", "fn-recalls", 2022),
        (2022, "2022-01-01T00:00:00Z", "state-both", "fn-recalls", 2018),
        (2019, "2019-01-01T00:00:00Z", "state-baseOnly", "fn-recalls", None),
        (2019, "2019-01-01T00:00:00Z", "state-both", "fn-revises", None),
    ],
)
def test_a_citation_is_stale_where_a_newer_revision_was_in_force(engine, year, opened, state, function, newer):
    found = derived(revisions(2010, 2014, 2018, 2022) + STALE % (year, opened, state, function), engine)
    assert {row[2] for row in found if row[1] == "newerRevision"} == ({f"i/rev/{newer}"} if newer else set())


def test_a_floating_citation_means_the_revision_in_force_when_its_conference_opened():
    given = revisions(2010, 2014, 2018, 2022) + STALE % (2018, "2018-02-01T00:00:00Z", "state-both", "fn-notes")
    assert {row for row in derived(given) if row[1] == "presumedRevision"} == {("f", "presumedRevision", "i/rev/2014")}


def test_a_body_that_met_twice_in_a_year_leaves_the_session_open():
    once = "<i> ig:issuedBy <b> . <b/2010> ig:sessionOf <b> ; ig:year 2010 .\n" + revisions(2010)
    assert ("i/rev/2010", "adoptedAt", "b/2010") in derived(once)
    twice = once + "<b/2010-2> ig:sessionOf <b> ; ig:year 2010 ."
    assert not any(row[1] == "adoptedAt" for row in derived(twice))


def test_every_rule_reads_no_derived_property():
    own = [f"ig:{name} " for name in ("cites", "newerRevision", "presumedRevision", "leftBehindBy", "revisionInForce")]
    assert len(rules()) == 7
    for rule in rules():
        body = rule.sparql.partition("WHERE")[2]
        assert not [name for name in own if name in body], rule.name
