"""How two texts can have run together in one: the smallest set of deletions and insertions that gives it."""

from __future__ import annotations

from dataclasses import dataclass

from instrgraph.model import Edit, EditKind, Span

_KEPT, _GONE, _CAME = 0, 1, 2
_NEW_HUNK = 10
_CAME_FIRST = 15
"""What is deleted stands before what is inserted in its place; the other order is possible and unlikely."""


@dataclass(frozen=True, slots=True)
class Parting:
    """One way to part a stretch: its edits in the stretch's own coordinates; a lower cost is likelier."""

    edits: tuple[Edit, ...]
    cost: int
    base: str
    proposed: str

    def shifted(self, by: int) -> tuple[Edit, ...]:
        """Return the edits moved by ``by`` code points."""
        return tuple(Edit(edit.span.shifted(by), edit.kind) for edit in self.edits)


def part(fused: str, base: str, proposed: str) -> Parting | None:
    """Return how ``base`` and ``proposed`` have run together in ``fused``, or None where they have not.

    >>> found = part("Rev. GuadalajaraBusan, 20104", "Rev. Guadalajara, 2010", "Rev. Busan, 2014")
    >>> [(edit.kind.value, edit.span.of("Rev. GuadalajaraBusan, 20104")) for edit in found.edits]
    [('deletion', 'Guadalajara'), ('insertion', 'Busan'), ('deletion', '0'), ('insertion', '4')]
    """
    shared = len(base) + len(proposed) - len(fused)
    if shared < 0 or shared > min(len(base), len(proposed)) or not (_within(base, fused) and _within(proposed, fused)):
        return None
    # A state is how much of each text has been passed, and the kind of the last code point.
    states: dict[tuple[int, int, int], tuple[int, str]] = {(0, 0, _KEPT): (0, "")}
    for letter in fused:
        states = _step(states, letter, base, proposed)
    ends = [found for state, found in states.items() if state[:2] == (len(base), len(proposed))]
    if not ends:
        return None
    cost, kinds = min(ends)
    return Parting(_edits(kinds), cost, base, proposed)


def _within(part_of: str, whole: str) -> bool:
    rest = iter(whole)
    return all(letter in rest for letter in part_of)


def _step(
    states: dict[tuple[int, int, int], tuple[int, str]], letter: str, base: str, proposed: str
) -> dict[tuple[int, int, int], tuple[int, str]]:
    after: dict[tuple[int, int, int], tuple[int, str]] = {}
    for (passed, come, last), (cost, kinds) in states.items():
        in_base = passed < len(base) and base[passed] == letter
        in_proposed = come < len(proposed) and proposed[come] == letter
        steps = []
        if in_base and in_proposed:
            steps.append((passed + 1, come + 1, _KEPT))
        if in_base:
            steps.append((passed + 1, come, _GONE))
        if in_proposed:
            steps.append((passed, come + 1, _CAME))
        for state in steps:
            found = (cost + _price(last, state[2]), kinds + str(state[2]))
            if state not in after or found < after[state]:
                after[state] = found
    return after


def _price(last: int, kind: int) -> int:
    if kind in (_KEPT, last):
        return 0
    return _NEW_HUNK + (_CAME_FIRST if last == _CAME and kind == _GONE else 0)


def _edits(kinds: str) -> tuple[Edit, ...]:
    edits: list[Edit] = []
    start = 0
    for index in range(1, len(kinds) + 1):
        if index == len(kinds) or kinds[index] != kinds[start]:
            if kinds[start] != str(_KEPT):
                kind = EditKind.DELETION if kinds[start] == str(_GONE) else EditKind.INSERTION
                edits.append(Edit(Span(start, index), kind))
            start = index
    return tuple(edits)
