"""The lines of a text, and which of them belong together: a hard line break inside a sentence ends no block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold, fold_word
from instrgraph.model import Block, Span

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_PAGE_NUMBER = re.compile(r"\s*(?:[-–—]\s*)?\d{1,4}(?:\s*[-–—])?\s*\Z")
_RUNNING_HEAD = re.compile(r"\s*(?:(\d{1,4})\s+(\S.{1,60})|(\S.{1,60}?)\s+(\d{1,4}))\s*\Z")
# Marks of direction, which Arabic texts have around numbers and signs.
_MARK = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LABEL = re.compile(
    rf"[\s{_MARK}]*"
    r"(?:[(（]?(?:[^\W\d_]|[ivxlc]{2,5}|[a-z]{2,3}|\d{1,3}(?:\.\d{1,3}){0,4}|[一二三四五六七八九十]{1,3})\s?[)）]"
    r"|(?:[^\W\d_]|[IVXivx]{1,5}|\d{1,3}(?:\.\d{1,3}){0,4}|[一二三四五六七八九十]{1,3})[.、]\s"
    r"|\d{1,3}(?:\.\d{1,3}){0,3}(?:\t|\s{1,4}(?=[^\s(（]))|\d{1,3}\s?[-–—]"
    rf"[{_MARK}]?\s|[-–—•*·]\s)"
)
_ENDS = re.compile(rf"[.;:!?،؛؟。；：！？][\"'»”’)\]）】{_MARK}]*\s*\Z")
_PAUSES = re.compile(rf"[,，、][\s{_MARK}]*\Z")
_OPEN = re.compile(r"[(（][^()（）]{0,60}\Z")
_CLOSES = re.compile(r"[^()（）]{0,60}[)）]")
_NUMBER_FIRST = re.compile(r"\s*(?:\d|第\s?\d)")
_LEAD = re.compile(r"(?:\s|\[bookmark: \w*\])+")
_FIELD = re.compile(r"\[bookmark: \w*\]")
_AFTER_NUMBER = re.compile(r"\([IVXLS-]{1,7}\)|[^\W\d_]\) \S")
_PLAIN_NUMBER = re.compile(r"\d{1,3} \S")
_WIDE_ENOUGH, _NEARLY_FULL, _FULL = 0.6, 0.78, 0.85
_LONGEST_WRAPPED = 130
_TELLING = 4
_SHORT = 25  # an opener or heading of its own is shorter


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its line end, its white space at the ends left out."""

    span: Span
    text: str
    after_blank: bool

    @property
    def labelled(self) -> bool:
        """Whether a list label stands at its beginning."""
        return _LABEL.match(self.text) is not None


def split_lines(text: str) -> tuple[Line, ...]:
    r"""Return the lines that hold more than white space.

    >>> [line.text for line in split_lines("a)  one \r\n\r\nb) two")]
    ['a)  one', 'b) two']
    """
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        raw = match.group()
        lead = _LEAD.match(raw)
        skipped = lead.end() if lead else 0
        words = raw[skipped:].strip()
        if words:
            start = match.start() + skipped
            gap = text[before : match.start()]
            lines.append(Line(Span(start, start + len(words)), words, _is_blank(gap)))
            before = match.end()
    return tuple(lines)


def _is_blank(gap: str) -> bool:
    return gap.replace("\r\n", "\n").count("\n") + gap.count("\f") + gap.count("\u2029") > 1 or gap.count("\r") > 1


def find_fields(text: str) -> tuple[Span, ...]:
    """Return what converting a Word file to text has left behind: names of bookmarks.

    >>> [span.of("[bookmark: _GoBack]j) that") for span in find_fields("[bookmark: _GoBack]j) that")]
    ['[bookmark: _GoBack]']
    """
    return tuple(Span(*match.span()) for match in _FIELD.finditer(text))


