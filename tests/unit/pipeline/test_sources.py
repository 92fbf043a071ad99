"""Where documents come from: what is read, what is passed over, what is named as bad."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.pipeline.sources import Failure, Source, find_sources
from instrgraph.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(max_input_bytes=1000)


def found(*paths: object) -> list[Source | Failure]:
    return list(find_sources([str(path) for path in paths], SETTINGS))


def test_a_file_named_by_hand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    assert found(tmp_path / "a.txt") == [Source(str(tmp_path / "a.txt"), "a.txt", b"one", sought=True)]


def test_a_folder_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", ".hidden", "sub/c.txt"):
        (tmp_path / name).write_bytes(name.encode())
    sources = found(tmp_path)
    assert [(one.name, one.sought) for one in sources if isinstance(one, Source)] == [
        ("a.txt", False), ("b.txt", False), ("c.txt", False),
    ]  # fmt: skip


def test_an_archive_gives_its_files(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "set.zip", "w") as archive:
        archive.writestr("in/a.txt", "one")
        archive.writestr("b.txt", "two")
    (first, second) = found(tmp_path / "set.zip")
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert first.place == str(tmp_path / "set.zip/b.txt")
    assert second.place == str(tmp_path / "set.zip/in/a.txt")
    assert second.archive == str(tmp_path / "set.zip")
    assert second.data == b"one"


def test_a_missing_path_does_not_hide_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"one")
    (bad, good) = found(tmp_path / "missing.txt", tmp_path / "a.txt")
    assert isinstance(bad, Failure)
    assert isinstance(bad.error, UnreadableInput)
    assert "missing.txt: no such file" in str(bad)
    assert isinstance(good, Source)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 1001)
    (bad,) = found(tmp_path / "big.txt")
    assert isinstance(bad, Failure)
    assert isinstance(bad.error, InputTooLarge)
    assert "INSTRGRAPH_MAX_INPUT_BYTES" in str(bad)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        (bad,) = found(closed)
    finally:
        closed.chmod(0o700)
    assert isinstance(bad, Failure)
    assert "permission denied" in str(bad)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"some text")))
    assert found("-") == [Source("-", "-", b"some text", sought=True)]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 1001)))
    (bad,) = found("-")
    assert isinstance(bad, Failure)
