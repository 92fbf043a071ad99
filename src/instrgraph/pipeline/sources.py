"""Where documents come from: files, folders, archives and standard input, one at a time, faults named on the way."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from instrgraph.errors import InputError, InputTooLarge, UnreadableInput
from instrgraph.reading.archive import files, is_plain_archive, members

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from instrgraph.settings import Settings

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Source:
    """One document's bytes and where they stand.

    ``place`` is a path, ``archive.zip/member`` for a file in an archive, or ``-``. ``sought`` says whether the file was
    named by hand; one found in a folder or archive may be of a kind that is not read. ``archive`` is the path of the
    archive that holds it, if any.
    """

    place: str
    name: str
    data: bytes
    sought: bool
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not become a document, and why."""

    place: str
    error: InputError

    def __str__(self) -> str:
        words = str(self.error)
        return words if Path(self.place).name in words else f"{self.place}: {words}"


def find_sources(paths: Iterable[str | Path], settings: Settings) -> Iterator[Source | Failure]:
    """Give the sources below ``paths``, in order; one that cannot be read comes as a failure, and the rest goes on.

    ``-`` is standard input. Only one file is held in memory at a time.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _standard_input(settings)
        elif Path(path).is_dir():
            yield from _folder(Path(path), settings)
        else:
            yield from _file(Path(path), settings, sought=True)


def _standard_input(settings: Settings) -> Iterator[Source | Failure]:
    data = sys.stdin.buffer.read(settings.max_input_bytes + 1)
    if len(data) > settings.max_input_bytes:
        yield Failure(STANDARD_INPUT, InputTooLarge(f"standard input: {_over(settings)}"))
        return
    yield Source(STANDARD_INPUT, STANDARD_INPUT, data, sought=True)


def _folder(folder: Path, settings: Settings) -> Iterator[Source | Failure]:
    try:
        for path in files(folder, settings):
            yield from _file(path, settings, sought=False)
    except OSError as error:
        yield Failure(str(error.filename or folder), _unreadable(error, folder))
    except InputError as error:
        yield Failure(str(folder), error)


def _file(path: Path, settings: Settings, *, sought: bool) -> Iterator[Source | Failure]:
    try:
        size = path.stat().st_size
        if size > settings.max_input_bytes:
            yield Failure(str(path), InputTooLarge(f"{path}: {size} bytes, {_over(settings)}"))
            return
        data = path.read_bytes()
    except OSError as error:
        yield Failure(str(path), _unreadable(error, path))
        return
    if is_plain_archive(data):
        yield from _archive(path, data, settings)
    else:
        yield Source(str(path), path.name, data, sought)


def _archive(path: Path, data: bytes, settings: Settings) -> Iterator[Source | Failure]:
    try:
        for name, content in members(data, path.name, settings):
            place = str(path.parent / name)
            if isinstance(content, InputError):
                yield Failure(place, content)
            else:
                yield Source(place, name, content, sought=False, archive=str(path))
    except InputError as error:
        yield Failure(str(path), error)


def _over(settings: Settings) -> str:
    return f"the limit is {settings.max_input_bytes} bytes; split it, or raise INSTRGRAPH_MAX_INPUT_BYTES"


def _unreadable(error: OSError, path: Path) -> UnreadableInput:
    remedy = "check its name" if isinstance(error, FileNotFoundError) else "check who may read it"
    return UnreadableInput(f"{error.filename or path}: {(error.strerror or str(error)).lower()}; {remedy}")
