"""A few mutants of each format, and every one that ever did harm; ``tests/stress`` runs many more."""

from __future__ import annotations

from pathlib import Path

import pytest

from making.mutations import mutants, survives

COUNTS = {"text": 300, "html": 300, "akn": 300, "markdown": 300, "docx": 300, "pdf": 6}
CRASHES = Path(__file__).parents[3] / "stress" / "crashes"


@pytest.mark.parametrize("form", COUNTS)
def test_mutants(form):
    tried = 0
    for data in mutants(form, COUNTS[form], seed=1):
        survives(data, f"a.{'md' if form == 'markdown' else form}")
        tried += 1
    assert tried == COUNTS[form]


@pytest.mark.parametrize("path", sorted(CRASHES.glob("*/*")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_once_did_harm(path):
    survives(path.read_bytes(), path.name)
