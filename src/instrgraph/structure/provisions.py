"""Provisions from the entries of an outline: unique paths, parents and functions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from instrgraph.model import Provision, Span, State
from instrgraph.structure.addressing import find_opener_addressing
from instrgraph.structure.openers import function_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from instrgraph.grammar.folding import Folded
    from instrgraph.structure.agents import Setting
    from instrgraph.structure.outline import Entry


@dataclass(slots=True)
class Paths:
    """Makes the paths of one text unique."""

    used: Counter[str] = field(default_factory=Counter)
    sections: dict[int, str] = field(default_factory=dict)

    def section(self, number: int, slug: str, *, numbered: bool) -> str:
        """Return the path of a section: its slug, with ".2" for the second of that name that is not numbered itself."""
        if number not in self.sections:
            self.sections[number] = slug if numbered else self.unique(slug)
        return self.sections[number]

    def unique(self, path: str) -> str:
        """Return the path, with ".2", ".3" where it has been used."""
        self.used[path] += 1
        count = self.used[path]
        return path if count == 1 else f"{path}.{count}"


def section_slug(entry: Entry, text: str, folded: Folded, setting: Setting) -> str:
    """Return the name of an opener's section: the opener, and for operative ones whom it addresses, as named."""
    opener = entry.opener
    if opener is None:
        return entry.clause
    if not opener.operative:
        return opener.name
    own = replace(setting, language=entry.line.language)
    limits = (entry.line.start, entry.line.end)
    found = find_opener_addressing(text, folded, opener, limits, own, bare=entry.role == "header")
    return "-".join((opener.name, *(_short(one) for one in found.addressees)))


def _short(agent: str) -> str:
    parts = agent.split("/")
    if len(parts) > 2 and parts[-2] == "sg":
        return f"study-group-{parts[-1]}"
    return parts[-1].replace("dir-", "director-") if parts[-2:-1] == ["office"] else parts[-1]


def make_provisions(entries: list[Entry], slug: Callable[[Entry], str], state: State) -> tuple[Provision, ...]:
    """Return the provisions of the entries, in text order; ``slug`` names the section of an entry's opener."""
    paths = Paths()
    made: list[Provision] = []
    for entry in entries:
        path, parent = _path(entry, paths, slug)
        made.append(_provision(entry, path, parent, state))
    return tuple(made)


def _path(entry: Entry, paths: Paths, slug: Callable[[Entry], str]) -> tuple[str, str | None]:
    if entry.opener is None:
        return paths.unique("/".join((entry.clause, *entry.labels))), None
    numbered = entry.role == "whole" and bool(entry.labels)
    known = entry.section in paths.sections
    # Naming a section takes reading whom it addresses: once for all that stands in it.
    section = paths.sections[entry.section] if known else paths.section(entry.section, slug(entry), numbered=numbered)
    if entry.role == "header" or (entry.role == "whole" and not entry.labels and not known):
        return section, None
    if entry.role == "object":
        return paths.unique(f"{section}/text"), section
    path = paths.unique("/".join((section, *entry.labels)))
    above = "/".join((section, *entry.labels[:-1]))
    return path, above if above != path and above in paths.used else None


def _provision(entry: Entry, path: str, parent: str | None, state: State) -> Provision:
    opener = entry.opener
    return Provision(
        clause=entry.clause,
        path=path,
        part=entry.part,
        span=Span(entry.line.span.start, entry.line.span.end),
        opener=opener.name if opener else None,
        force=opener.form.force if opener else None,
        labels=entry.labels,
        head=entry.head,
        parent=parent,
        function=function_of(opener.name if opener else None),
        state=state,
        language=entry.line.language,
    )
