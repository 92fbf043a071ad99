"""The folder of snapshots: published by renaming, immutable, numbered, held by readers, one writer at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from instrgraph.errors import StoreFull, StoreLocked, StoreUnavailable
from instrgraph.store.canonical import checksum, graph_digest
from instrgraph.store.folder import Snapshot, StoreFolder
from instrgraph.store.manifest import GraphEntry, Manifest, load
from instrgraph.store.oxigraph import OxigraphStore

if TYPE_CHECKING:
    from pathlib import Path

GRAPH = "http://example.org/graph"
EMPTY = Manifest(number=1, created="2026-01-01T00:00:00Z", version="0", grammar="0", registry="0", base="", checksum="")


def quads(*names: str) -> list[ox.Quad]:
    return [
        ox.Quad(ox.NamedNode("http://example.org/s"), ox.NamedNode("http://example.org/p"), ox.Literal(name))
        for name in names
    ]


def publish(folder: StoreFolder, *names: str) -> Snapshot:
    with folder.writing():
        store = folder.start(folder.current())
        store.replace(GRAPH, quads(*names))
        graphs = {GRAPH: GraphEntry(*graph_digest(store, GRAPH))}
        store.flush()
        store.close()
        total = checksum((name, entry.sha256) for name, entry in graphs.items())
        return folder.publish(replace(EMPTY, number=folder.next_number(), graphs=graphs, checksum=total))


def values(snapshot: Snapshot) -> set[str]:
    with snapshot.held() as graph, OxigraphStore(graph, read_only=True) as store:
        return {quad.object.value for quad in store.quads() if isinstance(quad.object, ox.Literal)}


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "store")


def test_nothing_is_there_before_the_first_build(folder: StoreFolder) -> None:
    assert folder.current() is None
    assert folder.snapshots() == ()
    with pytest.raises(StoreUnavailable, match="instrgraph build"):
        folder.opened()


def test_snapshots_are_numbered_and_the_last_is_current(folder: StoreFolder) -> None:
    publish(folder, "a")
    publish(folder, "b")
    assert [one.number for one in folder.snapshots()] == [1, 2]
    assert folder.opened().number == 2
    assert values(folder.opened()) == {"b"}
    assert values(folder.snapshot(1)) == {"a"}
    assert not folder.building.exists()


def test_a_snapshot_that_is_not_kept(folder: StoreFolder) -> None:
    publish(folder, "a")
    with pytest.raises(StoreUnavailable, match="there are: 1"):
        folder.snapshot(7)


def test_the_next_snapshot_starts_from_the_last(folder: StoreFolder) -> None:
    publish(folder, "a")
    with folder.writing(), folder.start(folder.current()) as store:
        assert len(list(store.quads())) == 1
    assert folder.opened().number == 1


def test_a_reader_keeps_what_it_reads(folder: StoreFolder) -> None:
    first = publish(folder, "a")
    with first.held() as graph, OxigraphStore(graph, read_only=True) as reading:
        publish(folder, "b")
        publish(folder, "c")
        assert folder.prune(1) == (2,)
        assert [quad.object.value for quad in reading.quads() if isinstance(quad.object, ox.Literal)] == ["a"]
    assert folder.prune(1) == (1,)
    assert [one.number for one in folder.snapshots()] == [3]
    with pytest.raises(StoreUnavailable), first.held():
        pass


def test_pruning_keeps_the_last(folder: StoreFolder) -> None:
    for name in "abcd":
        publish(folder, name)
    assert folder.prune(2) == (1, 2)
    assert folder.prune(0) == (3,)
    assert values(folder.opened()) == {"d"}


def test_a_second_build_is_refused(folder: StoreFolder) -> None:
    with folder.writing(), pytest.raises(StoreLocked, match="another build"), folder.writing():
        pass
    with folder.writing():
        pass


def test_a_failed_build_leaves_the_last_snapshot(folder: StoreFolder) -> None:
    publish(folder, "a")
    with pytest.raises(ZeroDivisionError), folder.writing():
        folder.start(folder.current()).replace(GRAPH, quads("b") if 1 / 0 else ())
    assert values(folder.opened()) == {"a"}
    assert not folder.building.exists()


_KILLED = """
import sys
from pathlib import Path
from instrgraph.store.folder import StoreFolder
folder = StoreFolder(Path(sys.argv[1]))
with folder.writing():
    store = folder.start(folder.current())
    print("writing", flush=True)
    sys.stdin.read()
"""


def test_killed_in_the_middle_the_last_snapshot_stands(folder: StoreFolder) -> None:
    publish(folder, "a")
    with subprocess.Popen(
        [sys.executable, "-c", _KILLED, str(folder.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"writing\n"
        with pytest.raises(StoreLocked), folder.writing():
            pass
        process.send_signal(signal.SIGKILL)
    assert folder.building.exists()
    assert values(folder.opened()) == {"a"}
    publish(folder, "b")
    assert values(folder.opened()) == {"b"}
    assert not folder.building.exists()


def test_killed_between_renaming_and_switching(folder: StoreFolder) -> None:
    publish(folder, "a")
    publish(folder, "b")
    (folder.root / "current").unlink()
    (folder.root / "current").symlink_to("snapshots/000001")
    (folder.root / "current.new").symlink_to("snapshots/000002")
    assert values(folder.opened()) == {"a"}
    publish(folder, "c")
    assert values(folder.opened()) == {"c"}
    assert [one.number for one in folder.snapshots()] == [1, 2]


def test_a_snapshot_half_removed_is_cleaned_up(folder: StoreFolder) -> None:
    publish(folder, "a")
    publish(folder, "b")
    (folder.snapshot(1).folder / "manifest.json").unlink()
    assert [one.number for one in folder.snapshots()] == [2]
    with folder.writing():
        pass
    assert sorted(path.name for path in (folder.root / "snapshots").iterdir()) == ["000002"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("do not touch")
    with pytest.raises(StoreUnavailable, match=r"letter\.txt"), StoreFolder(tmp_path).writing():
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("x")
    with pytest.raises(StoreUnavailable):
        StoreFolder(tmp_path / "store").current()
    with pytest.raises(StoreUnavailable), StoreFolder(tmp_path / "store").writing():
        pass


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"format": 1}', '{"format": 2}', '{"format": 1, "sources": [{}]}']
)
def test_a_manifest_that_is_not_ours(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content)
    with pytest.raises(StoreUnavailable, match=r"manifest\.json"):
        load(tmp_path)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small file system needs root on Linux"
)
def test_a_full_disk(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(small)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not let us mount a small file system")
    try:
        folder = StoreFolder(small / "store")
        publish(folder, "a")
        with pytest.raises(StoreFull, match="no room"):
            publish(folder, *(str(number) * 50 for number in range(20_000)))
        assert values(folder.opened()) == {"a"}
        assert not folder.building.exists()
    finally:
        for _ in range(20):
            if subprocess.run(["umount", str(small)], capture_output=True, check=False).returncode == 0:
                break
            time.sleep(0.1)
