"""Linking the citations of one reading, in the order of its text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.citations.numbers import Shape
from instrgraph.citations.printed import Cue, How, Printed
from instrgraph.linking.context import Choice, Context
from instrgraph.linking.strategies import STRATEGIES
from instrgraph.model import LinkStatus, Specificity
from instrgraph.registry import registry
from instrgraph.resources import root

if TYPE_CHECKING:
    from instrgraph.citations.revisions import Revision
    from instrgraph.model import SourceDocument


@dataclass(frozen=True, slots=True)
class Linked:
    """A citation as printed with what it was linked to."""

    printed: Printed
    status: LinkStatus
    by: str
    instrument: str | None
    revision: int | None
    edition: str | None
    specificity: Specificity
    candidates: tuple[str, ...]
    reason: str | None


_EDITIONED = ("itu/t/rec/", "itu/r/rec/", "itu/d/rec/", "itu/ra/res/")
_UNREVISED = ("un/", "wsis/", "org/")


def link(found: tuple[Printed, ...], document: SourceDocument, own_body: str | None) -> tuple[Linked, ...]:
    """Return each citation with what it is linked to, in the order given; none is dropped.

    ``own_body`` is the body whose text this is (the enacting clause's, else the document's): context passed in, never
    a global, since WTSA Resolution 20 is not WTDC Resolution 20.
    """
    context = _context(found, own_body or document.facts.body)
    linked: dict[int, Linked] = {}
    for index in _order(found):
        printed = _lent(found, index)
        choice = _choose(printed, context)
        one = _linked(found[index], choice, context)
        linked[index] = one
        if one.instrument is not None and not printed.in_range:
            context.remember(printed, one.instrument)
    return tuple(linked[index] for index in range(len(found)))


def _order(found: tuple[Printed, ...]) -> range:
    return range(len(found))


def _lent(found: tuple[Printed, ...], index: int) -> Printed:
    """Return the citation with the body of the one that is joined to it by "and", where it has none of its own."""
    printed = found[index]
    if any(cue.how in (How.INSIDE, How.BEFORE, How.AFTER) for cue in printed.cues):
        return printed
    following = index + 1
    while following < len(found) and found[following].group == printed.group:
        following += 1
    if following < len(found) and found[following].joined and found[following].kind == printed.kind and (
            found[following].block == printed.block):  # fmt: skip
        lent = tuple(cue for cue in found[following].cues if cue.how is How.AFTER and cue.cue is not Cue.FOREIGN)
        return replace(printed, cues=(*lent, *printed.cues))
    return printed


def _context(found: tuple[Printed, ...], own_body: str | None) -> Context:
    bodies = {cue.value for one in found for cue in one.cues if cue.cue in (Cue.BODY, Cue.SESSION)}
    families = {body.split("/")[0] for body in bodies} | ({own_body.split("/")[0]} if own_body else set())
    for one in found:
        if one.kind == "line" or (one.instrument or "").startswith("wsis/"):
            families.add("wsis")
        if one.instrument and not one.in_context:
            families.add(one.instrument.split("/")[0])
        if one.kind in ("rec", "q") or (one.revision is not None and one.revision.place):
            families.add("itu")
    if "itu" in families:
        families.add("wsis")  # the ITU convened the Summit: its texts say "the Plan of Action" without more
    groups: dict[int, tuple[str, ...]] = {}
    for one in found:
        if one.number is not None and not one.in_range:
            groups[one.group] = (*groups.get(one.group, ()), one.number.number)
    return Context(
        registry(), own_body, frozenset(families), frozenset(bodies), groups=groups,
        mentions=_mentions(found))  # fmt: skip


def _mentions(found: tuple[Printed, ...]) -> tuple[tuple[int, str], ...]:
    mentions = []
    for one in found:
        beside = (cue for cue in one.cues if cue.how in (How.INSIDE, How.BEFORE, How.AFTER))
        mentions += [(one.anchor.start, cue.value) for cue in beside
                     if cue.cue in (Cue.BODY, Cue.SESSION) and "/" in cue.value]  # fmt: skip
        if one.revision is not None and one.revision.place and one.revision.year:
            places = registry().conferences_at(one.revision.place, one.revision.year)
            if len(places) == 1:
                mentions.append((one.anchor.start, places[0].body))
    return tuple(sorted(mentions, key=lambda mention: mention[0]))


def _choose(printed: Printed, context: Context) -> Choice:
    if printed.number is not None and printed.number.shape is Shape.PROVISIONAL:
        return Choice("provisional", None, (), "a provisional number, replaced when the text was adopted")
    for strategy in STRATEGIES:
        choice = strategy(printed, context)
        if choice is not None:
            return choice
    return Choice("none", None, (), "no body is named and the registry knows no instrument of that number")


def _linked(printed: Printed, choice: Choice, context: Context) -> Linked:
    if choice.instrument is None:
        status = LinkStatus.AMBIGUOUS if choice.candidates else LinkStatus.UNKNOWN
        return Linked(printed, status, choice.by, None, None, None, _loose(printed), choice.candidates,
                      choice.reason or "not determined")  # fmt: skip
    instrument = choice.instrument
    edition = _edition(printed, instrument)
    revision = None if edition or instrument.startswith(_EDITIONED) else _revision(printed, instrument, context)
    body = "/".join(instrument.split("/")[:2])
    if revision is None and choice.year and context.registry.conference(body, choice.year):
        revision = choice.year
    specificity = _specificity(printed, instrument, revision, edition)
    return Linked(printed, LinkStatus.LINKED, choice.by, instrument, revision, edition, specificity, (), None)


def _loose(printed: Printed) -> Specificity:
    return Specificity.PARTIAL if printed.revision else Specificity.FLOATING


def _edition(printed: Printed, instrument: str) -> str | None:
    if not instrument.startswith(_EDITIONED):
        return None
    if printed.number is not None and printed.number.suffix is not None:
        return printed.number.suffix
    revision = printed.revision
    if revision is None:
        return None
    if revision.edition:
        return revision.edition
    year = revision.amended or revision.year
    return str(year) if year else None


def _revision(printed: Printed, instrument: str, context: Context) -> int | None:
    """Return the year of the revision that the text names, if a conference of the organ met in it."""
    if instrument.startswith(_UNREVISED):
        return None
    revision, body = printed.revision, "/".join(instrument.split("/")[:2])
    if revision is not None:
        year = _year(revision)
        if year is None:
            return None
        if instrument.count("/") < 3 or body == "itu/council" or context.registry.conference(body, year):
            return year
        return None
    if printed.year is not None and (body == "itu/council" or instrument.count("/") < 3 or (
            context.registry.conference(body, printed.year) is not None)):  # fmt: skip
        return printed.year
    return None


def _year(revision: Revision) -> int | None:
    return revision.amended or revision.year


def _specificity(printed: Printed, instrument: str, revision: int | None, edition: str | None) -> Specificity:
    if revision is not None or edition is not None:
        return Specificity.PINNED
    if instrument.startswith(_UNREVISED):
        return Specificity.NOT_APPLICABLE
    return Specificity.PARTIAL if printed.revision is not None else Specificity.FLOATING


@cache
def confidences() -> dict[str, float]:
    """Return the measured precision of each strategy: the lower bound of its interval (Wilson, 95 %).

    Written by ``instrgraph evaluate --confidence`` to ``data/confidence.toml``.
    """
    path = root() / "data" / "confidence.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {name: float(entry["lower"]) for name, entry in table.items()}
