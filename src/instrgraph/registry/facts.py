"""What the registry knows: frozen values, one class for each kind of table.

Every fact bears marks. ``status``: *seen* stands in a source, *known* is general knowledge, *rule* follows from a rule.
``confidence``: high, medium or low. ``source``: where it was seen, else empty. A finding that rests on a fact shows
them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.identifiers import body_of, revision_id, type_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """How sure a fact is, and where it comes from."""

    status: str
    confidence: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Marks):
    """A body, sector, office, group, study group or organization.

    ``names`` and ``shorts`` hold its name and short name by language code. ``stems`` are the abbreviations that carry
    a year ("PP" of PP-18), ``prefixes`` those of document numbers ("AFCP" of AFCP/55A3/1).
    """

    id: str
    kind: str
    parent: str | None
    names: Mapping[str, str]
    shorts: Mapping[str, str]
    stems: tuple[str, ...] = ()
    prefixes: tuple[str, ...] = ()
    subject: str | None = None
    """What a study group studies, in English."""
    active: bool = True
    """False for a study group that met in former study periods only."""

    def name(self, language: str = "en") -> str:
        """Return the name in that language, or in English where there is none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conference(Marks):
    """One session of a body: where and when it met, and the labels under which it is cited.

    ``year`` is the year in which it was held; a label may bear another (WTSA-20 met in 2022). ``series`` is the name of
    the conference at its time (WTSC, CCITT-PA and WARC are sessions of bodies that have other names today).
    """

    id: str
    body: str
    year: int
    place: str
    short: str
    aliases: tuple[str, ...] = ()
    series: str = ""
    country: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedInstrument(Marks):
    """An instrument that is cited by name; ``text_of`` is the resolution that holds its text."""

    id: str
    type: str
    body: str
    year: int | None
    text_of: str | None
    names: Mapping[str, str]

    def name(self, language: str = "en") -> str:
        """Return the name in that language, or in English where there is none."""
        return self.names.get(language) or self.names["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine(Marks):
    """A WSIS action line, an instrument of its own and a part of the Geneva Plan of Action."""

    id: str
    label: str
    part_of: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentFact(Marks):
    """An instrument that the registry lists.

    ``suppressed`` is the year as the source gives it ("2018", "<=2022"), None where no suppression is known;
    ``in_force`` says whether the Basic Texts of 2023 hold it, None where they say nothing. ``history``: *printed*, the
    whole chain of revisions was read at the foot of the text; *reconstructed*, one may be missing; *partial*.
    """

    id: str
    titles: Mapping[str, str]
    title_confidence: str = "high"
    history: str = ""
    suppressed: str | None = None
    in_force: bool | None = None
    alias: str | None = None
    """A second identifier of one text, for a Recommendation with two numbers."""

    @property
    def type(self) -> str:
        """The type of the instrument, a concept of ``igv:InstrumentType`` without its prefix."""
        return type_of(self.id)

    @property
    def body(self) -> str | None:
        """The body that makes it, as far as the identifier says."""
        return body_of(self.id)

    @property
    def number(self) -> str:
        """The number, as the last segment of the identifier gives it."""
        return self.id.rpartition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionFact(Marks):
    """One revision of an instrument that the registry lists.

    ``kind`` is original, revision or modified (a Council text); ``conference`` the session that adopted it;
    ``session`` the label of a Council session ("C11"). ``parts`` are amendments, corrigenda and annexes of an edition.
    """

    instrument: str
    year: int | None
    edition: str | None = None
    kind: str = ""
    index: int | None = None
    conference: str | None = None
    place: str | None = None
    session: str | None = None
    published: str | None = None
    state: str | None = None
    """``published`` or ``withdrawn``, for Recommendations of ITU-T."""
    parts: tuple[str, ...] = field(default=())

    @property
    def id(self) -> str | None:
        """The identifier of the revision, None where neither year nor edition is known."""
        if self.year is None and self.edition is None:
            return None
        return revision_id(self.instrument, self.year, self.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityCouncilFact(Marks):
    """A resolution of the Security Council: its number, its year and what it is about, in English."""

    number: int
    year: int
    topic: str
