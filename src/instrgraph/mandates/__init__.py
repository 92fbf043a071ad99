"""Mandates: who tells whom to do what, with what force, resting on what."""

from __future__ import annotations

from instrgraph.mandates.finding import find

__all__ = ["find"]
