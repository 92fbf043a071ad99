"""Flattened tracked changes: what goes and what comes, by form, and nothing where nothing was changed."""

import json
from collections import Counter
from pathlib import Path

import pytest

from instrgraph.reading import read, readings

ROOT = Path(__file__).parents[3]
SHARED = ROOT.parent / "shared"
GOLD = ROOT / "data" / "gold" / "dev"
CORPUS = SHARED / "corpus"

# What is printed, the base, the proposed text.
FORMS = [
    ("(Busan, 2014Rév. Dubaï, 2018)", "(Busan, 2014)", "(Rév. Dubaï, 2018)"),
    ("(Busan, 2014Bucarest, 2022)", "(Busan, 2014)", "(Bucarest, 2022)"),
    ("(Rev. Dubai, 2018Bucharest, 2022)", "(Rev. Dubai, 2018)", "(Rev. Bucharest, 2022)"),
    ("(REV. DUBAIBUENOS AIRES, 20142017)", "(REV. DUBAI, 2014)", "(REV. BUENOS AIRES, 2017)"),
    ("(GuadalajaraRév. Busan, 20102014)", "(Guadalajara, 2010)", "(Rév. Busan, 2014)"),
    ("(Rev. GuadalajaraBusan, 20104)", "(Rev. Guadalajara, 2010)", "(Rev. Busan, 2014)"),
    ("(Rév. BusanDubaï, 20148)", "(Rév. Busan, 2014)", "(Rév. Dubaï, 2018)"),
    ("(Rév. DubaïHammamet, 20126)", "(Rév. Dubaï, 2012)", "(Rév. Hammamet, 2016)"),
    ("(Rev. JohannesburgoDubái, 200812)", "(Rev. Johannesburgo, 2008)", "(Rev. Dubái, 2012)"),
    ("(Rev. KigaliBaku, 202225)", "(Rev. Kigali, 2022)", "(Rev. Baku, 2025)"),
    ("(Rev. Buenos Aires, 2017Kigali, 2022", "(Rev. Buenos Aires, 2017", "(Rev. Kigali, 2022"),
    ("(Hyderabad, 20102014)", "(Hyderabad, 2010)", "(Hyderabad, 2014)"),
    ("(Rev. Hammamet, 2016)(Rev. Geneva, 2022)", "(Rev. Hammamet, 2016)", "(Rev. Geneva, 2022)"),
    ("(Пересм. Дубай, 2018Бухарест, 2022 г.)", "(Пересм. Дубай, 2018 г.)", "(Пересм. Бухарест, 2022 г.)"),
    ("(ПЕРЕСМ. ГВАДАЛАХАРА, 2010ПУСАН, 2014 Г.)", "(ПЕРЕСМ. ГВАДАЛАХАРА, 2010 Г.)", "(ПЕРЕСМ. ПУСАН, 2014 Г.)"),
    ("(Гвадалахара, 2010 г.Пересм. Пусан, 2014 г.)", "(Гвадалахара, 2010 г.)", "(Пересм. Пусан, 2014 г.)"),
    ("1336 (измененной в 2015 г.2019 г.)", "1336 (измененной в 2015 г.)", "1336 (измененной в 2019 г.)"),
    ("（2014年，釜山2018年，迪拜，修订版）", "（2014年，釜山，修订版）", "（2018年，迪拜，修订版）"),
    ("（20142018年，釜山迪拜，修订版）", "（2014年，釜山，修订版）", "（2018年，迪拜，修订版）"),
    ("(20182022年，迪拜布加勒斯特，修订版)", "(2018年，迪拜，修订版)", "(2022年，布加勒斯特，修订版)"),
    ("(المراجَع في بوسان، 2014دبي، 2018)", "(المراجَع في بوسان، 2014)", "(المراجَع في دبي، 2018)"),
    ("(المراجَعين في دبي، 2012الحمامات، 2016)", "(المراجَعين في دبي، 2012)", "(المراجَعين في الحمامات، 2016)"),
    ("(Rev.WRC-15WRC-19)", "(Rev.WRC-15)", "(Rev.WRC-19)"),
    ("(Rev.WRC-15Rev.WRC-19)", "(Rev.WRC-15)", "(Rev.WRC-19)"),
    ("(WRC-1519)", "(WRC-15)", "(WRC-19)"),
    ("(Пересм. ВКР-15ВКР-19)", "(Пересм. ВКР-15)", "(Пересм. ВКР-19)"),
    ("(C01, last amended C12C20)", "(C01, last amended C12)", "(C01, last amended C20)"),
    ("E.156 (05/200606/2020)", "E.156 (05/2006)", "E.156 (06/2020)"),
    ("ITU-R M.1457-14M.1457-15", "ITU-R M.1457-14", "ITU-R M.1457-15"),
    ("Resolution ITU-R 55-155-2", "Resolution ITU-R 55-1", "Resolution ITU-R 55-2"),
    ("UNGA Resolution 71/19975/176", "UNGA Resolution 71/199", "UNGA Resolution 75/176"),
    ("la Resolución 2001/412012/24 del ECOSOC", "la Resolución 2001/41 del ECOSOC", "la Resolución 2012/24 del ECOSOC"),
    ("第71/21275/202号决议", "第71/212号决议", "第75/202号决议"),
    ("resolution A/RES/71/199A/RES/75/176", "resolution A/RES/71/199", "resolution A/RES/75/176"),
    ("resolution 1325 (2000)2242 (2015)", "resolution 1325 (2000)", "resolution 2242 (2015)"),
    ("la Question 20-1/17/1", "la Question 20-1/1", "la Question 7/1"),
    ("المسألة 5/23/1", "المسألة 5/2", "المسألة 3/1"),
    ("Вопрос 3/24/2", "Вопрос 3/2", "Вопрос 4/2"),
    ("Резолюцию 166208 ПК", "Резолюцию 166 ПК", "Резолюцию 208 ПК"),
    ("the study period 2014-20172018-2021", "the study period 2014-2017", "the study period 2018-2021"),
]  # fmt: skip

