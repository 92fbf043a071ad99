"""Every shape catches a fault that is planted for it, and finds nothing in what is right."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest

from instrgraph.graph import Severity, validate
from instrgraph.resources import ontology_file

BASE = "https://w3id.org/instrgraph/id/"
HEAD = f"""@base <{BASE}> .
@prefix ig: <https://w3id.org/instrgraph/ns#> .
@prefix igv: <https://w3id.org/instrgraph/vocab#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix cito: <http://purl.org/spar/cito/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
"""

SOUND = """
<itu/pp> a ig:Body . <itu/pp/2018> a ig:Conference . <itu/office/sg> a ig:Office .
<itu/pp/res/1> a ig:Instrument ; ig:instrumentType igv:type-resolution ; eli:number "1" .
<itu/pp/res/2> a ig:Instrument ; ig:instrumentType igv:type-resolution ; eli:number "2" .
<itu/pp/res/1/rev/2014> a ig:Revision ; ig:revisionOf <itu/pp/res/1> ; ig:adoptionYear 2014 .
<itu/pp/res/1/rev/2018> a ig:Revision ; ig:revisionOf <itu/pp/res/1> ; ig:adoptionYear 2018 ;
  ig:supersedes <itu/pp/res/1/rev/2014> .
<itu/pp/res/2/rev/2018> a ig:Revision ; ig:revisionOf <itu/pp/res/2> ; ig:adoptionYear 2018 .
<itu/pp/res/2/part/para/1> a ig:Provision ; eli:is_part_of <itu/pp/res/2> .
<source/a> a ig:Proposal ; ig:proposesDraft <source/a/draft/itu/pp/res/1> ; ig:proposedBy <itu/pp> ;
  prov:wasGeneratedBy <run/a> .
<run/a> a ig:ExtractionRun .
<source/a/draft/itu/pp/res/1> a ig:DraftRevision ; ig:draftOf <itu/pp/res/1> ; ig:baseRevision <itu/pp/res/1/rev/2018> ;
  ig:targetConference <itu/pp/2018> .
<source/a/draft/itu/pp/res/1/part/recalling/a> a ig:Provision ; ig:sectionKind igv:sec-recalling ;
  eli:is_part_of <source/a/draft/itu/pp/res/1> .
