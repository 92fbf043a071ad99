"""Mutants of good files: what readers must survive. The same seed gives the same mutants."""

from __future__ import annotations

import io
import random
import signal
import zipfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

from instrgraph.errors import InputError
from instrgraph.reading.formats import reader_of
from instrgraph.settings import Settings
from making import paper
from making.tracked import SITUATIONS
from making.word import docx, p

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LINES = paper.lines(clauses=1)
_TOKENS = {
    "text": (b"\n", b"\t", b"(Rev. Dubai, 2018)", b"\xff", b"\x00", b"\xd9\x82", b"a)", b"\r\n", b"\xe2\x80\xa8"),
    "html": (b"<p>", b"</p>", b"<div>", b"</div>", b"<table><tr><td>", b"<ol>", b"<li>", b"<ins>", b"</del>", b"<sup>",
             b"<a href='#x'>", b" id=x", b"&nbsp;", b"&#xD800;", b"<!--", b"]]>", b"<pre>", b"<svg>", b"<template>"),
    "akn": (b"<num>", b"</num>", b"<p>", b"</p>", b"<ins>", b"</ins>", b"<authorialNote>", b"</authorialNote>",
            b"&x;", b"<!DOCTYPE x>", b"<![CDATA[", b"]]>", b"<meta>", b' marker="1"', b"<sup>", b"<br/>"),
    "markdown": (b"# ", b"~~", b"<ins>", b"|", b"[^1]", b"```", b"**", b"- ", b"> ", b"[", b"](", b"\\"),
    "docx": (b"<w:p>", b"</w:p>", b"<w:del>", b"</w:del>", b"<w:ins>", b"</w:ins>", b"<w:tbl>", b'w:val="9"',
             b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b"<w:numPr/>", b"<w:r/>"),
    "pdf": (b"endobj", b"stream", b"endstream", b"/Length 9", b"/Kids", b"0 0 R", b"<<", b">>", b"BT", b"/Type /Page"),
}  # fmt: skip

_FRAGMENTS = {
    "akn": (b"<num>1</num>", b"<p>x</p>", b"<p/>", b"<ins>a</ins>", b"<del>b</del>", b"<ins><del>c</del></ins>",
            b'<authorialNote marker="1"><p>n</p></authorialNote>', b"<meta>m</meta>", b"<sup>2</sup>", b"<list/>",
            b"<num><ins>2</ins><del>3</del></num>", b"<authorialNote><authorialNote>z</authorialNote></authorialNote>"),
    "docx": (b"<w:p/>", b"<w:r><w:t>x</w:t></w:r>", b"<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr></w:p>",
             b"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>y</w:t></w:r></w:p>", b"<w:del><w:ins/></w:del>",
             b"<w:tbl/>", b"<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>",
             b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>', b'<w:r><w:footnoteReference w:id="1"/></w:r>', b"<w:r/>",
             b"<w:r><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:r>", b"<w:moveFrom/>",
             b"<w:p><w:pPr><w:rPr><w:specVanish/></w:rPr></w:pPr></w:p>", b'<w:commentRangeEnd w:id="7"/>'),
}  # fmt: skip
"""Well-formed pieces, so that many mutants of XML come past the parser."""


def seeds(form: str) -> list[bytes]:
    """Return good files of one format."""
    if form == "docx":
        return [*SITUATIONS.values(), docx(*(p(paper.shown(line)) for line in _LINES))]
    if form == "pdf":
        return [paper.as_pdf(_LINES), paper.as_pdf(_LINES, justified=False, furniture=False)]
    make = {"text": paper.as_text, "html": paper.as_html, "akn": paper.as_akoma_ntoso, "markdown": paper.as_markdown}
    page = (
        b'<html><ol type=i><li>a<ul><li>b</ol><table><tr><td>c<td>d</table><p>x<sup><a href="#n">1</a></sup>'
        b"<del>y</del><ins>z</ins></p><pre>q\nr</pre><div id=n>1 note</div></html>"
    )
    return [make[form](_LINES), *([page] if form == "html" else [])]


def mutants(form: str, count: int, seed: int) -> Iterator[bytes]:
    """Yield ``count`` mutants of one format."""
    chance = random.Random(f"{form}/{seed}")  # noqa: S311  (repeatable, not secret)
    good = seeds(form)
    for _ in range(count):
        data = chance.choice(good)
        inside = form == "docx" and chance.random() < 0.85
        yield _mutated_part(data, chance) if inside else _mutated(data, form, chance)


def _mutated(data: bytes, form: str, chance: random.Random) -> bytes:
    found = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        _change(found, form, chance)
    return bytes(found)


def _change(data: bytearray, form: str, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    if form in _FRAGMENTS and chance.random() < 0.7:
        at = max(data.find(b"<", at), 0)
        data[at:at] = chance.choice(_FRAGMENTS[form]) * chance.choice((1, 1, 2, 60))
        return
    end = min(len(data), at + chance.choice((1, 2, 8, 64, 512)))
    kind = chance.randrange(6)
    if kind == 0 and at < len(data):
        data[at] = chance.randrange(256)
    elif kind == 1:
        del data[at:end]
    elif kind == 2:
        data[at:at] = chance.choice(_TOKENS[form]) * chance.choice((1, 1, 1, 3, 400))
    elif kind == 3:
        data[at:at] = data[at:end]
    elif kind == 4:
        other = chance.randrange(len(data) + 1)
        data[other:other] = data[at:end]
    else:
        del data[at:]


def _mutated_part(data: bytes, chance: random.Random) -> bytes:
    """Return a Word file with one of its parts mutated before it was zipped."""
    source = zipfile.ZipFile(io.BytesIO(data))
    names = source.namelist()
    victim = "word/document.xml" if chance.random() < 0.7 else chance.choice(names)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            content = source.read(name)
            archive.writestr(name, _mutated(content, "docx", chance) if name == victim else content)
    return buffer.getvalue()


def survives(data: bytes, name: str, seconds: int = 20) -> None:
    """Read bytes: the result is a draft whose spans hold, or a listed error, in time.

    Raises:
        AssertionError: spans that do not hold.
        TimeoutError: it took too long.
    """
    limits = Settings(reader_seconds=float(seconds))
    with _within(seconds + 5):
        try:
            draft = reader_of(data, name, limits)(data, name, limits)
        except InputError:
            return
    end = 0
    for block in draft.blocks:
        assert end <= block.span.start < block.span.end <= len(draft.text), block
        end = block.span.end
    for edit in (edit for change in draft.changes for edit in change.edits):
        assert 0 <= edit.span.start < edit.span.end <= len(draft.text), edit


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"more than {seconds} s")

    before: Callable[..., object] | int | None = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
