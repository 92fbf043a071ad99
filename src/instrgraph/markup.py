"""Writing Akoma Ntoso 3.0: a document with its provisions and citations, or ``<ref>`` added to a given file.

The vocabulary is that of the United Nations' guidelines (AKN4UN): a ``statement`` with preface, preamble (recitals by
their openers) and main body (operative clauses), FRBR identifiers, ``<ins>`` and ``<del>`` for changes.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeVar
from xml.parsers import expat

from lxml import etree

from instrgraph.errors import UnreadableInput
from instrgraph.identifiers import iri, provision_parts, revision_id, type_of
from instrgraph.model import EditKind, LinkStatus, Part, Span, State
from instrgraph.reading.akoma_ntoso import trace_akoma_ntoso
from instrgraph.settings import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from instrgraph.model import Block, Citation, Edit, Extraction, Provision

Key = TypeVar("Key")
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_LANGUAGES = {"en": "eng", "fr": "fra", "es": "spa", "ru": "rus", "ar": "ara", "zh": "zho"}
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STAGES = {Part.TITLE: 0, Part.SUMMARY: 0, Part.ACTION: 0, Part.ENACTING: 1, Part.PREAMBLE: 1}
_PREFERENCE = {State.BOTH: 0, State.PROPOSED: 1, State.UNKNOWN: 2, State.BASE: 3}
_LONGEST_OPENER = 120
_REFERENCES = frozenset({"ref", "mref", "rref", "a"})


def to_akoma_ntoso(extraction: Extraction) -> bytes:
    """Return a document as valid Akoma Ntoso 3.0 in UTF-8: provisions, changes, a ``<ref>`` on each linked citation.

    The words are those of the text as it stands, in order; ``href`` is the IRI of the cited revision or instrument. A
    citation that only the base has bears ``status="removed"``.
    """
    return _Writer(extraction).write()


def href(citation: Citation) -> str:
    """Return the IRI that a citation points at: the revision where it names one, and the provision."""
    identifier = _cited(citation.instrument or "", citation.revision, citation.edition)
    parts = provision_parts(citation.provision) if citation.provision else ()
    return iri(f"{identifier}/part/{parts[0]}" if len(parts) == 1 else identifier)


def _cited(instrument: str, revision: int | None, edition: str | None = None) -> str:
    return instrument if revision is None and edition is None else revision_id(instrument, revision, edition)


# --------------------------------------------------------------------------------------------------------- pieces


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of one block that is one provision, with the label that stands before its words."""

    span: Span
    provision: Provision | None
    label: str | None

    @property
    def part(self) -> Part:
        return self.provision.part if self.provision else Part.BODY

    @property
    def group(self) -> tuple[str, int]:
        """What pieces under one opener have in common."""
        if self.provision is None:
            return Part.BODY.value, -1
        head = self.provision.head
        return self.provision.clause.split("/")[0], head.start if head else -1

    @property
    def is_opener(self) -> bool:
        """Whether the words are those of the opener and nothing else."""
        if self.provision is None or self.provision.labels or self.label or len(self.span) > _LONGEST_OPENER:
            return False
        head = self.provision.head
        return head is not None and head.start <= self.span.start < head.end and self.span.end <= head.end + 2


def _pieces(extraction: Extraction) -> list[_Piece]:
    starts: dict[int, Provision] = {}
    for provision in sorted(extraction.provisions, key=lambda one: (_PREFERENCE[one.state], -len(one.labels))):
        starts.setdefault(provision.span.start, provision)
    ordered = sorted(extraction.provisions, key=lambda one: (one.span.start, _PREFERENCE[one.state]))
    text = extraction.document.text
    found = []
    for block in extraction.document.blocks:
        inside = sorted(at for at in starts if block.span.start < at < block.span.end)
        edges = [block.span.start, *inside, block.span.end]
        for start, end in pairwise(edges):
            own = starts.get(start) or _covering(ordered, start)
            found.append(_piece(text, Span(start, end), own, block if start == edges[0] else None))
    return _with_labels([piece for piece in found if piece.span.of(text).strip() or piece.label])


