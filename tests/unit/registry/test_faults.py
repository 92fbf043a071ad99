"""Faults planted in copies of the tables: each is told, with file, row and column, and all of them at once."""

import csv
import gzip
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from instrgraph.errors import RegistryError
from instrgraph.registry import Registry
from instrgraph.resources import registry_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "registry"
    shutil.copytree(registry_file(""), copy)
    return copy


def _edit(path: Path, change: Callable[[list[list[str]]], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def _put(path: Path, row: int, column: str, value: str) -> None:
    """Put a value into a cell; rows count as the messages count them, the header being row 1."""

    def change(rows: list[list[str]]) -> None:
        rows[row - 1][rows[0].index(column)] = value

    _edit(path, change)


# file, row, column, planted value, column of the fault, words of the message
CELLS = (
    ("bodies.csv", 3, "name_ar", "", "name_ar", "empty"),
    ("bodies.csv", 3, "id", "ITU PP", "id", "no identifier of a body"),
    ("bodies.csv", 3, "parent", "itu/nowhere", "parent", "not in bodies.csv"),
    ("bodies.csv", 3, "status", "maybe", "status", "none of seen, known, rule"),
    ("bodies.csv", 3, "confidence", "", "confidence", "none of high, medium, low"),
    ("bodies.csv", 3, "status", "seen", "source", "name the source"),
    ("bodies.csv", 4, "stems", "PP", "stems", "belongs to itu/pp already"),
    ("conferences.csv", 3, "year", "year", "year", "no whole number"),
    ("conferences.csv", 3, "year", "18", "year", "not a year"),
    ("conferences.csv", 3, "body", "itu/nobody", "body", "not in bodies.csv"),
    ("conferences.csv", 3, "id", "itu/pp/1", "id", "must be"),
    ("conferences.csv", 20, "start", "1.2.2018", "start", "no day"),
    ("conferences.csv", 20, "start", "1999-01-01", "start", "does not fit the year"),
    ("conferences.csv", 4, "aliases", "C09", "aliases", "is an alias of itu/council/2009 already"),
    ("conferences.csv", 3, "place", "", "place", "empty"),
    ("places.csv", 3, "place", "Atlantis", "place", "place of no conference"),
    ("places.csv", 3, "language", "de", "language", "none of en"),
    ("places.csv", 3, "form", "", "form", "empty"),
    ("named.csv", 3, "id", "itu/convention", "id", "no identifier of an instrument"),
    ("named.csv", 3, "type", "resolution", "type", "must be treaty"),
    ("named.csv", 3, "text_of", "A/RES/70/1", "text_of", "no identifier of an instrument"),
    ("named.csv", 3, "body", "un/nobody", "body", "not in bodies.csv"),
    ("action_lines.csv", 3, "part_of", "wsis/2003/plan", "part_of", "not in named.csv"),
    ("instruments.csv", 3, "id", "itu/pp/resolution/5", "id", "no identifier of an instrument"),
    ("instruments.csv", 3, "history", "oral", "history", "none of printed"),
    ("instruments.csv", 3, "in_force_after_pp22", "perhaps", "in_force_after_pp22", "none of yes"),
    ("instruments.csv", 3, "title_confidence", "", "title_confidence", "none of high"),
    ("revisions.csv", 3, "instrument", "itu/pp/res/9999", "instrument", "not in instruments.csv"),
    ("revisions.csv", 3, "year", "2017", "year", "no conference in 2017"),
    ("revisions.csv", 3, "place", "Dubai", "place", "the conference of"),
    ("revisions.csv", 3, "conference", "itu/pp/2018", "place", "the conference of"),
    ("revisions.csv", 3, "kind", "draft", "kind", "none of original"),
    ("revisions.csv", 3, "index", "first", "index", "no whole number"),
    ("itu_r_resolutions.csv", 3, "year", "", "year", "empty"),
    ("itu_r_resolutions.csv", 3, "instrument", "ITU-R 1", "instrument", "no identifier of an instrument"),
    ("study_groups.csv", 3, "parent", "itu/x", "parent", "not in bodies.csv"),
    ("proponents.csv", 3, "name_zh", "", "name_zh", "empty"),
    ("offices.csv", 3, "kind", "", "kind", "empty"),
    ("groups.csv", 3, "name_fr", "", "name_fr", "empty"),
)


@pytest.mark.parametrize(("file", "row", "column", "value", "told", "words"), CELLS)
def test_a_planted_fault_is_told(
    folder: Path, file: str, row: int, column: str, value: str, told: str, words: str
) -> None:
    _put(folder / file, row, column, value)
    with pytest.raises(RegistryError) as caught:
        Registry(folder)
    hits = [fault for fault in caught.value.faults if (fault.file, fault.row, fault.column) == (file, row, told)]
    assert any(words in fault.message for fault in hits), str(caught.value)


def test_all_faults_are_told_at_once(folder: Path) -> None:
    _put(folder / "bodies.csv", 5, "name_zh", "")
    _put(folder / "conferences.csv", 5, "status", "maybe")
    _put(folder / "named.csv", 5, "name_ru", "")
    with pytest.raises(RegistryError) as caught:
        Registry(folder)
    assert {(fault.file, fault.row) for fault in caught.value.faults} == {
        ("bodies.csv", 5),
        ("conferences.csv", 5),
        ("named.csv", 5),
    }
    assert "3 fault(s) in the registry" in str(caught.value)
    assert "bodies.csv, row 5, column name_zh: empty" in str(caught.value)


@pytest.mark.parametrize(
    "file", sorted(path.name for path in registry_file("").glob("*.csv") if path.name != "security_council.csv")
)
def test_a_missing_table_and_a_missing_column_are_told(folder: Path, file: str) -> None:
    _edit(folder / file, lambda rows: [row.pop(0) for row in rows] and None)
    with pytest.raises(RegistryError, match="column missing from the header") as caught:
        Registry(folder)
    assert any(fault.file == file and fault.row == 1 for fault in caught.value.faults)
    (folder / file).unlink()
    with pytest.raises(RegistryError, match="the file is missing"):
        Registry(folder)


@pytest.mark.parametrize(
    "file", ["bodies.csv", "conferences.csv", "named.csv", "instruments.csv", "revisions.csv", "places.csv"]
)
def test_a_row_that_stands_twice_is_told(folder: Path, file: str) -> None:
    _edit(folder / file, lambda rows: rows.append(rows[1]))
    with pytest.raises(RegistryError, match="stands in row 2 already"):
        Registry(folder)


def test_a_row_of_another_length_is_told(folder: Path) -> None:
    _edit(folder / "revisions.csv", lambda rows: rows[7].append("more"))
    with pytest.raises(RegistryError, match=r"row 8, column \*: 11 cells, the header has 10"):
        Registry(folder)


def test_a_conference_whose_place_has_no_form_is_told(folder: Path) -> None:
    _edit(folder / "places.csv", lambda rows: rows.__delitem__(slice(1, None)))
    with pytest.raises(RegistryError, match=r"'Dubai' of conferences\.csv has no form here"):
        Registry(folder)


def test_an_instrument_without_revisions_is_told(folder: Path) -> None:
    _edit(folder / "instruments.csv", lambda rows: rows.append(["itu/pp/res/9999", "Title", *rows[1][2:]]))
    with pytest.raises(RegistryError, match=r"'itu/pp/res/9999' has no row in revisions\.csv"):
        Registry(folder)


def test_a_table_that_is_no_utf8_is_told(folder: Path) -> None:
    (folder / "groups.csv").write_bytes("id,naïve".encode("latin-1"))
    with pytest.raises(RegistryError, match=r"groups\.csv, row 0.*save it as UTF-8"):
        Registry(folder)


def test_faults_of_the_long_lists_are_told_when_they_are_asked_for(folder: Path) -> None:
    _put(folder / "security_council.csv", 3, "number", "")
    _put(folder / "security_council.csv", 4, "year", "46")
    path = folder / "recommendations.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    path.write_bytes(gzip.compress(text.replace(",withdrawn,", ",printed,", 1).encode()))
    known = Registry(folder)
    with pytest.raises(RegistryError, match=r"security_council\.csv, row 3, column number: empty"):
        _ = known.security_council
    with pytest.raises(RegistryError, match="'printed' is none of published"):
        _ = known.recommendations
    path.write_bytes(b"no gzip")
    with pytest.raises(RegistryError, match="unreadable"):
        Registry(folder).recommendation("X.509")
