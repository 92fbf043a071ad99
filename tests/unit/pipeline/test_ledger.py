"""Which sources a build reads, keeps and lets go."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from instrgraph.pipeline.ledger import Ledger, Reader
from instrgraph.pipeline.sources import Source
from instrgraph.store.manifest import SourceEntry

if TYPE_CHECKING:
    from pathlib import Path

READER = Reader("grammar 1", "registry 1")


def entry(place: object, data: bytes = b"one", key: str = "", **others: str) -> SourceEntry:
    digest = hashlib.sha256(data).hexdigest()
    name = str(place).rpartition("/")[2]
    return SourceEntry(
        place=str(place), key=key or name, id=f"source/{digest[:16]}", name=name, sha256=digest,
        graph=f"graph/{digest[:16]}",
        grammar=others.get("grammar", READER.grammar), registry=others.get("registry", READER.registry), language="en",
    )  # fmt: skip


def source(place: object, data: bytes = b"one") -> Source:
    return Source(str(place), str(place).rpartition("/")[2], data, sought=True)


def test_what_did_not_change_is_known() -> None:
    ledger = Ledger.of([entry("/t/a.txt")])
    assert ledger.known(source("/t/a.txt"), "/t/a.txt", READER) == entry("/t/a.txt")


def test_what_changed_is_read() -> None:
    ledger = Ledger.of([entry("/t/a.txt")])
    assert ledger.known(source("/t/a.txt", b"two"), "/t/a.txt", READER) is None


def test_other_rules_facts_or_options_mean_reading_again() -> None:
    for reader in (
        Reader("grammar 2", "registry 1"),
        Reader("grammar 1", "registry 2"),
        Reader("grammar 1", "registry 1", "body=itu/pp"),
    ):
        assert Ledger.of([entry("/t/a.txt")]).known(source("/t/a.txt"), "/t/a.txt", reader) is None


def test_the_same_content_elsewhere_is_known_there() -> None:
    found = Ledger.of([entry("/t/a.txt")]).known(source("/t/b.txt"), "/t/b.txt", READER)
    assert found is not None
    assert (found.place, found.name, found.graph) == ("/t/b.txt", "b.txt", entry("/t/a.txt").graph)


def test_a_source_stays_while_its_file_is_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    ledger = Ledger.of([entry(tmp_path / "a.txt"), entry(tmp_path / "gone.txt", b"two")])
    assert [one.name for one in ledger.settle(only=False)] == ["gone.txt"]
    assert [one.name for one in ledger.entries()] == ["a.txt"]


def test_only_what_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    ledger = Ledger.of([entry(tmp_path / "a.txt"), entry(tmp_path / "b.txt", b"two")])
    ledger.keep(entry(tmp_path / "b.txt", b"two"))
    assert [one.name for one in ledger.settle(only=True)] == ["a.txt"]


def test_a_new_text_under_the_same_symbol_takes_the_place_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("one")
    (tmp_path / "other.txt").write_text("three")
    ledger = Ledger.of(
        [entry(tmp_path / "old.txt", key="PP22/44-E"), entry(tmp_path / "other.txt", b"three", key="PP22/45-E")]
    )
    ledger.add(entry(tmp_path / "new.txt", b"two", key="PP22/44-E"))
    assert [one.name for one in ledger.settle(only=False)] == ["old.txt"]
    assert [one.name for one in ledger.entries()] == ["new.txt", "other.txt"]


def test_a_member_leaves_with_the_archive_that_was_opened_without_it(tmp_path: Path) -> None:
    (tmp_path / "set.zip").write_text("archive")
    inside = entry(tmp_path / "set.zip/a.txt")
    untouched = Ledger.of([inside])
    assert untouched.settle(only=False) == ()
    opened = Ledger.of([inside])
    opened.archives.add(str(tmp_path / "set.zip"))
    assert opened.settle(only=False) == (inside,)