def _with_labels(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces, a label that stands alone before the words of its provision put to them."""
    found: list[_Piece] = []
    label: str | None = None
    for piece in pieces:
        if not len(piece.span) and piece is not pieces[-1]:
            label = piece.label
            continue
        found.append(replace(piece, label=piece.label or label))
        label = None
    return found


def _covering(ordered: Sequence[Provision], offset: int) -> Provision | None:
    around = [one for one in ordered if one.span.start <= offset < one.span.end]
    return min(around, key=lambda one: (_PREFERENCE[one.state], len(one.span))) if around else None


def _piece(text: str, span: Span, provision: Provision | None, block: Block | None) -> _Piece:
    automatic = (block.label_proposed or block.label_base) if block else None
    if automatic:
        return _Piece(span, provision, automatic)
    if provision is None or not provision.labels or provision.span.start != span.start:
        return _Piece(span, provision, None)
    label = re.escape(provision.labels[-1])
    match = re.match(rf"\s*[(（«]?{label}\s?[)）.、»]?(?=\s|[^\w\s])\s*", span.of(text))
    if match is None:
        return _Piece(span, provision, None)
    return _Piece(Span(span.start + match.end(), span.end), provision, match.group().strip())


# ----------------------------------------------------------------------------------------------------- references


def _intervals(citations: Iterable[Citation]) -> list[tuple[Span, Citation]]:
    """Return where each linked citation's reference stands: its anchor, or its core where anchors overlap."""
    linked = [one for one in citations if one.status is LinkStatus.LINKED and one.instrument]
    found = []
    for citation in linked:
        others = [one for one in linked if one is not citation and one.core != citation.core]
        alone = not any(citation.anchor.overlaps(one.core) or citation.anchor.overlaps(one.anchor) for one in others)
        twin = any(one is not citation and one.core == citation.core for one in linked)
        found.append((citation.anchor if alone and not twin else citation.core, citation))
    return sorted(found, key=lambda one: (one[0].start, -one[0].end, _PREFERENCE[one[1].state]))


class _Writer:
    def __init__(self, extraction: Extraction) -> None:
        self._extraction = extraction
        self._document = extraction.document
        self._references = _intervals(extraction.citations)
        self._edits = sorted((edit for change in self._document.changes for edit in change.edits),
                             key=lambda edit: edit.span.start)  # fmt: skip
        self._names: dict[str, int] = {}
        self._drawn: set[int] = set()

    def write(self) -> bytes:
        root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
        kind = _subtype(self._extraction)
        statement = _sub(root, "statement", name=kind)
        _write_meta(_sub(statement, "meta"), self._extraction, kind)
        stages: tuple[list[_Piece], list[_Piece], list[_Piece]] = ([], [], [])
        stage = 0
        for piece in _pieces(self._extraction):
            own = stage if piece.part is Part.FOOTNOTE and stage < 2 else _STAGES.get(piece.part, 2)
            stage = max(stage, own)
            stages[stage].append(piece)
        if stages[0]:
            self._preface(_sub(statement, "preface"), stages[0])
        if stages[1]:
            self._preamble(_sub(statement, "preamble", eId="preamble"), stages[1])
        self._body(_sub(statement, "mainBody", eId="body"), stages[2])
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    # -- parts

    def _preface(self, parent: etree._Element, pieces: list[_Piece]) -> None:
        for part, group in _runs(pieces, lambda piece: piece.part):
            if part is Part.TITLE:
                holder = _sub(parent, "longTitle", eId=self._name("longTitle"))
            else:
                holder = _sub(parent, "container", name=str(part), eId=self._name(f"container_{part}"))
            for piece in group:
                self._paragraph(holder, piece)

    def _preamble(self, parent: etree._Element, pieces: list[_Piece]) -> None:
        for (clause, _), group in _runs(pieces, lambda piece: piece.group):
            part = group[0].part
            if part is Part.PREAMBLE:
                self._recitals(parent, clause, group)
            elif part is Part.ENACTING:
                holder = _sub(parent, "formula", name="enactingFormula", eId=self._name("formula"))
                for piece in group:
                    self._paragraph(holder, piece)
            else:
                holder = _sub(parent, "container", name=str(part), eId=self._name(f"container_{part}"))
                for piece in group:
                    self._paragraph(holder, piece)

    def _recitals(self, parent: etree._Element, clause: str, pieces: list[_Piece]) -> None:
        recitals = _sub(parent, "recitals", eId=self._name(f"recs_{clause}"))
        if pieces[0].is_opener and len(pieces) > 1:
            self._paragraph(_sub(recitals, "intro"), pieces[0], italic=True)
            pieces = pieces[1:]
        for piece in pieces:
            recital = _sub(recitals, "recital", eId=self._name("rec"))
            if piece.label:
                _sub(recital, "num").text = piece.label
            self._paragraph(recital, piece)

    def _body(self, parent: etree._Element, pieces: list[_Piece]) -> None:
        if not pieces:
            _sub(parent, "p")
        for (clause, _), group in _runs(pieces, lambda piece: piece.group):
            name = _UNSAFE.sub("_", clause) or "body"
            holder = _sub(parent, "hcontainer", name=name, eId=self._name(f"hcont_{name}"))
            if group[0].is_opener:
                self._inline(_sub(_sub(holder, "heading"), "i"), group[0].span)
            for piece in group[group[0].is_opener :]:
                paragraph = _sub(holder, "paragraph", eId=self._name("para"))
                if piece.label:
                    _sub(paragraph, "num").text = piece.label
                self._paragraph(_sub(paragraph, "content"), piece)

    def _name(self, stem: str) -> str:
        stem = _UNSAFE.sub("_", stem)
        self._names[stem] = self._names.get(stem, 0) + 1
        return f"{stem}_{self._names[stem]}"

    # -- words

    def _paragraph(self, parent: etree._Element, piece: _Piece, *, italic: bool = False) -> None:
        paragraph = _sub(parent, "p")
        self._inline(_sub(paragraph, "i") if italic else paragraph, piece.span)

    def _inline(self, parent: etree._Element, span: Span) -> None:
        nested: list[tuple[Span, Citation]] = []
        for index, (printed, citation) in enumerate(self._references):
            if index in self._drawn or not printed.overlaps(span):
                continue
            # A printed form that runs over the end of a line bears its reference on the core.
            interval = printed if span.contains(printed) else citation.core
            if span.contains(interval) and not any(_crosses(interval, one) for one, _ in nested):
                self._drawn.add(index)
                nested.append((interval, citation))
        nested.sort(key=lambda one: (one[0].start, -one[0].end))
        self._nest(parent, span, nested)

    def _nest(self, parent: etree._Element, span: Span, references: list[tuple[Span, Citation]]) -> None:
        """Write the words of ``span``; ``references`` lie within it, outer ones first."""
        at = span.start
        while references:
            interval, citation = references.pop(0)
            inner = []
            while references and references[0][0].start < interval.end:
                inner.append(references.pop(0))
            self._words(parent, Span(at, interval.start))
            reference = _sub(parent, "ref", href=href(citation))
            if citation.state is State.BASE:
                reference.set("status", "removed")
            self._nest(reference, interval, inner)
            at = interval.end
        self._words(parent, Span(at, span.end))

    def _words(self, parent: etree._Element, span: Span) -> None:
        at = span.start
        for edit in self._edits_in(span):
            stretch = Span(max(edit.span.start, at), min(edit.span.end, span.end))
            if not len(stretch):
                continue
            _append(parent, self._text(Span(at, stretch.start)))
            element = _sub(parent, "ins" if edit.kind is EditKind.INSERTION else "del")
            element.text = self._text(stretch)
            at = stretch.end
        _append(parent, self._text(Span(at, span.end)))

    def _edits_in(self, span: Span) -> Iterator[Edit]:
        return (edit for edit in self._edits if edit.span.overlaps(span))

    def _text(self, span: Span) -> str:
        return _FORBIDDEN.sub(" ", span.of(self._document.text))


def _crosses(one: Span, other: Span) -> bool:
    return one.overlaps(other) and not one.contains(other) and not other.contains(one)


def _runs(pieces: Iterable[_Piece], key: Callable[[_Piece], Key]) -> list[tuple[Key, list[_Piece]]]:
    return [(one, list(group)) for one, group in groupby(pieces, key)]


def _sub(parent: etree._Element, element: str, /, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{NAMESPACE}}}{element}", dict(attributes))


