"""The graph of one document, from an extraction built by hand."""

from __future__ import annotations

import dataclasses
import re

import pyoxigraph as ox
import pytest

from instrgraph.graph import Run, describe, validate
from unit.graph.sample import BASE, CITATIONS, DRAFT, SOURCE, TEXT, adopted, proposal, report

IRI = "https://w3id.org/instrgraph/id/"


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return loaded(proposal())


def loaded(extraction, **options) -> ox.Store:
    filled = ox.Store()
    filled.extend(describe(extraction, **options))
    return filled


def rows(store: ox.Store, pattern: str) -> list[tuple]:
    prefixes = "PREFIX ig: <https://w3id.org/instrgraph/ns#> PREFIX igv: <https://w3id.org/instrgraph/vocab#> "
    prefixes += "PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
    prefixes += f"PREFIX prov: <http://www.w3.org/ns/prov#> BASE <{IRI}> "
    names = list(dict.fromkeys(re.findall(r"\?(\w+)", pattern)))  # in the order in which the pattern names them
    result = store.query(prefixes + f"SELECT * WHERE {{ GRAPH ?g {{ {pattern} }} }}")
    short = lambda term: term and term.value.removeprefix(IRI).rpartition("vocab#")[2]  # noqa: E731
    return sorted(tuple(short(solution[name]) for name in names) for solution in result)


def test_all_stands_in_the_document_s_own_graph(store):
    assert {quad.graph_name.value for quad in store} == {f"{IRI}graph/{SOURCE}"}


def test_the_same_extraction_gives_the_same_quads():
    run = Run(time="2026-11-21T00:00:00Z", grammar="g1", registry="r1")
    first, second = list(describe(proposal(), run=run)), list(describe(proposal(), run=run))
    assert first == second
    assert len(first) == len(set(first)) > 500
    assert not any(isinstance(term, ox.BlankNode) for quad in first for term in (quad.subject, quad.object))


def test_it_meets_the_shapes():
    for extraction in (proposal(), adopted(), report()):
        found = validate(describe(extraction))
        assert [violation for violation in found.violations if violation.severity != "warning"] == []


def test_the_draft_and_its_base(store):
    assert rows(store, f"<{DRAFT}> ig:draftOf ?i ; ig:baseRevision ?b ; ig:targetConference ?c") == [
        ("itu/wtsa/res/84", BASE, "itu/wtsa/2022")
    ]
    assert rows(store, f"<{SOURCE}> a ig:Proposal ; ig:proposedBy ?who ; ig:proposedAction ?what") == [
        ("org/atu", "prop-mod")
    ]


def test_a_fused_revision_gives_two_citations_and_one_change(store):
    assert rows(store, "?c ig:replacesCitation ?old . ?c ig:citedRevision ?to . ?old ig:citedRevision ?from") == [
        (CITATIONS[2].id, CITATIONS[1].id, "itu/pp/res/196/rev/2018", "itu/pp/res/196/rev/2014")
    ]
    assert rows(store, "?change ig:changeType igv:chg-revisionUpdate ; ig:adds ?new ; ig:removes ?old") == [
        (f"{SOURCE}/change/1", CITATIONS[2].id, CITATIONS[1].id)
    ]


@pytest.mark.parametrize(
    ("name", "state", "confidence"),
    [("recalling.a/itu.pp.res.196.2014", "baseOnly", "0.97"), ("recalling.e.base/itu.itr", "baseOnly", "0.8")],
)
def test_a_one_sided_state_has_the_confidence_of_its_change(store, name, state, confidence):
    found = rows(store, f"<{SOURCE}/cit/{name}> ig:textState ?s ; ig:stateConfidence ?c")
    assert found == [(f"state-{state}", confidence)]


def test_what_stands_in_the_summary_is_the_proposal_s_and_not_the_draft_s(store):
    assert rows(store, "?c ig:citationFunction igv:fn-revises ; ig:citingText ?t ; ig:citingProvision ?p") == [
        (f"{SOURCE}/cit/summary/itu.wtsa.res.84", SOURCE, f"{SOURCE}/part/summary")
    ]


def test_a_pinpoint_is_a_part_of_the_cited_instrument(store):
    assert rows(store, "?c ig:citedProvision ?p . ?p a ig:Provision ; eli:is_part_of ?i ; eli:number ?n") == [
        (f"{SOURCE}/cit/recognizing.d/wsis.2003.plan-of-action", "wsis/2003/plan-of-action/part/para/13/e",
         "wsis/2003/plan-of-action", "13 e")
    ]  # fmt: skip


def test_what_is_not_linked_says_why_and_what_it_may_be(store):
    assert rows(store, "?c ig:linkStatus igv:link-unknown ; ig:reason ?why") == [
        (f"{SOURCE}/cit/noting/unknown", "no number")
    ]
    ambiguous = "?c ig:linkStatus igv:link-ambiguous ; ig:candidateLink ?l . "
    links = rows(store, ambiguous + "?l ig:candidateInstrument ?i ; ig:rank ?n")
    assert [row[-2:] for row in links] == [("itu/pp/res/999", "1"), ("itu/wtsa/res/999", "2")]


