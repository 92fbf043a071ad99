
"""The made chains: texts of four revisions each, with the links that their maker wrote down."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from instrgraph.library import extract

if TYPE_CHECKING:
    from instrgraph.model import Mandate

CHAINS = Path(__file__).parent / "chains"
Found = tuple[str, frozenset[str], frozenset[str]]
"""A link: its kind, the lines of the older text, the lines of the newer one."""


@dataclass(frozen=True)
class Text:
    """One revision: its words, its mandates, and the line that each mandate stands in."""

    words: str
    language: str
    lines: tuple[tuple[str, str], ...]
    """Name and words of each line that demands something, in text order."""
    places: dict[str, tuple[str, int]]
    """Opener and number of each line."""

    @cached_property
    def mandates(self) -> tuple[Mandate, ...]:
        return extract(self.words, name="chain", language=self.language).mandates

    @cached_property
    def line_of(self) -> dict[str, str]:
        """Return the line of each mandate by its identifier, told by where its words stand."""
        found = {}
        for mandate in self.mandates:
            stretch = mandate.span.of(self.words)
            found[mandate.id] = next(name for name, words in self.lines if words in stretch)
        return found


class Chain:
    """One file of ``chains``."""

    def __init__(self, name: str) -> None:
        self.data: dict[str, Any] = tomllib.loads((CHAINS / f"{name}.toml").read_text(encoding="utf-8"))
        self.texts = [_text(self.data, one, self.data["lines"]) for one in self.data["revisions"]]
        self.years = [one["year"] for one in self.data["revisions"]]

    @property
    def carrying_out(self) -> Text:
        """Return the text of the other body."""
        other = self.data["delegation"]
        return _text(
            {**other, "language": self.data["language"], "preamble": self.data["preamble"]}, other, other["lines"]
        )

    def expected(self, index: int) -> set[Found]:
        """Return the links from revision ``index`` to the next one."""
        older, newer = self.texts[index], self.texts[index + 1]
        written = {
            (kind, frozenset(old), frozenset(new))
            for kind, old, new in self.data["links"].get(str(self.years[index + 1]), ())
        }
        told_old = {name for _, old, _ in written for name in old}
        told_new = {name for _, _, new in written for name in new}
        kept = set(older.places) & set(newer.places) - told_old - told_new
        untold = (set(older.places) ^ set(newer.places)) - told_old - told_new
        assert not untold, (
            f"{self.data['language']} {self.years[index + 1]}: the file does not say what became of {sorted(untold)}"
        )
        for name in kept:
            same = older.places[name] == newer.places[name]
            written.add(("unchanged" if same else "moved", frozenset({name}), frozenset({name})))
        return written


def _text(head: dict[str, Any], one: dict[str, Any], words: dict[str, str]) -> Text:
    ends = {"zh": ("；", "。", "，")}.get(head["language"], (";", ".", ","))
    shown = [head["heading"].format(**one), head["title"], head["enacting"].format(**one), *head["preamble"]]
    lines: list[tuple[str, str]] = []
    places: dict[str, tuple[str, int]] = {}
    for section, (opener, names) in enumerate(one["sections"], 1):
        shown.append(opener)
        last = ends[1] if section == len(one["sections"]) else ends[2]
        for number, name in enumerate(names, 1):
            label = f"{number}\t" if len(names) > 1 else ""
            shown.append(label + words[name] + (ends[0] if number < len(names) else last))
            lines.append((name, words[name]))
            places[name] = (opener, number if len(names) > 1 else 0)
    # A line whose words stand within those of another is looked for last.
    return Text("\n".join(shown), head["language"], tuple(sorted(lines, key=lambda line: -len(line[1]))), places)
