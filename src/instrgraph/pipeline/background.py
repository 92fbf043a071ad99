"""The graphs that belong to no one document: registry, ontology, what is derived from all together, and the counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph import dataset_facts, derive, describe_dataset, describe_ontology, describe_registry
from instrgraph.graph.terms import graph as graph_name
from instrgraph.store.canonical import settled

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Quad

    from instrgraph.graph import Publication
    from instrgraph.store.oxigraph import OxigraphStore


def write_background(store: OxigraphStore) -> set[str]:
    """Write the registry and the ontology into their graphs and return the names of these."""
    found = {"registry": describe_registry(), "ontology": settled(describe_ontology())}
    return {_replace(store, name, quads) for name, quads in found.items()}


def write_derived(store: OxigraphStore) -> set[str]:
    """Write the derived graph anew and return its name."""
    store.remove(graph_name("derived").value)  # first: what follows must not follow from what once followed
    return {_replace(store, "derived", derive(store))}


def write_dataset(store: OxigraphStore, publication: Publication) -> set[str]:
    """Write the description of the snapshot, counts included, and return the name of its graph."""
    store.remove(graph_name("void").value)  # it does not count itself
    return {_replace(store, "void", describe_dataset(dataset_facts(store), publication))}


def _replace(store: OxigraphStore, local: str, quads: Iterable[Quad]) -> str:
    name = graph_name(local).value
    store.replace(name, quads)
    return name
