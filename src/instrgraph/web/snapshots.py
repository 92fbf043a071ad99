"""Which snapshot is current, and where the earlier ones are that are still kept."""

from __future__ import annotations

import time
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from instrgraph.errors import NotFound, StoreUnavailable
from instrgraph.store.folder import StoreFolder

if TYPE_CHECKING:
    from pathlib import Path

    from instrgraph.store.folder import Snapshot as FolderSnapshot


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An immutable state of the store: its number, when it was made, and the folder of its engine's files."""

    number: int
    created: datetime
    path: Path
    checksum: str = ""

    @property
    def id(self) -> str:
        """What stands for the snapshot in ETags and cursors."""
        return f"s{self.number}"

    @property
    def last_modified(self) -> str:
        """When it was made, as HTTP writes it."""
        return self.created.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")


class Snapshots(Protocol):
    """Where snapshots come from."""

    def current(self) -> Snapshot:
        """Return the newest one.

        Raises:
            StoreUnavailable: there is none.
        """

    def find(self, number: int) -> Snapshot:
        """Return the one with that number.

        Raises:
            NotFound: it is not kept any more, or never was.
        """


class KeptSnapshots:
    """The snapshots of a store folder; the newest ones that were served are held, so that no build removes them."""

    def __init__(self, root: Path, hold: int = 3) -> None:
        self._folder = StoreFolder(root)
        self._hold = hold
        self._held: OrderedDict[int, tuple[Snapshot, ExitStack]] = OrderedDict()
        self._target: Path | None = None
        self._current = self._take(self._folder.opened())

    def _take(self, found: FolderSnapshot) -> Snapshot:
        held = self._held.get(found.number)
        if held is not None:
            self._held.move_to_end(found.number)
            return held[0]
        stack = ExitStack()
        path = stack.enter_context(found.held())
        created = datetime.fromisoformat(found.manifest.created)
        created = created if created.tzinfo else created.replace(tzinfo=UTC)
        snapshot = Snapshot(found.number, created, path, found.manifest.checksum)
        self._held[found.number] = (snapshot, stack)
        while len(self._held) > self._hold:
            _, (_, oldest) = self._held.popitem(last=False)
            oldest.close()
        return snapshot

    def current(self) -> Snapshot:
        """Return the newest one.

        Raises:
            StoreUnavailable: the folder is gone.
        """
        try:
            target = (self._folder.root / "current").readlink()
        except OSError as error:
            raise StoreUnavailable(f"{self._folder.root}: {error.strerror}; build the store again") from error
        if target != self._target:
            self._current = self._take(self._folder.opened())
            self._target = target
        return self._current

    def find(self, number: int) -> Snapshot:
        """Return the one with that number.

        Raises:
            NotFound: it is not kept any more, or never was.
        """
        try:
            return self._take(self._folder.snapshot(number))
        except StoreUnavailable as error:
            raise NotFound(f"snapshot {number} is not kept any more; begin again on the current one") from error


def snapshots(path: Path) -> Snapshots:
    """Return the snapshots at ``path``: a store folder, or a folder of Oxigraph files as it is.

    Raises:
        StoreUnavailable: it is neither.
    """
    return OneSnapshot(path) if (path / "CURRENT").is_file() else KeptSnapshots(path)


class OneSnapshot:
    """An Oxigraph folder without numbers: one snapshot that never changes."""

    def __init__(self, path: Path) -> None:
        if not (path / "CURRENT").is_file():
            raise StoreUnavailable(f"{path}: no store there; build it with: instrgraph build PATH --store {path}")
        _check_merge(path)
        created = datetime.fromtimestamp((path / "CURRENT").stat().st_mtime, UTC)
        self._snapshot = Snapshot(1, created, path)

    def current(self) -> Snapshot:
        """Return the only one."""
        return self._snapshot

    def find(self, number: int) -> Snapshot:
        """Return the only one, if it is that."""
        if number != self._snapshot.number:
            raise NotFound(f"snapshot {number} is not kept; the current one is {self._snapshot.number}")
        return self._snapshot


def _check_merge(path: Path) -> None:
    import pyoxigraph as ox  # noqa: PLC0415  (a numbered snapshot needs no look)

    store = ox.Store.read_only(str(path))
    merged = next(store.quads_for_pattern(None, None, None, ox.DefaultGraph()), None)
    if merged is None and next(store.named_graphs(), None) is not None:
        raise StoreUnavailable(
            f"{path}: its default graph is empty, so that queries would find nothing; serve the folder of a store that"
            " instrgraph build made"
        )


class Watched:
    """Snapshots looked up at most once in ``interval`` seconds, so that a request does not touch the disk."""

    def __init__(self, source: Snapshots, interval: float = 0.25) -> None:
        self.source = source
        self._interval = interval
        self._current = source.current()
        self._next = time.monotonic() + interval

    def current(self) -> Snapshot:
        """Return the newest one, as of a moment ago."""
        now = time.monotonic()
        if now >= self._next:
            self.look()
            self._next = now + self._interval
        return self._current

    def look(self) -> Snapshot:
        """Look now, and return the newest one; what was newest stays so while the source cannot be reached."""
        try:
            self._current = self.source.current()
        except StoreUnavailable:
            return self._current
        return self._current

    def find(self, number: int) -> Snapshot:
        """Return the one with that number.

        Raises:
            NotFound: it is not kept.
        """
        return self._current if number == self._current.number else self.source.find(number)
