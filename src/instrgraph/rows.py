"""Citations and mandates as rows: the JSON contract, field by field, in its order.

The command line, the API, the tables and the evaluation all take their rows from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import Citation, Extraction, Mandate, SourceDocument

Row = dict[str, Any]

CITATION_FIELDS = (
    "id", "source", "language", "start", "end", "text", "anchor", "instrument", "revision", "edition", "provision",
    "status", "candidates", "by", "rule", "confidence", "clause", "path", "function", "state", "replaces",
)  # fmt: skip
"""The fields of a citation row, in order; ``reason`` and those after it follow."""

MANDATE_FIELDS = (
    "id", "source", "language", "start", "end", "clause", "path", "mandator", "force", "addressee", "action_type",
    "action", "basis", "reports_to", "state", "continues",
)  # fmt: skip
"""The fields of a mandate row, in order; ``collaborators`` and those after it follow."""


def citation_row(citation: Citation, document: SourceDocument) -> Row:
    """Return a citation as a row: the fields of the contract in their order, then those that were added."""
    return {
        "id": citation.id,
        "source": document.name,
        "language": citation.language,
        "start": citation.core.start,
        "end": citation.core.end,
        "text": citation.text,
        "anchor": [citation.anchor.start, citation.anchor.end],
        "instrument": citation.instrument,
        "revision": citation.revision,
        "edition": citation.edition,
        "provision": citation.provision,
        "status": citation.status.value,
        "candidates": list(citation.candidates),
        "by": citation.by,
        "rule": citation.rule,
        "confidence": citation.confidence,
        "clause": citation.clause,
        "path": citation.path,
        "function": citation.function,
        "state": citation.state.value,
        "replaces": citation.replaces,
        "replaced_by": citation.replaced_by,
        "reason": citation.reason,
        "kind": citation.kind,
        "part": citation.part.value,
        "specificity": citation.specificity.value,
        "sentence": [citation.sentence.start, citation.sentence.end],
        "title": citation.title,
    }


def mandate_row(mandate: Mandate, document: SourceDocument) -> Row:
    """Return a mandate as a row: the fields of the contract in their order, then those that were added."""
    return {
        "id": mandate.id,
        "source": document.name,
        "language": mandate.language,
        "start": mandate.span.start,
        "end": mandate.span.end,
        "clause": mandate.clause,
        "path": mandate.path,
        "mandator": mandate.mandator,
        "force": mandate.force,
        "addressee": mandate.addressee,
        "action_type": mandate.action_type,
        "action": mandate.action,
        "basis": list(mandate.basis),
        "reports_to": list(mandate.reports_to),
        "state": mandate.state.value,
        "continues": mandate.continues,
        "collaborators": list(mandate.collaborators),
        "due": mandate.due,
        "lineage": mandate.lineage,
        "continues_also": list(mandate.continues_also),
        "lineage_evidence": list(mandate.lineage_evidence),
        "lineage_score": mandate.lineage_score,
    }


def citation_rows(extraction: Extraction) -> Iterator[Row]:
    """Give the citations of an extraction as rows."""
    return (citation_row(citation, extraction.document) for citation in extraction.citations)


def mandate_rows(extraction: Extraction) -> Iterator[Row]:
    """Give the mandates of an extraction as rows."""
    return (mandate_row(mandate, extraction.document) for mandate in extraction.mandates)
