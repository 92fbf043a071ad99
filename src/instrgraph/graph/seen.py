"""What a document shows to exist: instruments, revisions, provisions of cited texts, conferences, agents.

These are minted in the document's own graph; what the registry knows of them stands in its graph.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.graph.terms import GraphWriter, Term, concept, integer, node, text
from instrgraph.graph.vocabulary import ELI, IG, IGV
from instrgraph.identifiers import body_of, is_instrument, provision_parts, revision_id, type_of

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

_NUMBERED = re.compile(r"/(?:res|dec|rec|op|prst)/(.+)$")
_QUESTION = re.compile(r"/q/(.+)-([^-/]+)$")
_ACTION_LINE = re.compile(r"^wsis/al/(.+)$")
_CONFERENCE = re.compile(r"^(.+)/(\d{4})$")


def number_of(instrument: str) -> str | None:
    """Return the number of an instrument as printed, or None for an instrument that has a name only.

    >>> number_of("un/ga/res/71/199"), number_of("itu/d/q/3-2"), number_of("wsis/al/c5"), number_of("itu/cs")
    ('71/199', '3/2', 'C5', None)
    """
    if found := _NUMBERED.search(instrument):
        return found[1]
    if found := _QUESTION.search(instrument):
        return f"{found[1]}/{found[2]}"
    if found := _ACTION_LINE.match(instrument):
        return found[1].upper()
    return None


def class_of_agent(agent: str) -> NamedNode:
    """Return the class of an agent, told from its identifier.

    >>> class_of_agent("itu/office/dir-tsb").value.rsplit("#", 1)[1]
    'Office'
    """
    if "/office/" in agent:
        return IG.Office
    if "/group/" in agent:
        return IG.AgentGroup
    return IG.StudyGroup if "/sg/" in agent else IG.Body


def type_concept(instrument: str) -> NamedNode:
    """Return the concept for an instrument's type; ``document`` for what the scheme of identifiers does not know.

    >>> type_concept("itu/pp/res/130").value.rsplit("#", 1)[1]
    'type-resolution'
    """
    name = f"type-{type_of(instrument)}" if is_instrument(instrument) else ""
    return IGV.term(name) if name in IGV else concept("type", "document")


class Seen:
    """Writes what is seen, each thing once, into one graph."""

    def __init__(self, writer: GraphWriter) -> None:
        self._writer = writer
        self._done: dict[str, None] = {}  # in order, so that the same document gives the same quads

    @property
    def instruments(self) -> tuple[str, ...]:
        """The local identifiers of the instruments that were written so far."""
        return tuple(local for local in self._done if is_instrument(local))

    def _new(self, local: str) -> bool:
        if local in self._done:
            return False
        self._done[local] = None
        return True

    def instrument(self, local: str) -> NamedNode:
        """Return an instrument."""
        subject = node(local)
        if self._new(local):
            add = self._writer.add
            self._writer.type(subject, IG.Instrument)
            if local.startswith("wsis/al/"):
                self._writer.type(subject, IG.ActionLine)
            add(subject, IG.instrumentType, type_concept(local))
            if is_instrument(local) and (body := body_of(local)):
                add(subject, IG.issuedBy, self.agent(body))
            if number := number_of(local):
                add(subject, ELI.number, text(number))
        return subject

    def revision(self, instrument: str, year: int | None, edition: str | None = None) -> NamedNode:
        """Return a revision of an instrument, by its year or its edition."""
        local = revision_id(instrument, year, edition)
        subject = node(local)
        if self._new(local):
            add, whole = self._writer.add, self.instrument(instrument)
            self._writer.type(subject, IG.Revision)
            add(subject, IG.revisionOf, whole)
            add(whole, IG.hasRevision, subject)
            if year is not None:
                add(subject, IG.adoptionYear, integer(year))
            if edition is not None:
                add(subject, IG.edition, text(edition))
        return subject

    def parts(self, whole: str, notation: str) -> tuple[NamedNode, ...]:
        """Return the provisions that a pinpoint names, as parts of an instrument or a revision (``whole``)."""
        found = []
        for part in provision_parts(notation):
            local = f"{whole}/part/{part}"
            subject = node(local)
            if self._new(local):
                self._writer.type(subject, IG.Provision)
                self._writer.add(subject, ELI.is_part_of, node(whole))
                self._writer.add(subject, ELI.number, text(part.partition("/")[2].replace("/", " ") or part))
            found.append(subject)
        return tuple(found)

    def conference(self, local: str) -> NamedNode:
        """Return a conference, with the organ and the year that its identifier holds."""
        subject = node(local)
        if self._new(local):
            self._writer.type(subject, IG.Conference)
            if found := _CONFERENCE.match(local):
                self._writer.add(subject, IG.sessionOf, self.agent(found[1]))
                self._writer.add(subject, IG.year, integer(int(found[2])))
        return subject

    def agent(self, local: str) -> NamedNode:
        """Return an agent: a body, an office or a group."""
        subject = node(local)
        if self._new(f"agent {local}"):
            self._writer.type(subject, class_of_agent(local))
        return subject

    def agents(self, locals_: tuple[str, ...]) -> tuple[Term, ...]:
        """Return several agents."""
        return tuple(self.agent(local) for local in locals_)
