"""Cursors: opaque, whole, and bound to their filters and their snapshot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instrgraph.web.answers.paging import Cursor, mark_of, page, parse_cursor
from instrgraph.web.problems import Refusal


class FakeView:
    number = 7
    date = "2026-01-01"


@given(st.integers(1, 10**9), st.integers(0, 10**9), st.text("0123456789abcdef", min_size=1, max_size=12))
def test_a_cursor_is_read_as_it_was_written(snapshot: int, offset: int, mark: str) -> None:
    cursor = Cursor(snapshot, offset, mark)
    assert parse_cursor(str(cursor)) == cursor


@given(st.text(max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse_cursor(text)
    assert refusal.value.problem.kind.status == 400


@given(st.integers(0, 40), st.integers(1, 9))
def test_pages_hold_everything_once(total: int, limit: int) -> None:
    found, seen, cursor = list(range(total)), [], None
    while True:
        part = page(FakeView(), {"limit": limit, "cursor": cursor, "cited": "x"}, found)  # type: ignore[arg-type]
        seen += part.items
        assert part.total == total
        if part.next is None:
            break
        cursor = part.next
        assert parse_cursor(cursor).snapshot == 7
    assert seen == found


def test_filters_are_told_apart() -> None:
    assert mark_of({"cited": "a", "limit": 5}) == mark_of({"limit": 9, "cited": "a", "state": None})
    assert mark_of({"cited": "a"}) != mark_of({"citing": "a"})
