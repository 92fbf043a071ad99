"""The wheel: data and ontology travel in it, and it works without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (ROOT / "pyproject.toml").is_file():
        pytest.skip("no checkout around these tests")
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(place), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


@pytest.mark.parametrize("part", ["data/lang", "data/registry", "data/samples", "ontology"])
def test_nothing_is_missing(unpacked: Path, part: str) -> None:
    there = {path.relative_to(unpacked / "instrgraph") for path in (unpacked / "instrgraph" / part).rglob("*")}
    wanted = {path.relative_to(ROOT) for path in (ROOT / part).rglob("*") if path.is_file()}
    assert len(wanted) > 5
    assert wanted <= there


def test_the_types_travel(unpacked: Path) -> None:
    assert (unpacked / "instrgraph" / "py.typed").is_file()


def test_it_works_without_the_checkout(unpacked: Path, tmp_path: Path) -> None:
    script = "import instrgraph.resources as r, sys; print(r.root()); from instrgraph.cli import main; main()"
    found = subprocess.run(
        [sys.executable, "-P", "-c", script, "extract", "-"],
        input=b"A/RES/71/199 and Security Council resolution 1325 (2000)\n\nSome text stands below.\n",
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
    )
    assert found.returncode == 0, found.stderr
    place, *rows = found.stdout.decode().splitlines()
    assert place == str(unpacked / "instrgraph")
    assert any('"un/sc/res/1325"' in row for row in rows)
