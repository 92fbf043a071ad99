"""From stretches of text on pages to lines in reading order, without page furniture, footnotes apart."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(r"[\W_]*(?:\d{1,4}|[ivxl]{1,7})(?:\s*/\s*\d{1,4})?[\W_]*\Z")
_HEAD_NUMBER = re.compile(r"\A(\d{1,4})[\s\t]|[\s\t](\d{1,4})\s*\Z")
_MARK = re.compile(r"\s*(?:([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})|(\d{1,3})(?=[\s\t])|(\*{1,3}|†))\s*")
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_MARGIN = 0.14
_EDGE_LINES = 3
_GAP = 1.45
_LONGEST_HEAD = 90
_SMALLER = 0.93
_MOST_CROSSING = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one column. From right to left, ``left`` and ``right`` are mirrored: reading starts at ``left``.

    ``marks`` are (start, end, kind) in ``text``: "s" struck out, "u" underlined.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    page: int
    column: int = 0
    marks: tuple[tuple[int, int, str], ...] = ()
    rtl: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of a page: its mark and its lines."""

    mark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as the worker gives it."""

    number: int
    width: float
    height: float
    segments: tuple[dict[str, Any], ...]
    rules: tuple[tuple[float, float, float], ...]


@dataclass(slots=True)
class Layout:
    """The lines of the text in reading order, the footnotes, and what was left out of each."""

    lines: list[Line] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)


def lay_out(pages: Sequence[Page]) -> Layout:
    """Return the lines of all pages in reading order."""
    furniture = _furniture(pages)
    layout = Layout(furniture=list(dict.fromkeys(row.text.strip() for rows in furniture.values() for row in rows)))
    stretches = [_without(page, {row.y for row in furniture[page.number]}) for page in pages]
    gutters = [_gutter(segments) for segments in stretches]
    usual = [one for one in gutters if one is not None]
    for index, segments in enumerate(stretches):
        # A last page with a short column does not show its gutter; that of the others may fit.
        if gutters[index] is None and usual and _crossing(segments, median(usual)) <= _MOST_CROSSING * len(segments):
            gutters[index] = median(usual)
    kept = [_lines(*one) for one in zip(pages, stretches, gutters, strict=True)]
    body = _body_size(line for lines in kept for line in lines)
    for page, lines in zip(pages, kept, strict=True):
        rest, notes = _footnotes(page, lines, body)
        marks = {note.mark for note in notes}
        layout.lines += [_without_marks(line, marks) for line in rest] if marks else rest
        layout.footnotes += notes
    return layout


def _without(page: Page, left_out: set[float]) -> list[dict[str, Any]]:
    return [one for row in _rows(page.segments) if row[0]["y"] not in left_out for one in row]


def _lines(page: Page, segments: list[dict[str, Any]], gutter: float | None) -> list[Line]:
    """Return the lines of one page in reading order: columns from the reading side, bands from the top."""
    rtl = sum(one["rtl"] for one in segments) > 0.5 * sum(len(one["text"]) for one in segments) * 0.6
    bands: list[tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]] = []
    for one in segments:
        place = 0 if gutter is None or one["left"] < gutter < one["right"] else 1 if one["right"] <= gutter else 2
        if not bands or (place == 0 and (bands[-1][1] or bands[-1][2])):
            bands.append(([], [], []))
        bands[-1][place].append(one)
    lines: list[Line] = []
    for full, first, second in bands:
        columns = (full, second, first) if rtl else (full, first, second)
        for column, stretch in enumerate(columns):
            lines += [_line(row, page, column) for row in _rows(stretch)]
    return lines


def _gutter(segments: list[dict[str, Any]]) -> float | None:
    """Return the middle of the white strip between two columns of running text, if there is one."""
    if len(segments) < 16:
        return None
    left, right = min(one["left"] for one in segments), max(one["right"] for one in segments)
    best: tuple[int, float] | None = None
    for step in range(30, 71, 2):
        x = left + (right - left) * step / 100
        crossing = _crossing(segments, x)
        if crossing <= _MOST_CROSSING * len(segments) and (best is None or crossing < best[0]):
            first = [one for one in segments if one["right"] <= x]
            second = [one for one in segments if one["left"] >= x]
            if _runs(first) and _runs(second) and _side_by_side(first, second):
                best = crossing, x
    return None if best is None else best[1]


def _crossing(segments: list[dict[str, Any]], x: float) -> int:
    return sum(1 for one in segments if one["left"] < x < one["right"])


def _runs(side: list[dict[str, Any]]) -> bool:
    # Running text fills its column; the cells of a table, and labels, do not.
    if len(side) < 6:
        return False
    width = max(one["right"] for one in side) - min(one["left"] for one in side)
    widths: list[float] = [one["right"] - one["left"] for one in side]
    return bool(median(widths) > 0.6 * width)


def _side_by_side(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> bool:
    top = min(max(one["y"] for one in first), max(one["y"] for one in second))
    bottom = max(min(one["y"] for one in first), min(one["y"] for one in second))
    shorter = min(max(one["y"] for one in side) - min(one["y"] for one in side) for side in (first, second))
    return bool(top - bottom > 0.5 * shorter)


def _rows(segments: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return what stands at one height, from the top."""
    rows: list[list[dict[str, Any]]] = []
    for one in sorted(segments, key=lambda one: (-one["y"], one["left"])):
        if rows and abs(rows[-1][0]["y"] - one["y"]) < 0.4 * max(one["size"], rows[-1][0]["size"]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return rows


def _line(row: list[dict[str, Any]], page: Page, column: int) -> Line:
    marked = sum(one["rtl"] for one in row)
    rtl = marked > 0 and marked > 0.4 * sum(map(str.isalpha, "".join(one["text"] for one in row)))
    ordered = sorted(row, key=lambda one: -one["right"] if rtl else one["left"])
    text, marks = "", []
    for one in ordered:
        text += "\t" if text else ""
        marks += [(start + len(text), end + len(text), kind) for start, end, kind in one["marks"]]
        text += one["text"]
    left, right = min(one["left"] for one in row), max(one["right"] for one in row)
    if rtl:
        left, right = page.width - right, page.width - left
    size = max(row, key=lambda one: len(one["text"]))["size"]
    return Line(text, left, right, row[0]["y"], size, page.number, column, tuple(marks), rtl)


def _furniture(pages: Sequence[Page]) -> dict[int, list[Line]]:
    """Return by page the rows that come again at the head or foot of pages, and page numbers."""
    places: dict[str, list[Line]] = defaultdict(list)
    found: dict[int, list[Line]] = {page.number: [] for page in pages}
    for line in (line for page in pages for line in _edges(page)):
        places["#" if _PAGE_NUMBER.match(line.text) else " ".join(_DIGITS.sub("#", line.text).split())].append(line)
    sizes = [one["size"] for page in pages for one in page.segments]
    short = [line for lines in places.values() for line in lines
             if len(line.text) < _LONGEST_HEAD and line.size <= 1.05 * median(sizes)]  # fmt: skip
    for line in _numbered(short, len(pages)):
        places["#"].append(line)
    for words, lines in places.items():
        number_of_pages = len({line.page for line in lines})
        same_height = max(line.y for line in lines) - min(line.y for line in lines) < 12
        comes_again = number_of_pages >= max(2, 0.25 * len(pages)) and (same_height or number_of_pages > 3)
        if words == "#" or comes_again:
            for line in lines:
                if line not in found[line.page]:
                    found[line.page].append(line)
    return found


def _numbered(lines: list[Line], count: int) -> list[Line]:
    """Return the rows that begin or end with the number of their page, as running heads with changing words do."""
    by_offset: dict[tuple[int, bool], list[Line]] = defaultdict(list)
    for line in lines:
        match = _HEAD_NUMBER.search(line.text)
        if match and not _PAGE_NUMBER.match(line.text):
            number = int(match.group(1) or match.group(2))
            by_offset[number - line.page, match.group(1) is None].append(line)
    return [line for same in by_offset.values() if len(same) >= max(3, 0.2 * count) for line in same]


def _edges(page: Page) -> list[Line]:
    """Return the rows at the head and foot of a page that are set off from the text, and numbers alone in a row."""
    rows = [_line(row, page, 0) for row in _rows(page.segments)]
    top = [row for row in rows[:_EDGE_LINES] if row.y > page.height * (1 - _MARGIN)]
    bottom = [row for row in rows[: -_EDGE_LINES - 1 : -1] if row.y < page.height * _MARGIN and row not in top]
    found = _set_off(top, rows[len(top) : len(top) + 1]) + _set_off(bottom, rows[::-1][len(bottom) : len(bottom) + 1])
    return found + [row for row in (*top, *bottom) if row not in found and _PAGE_NUMBER.match(row.text)]


def _set_off(rows: list[Line], following: list[Line]) -> list[Line]:
    """Return the rows from the edge of the page up to the last gap that is wider than between lines of text."""
    neighbours = [*rows[1:], *following]
    last = 0
    for index, (row, neighbour) in enumerate(zip(rows, neighbours, strict=False), 1):
        if abs(row.y - neighbour.y) > _GAP * row.size:
            last = index
    return rows[:last] if neighbours else []


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _footnotes(page: Page, lines: list[Line], body: float) -> tuple[list[Line], list[Footnote]]:
    """Part the notes at the foot of each column from the text above them."""
    notes: list[Footnote] = []
    rest: list[Line] = []
    for column in sorted({line.column for line in lines}):
        own = [line for line in lines if line.column == column]
        start = _foot(page, own, body)
        notes += _grouped(own[start:])
        rest += own[:start]
    gone = {id(line) for line in lines} - {id(line) for line in rest}
    return [line for line in lines if id(line) not in gone], notes


def _foot(page: Page, lines: list[Line], body: float) -> int:
    """Return where the footnotes begin: below a short rule, or where the small print at the end begins with a mark."""
    for index, line in enumerate(lines):
        above = lines[index - 1].y if index else page.height
        rule = any(line.y < y < above and right - left < 0.6 * page.width for left, right, y in page.rules)
        if rule and _MARK.match(line.text) and index and all(one.size <= body * 1.02 for one in lines[index:]):
            return index
    start = len(lines)
    while start > 0 and lines[start - 1].size <= _SMALLER * body:
        start -= 1
    while start < len(lines) and not _MARK.match(lines[start].text):
        start += 1
    return start or len(lines)


def _grouped(lines: list[Line]) -> list[Footnote]:
    groups: list[Footnote] = []
    for line in lines:
        match = _MARK.match(line.text)
        if match or not groups:
            mark = next(filter(None, match.groups()), "").translate(_SUPERSCRIPTS) if match else ""
            groups.append(Footnote(mark, (_cut(line, 0, match.end()) if match else line,)))
        else:
            groups[-1] = replace(groups[-1], lines=(*groups[-1].lines, line))
    return groups


def _without_marks(line: Line, marks: set[str]) -> Line:
    """Return a line without the raised numbers of the footnotes of its page."""
    for match in reversed(list(re.finditer(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", line.text))):
        if match.group().translate(_SUPERSCRIPTS) in marks:
            line = _cut(line, match.start(), match.end())
    return line


def _cut(line: Line, start: int, end: int) -> Line:
    """Return a line without a stretch of its text."""
    size = end - start
    marks = []
    for begins, ends, kind in line.marks:
        first, last = (one if one <= start else max(start, one - size) for one in (begins, ends))
        if last > first:
            marks.append((first, last, kind))
    return replace(line, text=line.text[:start] + line.text[end:], marks=tuple(marks))
