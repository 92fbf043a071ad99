"""Identifiers: IRIs and back, instruments and what they say, revisions, provisions."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instrgraph.errors import MalformedIdentifier
from instrgraph.identifiers import (
    Address,
    body_of,
    iri,
    is_instrument,
    local,
    parse_address,
    provision_parts,
    revision_id,
    type_of,
)

BASE = "https://example.org/id/"
GOLD = Path(__file__).parents[3] / "shared" / "gold"

# One of each pattern of the scheme: identifier, body, type.
INSTRUMENTS = (
    ("itu/pp/res/130", "itu/pp", "resolution"),
    ("itu/wtdc/res/45", "itu/wtdc", "resolution"),
    ("itu/pp/dec/5", "itu/pp", "decision"),
    ("itu/wtsa/op/1", "itu/wtsa", "opinion"),
    ("itu/council/res/1305", "itu/council", "resolution"),
    ("itu/wrc/res/750", "itu/wrc", "resolution"),
    ("itu/wrc/rec/207", "itu/wrc", "recommendation"),
    ("itu/ra/res/1", "itu/ra", "resolution"),
    ("itu/wcit/res/3", "itu/wcit", "resolution"),
    ("itu/wtpf/op/6", "itu/wtpf", "opinion"),
    ("itu/t/rec/X.509", "itu/t", "recommendation"),
    ("itu/t/rec/G.709.1", "itu/t", "recommendation"),
    ("itu/t/rec/D.400R", "itu/t", "recommendation"),
    ("itu/t/rec/V.27bis", "itu/t", "recommendation"),
    ("itu/t/rec/Y.4000/Y.2060", "itu/t", "recommendation"),
    ("itu/t/sup/A/5", "itu/t", "recommendation"),
    ("itu/r/rec/M.1457", "itu/r", "recommendation"),
    ("itu/d/rec/13", "itu/d", "recommendation"),
    ("itu/d/q/3-2", "itu/d/sg/2", "question"),
    ("itu/d/q/20-1-1", "itu/d/sg/1", "question"),
    ("itu/r/q/209-5", "itu/r/sg/5", "question"),
    ("itu/cs", "itu/pp", "treaty"),
    ("itu/cv", "itu/pp", "treaty"),
    ("itu/gr", "itu/pp", "regulations"),
    ("itu/itr", "itu/wcit", "treaty"),
    ("itu/rr", "itu/wrc", "treaty"),
    ("itu/named/buenos-aires-action-plan", None, "planOfAction"),
    ("un/ga/res/71/199", "un/ga", "resolution"),
    ("un/ga/res/57/270B", "un/ga", "resolution"),
    ("un/ga/res/XV/1514", "un/ga", "resolution"),
    ("un/ga/res/III/217A", "un/ga", "resolution"),
    ("un/ga/res/S-27/2", "un/ga", "resolution"),
    ("un/ga/res/S-VI/3201", "un/ga", "resolution"),
    ("un/ga/res/ES-10/2", "un/ga", "resolution"),
    ("un/ga/dec/60/551", "un/ga", "decision"),
    ("un/sc/res/1325", "un/sc", "resolution"),
    ("un/sc/prst/2015/3", "un/sc", "statement"),
    ("un/ecosoc/res/2006/46", "un/ecosoc", "resolution"),
    ("un/ecosoc/dec/1992/218", "un/ecosoc", "decision"),
    ("un/ecosoc/res/LVII/1894", "un/ecosoc", "resolution"),
    ("un/hrc/res/20/8", "un/hrc", "resolution"),
    ("un/hrc/dec/25/117", "un/hrc", "decision"),
    ("un/charter", "un", "treaty"),
    ("un/udhr", "un/ga", "declaration"),
    ("un/treaty/crc", None, "treaty"),
    ("un/named/2030-agenda", None, "planOfAction"),
    ("un/named/global-digital-compact", None, "declaration"),
    ("un/guidelines/consumer-protection", None, "guidelines"),
    ("un/doc/A/70/174", None, "document"),
    ("un/doc/A/78/62-E/2023/49", None, "document"),
    ("wsis/2003/declaration", "wsis", "declaration"),
    ("wsis/2003/plan-of-action", "wsis", "planOfAction"),
    ("wsis/al/c5", "wsis", "actionLine"),
)

NOT_INSTRUMENTS = (
    "", "itu", "itu/pp", "itu/pp/2018", "itu/pp/res", "itu/pp/res/", "itu/pp/res/0", "itu/pp/res/0130",
    "itu/pp/res/x",
    "itu/pp/res/130/rev/2018", "ITU/pp/res/130", "itu/xx/res/1", "itu/t/rec/509", "itu/t/rec/X.509-2", "un/ga/res/71",
    "un/sc/res/1325/2000", "wsis/al/c12", "wsis/al/c0", "wsis/al/5", "itu/d/q/3", "un/named/2030 Agenda",
    "itu/pp/res/130 ",
)  # fmt: skip

ADDRESSES = (
    ("itu/pp/res/130/rev/2018", Address("itu/pp/res/130", "2018")),
    ("itu/pp/res/130/rev/2018/fr", Address("itu/pp/res/130", "2018", language="fr")),
    ("itu/pp/res/130/rev/2018/fr.pdf", Address("itu/pp/res/130", "2018", language="fr", format="pdf")),
    ("itu/t/rec/X.509/rev/2019-10/amd/1", Address("itu/t/rec/X.509", "2019-10", amendment="1")),
    ("itu/r/rec/M.1457/rev/15", Address("itu/r/rec/M.1457", "15")),
    ("itu/t/rec/Y.4000/Y.2060/rev/2012-06", Address("itu/t/rec/Y.4000/Y.2060", "2012-06")),
    ("itu/t/rec/X.1500/part/supplement/1", Address("itu/t/rec/X.1500", part="supplement/1")),
    ("itu/cv/part/no/1002", Address("itu/cv", part="no/1002")),
    ("un/doc/A/78/62-E/2023/49/part/para/3", Address("un/doc/A/78/62-E/2023/49", part="para/3")),
    ("wsis/2003/plan-of-action/part/para/13/e", Address("wsis/2003/plan-of-action", part="para/13/e")),
    ("un/ga/res/71/199/rev/2016/part/decides/1", Address("un/ga/res/71/199", "2016", part="decides/1")),
)

PROVISIONS = (
    ("13(e)", ("para/13/e",)),
    ("13(e)(ii)", ("para/13/e/ii",)),
    ("13", ("para/13",)),
    ("1.5", ("para/1.5",)),
    ("35, 36", ("para/35", "para/36")),
    ("48-50", ("para/48", "para/49", "para/50")),
    ("art. 14", ("art/14",)),
    ("art. 14A", ("art/14A",)),
    ("art. 1, art. 50", ("art/1", "art/50")),
    ("art. II, art. VI", ("art/II", "art/VI")),
    ("art. 5-8", ("art/5", "art/6", "art/7", "art/8")),
    ("art. 22, appendix 30", ("art/22", "appendix/30")),
    ("no. 1002", ("no/1002",)),
    ("no. 5.441B", ("no/5.441B",)),
    ("no. 160A-160C", ("no/160A", "no/160B", "no/160C")),
    ("no. 160A-161", ("no/160A", "no/161")),
    ("annex", ("annex",)),
    ("annex 1", ("annex/1",)),
    ("annex A", ("annex/A",)),
    ("appendix I", ("appendix/I",)),
    ("chap. III", ("chap/III",)),
    ("part II", ("part/II",)),
    ("section J", ("section/J",)),
    ("goal 3", ("goal/3",)),
    ("target 9.c", ("target/9.c",)),
    ("target 5.b, target 9.c", ("target/5.b", "target/9.c")),
    ("objective 4", ("objective/4",)),
    ("preamble", ("preamble",)),
    ("resolves 2", ("resolves/2",)),
    ("resolves", ("resolves",)),
    ("instructs the Council 2", ("instructs-council/2",)),
    ("instructs the Secretary-General", ("instructs-sg",)),
    ("instructs the Director of BDT 3", ("instructs-director-bdt/3",)),
    ("invites Member States 2", ("invites-member-states/2",)),
    ("considering a", ("considering/a",)),
)


@pytest.mark.parametrize(("identifier", "body", "kind"), INSTRUMENTS)
def test_every_pattern_of_the_scheme_is_an_instrument(identifier: str, body: str | None, kind: str) -> None:
    assert is_instrument(identifier)
    assert body_of(identifier) == body
    assert type_of(identifier) == kind
    assert parse_address(identifier) == Address(identifier)
    assert local(iri(identifier, BASE), BASE) == identifier


@pytest.mark.parametrize("identifier", NOT_INSTRUMENTS)
def test_what_is_no_instrument_is_refused(identifier: str) -> None:
    assert not is_instrument(identifier)
    for call in (body_of, type_of):
        with pytest.raises(MalformedIdentifier):
            call(identifier)
    with pytest.raises(MalformedIdentifier):
        revision_id(identifier, 2018)


@pytest.mark.parametrize(("identifier", "address"), ADDRESSES)
def test_addresses_come_apart_and_together(identifier: str, address: Address) -> None:
    assert parse_address(identifier) == address
    assert str(address) == identifier


@pytest.mark.parametrize(
    "identifier", ["itu/pp/2018", "itu/pp/res/130/rev/", "itu/pp/res/130/rev/x", "itu/cs/art/14", "source/00"]
)
def test_other_identifiers_are_no_addresses(identifier: str) -> None:
    with pytest.raises(MalformedIdentifier):
        parse_address(identifier)


def test_revisions_by_year_and_edition() -> None:
    assert revision_id("itu/pp/res/130", 2018) == "itu/pp/res/130/rev/2018"
    assert revision_id("itu/t/rec/X.509", 2019, "2019-10") == "itu/t/rec/X.509/rev/2019-10"
    assert revision_id("itu/r/rec/M.1457", None, "15") == "itu/r/rec/M.1457/rev/15"


@pytest.mark.parametrize(
    ("year", "edition"), [(None, None), (1700, None), (20188, None), (None, "10/2019"), (None, "2019-13"), (None, "")]
)
def test_revisions_that_cannot_be_are_refused(year: int | None, edition: str | None) -> None:
    with pytest.raises(MalformedIdentifier):
        revision_id("itu/pp/res/130", year, edition)


@pytest.mark.parametrize("identifier", ["", " itu/cs", "itu/cs ", "/itu/cs", "itu//cs", "itu/../cs", "itu/./cs",
"itu/cs/", "itu/<cs>", "itu/c\ns",
                                        "itu/%63s", "a#b#c", 'itu/"cs"', "itu/{cs}", "itu/c\\s"])  # fmt: skip
def test_malformed_local_identifiers_have_no_iri(identifier: str) -> None:
    with pytest.raises(MalformedIdentifier):
        iri(identifier, BASE)


@pytest.mark.parametrize(
    "full",
    ["https://example.com/id/itu/cs", "itu/cs", BASE, BASE + "itu/%63s", BASE + "itu%2Fcs", BASE + "%FF", BASE + "a b"],
)
def test_iris_that_are_not_ours_or_not_canonical_are_refused(full: str) -> None:
    with pytest.raises(MalformedIdentifier):
        local(full, BASE)


def test_labels_of_any_script_and_anchors_have_iris() -> None:
    for identifier in (
        "itu/pp/res/1/part/resolves/б",
        "itu/pp/res/1/part/resolves/أ",
        "source/0123456789abcdef/text#char=12,15",
    ):
        full = iri(identifier, BASE)
        assert full.isascii()
        assert local(full, BASE) == identifier
    assert local(iri("itu/pp/res/1/part/resolves/б", BASE).lower(), BASE) == "itu/pp/res/1/part/resolves/б"


def test_the_base_is_that_of_the_settings() -> None:
    assert local(iri("itu/cs")) == "itu/cs"
    assert iri("itu/cs").endswith("/id/itu/cs")


_SEGMENT = st.text(st.sampled_from("abzAZ019-_~.!$&'()*+,;=:@éбأ中 "), min_size=1, max_size=8).filter(
    lambda segment: segment == segment.strip() and segment not in (".", "..")
)


@given(st.lists(_SEGMENT, min_size=1, max_size=6).map("/".join))
def test_iri_and_local_are_inverse(identifier: str) -> None:
    full = iri(identifier, BASE)
    assert full.isascii()
    assert local(full, BASE) == identifier


@given(st.text(max_size=30))
def test_any_text_has_an_iri_and_comes_back_or_is_refused(text: str) -> None:
    try:
        full = iri(text, BASE)
    except MalformedIdentifier:
        return
    assert local(full, BASE) == text


@given(st.sampled_from([row[0] for row in INSTRUMENTS]), st.integers(1865, 2100))
def test_a_revision_gives_back_its_instrument(instrument: str, year: int) -> None:
    address = parse_address(revision_id(instrument, year))
    assert (address.instrument, address.revision) == (instrument, str(year))


@pytest.mark.parametrize(("notation", "parts"), PROVISIONS)
def test_provisions(notation: str, parts: tuple[str, ...]) -> None:
    assert provision_parts(notation) == parts


@given(st.text(min_size=1, max_size=20).filter(str.strip))
def test_any_pinpoint_has_parts_that_an_iri_can_hold(notation: str) -> None:
    for part in provision_parts(notation):
        assert local(iri(f"itu/cs/part/{part}", BASE), BASE) == f"itu/cs/part/{part}"


def test_an_empty_pinpoint_is_refused() -> None:
    with pytest.raises(MalformedIdentifier):
        provision_parts(" ")


@pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is absent: the annotated collection is not at hand")
def test_all_identifiers_of_the_annotated_collection_are_well_formed() -> None:
    texts = [(GOLD / name / "citations.jsonl").read_text(encoding="utf-8") for name in ("dev", "seeds")]
    rows = [json.loads(line) for text in texts for line in text.splitlines()]
    assert len(rows) > 1000
    for row in rows:
        assert is_instrument(row["instrument"]), row
        if row["revision"] or row["edition"]:
            revision = revision_id(row["instrument"], row["revision"], row["edition"])
            assert parse_address(revision).instrument == row["instrument"]
        for part in provision_parts(row["provision"]) if row["provision"] else ():
            whole = f"{row['instrument']}/part/{part}"
            assert parse_address(whole).part == part
