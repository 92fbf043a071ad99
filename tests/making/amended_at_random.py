"""Proposals with items put in, taken out and brought up to date at random; the same seed gives the same proposal."""

from __future__ import annotations

import random

from making import amended
from making.amended import LANGUAGES, WORDS, Draft, Line, Unit

_ITEMS = ("pp", "wtsa", "wtdc", "growth", "needs", "open", "cooperate", "train", "strengthen")
_REVISIONS = {
    "pp": (amended.PP14, amended.PP18, amended.PP22),
    "wtsa": (amended.WTSA12, amended.WTSA16, amended.WTSA22),
    "wtdc": (amended.WTDC14, amended.WTDC17, amended.WTDC22),
}
_STYLES = ("whole", "words", "digits")
_CAME, _WENT = 0.12, 0.20


def draft(seed: int) -> Draft:
    """Return the proposal of a seed: a lettered list and two numbered ones."""
    chance = random.Random(seed)  # noqa: S311  (nothing secret)
    language = LANGUAGES[seed % len(LANGUAGES)]
    step = chance.randint(0, 1)
    lines = amended.heading(language, chance.choice(_STYLES), _REVISIONS["pp"][step : step + 2])
    for opener, items, longest in (("recalling", "letter", 7), ("resolves", "number", 13), ("instructs", "number", 13)):
        lines.append(Line((WORDS[language][opener],)))
        lines += [_item(chance, language, items, step) for _ in range(chance.randint(2, longest))]
    return amended.draft(f"random {seed}", language, lines)


def _item(chance: random.Random, language: str, items: str, step: int) -> Line:
    share = chance.random()
    fate = "came" if share < _CAME else "went" if share < _WENT else "kept"
    key = chance.choice(_ITEMS)
    units: dict[str, Unit | str] = {}
    if key in _REVISIONS:
        old, new = _REVISIONS[key][step : step + 2]
        units["n"] = str(chance.randint(11, 180))
        units["rev"] = amended.plain(language, new if fate == "came" and chance.random() < 0.5 else old)
        if fate == "kept" and chance.random() < 0.6:
            units["rev"] = amended.revision(language, old, new, chance.choice(_STYLES))
    if key == "strengthen":
        added = fate == "kept" and chance.random() < 0.5
        units["w"] = amended.words("", WORDS[language]["more"]) if added else ""
    return amended.item(language, key, items, fate, **units)
