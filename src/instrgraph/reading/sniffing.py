"""What a file is, told from its bytes: suffixes lie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.errors import EncryptedInput, UnreadableInput, UnsupportedInput
from instrgraph.reading.archive import member, open_archive

if TYPE_CHECKING:
    from instrgraph.settings import Settings

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
DOC = "application/msword"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"
AKN = "application/akn+xml"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"
ZIP = "application/zip"

OFFICE = frozenset({DOC, RTF, ODT})
"""What only LibreOffice can read for us."""

READERS = {
    DOCX: "instrgraph.reading.word:read_word",
    DOCM: "instrgraph.reading.word:read_word",
    DOC: "instrgraph.reading.office:read_office",
    RTF: "instrgraph.reading.office:read_office",
    ODT: "instrgraph.reading.office:read_office",
    PDF: "instrgraph.reading.pdf:read_pdf",
    AKN: "instrgraph.reading.akoma_ntoso:read_akoma_ntoso",
    HTML: "instrgraph.reading.html:read_html",
    MARKDOWN: "instrgraph.reading.markdown:read_markdown",
    TEXT: "instrgraph.reading.text:read_text",
}
"""The reader of each media type as ``module:function``, imported when the first file of its kind comes. A ZIP archive
holds documents and is none: :func:`instrgraph.reading.archive.members` parts it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = ((b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
           (b"\x1f\x8b", "a gzip archive"), (b"BZh", "a bzip2 archive"), (b"\xfd7zXZ", "an xz archive"),
           (b"7z\xbc\xaf", "a 7z archive"), (b"Rar!", "a RAR archive"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
           (b"II*\x00", "a TIFF picture"), (b"MM\x00*", "a TIFF picture"), (b"%!PS", "PostScript"))  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|p|div|table|h[1-6]|ol|ul|span|article)[\s>/]",
                   re.IGNORECASE)  # fmt: skip
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)")
_COMMENTS = re.compile(rb"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)", re.DOTALL)
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27}) + b"\x7f"
_HEAD = 65_536


def sniff(data: bytes, name: str, limits: Settings) -> str:
    """Return the media type of a file, told from its bytes.

    ``name`` appears in messages, and parts Markdown from plain text, which no byte does.

    Raises:
        EncryptedInput: a Word file that needs a password.
        UnreadableInput: nothing in it, or a broken archive.
        UnsupportedInput: a type for which there is no reader.
        InputTooLarge: a zipped file over the limits.

    >>> from instrgraph.settings import Settings
    >>> sniff(b"%PDF-1.7 ...", "a.txt", Settings()), sniff("РЕЗОЛЮЦИЯ 130".encode(), "b", Settings())
    ('application/pdf', 'text/plain')
    """
    if not data.strip(b"\x00\t\n\r\x0b\x0c "):
        raise UnreadableInput(f"{name}: empty; give a file with text in it")
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data, name, limits)
    if data.startswith(_OLE):
        return _compound(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    for magic, what in _OTHERS:
        if data.startswith(magic) and (magic != b"MZ" or b"\x00" in data[:_HEAD]):
            raise UnsupportedInput(f"{name}: {what}; give docx, PDF, HTML, Akoma Ntoso or text")
    return _textual(data, name)


def _zipped(data: bytes, name: str, limits: Settings) -> str:
    archive = open_archive(data, name, limits)
    names = archive.namelist()
    if "mimetype" in names:
        kind = member(archive, archive.getinfo("mimetype"), name, limits)[:100].strip().decode("ascii", "replace")
        if kind == ODT:
            return ODT
        raise UnsupportedInput(f"{name}: {kind}; give docx, odt, PDF, HTML, Akoma Ntoso or text")
    if "[Content_Types].xml" not in names:
        return ZIP
    types = member(archive, archive.getinfo("[Content_Types].xml"), name, limits)
    if b"macroEnabled" in types and b"ms-word" in types:
        return DOCM
    if b"wordprocessingml" in types:
        return DOCX
    if b"spreadsheetml" in types or b"presentationml" in types:
        raise UnsupportedInput(f"{name}: a spreadsheet or a presentation; give its text as docx, PDF or text")
    return ZIP


def _compound(data: bytes, name: str) -> str:
    # Names in the directory of a compound file are UTF-16, which is enough to tell them apart.
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedInput(f"{name}: needs a password; save it without one")
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    raise UnsupportedInput(f"{name}: an old Office file that is no Word document; give docx, PDF or text")


def _textual(data: bytes, name: str) -> str:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[: len(head) & ~1].decode("utf-16", "replace").encode()
    elif b"\x00" in head and (control := head.translate(None, _CONTROL)) and len(control) <= len(head) * 0.55:
        # UTF-16 without a mark has a zero in every other place; more than that is no text.
        if len(control) < len(head) * 0.4:
            raise UnsupportedInput(f"{name}: no text in it; give docx, PDF, HTML, Akoma Ntoso or text")
        head = head.replace(b"\x00", b"")
    elif len(head.translate(None, _CONTROL)) < len(head) * 0.9:
        raise UnsupportedInput(f"{name}: binary, of no known type; give docx, PDF, HTML, Akoma Ntoso or text")
    start = _COMMENTS.sub(b"", head.lstrip(b"\xef\xbb\xbf \t\r\n")).lstrip()
    marked = _marked(start, head, name)
    if marked:
        return marked
    return MARKDOWN if name.lower().endswith((".md", ".markdown")) else TEXT


def _marked(start: bytes, head: bytes, name: str) -> str | None:
    if not start.startswith(b"<"):
        return None
    root = _ROOT.search(start)
    element = root.group(1).lower() if root else b""
    if element == b"akomantoso" or (root and b"ns/akn/" in root.group(2)):
        return AKN
    if _HTML.match(start) or element in {b"html", b"body"}:
        return HTML
    if head.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        if root and element == b"html":
            return HTML
        what = element.decode("ascii", "replace") or "no element"
        raise UnsupportedInput(f"{name}: XML of another kind ({what}); give Akoma Ntoso, docx, PDF, HTML or text")
    return HTML if len(_HTML.findall(start)) > 1 else None
