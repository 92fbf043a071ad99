# ruff: noqa: E501  (a row on one line)
"""What two real proposals do to each mandate, as reading them gives it; rows and graph name it alike."""

from __future__ import annotations

from itertools import groupby

import pytest

from instrgraph.graph import describe
from instrgraph.library import extract
from instrgraph.resources import root

SEEDS = root().parent / "shared" / "corpus" / "seeds"
NS = "https://w3id.org/instrgraph/ns#"
BASE = "https://w3id.org/instrgraph/id/"

# Written from the two proposals: clause, addressees, force, what becomes of it. "acceptables,;", "TIC,;" and
# "Résolution.;" tell that the item behind them is new; nothing tells of any other change.
MEMBERS = ("itu/group/member-states", "itu/group/sector-members", "itu/group/associates", "itu/group/academia")
EXPECTED = {
    "pp-res174-proposal-fr.txt": [
        ("instructs/i", ("itu/office/sg",), "instructs", "unchanged"),
        ("instructs/ii", ("itu/office/sg",), "instructs", "unchanged"),
        ("instructs/iii", ("itu/office/sg",), "instructs", "unchanged"),
        ("instructs/iv", ("itu/office/sg",), "instructs", "unchanged"),
        ("requests", ("itu/office/sg",), "requests", "unchanged"),
        ("invites", ("itu/council",), "invites", "unchanged"),
        ("invites/1", ("itu/group/member-states", "itu/group/stakeholders"), "invites", "unchanged"),
        ("invites/2", ("itu/group/member-states", "itu/group/stakeholders"), "invites", "added"),
        ("invites", ("itu/office/sg",), "invites", "unchanged"),
        ("instructs", ("itu/office/sg",), "instructs", "unchanged"),
        ("invites", ("itu/group/member-states",), "invites", "unchanged"),
    ],
    "wtsa-res84-proposal-fr.txt": [
        ("resolves/1", ("self",), "resolves", "unchanged"),
        ("resolves/2", ("self",), "resolves", "unchanged"),
        ("resolves/3", ("itu/t/sg/3",), "resolves", "unchanged"),
        ("resolves/4", ("itu/t/sg/3",), "resolves", "unchanged"),
        ("invites/1", ("itu/office/dir-tsb",), "invites", "unchanged"),
        ("invites/2", ("itu/office/dir-tsb",), "invites", "unchanged"),
        ("invites/3", ("itu/office/dir-tsb",), "invites", "added"),
        *((f"invites/{number}", ("itu/group/member-states",), "invites", "unchanged") for number in range(1, 6)),
        ("invites/1", MEMBERS, "invites", "unchanged"),
        ("invites/2", MEMBERS, "invites", "added"),
    ],
}  # fmt: skip
REPORTS = {"pp-res174-proposal-fr.txt": ["itu/council", "itu/pp"], "wtsa-res84-proposal-fr.txt": []}


@pytest.fixture(scope="module", params=EXPECTED)
def proposal(request):
    path = SEEDS / request.param
    if not path.exists():
        pytest.skip("../shared/corpus/seeds is not here: the proposals cannot be read")
    return extract(path)


def test_every_mandate_is_as_read(proposal):
    found = []
    for _, same in groupby(proposal.mandates, key=lambda one: one.path):
        rows = list(same)
        found.append((rows[0].clause, tuple(one.addressee for one in rows), rows[0].force, rows[0].lineage))
        assert {one.lineage for one in rows} == {rows[0].lineage}
    assert found == EXPECTED[proposal.document.name]


def test_reports_go_where_they_are_said_to_go(proposal):
    assert [to for one in proposal.mandates for to in one.reports_to] == REPORTS[proposal.document.name]


def test_rows_and_graph_show_the_same(proposal):
    quads = list(describe(proposal))
    nodes = {quad.subject.value for quad in quads if quad.object.value == f"{NS}Mandate"}
    assert nodes == {BASE + one.id for one in (*proposal.mandates, *proposal.base_mandates)}
    continued = {(quad.subject.value, quad.object.value) for quad in quads if quad.predicate.value == f"{NS}continuesMandate"}
    assert continued == {(BASE + one.id, BASE + one.continues) for one in proposal.mandates if one.continues}
    assert {one.continues for one in proposal.mandates if one.continues} == {one.id for one in proposal.base_mandates}
    kinds = {quad.subject.value: quad.object.value for quad in quads if quad.predicate.value == f"{NS}lineageKind"}
    assert {name: kind.rpartition("#lin-")[2] for name, kind in kinds.items()} == {BASE + one.id: one.lineage for one in proposal.mandates}