def _append(parent: etree._Element, text: str) -> None:
    if not text:
        return
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


# ------------------------------------------------------------------------------------------------------- metadata


def _subtype(extraction: Extraction) -> str:
    instrument = extraction.document.facts.instrument
    return type_of(instrument) if instrument else "document"


def _write_meta(meta: etree._Element, extraction: Extraction, kind: str) -> None:
    document, facts = extraction.document, extraction.document.facts
    author = _UNSAFE.sub("-", facts.body or "unknown")
    year = facts.revision or facts.base_revision
    when, certainty = (facts.date.isoformat(), "document") if facts.date else (
        (f"{year:04d}-01-01", "year") if year else ("0001-01-01", "unknown"))  # fmt: skip
    identifier = facts.instrument.split("/", 2)[-1] if facts.instrument else facts.symbol or document.id
    number = _UNSAFE.sub("-", identifier).strip("-") or "unnumbered"
    work = f"/akn/un/statement/{kind}/{author}/{when}/{number}"
    language = _LANGUAGES.get(document.language or "", "und")
    expression = f"{work}/{language}@{when}"
    identification = _sub(meta, "identification", source="#instrgraph")
    for level, uri, this in (("Work", work, f"{work}/!main"), ("Expression", expression, f"{expression}/!main"),
                             ("Manifestation", f"{expression}.xml", f"{expression}/!main.xml")):  # fmt: skip
        element = _sub(identification, f"FRBR{level}")
        _sub(element, "FRBRthis", value=this)
        _sub(element, "FRBRuri", value=uri)
        if level == "Work":
            local = _cited(facts.instrument, facts.revision) if facts.instrument else document.id
            _sub(element, "FRBRalias", value=iri(local), name="iri")
        _sub(element, "FRBRdate", date=when, name=certainty)
        _sub(element, "FRBRauthor", href="#instrgraph" if level == "Manifestation" else f"#{author}")
        if level == "Work":
            _sub(element, "FRBRcountry", value="un")
            _sub(element, "FRBRsubtype", value=kind)
            _sub(element, "FRBRnumber", value=number)
        elif level == "Expression":
            _sub(element, "FRBRlanguage", language=language)
    references = _sub(meta, "references", source="#instrgraph")
    for organization, shown in ((author, facts.body or "unknown"), ("instrgraph", "instrgraph")):
        _sub(references, "TLCOrganization", eId=organization, href=f"/ontology/organizations/{organization}",
             showAs=shown)  # fmt: skip


