"""Mandate rows from demands: one for each addressee."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from instrgraph.mandates.actions import find_action_type, find_basis, find_due, find_reports_to
from instrgraph.mandates.demands import OWN, SELF, Demand, Demands
from instrgraph.model import Mandate
from instrgraph.structure.agents import Setting, sector_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from instrgraph.model import Citation, Reading, SourceDocument
    from instrgraph.structure import Structure


def find(
    reading: Reading, structure: Structure, citations: Sequence[Citation], document: SourceDocument
) -> tuple[Mandate, ...]:
    """Return the mandates of a reading, in text order, one for each addressee; spans are those of the reading.

    ``citations`` are the linked ones of the same reading: they tell what a mandate rests on and, where the text does
    not say who speaks, whether it speaks for ITU or for the United Nations.
    """
    setting = _setting(structure, citations, document)
    source = _Source(reading, structure, citations, document, setting)
    found: list[Mandate] = []
    for demand in Demands(reading.text, structure.folded, structure.entries, setting).find():
        found.extend(_mandates(demand, source))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Source:
    """What the rows of one reading are made from; ``used`` counts the identifiers given so far."""

    reading: Reading
    structure: Structure
    citations: Sequence[Citation]
    document: SourceDocument
    setting: Setting
    used: Counter[str] = field(default_factory=Counter)

    @property
    def mandator(self) -> str | None:
        """The body that speaks."""
        return self.structure.speaker or self.document.facts.body


def _setting(structure: Structure, citations: Iterable[Citation], document: SourceDocument) -> Setting:
    body = structure.speaker or document.facts.body
    sector = sector_of(document.facts.body) or sector_of(structure.speaker)
    if body is None or body.split("/")[0] not in ("itu", "un"):
        sides = Counter(citation.instrument.split("/")[0] for citation in citations if citation.instrument)
        return Setting("un" if sides["un"] > sides["itu"] else "itu", sector)
    return Setting(body.split("/")[0], sector)


def _mandates(demand: Demand, source: _Source) -> Iterable[Mandate]:
    text, folded = source.reading.text, source.structure.folded
    provision = source.structure.provisions[demand.index]
    line = source.structure.entries[demand.index].line
    language = provision.language or source.document.language or "en"
    own = replace(source.setting, language=language)
    words = folded.text[demand.begin : line.end]
    due = find_due(words, language)
    begin = folded.span(demand.begin, line.end).start
    action_type = find_action_type(words, language)
    basis = find_basis(folded, provision.span, source.citations, language)
    reports_to = find_reports_to(text, folded, demand.begin, line.end, own)
    for addressee in demand.addressees:
        name = provision.path.removesuffix("/text").replace("/", ".")
        source.used[name] += 1
        number = source.used[name]
        yield Mandate(
            id=f"{source.document.id}/mandate/{name}" + (f".{number}" if number > 1 else ""),
            language=language,
            span=provision.span,
            clause=provision.clause,
            path=provision.path,
            mandator=source.mandator,
            force=demand.force,
            # "Decides that the Security Council should remain": whoever speaks addresses itself.
            addressee=SELF if addressee == source.mandator and demand.force in OWN else addressee,
            collaborators=demand.collaborators,
            action_type=action_type,
            action=text[begin : provision.span.end].strip(" \t\n,;.،؛，；。:"),
            basis=basis,
            reports_to=reports_to,
            due=folded.span(demand.begin + due[0], demand.begin + due[1]).of(text) if due else None,
            state=provision.state,
        )
