"""What follows from all graphs together: shortcuts and supersession by ``ontology/rules``, currency, lineage.

Each rule is one SPARQL CONSTRUCT that reads no derived triple, so that the order of the rules does not matter and
deriving again gives the same graph.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from instrgraph.errors import OntologyError
from instrgraph.graph.currency import find_currency
from instrgraph.graph.succession import find_succession
from instrgraph.graph.terms import graph
from instrgraph.resources import ontology_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.graph.answers import Answering


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule with its query."""

    name: str
    title: str
    sparql: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules by name.

    Raises:
        OntologyError: there is none, or the header of one lacks its title.

    >>> "cites" in [rule.name for rule in rules()]
    True
    """
    found = []
    for path in sorted(ontology_file("rules").glob("*.rq")):
        sparql = path.read_text(encoding="utf-8")
        titles = [line.removeprefix("# title:").strip() for line in sparql.splitlines() if line.startswith("# title:")]
        if len(titles) != 1:
            raise OntologyError(f"{path.name}: the header needs one line '# title: ...'")
        found.append(Rule(path.stem, titles[0], sparql))
    if not found:
        raise OntologyError(f"{ontology_file('rules')}: no rules; install instrgraph again")
    return tuple(found)


def derive(store: Answering) -> Iterator[Quad]:
    """Yield the quads of the derived graph; the caller replaces the graph with them.

    Args:
        store: answers queries over the union of all graphs.
    """
    name = graph("derived")
    for rule in rules():
        for triple in store.query(rule.sparql).triples:
            yield Quad(triple.subject, triple.predicate, triple.object, name)
    for triple in (*find_currency(store), *find_succession(store)):
        yield Quad(triple.subject, triple.predicate, triple.object, name)