UNCHANGED = [
    "(Johannesburg, 2008; Dubai, 2012; Hammamet, 2016)",
    "(Geneva, 2003 and Tunis, 2005)",
    "WSIS (Geneva, 2003, Tunis, 2005)",
    "(Kyoto, 1994) – (Rev. Minneapolis, 1998) – (Rev. Marrakesh, 2002)",
    "Resolutions 3010 (XXVII) and 3201 (S-VI) of 1974",
    "Resolution 1325 (2000) and WTSA-2024, held in 2024",
    "Directive 2014/53/EU, standard EN 301 549, on 1/3/2018, 24/7/365",
    "Documents C24/8 and 2/355, telephone 20142018555, CHF 12018201",
    "Recommendation Y.4000/Y.2060 (06/2012) and ISO/IEC 9594-8:2020",
    "S22-PP-C-0044!A7!MSW-E and PP-22/0044, room C1520",
    "i)\tone;\nii)\ttwo;\niii)\tthree;\niv)\tfour;\nv)\tfive;\nvi)\tsix.",
    "a)\tone, etc.;\nb)\ttwo;\nc)\tthree.",
    "22\tone;\n23\ttwo;\n24\tthree.",
]


@pytest.mark.parametrize(("printed", "base", "proposed"), FORMS)
def test_forms(printed: str, base: str, proposed: str) -> None:
    assert tuple(reading.text for reading in readings(read(printed))) == (base, proposed)


@pytest.mark.parametrize("text", UNCHANGED)
def test_no_traces(text: str) -> None:
    assert read(text).changes == ()


def proposal(*lines: str) -> str:
    clause = "The Plenipotentiary Conference (Dubai, 2018Bucharest, 2022),"
    return "\n".join(("MOD\tABC/1A1/1", "RESOLUTION 1 (REV. DUBAI, 2018BUCHAREST, 2022)", "Title", clause, *lines))


def both(text: str) -> tuple[list[str], list[str]]:
    base, proposed = readings(read(text))
    return tuple(reading.text.split("\n")[4:] for reading in (base, proposed))


def test_fused_labels() -> None:
    base, proposed = both(proposal("recalling", "a)\tone;", "b)\ttwo;", "bc)\tthree;", "cd)\tfour,", "resolves"))
    assert base == ["recalling", "a)\tone;", "b)\tthree;", "c)\tfour,", "resolves"]
    assert proposed == ["recalling", "a)\tone;", "b)\ttwo;", "c)\tthree;", "d)\tfour,", "resolves"]


def test_fused_labels_after_an_item_that_goes() -> None:
    base, proposed = both(proposal("recalling", "a)\tone;", "b)\ttwo;", "cb)\tthree,"))
    assert base == ["recalling", "a)\tone;", "b)\ttwo;", "c)\tthree,"]
    assert proposed == ["recalling", "a)\tone;", "b)\tthree,"]


def test_fused_arabic_labels() -> None:
    base, proposed = both(proposal("إذ يذكّر", "أ )\tأولاً؛", "ب)\tثانياً؛", "بج)\tثالثاً،"))
    assert base[1:] == ["أ )\tأولاً؛", "ب)\tثالثاً،"]
    assert proposed[1:] == ["أ )\tأولاً؛", "ب)\tثانياً؛", "ج)\tثالثاً،"]


def test_fused_numbers_of_items() -> None:
    base, proposed = both(proposal("resolves", "1\tone;", "2\ttwo;", "23\tthree,"))
    assert base == ["resolves", "1\tone;", "2\tthree,"]
    assert proposed == ["resolves", "1\tone;", "2\ttwo;", "3\tthree,"]


def test_a_label_used_twice() -> None:
    base, proposed = both(proposal("recalling", "a)\tone;", "ab)\ttwo;", "b)\told,"))
    assert base == ["recalling", "a)\ttwo;", "b)\told,"]
    assert proposed[0] == "recalling"
    assert "b)\ttwo;" in proposed


