"""From bytes to a document with its readings: formats, languages, inferred changes and facts."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.model import Block, Note, SourceDocument
from instrgraph.reading.facts import find_facts
from instrgraph.reading.flattened import infer_changes
from instrgraph.reading.formats import reader_of
from instrgraph.reading.language import language_of
from instrgraph.reading.readings import readings
from instrgraph.reading.text import draft_of
from instrgraph.settings import Settings, current

if TYPE_CHECKING:
    from instrgraph.reading.draft import Draft

__all__ = ["read", "readings"]


def read(
    source: bytes | str | Path,
    *,
    name: str | None = None,
    language: str | None = None,
    body: str | None = None,
    settings: Settings | None = None,
) -> SourceDocument:
    """Return the document that a file, its bytes, or a text hold; a ``str`` is the text itself, never a path.

    ``language`` and ``body`` settle what the caller knows better than the text says; ``name`` is for messages and,
    where the document bears no symbol, its key.

    Raises:
        InputError: one of its kinds: the input is unsupported, unreadable, too large or encrypted.
        OSError: the path cannot be read.

    >>> document = read("RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)")
    >>> [reading.text for reading in readings(document)]
    ['RESOLUTION 130 (REV. DUBAI, 2018)', 'RESOLUTION 130 (REV. BUCHAREST, 2022)']
    """
    limits = settings or current()
    data, name, path = _bytes_of(source, name, limits)
    if isinstance(source, str):
        draft = draft_of(source, name, limits)
    else:
        draft = reader_of(data, name, limits)(data, name, limits)
    return _document(draft, data, name, path, language, body)


def _bytes_of(source: bytes | str | Path, name: str | None, limits: Settings) -> tuple[bytes, str, str]:
    """Return the bytes, the name and what stands for the path in the key."""
    if isinstance(source, Path):
        size = source.stat().st_size
        name = name or source.name
        _refuse_size(size, name, limits)
        return source.read_bytes(), name, source.as_posix()
    name = name or "text"
    if isinstance(source, str):
        try:
            data = source.encode()
        except UnicodeEncodeError as error:
            raise UnreadableInput(f"{name}: half a surrogate pair at {error.start}; decode the text again") from error
        if not source.strip():
            raise UnreadableInput(f"{name}: holds no text")
    else:
        data = source
    _refuse_size(len(data), name, limits)
    return data, name, name


def _refuse_size(size: int, name: str, limits: Settings) -> None:
    if size > limits.max_input_bytes:
        raise InputTooLarge(f"{name}: {size} bytes, the limit is {limits.max_input_bytes}; "
                            "split it, or raise INSTRGRAPH_MAX_INPUT_BYTES")  # fmt: skip
    if not size:
        raise UnreadableInput(f"{name}: is empty")


def _document(
    draft: Draft, data: bytes, name: str, path: str, language: str | None, body: str | None
) -> SourceDocument:
    digest = hashlib.sha256(data).hexdigest()
    blocks = _with_languages(draft)
    document = SourceDocument(
        id=f"source/{digest[:16]}", name=name, key=path, media_type=draft.media_type, text=draft.text,
        language=language or draft.language or _majority(blocks), blocks=blocks, changes=draft.changes,
        notes=draft.notes, sha256=digest, furniture=draft.furniture)  # fmt: skip
    if not draft.marks_changes and not draft.changes:
        document = _with_inferred(document)
    facts = find_facts(document, running=draft.running)
    if body is not None:
        facts = replace(facts, body=body)
    return replace(document, facts=facts, key=facts.symbol or path)


def _with_inferred(document: SourceDocument) -> SourceDocument:
    """Return the document with the changes that its words show, and a note that no mark tells of them."""
    changes = infer_changes(document)
    if not changes:
        return document
    doubtful = sum(bool(change.alternatives) for change in changes)
    said = f"the text bears no marks of changes; {len(changes)} were inferred from words that have run together"
    said += f", {doubtful} of them in one of several possible ways" if doubtful else ""
    return replace(document, changes=changes, notes=(*document.notes, Note(said)))


def _with_languages(draft: Draft) -> tuple[Block, ...]:
    return tuple(block if block.language else Block(block.span, block.kind, language_of(block.span.of(draft.text)),
                                                    block.label_base, block.label_proposed, block.level)
                 for block in draft.blocks)  # fmt: skip


def _majority(blocks: tuple[Block, ...]) -> str | None:
    weights: Counter[str] = Counter()
    for block in blocks:
        if block.language:
            weights[block.language] += len(block.span)
    return weights.most_common(1)[0][0] if weights else None
