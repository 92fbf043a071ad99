"""The graph: our values as RDF, one named graph for each document, one for the registry, one derived by rules."""

from instrgraph.graph.description import Run, describe

__all__ = ["Run", "describe"]
