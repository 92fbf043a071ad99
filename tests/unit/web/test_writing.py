"""What a worker writes: counted as it comes, ended at its limits."""

from __future__ import annotations

import os

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instrgraph.errors import ResultTooLarge
from instrgraph.web.query_task import RowCount, written

FORMATS = {
    "JSON": ox.QueryResultsFormat.JSON,
    "XML": ox.QueryResultsFormat.XML,
    "CSV": ox.QueryResultsFormat.CSV,
    "TSV": ox.QueryResultsFormat.TSV,
}
HOSTILE = ['}},{"', "<result>", '"\r\n"', "\n\t", '\\"}},{"a', "a,b\r\nc", '""', ""]


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(words=st.lists(st.text(max_size=8) | st.sampled_from(HOSTILE), min_size=1, max_size=6), cut=st.integers(1, 7))
def test_rows_are_counted_whatever_stands_in_them(name: str, words: list[str], cut: int) -> None:
    plain = [
        word
        for word in words
        if all(ord(char) >= 32 or char in "\t\n\r" for char in word)
        and not any(0xD800 <= ord(char) < 0xE000 or ord(char) > 0xFFFD for char in word)
    ]
    store = ox.Store()
    store.extend(
        [ox.Quad(ox.NamedNode(f"urn:{i}"), ox.NamedNode("urn:p"), ox.Literal(word)) for i, word in enumerate(plain)]
    )
    content = store.query("SELECT ?o { ?s ?p ?o }").serialize(format=FORMATS[name])
    assert content is not None
    count = RowCount(name)
    for start in range(0, len(content), cut):
        count.add(content[start : start + cut])
    assert count.rows == (len(plain) if plain or name != "JSON" else 1)


def arguments(**changed: object) -> dict[str, object]:
    return {"accept": "", "format": "", "rows": 10, "bytes": 10_000_000, "gzip": False, **changed}


def table(rows: int) -> ox.QuerySolutions:
    values = " ".join(f"({number})" for number in range(rows))
    found = ox.Store().query(f"SELECT ?x {{ VALUES (?x) {{ {values} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


def test_a_row_too_many() -> None:
    assert b'"value":"9"' in written(table(10), arguments()).body
    with pytest.raises(ResultTooLarge, match="10 rows"):
        written(table(11), arguments())


def test_a_byte_too_many() -> None:
    size = len(written(table(10), arguments()).body)
    assert written(table(10), arguments(bytes=size)).body
    with pytest.raises(ResultTooLarge, match="bytes"):
        written(table(10), arguments(bytes=size - 1))


def test_what_is_large_stands_in_a_file_without_a_name() -> None:
    answer = written(table(60_000), arguments(rows=100_000))
    assert answer.descriptor is not None
    try:
        assert os.fstat(answer.descriptor).st_nlink == 0
        content = os.pread(answer.descriptor, answer.header["size"] + 1, 0)
        assert len(content) == answer.header["size"]
        assert content.count(b'"x"') == 60_001
    finally:
        os.close(answer.descriptor)