"""
PARTS = {
    "citingText": "<source/a/draft/itu/pp/res/1>",
    "citingProvision": "<source/a/draft/itu/pp/res/1/part/recalling/a>",
    "linkStatus": "igv:link-linked",
    "linkedBy": '"number-body"',
    "citedInstrument": "<itu/pp/res/1>",
    "citedRevision": "<itu/pp/res/1/rev/2018>",
    "citedProvision": None,
    "citationFunction": "igv:fn-recalls",
    "revisionSpecificity": "igv:spec-pinned",
    "textState": "igv:state-both",
    "confidence": "0.9",
    "extractedFrom": "<source/a>",
    "reason": None,
}


def anchor(name: str, words: str = "word", end: int = 4) -> str:
    """Return an anchor of four code points."""
    return (
        f"<source/a/text#{name}> a ig:Anchor ; oa:hasSource <source/a/text> ;"
        f' oa:hasSelector [ oa:start 0 ; oa:end {end} ] , [ oa:exact "{words}" ] .\n'
    )


def citation(name: str, **parts: str | None) -> str:
    """Return a citation that is sound save for the parts that are given."""
    own = parts.pop("anchor", f"<source/a/text#{name}>")
    values = PARTS | {"anchor": own} | parts
    given = " ; ".join(f"ig:{key} {value}" for key, value in values.items() if value is not None)
    characterized = "cito:hasCitationCharacterization cito:cites"
    return f"<source/a/cit/{name}> a ig:Citation ; {given} ; {characterized} .\n" + anchor(name)


def mandate(name: str, more: str = "", **parts: str | None) -> str:
    """Return a mandate that is sound save for the parts that are given."""
    values: dict[str, str | None] = {
        "mandateIn": "<source/a/draft/itu/pp/res/1>", "mandator": "<itu/pp>", "addressee": "<itu/office/sg>",
        "deonticForce": "igv:force-instructs", "actionText": '"report"',
    } | parts  # fmt: skip
    given = " ; ".join(f"ig:{key} {value}" for key, value in values.items() if value is not None)
    return f"<m/{name}> a ig:Mandate ; {given} {more} .\n"


def change(name: str, **parts: str | None) -> str:
    """Return a change that is sound save for the parts that are given."""
    values: dict[str, str | None] = {
        "changeIn": "<source/a/draft/itu/pp/res/1>", "changeType": "igv:chg-insertion",
        "changeEvidence": "igv:ev-markup", "adds": f"<source/a/cit/{name}>",
    } | parts  # fmt: skip
    given = " ; ".join(f"ig:{key} {value}" for key, value in values.items() if value is not None)
    return f"<source/a/change/{name}> a ig:ProposedChange ; {given} .\n"


SOUND += citation("sound") + mandate("sound") + citation("new", textState="igv:state-proposedOnly") + change("new")
SOUND += citation(
    "ambiguous", linkStatus="igv:link-ambiguous", citedInstrument=None, citedRevision=None, reason='"no body is named"'
)

REVISION = "a ig:Revision ; ig:revisionOf <itu/pp/res/1>"
FAULTS = (
    ("CitationShape", "source/a/cit/f1", citation("f1", citingText=None)),
    ("CitationShape", "source/a/cit/f2", citation("f2", citedInstrument="<itu/pp/res/1>, <itu/pp/res/2>")),
    ("CitationShape", "source/a/cit/f3", citation("f3", citationFunction=None)),
    ("CitationShape", "source/a/cit/f4", citation("f4", textState="igv:fn-recalls")),
    ("CitationShape", "source/a/cit/f5", citation("f5", confidence="1.5")),
    ("CitationShape", "source/a/cit/f6", citation("f6", anchor=None)),
    ("CitationShape", "source/a/cit/f7", citation("f7", extractedFrom=None)),
    ("LinkStatusConsistent", "source/a/cit/g1", citation("g1", citedInstrument=None, citedRevision=None)),
    ("LinkStatusConsistent", "source/a/cit/g2", citation(
        "g2", linkStatus="igv:link-unknown", citedInstrument=None, citedRevision=None)),
    ("CitedRevisionConsistent", "source/a/cit/h1", citation("h1", citedRevision="<itu/pp/res/2/rev/2018>")),
    ("PinnedHasRevision", "source/a/cit/i1", citation("i1", citedRevision=None)),
    ("PinnedHasRevision", "source/a/cit/i2", citation("i2", revisionSpecificity="igv:spec-floating")),
    ("PinpointConsistent", "source/a/cit/j1", citation("j1", citedProvision="<itu/pp/res/2/part/para/1>")),
    ("RevisionShape", "itu/pp/res/3/rev/2018", "<itu/pp/res/3/rev/2018> a ig:Revision ; ig:adoptionYear 2018 ."),
    ("RevisionShape", "itu/pp/res/1/rev/2010", f'<itu/pp/res/1/rev/2010> {REVISION} ; ig:adoptionYear "2010" .'),
    ("RevisionShape", "itu/pp/res/1/of/2006", f"<itu/pp/res/1/of/2006> {REVISION} ; ig:adoptionYear 2006 ."),
    ("SupersedesShape", "itu/pp/res/2/rev/2018", "<itu/pp/res/2/rev/2018> ig:supersedes <itu/pp/res/1/rev/2014> ."),
    ("SupersedesShape", "itu/pp/res/1/rev/2002", f"""<itu/pp/res/1/rev/2002> {REVISION} ; ig:adoptionYear 2002 ;
      ig:supersedes <itu/pp/res/1/rev/2014> ."""),
    ("InstrumentShape", "itu/pp/res/4", '<itu/pp/res/4> a ig:Instrument ; eli:number "4" .'),
    ("InstrumentShape", "elsewhere/5", "<elsewhere/5> a ig:Instrument ; ig:instrumentType igv:type-resolution ."),
    ("AnchorShape", "source/a/text#k1", anchor("k1", words="longer than that")),
    ("DraftShape", "source/a/draft/itu/pp/res/2", """<source/a/draft/itu/pp/res/2> a ig:DraftRevision ;
      ig:draftOf <itu/pp/res/2> ; ig:baseRevision <itu/pp/res/1/rev/2018> ."""),
    ("ChangeShape", "source/a/change/l1", change("l1", adds=None)),
    ("ChangeShape", "source/a/change/l2", change("l2", adds="<itu/pp>", changeEvidence=None)),
    ("ChangeStateShape", "source/a/change/m1", citation("m1") + change("m1")),
    ("ChangeStateShape", "source/a/change/m2", citation("m2", textState="igv:state-proposedOnly")
        + change("m2", adds=None, removes="<source/a/cit/m2>")),
    ("MandateShape", "m/n1", mandate("n1", addressee=None)),
    ("MandateShape", "m/n2", mandate("n2", deonticForce="igv:force-instructs, igv:force-invites")),
    ("MandateShape", "m/n3", mandate("n3", actionText=None)),
    ("MandateAcyclic", "m/o1", mandate("o1", "; ig:continuesMandate <m/o2>")
        + mandate("o2", "; ig:continuesMandate <m/o1>")),
    ("JointShape", "source/a/cit/p1", citation("p1") + citation("p2", anchor="<source/a/text#p1>")),
    ("ProposalShape", "source/b", "<source/b> a ig:Proposal ; ig:proposesDraft <d> ; ig:proposedBy <itu/pp> ."),
    ("FunctionScheme", "https://w3id.org/instrgraph/vocab#sec-noting", citation(
        "q1", citationFunction="igv:sec-noting")),
    ("ForceScheme", "https://w3id.org/instrgraph/vocab#fn-notes", mandate("r1", deonticForce="igv:fn-notes")),
    ("SectionScheme", "https://w3id.org/instrgraph/vocab#fn-aware",
        "<p/s1> a ig:Provision ; ig:sectionKind igv:fn-aware ."),
    ("ShortcutBacked", "itu/pp/res/2/rev/2018", "<itu/pp/res/2/rev/2018> ig:cites <itu/pp/res/1> ."),
    ("NoAdoptionByExtractor", "d/t1", "<d/t1> ig:adoptedAs <itu/pp/res/1/rev/2018> ; ig:confidence 0.5 ."),
)  # fmt: skip


def quads(turtle: str) -> list[ox.Quad]:
    return list(ox.parse(HEAD + turtle, format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def caught() -> set[tuple[str, str]]:
    """Validate all faults at once, each on nodes of its own, and return shape and node of each result."""
    planted = SOUND + "".join(turtle + "\n" for _, _, turtle in FAULTS)
    return {(found.shape, found.focus.removeprefix(BASE)) for found in validate(quads(planted)).violations}


def test_the_sound_graph_conforms():
    assert validate(quads(SOUND)).violations == ()


def test_the_worked_example_conforms():
    report = validate(ox.parse(path=str(ontology_file("example.trig"))))
    assert report.triples > 700
    assert report.violations == ()


def test_there_is_a_fault_for_every_shape():
    turtle = ontology_file("shapes.ttl").read_text(encoding="utf-8")
    shapes = set(re.findall(r"^igs:(\w+) a sh:NodeShape", turtle, re.MULTILINE))
    assert len(FAULTS) == 37
    assert {shape for shape, _, _ in FAULTS} == shapes
    assert len(shapes) == 21


@pytest.mark.parametrize(("shape", "focus"), [(shape, focus) for shape, focus, _ in FAULTS])
def test_the_fault_is_caught_by_its_shape(caught, shape, focus):
    assert (shape, focus) in caught


def test_a_proposal_without_proponent_is_warned_of_and_conforms():
    report = validate(quads(SOUND + "<source/c> a ig:Proposal ; prov:wasGeneratedBy <run/a> ."))
    assert {found.severity for found in report.violations} == {Severity.WARNING}
    assert report.conforms
