"""Lineage across texts: the mandates of a revision that continue those of the one before, or carry out another body's.

What a draft does to its base is in the draft's own graph. Here each adopted revision of which the store holds the
mandates is traced to the one before it, and mandates that name an instrument of another body to its mandates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, Triple

from instrgraph.graph.answers import answer_rows
from instrgraph.graph.terms import concept, decimal
from instrgraph.graph.vocabulary import IG
from instrgraph.lineage import LineageKind, find_delegations, trace
from instrgraph.model import Mandate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from instrgraph.graph.answers import Answering
    from instrgraph.lineage import Link

_TEXTS = """SELECT DISTINCT ?text ?instrument ?year {
  { ?text ig:revisionOf ?instrument ; ig:adoptionYear ?year } UNION { ?text ig:draftOf ?instrument } }"""
_MANDATES = """SELECT DISTINCT ?m ?text ?mandator ?force ?action (LANG(?action) AS ?language) {
  ?m ig:mandateIn ?text ; ig:mandator ?mandator ; ig:deonticForce ?force ; ig:actionText ?action .
  FILTER NOT EXISTS { ?m ig:textState igv:state-baseOnly } }"""
_ADDRESSEES = "SELECT DISTINCT ?m ?who { ?m ig:addressee ?who }"
_PLACES = """SELECT DISTINCT ?m ?provision ?clause {
  ?m ig:statedIn ?provision OPTIONAL { ?provision ig:clause ?clause } }"""
_BASES = "SELECT DISTINCT ?m ?basis { ?m ig:mandateBasis ?basis }"

_DRAFT = 9999
"""The year of a draft: it comes after whatever is adopted."""


@dataclass(slots=True)
class _Text:
    """One text and its mandates, by the language in which the store has their words."""

    instrument: str
    year: int
    mandates: dict[str, list[Mandate]] = field(default_factory=lambda: defaultdict(list))


def find_succession(store: Answering) -> Iterator[Triple]:
    """Yield for each mandate of an adopted revision what it continues, how, why, and how alike the words are.

    Likeness of words is asked within one instrument only. Across bodies a mandate is joined to one of the instrument
    that it names, and of an earlier year, so that lineage has no cycle.
    """
    texts = _texts(store)
    links: dict[str, Link] = {}
    for chain in _chains(texts.values()):
        for older, newer in pairwise(chain):
            for link in _traced(older, newer):
                for one in link.newer:
                    links.setdefault(one, link)
    for one, link in links.items():
        yield from _triples(one, link, alone=True)
    for link in _delegations(texts):
        yield from _triples(link.newer[0], link, alone=link.newer[0] not in links)


def _texts(store: Answering) -> dict[str, _Text]:
    """Return the texts that make mandates."""
    known = {
        text: _Text(instrument, int(year) if year else _DRAFT)
        for text, instrument, year in answer_rows(store, _TEXTS)
    }
    addressees, bases = defaultdict(list), defaultdict(list)
    places: dict[str, tuple[str, str]] = {}
    for one, who in answer_rows(store, _ADDRESSEES):
        addressees[one].append(who)
    for one, basis in answer_rows(store, _BASES):
        bases[one].append(basis)
    for one, provision, clause in answer_rows(store, _PLACES):
        places.setdefault(one, (provision, clause or provision.partition("/part/")[2]))
    held: set[tuple[str, str]] = set()
    for one, text, mandator, force, action, language in answer_rows(store, _MANDATES):
        if text not in known or (one, language) in held:  # one wording in each language is enough
            continue
        held.add((one, language))
        path, clause = places.get(one, (one, one))
        for who in addressees[one]:
            known[text].mandates[language].append(Mandate(
                id=one, language=language, span=Span(0, 0), clause=clause, path=path, mandator=mandator,
                force=force.rpartition("#force-")[2], addressee=who, action=action, basis=tuple(bases[one]),
            ))  # fmt: skip
    return {name: text for name, text in known.items() if text.mandates}


def _chains(texts: Iterable[_Text]) -> Iterator[list[_Text]]:
    """Yield the adopted revisions of each instrument, oldest first."""
    chains: dict[str, list[_Text]] = defaultdict(list)
    for text in texts:
        if text.year != _DRAFT:
            chains[text.instrument].append(text)
    for chain in chains.values():
        yield sorted(chain, key=lambda text: text.year)


def _traced(older: _Text, newer: _Text) -> Iterable[Link]:
    """Return the links between two revisions, in the language in which the store has most of both."""
    common = {language: min(len(older.mandates[language]), len(words))
              for language, words in newer.mandates.items() if language in older.mandates}  # fmt: skip
    if not common:
        return ()
    language = max(common, key=lambda one: (common[one], one))
    return trace(older.mandates[language], newer.mandates[language])


def _delegations(texts: dict[str, _Text]) -> Iterator[Link]:
    newest: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, text in texts.items():
        if text.year != _DRAFT:
            newest[text.instrument].append((text.year, name))
    for text in texts.values():
        for language, mandates in text.mandates.items():
            served = {}
            for basis in {basis for one in mandates for basis in one.basis}:
                named = texts.get(basis) or _last_before(newest.get(basis.partition("/rev/")[0], ()), text.year, texts)
                if named is not None and named.year < text.year and language in named.mandates:
                    served[basis] = named.mandates[language]
            yield from (link for link in _first_of_each(mandates, served) if link.older)


def _last_before(revisions: Iterable[tuple[int, str]], year: int, texts: dict[str, _Text]) -> _Text | None:
    """Return the last revision before a year; an instrument named without one, or with one that is not held."""
    earlier = [one for one in revisions if one[0] < year]
    return texts[max(earlier)[1]] if earlier else None


def _first_of_each(mandates: Sequence[Mandate], served: dict[str, list[Mandate]]) -> Iterator[Link]:
    told: Counter[tuple[str, str]] = Counter()
    for one in mandates:
        for basis in one.basis:
            told[one.id, basis] += 1
            if told[one.id, basis] == 1:  # a node with several addressees is one mandate
                yield from find_delegations([replace(one, basis=(basis,))], served)


def _triples(mandate: str, link: Link, *, alone: bool) -> Iterator[Triple]:
    subject = NamedNode(mandate)
    yield from (Triple(subject, IG.continuesMandate, NamedNode(one)) for one in link.older)
    yield Triple(subject, IG.lineageKind, concept("lin", link.kind.value))
    if link.evidence:
        yield Triple(subject, IG.lineageEvidence, Literal(" ".join(link.evidence)))
    if link.kind is not LineageKind.ADDED and alone:
        yield Triple(subject, IG.lineageScore, decimal(link.score))
