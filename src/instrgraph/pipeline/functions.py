"""What a citing text does with the instrument it cites: recalls it, implements it, revises it, quotes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold_word
from instrgraph.grammar.pack import pack
from instrgraph.model import DocumentKind, Part

if TYPE_CHECKING:
    from instrgraph.linking import Linked
    from instrgraph.model import Provision, Reading, SourceDocument

_REACH = 70
_QUOTE = re.compile(r":\s*[\"«“„]")


def function_of(linked: Linked, reading: Reading, provision: Provision, document: SourceDocument) -> str:
    """Return the function, a concept of ``igv:CitationFunction`` without its prefix.

    It is the clause opener's, save *revises* (what the document proposes to change), *implements* (the provision
    serves to carry the instrument out) and *quotes* (its words follow in quotation marks); see ``gold/GUIDE.md``.
    """
    printed = linked.printed
    facts = document.facts
    outside = provision.part in (Part.TITLE, Part.SUMMARY, Part.ACTION)
    if outside and facts.kind is DocumentKind.PROPOSAL and linked.instrument and linked.instrument == facts.instrument:
        return "revises"
    if provision.part is Part.OPERATIVE:
        words = pack(printed.language)
        start = max(provision.span.start, printed.anchor.start - _REACH)
        before = fold_word(reading.text[start : printed.anchor.start])
        if linked.instrument and any(words.implement.finditer(before)):
            return "implements"
    return provision.function
