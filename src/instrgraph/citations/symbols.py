"""Document symbols of the United Nations: A/RES/71/199, S/RES/1325 (2000), A/HRC/RES/47/16, E/RES/2006/46, A/70/174."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.citations.numbers import latin

if TYPE_CHECKING:
    from instrgraph.citations.scene import Scene


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol found in a text; offsets are those of the folded text."""

    start: int
    end: int
    text: str
    kind: str
    instrument: str


_ADOPTED = (
    (re.compile(r"A/HRC/(RES|DEC)/(S-)?(\d+)/(\d+)(?![\d/])"), "hrc"),
    (re.compile(r"A/(RES|DEC)/(E?S-)?(\d+)/(\d+)(?: ?([A-Z])(?![A-Za-z]))?(?![\d/])"), "ga"),
    (re.compile(r"A/(RES|DEC)/(\d+)(?: ?([A-Z]))? ?\(((?:E?S-)?[IVXLC]+)\)"), "ga-old"),
    (re.compile(r"S/(RES)/(\d+) ?(?:\(((?:19|20)\d\d)\))?"), "sc"),
    (re.compile(r"E/(RES|DEC)/(\d{4})/(\d+)(?![\d/])"), "ecosoc"),
    (re.compile(r"S/(PRST)/(\d{4})/(\d+)(?![\d/])"), "prst"),
)
_DOCUMENT = re.compile(r"(?:[A-Z]{1,8}(?:\.\d+)?/)+(?:[A-Z]{1,5}(?:\.\d+)?/)*\d{1,4}(?:/[A-Z]{0,5}\.?\d{1,4})*"
                       r"(?:/(?:Add|Rev|Corr)\.\d+)*(?:-[A-Z]/\d{4}/\d+)?(?![A-Za-zА-я0-9_/])")  # fmt: skip
_MAKERS = ("A", "S", "E", "ST", "CRC", "CCPR", "CEDAW", "CERD", "JIU", "DP", "TD", "UNEP", "CAT", "CRPD", "SPLOS",
           "NPT")  # fmt: skip
_START = re.compile(r"[A-Z.\d]+(?:/[A-Z.\d]*)*\Z")


def symbol_at(scene: Scene, start: int, end: int) -> Symbol | None:
    """Return the symbol that a trigger ("/res/", "a/") belongs to; None where the signs around it make none.

    A symbol is printed in capitals; Cyrillic letters that look like Latin ones are read as such.
    """
    window_start = max(0, start - 12)
    window = latin(scene.cased(window_start, min(len(scene.text), end + 45)))
    head = _START.search(window[: start - window_start + 1])
    begin = head.start() if head else start - window_start
    for pattern, kind in _ADOPTED:
        found = pattern.match(window, begin)
        if found:
            return _adopted(found, kind, window_start)
    found = _DOCUMENT.match(window, begin)
    parts = found.group().split("/") if found else []
    if found and len(parts) >= 3 and parts[0] in _MAKERS:
        symbol = found.group()
        return Symbol(window_start + found.start(), window_start + found.end(), symbol, "doc", f"un/doc/{symbol}")
    return None


def _adopted(found: re.Match[str], kind: str, shift: int) -> Symbol:
    groups = [one or "" for one in found.groups()]
    series = groups[0].lower()
    instrument = {
        "hrc": lambda: f"un/hrc/{series}/{groups[1]}{groups[2]}/{groups[3]}",
        "ga": lambda: f"un/ga/{series}/{groups[1]}{groups[2]}/{groups[3]}{groups[4]}",
        "ga-old": lambda: f"un/ga/{series}/{groups[3]}/{groups[1]}{groups[2]}",
        "sc": lambda: f"un/sc/res/{groups[1]}",
        "ecosoc": lambda: f"un/ecosoc/{series}/{groups[1]}/{groups[2]}",
        "prst": lambda: f"un/sc/prst/{groups[1]}/{groups[2]}",
    }[kind]()
    name = {"res": "res", "dec": "dec", "prst": "prst"}[series]
    end = found.end() - (len(found.group()) - len(found.group().rstrip()))
    return Symbol(shift + found.start(), shift + end, found.group().rstrip(), name, instrument)
