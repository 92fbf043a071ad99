"""Old and other word processors' files (.doc, .rtf, .odt), through LibreOffice where it is installed.

LibreOffice runs as a process of its own with a profile of its own, under a limit of time, and its result is read as a
Word file. It is never started for what comes over HTTP: a server says so with :func:`without_programs`.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from instrgraph.errors import InputTooLarge, UnreadableInput, UnsupportedInput
from instrgraph.model import Note
from instrgraph.reading.sniffing import DOC, ODT, RTF, sniff
from instrgraph.reading.word import read_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.reading.draft import Draft
    from instrgraph.settings import Settings

_SUFFIXES = {DOC: ".doc", RTF: ".rtf", ODT: ".odt"}
_PROGRAMS = ("soffice", "libreoffice")
_allowed: ContextVar[bool] = ContextVar("programs_allowed", default=True)


@contextmanager
def without_programs() -> Iterator[None]:
    """While this lasts, no other program is started to read a file: what needs one is refused."""
    token = _allowed.set(False)
    try:
        yield
    finally:
        _allowed.reset(token)


def program() -> str | None:
    """Return the path of LibreOffice, or None where it is not installed."""
    return next((path for path in map(shutil.which, _PROGRAMS) if path), None)


def read_office(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text of a .doc, .rtf or .odt file, tracked changes included.

    Raises:
        UnsupportedInput: LibreOffice is not installed, or must not be started here.
        UnreadableInput: LibreOffice could not read it.
        InputTooLarge: it took longer than the settings allow.
    """
    media_type = sniff(data, name, limits)
    suffix = _SUFFIXES.get(media_type, ".doc")
    path = program()
    if not _allowed.get():
        raise UnsupportedInput(f"{name}: a {suffix} file is not read here; save it as .docx")
    if path is None:
        raise UnsupportedInput(f"{name}: a {suffix} file needs LibreOffice, which is not installed; save it as .docx")
    with tempfile.TemporaryDirectory(prefix="instrgraph-") as folder:
        converted = _convert(path, data, suffix, Path(folder), name, limits)
        draft = read_word(converted, name, limits)
    note = Note(f"read through LibreOffice from {suffix}")
    return replace(draft, media_type=media_type, notes=(*draft.notes, note))


def _convert(path: str, data: bytes, suffix: str, folder: Path, name: str, limits: Settings) -> bytes:
    source = folder / f"input{suffix}"
    source.write_bytes(data)
    profile = (folder / "profile").as_uri()
    command = [path, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck", "--convert-to",
               "docx", "--outdir", str(folder), str(source)]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.reader_seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise InputTooLarge(f"{name}: LibreOffice took more than {limits.reader_seconds:g} s; save it as .docx, "
                            "or raise INSTRGRAPH_READER_SECONDS") from error  # fmt: skip
    result = folder / "input.docx"
    if not result.is_file():
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableInput(f"{name}: LibreOffice could not read it ({said[-1] if said else 'it says nothing'}); "
                              "save it as .docx")  # fmt: skip
    if result.stat().st_size > limits.max_input_bytes:
        raise InputTooLarge(f"{name}: grows past {limits.max_input_bytes} bytes; see INSTRGRAPH_MAX_INPUT_BYTES")
    return result.read_bytes()
