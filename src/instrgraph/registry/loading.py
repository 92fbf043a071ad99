"""From rows to facts: one reader for each table, and the checks that no single table can make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.errors import Fault, RegistryError
from instrgraph.identifiers import type_of
from instrgraph.registry.facts import ActionLine, Body, Conference, InstrumentFact, NamedInstrument, RevisionFact
from instrgraph.registry.tables import CONFIDENCES, Folder
from instrgraph.resources import LANGUAGES

if TYPE_CHECKING:
    from pathlib import Path

    from instrgraph.registry.tables import Row

COUNCIL = "itu/council"
_NAMES = tuple(f"name_{language}" for language in LANGUAGES)
_SHORTS = tuple(f"short_{language}" for language in LANGUAGES)
_AGENT = ("id", "kind", "parent", *_NAMES, *_SHORTS)
_HISTORIES = ("printed", "reconstructed", "partial", "partial-origin-unknown")
_FORCE = {"yes": True, "no": False, "": None}


@dataclass(slots=True)
class Facts:
    """All common tables, loaded; `RegistryError` tells what is wrong with them."""

    bodies: dict[str, Body] = field(default_factory=dict)
    offices: dict[str, Body] = field(default_factory=dict)
    groups: dict[str, Body] = field(default_factory=dict)
    study_groups: dict[str, Body] = field(default_factory=dict)
    proponents: dict[str, Body] = field(default_factory=dict)
    conferences: dict[str, Conference] = field(default_factory=dict)
    forms: list[tuple[str, str, str]] = field(default_factory=list)
    """Place, language and form of a city's name."""
    named: dict[str, NamedInstrument] = field(default_factory=dict)
    action_lines: dict[str, ActionLine] = field(default_factory=dict)
    instruments: dict[str, InstrumentFact] = field(default_factory=dict)
    revisions: dict[str, list[RevisionFact]] = field(default_factory=dict)


def load(path: Path) -> Facts:
    """Return the facts of a folder of tables.

    Raises:
        RegistryError: with all faults of all tables.
    """
    folder, facts = Folder(path), Facts()
    _load_agents(folder, facts)
    _load_conferences(folder, facts)
    _load_places(folder, facts)
    _load_named(folder, facts)
    _load_action_lines(folder, facts)
    _load_instruments(folder, facts)
    _load_revisions(folder, facts)
    _load_itu_r(folder, facts)
    if folder.faults:
        raise RegistryError(tuple(folder.faults))
    return facts


def _load_agents(folder: Folder, facts: Facts) -> None:
    tables = (("bodies.csv", facts.bodies, ("stems",)), ("offices.csv", facts.offices, ()),
              ("groups.csv", facts.groups, ()), ("study_groups.csv", facts.study_groups, ("subject_en", "active")),
              ("proponents.csv", facts.proponents, ("prefix",)))  # fmt: skip
    parents: list[tuple[Row, str]] = []
    for name, table, more in tables:
        for row in folder.rows(name, (*_AGENT, *more), key=("id",)):
            agent = _agent(row)
            table[agent.id] = agent
            if agent.parent:
                parents.append((row, agent.parent))
    for row, parent in parents:
        if parent not in facts.bodies:
            row.fault("parent", f"{parent!r} is not in bodies.csv")
    _check_stems(folder, facts)


def _agent(row: Row) -> Body:
    stems = row.several("stems") if "stems" in row.cells else ()
    prefixes = row.several("prefix") if "prefix" in row.cells else ()
    return Body(
        id=row.agent("id"), kind=row.text("kind"), parent=row.cells["parent"] or None, names=row.languages("name"),
        shorts=row.languages("short", required=False), stems=stems, prefixes=prefixes,
        subject=row.cells.get("subject_en") or None, active=row.cells.get("active", "yes") == "yes", **row.marks(),
    )  # fmt: skip


def _check_stems(folder: Folder, facts: Facts) -> None:
    used: dict[str, str] = {}
    for body in facts.bodies.values():
        for stem in body.stems:
            if used.setdefault(stem, body.id) != body.id:
                message = f"{stem!r} belongs to {used[stem]} already"
                folder.faults.append(Fault("bodies.csv", list(facts.bodies).index(body.id) + 2, "stems", message))


def _load_conferences(folder: Folder, facts: Facts) -> None:
    columns = ("id", "body", "short", "aliases", "series", "place", "country", "year", "start", "end", "note")
    aliases: dict[str, str] = {}
    for row in folder.rows("conferences.csv", columns, key=("id",)):
        body, year, start, end = row.agent("body"), row.year("year"), row.day("start"), row.day("end")
        if body not in facts.bodies:
            row.fault("body", f"{body!r} is not in bodies.csv")
        if year is not None and row.cells["id"] != f"{body}/{year}":
            row.fault("id", f"must be {body}/{year}")
        if (start and start.year != year) or (start and end and end < start):
            row.fault("start", f"{start} to {end} does not fit the year {year}")
        found = Conference(
            id=row.text("id"), body=body, year=year or 0, place=row.text("place"), short=row.text("short"),
            aliases=row.several("aliases"), series=row.text("series"), country=row.text("country"), start=start,
            end=end, **row.marks(),
        )  # fmt: skip
        for alias in found.aliases:
            if aliases.setdefault(alias.upper(), found.id) != found.id:
                row.fault("aliases", f"{alias!r} is an alias of {aliases[alias.upper()]} already")
        facts.conferences[found.id] = found


