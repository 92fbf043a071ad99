"""Several provisions rewritten into one: too few words stay for likeness alone, so that their section speaks too.

"Resolution 5 ...", "Resolution 44 ..." and "Resolution ITU-R 48-2 ..." become "relevant resolutions of the three
Sectors": each that went has its nearest match in the section that took its section's place.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from instrgraph.comparison.values import Side

_FAINT = 0.09
"""Below this likeness a provision that went says nothing of where it went."""
_NEARLY = 0.75
"""Of two targets so close in likeness that one is meant which stands in the provision's own place."""

Matrix = np.ndarray[Any, np.dtype[np.float64]]


def sections_kept(pairs: Mapping[int, int], before: Sequence[Side], after: Sequence[Side]) -> dict[str, str]:
    """Return which section took the place of which: the one that most of its provisions went to.

    A section of which nothing stayed has no entry.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one, other in pairs.items():
        votes[before[one].section][after[other].section] += 1
    return {section: found.most_common(1)[0][0] for section, found in votes.items()}


def consolidated(
    pairs: Mapping[int, int], likeness: Matrix, before: Sequence[Side], after: Sequence[Side]
) -> tuple[dict[int, int], dict[int, int]]:
    """Return further pairs, and for others that went the provision of the later text into which they were rewritten.

    A later provision that has no partner yet must be the nearest match of two or more: then the likest of them is its
    partner and the others were merged into it.
    """
    kept = sections_kept(pairs, before, after)
    taken = set(pairs.values())
    labelled = np.array([bool(side.label) for side in after])
    targets: dict[int, list[int]] = defaultdict(list)
    for one, side in enumerate(before):
        if one in pairs or not side.label or side.section not in kept:
            continue
        target = _target(one, np.where(labelled, likeness[one], 0.0), pairs, after)
        if target is not None and after[target].section == kept[side.section]:
            targets[target].append(one)
    further: dict[int, int] = {}
    merged: dict[int, int] = {}
    for target, sources in targets.items():
        if target not in taken and len(sources) > 1:
            best = max(sources, key=lambda one: float(likeness[one, target]))
            further[best] = target
        if target in taken or target in further.values():
            merged.update({one: target for one in sources if one not in further})
    return further, merged


def _target(one: int, likeness: Any, pairs: Mapping[int, int], after: Sequence[Side]) -> int | None:
    best = int(likeness.argmax())
    if likeness[best] < _FAINT:
        return None
    before = [other for index, other in pairs.items() if index < one and after[other].section == after[best].section]
    place = max(before, default=best)
    near = (other for other in (place, place + 1) if other < len(after) and after[other].section == after[best].section)
    return next((other for other in near if likeness[other] >= _NEARLY * likeness[best]), best)
