"""Archives and folders: every limit, and nothing that climbs out."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import replace

import pytest

from instrgraph.errors import EncryptedInput, InputTooLarge, UnreadableInput
from instrgraph.reading.archive import files, members
from instrgraph.settings import Settings

LIMITS = Settings()


def archive(*entries, method=zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as opened:
        for name, content in entries:
            opened.writestr(name, content)
    return buffer.getvalue()


def test_members_in_order_and_archives_inside():
    inner = archive(("x.txt", b"inner"))
    data = archive(
        ("b.txt", b"2"), ("a/c.txt", b"1"), ("z.zip", inner), ("__MACOSX/a", b""), (".hidden", b""), ("d/", b"")
    )
    assert list(members(data, "in.zip", LIMITS)) == [
        ("in.zip/a/c.txt", b"1"),
        ("in.zip/b.txt", b"2"),
        ("in.zip/z.zip/x.txt", b"inner"),
    ]


def test_a_bomb_is_refused_by_its_factor():
    found = dict(members(archive(("a", b"\0" * 50_000_000), ("b", b"fine")), "in.zip", LIMITS))
    assert isinstance(found["in.zip/a"], InputTooLarge)
    assert found["in.zip/b"] == b"fine"


def test_a_bomb_that_lies_about_its_size():
    data = bytearray(archive(("a", b"\0" * 5_000_000)))
    place = data.rindex(b"PK\x01\x02")
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    ((_, error),) = members(bytes(data), "in.zip", LIMITS)
    assert isinstance(error, (InputTooLarge, UnreadableInput))


def test_total_size_and_number_of_members():
    data = archive(*((f"{n}", bytes(str(n), "ascii") * 1000) for n in range(30)))
    with pytest.raises(InputTooLarge, match="MAX_EXPANDED_BYTES"):
        list(members(data, "in.zip", replace(LIMITS, max_expanded_bytes=10_000)))
    with pytest.raises(InputTooLarge, match="MAX_ARCHIVE_MEMBERS"):
        list(members(data, "in.zip", replace(LIMITS, max_archive_members=29)))


def test_archives_in_archives_count_together():
    inner = archive(("x", bytes(range(256)) * 20))
    data = archive(*((f"{n}.zip", inner) for n in range(5)), method=zipfile.ZIP_STORED)
    results = list(members(data, "in.zip", replace(LIMITS, max_expanded_bytes=len(data) + 9_000)))
    assert any(isinstance(one, InputTooLarge) for _, one in results)


def test_nesting_is_limited():
    data = archive(("x.txt", b"deep"))
    for _ in range(6):
        data = archive(("in.zip", data))
    ((_, error),) = members(data, "in.zip", LIMITS)
    assert isinstance(error, InputTooLarge)


@pytest.mark.parametrize("name", ["../up.txt", "a/../../up.txt", "/etc/passwd", "C:/x.txt", "..\\up.txt"])
def test_paths_that_climb_out(name):
    ((_, error),) = members(archive((name, b"x")), "in.zip", LIMITS)
    assert isinstance(error, UnreadableInput)
    assert "climbs out" in str(error)


def test_symbolic_links():
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    ((_, error),) = members(archive((info, b"/etc/passwd")), "in.zip", LIMITS)
    assert "symbolic link" in str(error)


def test_encrypted_members():
    data = bytearray(archive(("a.txt", b"secret")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.rindex(mark) + offset] |= 1
    ((_, error),) = members(bytes(data), "in.zip", LIMITS)
    assert isinstance(error, EncryptedInput)


def test_broken_archives():
    with pytest.raises(UnreadableInput, match="broken ZIP"):
        list(members(b"PK\x03\x04 nothing", "in.zip", LIMITS))
    data = bytearray(archive(("a.txt", b"words " * 1000)))
    data[60] ^= 0xFF
    ((_, error),) = members(bytes(data), "in.zip", LIMITS)
    assert isinstance(error, UnreadableInput)


def test_folders_are_walked_in_order_without_links_out(tmp_path):
    inside = tmp_path / "in"
    (inside / "b").mkdir(parents=True)
    for name in ("c.txt", "a.txt", "b/d.txt", ".hidden"):
        (inside / name).write_text("x")
    (tmp_path / "outside.txt").write_text("x")
    (inside / "link.txt").symlink_to(tmp_path / "outside.txt")
    (inside / "round").symlink_to(inside)
    assert [path.relative_to(inside).as_posix() for path in files(inside, LIMITS)] == ["a.txt", "b/d.txt", "c.txt"]
    with pytest.raises(InputTooLarge, match="more than 2"):
        list(files(inside, replace(LIMITS, max_archive_members=2)))
