"""The long lists, loaded when they are first asked for: Recommendations and Questions, Security Council resolutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.errors import RegistryError
from instrgraph.registry.facts import InstrumentFact, RevisionFact, SecurityCouncilFact
from instrgraph.registry.tables import Folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from instrgraph.registry.tables import Row


_RECOMMENDATIONS = "recommendations.csv.gz"


@dataclass(frozen=True, slots=True)
class Recommendations:
    """ITU-T and ITU-R Recommendations, supplements to series and ITU-R Questions, with their editions."""

    instruments: Mapping[str, InstrumentFact]
    revisions: Mapping[str, tuple[RevisionFact, ...]]
    aliases: Mapping[str, str]
    """The first number of a Recommendation with two, by its second."""


def load_recommendation_numbers(path: Path) -> Mapping[str, str]:
    """Return the identifiers of the Recommendations and Questions, second numbers included, without checking the table.

    The value is the identifier under which the table lists it: Y.4000 for Y.2060.

    Raises:
        RegistryError: the table is missing or unreadable.
    """
    folder = Folder(path)
    text = folder.text(_RECOMMENDATIONS) or ""
    if folder.faults:
        raise RegistryError(tuple(folder.faults))
    numbers: dict[str, str] = {}
    for line in text.splitlines()[1:]:
        first, _, _, second, _ = line.split(",", 4)
        numbers[first] = first
        if second:
            numbers.setdefault(second, first)
    return numbers


def load_recommendations(path: Path) -> Recommendations:
    """Return the list of Recommendations.

    Raises:
        RegistryError: with all faults of the table.
    """
    folder = Folder(path)
    columns = ("instrument", "edition", "part", "alias", "published", "state", "title_en")
    rows: dict[str, list[Row]] = {}
    for row in folder.rows(_RECOMMENDATIONS, columns, key=("instrument", "edition", "part")):
        rows.setdefault(row.instrument("instrument"), []).append(row)
        row.choice("state", ("published", "withdrawn", ""))
        for column in columns[:4]:
            if "," in row.cells[column]:  # numbers are looked up without parsing the table
                row.fault(column, "a comma; write the cell without")
    instruments = {instrument: _instrument(instrument, held) for instrument, held in rows.items()}
    revisions = {instrument: _revisions(instrument, held) for instrument, held in rows.items()}
    aliases = {fact.alias: fact.id for fact in instruments.values() if fact.alias}
    if folder.faults:
        raise RegistryError(tuple(folder.faults))
    return Recommendations(instruments, revisions, aliases)


def _order(row: Row) -> tuple[str, int, str]:
    edition = row.cells["edition"]
    return (edition, 0, "") if "-" in edition else ("", int(edition or 0), row.cells["published"])


def _instrument(instrument: str, rows: list[Row]) -> InstrumentFact:
    latest = max((row for row in rows if not row.cells["part"]), key=_order, default=rows[-1])
    title, alias = latest.cells["title_en"], latest.cells["alias"] or None
    return InstrumentFact(id=instrument, titles={"en": title} if title else {}, alias=alias, **latest.marks())


def _revisions(instrument: str, rows: list[Row]) -> tuple[RevisionFact, ...]:
    parts: dict[str, list[str]] = {}
    for row in rows:
        if row.cells["part"]:
            parts.setdefault(row.cells["edition"], []).append(row.cells["part"])
    editions = sorted((row for row in rows if not row.cells["part"] and row.cells["edition"]), key=_order)
    return tuple(
        RevisionFact(
            instrument=instrument, year=None, edition=(edition := row.cells["edition"]), index=index,
            kind="original" if index == 1 else "revision", published=row.cells["published"] or None,
            state=row.cells["state"] or None, parts=tuple(parts.get(edition[:4] if "-" in edition else edition, ())),
            **row.marks(),
        )
        for index, row in enumerate(editions, start=1)
    )  # fmt: skip


def load_security_council(path: Path) -> Mapping[int, SecurityCouncilFact]:
    """Return the resolutions of the Security Council, by number.

    Raises:
        RegistryError: with all faults of the table.
    """
    folder, found = Folder(path), dict[int, SecurityCouncilFact]()
    for row in folder.rows("security_council.csv", ("number", "year", "topic"), key=("number",)):
        number, year = row.whole("number"), row.year("year")
        if number is None:
            row.fault("number", "empty; give the number of the resolution")
            continue
        found[number] = SecurityCouncilFact(number=number, year=year or 0, topic=row.text("topic"), **row.marks())
    if folder.faults:
        raise RegistryError(tuple(folder.faults))
    return found
