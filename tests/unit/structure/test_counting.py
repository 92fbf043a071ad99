"""Where a label stands among those before it."""

from __future__ import annotations

from instrgraph.structure.counting import Counting
from instrgraph.structure.labels import parse_label


def places(*labels: str) -> list[tuple[str, ...] | None]:
    counting = Counting()
    return [counting.place(parse_label(f"{label} that")) for label in labels]


def test_a_list_goes_on_behind_its_decimal_sub_items():
    found = places("1", "1.1", "1.2", "1.3", "2", "2.1", "3")
    assert found == [("1",), ("1.1",), ("1.2",), ("1.3",), ("2",), ("2.1",), ("3",)]


def test_a_number_that_does_not_follow_is_no_label():
    assert places("1", "1.1", "1.2", "3")[-1] is None
