"""The rows that a network is built from, as the questions about citations, revisions and mandates give them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_DRAFT = re.compile(r"^source/[0-9a-f]+/draft/")
_NO_BODIES = frozenset({"doc", "group", "guidelines", "named", "office", "treaty"})
_REVISION = re.compile(r"/rev/(\d{4})?[^/]*")


class CitationEdge(TypedDict, total=False):
    """One citation between texts: who cites, what is cited, and how.

    ``citing`` is a text (revision, draft or document), ``cited`` an instrument; ``revision`` the revision named, if
    one is. ``year`` is that of the citing text. ``state`` is both, base or proposed.
    """

    citing: str
    cited: str
    revision: str | None
    year: int | None
    function: str | None
    state: str | None


class RevisionEdge(TypedDict, total=False):
    """One revision of an instrument, its year, and the revision that it supersedes, if one is known."""

    instrument: str
    revision: str
    year: int | None
    supersedes: str | None


class MandateEdge(TypedDict, total=False):
    """One demand: the text that makes it, on whom, with what force; what it serves, and the mandate it continues."""

    mandate: str
    text: str
    addressee: str | None
    force: str | None
    year: int | None
    basis: Iterable[str]
    continues: str | None


def instrument_of(text: str) -> str:
    """Return the instrument of which a text is a revision or a draft; another identifier is returned as it is.

    >>> instrument_of("itu/pp/res/130/rev/2018"), instrument_of("source/b800e945bffebf45/draft/itu/wtsa/res/84")
    ('itu/pp/res/130', 'itu/wtsa/res/84')
    >>> instrument_of("un/charter")
    'un/charter'
    """
    return _DRAFT.sub("", text).partition("/rev/")[0]


def year_of(text: str | None) -> int | None:
    """Return the year in the identifier of a revision, if it has one.

    >>> year_of("itu/pp/res/130/rev/2018"), year_of("itu/ra/res/1/rev/8"), year_of(None)
    (2018, None, None)
    """
    found = _REVISION.search(text or "")
    return int(found[1]) if found and found[1] else None


def body_of(identifier: str) -> str:
    """Return the body of an instrument or text, as far as its identifier says.

    >>> body_of("itu/pp/res/130/rev/2018"), body_of("un/ga/res/71/199"), body_of("wsis/al/c5"), body_of("un/treaty/crc")
    ('itu/pp', 'un/ga', 'wsis', 'un')
    """
    parts = instrument_of(identifier).split("/")
    if parts[0] == "source":
        return "unknown"
    return "/".join(parts[:2]) if len(parts) > 3 and parts[1] not in _NO_BODIES else parts[0]


def in_force(citations: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Give the citations without those of the base text only, which a draft would remove."""
    return (row for row in citations if row.get("state") != "base")


def instrument_pairs(citations: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Give (citing instrument, cited instrument) of each citation that stands, for an index over instruments."""
    for row in in_force(citations):
        yield instrument_of(row["citing"]), row["cited"]
