"""Bytes to text: encodings stated and guessed, and input that is no text."""

import codecs
from pathlib import Path

import pytest

from instrgraph.errors import InputError, InputTooLarge, UnreadableInput
from instrgraph.reading import read
from instrgraph.settings import Settings

FRENCH = "La Conférence de plénipotentiaires réaffirme la Résolution 130 (Rév. Dubaï, 2018), où qu'elle siège."
RUSSIAN = "Полномочная конференция напоминает о Резолюции 130 и поручает Генеральному секретарю представить отчет."
ARABIC = "إن مؤتمر المندوبين المفوضين يكلف الأمين العام بتقديم تقرير سنوي إلى المجلس عن تنفيذ هذا القرار."
CHINESE = "全权代表大会责成秘书长每年向理事会报告本决议的落实情况，并请成员国和部门成员积极参加这项工作。"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (b"", "utf-16-le"),
        (b"", "utf-16-be"),
    ],
)
def test_stated_encodings(mark: bytes, encoding: str) -> None:
    document = read(mark + FRENCH.encode(encoding))
    assert document.text == FRENCH
    assert document.notes == ()


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (ARABIC, "cp1256"), (CHINESE, "gb18030")]
)
def test_guessed_encodings_are_named(text: str, encoding: str) -> None:
    document = read((text * 4).encode(encoding))
    assert document.text == text * 4
    assert len(document.notes) == 1
    assert codecs.lookup(encoding).name in document.notes[0].message


def test_line_ends_are_left_alone() -> None:
    text = "a)\tone;\r\nb)\ttwo;\rc)\tthree."
    document = read(text.encode())
    assert document.text == text
    assert [block.span.of(text) for block in document.blocks] == ["a)\tone;", "b)\ttwo;", "c)\tthree."]


NO_TEXT = [b"", b" \n\t ", b"\x00\x01\x02\x03" * 100, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00", b"\xef\xbb\xbf"]


@pytest.mark.parametrize("data", NO_TEXT)
def test_no_text_is_refused_with_the_name(data: bytes) -> None:
    with pytest.raises(InputError, match=r"scan\.txt: "):
        read(data, name="scan.txt")


def test_limits() -> None:
    with pytest.raises(InputTooLarge, match="INSTRGRAPH_MAX_INPUT_BYTES"):
        read(b"x" * 101, settings=Settings(max_input_bytes=100))
    with pytest.raises(InputTooLarge, match="INSTRGRAPH_MAX_TEXT_CHARACTERS"):
        read("x" * 101, settings=Settings(max_text_characters=100))


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="surrogate"):
        read("Resolution \ud800 130")


def test_a_path_is_read_and_keys_the_document(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Resolution 130 (Rev. Dubai, 2018)", encoding="utf-8")
    document = read(path)
    assert (document.name, document.key) == ("note.txt", path.as_posix())
    assert document.id == f"source/{document.sha256[:16]}"
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "missing.txt")


def test_what_the_caller_knows_better() -> None:
    document = read("Resolution 130", language="en", body="itu/pp")
    assert (document.language, document.facts.body) == ("en", "itu/pp")
