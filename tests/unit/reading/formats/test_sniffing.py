"""What a file is, from its bytes: suffixes lie."""

from __future__ import annotations

import io
import zipfile

import pytest

from instrgraph.errors import EncryptedInput, InputError, UnreadableInput, UnsupportedInput
from instrgraph.reading import read
from instrgraph.reading.office import program, read_office, without_programs
from instrgraph.reading.sniffing import AKN, DOC, DOCM, DOCX, HTML, MARKDOWN, ODT, PDF, READERS, RTF, TEXT, ZIP, sniff
from instrgraph.settings import Settings
from making.word import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("_DOT_", "."), text)
    return buffer.getvalue()


MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
KINDS = {
    "docx": (docx(p("x")), "a.pdf", DOCX),
    "docm": (docx(p("x"), main=MACRO, extra={"word/vbaProject.bin": b"\0"}), "a.txt", DOCM),
    "doc": (OLE + "WordDocument".encode("utf-16-le"), "a.docx", DOC),
    "rtf": (rb"{\rtf1 x}", "a.doc", RTF),
    "odt": (zipped(mimetype=ODT), "a.zip", ODT),
    "pdf": (b"%PDF-1.4 x", "a.txt", PDF),
    "pdf after rubbish": (b"\n\n%PDF-1.4 x", "a.txt", PDF),
    "akn": (b'<?xml version="1.0"?><akomaNtoso xmlns="x">', "a.txt", AKN),
    "akn with a prefix": (b"<!-- c --><akn:akomaNtoso>", "a.html", AKN),
    "html": (b"<!DOCTYPE html><p>x", "a.xml", HTML),
    "xhtml": (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "a.xml", HTML),
    "html fragment": (b"<p>one</p><p>two</p>", "a.txt", HTML),
    "markdown": (b"# Title", "a.MD", MARKDOWN),
    "text": ("Résolution 130".encode(), "a.docx", TEXT),
    "text with an angle": (b"<see Resolution 130>", "a.html", TEXT),
    "text in UTF-16": ("Резолюция 130".encode("utf-16"), "a", TEXT),
    "text in UTF-16 without a mark": (("Resolution 130 " * 20).encode("utf-16-le"), "a", TEXT),
    "zip": (zipped(a="x"), "a.docx", ZIP),
}


@pytest.mark.parametrize("kind", KINDS)
def test_kinds(kind):
    data, name, expected = KINDS[kind]
    assert sniff(data, name, Settings()) == expected


def test_number_of_kinds():
    assert len(KINDS) == 18
    assert set(READERS) == {DOCX, DOCM, DOC, RTF, ODT, PDF, AKN, HTML, MARKDOWN, TEXT}


REFUSED = {
    "nothing": (b"", UnreadableInput),
    "white space": (b" \n\0\n", UnreadableInput),
    "a broken zip": (b"PK\x03\x04xxxx", UnreadableInput),
    "a picture": (b"\x89PNG\r\n\x1a\n", UnsupportedInput),
    "a program": (b"\x7fELF\x02\x01", UnsupportedInput),
    "another XML": (b'<?xml version="1.0"?><svg/>', UnsupportedInput),
    "a spreadsheet": (zipped(**{"[Content_Types]_DOT_xml": "spreadsheetml"}), UnsupportedInput),
    "an old spreadsheet": (OLE, UnsupportedInput),
    "an encrypted Word file": (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedInput),
    "noise": (bytes(range(1, 30)) * 40, UnsupportedInput),
    "zeros": (b"\x01" + b"\0" * 1000, UnsupportedInput),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_refused(kind):
    data, error = REFUSED[kind]
    with pytest.raises(error):
        sniff(data, "a", Settings())
    with pytest.raises(InputError, match=r"^(a|text):? "):
        read(data, name="a")


def test_an_archive_is_no_document():
    with pytest.raises(UnsupportedInput, match="an archive"):
        read(zipped(a="x"), name="a.zip")


def test_macros_are_not_looked_at():
    assert read(KINDS["docm"][0], name="a").text == "x"


@pytest.mark.skipif(program() is not None, reason="LibreOffice is installed")
def test_what_needs_libreoffice_says_so():
    with pytest.raises(UnsupportedInput, match="needs LibreOffice, which is not installed"):
        read(KINDS["rtf"][0], name="a.rtf")


@pytest.mark.skipif(program() is None, reason="LibreOffice is not installed")
def test_rich_text_through_libreoffice():
    assert "Resolution 130" in read(rb"{\rtf1\ansi Resolution 130\par}", name="a.rtf").text


def test_over_http_no_program_is_started():
    with without_programs(), pytest.raises(UnsupportedInput, match="is not read here"):
        read_office(KINDS["doc"][0], "a.doc", Settings())


def test_libreoffice_is_ended_in_time_and_its_result_read(tmp_path, monkeypatch):
    """A stand-in for LibreOffice: it writes a Word file where it is told, or takes too long."""
    (tmp_path / "made.docx").write_bytes(docx(p("Resolution 130")))
    stand_in = tmp_path / "soffice"
    stand_in.write_text(
        '#!/bin/sh\nfor last; do :; done\ncp "$(dirname "$0")/made.docx" "$(dirname "$last")/input.docx"\n'
    )
    stand_in.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    draft = read_office(KINDS["rtf"][0], "a.rtf", Settings())
    assert draft.text == "Resolution 130"
    assert draft.notes[-1].message == "read through LibreOffice from .rtf"
    stand_in.write_text("#!/bin/sh\nexec sleep 30\n")
    with pytest.raises(InputError, match="took more than"):
        read_office(KINDS["rtf"][0], "a.rtf", Settings(reader_seconds=0.2))
    stand_in.write_text("#!/bin/sh\necho no filter >&2\n")
    with pytest.raises(UnreadableInput, match="no filter"):
        read_office(KINDS["rtf"][0], "a.rtf", Settings())
