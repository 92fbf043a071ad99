"""From a document to all that it says: both readings through the same rules, then merged.

Pure: no disk, no server, no RDF.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph import citations, linking, mandates, reading, structure
from instrgraph.pipeline.functions import function_of
from instrgraph.pipeline.headings import is_own_heading
from instrgraph.pipeline.merging import Side, merge

if TYPE_CHECKING:
    from instrgraph.model import Extraction, Reading, SourceDocument


def extract(document: SourceDocument) -> Extraction:
    """Return the provisions, citations, proposed changes and mandates of a document.

    All spans are those of the text as it stands. Every citation found is in the result, whether it could be linked or
    not, save acts of makers outside the United Nations; what stands in both readings has state ``both``.
    """
    readings = reading.readings(document)
    sides = tuple(_side(one, document) for one in readings)
    return merge(document, readings, sides)


def _side(one: Reading, document: SourceDocument) -> Side:
    split = structure.split(one, document)
    own_body = (split.enacting.body if split.enacting else None) or document.facts.body
    found = citations.find(one, document, split)
    kept = tuple(printed for printed in found
                 if not is_own_heading(printed, one, split) and not linking.is_of_other_maker(printed))  # fmt: skip
    linked = linking.link(kept, document, own_body)
    functions = tuple(function_of(each, one, split.at(each.printed.core.start), document) for each in linked)
    side = Side(one, split, linked, functions)
    values = side.citations(document)
    return side.with_mandates(mandates.find(one, split, values, document))
