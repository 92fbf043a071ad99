"""Folding keeps the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instrgraph.grammar.folding import fold, fold_word


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("RÉSOLUTION 130 (Rév. Dubaï, 2018)", "resolution 130 (rev. dubai, 2018)"),
        ("Пересмотренная Ёлка", "пересмотренная елка"),
        ("القـرار ١٣٠", "القرار 130"),
        ("第１３４４号决议（C12）", "第1344号决议(c12)"),
        ("UIT\u2011T\u00a0X.509", "uit-t x.509"),
        ("l\u2019Assemblée «A»", 'l\'assemblee "a"'),
        ("soft\u00adhyphen", "softhyphen"),
        ("60/252\u00b2", "60/252\u00b2"),  # a superscript is a footnote mark, no digit of the number
    ],
)
def test_folds(text, folded):
    assert fold(text).text == folded


@pytest.mark.parametrize("text", ["Résolution é", "Хайдарабад й", "القرار المراجَع"])
def test_composed_and_decomposed_fold_alike(text):
    assert fold_word(unicodedata.normalize("NFD", text)) == fold_word(unicodedata.normalize("NFC", text))


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_spans_map_back_in_order_and_inside(text, first, second):
    folded = fold(text)
    start, end = sorted((min(first, len(folded.text)), min(second, len(folded.text))))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert fold(span.of(text)).text.startswith(folded.text[start:end][:1])


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    once = fold(text).text
    assert fold(once).text == once
