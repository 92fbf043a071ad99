"""The registry as it is: how much it holds, that its facts agree, and what its look-ups answer."""

from collections import Counter

import pytest

from instrgraph.identifiers import is_instrument
from instrgraph.registry import Registry, registry
from instrgraph.resources import LANGUAGES, registry_file


@pytest.fixture(scope="module")
def known() -> Registry:
    return registry()


def test_it_holds_what_it_should(known: Registry) -> None:
    common = [one for one in known.instruments if not one.startswith("itu/ra/")]
    itu_r = [one for one in known.instruments if one.startswith("itu/ra/")]
    assert len(common) == 406
    assert sum(len(known.revisions(one)) for one in common) == 1023
    assert (len(itu_r), sum(len(known.revisions(one)) for one in itu_r)) == (63, 213)
    assert len(known.conferences) == 87
    assert (len(known.bodies), len(known.offices), len(known.groups)) == (23, 8, 13)
    assert Counter(one.parent for one in known.study_groups.values()) == {"itu/t": 21, "itu/d": 2, "itu/r": 6}
    assert len(known.action_lines) == 11
    assert len(known.named) == 153
    assert len(known.security_council) == 2215
    assert len(known.recommendations.instruments) == 9352


def test_every_fact_has_a_source_or_says_that_it_is_known(known: Registry) -> None:
    facts = [*known.bodies.values(), *known.conferences.values(), *known.named.values(), *known.instruments.values(),
             *known.security_council.values(), *known.recommendations.instruments.values(),
             *(revision for one in known.instruments for revision in known.revisions(one))]  # fmt: skip
    assert len(facts) > 13_000
    for fact in facts:
        assert fact.confidence in {"high", "medium", "low"}
        assert fact.source or fact.status == "known", fact


def test_names_stand_in_six_languages(known: Registry) -> None:
    tables = (
        known.bodies,
        known.offices,
        known.groups,
        known.study_groups,
        known.proponents,
        known.named,
        known.action_lines,
    )
    named = [fact for table in tables for fact in table.values()]
    assert len(named) == 23 + 8 + 13 + 29 + 7 + 153 + 11
    for fact in named:
        assert set(fact.names) == set(LANGUAGES), fact.id
        assert not any("{" in name or "}" in name for name in fact.names.values()), fact.id
    for place, names in known.place_names.items():
        assert set(names) == set(LANGUAGES), place


def test_identifiers_are_those_of_the_scheme(known: Registry) -> None:
    for identifier in (*known.instruments, *known.named, *known.action_lines, *known.recommendations.instruments):
        assert is_instrument(identifier), identifier
    for alias in known.recommendations.aliases:
        assert is_instrument(alias), alias


@pytest.mark.parametrize(
    ("alias", "conference"),
    [
        ("PP-18", "itu/pp/2018"), ("ПК-14", "itu/pp/2014"), ("PP22", "itu/pp/2022"), ("APP-92", "itu/pp/1992"),
        ("WTSA-20", "itu/wtsa/2022"), ("AMNT-20", "itu/wtsa/2022"), ("ВАСЭ-20", "itu/wtsa/2022"),
        ("WTSA-2000", "itu/wtsa/2000"),
        ("AMNT\u201116", "itu/wtsa/2016"), ("WTSC-93", "itu/wtsa/1993"), ("CMNT-96", "itu/wtsa/1996"),
        ("WTDC17", "itu/wtdc/2017"), ("CMDT-17", "itu/wtdc/2017"), ("ВКРЭ-22", "itu/wtdc/2022"),
        ("WTDC-21", "itu/wtdc/2022"),
        ("CMR-19", "itu/wrc/2019"), ("WRC-2000", "itu/wrc/2000"), ("WRC-97", "itu/wrc/1997"),
        ("WARC-92", "itu/wrc/1992"),
        ("Mob-87", "itu/wrc/1987"), ("RA-15", "itu/ra/2015"), ("AR-19", "itu/ra/2019"), ("АР-23", "itu/ra/2023"),
        ("WCIT-12", "itu/wcit/2012"), ("CMTI-12", "itu/wcit/2012"), ("WATTC-88", "itu/wcit/1988"),
        ("WTPF-13", "itu/wtpf/2013"),
        ("C11", "itu/council/2011"), ("С11", "itu/council/2011"), ("C-2001", "itu/council/2001"),
        ("C-1995", "itu/council/1995"),
        ("C99", "itu/council/1999"), ("C2000", "itu/council/2000"), ("pp-18", "itu/pp/2018"),
        ("CCITT 1988", "itu/wtsa/1988"),
    ],
)  # fmt: skip
def test_session_marks(known: Registry, alias: str, conference: str) -> None:
    found = known.session(alias)
    assert found is not None
    assert found.id == conference


