"""The graph: our values as RDF, one named graph for each document, one for the registry, one derived by rules."""

from instrgraph.graph.dataset import DatasetFacts, Publication, dataset_facts, describe_dataset
from instrgraph.graph.derivation import Rule, derive, rules
from instrgraph.graph.description import Run, describe
from instrgraph.graph.ontology import describe_ontology
from instrgraph.graph.registry import describe_registry
from instrgraph.graph.validation import Report, Severity, Violation, validate

__all__ = [
    "DatasetFacts",
    "Publication",
    "Report",
    "Rule",
    "Run",
    "Severity",
    "Violation",
    "dataset_facts",
    "derive",
    "describe",
    "describe_dataset",
    "describe_ontology",
    "describe_registry",
    "rules",
    "validate",
]