def test_every_quote_is_the_text_at_its_position(store):
    anchors = rows(store, "?a oa:hasSelector ?p , ?q . ?p oa:start ?s ; oa:end ?e . ?q oa:exact ?x ; oa:prefix ?b")
    assert len(anchors) > 15
    for _, _, _, start, end, exact, before in anchors:
        assert TEXT[int(start) : int(end)] == exact
        assert TEXT[: int(start)].endswith(before)


def test_a_renumbered_item_has_its_old_label_in_the_base(store):
    assert rows(store, f"?p eli:is_part_of <{BASE}> ; ig:sectionKind igv:sec-recognizing ; eli:number ?n") == [
        (f"{BASE}/part/recognizing/c", "c")
    ]
    assert rows(store, f"?p eli:is_part_of <{BASE}> ; ig:sectionKind igv:sec-recalling") == [
        (f"{BASE}/part/recalling/a",), (f"{BASE}/part/recalling/e",)
    ]  # fmt: skip


def test_mandates_of_base_and_draft(store):
    assert rows(store, "?m ig:mandateIn ?t") == [
        (f"{BASE}/mandate/invites-director-tsb.1", BASE),
        (f"{BASE}/mandate/invites-director-tsb.2", BASE),
        (f"{DRAFT}/mandate/invites-director-tsb.1", DRAFT),
        (f"{DRAFT}/mandate/invites-director-tsb.3", DRAFT),
    ]
    assert rows(store, "?m ig:continuesMandate ?old ; ig:lineageKind ?kind") == [
        (f"{DRAFT}/mandate/invites-director-tsb.1", f"{BASE}/mandate/invites-director-tsb.1", "lin-unchanged")
    ]
    assert rows(store, "?change ig:removes ?m . ?m a ig:Mandate") == [
        (f"{SOURCE}/change/2", f"{BASE}/mandate/invites-director-tsb.2")
    ]


def test_rows_of_one_mandate_are_one_node_with_all_addressees(store):
    mandate = f"<{DRAFT}/mandate/invites-director-tsb.3>"
    assert rows(store, f"{mandate} ig:addressee ?who") == [("itu/office/dir-tsb",), ("itu/wtsa",)]
    assert rows(store, f"{mandate} ig:collaborator ?with ; ig:reportsTo ?to ; ig:due ?due") == [
        ("itu/office/dir-bdt", "itu/council", "2024")
    ]


def test_authors_of_changes_are_told_on_demand_only():
    kept = rows(loaded(proposal()), "?change <http://purl.org/dc/terms/contributor> ?who")
    told = rows(loaded(proposal(), authors=True), "?change <http://purl.org/dc/terms/contributor> ?who")
    assert kept == []
    assert told == [(f"{SOURCE}/change/1", "A. Person")]


def test_the_run_says_with_what_it_read():
    store = loaded(proposal(), run=Run(time="2026-11-21T10:20:30Z", grammar="abc", registry="def", software="9.9"))
    assert rows(store, "?run prov:wasAssociatedWith ?by ; ig:grammarVersion ?grammar ; ig:registryVersion ?facts") == [
        ("run/2026-11-21T10-20-30Z/00112233445566aa", "software/instrgraph/9.9", "abc", "def")
    ]  # fmt: skip


def test_an_adopted_text_is_the_revision_itself():
    store = loaded(adopted())
    assert rows(store, "?t a ig:Revision ; ig:revisionOf ?i ; ig:adoptionYear ?y ; ig:extractedFrom ?s") == [
        ("itu/wtsa/res/84/rev/2022", "itu/wtsa/res/84", "2022", SOURCE)
    ]
    citing = rows(store, "?c ig:citingText ?t")
    assert {text for name, text in citing if "/summary/" not in name} == {"itu/wtsa/res/84/rev/2022"}
    assert {text for name, text in citing if "/summary/" in name} == {SOURCE}
    assert rows(store, "?d a ig:DraftRevision") == []


def test_a_report_is_its_own_citing_text():
    store = loaded(report())
    assert {row[1] for row in rows(store, "?c ig:citingText ?t")} == {SOURCE}
    assert rows(store, "?d a ig:DraftRevision") == []


def test_a_mandate_whose_body_is_not_named_has_a_mandator_that_says_so():
    given = proposal()
    document = dataclasses.replace(given.document, facts=dataclasses.replace(given.document.facts, body=None))
    mandates = tuple(dataclasses.replace(mandate, mandator=None) for mandate in given.mandates)
    base = tuple(dataclasses.replace(mandate, mandator=None) for mandate in given.base_mandates)
    store = loaded(dataclasses.replace(given, document=document, mandates=mandates, base_mandates=base))
    assert {row[1] for row in rows(store, "?m ig:mandator ?who")} == {f"{SOURCE}/body"}


def test_an_opener_that_the_ontology_does_not_know_falls_back_to_its_part():
    given = proposal()
    strange = tuple(dataclasses.replace(one, opener="murmuring") for one in given.provisions)
    store = loaded(dataclasses.replace(given, provisions=strange))
    assert (f"{DRAFT}/part/noting", "sec-preamble") in rows(store, "?p ig:sectionKind ?k")
