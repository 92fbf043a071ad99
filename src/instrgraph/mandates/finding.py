"""Mandate rows from demands: one for each addressee."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from instrgraph.mandates.actions import find_action_type, find_basis, find_due, find_reports_to
from instrgraph.mandates.demands import Demand, Demands
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
    demands = Demands(reading.text, structure.folded, structure.entries, setting).find()
    used: Counter[str] = Counter()
    return tuple(
        mandate for demand in demands for mandate in _mandates(demand, reading, structure, citations, document, setting, used)
    )


def _setting(structure: Structure, citations: Iterable[Citation], document: SourceDocument) -> Setting:
    body = structure.speaker or document.facts.body
    sector = sector_of(document.facts.body) or sector_of(structure.speaker)
    if body is None or body.split("/")[0] not in ("itu", "un"):
        sides = Counter(citation.instrument.split("/")[0] for citation in citations if citation.instrument)
        return Setting("un" if sides["un"] > sides["itu"] else "itu", sector)
    return Setting(body.split("/")[0], sector)


def _mandates(demand: Demand, reading: Reading, structure: Structure, citations: Sequence[Citation],
              document: SourceDocument, setting: Setting, used: Counter[str]) -> Iterable[Mandate]:  # fmt: skip
    provision = structure.provisions[demand.index]
    line = structure.entries[demand.index].line
    folded = structure.folded
    language = provision.language or document.language or "en"
    own = Setting(setting.side, setting.sector, language)
    words = folded.text[demand.begin : line.end]
    due = find_due(words, language)
    begin = folded.span(demand.begin, line.end).start
    for addressee in demand.addressees:
        name = provision.path.removesuffix("/text").replace("/", ".")
        used[name] += 1
        number = used[name]
        yield Mandate(
            id=f"{document.id}/mandate/{name}" + (f".{number}" if number > 1 else ""),
            language=language,
            span=provision.span,
            clause=provision.clause,
            path=provision.path,
            mandator=structure.speaker or document.facts.body,
            force=demand.force,
            addressee=addressee,
            collaborators=demand.collaborators,
            action_type=find_action_type(words, language),
            action=reading.text[begin : provision.span.end].strip(" \t\n,;.،؛，；。:"),
            basis=find_basis(reading.text, folded, provision.span, citations, language),
            reports_to=find_reports_to(reading.text, folded, demand.begin, line.end, own),
            due=folded.span(demand.begin + due[0], demand.begin + due[1]).of(reading.text) if due else None,
            state=provision.state,
        )