# ----------------------------------------------------------------------------------------- adding to a given file


@dataclass(frozen=True, slots=True)
class _Place:
    """Where one run of character data stands in the bytes of a file."""

    start: int
    """Offset in all character data."""
    byte: int
    text: str
    node: int
    prefix: str
    open_to_references: bool


def add_references(data: bytes, extraction: Extraction) -> bytes:
    """Return an Akoma Ntoso file with a ``<ref>`` on each linked citation and every other byte as it was.

    Words that stand in a reference already are left alone. Where the markup parts a printed form, the reference
    stands on the core, or on the longest part of it.

    Raises:
        UnreadableInput: the bytes are not those from which the extraction was made, or are no Akoma Ntoso.
    """
    document = extraction.document
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise UnreadableInput(f"{document.name}: not the bytes that were extracted; extract this file first")
    _, origins = trace_akoma_ntoso(data, document.name, current())
    places = _Places(data, document.name)
    inserted: list[tuple[int, int, int, bytes]] = []
    taken: list[Span] = []
    for interval, citation in _intervals(extraction.citations):
        for span in (interval, citation.core):
            edges = places.edges(origins, span)
            if edges is not None and not any(_crosses(span, one) or span == one for one in taken):
                taken.append(span)
                start, end, prefix = edges
                opening, closing = f'<{prefix}ref href="{_escaped(href(citation))}">', f"</{prefix}ref>"
                inserted.append((start, 1, -len(span), places.encode(opening)))
                inserted.append((end, 0, len(span), places.encode(closing)))
                break
    pieces, at = [], 0
    # At one place inner references close first and outer ones open first.
    for byte, _, _, tag in sorted(inserted):
        pieces += [data[at:byte], tag]
        at = byte
    return b"".join((*pieces, data[at:]))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


