"""Facts of the registry on instruments and revisions, with how sure they are and where they come from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from instrgraph.graph.seen import Seen
from instrgraph.graph.terms import GraphWriter, concept, node, text
from instrgraph.graph.vocabulary import DCTERMS, IG
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import NamedNode

    from instrgraph.registry import Body, Conference, InstrumentFact, NamedInstrument, Registry, RevisionFact
    from instrgraph.registry.facts import ActionLine

    Fact = Body | Conference | InstrumentFact | NamedInstrument | RevisionFact | ActionLine

_LISTED = ("itu/t/", "itu/r/", "un/sc/res/")
_KINDS = {"res": "Resolution", "dec": "Decision", "rec": "Recommendation", "op": "Opinion"}


class FactWriter:
    """Writes what the registry knows of instruments into a graph."""

    def __init__(self, facts: Registry, writer: GraphWriter, seen: Seen | None = None) -> None:
        self.facts, self.writer = facts, writer
        self.seen = seen or Seen(writer)

    def instrument(self, fact: InstrumentFact) -> None:
        """Write an instrument with its titles and its revisions."""
        subject, add = self.seen.instrument(fact.id), self.writer.add
        self.titles(subject, fact.titles)
        if fact.history:
            add(subject, IG.history, text(fact.history))
        if fact.suppressed:
            add(subject, IG.suppressedIn, text(fact.suppressed))
        self.marks(subject, fact)
        revisions = [one for one in self.facts.revisions(fact.id) if one.id]
        for revision in revisions:
            self._revision(revision)
        for earlier, later in pairwise(revisions):
            if earlier.id != later.id and _follows(earlier, later):
                add(node(str(later.id)), IG.supersedes, node(str(earlier.id)))

    def titles(self, subject: NamedNode, names: Mapping[str, str]) -> None:
        """Write titles by language."""
        self.writer.add(subject, DCTERMS.title, *(text(name, language) for language, name in names.items() if name))

    def marks(self, subject: NamedNode, fact: Fact) -> None:
        """Write how sure a fact is, and its source."""
        status = {"seen": "seen", "rule": "rule"}.get(fact.status) or f"known-{fact.confidence}"
        self.writer.add(subject, IG.registryStatus, concept("reg", status))
        if fact.source:
            self.writer.add(subject, DCTERMS.source, text(fact.source))

    def _revision(self, fact: RevisionFact) -> None:
        subject, add = self.seen.revision(fact.instrument, fact.year, fact.edition), self.writer.add
        if fact.conference:
            add(subject, IG.adoptedAt, self.seen.conference(fact.conference))
        if designation := _designation(fact):
            add(subject, IG.designation, text(designation, "en"))
        self.marks(subject, fact)


def write_listed(seen: Seen, writer: GraphWriter) -> None:
    """Write what the long lists of the registry hold of the instruments that a document names.

    Recommendations, Questions and Security Council resolutions are too many for the registry's own graph: what is known
    of those that are cited stands where they are cited.
    """
    cited = [local for local in seen.instruments if local.startswith(_LISTED)]
    if not cited:
        return
    facts = registry()
    listed = FactWriter(facts, writer, seen)
    for local in cited:
        fact = facts.instrument(local) if local not in facts.instruments else None
        if fact is not None:
            listed.instrument(fact)


def _follows(earlier: RevisionFact, later: RevisionFact) -> bool:
    return earlier.year is None or later.year is None or earlier.year < later.year


def _designation(fact: RevisionFact) -> str | None:
    """Return how a revision is cited in English: "Resolution 130 (Rev. Dubai, 2018)"."""
    kind, _, number = fact.instrument.rpartition("/")
    word = _KINDS.get(kind.rpartition("/")[2])
    if word is None or fact.year is None or not fact.place:
        return None
    if fact.kind == "modified":
        return f"{word} {number} (modified {fact.year})"
    return f"{word} {number} ({'Rev. ' if fact.kind == 'revision' else ''}{fact.place}, {fact.year})"
