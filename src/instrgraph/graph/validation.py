"""SHACL over the graph: what in it is not as ``ontology/shapes.ttl`` asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from instrgraph.graph.ontology import describe_ontology
from instrgraph.resources import ontology_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

_SH = "http://www.w3.org/ns/shacl#"
_SHAPES = "https://w3id.org/instrgraph/shapes#"


class Severity(StrEnum):
    """How bad a result is."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result: the node at fault, the shape (local name) that it does not meet, the path, what is wrong."""

    severity: Severity
    shape: str
    focus: str
    path: str
    message: str
    value: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the validation found; ``conforms`` where nothing is worse than a warning."""

    violations: tuple[Violation, ...]
    triples: int

    @property
    def conforms(self) -> bool:
        """Whether there is no violation, warnings aside."""
        return not any(found.severity is Severity.VIOLATION for found in self.violations)


def validate(quads: Iterable[Quad]) -> Report:
    """Return what in the quads is not as the shapes ask.

    The graphs are taken together and the ontology is merged into them: the shapes follow its hierarchies, and a
    validator that is given the ontology apart did not see its concepts.
    """
    import pyshacl  # noqa: PLC0415  (heavy, and only needed here)
    import rdflib  # noqa: PLC0415

    data = rdflib.Graph()
    for quad in quads:
        data.add((_term(quad.subject, rdflib), _term(quad.predicate, rdflib), _term(quad.object, rdflib)))
    count = len(data)
    for quad in describe_ontology():
        data.add((_term(quad.subject, rdflib), _term(quad.predicate, rdflib), _term(quad.object, rdflib)))
    shapes = rdflib.Graph().parse(ontology_file("shapes.ttl"), format="turtle")
    _, results, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True, inplace=True)
    return Report(tuple(sorted(_violations(results, shapes, rdflib))), count)


def _term(term: NamedNode | BlankNode | Literal | Triple, rdflib: Any) -> Any:
    kind = type(term).__name__
    if kind == "NamedNode":
        return rdflib.URIRef(term.value)  # type: ignore[union-attr]
    if kind == "BlankNode":
        return rdflib.BNode(term.value)  # type: ignore[union-attr]
    literal: Any = term
    if literal.language:
        return rdflib.Literal(literal.value, lang=literal.language)
    datatype = None if literal.datatype.value.endswith("#string") else rdflib.URIRef(literal.datatype.value)
    return rdflib.Literal(literal.value, datatype=datatype)


def _violations(results: Any, shapes: Any, rdflib: Any) -> Iterable[Violation]:
    sh, kind = rdflib.Namespace(_SH), rdflib.RDF.type
    names = {_SH + severity.name.title(): severity for severity in Severity}
    for result in results.subjects(kind, sh.ValidationResult):
        yield Violation(
            severity=names[str(results.value(result, sh.resultSeverity))],
            shape=_shape_name(results.value(result, sh.sourceShape), shapes, sh),
            focus=str(results.value(result, sh.focusNode)),
            path=str(results.value(result, sh.resultPath) or ""),
            message=str(results.value(result, sh.resultMessage) or ""),
            value=str(results.value(result, sh.value) or ""),
        )


def _shape_name(shape: Any, shapes: Any, sh: Any) -> str:
    """Return the local name of a shape; of a property shape without a name, that of the node shape around it."""
    named = shape
    while named is not None and not str(named).startswith(_SHAPES):
        named = next((owner for link in (sh.property, sh["or"]) for owner in shapes.subjects(link, named)), None)
    return str(named or shape).removeprefix(_SHAPES)