def find_furniture(lines: tuple[Line, ...]) -> frozenset[int]:
    """Return the indexes of page numbers and running heads in a text of hard-wrapped lines.

    A running head carries a page number beside words that come again on other pages, the numbers rising.
    """
    heads: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        match = _RUNNING_HEAD.match(line.text) if line.after_blank or index == 0 else None
        if match and not line.text.endswith((";", ",", ".")):
            words = (match.group(2) or match.group(3)).strip()
            heads.setdefault(words, []).append((index, int(match.group(1) or match.group(4))))
    found = {index for places in heads.values() if _rises(places) for index, _ in places}
    numbers = [(index, int(re.sub(r"\D", "", line.text))) for index, line in enumerate(lines)
               if line.after_blank and _PAGE_NUMBER.match(line.text)]  # fmt: skip
    if len(numbers) > 1 and _rises(numbers):
        found.update(index for index, _ in numbers)
    return frozenset(found)


def _rises(places: list[tuple[int, int]]) -> bool:
    pages = [page for _, page in places]
    return len(pages) > 1 and all(before < after <= before + 40 for before, after in pairwise(pages))


def join(lines: tuple[Line, ...], furniture: frozenset[int]) -> tuple[Block, ...]:
    """Return a block for each line, or for the lines of one hard-wrapped paragraph; furniture is stepped over.

    In a hard-wrapped text a line goes on in the next where it is full and no label, heading or opener follows. In any
    other text only what cannot end there goes on: an open parenthesis that the next line closes, or words that need a
    number before one.
    """
    kept = [index for index in range(len(lines)) if index not in furniture]
    shape = _shape([lines[index] for index in kept])
    blocks: list[Block] = []
    start = 0
    for position, index in enumerate(kept):
        following = lines[kept[position + 1]] if position + 1 < len(kept) else None
        skipped = position + 1 < len(kept) and kept[position + 1] != index + 1
        if following is not None:
            later = lines[kept[position + 2]] if position + 2 < len(kept) else None
            blank = following.after_blank and not skipped
            if not blank and _goes_on(lines[index], following, later, shape):
                continue
        first = lines[kept[start]]
        blocks.append(Block(Span(first.span.start, lines[index].span.end)))
        start = position + 1
    return tuple(blocks)


def _wrapped_width(lines: list[Line]) -> int | None:
    """Return the usual width of the lines where the text is hard-wrapped, else None.

    In such a text many lines are nearly as long as the longest, and most of these end in the middle of a sentence.
    """
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 8 or lengths[int(len(lengths) * 0.97)] > _LONGEST_WRAPPED:
        return None
    width = lengths[int(len(lengths) * 0.9)]
    full = [index for index, line in enumerate(lines[:-1]) if len(line.text) >= 0.75 * width]
    going = [index for index in full if not (_ENDS.search(lines[index].text) or _PAUSES.search(lines[index].text)
                                             or lines[index + 1].labelled)]  # fmt: skip
    if len(full) < max(5, 0.25 * len(lines)):
        return None
    tight = [index for index in going if _did_not_fit(lines[index], lines[index + 1], lengths[-1])]
    return width if len(going) >= 0.5 * len(full) or len(tight) >= _TELLING else None


