"""Scoring, on rows made by hand with planted errors."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from instrgraph.errors import UnreadableInput
from instrgraph.evaluation import Found, GoldDocument, score, wilson
from instrgraph.evaluation.runs import BEGIN, END, compare, save, write_confidence, write_page
from instrgraph.evaluation.tables import describe_error, render

TEXT = (
    "recalling\n"
    "a) Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference;\n"
    "b) Resolutions 50 and 52 (Rev. Dubai, 2012) of WTSA;\n"
    "c) resolutions 1 to 5 of WCIT and document A/70/174;\n"
    "d) paragraph 13 of the Geneva Plan of Action,\n"
    "instructs the Secretary-General\n"
    "to report."
)


def gold_row(core: str, instrument: str, **fields: Any) -> dict[str, Any]:
    start = TEXT.index(fields.pop("after", "")) + len(fields.pop("skip", ""))
    start = TEXT.index(core, start)
    row = {"doc": "one", "language": "en", "start": start, "end": start + len(core), "core": core,
           "instrument": instrument, "revision": None, "edition": None, "provision": None, "state": "both",
           "clause": "recalling/a"}  # fmt: skip
    return {**row, **fields}


def gold_rows() -> list[dict[str, Any]]:
    return [
        gold_row("130", "itu/pp/res/130", revision=2018),
        gold_row("50", "itu/wtsa/res/50", revision=2012),
        gold_row("52", "itu/wtsa/res/52", revision=2012),
        gold_row("1", "itu/wcit/res/1", after="resolutions 1 to"),
        gold_row("5", "itu/wcit/res/5", after="5 of WCIT"),
        gold_row("A/70/174", "un/doc/A/70/174"),
        gold_row("Geneva Plan of Action", "wsis/2003/plan-of-action", provision="13"),
    ]


def demand(**fields: Any) -> dict[str, Any]:
    start = TEXT.index("to report")
    return {"doc": "one", "language": "en", "start": start, "end": len(TEXT), "clause": "instructs",
            "addressee": "itu/office/sg", "force": "instructs", "state": "both", **fields}  # fmt: skip


def found(row: dict[str, Any], **fields: Any) -> dict[str, Any]:
    core = {key: value for key, value in row.items() if key != "core"}
    return {**core, "text": row["core"], "status": "linked", "by": "number-body", "rule": "numbered", **fields}


def document(rows: list[dict[str, Any]], text: str = TEXT) -> GoldDocument:
    return GoldDocument("one", "one.txt", "en", text.encode(), text, tuple(rows), (demand(),))


def scored(given: list[dict[str, Any]], mandates: tuple[dict[str, Any], ...] = ()) -> Any:
    return score([document(gold_rows())], lambda _: Found(tuple(given), mandates))


def perfect() -> list[dict[str, Any]]:
    return [found(row) for row in gold_rows()]


def test_all_right() -> None:
    result = scored(perfect(), (demand(),))
    assert (result.overall.right, result.overall.spurious, result.overall.missed) == (6, 0, 0)  # documents are optional
    assert result.mandates["en"].f1 == 1.0
    assert list(result.wrong()) == []


def test_planted_wrong_revision_counts_on_both_sides() -> None:
    rows = perfect()
    rows[0]["revision"] = 2014
    result = scored(rows)
    assert (result.overall.right, result.overall.spurious, result.overall.missed) == (5, 1, 1)
    faults = [(pair.faults, pair.gold["core"]) for _, pair, what in result.wrong() if what == "citation"]
    assert faults == [(("revision",), "130")]


def test_planted_missed_row() -> None:
    result = scored(perfect()[1:])
    assert (result.overall.right, result.overall.spurious, result.overall.missed) == (5, 0, 1)
    assert next(pair.faults for _, pair, _ in result.wrong()) == ("missed",)


def test_planted_spurious_row() -> None:
    extra = found(gold_row("to report", "itu/pp/res/7"))
    result = scored([*perfect(), extra])
    assert (result.overall.right, result.overall.spurious, result.overall.missed) == (6, 1, 0)
    assert next(pair.faults for _, pair, _ in result.wrong()) == ("spurious",)
    assert (result.linked["en"].right, result.linked["en"].of) == (6, 7)


def test_ambiguous_is_not_right_but_does_not_hurt_linked_precision() -> None:
    rows = perfect()
    rows[1] |= {"status": "ambiguous", "instrument": None}
    result = scored(rows)
    assert (result.overall.right, result.overall.missed) == (5, 1)
    assert (result.linked["en"].right, result.linked["en"].of) == (5, 5)


def test_state_must_agree() -> None:
    rows = perfect()
    rows[2]["state"] = "proposed"
    assert next(pair.faults for _, pair, _ in scored(rows).wrong()) == ("state",)


def test_overlapping_core_is_right_but_not_exact() -> None:
    rows = perfect()
    rows[6]["start"] += 7
    result = scored(rows)
    assert result.overall.right == 6
    assert (result.exact.right, result.exact.of) == (5, 6)


def test_members_within_a_range_and_documents_are_not_counted_against() -> None:
    start = TEXT.index("1 to 5")
    members = [found(gold_row("1", f"itu/wcit/res/{n}", start=start, end=start + 6)) for n in (2, 3, 4)]
    beyond = found(gold_row("1", "itu/wcit/res/6", start=start, end=start + 6))
    assert scored([*perfect(), *members]).overall.spurious == 0
    assert scored([*perfect(), *members, beyond]).overall.spurious == 1
    assert scored([row for row in perfect() if not row["instrument"].startswith("un/doc")]).overall.missed == 0
    elsewhere = found(gold_row("to report", "un/doc/A/1/1"))
    assert scored([*perfect(), elsewhere]).overall.spurious == 0
    over_a_real_one = found(gold_rows()[0], instrument="un/doc/A/1/1")
    assert scored([over_a_real_one, *perfect()[1:]]).overall.spurious == 1


def test_forms_kinds_and_pinpoints() -> None:
    result = scored(perfect())
    assert {name: one.right for name, one in result.by("form").items()} == {
        "list": 2, "range": 2, "single": 2, "pinpoint": 1}  # fmt: skip
    assert result.by("kind")["itu/wcit/res"].right == 2
    rows = perfect()
    rows[6]["provision"] = "14"
    pinpoints = scored(rows).pinpoints["en"]
    assert (pinpoints.right, pinpoints.spurious, pinpoints.missed) == (0, 1, 1)


def test_fused_pair_is_two_rows() -> None:
    pair = [gold_row("130", "itu/pp/res/130", revision=2014, state="base"),
            gold_row("130", "itu/pp/res/130", revision=2018, state="proposed")]  # fmt: skip
    result = score([document(pair)], lambda _: Found((found(pair[1]), found(pair[0]))))
    assert result.by("form")["fused"].right == 2
    half = score([document(pair)], lambda _: Found((found(pair[1]),)))
    assert (half.overall.right, half.overall.missed) == (1, 1)


@pytest.mark.parametrize(
    ("given", "counts"),
    [
        ((demand(),), (1, 0, 0)),
        ((demand(start=0, end=5),), (0, 1, 1)),
        ((demand(force="invites"),), (0, 1, 1)),
        ((demand(addressee="self"),), (0, 1, 1)),
        ((demand(state="base"), demand(state="proposed")), (1, 0, 0)),
        ((demand(), demand()), (1, 1, 0)),
        ((), (0, 0, 1)),
    ],
)
def test_mandates(given: tuple[dict[str, Any], ...], counts: tuple[int, int, int]) -> None:
    result = scored(perfect(), given).mandates["en"]
    assert (result.right, result.spurious, result.missed) == counts


def test_text_that_cites_nothing() -> None:
    silent = document([], "Nothing is cited here. " * 100)
    result = score([silent], lambda _: Found((found(gold_rows()[0]),)))
    assert (result.silent.found, result.silent.linked, result.silent.size) == (1, 1, 2300)
    assert result.silent.rate == pytest.approx(100_000 / 2300)
    assert scored(perfect()).silent.rate is None


def test_gains_and_losses(tmp_path: Any) -> None:
    wrong = perfect()
    wrong[0]["revision"] = 2014
    save(scored(wrong, (demand(),)), tmp_path / "run.json")
    rows = perfect()[:-1]
    difference = compare(scored([*rows, found(gold_row("to report", "itu/pp/res/7"))], (demand(),)),
                         tmp_path / "run.json")  # fmt: skip
    assert [key.split()[1] for key, _, _ in difference.gains] == ["itu/pp/res/130"]
    assert sorted(after for _, _, after in difference.losses) == ["missed", "spurious"]
    with pytest.raises(UnreadableInput, match="no saved run"):
        compare(scored(rows), tmp_path / "absent.json")


def test_confidence_is_the_lower_bound(tmp_path: Any) -> None:
    write_confidence(scored(perfect()), tmp_path / "confidence.toml")
    table = tomllib.loads((tmp_path / "confidence.toml").read_text())["number-body"]
    assert (table["right"], table["n"]) == (6, 6)
    assert table["lower"] == pytest.approx(wilson(6, 6).low, abs=0.001)
    assert table["lower"] <= wilson(6, 6).low


def test_page_keeps_its_prose(tmp_path: Any) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_page(scored(perfect()), page)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "old" not in text
    assert "| all" in text
    page.write_text("no marks")
    with pytest.raises(UnreadableInput, match="no place for figures"):
        write_page(scored(perfect()), page)


def test_tables_and_errors_read_well() -> None:
    rows = perfect()
    rows[0]["revision"] = 2014
    result = scored(rows)
    shown = render(result)
    assert "### Forms of citations" in shown
    assert "number-body" in shown
    line = describe_error(*next(iter(result.wrong())))
    assert "revision=2018" in line
    assert "revision=2014" in line
    assert "⟦130⟧" in line
