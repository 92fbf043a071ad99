"""Linking: which strategy decides, and what is kept as ambiguous or unknown with its reason."""

from __future__ import annotations

import pytest

import instrgraph
from instrgraph.linking.strategies import STRATEGIES

CASES = [
    # text, body of the document, instrument, revision, strategy
    ("WTSA Resolution 50 applies", None, "itu/wtsa/res/50", None, "number-body"),
    ("aware that Council Resolution 1336, adopted at its 2011 session, stands", None, "itu/council/res/1336", 2011,
     "number-body"),
    ("Resolution 50 of WTSA applies", None, "itu/wtsa/res/50", None, "number-body"),
    ("under Resolution 45 (Rev. Dubai, 2014) we", None, "itu/wtdc/res/45", 2014, "place-year"),
    ("under Resolution 130 (Rev. Dubai, 2018) we", None, "itu/pp/res/130", 2018, "place-year"),
    ("under Resolution 50 (Rev. Dubai, 2012) we", None, "itu/wtsa/res/50", 2012, "place-year-registry"),
    ("under Resolution 86 (Rev.WRC-07) we", None, "itu/wrc/res/86", 2007, "session-mark"),
    ("that Resolution 130 (Rev. Busan, 2014) of this Conference", "itu/pp", "itu/pp/res/130", 2014, "place-year"),
    ("that Resolution 20 of this Assembly", "itu/wtsa", "itu/wtsa/res/20", None, "deixis"),
    ("recalling its resolution 68/167 on privacy", "un/ga", "un/ga/res/68/167", None, "number-body"),
    ("recalling its resolution 20/8 on the Internet", "un/hrc", "un/hrc/res/20/8", None, "number-body"),
    ("see resolution 1325 (2000) on women", None, "un/sc/res/1325", None, "number-year"),
    ("see resolution 217 A (III) on rights", None, "un/ga/res/III/217A", None, "shape"),
    ("ECOSOC resolution 2006/46 on follow-up", None, "un/ecosoc/res/2006/46", None, "number-body"),
    ("Recommendation BT.1774 of the Sector", None, "itu/r/rec/BT.1774", None, "recommendation-series"),
    ("the Council of ITU and its Resolution 1306 apply", "itu/council", "itu/council/res/1306", None, "deixis"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "body", "instrument", "revision", "strategy"), CASES)
def test_links(text, body, instrument, revision, strategy):
    (found,) = instrgraph.extract(text, language="en", body=body).citations
    assert (found.instrument, found.revision, found.by) == (instrument, revision, strategy)
    assert found.status.value == "linked"
    assert found.reason is None


UNLINKED = [
    ("see resolution 267 (2009) of last year", "ambiguous", ("un/sc/res/267",)),
    ("as Resolution 1 says", "unknown", ()),
    ("adopted Resolution COM6/5 (Antalya, 2006) then", "unknown", ()),
]


@pytest.mark.parametrize(("text", "status", "candidates"), UNLINKED)
def test_keeps_what_cannot_be_linked(text, status, candidates):
    (found,) = instrgraph.extract(text, language="en").citations
    assert (found.status.value, found.candidates) == (status, candidates)
    assert found.instrument is None
    assert found.reason
    assert found.confidence == 0


def test_the_same_number_of_two_bodies_depends_on_the_context_passed_in():
    text = "in accordance with Resolution 20 we act"
    bodies = {"itu/wtsa": "itu/wtsa/res/20", "itu/wtdc": "itu/wtdc/res/20"}
    for body, instrument in bodies.items():
        (found,) = instrgraph.extract(text, language="en", body=body).citations
        assert found.instrument == instrument


def test_a_citation_leans_on_the_one_before_it():
    text = "Resolution 196 (Busan, 2014) of the Plenipotentiary Conference;\nand under Resolution 196 we act"
    first, second = instrgraph.extract(text, language="en").citations
    assert (second.instrument, second.by) == (first.instrument, "antecedent")


def test_texts_of_other_makers_are_no_citations():
    assert instrgraph.extract("Decision 2010/48/EC and Regulation (EU) 2016/679 apply", language="en").citations == ()


def test_every_strategy_says_what_it_reads():
    assert len(STRATEGIES) >= 16
    assert all(strategy.__doc__ for strategy in STRATEGIES)
