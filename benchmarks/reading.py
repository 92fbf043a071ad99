"""How fast files are read: megabytes and pages a second, beside python-docx, pypdfium2 alone and pandoc.

Run ``python benchmarks/reading.py``. The document is one resolution of many pages, made here in each format. Each row
is the best of five runs; starting a process counts, where a reader needs one.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import docx as python_docx
import pypandoc
import pypdfium2

from instrgraph.reading.formats import reader_of
from instrgraph.settings import Settings
from making import paper
from making.word import dele, docx, ins, p

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 5
CLAUSES = 24


def ours(data: bytes, name: str) -> Callable[[], object]:
    limits = Settings()
    return lambda: reader_of(data, name, limits)(data, name, limits)


def with_python_docx(data: bytes) -> Callable[[], object]:
    return lambda: "\n".join(one.text for one in python_docx.Document(io.BytesIO(data)).paragraphs)


def with_pypdfium2(data: bytes) -> Callable[[], object]:
    return lambda: [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def with_pandoc(data: bytes, form: str, *options: str) -> Callable[[], object]:
    path = Path(tempfile.mkdtemp()) / f"a.{form}"
    path.write_bytes(data)
    command = [pypandoc.get_pandoc_path(), "-f", form, "-t", "plain", *options, str(path)]
    return lambda: subprocess.run(command, capture_output=True, check=True)


def best(work: Callable[[], object]) -> float:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    document = paper.lines(CLAUSES) * 4
    words = len(paper.as_text(document))
    word = paper.as_docx(document)
    tracked = docx(*(p(f"{line[1]} ", dele("old words "), ins("new words "), line[2]) for line in document))
    page = paper.as_pdf(document)
    html = paper.as_html(document)
    rows = [
        ("docx", "instrgraph", ours(word, "a.docx")),
        ("docx", "python-docx (text only)", with_python_docx(word)),
        ("docx", "pandoc", with_pandoc(word, "docx")),
        ("docx, tracked", "instrgraph (both readings)", ours(tracked, "a.docx")),
        ("docx, tracked", "python-docx (loses changes)", with_python_docx(tracked)),
        ("docx, tracked", "pandoc --track-changes=all", with_pandoc(tracked, "docx", "--track-changes=all")),
        ("pdf", "instrgraph (own process)", ours(page, "a.pdf")),
        ("pdf", "pypdfium2 alone (raw text)", with_pypdfium2(page)),
        ("html", "instrgraph", ours(html, "a.html")),
        ("html", "pandoc", with_pandoc(html, "html")),
        ("akoma ntoso", "instrgraph", ours(paper.as_akoma_ntoso(document), "a.xml")),
        ("markdown", "instrgraph", ours(paper.as_markdown(document), "a.md")),
        ("text", "instrgraph", ours(paper.as_text(document), "a.txt")),
    ]
    pages = len(pypdfium2.PdfDocument(page))
    print(f"{words / 1e6:.2f} MB of text, {pages} pages; best of {RUNS}")
    print(f"{'format':<14} {'reader':<29} {'ms':>8} {'MB text/s':>10} {'pages/s':>9}")
    for form, reader, work in rows:
        seconds = best(work)
        print(f"{form:<14} {reader:<29} {seconds * 1000:>8.1f} {words / 1e6 / seconds:>10.2f} {pages / seconds:>9.0f}")


if __name__ == "__main__":
    main()
