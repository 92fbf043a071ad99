"""Comparing made texts: what came, went, moved, changed; citations and mandates with it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from instrgraph.comparison import Comparison, compare, compare_readings
from instrgraph.comparison.rendering import to_html, to_json, to_text
from instrgraph.comparison.values import Fate, Move
from instrgraph.model import (
    Block,
    Citation,
    Extraction,
    LinkStatus,
    Mandate,
    Part,
    Provision,
    Reading,
    SourceDocument,
    Span,
    Specificity,
    State,
)

LINES = [
    ("recalling", "", "recalling"),
    ("recalling/a", "a", "a) Resolution 130 (Rev. Busan, 2014) of this Conference, on building confidence;"),
    ("recalling/b", "b", "b) the outcomes of the World Summit on the Information Society,"),
    ("resolves", "", "resolves"),
    ("resolves/1", "1", "1 to strengthen the regional presence of the Union in all regions;"),
    ("resolves/2", "2", "2 that fellowships be granted to delegates of developing countries,"),
    ("instructs", "", "instructs the Secretary-General"),
    ("instructs/1", "1", "1 to report every year to the Council on the use of electronic meetings;"),
    ("instructs/2", "2", "2 to publish the results of the survey of satisfaction."),
]


def citation(path: str, core: Span, instrument: str, revision: int | None, text: str, **fields: Any) -> Citation:
    given: dict[str, Any] = {
        "id": f"{path}:{instrument}:{revision}", "language": "en", "core": core, "anchor": core, "sentence": core,
        "text": text, "kind": "resolution", "instrument": instrument, "revision": revision, "edition": None,
        "provision": None, "status": LinkStatus.LINKED, "candidates": (), "reason": None, "by": "x", "rule": "y",
        "confidence": 0.9, "clause": path, "path": path, "part": Part.PREAMBLE, "function": "recalls",
        "specificity": Specificity.PINNED, "state": State.BOTH,
    }  # fmt: skip
    return Citation(**{**given, **fields})


def mandate(path: str, span: Span, action: str, force: str = "instructs") -> Mandate:
    return Mandate(id=f"{path}:m", language="en", span=span, clause=path, path=path, mandator="itu/pp", force=force,
                   addressee="itu/office/sg", action=action)  # fmt: skip


def extraction(lines: list[tuple[str, str, str]], name: str = "a.txt") -> Extraction:
    """Make what reading ``lines`` gives; "Resolution 130 (Rev. City, YEAR)" is cited, items of instructs demand."""
    text, provisions, citations, mandates = "", [], [], []
    head: Span | None = None
    for path, label, words in lines:
        span = Span(len(text), len(text) + len(words))
        head = span if not label else head
        labels = (label,) if label else ()
        provisions.append(Provision(path, path, Part.PREAMBLE, span, labels=labels, head=head))
        if "Resolution " in words:
            at = words.index("Resolution ") + 11
            number = words[at:].split()[0]
            core = Span(span.start + at, span.start + at + len(number))
            year = next((int(one.strip("),")) for one in words.split() if one.strip("),").startswith("20")), None)
            citations.append(citation(path, core, f"itu/pp/res/{number}", year, number))
        if path.startswith("instructs/"):
            mandates.append(mandate(path, span, words.partition(" ")[2]))
        text += words + "\n"
    whole = (Span(0, len(text)),)
    blocks = tuple(Block(one.span) for one in provisions)
    document = SourceDocument("source/0", name, name, "text/plain", text, "en", blocks)
    reading = Reading(State.BOTH, text, whole, blocks, tuple(range(len(blocks))))
    return Extraction(document, (reading,), tuple(provisions), (), tuple(citations), (), tuple(mandates))


def fates(result: Comparison) -> dict[tuple[str | None, str | None], Fate]:
    return {
        (one.before.path if one.before else None, one.after.path if one.after else None): one.fate
        for one in result.passages
    }


def compared(lines: list[tuple[str, str, str]]) -> Comparison:
    return compare(extraction(LINES), extraction(lines, "b.txt"))


def test_the_same_text_is_kept() -> None:
    result = compared(LINES)
    assert result.counts[Fate.KEPT] == len(LINES) == len(result.passages)
    assert result.citations == result.mandates == ()


def test_line_breaks_and_labels_are_no_difference() -> None:
    lines = [(path, label, words.replace(" of ", " of\n")) for path, label, words in LINES]
    assert compared(lines).counts[Fate.KEPT] == len(LINES)


def test_renumbered_because_one_came() -> None:
    lines = [*LINES[:4], ("resolves/1", "1", "1 that a dashboard of staff be kept and be open to the membership;"),
             ("resolves/2", "2", LINES[4][2].replace("1 ", "2 ", 1)),
             ("resolves/3", "3", LINES[5][2].replace("2 ", "3 ", 1)),
             *LINES[6:]]  # fmt: skip
    found = fates(compared(lines))
    assert found[None, "resolves/1"] is Fate.CAME
    assert found["resolves/1", "resolves/2"] is Fate.RENUMBERED
    assert found["resolves/2", "resolves/3"] is Fate.RENUMBERED


def test_went_changed_and_moved() -> None:
    moved = ("instructs/1", "1", "1 that fellowships be granted to delegates of developing countries,")
    changed = ("resolves/1", "1", "1 to strengthen further the regional presence of the Union in every region;")
    result = compared([*LINES[:4], changed, LINES[6], moved, ("instructs/2", "2", LINES[7][2].replace("1 ", "2 ", 1))])
    found = fates(result)
    assert found["resolves/1", "resolves/1"] is Fate.CHANGED
    assert found["resolves/2", "instructs/1"] is Fate.MOVED
    assert found["instructs/1", "instructs/2"] is Fate.RENUMBERED
    assert found["instructs/2", None] is Fate.WENT
    changed_words = next(one for one in result.passages if one.fate is Fate.CHANGED)
    assert "".join(piece.text for piece in changed_words.pieces() if piece.status != "added") == LINES[4][2][2:]
    assert next(piece.text.strip() for piece in changed_words.pieces() if piece.status == "added") == "further"


def test_reordered_provisions_are_recognised_by_their_words() -> None:
    lines = [*LINES[:4], ("resolves/1", "1", LINES[5][2].replace("2 ", "1 ", 1)),
             ("resolves/2", "2", LINES[4][2].replace("1 ", "2 ", 1)), *LINES[6:]]  # fmt: skip
    found = fates(compared(lines))
    assert set(found) >= {("resolves/2", "resolves/1"), ("resolves/1", "resolves/2")}
    assert Fate.MOVED in {found["resolves/2", "resolves/1"], found["resolves/1", "resolves/2"]}


def test_merged_provisions_say_where_they_went() -> None:
    words = f"{LINES[4][2].rstrip(';')}, and {LINES[5][2][2:]}"
    joined = ("resolves/1", "1", words)
    result = compared([*LINES[:4], joined, *LINES[6:]])
    gone = [one for one in result.passages if one.fate is Fate.WENT]
    assert [one.merged.path for one in gone if one.merged] == ["resolves/1"]


@pytest.mark.parametrize(
    ("words", "moves"),
    [
        ("a) Resolution 130 (Rev. Dubai, 2018) of this Conference, on building confidence;", [Move.REPOINTED]),
        ("a) Resolution 131 (Rev. Busan, 2014) of this Conference, on confidence;", [Move.REMOVED, Move.ADDED]),
        ("a) a text of this Conference, on building confidence;", [Move.REMOVED]),
    ],
)
def test_citations(words: str, moves: list[Move]) -> None:
    result = compared([LINES[0], ("recalling/a", "a", words), *LINES[2:]])
    assert [change.move for change in result.citations] == moves


def test_a_citation_that_moved_to_another_provision() -> None:
    lines = [LINES[0], ("recalling/a", "a", "a) a text of this Conference, on building confidence;"), *LINES[2:4],
             ("resolves/1", "1", LINES[4][2] + " under Resolution 130 (Rev. Busan, 2014)"), *LINES[5:]]  # fmt: skip
    (change,) = compared(lines).citations
    assert change.move is Move.MOVED
    assert (change.before and change.before.path, change.after and change.after.path) == ("recalling/a", "resolves/1")


def test_mandates() -> None:
    lines = [*LINES[:7], ("instructs/1", "1", "1 to report every two years to the Council on electronic meetings;")]
    moves = [change.move for change in compared(lines).mandates]
    assert sorted(moves) == [Move.AMENDED, Move.REMOVED]


def test_items_that_run_on_in_one_paragraph() -> None:
    run_on = [*LINES[:4], ("resolves/1", "1", f"{LINES[4][2]} {LINES[5][2]}"), *LINES[6:]]
    result = compare(extraction(run_on), extraction(LINES))
    assert {one.fate for one in result.passages} == {Fate.KEPT}


def test_base_beside_proposed() -> None:
    text = "a) the old words of the item;\na) the brand new text proposed here;\nb) what both have in common,\n"
    spans = [Span(0, 29), Span(30, 66), Span(67, 94)]
    states = [State.BASE, State.PROPOSED, State.BOTH]
    provisions = tuple(
        Provision(f"noting/{n}", f"noting/{n}", Part.PREAMBLE, span, labels=("a",), state=state)
        for n, (span, state) in enumerate(zip(spans, states, strict=True))
    )
    document = SourceDocument("source/0", "draft.txt", "draft", "text/plain", text, "en", ())
    base = Reading(State.BASE, "", (spans[0], Span(66, len(text))), (), ())
    proposed = Reading(State.PROPOSED, "", (Span(30, len(text)),), (), ())
    result = compare_readings(Extraction(document, (base, proposed), provisions, (), (), (), ()))
    assert sorted(one.fate for one in result.passages) == [Fate.CAME, Fate.KEPT, Fate.WENT]
    assert (result.before, result.after) == ("draft.txt (base)", "draft.txt (proposed)")


def test_an_empty_text() -> None:
    empty = extraction([])
    assert compare(empty, empty).passages == ()
    assert {one.fate for one in compare(extraction(LINES), empty).passages} == {Fate.WENT}
    assert {one.fate for one in compare(empty, extraction(LINES)).passages} == {Fate.CAME}


def test_rendering() -> None:
    lines = [LINES[0], ("recalling/a", "a", "a) Resolution 130 (Rev. Dubai, 2018) of this <Conference>;"), *LINES[2:-1]]
    result = compared(lines)
    data = json.loads(json.dumps(to_json(result)))
    assert data["counts"]["went"] == 1
    assert data["passages"][1]["citations"][0]["move"] == "re-pointed"
    shown = to_text(result)
    assert "re-pointed: itu/pp/res/130 rev. 2014 -> itu/pp/res/130 rev. 2018" in shown
    assert "- went instructs/2" in shown
    assert "kept recalling" not in shown
    assert "kept recalling" in to_text(result, everything=True)
    page = to_html(result)
    assert "&lt;" in page
    assert "<Conference>" not in page
    assert page.count("<tr>") == len(result.passages) + 1
