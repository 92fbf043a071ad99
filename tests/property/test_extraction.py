"""Laws of the extraction: copies of a text that differ in form alone give the same citations; nothing is dropped."""

from __future__ import annotations

import unicodedata

import pytest

from instrgraph import reading
from instrgraph.grammar.files import load
from instrgraph.model import LinkStatus, Specificity, State
from instrgraph.pipeline.extraction import extract
from instrgraph.resources import LANGUAGES

SENTENCES = [(language, example["text"]) for language in LANGUAGES for rule in load(language, "rules.toml")["rule"]
             for example in rule["accepts"]]  # fmt: skip


def _rows(text, language):
    found = extract(reading.read(text, language=language)).citations
    return sorted((one.instrument or "", one.revision or 0, one.edition or "", one.kind) for one in found)


COPIES = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "typographic apostrophes": lambda text: text.replace("'", "\u2019"),
    "non-breaking hyphens": lambda text: text.replace("-", "\u2011"),
    "full-width digits": lambda text: text.translate({ord("0") + value: 0xFF10 + value for value in range(10)}),
    "soft hyphens": lambda text: text.replace("tion", "ti\u00adon"),
}


def test_there_are_sentences():
    assert len(SENTENCES) >= 190


@pytest.mark.parametrize("copy", COPIES)
def test_a_copy_gives_the_same_rows(copy):
    differing = [(language, text) for language, text in SENTENCES
                 if _rows(text, language) != _rows(COPIES[copy](text), language)]  # fmt: skip
    assert not differing


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_found_holds_together(language):
    for _, text in (one for one in SENTENCES if one[0] == language):
        extraction = extract(reading.read(text, language=language))
        for one in extraction.citations:
            assert one.core.of(extraction.document.text) == one.text
            assert one.anchor.contains(one.core)
            assert (one.status is LinkStatus.LINKED) == (one.instrument is not None)
            assert one.instrument is not None or one.reason
            assert one.status is not LinkStatus.AMBIGUOUS or one.candidates
            assert (one.specificity is Specificity.PINNED) == bool(one.revision or one.edition)
            assert one.state is State.BOTH
        assert len({one.id for one in extraction.citations}) == len(extraction.citations)
