"""OpenAPI is true: schemathesis asks every operation and finds no answer that it does not describe.

``INSTRGRAPH_EXAMPLES`` says how many examples each operation gets; `make stress` sets 2,000.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance
from served import Served, served
from stores import example_quads, published

from instrgraph.web.api import framework

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = int(os.environ.get("INSTRGRAPH_EXAMPLES", "100"))
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


@pytest.mark.parametrize("label", sorted(FOUND))
def test_an_operation_answers_as_it_says(server: Served, label: str) -> None:
    @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(case=FOUND[label].as_strategy())
    def ask(case: Any) -> None:
        case.call_and_validate(base_url=server.address, timeout=60, excluded_checks=[positive_data_acceptance])

    ask()


def test_every_operation_is_described(server: Served) -> None:
    with server.client() as client:
        paths = client.get("/openapi.json").json()["paths"]
    assert len(paths) == OPERATIONS
    assert all(operation["description"] for each in paths.values() for operation in each.values())
