"""Every error of ours has its problem."""

from __future__ import annotations

import pytest

from instrgraph import errors
from instrgraph.web.problems import OF_ERROR, Problem, from_description
from instrgraph.web.worker import describe


def tree(kind: type[Exception]) -> list[type[Exception]]:
    return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]


def test_no_class_is_missing() -> None:
    assert {kind.__name__ for kind in tree(errors.InstrgraphError) if kind.__module__ == "instrgraph.errors"} == set(
        OF_ERROR
    )


def test_types_and_titles_go_together() -> None:
    titles: dict[str, set[str]] = {}
    for kind in OF_ERROR.values():
        titles.setdefault(kind.type, set()).add(kind.title)
    assert all(len(each) == 1 for each in titles.values())


@pytest.mark.parametrize(
    ("error", "status", "members"),
    [
        (errors.QueryFault("x", 2, 3), 400, {"line": 2, "column": 3}),
        (errors.QueryFault("x"), 400, {}),
        (errors.AmbiguousIdentifier("x", ("a", "b")), 409, {"candidates": ["a", "b"]}),
        (errors.NotFound("x"), 404, {}),
        (errors.StoreLocked("x"), 503, {}),
        (errors.InputTooLarge("x"), 413, {}),
    ],
)
def test_an_error_passes_through_a_worker(
    error: errors.InstrgraphError, status: int, members: dict[str, object]
) -> None:
    found: Problem = from_description(describe(error))
    assert found.kind.status == status
    assert dict(found.extensions) == members
    assert found.detail == "x"
