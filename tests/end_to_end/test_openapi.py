"""OpenAPI is true: schemathesis asks every operation and finds no answer that it does not describe.

A hundred examples of each operation, and two thousand under `make stress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from instrgraph.web.api import framework
from served import Served, served
from stores import example_quads, published

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES, MANY_EXAMPLES = 100, 2000
OPERATIONS = 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    store = published(tmp_path_factory.mktemp("openapi") / "store", example_quads())
    with served(store, {"INSTRGRAPH_REQUEST_BYTES": "200000"}) as running:
        yield running


# Which words name an instrument, and which text is one of our cursors, no schema can say: such a request may be refused
# although it is as described. Every other check is made.
SCHEMA = schemathesis.openapi.from_dict(framework(None).openapi())  # type: ignore[arg-type]
FOUND = {operation.label: operation for result in SCHEMA.get_all_operations() if (operation := result.ok())}


def ask_all(server: Served, label: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=FOUND[label].as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(base_url=server.address, timeout=60, excluded_checks=[positive_data_acceptance])

    ask()


@pytest.mark.parametrize("label", sorted(FOUND))
def test_an_operation_answers_as_it_says(server: Served, label: str) -> None:
    ask_all(server, label, EXAMPLES)


@pytest.mark.stress
@pytest.mark.parametrize("label", sorted(FOUND))
def test_an_operation_answers_as_it_says_two_thousand_times(server: Served, label: str) -> None:
    ask_all(server, label, MANY_EXAMPLES)


def test_every_operation_is_described(server: Served) -> None:
    with server.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert len(paths) == OPERATIONS
    assert all(operation["description"] for each in paths.values() for operation in each.values())
