"""What documents say of themselves."""

import json
from datetime import date
from pathlib import Path

import pytest

from instrgraph.model import DocumentKind
from instrgraph.reading import read

GOLD = Path(__file__).parents[3] / "data" / "gold" / "dev"

CLAUSES = [
    ("itu/pp", "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),"),
    ("itu/pp", "La Conférence de plénipotentiaires de l'Union internationale des télécommunications (Dubaï, 2018),"),
    ("itu/wtsa", "La Asamblea Mundial de Normalización de las Telecomunicaciones (Ginebra, 2022),"),
    ("itu/wtdc", "Всемирная конференция по развитию электросвязи (Кигали, 2022 г.),"),
    ("itu/wtsa", "إن الجمعية العالمية لتقييس الاتصالات (جنيف، 2022)،"),
    ("itu/pp", "国际电信联盟全权代表大会（2022年，布加勒斯特），"),
    ("un/ga", "The General Assembly,"),
    ("un/ga", "Генеральная Ассамблея,"),
    ("un/ga", "إن الجمعية العامة،"),
    ("un/sc", "安全理事会，"),
    ("un/hrc", "Le Conseil des droits de l’homme,"),
    ("itu/council", "Le Conseil de l'UIT,"),
    ("itu/council", "El Consejo,"),
]


@pytest.mark.parametrize(("body", "clause"), CLAUSES)
def test_bodies_of_enacting_clauses(body: str, clause: str) -> None:
    assert read(f"130\n{clause}\n130").facts.body == body


def test_a_proposal() -> None:
    facts = read(
        "Plenipotentiary Conference (PP-22)\tAddendum 9 to Document PP-22/76-E\n"
        "Bucharest, 26 September – 14 October 2022\nMOD\tAFCP/76A9/1\n"
        "RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)\nStrengthening the role of ITU in building confidence\n"
        "The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018Bucharest, 2022),"
    ).facts
    assert (facts.symbol, facts.kind, facts.action) == ("PP-22/76-E", DocumentKind.PROPOSAL, "MOD")
    assert (facts.proponent, facts.body, facts.instrument) == ("org/atu", "itu/pp", "itu/pp/res/130")
    assert (facts.revision, facts.base_revision) == (2022, 2018)
    assert (facts.conference, facts.base_conference) == ("itu/pp/2022", "itu/pp/2018")
    assert facts.date == date(2022, 9, 26)
    assert facts.title == "Strengthening the role of ITU in building confidence"


def test_an_adopted_text() -> None:
    text = "RESOLUTION 2 (REV. BUCHAREST, 2022)\nPolicy forum\nThe Plenipotentiary Conference (Bucharest, 2022),"
    facts = read(text).facts
    assert (facts.kind, facts.instrument, facts.revision) == (DocumentKind.ADOPTED, "itu/pp/res/2", 2022)
    assert (facts.conference, facts.base_conference, facts.action) == ("itu/pp/2022", None, None)


@pytest.mark.parametrize(
    ("head", "symbol"),
    [
        ("Seventy-ninth session\nA/C.2/79/L.61\nDraft resolution", "A/C.2/79/L.61"),
        ("Agenda item: PL 1.1\tDocument C24/91-E", "C24/91-E"),
        ("STUDY GROUP 17\tSG17-LS212", "SG17-LS212"),
        ("PP22/44(Add.7)-E", "PP22/44(Add.7)-E"),
        ("S22-PP-C-0044!A7!MSW-E", "S22-PP-C-0044!A7!MSW-E"),
        ("A/RES/71/199", "A/RES/71/199"),
        ("A/HRC/54/L.99", "A/HRC/54/L.99"),
        ("S/RES/2341 (2017)", "S/RES/2341 (2017)"),
    ],
)
def test_symbols(head: str, symbol: str) -> None:
    assert read(head).facts.symbol == symbol


def test_a_symbol_keys_the_document() -> None:
    assert read("Document C24/91-E\nReport by the Secretary-General", name="a.txt").key == "C24/91-E"


def test_liaison_statements_name_their_study_group() -> None:
    facts = read("TELECOMMUNICATION STANDARDIZATION SECTOR\tSTUDY GROUP 17\nLIAISON STATEMENT").facts
    assert (facts.body, facts.kind) == ("itu/t/sg/17", DocumentKind.LETTER)


@pytest.mark.skipif(not (GOLD / "documents.jsonl").exists(), reason="the development documents are not in data/gold")
def test_bodies_of_the_development_documents() -> None:
    rows = [json.loads(line) for line in (GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 36
    found = {row["id"]: read(GOLD / f"{row['id']}.txt").facts.body for row in rows}
    # Notes of a secretariat do not say whose they are; nothing is said rather than something wrong.
    wrong = {row["id"]: found[row["id"]] for row in rows if found[row["id"]] not in (row["body"], None)}
    assert wrong == {}
    assert sum(found[row["id"]] == row["body"] for row in rows) >= 31
