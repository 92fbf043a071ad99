"""A spaCy pipeline component: ``nlp.add_pipe("instrgraph")`` gives ``doc.spans["citations"]`` and ``["mandates"]``.

Registered through the entry point ``spacy_factories``; spaCy is imported when a pipeline is made, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Span as SpacySpan
from spacy.tokens import SpanGroup

from instrgraph.library import extract
from instrgraph.rows import citation_rows, mandate_rows

if TYPE_CHECKING:
    from spacy.tokens import Doc


@Language.factory("instrgraph", assigns=["doc.spans"])
def make(nlp: Any, name: str) -> Component:
    """Return the component; spaCy calls this for ``nlp.add_pipe("instrgraph")``."""
    return Component(str(nlp.lang), name)


class Component:
    """Reads each document with the same engine as the rest of instrgraph."""

    def __init__(self, language: str, name: str) -> None:
        self.language = language
        self.name = name
        for extension in ("instrument", "revision", "row"):
            if not SpacySpan.has_extension(extension):
                SpacySpan.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Return the document with span groups ``citations`` and ``mandates``.

        Each span carries its row as ``span._.row``, and a citation ``span._.instrument`` and ``span._.revision``. A
        span covers the tokens around the printed number or name.
        """
        found = extract(doc.text)
        doc.spans["citations"] = self._group(doc, "citations", list(citation_rows(found)))
        doc.spans["mandates"] = self._group(doc, "mandates", list(mandate_rows(found)))
        return doc

    def _group(self, doc: Doc, name: str, rows: list[dict[str, Any]]) -> SpanGroup:
        spans = []
        for row in rows:
            label = row.get("status") or row["force"]
            span = doc.char_span(row["start"], row["end"], label=str(label), alignment_mode="expand")
            if span is None:
                continue
            span._.row = row
            span._.instrument, span._.revision = row.get("instrument"), row.get("revision")
            spans.append(span)
        return SpanGroup(doc, name=name, spans=spans)
