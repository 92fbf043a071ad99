"""What a document says of itself: read from its first lines, its heading and its enacting clause."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold
from instrgraph.model import DocumentKind, Facts
from instrgraph.reading.facts.dates import find_date
from instrgraph.reading.facts.enacting import Clause, find_clause, find_named, find_study_group
from instrgraph.reading.facts.symbols import Symbol, find_symbol
from instrgraph.reading.facts.words import keyed, pattern
from instrgraph.reading.readings import readings
from instrgraph.registry import registry

if TYPE_CHECKING:
    from instrgraph.model import Reading, SourceDocument

_HEAD_BLOCKS = 12
_LONGEST_LINE = 220
_LONGEST_LONE_HEADING = 70
_NUMBERED = re.compile(r"(?:[1١一]|I|a|أ)\s?[.)、\t-]\s?")
_ACTION = re.compile(r"\s*(MOD|ADD|SUP|NOC)(?![\w-])[\s:]*([\w-]+/[\w()./-]+)?")
_NUMBER = re.compile(r"\s*(?:n[o°º]\.?\s*)?(?:itu-r\s+|мсэ-r\s+|uit-r\s+)?(\d{1,4}(?:-\d{1,2})?)(?!\d)")
_PLAIN_NUMBER = re.compile(r"\s*(\d{1,4})(?![\d/.])")
_NUMBER_FIRST = re.compile(r"\s*(?:itu-r\s*)?第?\s?(\d{1,4}(?:-\d{1,2})?)号?\s?\Z")
_DRAFT = re.compile(r"/L\.\d")
_UN_RESOLUTION = re.compile(r"[AES]/(?:HRC/)?RES/((?:S-)?[\dIVXLC]+(?:/\d+)?)(?: \(\d{4}\))?")
_COUNCIL_NUMBER = re.compile(r"(?<![\d/])(\d{1,4}) ?\(19\d\d|20\d\d\)")
_YEAR = re.compile(r"(?<!\d)(18[6-9]\d|19\d\d|20[0-4]\d)(?!\d)")
_NUMBERED_ANY = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.\s]")
_ENDS_THERE = re.compile(r"\s*(?:\([^()]*\)\s*)?")
_CODE = re.compile(r"[A-Z]+")


@dataclass(frozen=True, slots=True)
class _Heading:
    """The line that says which instrument the document is: "RESOLUTION 84 (Rev. Geneva, 2022)"."""

    kind: str
    number: str
    year: int | None
    block: int


def find_facts(document: SourceDocument, *, running: str = "") -> Facts:
    r"""Return what the text says of the document; what it does not say is None.

    ``running`` holds the running heads, which are not in the text; a symbol is sought there where the text has none.

    >>> from instrgraph.reading import read
    >>> facts = read("RESOLUTION 71 (REV. DUBAI, 2018)\nThe Plenipotentiary Conference (Dubai, 2018),").facts
    >>> facts.body, facts.instrument, facts.revision, facts.conference
    ('itu/pp', 'itu/pp/res/71', 2018, 'itu/pp/2018')
    """
    language = document.language
    texts = readings(document)
    proposed = texts[-1]
    blocks = tuple(fold(block.span.of(proposed.text)).text for block in proposed.blocks)
    clause = find_clause(blocks, language)
    head = _head(proposed, clause)
    symbol = find_symbol(head) or find_symbol(running)
    action, proponent_code = _action(proposed)
    body = _body(clause, symbol, fold(head).text, language)
    heading = _heading(blocks, clause, language)
    if heading is None and clause and len(texts) > 1:
        heading = _announced(blocks[: clause.block], language)
    revision = _clause_year(clause, blocks) or (heading.year if heading else None)
    base_revision = _base_year(texts[0], language) if len(texts) > 1 else None
    told = _kinds_told(fold(head).text, language)
    kind = _kind(action, heading, clause, told, changed=len(texts) > 1 or bool(symbol and _DRAFT.search(symbol.text)))
    before = "\n".join(blocks[: clause.block if clause else 3])
    return Facts(
        symbol=symbol.text if symbol else None, kind=kind, action=action,
        proponent=_proponent(proponent_code, before, language) if kind is DocumentKind.PROPOSAL else None,
        body=body, conference=_conference(body, revision), base_conference=_conference(body, base_revision),
        instrument=_instrument(heading, body, symbol, blocks), revision=revision, base_revision=base_revision,
        date=find_date(fold(head).text), title=_title(proposed, heading))  # fmt: skip


def _head(reading: Reading, clause: Clause | None) -> str:
    """Return the short lines before the enacting clause, or before the first numbered paragraph."""
    lines: list[str] = []
    for block in reading.blocks[: clause.block if clause and clause.block < _HEAD_BLOCKS else _HEAD_BLOCKS]:
        line = block.span.of(reading.text)
        if _NUMBERED.match(line):
            break
        if len(line) <= _LONGEST_LINE:
            lines.append(line)
    return "\n".join(lines)


def _action(reading: Reading) -> tuple[str | None, str | None]:
    for block in reading.blocks[:60]:
        match = _ACTION.match(reading.text, block.span.start, block.span.end)
        if match and (match.group(2) or len(block.span) < 8):
            return match.group(1), match.group(2)
    return None, None


def _body(clause: Clause | None, symbol: Symbol | None, head: str, language: str | None) -> str | None:
    if clause and clause.block <= _HEAD_BLOCKS:
        return clause.body
    if symbol and symbol.body:
        return symbol.body
    if clause:
        return clause.body
    return find_study_group(head, language) or find_named(head, language)


def _heading(blocks: tuple[str, ...], clause: Clause | None, language: str | None) -> _Heading | None:
    """Return the heading: a block before the enacting clause that begins with a kind and a number."""
    kinds, keys = keyed("kinds.toml", "singular", language)
    near = clause is not None and clause.block <= _HEAD_BLOCKS
    last = clause.block if clause and near else _HEAD_BLOCKS
    longest = _LONGEST_LINE if near else _LONGEST_LONE_HEADING
    for index in range(min(last, len(blocks)) - 1, -1, -1):
        block = blocks[index]
        if len(block) > longest or _NUMBERED_ANY.match(block) or block.rstrip().endswith((",", ";", ".")):
            continue
        match = kinds.search(block)
        if match is None or match.start() > 16:
            continue
        number = _NUMBER.match(block, match.end()) or _NUMBER_FIRST.search(block[: match.start()])
        kind = keys[re.sub(r"\s+", " ", match.group())]
        if not near and not _ENDS_THERE.fullmatch(block, max(match.end(), number.end() if number else 0)):
            continue
        if number and kind in ("res", "dec", "rec", "op") and (match.start() <= 2 or number.re is _NUMBER_FIRST):
            years = [int(year) for year in _YEAR.findall(block[match.end() :])]
            return _Heading(kind, number.group(1), years[-1] if years else None, index)
    return None


def _announced(before: tuple[str, ...], language: str | None) -> _Heading | None:
    """Return the instrument that the lines before the enacting clause speak of most, where no heading is printed."""
    kinds, keys = keyed("kinds.toml", "singular", language)
    named: Counter[tuple[str, str]] = Counter()
    for block in before:
        for match in kinds.finditer(block):
            number = _PLAIN_NUMBER.match(block, match.end())
            if number:
                named[keys[re.sub(r"\s+", " ", match.group())], number.group(1)] += 1
    if not named:
        return None
    (kind, number_printed), _ = named.most_common(1)[0]
    return _Heading(kind, number_printed, None, -1) if kind in ("res", "dec") else None


def _clause_year(clause: Clause | None, blocks: tuple[str, ...]) -> int | None:
    years = [int(year) for year in _YEAR.findall(blocks[clause.block])] if clause else []
    return years[-1] if years else None


def _base_year(base: Reading, language: str | None) -> int | None:
    blocks = tuple(fold(block.span.of(base.text)).text for block in base.blocks)
    clause = find_clause(blocks, language)
    heading = _heading(blocks, clause, language)
    return _clause_year(clause, blocks) or (heading.year if heading else None)


def _conference(body: str | None, year: int | None) -> str | None:
    if body is None or year is None or not body.startswith("itu/"):
        return None
    found = registry().conference(body, year)
    return found.id if found else None


def _instrument(
    heading: _Heading | None, body: str | None, symbol: Symbol | None, blocks: tuple[str, ...]
) -> str | None:
    resolution = _UN_RESOLUTION.fullmatch(symbol.text) if symbol else None
    if resolution and body in ("un/ga", "un/sc", "un/hrc", "un/ecosoc"):
        return f"{body}/res/{resolution.group(1)}"
    if body == "un/sc":
        numbers = (_COUNCIL_NUMBER.search(block) for block in blocks[:3] if len(block) <= _LONGEST_LONE_HEADING)
        found = next((number for number in numbers if number), None)
        return f"un/sc/res/{found.group(1)}" if found else None
    if heading is None or body is None or "/sg/" in body or not body.startswith("itu/"):
        return None
    return f"{body}/{heading.kind}/{heading.number.split('-')[0]}"


def _kinds_told(head: str, language: str | None) -> tuple[str, ...]:
    """Return the kinds of document that the head names, in the order of their words."""
    found = [(match.start(), kind) for kind in ("proposal", "letter", "report")
             if (match := pattern("document.toml", "kinds", kind, language).search(head))]  # fmt: skip
    return tuple(kind for _, kind in sorted(found))


def _kind(
    action: str | None, heading: _Heading | None, clause: Clause | None, told: tuple[str, ...], *, changed: bool
) -> DocumentKind:
    if action or changed:
        return DocumentKind.PROPOSAL
    if clause and clause.block <= _HEAD_BLOCKS:
        drafted = "proposal" in told or (told and heading is None)
        return DocumentKind.PROPOSAL if drafted else DocumentKind.ADOPTED
    return DocumentKind(told[0]) if told else DocumentKind.OTHER


def _proponent(code: str | None, head: str, language: str | None) -> str | None:
    letters = _CODE.match(code) if code else None
    signed = registry().proponent(letters.group()) if letters else None
    if signed:
        return signed.id
    names, keys = keyed("document.toml", "proponents", language)
    match = names.search(head)
    return keys[re.sub(r"\s+", " ", match.group())] if match else None


def _title(reading: Reading, heading: _Heading | None) -> str | None:
    """Return the block after the heading, else the first of the head that is long enough to be a title."""
    blocks = reading.blocks
    if heading and 0 <= heading.block < len(blocks) - 1:
        return " ".join(blocks[heading.block + 1].span.of(reading.text).split())
    for block in blocks[:_HEAD_BLOCKS]:
        words = " ".join(block.span.of(reading.text).split())
        if 24 <= len(words) <= 240 and not words.endswith((",", ";", ":")) and "\t" not in block.span.of(reading.text):
            return words
    return None
