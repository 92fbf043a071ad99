"""The notebooks run from top to bottom on the bundled samples, and are committed without output."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

import pytest

from instrgraph.resources import root

if TYPE_CHECKING:
    from pathlib import Path

NEEDED = ("nbclient", "nbformat", "ipykernel", "matplotlib", "pandas")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]
NOTEBOOKS = sorted((root() / "notebooks").glob("*.ipynb"))

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"the notebooks need {', '.join(MISSING)}")


def test_there_are_six() -> None:
    assert len(NOTEBOOKS) == 6


@pytest.mark.filterwarnings("ignore")  # the kernel's own warnings are not ours to mend
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs(path: Path) -> None:
    nbclient, nbformat = (importlib.import_module(name) for name in ("nbclient", "nbformat"))
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "committed with output"
    nbclient.NotebookClient(notebook, timeout=180, kernel_name="python3").execute()