def test_fused_punctuation() -> None:
    base, proposed = both(proposal("resolves", "1\tone,;", "2\ttwo,", "instructs"))
    assert base == ["resolves", "1\tone,", "instructs"]
    assert proposed == ["resolves", "1\tone;", "2\ttwo,", "instructs"]


def test_a_revision_later_than_the_base() -> None:
    text = proposal(
        "recalling",
        "a)\tResolutions 45 (Rev. Dubai, 2014) and 67 (Rev. Kigali, 2022) of WTDC;",
        "b)\tResolution 5 (Rev.WRC-19);",
        "c)\tH.702 (11/2019);",
        "d)\tDecision 482 (C01, last amended C20),",
    )
    base, proposed = both(text)
    assert "67" not in base[1]
    assert "45 (Rev. Dubai, 2014)" in base[1]
    assert proposed == text.split("\n")[4:]
    assert [line for line in base[2:] if any(one in line for one in ("WRC-19", "H.702", "C20"))] == []


def test_the_base_is_printed_where_its_revision_was_left_alone() -> None:
    text = "MOD\tABC/1A1/1\nRESOLUTION 1 (REV. DUBAI, 2018)\nTitle\nresolves\nto apply 67 (Rev. Kigali, 2022),"
    (change,) = read(text).changes
    assert (change.evidence, change.span.of(text)) == ("laterThanBase", "67 (Rev. Kigali, 2022)")


def test_a_name_later_than_the_base_is_covered_as_a_whole() -> None:
    text = proposal("recalling", "a)\tResolution 30 and the Kigali Action Plan (Kigali, 2022),")
    base, _ = both(text)
    assert base[1] == "a)\tResolution 30 and the ,"


def test_a_summary_may_name_what_is_later() -> None:
    text = "Summary: Resolution 67 (Rev. Kigali, 2022) is taken into account.\n" + proposal("recalling", "a)\tone,")
    base, proposed = readings(read(text))
    assert "67 (Rev. Kigali, 2022)" in base.text
    assert "67 (Rev. Kigali, 2022)" in proposed.text


def test_a_kind_of_evidence_for_every_change() -> None:
    items = "a)\tone;", "b)\ttwo (Rev. Kigali, 2022);", "bc)\tthree,;", "d)\tfour,"
    text = proposal("recalling", *items, "resolves", "1\tResolution 50 (Rev. Geneva, 2022),")
    found = Counter(change.evidence for change in read(text).changes)
    assert set(found) == {"fusedSpan", "fusedLabel", "fusedPunctuation", "laterThanBase"}
    assert all(0 < change.confidence <= 1 for change in read(text).changes)


def test_alternatives_are_kept() -> None:
    (change,) = read("Resolution 10167 of the Plenipotentiary Conference").changes
    assert len(change.alternatives) >= 1


# ------------------------------------------------------------------------------------------ against annotated texts


STATES = {(True,): "both", (True, True): "both", (True, False): "base", (False, True): "proposed"}


def _expected() -> dict[str, list[tuple[int, int, set[str]]]]:
    states: dict[tuple[str, int, int], set[str]] = {}
    for line in (GOLD / "citations.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        states.setdefault((row["doc"], row["start"], row["end"]), set()).add(row["state"])
    places: dict[str, list[tuple[int, int, set[str]]]] = {}
    for (doc, start, end), found in states.items():
        # A fused revision is two rows at one place: its number stands in both readings.
        places.setdefault(doc, []).append((start, end, {"both"} if found == {"base", "proposed"} else found))
    return places


@pytest.mark.skipif(not (GOLD / "citations.jsonl").exists(), reason="the development documents are not in data/gold")
def test_cores_of_the_development_documents_stand_in_the_right_reading() -> None:
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for doc, places in _expected().items():
        document = read(GOLD / f"{doc}.txt")
        texts = readings(document)
        for start, end, expected in places:
            inside = [any(piece.start <= start and end <= piece.end for piece in reading.pieces) for reading in texts]
            state = STATES.get(tuple(inside))
            language = doc.split("-")[1]
            total[language] += 1
            right[language] += state in expected
    assert total.total() > 900
    shares = {language: right[language] / total[language] for language in total}
    assert {language: share for language, share in shares.items() if share < 0.99} == {}


@pytest.mark.skipif(not (GOLD / "documents.jsonl").exists(), reason="the development documents are not in data/gold")
def test_no_false_changes_in_the_development_documents() -> None:
    rows = [json.loads(line) for line in (GOLD / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    plain = [row["id"] for row in rows if row["kind"] != "proposal"]
    assert len(plain) >= 24
    assert [name for name in plain if read(GOLD / f"{name}.txt").changes] == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real acts is not beside the checkout")
def test_no_false_changes_in_real_acts() -> None:
    paths = [*sorted(CORPUS.glob("itu-pp-*/*.txt")), *sorted(CORPUS.glob("unsc-en/*.txt"))[::5]]
    assert len(paths) > 150
    assert [path.name for path in paths if read(path).changes] == []
