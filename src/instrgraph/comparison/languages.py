"""Two language versions of one text: which mandates are one, and where the versions do not say the same.

Words of two languages cannot be compared, so provisions are aligned by their clauses (opener and label) in the order
of the text. What then differs, an addressee, a force, a citation, its revision, is a fault of drafting or translation.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from instrgraph.model import Citation, Extraction, LinkStatus, Mandate, Part, Provision, State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_Held = TypeVar("_Held", Mandate, Citation)
_CLAUSES = frozenset({Part.PREAMBLE, Part.OPERATIVE})


class Fault(StrEnum):
    """In what two versions differ."""

    PROVISION = "provision"
    OPENER = "opener"
    ADDRESSEE = "addressee"
    FORCE = "force"
    RECIPIENT = "recipient"
    CITATION = "citation"
    REVISION = "revision"
    PINPOINT = "pinpoint"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One thing that only one version says, or that both say differently.

    ``paths`` are those of the provision in the first and second version, None where a version lacks it. ``first`` and
    ``second`` are what each says (identifiers, a clause, a year), None where it says nothing.
    """

    fault: Fault
    paths: tuple[str | None, str | None]
    first: str | None
    second: str | None


@dataclass(frozen=True, slots=True)
class Versions:
    """Two language versions side by side.

    ``mandates`` are those that both versions make: one mandate, two expressions. ``names`` and ``languages`` are those
    of the two documents.
    """

    names: tuple[str, str]
    languages: tuple[str | None, str | None]
    mandates: tuple[tuple[Mandate, Mandate], ...]
    disagreements: tuple[Disagreement, ...]


def compare_languages(first: Extraction, second: Extraction) -> Versions:
    """Return what two language versions of one text have in common and where they disagree; of drafts, as proposed."""
    documents = first.document, second.document
    joined: list[tuple[Mandate, Mandate]] = []
    found: list[Disagreement] = []
    for one, other in _aligned(_provisions(first), _provisions(second)):
        if one is None or other is None:
            found.append(_missing(one, other))
            continue
        pairs = list(_mandates(_of(first.mandates, one), _of(second.mandates, other)))
        joined += [(left, right) for left, right in pairs if left and right]
        found += _opened(one, other)
        found += _demanded(pairs, (one.path, other.path))
        found += _cited(_of(first.citations, one), _of(second.citations, other), (one.path, other.path))
    return Versions((documents[0].name, documents[1].name), (documents[0].language, documents[1].language),
                    tuple(joined), tuple(found))  # fmt: skip


def _provisions(extraction: Extraction) -> list[Provision]:
    """Return the clauses of a version in text order."""
    kept = (one for one in extraction.provisions if one.part in _CLAUSES and one.state is not State.BASE)
    return sorted(kept, key=lambda one: (one.span.start, -one.span.end))


def _of(values: Sequence[_Held], provision: Provision) -> list[_Held]:
    return [one for one in values if one.path == provision.path and one.state is not State.BASE]


def _aligned(
    first: Sequence[Provision], second: Sequence[Provision]
) -> Iterator[tuple[Provision | None, Provision | None]]:
    """Yield the provisions in pairs, by clause; where openers differ in a stretch, by labels in the same order."""
    left, right = _keys(first), _keys(second)
    for change, at, to, begin, end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        ones, others = first[at:to], second[begin:end]
        if change == "equal" or [one.labels for one in ones] == [one.labels for one in others]:
            yield from zip(ones, others, strict=True)
        else:
            yield from ((one, None) for one in ones)
            yield from ((None, other) for other in others)


def _keys(provisions: Sequence[Provision]) -> list[tuple[str, bool]]:
    return [(one.clause, one.path.endswith("/text")) for one in provisions]


def _missing(one: Provision | None, other: Provision | None) -> Disagreement:
    return Disagreement(Fault.PROVISION, (one.path if one else None, other.path if other else None),
                        one.clause if one else None, other.clause if other else None)  # fmt: skip


def _opened(one: Provision, other: Provision) -> Iterator[Disagreement]:
    if one.opener != other.opener and one.parent is None:  # once for a section, not for each of its items
        yield Disagreement(Fault.OPENER, (one.path, other.path), one.opener, other.opener)


def _mandates(
    first: Sequence[Mandate], second: Sequence[Mandate]
) -> Iterator[tuple[Mandate | None, Mandate | None]]:
    there = {one.addressee: one for one in second}
    for one in first:
        yield one, there.pop(one.addressee, None)
    for other in there.values():
        yield None, other


def _demanded(
    pairs: Sequence[tuple[Mandate | None, Mandate | None]], paths: tuple[str, str]
) -> Iterator[Disagreement]:
    for one, other in pairs:
        if one is None or other is None:
            yield Disagreement(Fault.ADDRESSEE, paths, one.addressee if one else None,
                               other.addressee if other else None)  # fmt: skip
            continue
        if one.force != other.force:
            yield Disagreement(Fault.FORCE, paths, one.force, other.force)
    both = [(one, other) for one, other in pairs if one and other][:1]
    for one, other in both:  # all addressees of a provision report to the same
        yield from _differing(Fault.RECIPIENT, paths, one.reports_to, other.reports_to)


def _cited(first: Sequence[Citation], second: Sequence[Citation], paths: tuple[str, str]) -> Iterator[Disagreement]:
    """Yield the instruments that one version alone cites, and those that both cite in other revisions or provisions."""
    left, right = _instruments(first), _instruments(second)
    yield from _differing(Fault.CITATION, paths, [one for one in left if not _may_be(one, second)],
                          [one for one in right if not _may_be(one, first)])  # fmt: skip
    for instrument in (one for one in left if one in right):
        for fault, of in ((Fault.REVISION, _revision), (Fault.PINPOINT, _pinpoint)):
            ones, others = _values(first, instrument, of), _values(second, instrument, of)
            if ones != others:
                yield Disagreement(fault, paths, " ".join((instrument, *ones)), " ".join((instrument, *others)))


def _differing(
    fault: Fault, paths: tuple[str, str], first: Sequence[str], second: Sequence[str]
) -> Iterator[Disagreement]:
    yield from (Disagreement(fault, paths, one, None) for one in first if one not in second)
    yield from (Disagreement(fault, paths, None, one) for one in second if one not in first)


def _instruments(citations: Sequence[Citation]) -> list[str]:
    return list(dict.fromkeys(one.instrument for one in citations if one.instrument))


def _may_be(instrument: str, citations: Sequence[Citation]) -> bool:
    """Return whether citations name an instrument, or leave open whether they do."""
    return any(one.instrument == instrument or instrument in one.candidates
               or (one.status is not LinkStatus.LINKED and instrument.endswith(f"/{one.text}"))
               for one in citations)  # fmt: skip


def _revision(citation: Citation) -> str | None:
    return str(citation.revision) if citation.revision else citation.edition


def _pinpoint(citation: Citation) -> str | None:
    return citation.provision


def _values(citations: Sequence[Citation], instrument: str, of: Callable[[Citation], str | None]) -> list[str]:
    return sorted({of(one) or "" for one in citations if one.instrument == instrument} - {""})
