"""From bytes to text: which encoding, and whether it was stated or guessed."""

from __future__ import annotations

import codecs
import re

from instrgraph.errors import UnreadableInput
from instrgraph.model import Note

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_GUESSES = ["cp1252", "cp1251", "cp1256", "gb18030", "big5", "koi8_r", "iso8859_5", "iso8859_6"]
_SAMPLE = 262_144
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f]")


def decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    """Return the text of the bytes, with a note where its encoding had to be guessed.

    Nothing is normalised: line ends, marks and spaces stay as they are, so that offsets count what is there. A byte
    order mark is the one thing taken off.

    Raises:
        UnreadableInput: the bytes are no text.

    >>> decode("Dubaï".encode(), "a.txt")
    ('Dubaï', ())
    """
    text, notes = _decode(data, name)
    _refuse_binary(text, name)
    return text, notes


def _decode(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    encoding = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if encoding is None:
        encoding = _wide(data) or "utf-8"
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        if encoding != "utf-8":
            fault = f"{name}: begins as {encoding} and breaks at byte {error.start}; save it again"
            raise UnreadableInput(fault) from error
    return _guess(data, name)


def _wide(data: bytes) -> str | None:
    """Return the UTF-16 without a mark that the place of the zero bytes shows, if any."""
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or b"\0" not in head:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _guess(data: bytes, name: str) -> tuple[str, tuple[Note, ...]]:
    import charset_normalizer  # only what is no UTF-8 pays for it  # noqa: PLC0415

    if b"\0" in data[:_SAMPLE]:
        raise UnreadableInput(f"{name}: holds binary data, not text; give a text, Word, PDF, HTML or XML file")
    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    encoding = best.encoding if best is not None else None
    if encoding is None:
        raise UnreadableInput(f"{name}: no text in an encoding that we know; save it as UTF-8")
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    note = f"no UTF-8: the encoding {codecs.lookup(encoding).name} was guessed"
    return text, (Note(note + (f"; {lost} characters could not be read" if lost else "")),)


def _refuse_binary(text: str, name: str) -> None:
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if "\0" in sample or controls > max(8, len(sample) // 100):
        raise UnreadableInput(f"{name}: holds binary data, not text; give a text, Word, PDF, HTML or XML file")
    if not text.strip("\ufeff \t\r\n\f\v\u00a0\u3000\u200b"):
        raise UnreadableInput(f"{name}: holds no text; a scanned page must be recognised first")
