"""Document symbols: "PP22/44(Add.7)-E", "A/RES/71/199", "S22-PP-C-0044!A7!MSW-E"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LANGUAGE = r"(?:-[EFSRAC](?![A-Za-z]))?"
_UN = (r"(?:A|E|S)/(?:HRC/|C\.\d/|CN\.\d+/|CONF\.\d+/|AC\.\d+/|PV\.|ES-\d+/)?(?:RES/|DEC/|PRST/)?"
       r"(?:S-)?[\dIVXLC]+(?:/(?:[A-Z]+\.?)?\d+)*(?:/(?:Add|Corr|Rev)\.\d+)?(?: \(\d{4}\))?")  # fmt: skip
_CONFERENCE = r"(?:PP|WTSA|WTDC|WRC|RA|WCIT|CMR|AMNT|CMDT|AR|ВКР|ВАСЭ|ВКРЭ|ПК)-?\d{2}/\d{1,4}(?:\(Add\.\d+\))?"
_SHAPES = (
    ("itu", rf"S\d{{2}}-[A-Z]{{1,6}}(?:-[A-Z]{{1,4}})?-\d{{4}}(?:![A-Z0-9]+)*{_LANGUAGE}"),
    ("un", _UN),
    ("itu", rf"{_CONFERENCE}{_LANGUAGE}"),
    ("council", rf"C\d{{2}}/\d{{1,4}}(?:\((?:Add|Corr|Rev)\.\d+\))?{_LANGUAGE}"),
    ("group", r"(?:SG\d{1,2}|TSAG|RAG|TDAG|JCA-[A-Z]+)-(?:LS|C|R|TD)\d+(?:-[A-Z]+)?"),
    ("group", rf"\d[A-D]/(?:TEMP/)?\d{{1,4}}{_LANGUAGE}"),
    ("group", rf"(?:CWG|GTC|GT|GE|ГЭ|РГС)-[A-ZА-Я]+[\w&+-]*/\d{{1,4}}{_LANGUAGE}"),
    ("itu", r"\d{1,4}\(Add\.\d+\)-[EFSRAC](?![A-Za-z])|\d{1,4}-[EFSRAC](?![A-Za-z0-9])"),
)  # fmt: skip
_COMPILED = tuple((family, re.compile(rf"(?<![\w/.-])(?:{shape})(?![\w/])")) for family, shape in _SHAPES)
_ORGANS = (("un/hrc", r"A/HRC/"), ("un/ga", r"A/"), ("un/sc", r"S/"), ("un/ecosoc", r"E/"))


@dataclass(frozen=True, slots=True)
class Symbol:
    """A document symbol, the family of its shape and where it stands."""

    text: str
    family: str
    start: int

    @property
    def body(self) -> str | None:
        """The body that the symbol itself names, if it does."""
        if self.family == "council":
            return "itu/council"
        if self.family == "un":
            return next((body for body, organ in _ORGANS if re.match(organ, self.text)), None)
        return None


def find_symbol(head: str) -> Symbol | None:
    r"""Return the symbol of a document from the first lines of its text, if they bear one.

    >>> find_symbol("Addendum 9 to Document PP-22/76-E").text, find_symbol("Item 13\tA/79/L.97").body
    ('PP-22/76-E', 'un/ga')
    """
    matches = ((family, shape.search(head)) for family, shape in _COMPILED)
    found = [Symbol(match.group(), family, match.start()) for family, match in matches if match]
    # Where two shapes begin at one place, the longer says more.
    return min(found, key=lambda symbol: (symbol.start, -len(symbol.text)), default=None)
