"""The folder of a store: numbered snapshots that never change, one of them current, one writer at a time.

::

    STORE/lock                        held while a build writes
    STORE/current -> snapshots/000012
    STORE/snapshots/000012/graph/     the Oxigraph files
    STORE/snapshots/000012/manifest.json
    STORE/snapshots/000012/in-use     locked (shared) by each reader, so that cleaning up leaves it alone
    STORE/building/                   the snapshot that is being made; left over only where a build was killed

A snapshot is built beside the others and becomes current by renaming: killed at any moment, the last one stands.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.errors import StoreLocked, StoreUnavailable
from instrgraph.store import manifest as manifests
from instrgraph.store.faults import store_fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from instrgraph.store.manifest import Manifest
    from instrgraph.store.oxigraph import OxigraphStore


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One immutable state of a store on disk."""

    folder: Path
    manifest: Manifest

    @property
    def number(self) -> int:
        """The number of the snapshot, from 1."""
        return self.manifest.number

    @property
    def graph(self) -> Path:
        """The folder of the Oxigraph files; open it read-only."""
        return self.folder / "graph"

    @contextmanager
    def held(self) -> Iterator[Path]:
        """Hold the snapshot for as long as the block runs, so that no build removes it, and give its graph folder.

        Raises:
            StoreUnavailable: it was removed already; take the current one.
        """
        try:
            descriptor = _lock(self.folder / "in-use", fcntl.LOCK_SH)
        except OSError as error:
            raise store_fault(error, self.folder) from error
        try:
            if not self.graph.is_dir():
                raise StoreUnavailable(f"{self.folder}: removed by a later build; open the store again")
            yield self.graph
        finally:
            os.close(descriptor)


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """A folder of snapshots; it need not exist yet."""

    root: Path

    @property
    def building(self) -> Path:
        """The folder in which the next snapshot is made."""
        return self.root / "building"

    def current(self) -> Snapshot | None:
        """Return the current snapshot, None where nothing was built yet.

        Raises:
            StoreUnavailable: the folder holds something else, or its manifest cannot be read.
        """
        link = self.root / "current"
        try:
            target = link.readlink()
        except FileNotFoundError:
            self._check_folder()
            return None
        except OSError as error:
            raise store_fault(error, self.root) from error
        folder = self.root / target
        return Snapshot(folder, manifests.load(folder))

    def _check_folder(self) -> None:
        if self.root.exists() and not self.root.is_dir():
            raise StoreUnavailable(f"{self.root}: a file, not the folder of a store; name another with --store")

    def opened(self) -> Snapshot:
        """Return the current snapshot.

        Raises:
            StoreUnavailable: nothing was built yet.
        """
        found = self.current()
        if found is None:
            raise StoreUnavailable(
                f"{self.root}: no store there yet; build one with: instrgraph build PATH --store {self.root}"
            )
        return found

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Return the snapshots that are kept, oldest first."""
        folders = sorted(path for path in (self.root / "snapshots").glob("[0-9]*") if (path / manifests.NAME).is_file())
        return tuple(Snapshot(folder, manifests.load(folder)) for folder in folders)

    def snapshot(self, number: int) -> Snapshot:
        """Return the snapshot with this number.

        Raises:
            StoreUnavailable: it is not kept.
        """
        folder = self.root / "snapshots" / _name(number)
        if not folder.is_dir():
            kept = ", ".join(str(found.number) for found in self.snapshots()) or "none"
            raise StoreUnavailable(f"{self.root}: snapshot {number} is not kept; there are: {kept}")
        return Snapshot(folder, manifests.load(folder))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the store for writing while the block runs; what a killed build left behind is removed first.

        Raises:
            StoreLocked: another build holds it.
            StoreFull: there is no room.
            StoreUnavailable: the folder cannot be made or written, or holds something else.
        """
        try:
            self._check_ours()
            (self.root / "snapshots").mkdir(parents=True, exist_ok=True)
            descriptor = _lock(self.root / "lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreLocked(f"{self.root}: another build holds the store; wait until it ends") from error
        except OSError as error:
            raise store_fault(error, self.root) from error
        try:
            self._clean()
            yield
        except OSError as error:
            raise store_fault(error, self.root) from error
        finally:
            shutil.rmtree(self.building, ignore_errors=True)
            os.close(descriptor)

    def _check_ours(self) -> None:
        if not self.root.is_dir():
            self._check_folder()
            return
        ours = {"lock", "current", "current.new", "snapshots", "building", "sent"}
        strange = sorted(path.name for path in self.root.iterdir() if path.name not in ours)
        if strange:
            raise StoreUnavailable(f"{self.root}: holds other files ({strange[0]}); name an empty folder with --store")

    def _clean(self) -> None:
        shutil.rmtree(self.building, ignore_errors=True)
        (self.root / "current.new").unlink(missing_ok=True)
        published = self.next_number() - 1
        for folder in (self.root / "snapshots").iterdir():
            number = int(folder.name) if folder.name.isdigit() else 0
            if number > published or not (folder / manifests.NAME).is_file():
                shutil.rmtree(folder)

    def start(self, previous: Snapshot | None) -> OxigraphStore:
        """Open the store that will be the next snapshot: a copy of ``previous`` (files shared), or an empty one."""
        from instrgraph.store.oxigraph import OxigraphStore  # noqa: PLC0415  (readers of manifests need no engine)

        self.building.mkdir()
        graph = self.building / "graph"
        if previous is not None:
            with OxigraphStore(previous.graph, read_only=True) as before:
                before.backup(graph)
        return OxigraphStore(graph)

    def publish(self, manifest: Manifest) -> Snapshot:
        """Make what stands in ``building`` the current snapshot; its store must be closed."""
        self._settle()
        (self.building / "in-use").touch()
        with (self.building / manifests.NAME).open("w", encoding="utf-8") as file:
            file.write(manifests.written(manifest))
            file.flush()
            os.fsync(file.fileno())
        _sync(self.building / "graph")
        folder = self.root / "snapshots" / _name(manifest.number)
        self.building.rename(folder)
        _sync(folder.parent)
        fresh = self.root / "current.new"
        fresh.symlink_to(folder.relative_to(self.root))
        fresh.replace(self.root / "current")
        _sync(self.root)
        return Snapshot(folder, manifest)

    def _settle(self) -> None:
        # The engine drops its logs, by now twice the size of what they led to, only when it is opened the next time.
        from instrgraph.store.oxigraph import OxigraphStore  # noqa: PLC0415  (readers of manifests need no engine)

        with OxigraphStore(self.building / "graph") as store:
            store.flush()

    def next_number(self) -> int:
        """Return the number of the next snapshot: one after the current."""
        found = self.current()
        return 1 if found is None else found.number + 1

    def prune(self, keep: int) -> tuple[int, ...]:
        """Remove all but the last ``keep`` snapshots, save those that a reader holds; return the numbers removed."""
        current = self.opened().number
        old = [found for found in self.snapshots() if found.number <= current - max(keep, 1)]
        return tuple(found.number for found in old if _remove(found))


def _remove(snapshot: Snapshot) -> bool:
    try:
        descriptor = _lock(snapshot.folder / "in-use", fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    try:
        (snapshot.folder / manifests.NAME).unlink()  # first, so that half a snapshot is never listed
        shutil.rmtree(snapshot.folder)
    finally:
        os.close(descriptor)
    return True


def _lock(path: Path, how: int) -> int:
    # A reader may have no right to write, and finds the file there.
    descriptor = os.open(path, os.O_RDONLY if how == fcntl.LOCK_SH else os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(descriptor, how)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(number: int) -> str:
    return f"{number:06d}"