@pytest.mark.parametrize(
    "alias", ["", "PP", "PP-17", "WTSA-18", "C5", "C", "X-18", "PP-018", "18", "WRC-19-20", "C-1800"]
)
def test_what_is_no_session_is_none(known: Registry, alias: str) -> None:
    assert known.session(alias) is None


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Dubai", "Dubai"), ("DUBAÏ", "Dubai"), ("Dubái", "Dubai"), ("Дубай", "Dubai"), ("دُبي", "Dubai"),
        ("迪拜", "Dubai"),
        ("Bucarest", "Bucharest"), ("Пусан", "Busan"), ("Busán", "Busan"), ("釜山", "Busan"), ("Ginebra", "Geneva"),
        ("La Valette", "Valletta"), ("Florianopolis", "Florianópolis"), ("Buenos\u00a0Aires", "Buenos Aires"),
        ("Буэнос\u2011Айрес", "Buenos Aires"), ("بوينس آيرس", "Buenos Aires"), ("Марракеш", "Marrakesh"),
        ("Marrakech", "Marrakesh"),
        ("东京", "Kyoto"), ("الحمامات", "Hammamet"), ("Нью-Дели", "New Delhi"), ("Montréal", "Montreal"),
        ("基加利", "Kigali"),
    ],
)  # fmt: skip
def test_places_in_all_languages(known: Registry, name: str, place: str) -> None:
    assert known.place(name) == place


def test_other_words_are_no_places(known: Registry) -> None:
    assert [known.place(word) for word in ("", "Atlantis", "Rev.", "2018", "Dubai 2018")] == [None] * 5


@pytest.mark.parametrize(
    ("place", "year", "conferences"),
    [
        ("Dubai", 2012, {"itu/wtsa/2012", "itu/wcit/2012"}), ("Dubaï", 2014, {"itu/wtdc/2014"}),
        ("دبي", 2018, {"itu/pp/2018"}),
        ("迪拜", 2023, {"itu/ra/2023", "itu/wrc/2023"}), ("Женева", 2022, {"itu/wtsa/2022"}),
        ("Geneva", 2021, {"itu/wtpf/2021"}),
        ("Doha", 2006, {"itu/wtdc/2006"}), ("Doha", 2026, {"itu/pp/2026"}), ("New Delhi", 2024, {"itu/wtsa/2024"}),
        ("New Delhi", 1960, {"itu/wtsa/1960"}), ("Istanbul", 2000, {"itu/ra/2000", "itu/wrc/2000"}),
        ("Istanbul", 2002, {"itu/wtdc/2002"}),
        ("Melbourne", 1988, {"itu/wtsa/1988", "itu/wcit/1988"}), ("Dubai", 2016, set()), ("Atlantis", 2018, set()),
    ],
)  # fmt: skip
def test_place_and_year_give_all_conferences(known: Registry, place: str, year: int, conferences: set[str]) -> None:
    assert {one.id for one in known.conferences_at(place, year)} == conferences


def test_the_council_meets_each_year_by_rule(known: Registry) -> None:
    by_rule, listed = known.conference("itu/council", 2011), known.conference("itu/council", 2018)
    assert by_rule is not None
    assert listed is not None
    assert (by_rule.id, by_rule.short, by_rule.status) == ("itu/council/2011", "C11", "rule")
    assert listed.status == "seen"
    assert known.conference("itu/council", 1900) is None
    assert known.conference("itu/pp", 2011) is None


def test_revisions_come_oldest_first_with_their_marks(known: Registry) -> None:
    years = [one.year for one in known.revisions("itu/pp/res/130")]
    assert years == [2002, 2006, 2010, 2014, 2018, 2022]
    assert known.revisions("itu/pp/res/130")[-1].id == "itu/pp/res/130/rev/2022"
    editions = [one.edition for one in known.revisions("itu/ra/res/1")]
    assert editions == [None, "2", "3", "4", "5", "6", "7", "8", "9"]
    assert known.revisions("itu/pp/res/9999") == ()
    undated = known.revisions("itu/council/dec/304")
    assert [one.id for one in undated] == [None]


