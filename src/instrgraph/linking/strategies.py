"""The strategies that link a citation, each with a name that goes into the graph.

Each is a function from a citation as printed and the context to a `Choice`, or None where it has nothing to say. The
measured precision of a strategy is the only confidence that is published; see ``docs/accuracy.md``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.linking.forms import by_foreign, by_form, by_line, by_question, by_recommendation
from instrgraph.linking.itu import (
    by_antecedent,
    by_body,
    by_clause,
    by_coordination,
    by_council_number,
    by_deixis,
    by_edition,
    by_one_of_the_place,
    by_own_body,
    by_place_and_year,
    by_registry,
    by_session_mark,
)
from instrgraph.linking.united_nations import by_united_nations

if TYPE_CHECKING:
    from collections.abc import Callable

    from instrgraph.citations.printed import Printed
    from instrgraph.linking.context import Choice, Context

STRATEGIES: tuple[Callable[[Printed, Context], Choice | None], ...] = (
    by_form, by_line, by_recommendation, by_question, by_foreign, by_united_nations, by_session_mark, by_body,
    by_place_and_year, by_deixis, by_one_of_the_place, by_edition, by_antecedent, by_coordination, by_clause,
    by_council_number, by_own_body, by_registry,
)  # fmt: skip
"""In the order in which they are asked; the first that has something to say decides."""
