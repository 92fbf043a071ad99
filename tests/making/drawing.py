"""PDFs drawn word by word, for what a page can do to a text."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Callable

FONT, SIZE = "Helvetica", 11
ARABIC = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def pdf(*pages: Callable[[Canvas], None], password: str | None = None) -> bytes:
    """A PDF of pages that the given functions draw."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption(password) if password else None)
    for page in pages:
        canvas.setFont(FONT, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def text(canvas: Canvas, x: float, y: float, *lines: str, size: float = SIZE, leading: float = 13.5) -> None:
    canvas.setFont(FONT, size)
    for index, line in enumerate(lines):
        canvas.drawString(x, y - index * leading, line)


def redline(canvas: Canvas, x: float, y: float, *parts: tuple[str, str]) -> None:
    """One line of parts: struck ("s"), underlined ("u") or plain ("")."""
    for words, mark in parts:
        canvas.drawString(x, y, words)
        width = canvas.stringWidth(words, FONT, SIZE)
        if mark == "s":
            canvas.line(x, y + 3.2, x + width, y + 3.2)
        elif mark == "u":
            canvas.rect(x, y - 1.6, width, 0.6, stroke=0, fill=1)
        x += width


def arabic(canvas: Canvas, x: float, y: float, shapes: str) -> None:
    """Draw presentation forms from left to right, as they look."""
    pdfmetrics.registerFont(TTFont("Arabic", str(ARABIC)))
    canvas.setFont("Arabic", 12)
    canvas.drawRightString(x, y, shapes)
