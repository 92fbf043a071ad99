"""A text as HTML with its citations marked: what is linked leads to its identifier, what is not says why."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from instrgraph.model import Citation, EditKind, LinkStatus
from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Iterator

    from instrgraph.model import Extraction, SourceDocument

_RIGHT_TO_LEFT = frozenset({"ar"})

OPENING = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>instrgraph</title><style>
:root { color-scheme: light dark }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 serif }
a.citation, span.citation { background: Mark; color: MarkText; border-radius: .2em; padding: 0 .15em }
.ambiguous, .unknown { outline: 1px dashed }
ins { text-decoration: underline } del { text-decoration: line-through }
</style></head><body>"""
CLOSING = "</body></html>"


def marked_html(extraction: Extraction) -> str:
    """Return one document as an ``<article>``: a paragraph for each block, citations and changes marked."""
    document = extraction.document
    language = document.language or "und"
    direction = "rtl" if language in _RIGHT_TO_LEFT else "ltr"
    paragraphs = "\n".join(
        f"<p>{''.join(_pieces(extraction, block.span.start, block.span.end))}</p>" for block in document.blocks
    )
    opening = f'<article lang="{escape(language)}" dir="{direction}"><h1>{escape(document.name)}</h1>'
    return f"{opening}\n{paragraphs}\n</article>"


def _pieces(extraction: Extraction, start: int, end: int) -> Iterator[str]:
    document = extraction.document
    by_core: dict[tuple[int, int], list[Citation]] = {}
    for citation in extraction.citations:
        if start <= citation.core.start and citation.core.end <= end:
            by_core.setdefault((citation.core.start, citation.core.end), []).append(citation)
    position = start
    for (core_start, core_end), citations in sorted(by_core.items()):
        if core_start < position:  # a core within the one before: the outer one is marked
            continue
        yield _words(document, position, core_start)
        yield _citation(citations, _words(document, core_start, core_end))
        position = core_end
    yield _words(document, position, end)


def _citation(citations: list[Citation], words: str) -> str:
    first = citations[-1]  # of a fused form, the proposed one
    title = "; ".join(_label(citation) for citation in citations)
    kind = f'class="citation {first.status.value}" title="{escape(title)}"'
    if first.status is LinkStatus.LINKED and first.instrument:
        return f'<a {kind} href="{escape(current().base + first.instrument)}">{words}</a>'
    return f"<span {kind}>{words}</span>"


def _label(citation: Citation) -> str:
    target = citation.instrument or ", ".join(citation.candidates) or citation.reason or citation.status.value
    parts = [target, *(str(part) for part in (citation.revision, citation.edition, citation.provision) if part)]
    return f"{' '.join(parts)} [{citation.state.value}]"


def _words(document: SourceDocument, start: int, end: int) -> str:
    edits = sorted(
        (edit.span.start, edit.span.end, edit.kind)
        for change in document.changes
        for edit in change.edits
        if edit.span.start < end and start < edit.span.end
    )
    found, position = [], start
    for edit_start, edit_end, kind in edits:
        first, last = max(edit_start, position), min(edit_end, end)
        if first >= last:
            continue
        tag = "del" if kind is EditKind.DELETION else "ins"
        found += [escape(document.text[position:first]), f"<{tag}>{escape(document.text[first:last])}</{tag}>"]
        position = last
    return "".join([*found, escape(document.text[position:end])])
