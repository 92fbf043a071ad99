"""List labels in a flattened text: "bc)" was b and becomes c, so the plain b before it is new."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LETTERED = re.compile(r"[(\[]?(?P<label>[^\W\d_]{1,5})\s?\)")
_NUMBERED = re.compile(r"(?P<label>\d{1,4})(?:\s?[.)])?\s+(?=\S)")
_BETWEEN = re.compile(r"[(\[]?(?P<label>(?:[^\W\d_]{1,2}|\d{1,2})\s?(?:bis|ter|quater))\s?(?:[.)]|\s)")
_ABJAD = tuple("ابجدهوزحطيكلمنسعفصقرشتثخذضظغ")
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
          "xviii", "xix", "xx")  # fmt: skip

_IN_STEP, _SHOWN_ONLY, _EDITED, _OUT_OF_STEP = 0, 3, 2, 12
_FUSED_OUT_OF_STEP = 30
"""A fused label tells its own place in both texts, so that items before it that do not fit are new or gone."""
_SHOWN_AMONG_FUSED = 8
"""Where other labels of the list show old and new, one that shows the new alone is hardly kept."""
_LONGEST_LIST, _WIDTH = 400, 12
"""Longer lists are not judged, and of the paths through one only the cheapest are followed: time stays bounded."""
_HINTED, _IGNORES_NEW, _IGNORES_OLD = 1, 1, 6


class Fate(StrEnum):
    """What a proposal does with a list item."""

    KEPT = "kept"
    NEW = "new"
    GONE = "gone"
    RELABELLED = "relabelled"


@dataclass(frozen=True, slots=True)
class Item:
    """A labelled block: its index, its label, and what other witnesses say of it.

    ``start`` is the offset of the label in the folded text. ``seems_new`` says that the item names what is later than
    the base; ``seems_old`` that words of the base stand in it beside new ones.
    """

    block: int
    label: str
    start: int
    between: bool = False
    """Whether it was put between two others: "b bis)"."""
    seems_new: bool = False
    seems_old: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The fate of one item; ``middle`` is where a relabelled one's label parts into old and new (folded offset).

    ``doubtful`` says that the labels fit as well where what comes goes and what goes comes.
    """

    item: Item
    fate: Fate
    middle: int | None = None
    doubtful: bool = False


def label_of(folded: str, block: int, start: int) -> Item | None:
    r"""Return the item that begins with a label at ``start`` of the folded text, if one does.

    >>> label_of("bc)  that", 0, 0).label, label_of("23\tto help", 0, 0).label, label_of("resolves", 0, 0)
    ('bc', '23', None)
    """
    between = _BETWEEN.match(folded, start)
    if between:
        return Item(block, between["label"], between.start("label"), between=True)
    match = _LETTERED.match(folded, start) or _NUMBERED.match(folded, start)
    return Item(block, match["label"], match.start("label")) if match else None


def split_lists(items: list[Item | None]) -> Iterator[tuple[Item, ...]]:
    """Yield the lists: items of one kind of label that follow one another, with the lists inside them stepped over.

    ``items`` holds None for a block without a label, which ends all open lists.
    """
    open_lists: list[tuple[_Row, list[Item]]] = []
    for item in (*items, None):
        if item is None:
            yield from (tuple(members) for _, members in open_lists)
            open_lists = []
            continue
        if item.between:
            continue
        row = _row_of(item, open_lists)
        while open_lists and open_lists[-1][0] is not row and any(known is row for known, _ in open_lists):
            yield tuple(open_lists.pop()[1])
        if open_lists and open_lists[-1][0] is row:
            open_lists[-1][1].append(item)
        else:
            open_lists.append((row, [item]))


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """A sequence that labels follow; compared by identity."""

    labels: tuple[str, ...]

    def place(self, label: str) -> int | None:
        """Return the place of a label in the sequence, from 1."""
        if not self.labels:
            return int(label) if label.isdigit() and not label.startswith("0") else None
        try:
            return self.labels.index(label) + 1
        except ValueError:
            return None


_LATIN = tuple("abcdefghijklmnopqrstuvwxyz")
_NUMBERS = _Row(())
_ROWS = (_Row(_LATIN), _Row(tuple(_CYRILLIC)), _Row(_ABJAD))
_ROMANS = _Row(_ROMAN)


def _row_of(item: Item, open_lists: list[tuple[_Row, list[Item]]]) -> _Row:
    if item.label.isdigit():
        return _NUMBERS
    label = item.label
    if label in _ROMANS.labels:
        if open_lists and open_lists[-1][0] is _ROMANS:
            return _ROMANS
        last = next((members[-1].label for row, members in reversed(open_lists) if row is _ROWS[0]), "")
        if (label == "i" and not last.endswith("h")) or (len(label) > 1 and not last):
            return _ROMANS
    return next((row for row in _ROWS if any(letter in row.labels for letter in label[:1])), _ROWS[0])


@dataclass(frozen=True, slots=True)
class _Path:
    cost: int
    verdicts: tuple[Verdict, ...]


