"""Proposals that amend a resolution, in six languages: thirty-six realistic drafts of a base and a proposed text.

Each is made as a Word file with tracked changes and as the text that copying gives: deletions and insertions run
together, without a mark. What was changed is kept beside it, with whether the text bears a witness of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from making.word import dele, docx, ins, p, r

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
WORDS: dict[str, Any] = json.loads(Path(__file__).with_name("amended.json").read_text(encoding="utf-8"))
_LETTERS = {"ru": "абвгдежз", "ar": ("أ ", "ب", "ج", "د", "ه", "و", "ز", "ح")}


@dataclass(frozen=True)
class Unit:
    """What an editor changed in one go: its pieces are shared words or pairs of old and new."""

    kind: str
    pieces: tuple[str | tuple[str, str], ...]
    witness: bool

    @property
    def flat(self) -> str:
        return "".join(one if isinstance(one, str) else "".join(one) for one in self.pieces)

    def side(self, at: int) -> str:
        return "".join(one if isinstance(one, str) else one[at] for one in self.pieces)


@dataclass(frozen=True)
class Line:
    """A paragraph; ``fate`` is kept, came or went; an item has a list ('letter' or 'number')."""

    parts: tuple[str | Unit, ...]
    items: str = ""
    fate: str = "kept"


@dataclass(frozen=True)
class Marked:
    """A unit in the flattened text."""

    unit: Unit
    start: int
    end: int


@dataclass
class Draft:
    """One made proposal: the text as copied, its Word file, both clean texts, and what was changed."""

    name: str
    language: str
    flat: str = ""
    base: str = ""
    proposed: str = ""
    units: list[Marked] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    @property
    def word(self) -> bytes:
        return docx(*self.paragraphs)


# ------------------------------------------------------------------------------------------------------ units


def words(old: str, new: str) -> Unit:
    """Words that go, come, or are replaced: nothing in the text tells."""
    return Unit("words", ((old, new),), witness=False)


def number(old: str, new: str) -> Unit:
    return Unit("number", ((old, new),), witness=True)


def revision(language: str, old: tuple[str, int], new: tuple[str, int], style: str, *, first: bool = False) -> Unit:
    """A revision that is updated: as a whole, word by word, or only the digits that differ; ``first`` had no "Rev."."""
    said = WORDS[language]
    (city, year), (new_city, new_year) = (said["cities"][old[0]], old[1]), (said["cities"][new[0]], new[1])
    rev, comma, mark = said["rev"], said["comma"], said["mark"]
    if language == "zh":
        if style == "whole":
            middle = (f"{year}年，{city}", f"{new_year}年，{new_city}")
            return Unit("revision", (middle, mark), witness=True)
        return Unit("revision", (*_years(year, new_year, style), "年，", (city, new_city), mark), witness=True)
    if style == "whole" or first:
        pair = (f"{city}{comma}{year}", f"{rev if first else ''}{new_city}{comma}{new_year}")
        return Unit("revision", (*([] if first else [rev]), pair, mark), witness=True)
    return Unit("revision", (rev, (city, new_city), comma, *_years(year, new_year, style), mark), witness=True)


def _years(old: int, new: int, style: str) -> tuple[str | tuple[str, str], ...]:
    if style != "digits" or str(old)[:3] != str(new)[:3]:
        return ((str(old), str(new)),)
    return (str(old)[:3], (str(old)[3:], str(new)[3:]))


# ------------------------------------------------------------------------------------------------------ making


def _filled(template: str, units: dict[str, Unit | str]) -> tuple[str | Unit, ...]:
    parts: list[str | Unit] = []
    rest = template
    while "{" in rest:
        before, _, rest = rest.partition("{")
        key, _, rest = rest.partition("}")
        parts += [before, units[key]]
    return (*parts, rest)


def _labels(language: str, lines: list[Line], side: int) -> dict[int, str]:
    """Return the label of each item in one text; a line that is no item begins a new list."""
    gone = ("came", "went")[side]
    found: dict[int, str] = {}
    place = 0
    for index, line in enumerate(lines):
        if not line.items:
            place = 0
        elif line.fate != gone:
            letters = _LETTERS.get(language, "abcdefgh")
            found[index] = f"{letters[place]})" if line.items == "letter" else str(place + 1)
            place += 1
    return found


def _ends(lines: list[Line], side: int, language: str) -> dict[int, str]:
    """Return the sign that ends each item in one text: the last of its list has another."""
    gone = ("came", "went")[side]
    stops = WORDS[language]["stops"]
    kept = [index for index, line in enumerate(lines) if line.fate != gone]
    found = {}
    for place, index in enumerate(kept):
        if lines[index].items:
            last = place + 1 == len(kept) or not lines[kept[place + 1]].items
            found[index] = (stops[2] if place + 1 == len(kept) else stops[1]) if last else stops[0]
    return found


def draft(name: str, language: str, lines: list[Line]) -> Draft:
    """Return the made proposal with the labels and stops of both texts."""
    made = Draft(name, language)
    labels = [_labels(language, lines, side) for side in (0, 1)]
    ends = [_ends(lines, side, language) for side in (0, 1)]
    flat, clean = [], ([], [])
    offset = 0
    for index, line in enumerate(lines):
        parts = list(line.parts)
        if line.items:
            label = _paired("label", labels[0].get(index), labels[1].get(index))
            parts = [label, "\t", *parts, _paired("stop", ends[0].get(index), ends[1].get(index))]
        if line.fate != "kept":
            side = 0 if line.fate == "went" else 1
            text = "".join(one if isinstance(one, str) else one.side(side) for one in parts)
            parts = [Unit("item", ((text, "") if side == 0 else ("", text),), _is_told(lines, labels, index))]
        printed = "".join(one if isinstance(one, str) else one.flat for one in parts)
        place = offset
        for part in parts:
            if isinstance(part, Unit):
                made.units.append(Marked(part, place, place + len(part.flat)))
            place += len(part if isinstance(part, str) else part.flat)
        flat.append(printed)
        offset += len(printed) + 1
        for side, gone in enumerate(("came", "went")):
            if line.fate != gone:
                clean[side].append("".join(one if isinstance(one, str) else one.side(side) for one in parts))
        made.paragraphs.append(_paragraph(parts, line.fate))
    made.flat, made.base, made.proposed = "\n".join(flat), "\n".join(clean[0]), "\n".join(clean[1])
    return made


def _paired(kind: str, old: str | None, new: str | None) -> str | Unit:
    if old is None or new is None or old == new:
        return old or new or ""
    shared = len(old) - len(old.rstrip(")")) if kind == "label" else 0
    if shared:
        return Unit(kind, ((old[:-1].strip(), new[:-1].strip()), ")"), witness=True)
    return Unit(kind, ((old, new),), witness=True)


def _is_told(lines: list[Line], labels: list[dict[int, str]], index: int) -> bool:
    """Return whether an item that comes or goes has a witness: an item of its list with another label, or a stop."""
    beside = (index - 1, index + 1)
    both = {"came": (0, 1), "went": (1, 0)}[lines[index].fate]
    if any(0 <= one < len(lines) and labels[both[0]].get(one) == labels[both[1]].get(index)
           and lines[one].fate not in ("kept", lines[index].fate) for one in beside):  # fmt: skip
        return False  # Two items with one label side by side: one goes, one comes, and nothing tells which.
    after = index + 1
    while after < len(lines) and lines[after].items:
        if lines[after].fate == "kept" and labels[0][after] != labels[1][after]:
            return True
        after += 1
    # At the end of its list it is told by the stop of the item before, which was the last in one text only.
    return lines[index - 1].fate == "kept" and bool(lines[index - 1].items)


def _paragraph(parts: list[str | Unit], fate: str) -> str:
    runs = []
    for part in parts:
        for piece in (part,) if isinstance(part, str) else part.pieces:
            if isinstance(piece, tuple):
                runs += [*([dele(piece[0])] if piece[0] else []), *([ins(piece[1])] if piece[1] else [])]
            else:
                runs += [raw for raw in (_tabbed(piece)) if raw]
    return p(*runs, mark={"kept": "", "came": "ins", "went": "del"}[fate])


def _tabbed(text: str) -> list[str]:
    return [r(text)] if text else []


# ------------------------------------------------------------------------------------------------------ the drafts


def heading(language: str, style: str, conferences: tuple[tuple[str, int], tuple[str, int]]) -> list[Line]:
    said = WORDS[language]
    unit = revision(language, *conferences, style)
    upper = replace(unit, pieces=tuple(_upper(one) for one in unit.pieces))
    bare = revision(language, *conferences, style)
    bare = replace(bare, pieces=tuple(one for one in bare.pieces if one not in (said["rev"], said["mark"])))
    return [
        Line((f"MOD\t{said['symbol']}",)),
        Line(_filled(said["heading"], {"rev": upper})),
        Line((said["title"],)),
        Line(_filled(said["enacting"], {"rev": bare})),
    ]


def _upper(piece: str | tuple[str, str]) -> str | tuple[str, str]:
    return piece.upper() if isinstance(piece, str) else (piece[0].upper(), piece[1].upper())


def item(language: str, key: str, items: str = "letter", fate: str = "kept", **units: Unit | str) -> Line:
    return Line(_filled(WORDS[language][key], units), items, fate)


def drafts() -> list[Draft]:
    """Return the thirty-six drafts: six for each language."""
    makers = (_updated, _inserted, _deleted, _replaced, _mixed, _long)
    return [make(language) for language in LANGUAGES for make in makers]


PP14, PP18, PP22 = ("busan", 2014), ("dubai", 2018), ("bucharest", 2022)
WTSA12, WTSA16, WTSA22 = ("dubai", 2012), ("hammamet", 2016), ("geneva", 2022)
WTDC14, WTDC17, WTDC22 = ("dubai", 2014), ("buenos aires", 2017), ("kigali", 2022)


def _updated(language: str) -> Draft:
    """Revisions brought up to date, word by word, and a word added here and there."""
    said = WORDS[language]
    lines = [
        *heading(language, "words", (PP14, PP18)),
        Line((said["recalling"],)),
        item(language, "pp", n="71", rev=revision(language, PP14, PP18, "digits")),
        item(language, "wtsa", n="50", rev=revision(language, WTSA12, WTSA16, "words")),
        item(language, "wtdc", n="45", rev=revision(language, WTDC14, WTDC17, "digits")),
        Line((said["resolves"],)),
        item(language, "strengthen", "number", w=words("", said["more"])),
        item(language, "cooperate", "number"),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP14, PP18, "words")),
        item(language, "publish", "number", w=words("", "")),
    ]
    return draft("revisions updated", language, lines)


def _inserted(language: str) -> Draft:
    """An item put into the middle of a lettered list, another into a numbered one."""
    said = WORDS[language]
    lines = [
        *heading(language, "whole", (PP18, PP22)),
        Line((said["recalling"],)),
        item(language, "pp", n="71", rev=revision(language, PP18, PP22, "whole")),
        item(language, "growth", fate="came"),
        item(language, "wtsa", n="50", rev=revision(language, WTSA16, WTSA22, "words")),
        item(language, "needs"),
        Line((said["resolves"],)),
        item(language, "strengthen", "number", w=""),
        item(language, "cooperate", "number"),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP18, PP22, "words")),
        item(language, "train", "number", fate="came"),
        item(language, "publish", "number", w=""),
    ]
    return draft("items inserted", language, lines)


def _deleted(language: str) -> Draft:
    """An item taken out of the middle of a lettered list."""
    said = WORDS[language]
    lines = [
        *heading(language, "digits", (PP14, PP18)),
        Line((said["recalling"],)),
        item(language, "pp", n="71", rev=revision(language, PP14, PP18, "whole")),
        item(language, "wtdc", fate="went", n="45", rev=plain(language, WTDC14)),
        item(language, "wtsa", n="50", rev=plain(language, WTSA12)),
        item(language, "growth"),
        Line((said["resolves"],)),
        item(language, "strengthen", "number", w=words(said["more"], "")),
        item(language, "cooperate", "number"),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP14, PP18, "digits")),
        item(language, "publish", "number", w=""),
    ]
    return draft("an item deleted", language, lines)


def _replaced(language: str) -> Draft:
    """Numbers replaced: of resolutions, of the United Nations, editions of Recommendations; words replaced."""
    said = WORDS[language]
    lines = [
        *heading(language, "words", (PP18, PP22)),
        Line((said["recalling"],)),
        item(language, "un", n=number("71/199", "75/176")),
        item(language, "edition", e=number("05/2006", "06/2020")),
        item(language, "pp", n=number("166", "208"), rev=plain(language, PP18)),
        item(language, "growth"),
        Line((said["resolves"],)),
        item(language, "strengthen", "number", w=words(said["more"], said["other"])),
        item(language, "cooperate", "number"),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP18, PP22, "words")),
        item(language, "publish", "number", w=""),
    ]
    return draft("numbers replaced", language, lines)


def _mixed(language: str) -> Draft:
    """A first revision, items added at the end and taken out of the middle, words and numbers changed."""
    said = WORDS[language]
    lines = [
        *heading(language, "whole", (PP14, PP18)),
        Line((said["recalling"],)),
        item(language, "pp", n="200", rev=revision(language, PP14, PP18, "whole", first=language != "zh")),
        item(language, "un", n=number("66/184", "72/200")),
        item(language, "needs", fate="went"),
        item(language, "wtsa", n="50", rev=revision(language, WTSA12, WTSA16, "whole")),
        item(language, "growth", fate="came"),
        Line((said["resolves"],)),
        item(language, "strengthen", "number", w=words("", said["more"])),
        item(language, "train", "number", fate="came"),
        item(language, "cooperate", "number"),
        item(language, "open", "number"),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP14, PP18, "digits")),
        item(language, "publish", "number", w=words(said["other"], said["more"])),
    ]
    return draft("many changes", language, lines)


def _long(language: str) -> Draft:
    """Long lists: two items put in and one taken out of letters, one put into twelve numbers and one at their end."""
    said = WORDS[language]
    lines = [
        *heading(language, "words", (PP18, PP22)),
        Line((said["recalling"],)),
        item(language, "growth"),
        item(language, "pp", n="71", rev=revision(language, PP18, PP22, "words")),
        item(language, "un", fate="came", n="78/132"),
        item(language, "wtdc", fate="came", n="37", rev=plain(language, WTDC22)),
        item(language, "wtsa", n="50", rev=revision(language, WTSA16, WTSA22, "whole")),
        item(language, "edition", fate="went", e="05/2006"),
        item(language, "needs"),
        item(language, "wtdc", n="45", rev=revision(language, WTDC17, WTDC22, "digits")),
        Line((said["resolves"],)),
        *(item(language, key, "number", **held) for key, held in _NUMBERED[:2]),
        item(language, "train", "number", fate="came"),
        *(item(language, key, "number", **held) for key, held in _NUMBERED[2:]),
        Line((said["instructs"],)),
        item(language, "report", "number", n="102", rev=revision(language, PP18, PP22, "whole")),
        item(language, "open", "number"),
        item(language, "publish", "number", fate="came", w=""),
    ]
    return draft("long lists", language, lines)


_NUMBERED: tuple[tuple[str, dict[str, Unit | str]], ...] = (
    ("strengthen", {"w": ""}), ("cooperate", {}), ("open", {}), ("growth", {}), ("needs", {}), ("publish", {"w": ""}),
    ("cooperate", {}), ("open", {}), ("growth", {}), ("needs", {}), ("strengthen", {"w": ""}),
)  # fmt: skip


def plain(language: str, conference: tuple[str, int]) -> str:
    return revision(language, conference, conference, "whole").side(1)
