"""Where a label stands among those before it: "ii)" below "4", the next of its list, or no label at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.structure.labels import Counted, LabelKind

if TYPE_CHECKING:
    from instrgraph.structure.labels import Label


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a nested list: how it is counted and how far it has come."""

    counted: Counted
    style: str

    def precedes(self, option: Counted, style: str) -> bool:
        """Return whether ``option`` may be the next item of this list."""
        same = option.kind is self.counted.kind and _alike(style, self.style)
        return same and option.ordinal == self._reached() + 1

    def _reached(self) -> int:
        """Return how far the list has come; "1.6" is within its first item."""
        head, found, _ = self.counted.value.partition(".")
        return int(head) if found and head.isdecimal() else self.counted.ordinal

    def shares(self, option: Counted, style: str) -> bool:
        """Return whether ``option`` is counted as this list is, though out of order."""
        return option.kind is self.counted.kind and _alike(style, self.style)


def _alike(one: str, other: str) -> bool:
    # In hard-wrapped texts tabs become spaces; a bracket and a bracket pair set off different lists.
    return one == other or {one, other} <= {"tab", "space"} or {one, other} <= {"dot", "dash"}


@dataclass(slots=True)
class Counting:
    """The levels of the list that is open."""

    levels: list[Level] = field(default_factory=list)

    def clear(self) -> None:
        """Forget all levels: a new clause begins."""
        self.levels.clear()

    def place(self, label: Label) -> tuple[str, ...] | None:
        """Return the labels from the outermost to this one, or None where it cannot be a label here.

        A label that is set off by a space or a full stop alone must begin a list or go on with one.
        """
        depth, option = self._continued(label) or self._begun(label) or self._shared(label) or (None, None)
        if option is None or depth is None:
            lettered = label.options[0].kind is not LabelKind.NUMBER
            if label.style == "space" or (label.style == "dot" and lettered):
                return None
            depth, option = len(self.levels), label.options[0]
        self.levels[depth:] = [Level(option, label.style)]
        return tuple(level.counted.value for level in self.levels)

    def _continued(self, label: Label) -> tuple[int, Counted] | None:
        for depth in reversed(range(len(self.levels))):
            for option in label.options:
                if self.levels[depth].precedes(option, label.style) and _plain(option):
                    return depth, option
        return None

    def _begun(self, label: Label) -> tuple[int, Counted] | None:
        if any(self.levels and "." in option.value for option in label.options):
            return self._decimal(label)
        kinds = {level.counted.kind for level in self.levels if _alike(level.style, label.style)}
        firsts = [option for option in label.options if option.ordinal == 1 and option.kind not in kinds]
        roman = [option for option in firsts if option.kind is LabelKind.ROMAN]
        chosen = (roman or firsts)[:1]
        return (len(self.levels), chosen[0]) if chosen else None

    def _decimal(self, label: Label) -> tuple[int, Counted] | None:
        # "3.1" names its own parent, so it stands where "3" stood.
        for depth, level in enumerate(self.levels):
            if level.counted.kind is LabelKind.NUMBER:
                return depth, label.options[0]
        return None

    def _shared(self, label: Label) -> tuple[int, Counted] | None:
        if label.style == "space":
            return None
        for depth in reversed(range(len(self.levels))):
            for option in label.options:
                if self.levels[depth].shares(option, label.style):
                    return depth, option
        return None


def _plain(option: Counted) -> bool:
    return "." not in option.value
