"""ZIP archives and folders as streams of named files, with every limit kept while reading, not after it.

A Word file is a ZIP archive too, so its reader opens it through the same doors: :func:`open_archive` and
:func:`member`.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from instrgraph.errors import EncryptedInput, InputError, InputTooLarge, UnreadableInput, UnsupportedInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from instrgraph.settings import Settings

_MAX_NESTING = 3
_CHUNK = 1 << 16
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_END_SIZE = 22
_MAX_COMMENT = 65_535
_SMALL = 1 << 20
# Below this size a ratio says nothing: a page of blanks in a Word file compresses a thousandfold.
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error, RuntimeError, KeyError)
# What zipfile raises on damaged bytes; NotImplementedError (a RuntimeError) is a compression that it lacks.


def open_archive(data: bytes, name: str, limits: Settings) -> zipfile.ZipFile:
    """Return the archive, its table of members read and within the limits.

    Raises:
        UnreadableInput: it is broken.
        InputTooLarge: it has too many members, or says that they expand to more than the settings allow.
    """
    if _entries(data) > limits.max_archive_members:
        raise InputTooLarge(f"{name}: more than {limits.max_archive_members} members; split it, "
                            "or raise INSTRGRAPH_MAX_ARCHIVE_MEMBERS")  # fmt: skip
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise UnreadableInput(f"{name}: a broken ZIP archive ({error}); make it again") from error
    if sum(info.file_size for info in archive.infolist()) > limits.max_expanded_bytes:
        raise InputTooLarge(f"{name}: expands to more than {limits.max_expanded_bytes} bytes; split it, "
                            "or raise INSTRGRAPH_MAX_EXPANDED_BYTES")  # fmt: skip
    return archive


def _entries(data: bytes) -> int:
    # Counted before zipfile builds an object for each of them.
    end = data.rfind(_END, max(0, len(data) - _MAX_COMMENT - _END_SIZE))
    if end < 0 or len(data) - end < _END_SIZE:
        return 0
    size = struct.unpack_from("<I", data, end + 12)[0]
    return data.count(_ENTRY, max(0, end - size), end)


def member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Settings) -> bytes:
    """Return the bytes of one member.

    Sizes are counted while expanding: what the archive says of itself is not believed.

    Raises:
        EncryptedInput: the member needs a password.
        InputTooLarge: it expands by more than the settings allow, in bytes or by factor.
        UnreadableInput: it is damaged.
        UnsupportedInput: it is compressed in a way that is not supported.
    """
    if info.flag_bits & 0x1:
        raise EncryptedInput(f"{name}: {info.filename} is encrypted; save the archive without a password")
    most = min(limits.max_expanded_bytes, max(_SMALL, info.compress_size * limits.max_expansion_ratio))
    parts: list[bytes] = []
    size = 0
    try:
        with archive.open(info) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise InputTooLarge(f"{name}: {info.filename} expands to more than {most} bytes; see "
                                        "INSTRGRAPH_MAX_EXPANSION_RATIO, INSTRGRAPH_MAX_EXPANDED_BYTES")  # fmt: skip
                parts.append(chunk)
    except NotImplementedError as error:
        raise UnsupportedInput(f"{name}: {info.filename}: {error}; compress with deflate") from error
    except _FAULTS as error:
        raise UnreadableInput(f"{name}: {info.filename} is damaged ({error}); make the archive again") from error
    return b"".join(parts)


def members(data: bytes, name: str, limits: Settings) -> Iterator[tuple[str, bytes | InputError]]:
    """Yield the name and the bytes of each file in an archive, in order of names; archives inside are opened too.

    A member that cannot be read is yielded with the error in place of its bytes, so that one bad file does not hide
    the others. Names are ``archive.zip/folder/file``. Folders and what systems leave behind (``__MACOSX``, names
    that begin with a dot) are passed over.

    Raises:
        UnreadableInput: the archive itself is broken.
        InputTooLarge: it has too many members, or expands to more than the settings allow.
    """
    yield from _members(data, name, limits, [limits.max_expanded_bytes], 0)


def _members(
    data: bytes, name: str, limits: Settings, left: list[int], depth: int
) -> Iterator[tuple[str, bytes | InputError]]:
    archive = open_archive(data, name, limits)
    for info in sorted(archive.infolist(), key=lambda one: one.filename):
        if info.is_dir() or _is_litter(info.filename):
            continue
        inside = f"{name}/{info.filename}"
        try:
            _check_path(info, name)
            content = member(archive, info, name, limits)
            left[0] -= len(content)
            if left[0] < 0:
                raise InputTooLarge(f"{name}: expands to more than {limits.max_expanded_bytes} bytes with the "
                                    "archives inside it; see INSTRGRAPH_MAX_EXPANDED_BYTES")  # fmt: skip
            if is_plain_archive(content):
                if depth + 1 >= _MAX_NESTING:
                    raise InputTooLarge(f"{inside}: archives within archives, more than {_MAX_NESTING} deep; "
                                        "unpack them first")  # fmt: skip
                yield from _members(content, inside, limits, left, depth + 1)
                continue
        except InputError as error:
            yield inside, error
            if left[0] < 0:
                return
            continue
        yield inside, content


def is_plain_archive(data: bytes) -> bool:
    """Return whether these bytes are a ZIP archive of files, and no document that happens to be zipped."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    first = data[30:200]
    return not first.startswith((b"[Content_Types].xml", b"mimetype", b"_rels/", b"word/", b"docProps/"))


def _is_litter(path: str) -> bool:
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return any(part == "__MACOSX" or (part.startswith(".") and part not in {".", ".."}) for part in parts)


def _check_path(info: zipfile.ZipInfo, name: str) -> None:
    # Nothing is ever unpacked to disk, yet a name that climbs out would mislead whoever keys a document by it.
    path = info.filename.replace("\\", "/")
    if path.startswith("/") or ":" in path.split("/")[0] or ".." in path.split("/"):
        raise UnreadableInput(f"{name}: the path {info.filename!r} climbs out of the archive; it is left out")
    if (info.external_attr >> 16) & 0o170000 == 0o120000:
        raise UnreadableInput(f"{name}: {info.filename!r} is a symbolic link; it is left out")


def files(folder: Path, limits: Settings) -> Iterator[Path]:
    """Yield the files below a folder, in order of names, without hidden ones and without following links out of it.

    Raises:
        InputTooLarge: there are more files than the settings allow in an archive.
    """
    limit = limits.max_archive_members
    count = 0
    root = folder.resolve()
    for path in _walk(folder):
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            continue
        count += 1
        if count > limit:
            raise InputTooLarge(f"{folder}: more than {limit} files; name fewer, "
                                "or raise INSTRGRAPH_MAX_ARCHIVE_MEMBERS")  # fmt: skip
        yield path


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir(), key=lambda one: one.name):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _walk(path)
        elif path.is_file():
            yield path
