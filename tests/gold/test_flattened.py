"""Tracked changes flattened as copying does it and read back: how many are recovered, and none falsely for sure."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from instrgraph.pipeline.extraction import extract
from instrgraph.reading import read, readings
from making.amended import LANGUAGES, drafts
from making.flattening import HIGH, WITNESSED, Outcome, outcomes, outcomes_at_random
from making.tracked import SITUATIONS

RIGHT_OF_WITNESSED = 0.97
SEEDS = 90
DRAFTS = {f"{one.language}: {one.name}": one for one in drafts()}


@cache
def found() -> tuple[Outcome, ...]:
    return tuple(outcomes())


def shares(group: str, *, witness: bool) -> Counter[str]:
    return Counter(one.result for one in found() if one.group.startswith(group) and one.witness is witness)


def test_size():
    assert len(SITUATIONS) == 80
    assert len(WITNESSED) == 7
    assert len(DRAFTS) == 36
    assert shares("made", witness=True).total() + shares("made", witness=False).total() >= 70
    assert shares("drafts", witness=True).total() >= 390


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_a_witness_is_recovered(language):
    counts = shares(f"drafts, {language}", witness=True)
    assert counts.total() >= 60
    assert counts["right"] >= RIGHT_OF_WITNESSED * counts.total(), counts


def test_both_sources_together():
    counts = shares("", witness=True)
    assert counts["right"] >= RIGHT_OF_WITNESSED * counts.total(), counts


def test_made_word_files():
    # Three of seven can be read in two ways: what comes before what goes, a first revision marked as one or not.
    counts = shares("made", witness=True)
    assert counts["right"] >= 4
    assert counts["wrong"] <= 1


def test_nothing_wrong_at_high_confidence():
    assert [one for one in found() if one.result == "wrong" and one.confidence >= HIGH] == []


def test_nothing_is_made_up():
    assert [one for one in found() if one.kind == "none"] == []
    assert [one for one in found() if not one.witness and one.result != "not at all"] == []


@pytest.mark.parametrize("name", ["replacement before deletion", "Chinese"])
def test_two_ways_to_read_are_both_given(name):
    tracked = read(SITUATIONS[name], name="a.docx")
    true = {tuple((edit.kind, edit.span) for edit in change.edits) for change in tracked.changes}
    (change,) = read(tracked.text).changes
    ways = {tuple((edit.kind, edit.span) for edit in edits) for edits in (change.edits, *change.alternatives)}
    assert true <= ways


@pytest.mark.parametrize("name", DRAFTS)
def test_the_word_file_holds_the_same_changes(name):
    draft = DRAFTS[name]
    document = read(draft.word, name="a.docx")
    base, proposed = readings(document)
    assert document.text == draft.flat
    assert base.text.strip() == draft.base
    assert proposed.text.strip() == draft.proposed


def test_proposals_made_at_random():
    random = outcomes_at_random(SEEDS)
    told = Counter(one.result for one in random if one.witness)
    assert told.total() > 1000
    assert told["right"] >= 0.995 * told.total(), told
    assert [one for one in random if one.result == "wrong" and one.confidence >= HIGH] == []


@pytest.mark.parametrize("state", ["base", "proposed"])
def test_clean_texts_show_no_changes(state):
    texts = {name: getattr(draft, state) for name, draft in DRAFTS.items()}
    found = {name: [change.evidence for change in read(text).changes] for name, text in texts.items()}
    assert len(found) == 36
    assert {name: evidence for name, evidence in found.items() if evidence} == {}


def rows(source: bytes | str) -> tuple[list[object], list[object]]:
    found = extract(read(source, name="a.docx" if isinstance(source, bytes) else "a.txt"))
    citations = [(one.text, one.instrument, one.revision, one.clause, one.state) for one in found.citations]
    mandates = [(one.clause, one.addressee, one.force, one.state) for one in found.mandates]
    return sorted(map(str, citations)), sorted(map(str, mandates))


@pytest.mark.parametrize("name", DRAFTS)
def test_flattened_text_gives_the_citations_and_mandates_of_the_word_file(name):
    draft = DRAFTS[name]
    from_word = rows(draft.word)
    assert len(from_word[0]) >= 6
    assert len(from_word[1]) >= 4
    assert rows(draft.flat) == from_word


def test_what_text_cannot_hold_is_said():
    draft = DRAFTS["en: many changes"]
    (note,) = read(draft.flat).notes
    assert note.message.startswith("the text bears no marks of changes")
    assert read(draft.word, name="a.docx").notes == ()
    assert read(draft.proposed).notes == ()
