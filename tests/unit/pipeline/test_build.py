"""Building: what stands, what goes, what is read again, and what happens to bad files."""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from instrgraph.errors import StoreLocked
from instrgraph.pipeline.build import BuildOptions, BuildReport, build
from instrgraph.settings import Settings
from instrgraph.store.canonical import checksum, graph_digest
from instrgraph.store.folder import StoreFolder
from instrgraph.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from pathlib import Path

ONE = "recalling\n\na) resolution 71/199 of the General Assembly;\n"
TWO = "recalling\n\na) resolution 70/1 of the General Assembly;\n"


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE)
    (folder / "two.txt").write_text(TWO)
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "store")


@pytest.fixture
def whole() -> None:
    """Ask for this to build with the whole registry and ontology."""


@pytest.fixture(autouse=True)
def light(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # What these tests are about does not turn on the registry, whose 40,000 statements take the time of a build.
    if "whole" not in request.fixturenames:
        monkeypatch.setattr("instrgraph.pipeline.build.write_background", lambda _: set())


def source_graphs(folder: StoreFolder) -> list[str]:
    return [name.rpartition("/")[2] for name in folder.opened().manifest.graphs if "/graph/source/" in name]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_a_first_build(folder: StoreFolder, texts: Path, whole: None) -> None:
    report = build(folder, [texts])
    assert (report.documents, report.read, report.published, report.snapshot) == (2, 2, True, 1)
    assert report.counts.citations == report.counts.linked == 2
    assert sorted(source_graphs(folder)) == sorted([digest(ONE), digest(TWO)])


def test_the_manifest_tells_the_truth(folder: StoreFolder, texts: Path, whole: None) -> None:
    build(folder, [texts])
    snapshot = folder.opened()
    with snapshot.held() as graph, OxigraphStore(graph, read_only=True) as store:
        found = {name: graph_digest(store, name) for name in store.graphs()}
        triples = {(quad.subject, quad.predicate, quad.object) for quad in store.quads()}
    assert {name: (entry.quads, entry.sha256) for name, entry in snapshot.manifest.graphs.items()} == found
    assert f"{Settings().base}graph/void" in found
    assert snapshot.manifest.triples == len(triples)
    assert snapshot.manifest.checksum == checksum((name, sha256) for name, (_, sha256) in found.items())
    assert [entry.name for entry in snapshot.manifest.sources] == ["one.txt", "two.txt"]


def test_nothing_new_publishes_nothing(folder: StoreFolder, texts: Path, whole: None) -> None:
    build(folder, [texts])
    report = build(folder, [texts])
    assert (report.read, report.unchanged, report.published, report.snapshot) == (0, 2, False, 1)


def test_reading_again_gives_the_same_counts(folder: StoreFolder, texts: Path) -> None:
    first = build(folder, [texts])
    again = build(folder, [texts], BuildOptions(again=True))
    assert (again.read, again.counts, again.quads) == (2, first.counts, first.quads)


def test_a_changed_source_takes_the_place_of_its_predecessor(folder: StoreFolder, texts: Path) -> None:
    build(folder, [texts])
    (texts / "one.txt").write_text(ONE.replace("71/199", "72/1"))
    report = build(folder, [texts])
    assert (report.documents, report.read, report.unchanged) == (2, 1, 1)
    assert digest(ONE) not in source_graphs(folder)


def test_a_vanished_source_leaves(folder: StoreFolder, texts: Path) -> None:
    build(folder, [texts])
    (texts / "two.txt").unlink()
    report = build(folder, [texts])
    assert report.removed == (str(texts / "two.txt"),)
    assert source_graphs(folder) == [digest(ONE)]


def test_what_is_not_named_stays(folder: StoreFolder, texts: Path) -> None:
    build(folder, [texts / "one.txt"])
    assert build(folder, [texts / "two.txt"]).documents == 2
    assert build(folder, [texts / "two.txt"], BuildOptions(only=True)).documents == 1


def test_one_content_in_two_places_is_one_document(folder: StoreFolder, texts: Path) -> None:
    (texts / "copy.txt").write_text(ONE)
    assert build(folder, [texts]).documents == 2
    (texts / "one.txt").unlink()
    report = build(folder, [texts])
    assert (report.documents, report.read) == (2, 0)
    assert digest(ONE) in source_graphs(folder)


def test_a_bad_file_is_named_and_the_rest_goes_on(folder: StoreFolder, texts: Path) -> None:
    (texts / "bad.txt").write_bytes(b"")
    report = build(folder, [texts])
    assert [failure.place for failure in report.failures] == [str(texts / "bad.txt")]
    assert report.documents == 2


def test_a_file_that_turned_bad_keeps_its_last_good_reading(folder: StoreFolder, texts: Path) -> None:
    build(folder, [texts])
    (texts / "one.txt").write_bytes(b"")
    report = build(folder, [texts])
    assert len(report.failures) == 1
    assert report.documents == 2
    assert digest(ONE) in source_graphs(folder)


def test_the_last_snapshots_are_kept(folder: StoreFolder, texts: Path) -> None:
    for number in range(4):
        (texts / "one.txt").write_text(ONE.replace("199", str(number)))
        build(folder, [texts], settings=Settings(keep_snapshots=2))
    assert [one.number for one in folder.snapshots()] == [3, 4]


def test_two_builds_at_a_time(folder: StoreFolder, texts: Path) -> None:
    with folder.writing(), pytest.raises(StoreLocked):
        build(folder, [texts])


_KILLED = """
import os, signal, sys
from pathlib import Path
from instrgraph.pipeline.build import build
from instrgraph.store.folder import StoreFolder
seen = []
def progress(place):
    seen.append(place)
    if len(seen) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
build(StoreFolder(Path(sys.argv[1])), [Path(sys.argv[2])], progress=progress)
"""


def test_killed_in_the_middle_the_next_build_completes(folder: StoreFolder, texts: Path) -> None:
    build(folder, [texts / "one.txt"])
    found = subprocess.run([sys.executable, "-c", _KILLED, str(folder.root), str(texts)], check=False)
    assert found.returncode == -signal.SIGKILL
    assert folder.building.exists()
    assert folder.opened().number == 1
    report: BuildReport = build(folder, [texts])
    assert (report.documents, report.snapshot) == (2, 2)
    assert not folder.building.exists()
