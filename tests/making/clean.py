"""A Word file saved clean: all its tracked changes accepted (proposed) or rejected (base), in its markup.

Written apart from the reader, on the markup alone, so that both may be held against each other.
"""

from __future__ import annotations

import io
import zipfile

from lxml import etree

_PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
_MADE = {True: ("ins", "moveTo"), False: ("del", "moveFrom")}
"""What to unwrap where changes are accepted (True) or rejected; what to drop is the other."""


def clean(data: bytes, state: str) -> bytes:
    """Return the file as it is with all changes rejected (``base``) or accepted (``proposed``)."""
    accept = state == "proposed"
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, _cleaned(content, accept=accept) if name in _PARTS else content)
    return buffer.getvalue()


def _cleaned(content: bytes, *, accept: bool) -> bytes:
    root = etree.fromstring(content)
    space = root.tag.partition("}")[0] + "}"
    keep, drop = (tuple(space + name for name in _MADE[side]) for side in (accept, not accept))
    _cells(root, space, keep, drop, accept=accept)
    _properties(root, space, accept=accept)
    marks = _marks(root, space, keep, drop)
    for one in list(root.iter(*drop)):
        if one.getparent() is not None:
            one.getparent().remove(one)
    for one in list(root.iter(*keep)):
        _unwrap(one)
    for one in root.iter(space + "delText"):
        one.tag = space + "t"
    for one in root.iter(space + "delInstrText"):
        one.tag = space + "instrText"
    for paragraph in reversed(marks):
        _join(paragraph, space)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cells(root, space: str, keep: tuple[str, ...], drop: tuple[str, ...], *, accept: bool) -> None:
    gone = space + ("cellDel" if accept else "cellIns")
    for name, lost in (("trPr", drop), ("tcPr", (gone,))):
        for properties in list(root.iter(space + name)):
            if any(one.tag in lost for one in properties):
                held = properties.getparent()
                held.getparent().remove(held)
            for one in list(properties):
                if one.tag in (*keep, *drop, space + "cellIns", space + "cellDel"):
                    properties.remove(one)


def _properties(root, space: str, *, accept: bool) -> None:
    for change in list(root.iter(space + "pPrChange")):
        properties = change.getparent()
        properties.remove(change)
        if not accept:
            own = properties.find(space + "rPr")
            properties[:] = [*change[0], *([own] if own is not None else [])]
    for numbering in list(root.iter(space + "numPr")):
        mark = numbering.find(space + "ins")
        if mark is not None:
            numbering.remove(mark)
            if not accept:
                numbering.getparent().remove(numbering)


def _marks(root, space: str, keep: tuple[str, ...], drop: tuple[str, ...]) -> list:
    """Return the paragraphs whose end mark is gone, and take the traces off all end marks."""
    gone = []
    for paragraph in root.iter(space + "p"):
        for one in list(paragraph.iterfind(f"{space}pPr/{space}rPr/*")):
            if one.tag in drop:
                gone.append(paragraph)
            if one.tag in (*keep, *drop):
                one.getparent().remove(one)
    return gone


def _unwrap(one) -> None:
    parent = one.getparent()
    place = parent.index(one)
    parent[place : place + 1] = list(one)


def _join(paragraph, space: str) -> None:
    """Put the content of a paragraph before that of the next one, whose properties stay."""
    content = [one for one in paragraph if one.tag != space + "pPr"]
    following = paragraph.getnext()
    if following is not None and following.tag == space + "p":
        after = 1 if len(following) and following[0].tag == space + "pPr" else 0
        following[after:after] = content
        paragraph.getparent().remove(paragraph)
    elif not content and len(paragraph.getparent()) > 1:
        paragraph.getparent().remove(paragraph)
