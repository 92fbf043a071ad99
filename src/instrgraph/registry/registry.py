"""The registry as its users see it: look-ups over the loaded facts."""

from __future__ import annotations

import re
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold_word
from instrgraph.identifiers import FIRST_YEAR
from instrgraph.registry.facts import Conference, InstrumentFact
from instrgraph.registry.lists import load_recommendation_numbers, load_recommendations, load_security_council
from instrgraph.registry.loading import COUNCIL, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from instrgraph.registry.facts import ActionLine, Body, NamedInstrument, RevisionFact, SecurityCouncilFact
    from instrgraph.registry.lists import Recommendations

_SESSION = re.compile(r"(?P<stem>[^\W\d_]+)[ -]?(?P<year>\d{4}|\d{2})")
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " "})
_COUNCIL_SINCE, _COUNCIL_UNTIL = 1947, 2100
_PIVOT = 45  # a two-digit year above it is of the twentieth century: the Council first met in 1947
_LISTED = ("itu/t/", "itu/r/")
_ONE_NUMBER = 3  # slashes in the identifier of a Recommendation with one number
_SECURITY_COUNCIL = "un/sc/res/"


class Registry:
    """The facts, checked and ready to be looked up. Mappings are read-only."""

    def __init__(self, path: Path) -> None:
        """Load the common tables of a folder; the long lists follow when they are first asked for.

        Raises:
            RegistryError: with all faults of all tables.
        """
        self._path = path
        self._facts = facts = load(path)
        self.bodies: Mapping[str, Body] = MappingProxyType(facts.bodies)
        self.offices: Mapping[str, Body] = MappingProxyType(facts.offices)
        self.groups: Mapping[str, Body] = MappingProxyType(facts.groups)
        self.study_groups: Mapping[str, Body] = MappingProxyType(facts.study_groups)
        self.proponents: Mapping[str, Body] = MappingProxyType(facts.proponents)
        self.conferences: Mapping[str, Conference] = MappingProxyType(facts.conferences)
        self.named: Mapping[str, NamedInstrument] = MappingProxyType(facts.named)
        self.action_lines: Mapping[str, ActionLine] = MappingProxyType(facts.action_lines)
        self.instruments: Mapping[str, InstrumentFact] = MappingProxyType(facts.instruments)
        """The instruments of the common tables, without the long lists."""

    # ------------------------------------------------------------------------------------------------ agents

    def agent(self, identifier: str) -> Body | None:
        """Return a body, office, group, study group or proponent; None where none has that identifier."""
        tables = (self.bodies, self.offices, self.groups, self.study_groups, self.proponents)
        return next((table[identifier] for table in tables if identifier in table), None)

    def proponent(self, prefix: str) -> Body | None:
        """Return who signs with that prefix of document numbers ("AFCP"); None where we do not know it."""
        held = (one for one in self.proponents.values() if prefix.upper() in one.prefixes)
        return next(held, None)

    # ------------------------------------------------------------------------------------------- conferences

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Every folded form of a city's name in six languages, and the canonical English name of the place."""
        return MappingProxyType({fold_word(form): place for place, _, form in self._facts.forms})

    @cached_property
    def place_names(self) -> Mapping[str, Mapping[str, str]]:
        """The name of each place in six languages."""
        names: dict[str, dict[str, str]] = {}
        for place, language, form in self._facts.forms:
            names.setdefault(place, {}).setdefault(language, form)
        return MappingProxyType(names)

    def place(self, name: str) -> str | None:
        """Return the canonical English name of a city where conferences met; None for any other word."""
        return self.places.get(" ".join(fold_word(name).split()))

    def conference(self, body: str, year: int) -> Conference | None:
        """Return the session of a body in a year; the Council has one each year, by rule."""
        found = self.conferences.get(f"{body}/{year}")
        if found is None and body == COUNCIL and _COUNCIL_SINCE <= year <= _COUNCIL_UNTIL:
            short = f"C{year % 100:02d}" if year > 2001 else f"C-{year}"
            return Conference(id=f"{COUNCIL}/{year}", body=COUNCIL, year=year, place="Geneva", short=short,
                              series="Council", country="Switzerland", status="rule", confidence="medium")  # fmt: skip
        return found

    def conferences_at(self, place: str, year: int) -> tuple[Conference, ...]:
        """Return all conferences that met at a place (in any language) in a year: Dubai in 2012 saw two."""
        canonical = place if place in self.place_names else self.place(place)
        return self._by_place.get((canonical or "", year), ())

    @cached_property
    def _by_place(self) -> dict[tuple[str, int], tuple[Conference, ...]]:
        held: dict[tuple[str, int], tuple[Conference, ...]] = {}
        for conference in self.conferences.values():
            key = (conference.place, conference.year)
            held[key] = (*held.get(key, ()), conference)
        return held

    def session(self, alias: str) -> Conference | None:
        """Return the conference that an abbreviation with a year names: "PP-18", "CMR-19", "ВАСЭ-20", "C11".

        The label counts before the year: WTSA-20 is the assembly that met in 2022.
        """
        label = " ".join(alias.upper().translate(_HYPHENS).split())
        found = _SESSION.fullmatch(label)
        if label in self._labels:
            return self.conferences[self._labels[label]]
        body = self._stems.get(found["stem"]) if found else None
        if found is None or body is None:
            return None
        if named := self._labels.get(f"{body} {found['year']}"):
            return self.conferences[named]
        number = int(found["year"])
        year = number if number > 99 else number + (1900 if number > _PIVOT else 2000)
        return self.conference(body, year) if year >= FIRST_YEAR else None

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {stem: body.id for body in self.bodies.values() for stem in body.stems}

    @cached_property
    def _labels(self) -> dict[str, str]:
        """Printed labels ("WTSA-20"), and bodies with the year of a label ("itu/wtsa 20"), to conferences."""
        held: dict[str, str] = {}
        for conference in self.conferences.values():
            for alias in conference.aliases:
                held[alias.upper()] = conference.id
                found = _SESSION.fullmatch(alias.upper())
                if found and found["stem"] in self._stems:
                    held.setdefault(f"{conference.body} {found['year']}", conference.id)
        return held

    # ------------------------------------------------------------------------------------------- instruments

    def instrument(self, identifier: str) -> InstrumentFact | None:
        """Return what is known of an instrument, the long lists and named instruments included."""
        found = self.instruments.get(identifier)
        if found is None and identifier in self.named:
            named = self.named[identifier]
            return InstrumentFact(id=identifier, titles=named.names, status=named.status, confidence=named.confidence,
                                  source=named.source, note=named.note)  # fmt: skip
        if found is None and identifier.startswith(_LISTED):
            return self.recommendations.instruments.get(self._listed(identifier))
        if found is None and (resolution := self.security_council_resolution(identifier)):
            return InstrumentFact(id=identifier, titles={"en": resolution.topic}, status=resolution.status,
                                  confidence=resolution.confidence, source=resolution.source)  # fmt: skip
        return found

    def revisions(self, identifier: str) -> tuple[RevisionFact, ...]:
        """Return the known revisions of an instrument, the oldest first; empty where none is known."""
        if identifier.startswith(_LISTED) and identifier not in self.instruments:
            return self.recommendations.revisions.get(self._listed(identifier), ())
        return tuple(sorted(self._facts.revisions.get(identifier, ()), key=_age))

    def _listed(self, identifier: str) -> str:
        # Y.4000/Y.2060 is listed under its first number, a Question of ITU-R under its last revision (209-6/5).
        held = self.recommendations
        if identifier in held.instruments:
            return identifier
        first = identifier.rpartition("/")[0] if identifier.count("/") > _ONE_NUMBER else identifier
        return held.aliases.get(identifier) or self._questions.get(identifier, first)

    @cached_property
    def _questions(self) -> dict[str, str]:
        """The latest listed revision (209-6/5) of each ITU-R Question, by its plain number (209/5)."""
        found = (re.fullmatch(r"(itu/r/q/\d+)-(\d+)(-\d+)", one) for one in self.recommendations.instruments)
        revised = sorted((int(one[2]), one[1] + one[3], one[0]) for one in found if one)
        return {plain: identifier for _, plain, identifier in revised}

    def candidates(self, kind: str, number: str | int) -> tuple[str, ...]:
        """Return the listed ITU instruments of a kind (res, dec, rec, op) with a number; WRC is not listed."""
        return self._by_number.get((kind, str(number)), ())

    @cached_property
    def _by_number(self) -> dict[tuple[str, str], tuple[str, ...]]:
        held: dict[tuple[str, str], tuple[str, ...]] = {}
        for identifier in self.instruments:
            _, kind, number = identifier.rsplit("/", 2)
            held[kind, number] = (*held.get((kind, number), ()), identifier)
        return held

    def recommendation(self, number: str) -> tuple[str, ...]:
        """Return the listed Recommendations with a number such as "X.509", of ITU-T or ITU-R."""
        held = self._recommendation_numbers
        both = (held.get(f"itu/{sector}/rec/{number}") for sector in ("t", "r"))
        return tuple(one for one in both if one is not None)

    @cached_property
    def _recommendation_numbers(self) -> Mapping[str, str]:
        # The identifiers alone are read in a few hundredths of a second, the whole list takes ten times that.
        return load_recommendation_numbers(self._path)

    def names_of_text(self, identifier: str) -> tuple[NamedInstrument, ...]:
        """Return the named instruments whose text a resolution holds: 79/1 holds the Pact and two annexes."""
        return tuple(named for named in self.named.values() if named.text_of == identifier)

    # ----------------------------------------------------------------------------------------------- lists

    @cached_property
    def recommendations(self) -> Recommendations:
        """Recommendations and Questions, loaded on first use."""
        return load_recommendations(self._path)

    @cached_property
    def security_council(self) -> Mapping[int, SecurityCouncilFact]:
        """Resolutions of the Security Council by number, loaded on first use."""
        return MappingProxyType(dict(load_security_council(self._path)))

    def security_council_resolution(self, identifier: str) -> SecurityCouncilFact | None:
        """Return what is known of a resolution of the Security Council."""
        number = identifier.removeprefix(_SECURITY_COUNCIL)
        if not identifier.startswith(_SECURITY_COUNCIL) or not number.isdecimal():
            return None
        return self.security_council.get(int(number))


def _age(revision: RevisionFact) -> tuple[int, int, str]:
    return (revision.year or 0, revision.index or 0, revision.edition or "")
