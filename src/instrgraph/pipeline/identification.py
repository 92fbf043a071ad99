"""From what a person types to an identifier: a local one, an IRI, or a printed form in any of the six languages."""

from __future__ import annotations

import re

from instrgraph.errors import AmbiguousIdentifier, InputError, MalformedIdentifier
from instrgraph.settings import current

_LOCAL = re.compile(r"(?:itu|un|wsis|org|source|graph|run)/[^\s<>\"{}|\\^`]+\Z")
_EXAMPLES = "give itu/pp/res/130, an IRI, or a printed form such as: Resolution 130 (Rev. Dubai, 2018)"


def identify(words: str) -> str:
    """Return the local identifier that ``words`` mean.

    Raises:
        MalformedIdentifier: they mean nothing that we know.
        AmbiguousIdentifier: they may mean several instruments; the error carries them.

    >>> identify("itu/pp/res/130"), identify("https://w3id.org/instrgraph/id/itu/pp/res/130/rev/2018")
    ('itu/pp/res/130', 'itu/pp/res/130/rev/2018')
    """
    stripped = words.strip().removesuffix("/")
    local = stripped.removeprefix(current().base).lstrip("/")
    if _LOCAL.match(local):
        return local
    if not stripped or "://" in stripped:
        raise MalformedIdentifier(f"{words!r}: not one of our identifiers; {_EXAMPLES}")
    return _printed(stripped)


def _printed(words: str) -> str:
    from instrgraph.identifiers import revision_id  # noqa: PLC0415  (identifiers in their short form need no rules)
    from instrgraph.model import LinkStatus  # noqa: PLC0415
    from instrgraph.pipeline.extraction import extract  # noqa: PLC0415
    from instrgraph.reading import read  # noqa: PLC0415

    try:
        found = extract(read(f"– {words}.")).citations  # as a line of a list: a heading would be the text's own
    except InputError as error:
        raise MalformedIdentifier(f"{words!r}: cannot be read ({error}); {_EXAMPLES}") from error
    linked = {
        revision_id(one.instrument, one.revision, one.edition) if one.revision or one.edition else one.instrument
        for one in found
        if one.status is LinkStatus.LINKED and one.instrument
    }
    candidates = {candidate for one in found for candidate in one.candidates}
    if len(linked) == 1:
        return linked.pop()
    if linked or candidates:
        several = tuple(sorted(linked | candidates))
        raise AmbiguousIdentifier(f"{words!r} may mean several; give one of:", several)
    raise MalformedIdentifier(f"{words!r}: no instrument is named so; {_EXAMPLES}")