def test_instruments_of_all_tables_are_found(known: Registry) -> None:
    for identifier, words in (
        ("itu/pp/res/130", "security"), ("itu/ra/res/1", "Working methods"), ("itu/t/rec/X.509", "Public-key"),
        ("itu/r/rec/M.1457", "IMT-2000"), ("un/sc/res/1325", "Women"), ("un/treaty/crc", "Child"),
        ("itu/cs", "Constitution"),
    ):  # fmt: skip
        found = known.instrument(identifier)
        assert found is not None
        assert words in found.titles["en"]
    question = known.instrument("itu/r/q/209-5")
    assert question is not None
    assert question.id.startswith("itu/r/q/209-")
    assert question.id.endswith("-5")
    assert known.instrument("itu/pp/res/9999") is None
    assert known.instrument("un/sc/res/99999") is None
    assert known.instrument("itu/t/rec/X.99999") is None


def test_suppression_and_force(known: Registry) -> None:
    gone, held = known.instruments["itu/pp/res/36"], known.instruments["itu/pp/res/130"]
    assert (gone.in_force, held.in_force, held.suppressed) == (False, True, None)
    assert known.instruments["itu/council/res/1305"].in_force is None


def test_candidates_by_kind_and_number(known: Registry) -> None:
    assert set(known.candidates("res", "20")) >= {"itu/wtsa/res/20", "itu/wtdc/res/20"}
    assert known.candidates("dec", 5) == ("itu/pp/dec/5",)
    assert known.candidates("res", "1305") == ("itu/council/res/1305",)
    assert known.candidates("res", "99999") == ()


def test_recommendations_and_their_editions(known: Registry) -> None:
    assert known.recommendation("X.509") == ("itu/t/rec/X.509",)
    assert known.recommendation("M.1457") == ("itu/r/rec/M.1457",)
    assert known.recommendation("X.99999") == ()
    editions = known.revisions("itu/t/rec/X.509")
    assert [one.edition for one in editions][-2:] == ["2016-10", "2019-10"]
    assert "Cor. 1 (10/2021)" in editions[-1].parts
    assert [one.edition for one in known.revisions("itu/r/rec/M.1457")] == [str(number) for number in range(16)]
    assert known.recommendations.aliases["itu/t/rec/Y.2060"] == "itu/t/rec/Y.4000"
    assert known.recommendation("Y.2060") == ("itu/t/rec/Y.4000",)
    for identifier in ("itu/t/rec/Y.4000", "itu/t/rec/Y.2060", "itu/t/rec/Y.4000/Y.2060"):
        found = known.instrument(identifier)
        assert found is not None
        assert found.id == "itu/t/rec/Y.4000"
        assert known.revisions(identifier) == known.revisions("itu/t/rec/Y.4000") != ()


def test_one_text_two_names(known: Registry) -> None:
    assert [one.id for one in known.names_of_text("un/ga/res/70/1")] == ["un/named/2030-agenda"]
    assert len(known.names_of_text("un/ga/res/79/1")) == 3
    assert known.named["un/udhr"].text_of == "un/ga/res/III/217A"


def test_agents_and_proponents(known: Registry) -> None:
    for identifier in (
        "itu/wtsa",
        "itu/office/dir-tsb",
        "itu/group/member-states",
        "itu/t/sg/17",
        "org/atu",
        "un/office/sg",
    ):
        found = known.agent(identifier)
        assert found is not None
        assert found.id == identifier
    assert known.agent("itu/office/nobody") is None
    signers = {prefix: known.proponent(prefix) for prefix in ("AFCP", "ACP", "ARB", "EUR", "IAP", "RCC")}
    assert {prefix: one and one.id for prefix, one in signers.items()} == {
        "AFCP": "org/atu", "ACP": "org/apt", "ARB": "org/asmg", "EUR": "org/cept", "IAP": "org/citel", "RCC": "org/rcc",
    }  # fmt: skip
    assert known.proponent("XXX") is None


def test_the_tables_are_plain_utf8_with_unix_lines() -> None:
    tables = sorted(registry_file("").glob("*.csv"))
    assert len(tables) == 13
    for table in tables:
        data = table.read_bytes()
        data.decode("utf-8")
        assert b"\r" not in data, table.name
        assert data.endswith(b"\n"), table.name
