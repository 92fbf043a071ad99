"""Tracked changes of which only the running together of words is left, inferred by named witnesses.

Each witness works on the folded text, so that case, width, digits and the languages' marks make no difference; what
it finds is mapped back to the text as it stands. Witnesses that need others come after them: labels hear what the
revisions say, and a revision is later than the base only where the base is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.reading.flattened.inference import Inference

if TYPE_CHECKING:
    from instrgraph.model import Change, SourceDocument


def infer_changes(document: SourceDocument) -> tuple[Change, ...]:
    """Return the changes that the text shows, in text order; none where it bears no trace.

    >>> from instrgraph.model import Block, SourceDocument, Span
    >>> text = "Resolution 196 (Busan, 2014Rev. Dubai, 2018)"
    >>> document = SourceDocument("", "", "", "text/plain", text, "en", (Block(Span(0, len(text))),))
    >>> [(edit.kind.value, edit.span.of(text)) for change in infer_changes(document) for edit in change.edits]
    [('deletion', 'Busan, 2014'), ('insertion', 'Rev. Dubai, 2018')]
    """
    return Inference(document).changes()
