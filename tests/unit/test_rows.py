"""Rows: exactly the fields of the contract, in its order, then those that were added."""

from __future__ import annotations

import json

from instrgraph.model import (
    Citation,
    LinkStatus,
    Mandate,
    Part,
    SourceDocument,
    Span,
    Specificity,
    State,
)
from instrgraph.rows import CITATION_FIELDS, MANDATE_FIELDS, citation_row, mandate_row

DOCUMENT = SourceDocument("source/b800e945bffebf45", "wtsa-res84-proposal-fr.txt", "key", "text/plain", "", "fr", ())
CITATION = Citation(
    id="source/b800e945bffebf45/cit/recalling.a/itu.pp.res.196.2018", language="fr", core=Span(1452, 1455),
    anchor=Span(1441, 1485), sentence=Span(1400, 1500), text="196", kind="res", instrument="itu/pp/res/196",
    revision=2018, edition=None, provision=None, status=LinkStatus.LINKED, candidates=(), reason=None, by="number-body",
    rule="fr/resolution-revised", confidence=0.998, clause="recalling/a", path="recalling/a", part=Part.PREAMBLE,
    function="recalls", specificity=Specificity.PINNED, state=State.PROPOSED,
    replaces="source/b800e945bffebf45/cit/recalling.a/itu.pp.res.196.2014",
)  # fmt: skip
MANDATE = Mandate(
    id="source/b800e945bffebf45/mandate/invites-dir-tsb.1", language="fr", span=Span(10, 90), clause="invites/1",
    path="invites-director-tsb/1", mandator="itu/wtsa", force="invites", addressee="itu/office/dir-tsb",
    action_type="cooperate", action="contribuer", basis=("itu/pp/res/196",), reports_to=("itu/tsag",),
)  # fmt: skip


def test_a_citation_is_the_row_of_the_contract() -> None:
    row = citation_row(CITATION, DOCUMENT)
    contract = {
        "id": "source/b800e945bffebf45/cit/recalling.a/itu.pp.res.196.2018", "source": "wtsa-res84-proposal-fr.txt",
        "language": "fr", "start": 1452, "end": 1455, "text": "196", "anchor": [1441, 1485],
        "instrument": "itu/pp/res/196", "revision": 2018, "edition": None, "provision": None, "status": "linked",
        "candidates": [], "by": "number-body", "rule": "fr/resolution-revised", "confidence": 0.998,
        "clause": "recalling/a", "path": "recalling/a", "function": "recalls", "state": "proposed",
        "replaces": "source/b800e945bffebf45/cit/recalling.a/itu.pp.res.196.2014",
    }  # fmt: skip
    assert list(row)[: len(contract)] == list(contract) == list(CITATION_FIELDS)
    assert {name: row[name] for name in contract} == contract
    assert json.loads(json.dumps(row)) == row


def test_a_mandate_is_the_row_of_the_contract() -> None:
    row = mandate_row(MANDATE, DOCUMENT)
    contract = [
        "id", "source", "language", "start", "end", "clause", "path", "mandator", "force", "addressee", "action_type",
        "action", "basis", "reports_to", "state", "continues",
    ]  # fmt: skip
    assert list(row)[: len(contract)] == contract == list(MANDATE_FIELDS)
    assert row["basis"] == ["itu/pp/res/196"]
    assert row["reports_to"] == ["itu/tsag"]
    assert (row["start"], row["end"], row["state"], row["continues"]) == (10, 90, "both", None)
    assert json.loads(json.dumps(row)) == row
