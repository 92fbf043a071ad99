"""The process that opens a PDF: bytes on standard input, one JSON line for each page on standard output.

It runs as a program of its own, under limits of time and memory, because a broken file can crash or hang what draws
it. It imports nothing of ours, so that it starts fast. Lengths are points, from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
import json
import math
import sys
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

Box = tuple[float, float, float, float]
PASSWORD, BROKEN, TOO_MANY_PAGES = 3, 4, 5
"""What the process ends with besides 0."""

_GAP = 1.6
_TAB = 0.9
_TYPED_TAB = 1.4
# A gap this wide, in line heights, is a tab; a space that was typed may be stretched further to fill a line.
_THIN = 2.5
_RTL = ((0x0590, 0x08FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF))
_HYPHEN_AT_LINE_END = 2
# PDFium marks the hyphen of a word that goes on in the next line with this control character,
_HYPHEN_IN_TEXT = 0xFFFE
# and with this one where the text is asked for at once.


class Character:
    """One character with its place, turned upright; ``raised`` is set for superscripts once the line is known."""

    __slots__ = ("code", "height", "left", "right", "x", "y")

    def __init__(self, code: int, x: float, y: float, left: float, right: float, height: float) -> None:
        self.code = code
        self.x = x
        self.y = y
        self.left = left
        self.right = right
        self.height = height


_SPACE = Character(32, 0, 0, 0, 0, 0)
_GAP_SPACE = Character(32, 0, 0, 0, 0, 0)
"""A space that PDFium made out of a gap; the file has none there."""
_BREAK = Character(10, 0, 0, 0, 0, 0)


def main() -> int:
    """Read the PDF from standard input; the arguments are the limits of memory (bytes) and pages."""
    memory, most_pages = int(sys.argv[1]), int(sys.argv[2])
    _limit_memory(memory)
    data = sys.stdin.buffer.read()
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        sys.stderr.write(str(error))
        return PASSWORD if "assword" in str(error) else BROKEN
    if len(document) > most_pages:
        sys.stderr.write(str(len(document)))
        return TOO_MANY_PAGES
    for index in range(len(document)):
        try:
            page = _page(document, index)
        except pdfium.PdfiumError as error:
            page = {"fault": str(error), "segments": [], "rules": [], "characters": 0, "unmapped": 0,
                    "width": 0, "height": 0}  # fmt: skip
        sys.stdout.write(json.dumps(page) + "\n")
    return 0


def _limit_memory(memory: int) -> None:
    try:
        import resource  # noqa: PLC0415  (absent on Windows)
    except ImportError:
        return
    _, hardest = resource.getrlimit(resource.RLIMIT_AS)
    if hardest != resource.RLIM_INFINITY:
        # A server's own worker has a limit already, which no process below it may raise.
        memory = min(memory, hardest)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _page(document: pdfium.PdfDocument, index: int) -> dict[str, Any]:
    page = document[index]
    text = page.get_textpage()
    characters, unmapped, angle = _characters(text)
    rules = _rules(page, angle)
    width, height = page.get_size()
    segments = [_describe(segment, rules) for segment in _segments(characters)]
    result = {"segments": [one for one in segments if one is not None], "width": width, "height": height,
              "rules": [rule for rule in rules if rule[1] - rule[0] > 20], "characters": len(characters),
              "unmapped": unmapped}  # fmt: skip
    text.close()
    page.close()
    return result


def _characters(text: pdfium.PdfTextPage) -> tuple[list[Character], int, int]:
    """Return the characters in PDFium's order (logical, also from right to left), upright, and the page's angle."""
    page = text.raw
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    codes = _codes(text)
    straight = _is_straight(page, codes)
    angles: dict[int, int] = {}
    found: list[tuple[int, Character]] = []
    unmapped = 0
    bottom = top = math.nan
    for index, code in enumerate(codes):
        if code == 32 or code in {10, 13}:
            generated = code == 32 and raw.FPDFText_IsGenerated(page, index) == 1
            found.append((-1, _BREAK if code != 32 else _GAP_SPACE if generated else _SPACE))
            continue
        if code in {0, 0xFFFD} or 0xE000 <= code <= 0xF8FF:
            unmapped += 1
            if code == 0:
                continue
        raw.FPDFText_GetLooseCharBox(page, index, at_box)
        if not straight or box.bottom != bottom or box.top != top:
            # Characters of one font on one line share box and baseline: only the first is asked for it.
            raw.FPDFText_GetCharOrigin(page, index, at_x, at_y)
            bottom, top = box.bottom, box.top
        angle = 0 if straight else round(math.degrees(max(raw.FPDFText_GetCharAngle(page, index), 0.0)) / 90) % 4
        angles[angle] = angles.get(angle, 0) + 1
        if angle:
            upright = _turn((x.value, y.value, box.left, box.right, box.bottom, box.top), angle)
            found.append((angle, Character(code, *upright)))
        else:
            found.append((0, Character(code, box.left, y.value, box.left, box.right, box.top - box.bottom)))
    main_angle = max(angles, key=lambda one: angles[one]) if angles else 0
    # What stands across the rest (a watermark, a note in the margin) is left out.
    return [one for angle, one in found if angle in {-1, main_angle}], unmapped, main_angle


def _codes(text: pdfium.PdfTextPage) -> list[int]:
    count = text.count_chars()
    buffer = (ctypes.c_ushort * (count + 1))()
    if raw.FPDFText_GetText(text.raw, 0, count, buffer) == count + 1:
        codes = [_HYPHEN_AT_LINE_END if code == _HYPHEN_IN_TEXT else code for code in buffer[:count]]
        sample = range(0, count, max(1, count // 40))
        # Asked for at once, the text may lack characters that the page has; then each is asked for.
        if all(raw.FPDFText_GetUnicode(text.raw, index) == codes[index] for index in sample):
            return codes
    return [raw.FPDFText_GetUnicode(text.raw, index) for index in range(count)]


def _is_straight(page: object, codes: list[int]) -> bool:
    """Return whether no character of a sample is turned: then none is asked for its angle."""
    shown = [index for index, code in enumerate(codes) if code not in {10, 13, 32}]
    return all(raw.FPDFText_GetCharAngle(page, index) < 0.1 for index in shown[:: max(1, len(shown) // 200)])


def _turn(
    place: tuple[float, float, float, float, float, float], angle: int
) -> tuple[float, float, float, float, float]:
    x, y, left, right, bottom, top = place
    if angle == 1:
        return -y, x, -top, -bottom, right - left
    if angle == 2:
        return -x, -y, -right, -left, top - bottom
    if angle == 3:
        return y, -x, bottom, top, right - left
    return x, y, left, right, top - bottom


def _rules(page: pdfium.PdfPage, angle: int) -> list[tuple[float, float, float]]:
    """Return the horizontal lines of a page as (left, right, height)."""
    found = []
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        if angle % 2:
            left, bottom, right, top = bottom, left, top, right
        if top - bottom <= _THIN and right - left > 1.5:
            found.append((left, right, (top + bottom) / 2))
        if len(found) > 20_000:
            break
    return found


def _segments(characters: list[Character]) -> list[list[Character]]:
    """Return stretches of one line without a wide gap in them, in PDFium's order."""
    segments: list[list[Character]] = []
    current: list[Character] = []
    last: Character | None = None
    for one in characters:
        if one.code == 10:
            last = None
            continue
        if one.code == 32:
            if current and last is not None:
                current.append(one)
            continue
        if last is None or not _follows(last, one):
            if current:
                segments.append(current)
            current = []
        current.append(one)
        last = one
    if current:
        segments.append(current)
    return segments


