"""Linking: from a citation as printed to an instrument and a revision, by strategies that each have a name."""

from instrgraph.linking.link import Linked, confidences, link

__all__ = ["Linked", "confidences", "link"]
