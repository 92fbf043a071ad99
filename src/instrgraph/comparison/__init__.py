"""What became of one text in another: provisions came, went, moved or changed, with their citations and mandates.

``compare`` takes two documents of one instrument, ``compare_readings`` the base and the proposed text of one
document, ``compare_languages`` two language versions of one text. The result is values; ``rendering`` and
``versions`` turn them into JSON, text and HTML.
"""

from __future__ import annotations

from instrgraph.comparison.comparing import compare, compare_readings
from instrgraph.comparison.languages import Disagreement, Fault, Versions, compare_languages
from instrgraph.comparison.values import CitationChange, Comparison, MandateChange, Passage, Piece, Side

__all__ = [
    "CitationChange",
    "Comparison",
    "Disagreement",
    "Fault",
    "MandateChange",
    "Passage",
    "Piece",
    "Side",
    "Versions",
    "compare",
    "compare_languages",
    "compare_readings",
]
