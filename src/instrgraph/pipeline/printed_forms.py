"""Printed forms of identifiers, as people type them into a command or a search box."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph import citations, linking, structure
from instrgraph.errors import AmbiguousIdentifier, InputError, MalformedIdentifier
from instrgraph.identifiers import revision_id
from instrgraph.model import LinkStatus
from instrgraph.pipeline.identification import EXAMPLES
from instrgraph.reading import read, readings
from instrgraph.registry import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.linking import Linked

_ABBREVIATED = re.compile(r"(?<=\w)[ -]+(?=\d)")

def parse_printed(words: str) -> str:
    """Return the instrument, or revision of one, that a printed form names.

    Raises:
        MalformedIdentifier: it names nothing that we know.
        AmbiguousIdentifier: it may name several; the error carries them.

    >>> parse_printed("Resolution 130 (Rev. Dubai, 2018)"), parse_printed("A/RES/71/199")
    ('itu/pp/res/130/rev/2018', 'un/ga/res/71/199')
    """
    several: set[str] = set()
    for form in _forms(words):
        found = _linked(form)
        linked = {_identifier(one) for one in found if one.status is LinkStatus.LINKED}
        if len(linked) == 1:
            return linked.pop()
        several = several or linked or {candidate for one in found for candidate in _candidates(one)}
    if several:
        raise AmbiguousIdentifier(f"{words!r} does not say which; give one of:", tuple(sorted(several)))
    raise MalformedIdentifier(f"{words!r}: no instrument is named so; {EXAMPLES}")


def _identifier(one: Linked) -> str:
    instrument = str(one.instrument)
    return revision_id(instrument, one.revision, one.edition) if one.revision or one.edition else instrument


def _forms(words: str) -> Iterator[str]:
    """Give what was typed, then as it would be printed by someone less in haste: in capitals, with full stops."""
    yield words
    yield words.upper()
    yield _ABBREVIATED.sub(". ", words.upper())


def _linked(words: str) -> tuple[Linked, ...]:
    # Not by way of ``extract``: standing alone, a name would be the heading of the text that it names.
    try:
        document = read(words)
    except InputError as error:
        raise MalformedIdentifier(f"{words!r}: cannot be read ({error}); {EXAMPLES}") from error
    reading = readings(document)[-1]
    return linking.link(citations.find(reading, document, structure.split(reading, document)), document, None)


def _candidates(one: Linked) -> tuple[str, ...]:
    number = one.printed.number
    return one.candidates or (registry().candidates(one.printed.kind, one.printed.text) if number else ())
