"""pandoc as an oracle: the lines of Word files with all changes accepted or rejected, each with its list label."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pypandoc

from instrgraph.reading.flow import superscript
from making.word import docx, p

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Line = tuple[str, str]
"""The label ('' where there is none) and the words, white space normalised."""

_BETWEEN = "=== the next document ==="
_DELIMITERS = {"OneParen": "{})", "Period": "{}.", "TwoParens": "({})", "DefaultDelim": "{}"}


def lines_of(files: Mapping[str, bytes], folder: Path, changes: str) -> dict[str, list[Line]]:
    """Return the lines of each file as pandoc reads it with ``--track-changes=changes``, in one run for all."""
    (folder / "between.docx").write_bytes(docx(p(_BETWEEN)))
    paths = []
    for index, data in enumerate(files.values()):
        (folder / f"{index}.docx").write_bytes(data)
        paths += [f"{index}.docx", "between.docx"]
    command = [pypandoc.get_pandoc_path(), "-f", "docx", "-t", "json", f"--track-changes={changes}", *paths]
    result = subprocess.run(command, cwd=folder, capture_output=True, check=True)
    found: dict[str, list[Line]] = {}
    names = iter(files)
    blocks: list[Any] = []
    for block in json.loads(result.stdout)["blocks"]:
        if block["t"] == "Para" and _words(block["c"], []) == _BETWEEN:
            found[next(names)] = _lines(blocks)
            blocks = []
        else:
            blocks.append(block)
    return found


def _lines(blocks: list[Any]) -> list[Line]:
    notes: list[Any] = []
    lines = list(_of_blocks(blocks, notes))
    while notes:
        note = notes.pop(0)
        lines += _of_blocks(note, notes)
    return [(label, " ".join(words.split())) for label, words in lines if words.strip()]


def _of_blocks(blocks: Iterable[Any], notes: list[Any]) -> Iterator[Line]:
    for block in blocks:
        kind, content = block["t"], block.get("c")
        if kind in {"Para", "Plain", "Header"}:
            yield "", _words(content[2] if kind == "Header" else content, notes)
        elif kind == "OrderedList":
            (start, style, delimiter), items = content
            for index, item in enumerate(items):
                yield from _item(_DELIMITERS[delimiter["t"]].format(_numeral(start + index, style["t"])), item, notes)
        elif kind == "BulletList":
            for item in content:
                yield from _item("•", item, notes)
        elif kind in {"BlockQuote", "Div"}:
            yield from _of_blocks(content if kind == "BlockQuote" else content[1], notes)
        elif kind == "Table":
            parts = (content[3][1], *(body[part] for body in content[4] for part in (2, 3)), content[5][1])
            for cell in (cell for part in parts for row in part for cell in row[1]):
                yield from _of_blocks(cell[4], notes)
        else:
            raise AssertionError(f"a block that this oracle does not know: {kind}")


def _item(label: str, blocks: list[Any], notes: list[Any]) -> Iterator[Line]:
    for index, line in enumerate(_of_blocks(blocks, notes)):
        yield (label, line[1]) if index == 0 else line


def _numeral(number: int, style: str) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    roman = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    shown = {
        "LowerAlpha": letters[number - 1],
        "UpperAlpha": letters[number - 1].upper(),
        "LowerRoman": roman[number],
        "UpperRoman": roman[number].upper(),
    }
    return shown.get(style, str(number))


def _words(inlines: Iterable[Any], notes: list[Any]) -> str:
    found = []
    for one in inlines:
        kind, content = one["t"], one.get("c")
        if kind == "Str":
            found.append(content)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            found.append(" ")
        elif kind == "Note":
            notes.append(content)
        elif kind in {"Span", "Link", "Quoted"}:
            found.append(_words(content[1], notes))
        elif kind == "Superscript":
            found.append(superscript(_words(content, notes)))
        elif kind in {"Emph", "Strong", "Underline", "Strikeout", "Subscript", "SmallCaps"}:
            found.append(_words(content, notes))
        elif kind not in {"Image", "Math", "RawInline"}:
            raise AssertionError(f"an inline that this oracle does not know: {kind}")
    return "".join(found)
