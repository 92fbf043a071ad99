"""Marked-up texts: how gold is written by hand, and its conversion to a plain text and rows.

The first line of a source names the document: ``#! lang=fr kind=proposal body=itu/wtsa id=dev-fr-01 title=...``. A
later line may open with a tag that is no part of the text and that holds until the next one: ``[[clause]] ``, or
``[[clause | ADDRESSEE FORCE; ADDRESSEE FORCE]] `` where the line is the provision of a mandate. A citation stands as
``⟦CORE→INSTRUMENT@REVISION<WAS#PROVISION!CHANGE⟧``; only CORE is text, all after INSTRUMENT may be absent. ``<WAS``
is a fused base revision and gives two rows; ``!added`` is proposed, ``!removed`` is base, anything else both.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from instrgraph.errors import UnreadableInput

if TYPE_CHECKING:
    from pathlib import Path

OPEN, ARROW, CLOSE = "⟦", "→", "⟧"
_STATES = {"added": "proposed", "removed": "base", None: "both"}
_TARGET = re.compile(r"([^@<#!]+)(?:@([0-9-]+))?(?:<([0-9-]+))?(?:#([^!]+))?(?:!(added|removed))?")
_TAG = re.compile(r"\[\[([^\]|]+?)\s*(?:\|([^\]]*))?\]\] ?")
_FACT = re.compile(r"(\w+)=(.*?)(?=\s+\w+=|\s*$)")
_DATED = re.compile(r"\s?\((\d\d)/(\d{4})\)")
# Recommendations and texts of ITU-R assemblies come in editions, everything else in revisions.
_EDITED = ("itu/t/rec/", "itu/r/rec/", "itu/d/rec/", "itu/ra/res/")
# Clauses are named once, whether the opener is repeated with "also" or "further".
_REPEATED = re.compile(r"-(?:also|further)(?![a-z])|(?<![a-z])(?:also|further)-")
_SAME_CLAUSE = {"taking-note": "noting"}


@dataclass(frozen=True, slots=True)
class MarkedDocument:
    """What one source holds: ``facts`` of its first line, the plain ``text``, and the rows annotated in it."""

    facts: dict[str, str]
    text: str
    citations: tuple[dict[str, Any], ...]
    mandates: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    core: str
    instrument: str
    revision: str | None
    was: str | None
    provision: str | None
    change: str | None


def convert(source: str, name: str) -> MarkedDocument:
    r"""Return the plain text of a marked-up ``source`` with its rows; offsets are code points of that text.

    Raises:
        UnreadableInput: the first line is none of ours, or a mark is broken; the message names ``name`` and the line.

    >>> one = convert("#! lang=en id=x\n[[noting/a]] a) Resolution ⟦130→itu/pp/res/130@2018⟧", "x.mark")
    >>> one.text, one.citations[0]["start"], one.citations[0]["clause"]
    ('a) Resolution 130\n', 14, 'noting/a')
    """
    first, *lines = source.split("\n")
    facts = dict(_FACT.findall(first[2:].strip())) if first.startswith("#!") else {}
    if not {"lang", "id"} <= facts.keys():
        raise UnreadableInput(f"{name}, line 1: must begin with '#! lang=... id=...'")
    text, clause = "", "body"
    citations: list[dict[str, Any]] = []
    mandates: list[dict[str, Any]] = []
    where = {"doc": facts["id"], "language": facts["lang"]}
    for number, line in enumerate(lines, start=2):
        tag = _TAG.match(line)
        if tag:
            clause, line = _clause(tag[1]), line[tag.end() :]  # noqa: PLW2901  (the tag is no part of the line)
        plain, marks = _plain(line, f"{name}, line {number}")
        for mark in marks:
            citations += _citations(mark, plain, {**where, "clause": clause}, len(text))
        span = {"start": len(text), "end": len(text) + len(plain), "clause": clause}
        mandates += [{**where, **span, **demand} for demand in _demands(tag[2] if tag else None)]
        text += plain + "\n"
    return MarkedDocument(facts, text, tuple(citations), tuple(mandates))


def convert_folder(sources: Path, out: Path) -> int:
    """Write texts and rows of all ``*.mark`` files of a folder to ``out`` and return how many files there were.

    Raises:
        UnreadableInput: the folder holds no such file, or one of them is broken.
    """
    found = [convert(path.read_text(encoding="utf-8"), path.name) for path in sorted(sources.glob("*.mark"))]
    if not found:
        raise UnreadableInput(f"{sources}: no .mark file; give the folder that holds them")
    out.mkdir(parents=True, exist_ok=True)
    for document in found:
        (out / f"{document.facts['id']}.txt").write_text(document.text, encoding="utf-8", newline="\n")
    _write_rows(out / "documents.jsonl", [document.facts for document in found])
    _write_rows(out / "citations.jsonl", [row for document in found for row in document.citations])
    _write_rows(out / "mandates.jsonl", [row for document in found for row in document.mandates])
    return len(found)


def _write_rows(path: Path, rows: list[Any]) -> None:
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(lines, encoding="utf-8", newline="\n")


def _clause(tag: str) -> str:
    head, slash, label = tag.strip().partition("/")
    head = _REPEATED.sub("", head)
    return _SAME_CLAUSE.get(head, head) + slash + label


def _demands(tagged: str | None) -> list[dict[str, str]]:
    pairs = (one.strip().rsplit(" ", 1) for one in (tagged or "").split(";") if one.strip())
    return [{"addressee": addressee, "force": force} for addressee, force in pairs]


def _plain(line: str, where: str) -> tuple[str, list[_Mark]]:
    """Return the line without its marks, and the marks with their places in it."""
    head, *rest = line.split(OPEN)
    plain, marks = head, []
    for piece in rest:
        inner, closed, after = piece.partition(CLOSE)
        core, arrow, target = inner.partition(ARROW)
        parts = _TARGET.fullmatch(target)
        if not (closed and arrow and core and parts):
            raise UnreadableInput(f"{where}: a broken mark in {piece[:60]!r}; write ⟦CORE→INSTRUMENT@REVISION⟧")
        marks.append(_Mark(len(plain), core, parts[1].strip(), *parts.group(2, 3, 4, 5)))
        plain += core + after
    if CLOSE in plain or ARROW in plain:
        raise UnreadableInput(f"{where}: a mark that closes but does not open; write ⟦CORE→INSTRUMENT⟧")
    return plain, marks


def _citations(mark: _Mark, plain: str, where: dict[str, str], offset: int) -> list[dict[str, Any]]:
    states = [("base", mark.was), ("proposed", mark.revision)] if mark.was else [(_STATES[mark.change], mark.revision)]
    edited = mark.instrument.startswith(_EDITED)
    end = mark.start + len(mark.core)
    return [
        {
            "doc": where["doc"],
            "language": where["language"],
            "start": offset + mark.start,
            "end": offset + end,
            "clause": where["clause"],
            "core": mark.core,
            "instrument": mark.instrument,
            "revision": int(value) if value and not edited else None,
            "edition": _edition(mark, value, plain[end:]) if edited else None,
            "provision": mark.provision,
            "state": state,
        }
        for state, value in states
    ]


def _edition(mark: _Mark, value: str | None, after: str) -> str | None:
    """Return the edition as printed: a suffix of the core, "(MM/YYYY)" behind it, else the year given."""
    suffix = re.search(r"\d-(\d+)$", mark.core)
    if suffix and not mark.instrument.startswith("itu/t/"):
        return str(int(suffix[1]))  # digits of other scripts too
    dated = _DATED.match(after)
    if dated and value and dated[2] == value[:4]:
        return f"{dated[2]}-{dated[1]}"
    return value
