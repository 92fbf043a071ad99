"""What the registry knows, as RDF in ``graph/registry``: each fact with how sure it is and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.facts import FactWriter
from instrgraph.graph.terms import GraphWriter, graph, integer, moment, text
from instrgraph.graph.vocabulary import ELI, IG, ORG, RDFS, SKOS
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

    from instrgraph.registry import ActionLine, Body, Conference, NamedInstrument, Registry


def describe_registry(facts: Registry | None = None) -> Iterator[Quad]:
    """Yield the quads of ``graph/registry``: agents, conferences, instruments and their revisions.

    The long lists (Recommendations, Security Council resolutions) are left out; a document's own graph holds what is
    known of those that it cites.

    Args:
        facts: the registry, that of this installation unless given.
    """
    facts = facts or registry()
    writer = _RegistryWriter(facts, GraphWriter(graph("registry")))
    writer.write()
    yield from writer.quads()


class _RegistryWriter(FactWriter):
    """Writes all tables of the registry into one graph."""

    def write(self) -> None:
        facts = self.facts
        for table in (facts.bodies, facts.offices, facts.groups, facts.study_groups, facts.proponents):
            for body in table.values():
                self._agent(body)
        for conference in facts.conferences.values():
            self._conference(conference)
        for fact in facts.instruments.values():
            self.instrument(fact)
        for named in facts.named.values():
            self._named(named)
        for line in facts.action_lines.values():
            self._action_line(line)

    def quads(self) -> tuple[Quad, ...]:
        return self.writer.quads()

    def _agent(self, body: Body) -> None:
        subject, add = self.seen.agent(body.id), self.writer.add
        add(subject, RDFS.label, *(text(name, language) for language, name in body.names.items()))
        add(subject, SKOS.altLabel, *(text(name, language) for language, name in body.shorts.items()))
        if body.parent:
            link = ORG.postIn if body.kind == "office" else ORG.subOrganizationOf
            add(subject, link, self.seen.agent(body.parent))
        if body.subject:
            add(subject, RDFS.comment, text(body.subject, "en"))
        self.marks(subject, body)

    def _conference(self, conference: Conference) -> None:
        subject, add = self.seen.conference(conference.id), self.writer.add
        add(subject, IG.sessionOf, self.seen.agent(conference.body))
        add(subject, IG.year, integer(conference.year))
        names = self.facts.place_names.get(conference.place) or {"en": conference.place}
        add(subject, IG.place, *(text(name, language) for language, name in names.items()))
        if conference.short:
            add(subject, RDFS.label, text(conference.short, "en"))
        add(subject, SKOS.altLabel, *(text(alias) for alias in conference.aliases if alias != conference.short))
        if conference.start:
            add(subject, IG.startDate, moment(conference.start.isoformat()))
        if conference.end:
            add(subject, IG.endDate, moment(conference.end.isoformat()))
        self.marks(subject, conference)

    def _named(self, named: NamedInstrument) -> None:
        subject, add = self.seen.instrument(named.id), self.writer.add
        self.titles(subject, named.names)
        if named.body:
            add(subject, IG.issuedBy, self.seen.agent(named.body))
        if named.text_of:
            add(subject, IG.textOf, self.seen.instrument(named.text_of))
        self.marks(subject, named)

    def _action_line(self, line: ActionLine) -> None:
        subject = self.seen.instrument(line.id)
        self.writer.add(subject, ELI.is_part_of, self.seen.instrument(line.part_of))
        self.writer.add(subject, SKOS.prefLabel, *(text(name, language) for language, name in line.names.items()))
        self.marks(subject, line)
