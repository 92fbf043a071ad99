"""The registry: who meets where and when, and what the instruments are, from the tables of ``data/registry``."""

from __future__ import annotations

from functools import cache

from instrgraph.registry.facts import (
    ActionLine,
    Body,
    Conference,
    InstrumentFact,
    NamedInstrument,
    RevisionFact,
    SecurityCouncilFact,
)
from instrgraph.registry.registry import Registry
from instrgraph.resources import root

__all__ = [
    "ActionLine",
    "Body",
    "Conference",
    "InstrumentFact",
    "NamedInstrument",
    "Registry",
    "RevisionFact",
    "SecurityCouncilFact",
    "registry",
]


@cache
def registry() -> Registry:
    """Return the registry of this installation, loaded once.

    Raises:
        RegistryError: with all faults of all tables.

    >>> registry().session("WTSA-20").id, registry().place("دبي")
    ('itu/wtsa/2022', 'Dubai')
    >>> [conference.id for conference in registry().conferences_at("Dubaï", 2012)]
    ['itu/wcit/2012', 'itu/wtsa/2012']
    """
    return Registry(root() / "data" / "registry")