def _did_not_fit(line: Line, following: Line, longest: int) -> bool:
    """Return whether a line goes on in small letters with a word for which there was no place."""
    word = following.text.split(maxsplit=1)[0]
    return word[:1].islower() and len(line.text) + 1 + len(word) > longest


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a text shows where a paragraph ends: by blank lines, or by lines that are not full."""

    spaced: bool
    width: int | None


def _shape(lines: list[Line]) -> _Shape:
    blanks = sum(line.after_blank for line in lines)
    spaced = len(lines) > 3 and blanks >= 0.3 * len(lines)
    return _Shape(spaced or _is_spaced_out(lines, blanks), _wrapped_width(lines))


def _is_spaced_out(lines: list[Line], blanks: int) -> bool:
    """Return whether long paragraphs stand between blank lines: many lines go on in the next in small letters."""
    going = sum(not line.after_blank and line.text[:1].islower() and len(before.text) >= _SHORT
                and not _ENDS.search(before.text) and not _openers().match(fold(before.text).text)
                for before, line in pairwise(lines))  # fmt: skip
    return blanks >= _TELLING and blanks >= 0.1 * len(lines) and going >= 0.18 * (len(lines) - blanks)


def _goes_on(line: Line, following: Line, later: Line | None, shape: _Shape) -> bool:
    if _OPEN.search(line.text) and _CLOSES.match(following.text):
        return True
    if shape.spaced:
        return _goes_on_spaced(line, following)
    if shape.width is None:
        return _needs_number(line, following)
    return _goes_on_wrapped(line, following, later, shape.width)


def _goes_on_spaced(line: Line, following: Line) -> bool:
    if _ENDS.search(line.text):
        return False
    if _PAUSES.search(line.text) and following.text[:1].isupper() and _openers().match(fold(following.text).text):
        return False  # "The Security Council, / Recalling its resolutions"
    if not following.labelled or _days().match(fold(following.text).text):
        return True
    # "… the report of the Secretary-General of / 31 May 1973": a number that no list begins with.
    return (_PLAIN_NUMBER.match(following.text) is not None and len(line.text) >= _SHORT
            and not _PAUSES.search(line.text) and _openers().match(fold(line.text).text) is None)  # fmt: skip


def _goes_on_wrapped(line: Line, following: Line, later: Line | None, width: int) -> bool:
    if following.labelled and not _runs_into(line, following, width):
        return False
    if len(line.text) < _WIDE_ENOUGH * width:
        return False
    if len(following.text) > 12 and following.text.isupper() and not line.text.isupper():
        return False
    if following.text[:1].isupper() and len(line.text) < _NEARLY_FULL * width:
        return False  # a title, and the line below it
    if not _ENDS.search(line.text):
        return not (_PAUSES.search(line.text) and _is_opener(following, later, width))
    return len(line.text) >= 0.85 * width and line.text[-1:] in ".," and not _is_opener(following, later, width)


def _runs_into(line: Line, following: Line, width: int) -> bool:
    """Return whether a number at the beginning of a line goes on with a full line: "… de l'article / 12 de la"."""
    if line.text[-1:].isdigit() and _AFTER_NUMBER.match(following.text):
        return len(line.text) >= _FULL * width  # "resolution 424 / (V)", "paragraph 27 / c) of the"
    if _PLAIN_NUMBER.match(following.text) is None or _ENDS.search(line.text) or _PAUSES.search(line.text):
        return False
    return len(line.text) >= _FULL * width and _openers().match(fold(line.text).text) is None


def _needs_number(line: Line, following: Line) -> bool:
    # "(…) la Résolution / 62 (Rév. …": one word too few at the end, a number with no label's tab at the beginning.
    if _ENDS.search(line.text) or _PAUSES.search(line.text) or not (line.labelled or len(line.text) >= 40):
        return False
    return bool(_NUMBER_FIRST.match(following.text)) and not following.labelled


@cache
def _days() -> re.Pattern[str]:
    """Return the pattern of day and month at the beginning of a line."""
    months = {fold_word(month) for pack in load_all("words.toml").values() for month in pack["date"]["months"]}
    return re.compile(rf"\d{{1,2}}\s(?:de\s)?(?:{'|'.join(map(re.escape, sorted(months - {''})))})(?![^\W\d_])")


@cache
def _openers() -> re.Pattern[str]:
    """Return the pattern of the words that open a clause, with the adverbs that may stand before them."""
    packs = load_all("openers.toml").values()
    leading = {fold_word(form) for pack in packs for word in pack["leading"] for form in expand(word)}
    openers = {fold_word(form).rstrip("*") for pack in packs for part in ("preamble", "operative")
               for words in pack[part].values() for word in words for form in expand(word)}  # fmt: skip

    def either(forms: set[str]) -> str:
        return "|".join(re.escape(form) for form in sorted(forms - {""}, key=len, reverse=True))

    return re.compile(rf"(?:(?:{either(leading)})\s+)?(?:{either(openers)})(?![a-zа-я])")


def _is_opener(line: Line, later: Line | None, width: int) -> bool:
    """Return whether a line after a comma is a clause opener rather than the rest of the sentence."""
    if not _ENDS.search(line.text) and _openers().match(fold(line.text).text):
        return True
    if len(line.text) >= _WIDE_ENOUGH * width or _ENDS.search(line.text):
        return False
    if later is None or later.labelled:
        return True
    return not _PAUSES.search(line.text) and not (line.text[:1].isupper() and later.text[:1].islower())
