"""Demands: a force and those it addresses, for each provision that makes one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.grammar.pack import pack
from instrgraph.structure.addressing import Addressing, find_addressing, find_opener_addressing
from instrgraph.structure.agents import Setting
from instrgraph.structure.openers import Context, find_infinitive, find_opener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.grammar.folding import Folded
    from instrgraph.structure.lines import Line
    from instrgraph.structure.openers import Opener
    from instrgraph.structure.outline import Entry

SELF = "self"
"""The addressee of "resolves" and "decides" where nobody else is named: the body that speaks."""

OWN = ("resolves", "decides")


@dataclass(frozen=True, slots=True)
class Demand:
    """What one provision demands: its place among the entries, force, addressees, collaborators.

    ``begin`` is the folded offset where the words of the action begin.
    """

    index: int
    force: str
    addressees: tuple[str, ...]
    collaborators: tuple[str, ...]
    begin: int


@dataclass(slots=True)
class Demands:
    """Finds the demands of one text, section by section."""

    original: str
    folded: Folded
    entries: tuple[Entry, ...]
    setting: Setting

    def find(self) -> Iterator[Demand]:
        """Return the demands in text order: one for each item, or for the words of an opener without items."""
        headers: dict[int, Addressing] = {}
        for index, entry in enumerate(self.entries):
            opener = entry.opener
            if opener is None:
                continue
            if opener.form.force is not None:
                yield from self._of(index, entry, opener, headers)
            if opener.operative and entry.role == "whole" and self.setting.side == "un":
                yield from self._joined(index, entry, opener)

    def _of(self, index: int, entry: Entry, opener: Opener, headers: dict[int, Addressing]) -> Iterator[Demand]:
        if entry.role == "header":
            headers[entry.section] = self._opener(entry, opener, bare=True)
            if self._is_alone(index):
                yield from self._own(index, headers[entry.section], opener.end)
        elif entry.role == "whole":
            headers[entry.section] = self._opener(entry, opener, bare=False)
            yield from self._own(index, headers[entry.section], max(opener.end, headers[entry.section].end))
        elif entry.role in ("object", "item"):
            yield from self._below(index, entry, headers.get(entry.section, Addressing()))

    def _opener(self, entry: Entry, opener: Opener, *, bare: bool) -> Addressing:
        line = entry.line
        limits = (line.start, line.end)
        return find_opener_addressing(self.original, self.folded, opener, limits, self._for(line), bare=bare)

    def _for(self, line: Line) -> Setting:
        return Setting(self.setting.side, self.setting.sector, line.language)

    def _is_alone(self, index: int) -> bool:
        """Return whether an opener's line has nothing below it, so that it is the whole demand."""
        follower = self.entries[index + 1] if index + 1 < len(self.entries) else None
        return follower is None or follower.section != self.entries[index].section

    def _own(self, index: int, found: Addressing, begin: int) -> Iterator[Demand]:
        """Return the demand of a line that holds opener and words."""
        entry = self.entries[index]
        opener = entry.opener
        if opener is None or opener.form.force is None:
            return
        if found.addressees:
            yield Demand(index, opener.form.force, found.addressees, found.collaborators, begin)
        elif opener.name in OWN:
            yield self._inner(index, entry, opener.end)

    def _joined(self, index: int, entry: Entry, opener: Opener) -> Iterator[Demand]:
        """Return what a paragraph of the United Nations demands besides: "… , and invites Member States to …"."""
        line = entry.line
        context = Context(line.language, un=True, decides=True, operative=True)
        joining = re.compile(rf"[ ,](?:{pack(line.language or 'en').conjunction}) +")
        for match in joining.finditer(self.folded.text, opener.end, line.end):
            verb = find_opener(self.folded.text, match.end(), line.end, context)
            if verb is None or not verb.operative or verb.form.force is None or verb.name in OWN:
                continue
            limits = (match.end(), line.end)
            found = find_opener_addressing(self.original, self.folded, verb, limits, self._for(line), bare=False)
            if found.addressees:
                yield Demand(index, verb.form.force, found.addressees, found.collaborators, max(verb.end, found.end))

    def _below(self, index: int, entry: Entry, header: Addressing) -> Iterator[Demand]:
        """Return the demand of words or of an item below an opener's line."""
        opener = entry.opener
        if opener is None or opener.form.force is None:
            return
        if self._is_sub_item(index, entry):
            found = self._named(entry.line) if opener.name in OWN else Addressing()
            if found.addressees:
                yield Demand(index, opener.form.force, found.addressees, found.collaborators, found.end)
            return
        if entry.role == "object" and self._only_leads(index):
            return
        if header.addressees:
            yield Demand(index, opener.form.force, header.addressees, header.collaborators, entry.line.start)
        elif opener.name in OWN:
            yield self._inner(index, entry, entry.line.start)
        else:
            found = self._addressing(entry.line.start, entry.line)
            if found.addressees:
                helping = (*header.collaborators, *found.collaborators)
                yield Demand(index, opener.form.force, found.addressees, helping, found.end)

    def _is_sub_item(self, index: int, entry: Entry) -> bool:
        """Return whether an item stands below another that has made the demand already."""
        if len(entry.labels) > 1:
            return True
        above = entry.labels[-1].rpartition(".")[0] if entry.labels else ""
        if above and any(one.section == entry.section and one.labels == (above,) for one in self.entries[:index]):
            return True
        return any(one.section == entry.section and one.role == "whole" for one in self.entries[:index])

    def _only_leads(self, index: int) -> bool:
        """Return whether words only lead to the items below them: "to take measures with a view to:"."""
        line = self.entries[index].line
        follower = self.entries[index + 1] if index + 1 < len(self.entries) else None
        if follower is None or follower.role != "item" or follower.section != self.entries[index].section:
            return False
        return line.announces

    def _inner(self, index: int, entry: Entry, start: int) -> Demand:
        """Return the demand of "resolves" or "decides": on whoever its words name, else on the body itself."""
        opener = entry.opener
        force = (opener.form.force if opener else None) or "resolves"
        line = entry.line
        context = Context(line.language, self.setting.side == "un", False, operative=True)
        at = self._skip(start, line)
        inner = find_infinitive(self.folded.text, at, line.end, context)
        if inner is not None and inner.form.force:
            found = self._addressing(inner.end, line)
            if found.addressees:
                return Demand(index, inner.form.force, found.addressees, found.collaborators, found.end)
        found = self._named(line, start)
        if found.addressees:
            return Demand(index, force, found.addressees, found.collaborators, start)
        return Demand(index, force, (SELF,), (), start)

    def _named(self, line: Line, start: int | None = None) -> Addressing:
        """Return a certain office, organ or study group that an item says has to act."""
        begin = line.start if start is None else start
        for words in _that(line.language):
            at = self._skip(begin, line)
            if not self.folded.text.startswith(words, at):
                continue
            found = self._addressing(at + len(words), line)
            certain = all(_acts(one) for one in found.addressees)
            if found.addressees and certain and self._has_modal(at, found.end, line):
                return found
        return Addressing()

    def _addressing(self, start: int, line: Line) -> Addressing:
        return find_addressing(self.original, self.folded, start, line.end, self._for(line))

    def _has_modal(self, begin: int, end: int, line: Line) -> bool:
        stretch = self.folded.text[begin : min(line.end, end + _MODAL_WITHIN)]
        return any(_holds(stretch, words) for words in _modals(line.language))

    def _skip(self, at: int, line: Line) -> int:
        while at < line.end and self.folded.text[at] in " \t\u3000,，:：":
            at += 1
        return at


_BODIES = ("itu/t", "itu/r", "itu/d", "itu/wtsa", "itu/wtdc", "itu/wrc", "itu/ra", "itu/pp")
_MODAL_WITHIN = 260


def _acts(agent: str) -> bool:
    """Return whether an agent can be told to act by "resolves that": an office, an organ or one study group.

    Groups cannot: "that the study groups should give priority to …" is what the body itself resolves, as annotated.
    """
    return "/group/" not in agent and agent not in _BODIES


def _holds(stretch: str, words: str) -> bool:
    at = stretch.find(words)
    while at >= 0:
        dense = words >= "\u3400"
        if dense or not (stretch[at - 1 : at].isalnum() or stretch[at + len(words) : at + len(words) + 1].isalnum()):
            return True
        at = stretch.find(words, at + 1)
    return False


@cache
def _items(key: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for language, words in load_all("actions.toml").items():
        forms = {fold_word(one) for pattern in words["items"][key] for one in expand(pattern)}
        found[language] = tuple(sorted(forms, key=lambda form: (-len(form), form)))
    return found


def _that(language: str | None) -> tuple[str, ...]:
    return _items("that").get(language or "en", ())


def _modals(language: str | None) -> tuple[str, ...]:
    return _items("modal").get(language or "en", ())
