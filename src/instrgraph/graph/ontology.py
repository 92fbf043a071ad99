"""The ontology as a graph of the data: the questions follow its hierarchy of classes and sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Quad, RdfFormat, parse

from instrgraph.errors import OntologyError
from instrgraph.graph.terms import graph
from instrgraph.resources import ontology_file

if TYPE_CHECKING:
    from collections.abc import Iterator


def describe_ontology() -> Iterator[Quad]:
    """Yield the quads of ``graph/ontology``.

    Raises:
        OntologyError: the ontology is missing or is no Turtle.
    """
    path, name = ontology_file("instrgraph.ttl"), graph("ontology")
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield Quad(quad.subject, quad.predicate, quad.object, name)
    except (OSError, SyntaxError) as error:
        raise OntologyError(f"{path}: {error}; install instrgraph again") from error