def judge(members: tuple[Item, ...]) -> tuple[Verdict, ...]:
    """Return the fate of each item of a list, or nothing where its labels show no change.

    Of all fates that the labels allow the cheapest are taken: labels of the base and of the proposed text each run in
    step, and every edit and every label out of step has its price.

    >>> items = tuple(Item(index, label, 0) for index, label in enumerate(("a", "b", "bc", "cd")))
    >>> [verdict.fate.value for verdict in judge(items)]
    ['kept', 'new', 'relabelled', 'relabelled']
    >>> judge(tuple(Item(index, label, 0) for index, label in enumerate(("a", "b", "c"))))
    ()
    """
    row = _row_of(members[0], []) if members[0].label != "i" else _ROMANS
    if len(members) > _LONGEST_LIST or not _is_suspect(members, row):
        return ()
    fused = any(row.place(item.label) is None for item in members)
    shown = _SHOWN_AMONG_FUSED if fused else _SHOWN_ONLY
    paths: dict[tuple[int, int], _Path] = {(0, 0): _Path(0, ())}
    for item in members:
        after: dict[tuple[int, int], _Path] = {}
        for (old, new), path in paths.items():
            for state, verdict, price in _moves(item, row, (old, new), shown):
                cost = path.cost + price
                if state not in after or cost < after[state].cost:
                    after[state] = _Path(cost, (*path.verdicts, verdict))
        cheapest = sorted(after, key=lambda state: after[state].cost)[:_WIDTH]
        paths = {state: after[state] for state in cheapest}
    best = min(paths.values(), key=lambda path: path.cost)
    if all(verdict.fate is Fate.KEPT for verdict in best.verdicts):
        return ()
    return tuple(_with_doubts(best.verdicts))


_TURNED = {Fate.NEW: Fate.GONE, Fate.GONE: Fate.NEW}


def _with_doubts(verdicts: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Give the verdicts, doubtful where only the words of items side by side tell which come and which go."""
    given = 0
    for is_edited, group in groupby(verdicts, key=lambda verdict: verdict.fate in _TURNED):
        run = tuple(group)
        given += len(run)
        if not is_edited:
            yield from run
            continue
        before = verdicts[given - len(run) - 1].fate if given > len(run) else Fate.KEPT
        ends = given == len(verdicts) and before is Fate.KEPT
        yield from _turned(run) if _may_turn(run, ends=ends) else _swapped(run)


def _may_turn(run: tuple[Verdict, ...], *, ends: bool) -> bool:
    """Return whether the labels fit as well if all that comes went, and all that goes came."""
    if _is_hinted(run):
        return False
    came, went = ([one.item.label for one in run if one.fate is fate] for fate in _TURNED)
    return came == went or (ends and came[:1] == went[:1])


def _is_hinted(run: tuple[Verdict, ...]) -> bool:
    return any(one.item.seems_new or one.item.seems_old for one in run)


def _turned(run: tuple[Verdict, ...]) -> Iterator[Verdict]:
    # What goes is usually printed before what comes in its place.
    turns = run[0].fate is Fate.NEW
    yield from (replace(one, fate=_TURNED[one.fate] if turns else one.fate, doubtful=True) for one in run)


def _swapped(run: tuple[Verdict, ...]) -> Iterator[Verdict]:
    """Give the run with doubts where two neighbours have one label: either may be the one that goes."""
    rest = run
    while rest:
        pair = rest[:2]
        alike = len({one.fate for one in pair}) == 2 and pair[0].item.label == pair[1].item.label
        if alike and not _is_hinted(pair):
            yield from _turned(pair)
            rest = rest[2:]
        else:
            yield rest[0]
            rest = rest[1:]


def _is_suspect(members: tuple[Item, ...], row: _Row) -> bool:
    """Return whether a label is used twice, or is none of its sequence but parts into two that are."""
    labels = [item.label for item in members]
    if len(set(labels)) < len(labels):
        return True
    before = 0
    for label in labels:
        place = row.place(label)
        if (place is None or (row is _NUMBERS and place > before + 1)) and any(_partings(label, row)):
            return True
        before = place or before
    return False


def _partings(label: str, row: _Row) -> Iterator[tuple[int, int, int]]:
    """Yield the ways to part a fused label: how long the old one is, and the places of both."""
    for length in range(1, len(label)):
        old, new = row.place(label[:length]), row.place(label[length:])
        if old is not None and new is not None and old != new:
            yield length, old, new


_Move = tuple[tuple[int, int], Verdict, int]


def _moves(item: Item, row: _Row, passed: tuple[int, int], shown: int) -> Iterator[_Move]:
    old, new = passed
    place = row.place(item.label)
    if place is not None:
        yield from _plain_moves(item, place, passed, shown)
    else:
        yield (old + 1, new + 1), Verdict(item, Fate.KEPT), _OUT_OF_STEP + 4
    if place is None or row is _NUMBERS:
        for length, was, now in _partings(item.label, row):
            wrong = (was != old + 1) + (now != new + 1)
            price = _FUSED_OUT_OF_STEP * wrong
            yield (was, now), Verdict(item, Fate.RELABELLED, item.start + length), price


def _plain_moves(item: Item, place: int, passed: tuple[int, int], shown: int) -> Iterator[_Move]:
    old, new = passed
    kept = Verdict(item, Fate.KEPT)
    ignores_new = _IGNORES_NEW if item.seems_new else 0
    ignores_old = _IGNORES_OLD if item.seems_old else 0
    if place == old + 1 == new + 1:
        yield (place, place), kept, _IN_STEP + ignores_new
    elif place == new + 1:
        # Automatic numbering shows the new label alone.
        yield (old + 1, place), kept, shown + ignores_new
    else:
        yield (place, place), kept, _OUT_OF_STEP
    price = (_HINTED if item.seems_new else _EDITED) + ignores_old
    yield (old, place), Verdict(item, Fate.NEW), price + (0 if place == new + 1 else _OUT_OF_STEP)
    price = _EDITED + ignores_old + 6 * ignores_new
    yield (place, new), Verdict(item, Fate.GONE), price + (0 if place == old + 1 else _OUT_OF_STEP)


def with_hints(item: Item, *, seems_new: bool, seems_old: bool) -> Item:
    """Return the item with what other witnesses say of it."""
    return replace(item, seems_new=seems_new, seems_old=seems_old)