def _load_places(folder: Folder, facts: Facts) -> None:
    held = {conference.place for conference in facts.conferences.values()}
    for row in folder.rows("places.csv", ("place", "language", "form", "note"), key=("place", "language", "form")):
        place = row.text("place")
        if place not in held:
            row.fault("place", f"{place!r} is the place of no conference in conferences.csv")
        facts.forms.append((place, row.choice("language", LANGUAGES), row.text("form")))
        row.marks()
    for place in sorted(held - {place for place, _, _ in facts.forms}):
        folder.faults.append(Fault("places.csv", 0, "place", f"{place!r} of conferences.csv has no form here"))


def _load_named(folder: Folder, facts: Facts) -> None:
    for row in folder.rows("named.csv", ("id", "type", "body", "year", "text_of", *_NAMES, "note"), key=("id",)):
        before = len(folder.faults)
        identifier = row.instrument("id")
        if len(folder.faults) == before and row.cells["type"] != type_of(identifier):
            row.fault("type", f"must be {type_of(identifier)}, which the identifier says")
        if row.agent("body") not in facts.bodies:
            row.fault("body", f"{row.cells['body']!r} is not in bodies.csv")
        facts.named[identifier] = NamedInstrument(
            id=identifier, type=row.text("type"), body=row.cells["body"], year=row.year("year", required=False),
            text_of=row.instrument("text_of", required=False) or None, names=row.languages("name"), **row.marks(),
        )  # fmt: skip


def _load_action_lines(folder: Folder, facts: Facts) -> None:
    for row in folder.rows("action_lines.csv", ("id", "label", "part_of", *_NAMES), key=("id",)):
        identifier = row.instrument("id")
        if row.cells["part_of"] not in facts.named:
            row.fault("part_of", f"{row.cells['part_of']!r} is not in named.csv")
        facts.action_lines[identifier] = ActionLine(
            id=identifier, label=row.text("label"), part_of=row.cells["part_of"], names=row.languages("name"),
            **row.marks(),
        )  # fmt: skip


def _load_instruments(folder: Folder, facts: Facts) -> None:
    columns = ("id", "title_en", "title_fr", "title_confidence", "history", "suppressed", "in_force_after_pp22", "note")
    for row in folder.rows("instruments.csv", columns, key=("id",)):
        identifier = row.instrument("id")
        facts.instruments[identifier] = InstrumentFact(
            id=identifier, titles=_titles(row), title_confidence=row.choice("title_confidence", CONFIDENCES),
            history=row.choice("history", _HISTORIES), suppressed=row.cells["suppressed"] or None,
            in_force=_FORCE.get(row.choice("in_force_after_pp22", _FORCE)), **row.marks(),
        )  # fmt: skip


def _titles(row: Row) -> dict[str, str]:
    return {code: row.cells[f"title_{code}"] for code in LANGUAGES if row.cells.get(f"title_{code}")}


def _load_revisions(folder: Folder, facts: Facts) -> None:
    columns = ("instrument", "year", "kind", "index", "conference", "place", "session")
    for row in folder.rows("revisions.csv", columns, key=("instrument", "year")):
        instrument, year = row.text("instrument"), row.year("year", required=False)
        if instrument not in facts.instruments:
            row.fault("instrument", f"{instrument!r} is not in instruments.csv")
        revision = RevisionFact(
            instrument=instrument, year=year, kind=row.choice("kind", ("original", "revision", "modified")),
            index=row.whole("index"), conference=row.cells["conference"] or None, place=row.cells["place"] or None,
            session=row.cells["session"] or None, **row.marks(),
        )  # fmt: skip
        _check_conference(row, revision, facts)
        facts.revisions.setdefault(instrument, []).append(revision)
    for instrument in facts.instruments.keys() - facts.revisions.keys():
        folder.faults.append(Fault("instruments.csv", 0, "id", f"{instrument!r} has no row in revisions.csv"))


def _check_conference(row: Row, revision: RevisionFact, facts: Facts) -> None:
    body = revision.instrument.rpartition("/")[0].rpartition("/")[0]
    if body == COUNCIL:
        if revision.conference and revision.conference != f"{COUNCIL}/{revision.year}":
            row.fault("conference", f"must be {COUNCIL}/{revision.year}")
        return
    held = facts.conferences.get(f"{body}/{revision.year}")
    if held is None:
        row.fault("year", f"{body} has no conference in {revision.year}; add it to conferences.csv or mend the year")
    elif (held.id, held.place) != (revision.conference, revision.place):
        row.fault("place", f"the conference of {revision.year} is {held.id} in {held.place}")


def _load_itu_r(folder: Folder, facts: Facts) -> None:
    columns = ("instrument", "edition", "year", "published", "title_en")
    for row in folder.rows("itu_r_resolutions.csv", columns, key=("instrument", "edition")):
        instrument, marks = row.instrument("instrument"), row.marks()
        edition = row.cells["edition"] or None
        facts.revisions.setdefault(instrument, []).append(
            RevisionFact(
                instrument=instrument, year=row.year("year"), edition=edition, published=row.cells["published"] or None,
                kind="revision" if edition else "original", index=(row.whole("edition") or 0) + 1, **marks,
            )
        )
        # The rows stand in the order of editions, so the last title stays.
        facts.instruments[instrument] = InstrumentFact(
            id=instrument, titles={"en": row.text("title_en")}, history="reconstructed", **marks
        )
