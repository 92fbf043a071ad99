"""What the README shows is true: its commands run, and their output is what it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from instrgraph.resources import samples

README = Path(__file__).parents[2] / "README.md"
COMMANDS = re.findall(r"^\$ (instrgraph .+)$((?:\n(?!\$|```).+)*)", README.read_text(encoding="utf-8"), re.MULTILINE)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme") / "store"
    subprocess.run(
        [sys.executable, "-m", "instrgraph", "build", str(samples()), "--store", str(place)],
        check=True,
        capture_output=True,
    )
    return place


def test_the_readme_shows_commands() -> None:
    assert len(COMMANDS) >= 8


@pytest.mark.parametrize(("command", "output"), COMMANDS)
def test_a_command_of_the_readme(store: Path, command: str, output: str) -> None:
    found = subprocess.run(
        ["bash", "-c", command.replace("instrgraph", f"{sys.executable} -m instrgraph", 1)],
        capture_output=True,
        check=False,
        cwd=README.parent,
        env={**os.environ, "INSTRGRAPH_STORE": str(store)},
    )
    assert found.returncode == 0, found.stderr
    shown = found.stdout.decode()
    assert shown.strip()
    for line in output.strip().splitlines():
        assert line in shown.splitlines()