class _Places:
    """The character data of a file, with the bytes where each stands."""

    def __init__(self, data: bytes, name: str) -> None:
        self._places: list[_Place] = []
        self._stack: list[str] = []
        self._length = 0
        self._node = 0
        self._in_section = False
        self._data = data
        self._encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = False
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.StartCdataSectionHandler = self._begin_section
        self._parser.EndCdataSectionHandler = self._end_section
        self._parser.XmlDeclHandler = self._declared
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise UnreadableInput(f"{name}: broken XML ({error}); write the file again") from error
        if self._encoding == "utf-16":
            self._encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-16-be"

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        del version, standalone
        if encoding and self._encoding != "utf-16":
            self._encoding = encoding

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        del attributes
        self._stack.append(name)
        self._node += 1

    def _close(self, name: str) -> None:
        del name
        self._stack.pop()
        self._node += 1

    def _begin_section(self) -> None:
        self._in_section = True

    def _end_section(self) -> None:
        self._in_section = False

    def _characters(self, text: str) -> None:
        prefix, colon, _ = self._stack[-1].rpartition(":")
        outside = not any(name.rpartition(":")[2] in _REFERENCES for name in self._stack)
        self._places.append(_Place(self._length, self._parser.CurrentByteIndex, text, self._node, prefix + colon,
                                   outside and not self._in_section))  # fmt: skip
        self._length += len(text)

    def encode(self, text: str) -> bytes:
        """Return a tag in the encoding of the file."""
        return text.encode(self._encoding)

    def edges(self, origins: Sequence[tuple[int, int, int]], span: Span) -> tuple[int, int, str] | None:
        """Return the bytes where a span of the text begins and ends, and the prefix of names there, or None."""
        first, last = _origin(origins, span.start), _origin(origins, span.end - 1)
        start, end = self._place(first), self._place(last)
        if start is None or end is None or start.node != end.node:
            return None
        if not (start.open_to_references and end.open_to_references):
            return None
        begins = start.byte + len(start.text[: first - start.start].encode(self._encoding))
        ends = self._after(end, last)
        return begins, ends, start.prefix

    def _after(self, place: _Place, offset: int) -> int:
        """Return the byte behind one character; behind an entity it is where the next run begins."""
        inside = offset - place.start + 1
        if inside < len(place.text):
            return place.byte + len(place.text[:inside].encode(self._encoding))
        return place.byte + self._width(place)

    def _width(self, place: _Place) -> int:
        if self._data.startswith("&".encode(self._encoding), place.byte):
            # A reference to a character or an entity is longer than what it stands for.
            semicolon = ";".encode(self._encoding)
            return self._data.index(semicolon, place.byte) + len(semicolon) - place.byte
        return len(place.text.encode(self._encoding))

    def _place(self, offset: int) -> _Place | None:
        index = bisect_right(self._places, offset, key=lambda place: place.start) - 1
        return self._places[index] if index >= 0 else None


def _origin(origins: Sequence[tuple[int, int, int]], offset: int) -> int:
    """Return the offset in the character data of one character of the text."""
    index = bisect_right(origins, offset, key=lambda one: one[0]) - 1
    start, origin, _ = origins[max(index, 0)]
    return origin + offset - start
