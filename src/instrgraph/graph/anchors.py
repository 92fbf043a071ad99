"""Anchors: the span from which a node was read, by position and by quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.graph.terms import GraphWriter, integer, node, text
from instrgraph.graph.vocabulary import IG, OA
from instrgraph.model import SourceDocument, Span

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

_AROUND = 16
_SENTENCE = 240
_OPENING = 200


class Anchors:
    """Writes the anchors of one document, each once.

    The selectors have names, not blank nodes, so that the graph of an unchanged document is the same set of quads.
    """

    def __init__(self, document: SourceDocument, writer: GraphWriter) -> None:
        self._document = document
        self._writer = writer
        self._source = f"{document.id}/text"
        self._written: set[Span] = set()

    def at(self, span: Span, *, sentence: Span | None = None, language: str | None = None) -> NamedNode:
        """Return the anchor of a span, written if it is new.

        Args:
            span: what to quote.
            sentence: the sentence around it; the quote's prefix and suffix then run to its ends, 240 code points at
                most, otherwise 16.
            language: of the words.
        """
        anchor = node(f"{self._source}#char={span.start},{span.end}")
        if span not in self._written:
            self._written.add(span)
            self._write(anchor, span, sentence or span, language or self._document.language)
        return anchor

    def opening(self, span: Span, language: str | None = None) -> NamedNode:
        """Return the anchor of a provision: its words, or the first of them where it is long."""
        if len(span) > _OPENING:
            words = self._document.text[span.start : span.start + _OPENING]
            span = Span(span.start, span.start + (words.rfind(" ") if " " in words else _OPENING))
        return self.at(span, language=language)

    def _write(self, anchor: NamedNode, span: Span, sentence: Span, language: str | None) -> None:
        add, words = self._writer.add, self._document.text
        position = node(f"{self._source}#position={span.start},{span.end}")
        quoted = node(f"{self._source}#quote={span.start},{span.end}")
        before = max(min(sentence.start, span.start - _AROUND), span.start - _SENTENCE, 0)
        after = min(max(sentence.end, span.end + _AROUND), span.end + _SENTENCE)
        self._writer.type(anchor, IG.Anchor)
        add(anchor, OA.hasSource, node(self._source))
        add(anchor, OA.hasSelector, position, quoted)
        self._writer.type(position, OA.TextPositionSelector)
        add(position, OA.start, integer(span.start))
        add(position, OA.end, integer(span.end))
        self._writer.type(quoted, OA.TextQuoteSelector)
        add(quoted, OA.exact, text(span.of(words), language))
        add(quoted, OA.prefix, text(words[before : span.start], language))
        add(quoted, OA.suffix, text(words[span.end : after], language))
