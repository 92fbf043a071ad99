"""What became of one text in another: provisions came, went, moved or changed, with their citations and mandates.

``compare`` takes two documents of one instrument, ``compare_readings`` the base and the proposed text of one
document. The result is values; ``rendering`` turns them into JSON, text and HTML.
"""

from __future__ import annotations

from instrgraph.comparison.comparing import compare, compare_readings
from instrgraph.comparison.values import CitationChange, Comparison, MandateChange, Passage, Piece, Side

__all__ = [
    "CitationChange",
    "Comparison",
    "MandateChange",
    "Passage",
    "Piece",
    "Side",
    "compare",
    "compare_readings",
]