def _follows(last: Character, one: Character) -> bool:
    height = max(one.height, last.height)
    if not -0.45 * height <= one.y - last.y <= 0.45 * height:
        return False
    return one.left - last.right < _GAP * height and last.left - one.right < _GAP * height


def _describe(segment: list[Character], rules: list[tuple[float, float, float]]) -> dict[str, Any] | None:
    shown = [one for one in segment if one.code != 32]
    if not shown:
        return None
    height = sorted(one.height for one in shown)[len(shown) // 2]
    height = max(height, max(one.height for one in shown) * 0.8)
    baseline = _baseline(shown, height)
    text, places = _text(segment, baseline, height)
    forward, rtl = _direction(shown)
    left, right = min(one.left for one in shown), max(one.right for one in shown)
    near = [rule for rule in rules if abs(rule[2] - baseline) < height and rule[0] < right and rule[1] > left
            and rule[0] > left - height and rule[1] < right + height]  # fmt: skip
    return {"text": text, "left": left, "right": right, "y": baseline, "size": height, "rtl": rtl, "forward": forward,
            "marks": _marks(places, near, baseline, height)}  # fmt: skip


def _baseline(shown: list[Character], height: float) -> float:
    large = sorted(one.y for one in shown if one.height > 0.8 * height)
    return large[len(large) // 2] if large else shown[0].y


def _text(segment: list[Character], baseline: float, height: float) -> tuple[str, list[Character]]:
    text: list[str] = []
    places: list[Character] = []
    last: Character | None = None
    spaced = typed = False
    high = 0.8 * height
    for one in segment:
        if one.code == 32:
            spaced = last is not None
            typed = typed or one is _SPACE
            continue
        if last is not None:
            widest = (_TYPED_TAB if typed else _TAB) * height
            wide = one.left - last.right > widest or last.left - one.right > widest
            if spaced or wide:
                text.append("\t" if wide else " ")
                places.append(last)
        text.append(chr(one.code) if one.height >= high and one.code > 32 else _shown(one, baseline, height))
        places.append(one)
        last, spaced, typed = one, False, False
    return "".join(text), places


def _shown(one: Character, baseline: float, height: float) -> str:
    character = chr(one.code) if one.code != _HYPHEN_AT_LINE_END else "-"
    raised = one.height < 0.8 * height and one.y > baseline + 0.12 * height
    if raised and "0" <= character <= "9":
        return "⁰¹²³⁴⁵⁶⁷⁸⁹"[ord(character) - 48]
    return character if ord(character) >= 32 else " "


def _direction(shown: list[Character]) -> tuple[int, int]:
    """Return how many pairs of right-to-left letters run the wrong way, and how many there are."""
    letters = [one for one in shown if one.code >= 0x590 and any(low <= one.code <= high for low, high in _RTL)]
    pairs = [(one, other) for one, other in pairwise(letters) if abs(one.x - other.x) > 0.1]
    return sum(1 for one, other in pairs if other.x > one.x), len(letters)


def _marks(
    places: list[Character], rules: list[tuple[float, float, float]], baseline: float, height: float
) -> list[list[Any]]:
    """Return stretches that a line strikes out ("s") or underlines ("u"), as [start, end, kind]."""
    if not rules:
        return []
    kinds = []
    for one in places:
        middle = (one.left + one.right) / 2
        kind = ""
        for left, right, y in rules:
            if left - 0.5 <= middle <= right + 0.5:
                above = (y - baseline) / max(height, 0.01)  # a broken file may say that letters have no height
                kind = "s" if 0.1 < above < 0.5 else "u" if -0.3 < above <= 0.06 and kind != "s" else kind
        kinds.append(kind)
    return _stretches(kinds)


def _stretches(kinds: list[str]) -> list[list[Any]]:
    found: list[list[Any]] = []
    for index, kind in enumerate(kinds):
        if kind and found and found[-1][1] == index and found[-1][2] == kind:
            found[-1][1] = index + 1
        elif kind:
            found.append([index, index + 1, kind])
    return found


if __name__ == "__main__":
    sys.exit(main())
