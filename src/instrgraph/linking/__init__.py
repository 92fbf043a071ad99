"""Linking: from a citation as printed to an instrument and a revision, by strategies that each have a name."""

from instrgraph.linking.forms import is_of_other_maker
from instrgraph.linking.link import Linked, confidences, link

__all__ = ["Linked", "confidences", "is_of_other_maker", "link"]
