"""From what a person types to an identifier: a local one, an IRI, or a printed form in any of the six languages."""

from __future__ import annotations

import re

from instrgraph.errors import MalformedIdentifier
from instrgraph.settings import current

_LOCAL = re.compile(r"(?:itu|un|wsis|org|source|graph|run)/[^\s<>\"{}|\\^`]+\Z")
EXAMPLES = "give itu/pp/res/130, an IRI, or a printed form such as: Resolution 130 (Rev. Dubai, 2018)"


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
        raise MalformedIdentifier(f"{words!r}: not one of our identifiers; {EXAMPLES}")
    from instrgraph.pipeline.printed_forms import parse_printed  # noqa: PLC0415  (a short form needs no rules)

    return parse_printed(stripped)
