"""Which revision was in force when the conference of a citing text opened.

As a query this joins revisions, sessions, texts and citations; where the union of many graphs repeats their triples,
an engine multiplies the rows. Five plain queries and a look-up take milliseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Triple

from instrgraph.graph.answers import answer_rows
from instrgraph.graph.vocabulary import IG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.graph.answers import Answering

_REVISIONS = """SELECT DISTINCT ?revision ?instrument ?year {
  ?revision ig:revisionOf ?instrument ; ig:adoptionYear ?year }"""
_MAKERS = "SELECT DISTINCT ?instrument ?body { ?instrument ig:issuedBy ?body }"
_SESSIONS = """SELECT DISTINCT ?session ?body ?year ?start ?end {
  ?session a ig:Conference ; ig:year ?year . OPTIONAL { ?session ig:sessionOf ?body }
  OPTIONAL { ?session ig:startDate ?start } OPTIONAL { ?session ig:endDate ?end } }"""
_TARGETS = "SELECT DISTINCT ?text ?session { ?text ig:targetConference ?session }"
_PINNED = """SELECT DISTINCT ?c ?text ?cited { ?c ig:citedRevision ?cited ; ig:citingText ?text ; ig:textState ?state ;
  ig:citationFunction ?function . FILTER(?state != igv:state-baseOnly && ?function != igv:fn-revises) }"""
_FLOATING = """SELECT DISTINCT ?c ?text ?instrument {
  ?c ig:revisionSpecificity igv:spec-floating ; ig:citedInstrument ?instrument ; ig:citingText ?text }"""


@dataclass(frozen=True, slots=True)
class _Moment:
    """When something met or closed: the year, and the day where it is known."""

    year: int
    day: str | None

    def before(self, other: _Moment) -> bool:
        """Return whether this is over before the other begins: by the year; within one year by the days."""
        if self.year != other.year:
            return self.year < other.year
        return self.day is not None and other.day is not None and self.day < other.day


@dataclass(slots=True)
class _Facts:
    """What the queries gave, by IRI."""

    revisions: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    place: dict[str, tuple[str, int]] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    opens: dict[tuple[str, int], str] = field(default_factory=dict)
    closes: dict[tuple[str, int], str] = field(default_factory=dict)
    sessions: dict[str, _Moment] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)

    def opening(self, text: str) -> _Moment | None:
        """Return when the conference of a citing text opened."""
        if text in self.targets:
            return self.sessions.get(self.targets[text])
        if text in self.place:
            instrument, year = self.place[text]
            return _Moment(year, self._day(self.opens, instrument, year))
        return None

    def in_force(self, instrument: str, opening: _Moment) -> tuple[int, str] | None:
        """Return year and IRI of the latest revision whose conference was over at that time."""
        chain = self.revisions.get(instrument, [])
        last = bisect_left(chain, (opening.year + 1, ""))
        for year, revision in reversed(chain[:last]):
            if _Moment(year, self._day(self.closes, instrument, year)).before(opening):
                return year, revision
        return None

    def _day(self, days: dict[tuple[str, int], str], instrument: str, year: int) -> str | None:
        return next((days[body, year] for body in self.bodies.get(instrument, ()) if (body, year) in days), None)


def find_currency(store: Answering) -> Iterator[Triple]:
    """Yield for each stale citation the newer revision, for each that names none the revision presumed."""
    facts = _facts(store)
    for citation, text, cited in answer_rows(store, _PINNED):
        opening = facts.opening(text)
        if opening is not None and cited in facts.place:
            instrument, year = facts.place[cited]
            newest = facts.in_force(instrument, opening)
            if newest is not None and newest[0] > year:
                yield Triple(NamedNode(citation), IG.newerRevision, NamedNode(newest[1]))
    for citation, text, instrument in answer_rows(store, _FLOATING):
        opening = facts.opening(text)
        newest = facts.in_force(instrument, opening) if opening is not None else None
        if newest is not None:
            yield Triple(NamedNode(citation), IG.presumedRevision, NamedNode(newest[1]))


def _facts(store: Answering) -> _Facts:
    facts = _Facts()
    for revision, instrument, year in answer_rows(store, _REVISIONS):
        facts.revisions[instrument].append((int(year), revision))
        facts.place[revision] = (instrument, int(year))
    for chain in facts.revisions.values():
        chain.sort()
    for instrument, body in answer_rows(store, _MAKERS):
        facts.bodies[instrument].append(body)
    for session, body, year, start, end in answer_rows(store, _SESSIONS):
        facts.sessions[session] = _Moment(int(year), start)
        if body and start:
            facts.opens[body, int(year)] = start
        if body and end:
            facts.closes[body, int(year)] = end
    facts.targets = dict(answer_rows(store, _TARGETS))
    return facts
