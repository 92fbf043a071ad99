"""Mutants by the hundred thousand: ``make stress``. What does harm is kept in ``crashes`` and read ever after.

``INSTRGRAPH_MUTANTS`` is a share of the full numbers (1 by default), ``INSTRGRAPH_SEED`` where chance begins.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from making.mutations import mutants, survives

FULL = {"text": 1_000_000, "html": 1_000_000, "akn": 1_000_000, "markdown": 100_000, "docx": 100_000, "pdf": 20_000}
CRASHES = Path(__file__).parent / "crashes"


@pytest.mark.stress
@pytest.mark.parametrize("form", FULL)
def test_mutants(form, record_property):
    count = max(1, round(FULL[form] * float(os.environ.get("INSTRGRAPH_MUTANTS", "1"))))
    harm = []
    for data in mutants(form, count, int(os.environ.get("INSTRGRAPH_SEED", "0"))):
        try:
            survives(data, f"a.{'md' if form == 'markdown' else form}")
        except Exception as error:  # noqa: BLE001  (whatever it is, it is harm)
            folder = CRASHES / form
            folder.mkdir(parents=True, exist_ok=True)
            name = hashlib.sha256(data).hexdigest()[:16] + (".md" if form == "markdown" else "")
            (folder / name).write_bytes(data)
            harm.append(f"{form}/{name}: {type(error).__name__}: {error}"[:300])
    record_property("mutants", count)
    assert not harm, "\n".join(harm[:20])
