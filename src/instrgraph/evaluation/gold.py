"""Gold: documents annotated by reading, as folders hold them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from instrgraph.errors import UnreadableInput
from instrgraph.evaluation.marked import convert
from instrgraph.resources import root

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Row = dict[str, Any]
"""One citation or mandate, with the fields of the JSON rows that ``docs`` describes."""


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A text with the rows that reading found in it.

    ``mandates`` is None where mandates were not annotated. ``content`` is the file as bytes (of a marked-up source,
    the plain text in UTF-8), ``name`` its file name.
    """

    id: str
    name: str
    language: str
    content: bytes
    text: str
    citations: tuple[Row, ...]
    mandates: tuple[Row, ...] | None
    kind: str = "other"


def load(folder: Path) -> tuple[GoldDocument, ...]:
    """Return the documents of a gold folder and of the folders in it, ordered by their names.

    A folder is gold where it holds ``citations.jsonl`` (with its texts beside it, or the seed texts that are kept
    apart) or ``*.mark`` sources; where it holds both, the rows count.

    Raises:
        UnreadableInput: nothing there is gold, a text is missing, or a row does not fit its text.
    """
    found = {document.id: document for part in _parts(folder) for document in part}
    if not found:
        raise UnreadableInput(f"{folder}: no gold; a gold folder holds citations.jsonl with its texts, or .mark files")
    return tuple(found[name] for name in sorted(found))


def _parts(folder: Path) -> Iterator[Iterable[GoldDocument]]:
    if not folder.is_dir():
        raise UnreadableInput(f"{folder}: not a folder")
    if (folder / "citations.jsonl").is_file():
        yield _from_rows(folder)
        return
    yield _from_marks(folder)
    for inner in sorted(path for path in folder.iterdir() if path.is_dir()):
        yield from _parts(inner)


def _from_marks(folder: Path) -> Iterator[GoldDocument]:
    for path in sorted(folder.glob("*.mark")):
        one = convert(path.read_text(encoding="utf-8"), path.name)
        name, facts = one.facts["id"], one.facts
        yield _checked(GoldDocument(name, f"{name}.txt", facts["lang"], one.text.encode(), one.text, one.citations,
                                    one.mandates, facts.get("kind", "other")))  # fmt: skip


def _from_rows(folder: Path) -> Iterator[GoldDocument]:
    citations = _by_document(folder / "citations.jsonl")
    annotated = (folder / "mandates.jsonl").is_file()
    mandates = _by_document(folder / "mandates.jsonl") if annotated else {}
    facts: dict[str, Mapping[str, Any]] = {row["id"]: row for row in _rows(folder / "documents.jsonl")}
    for name in sorted(facts.keys() | citations.keys()):
        path = _text_of(folder, name)
        if path is None:
            continue
        content = path.read_bytes()
        rows = tuple(citations.get(name, ()))
        language = facts[name]["lang"] if name in facts else rows[0]["language"]
        kind = facts[name].get("kind", "other") if name in facts else "proposal"
        yield _checked(GoldDocument(name, path.name, language, content, content.decode("utf-8"), rows,
                                    tuple(mandates.get(name, ())) if annotated else None, kind))  # fmt: skip


def _text_of(folder: Path, name: str) -> Path | None:
    """Return the path of a text; None for a seed text where the material beside the project is absent."""
    beside = folder / f"{name}.txt"
    if beside.is_file():
        return beside
    apart = (root().parent / "shared" / "corpus" / "seeds", folder.parents[1] / "corpus" / folder.name)
    for path in apart:
        if (path / f"{name}.txt").is_file():
            return path / f"{name}.txt"
    if folder.name == "seeds":
        return None
    raise UnreadableInput(f"{beside}: missing, though {folder.name}/citations.jsonl annotates it")


def _by_document(path: Path) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in _rows(path):
        grouped.setdefault(row["doc"], []).append(row)
    return grouped


def _rows(path: Path) -> list[Row]:
    if not path.is_file():
        return []
    rows: list[Row] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise UnreadableInput(f"{path}, line {number}: no JSON ({error.msg})") from error
    return rows


def _checked(document: GoldDocument) -> GoldDocument:
    for row in document.citations:
        if document.text[row["start"] : row["end"]] != row["core"]:
            place = f"{document.name}: {row['core']!r} does not stand at {row['start']}"
            raise UnreadableInput(f"{place}; convert the marked-up source again")
    return document
