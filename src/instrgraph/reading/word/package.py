"""The parts of a Word file: a ZIP archive whose relations say which part is what."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from instrgraph.errors import EncryptedInput, UnreadableInput
from instrgraph.reading.archive import member, open_archive
from instrgraph.reading.xml import local_name, parse_xml

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator, Mapping

    from lxml import etree

    from instrgraph.settings import Settings

_TRANSITIONAL = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MOST_HEADERS = 32
"""A section has three at most, and those of the first sections bear the symbol."""


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute of WordprocessingML, in the transitional or the strict namespace, or None."""
    value = element.get(_TRANSITIONAL + name)
    if value is None:
        value = element.get(_STRICT + name)
    return value


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first element down a path of local names, or None."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local_name(one) == name), None)
    return element


def value(element: etree._Element | None, *names: str) -> str | None:
    """Return ``w:val`` of the element down a path of local names, or None."""
    found = child(element, *names)
    return None if found is None else attribute(found, "val")


def number(text: str | None, default: int) -> int:
    """Return the number that a text holds, or the default where it holds none or one beyond sense."""
    if text is None or not text.lstrip("-").isdigit() or len(text) > 9:
        return default
    return int(text)


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that hold text or decide how it is shown; a part that the file lacks is None."""

    document: etree._Element
    styles: etree._Element | None
    numbering: etree._Element | None
    footnotes: etree._Element | None
    endnotes: etree._Element | None
    comments: etree._Element | None
    headers: tuple[etree._Element, ...]


def open_package(data: bytes, name: str, limits: Settings) -> Package:
    """Return the parsed parts of a Word file. Relations to what is outside the file are never followed.

    Raises:
        UnreadableInput: the archive or a part is broken, or there is no main document.
        InputTooLarge: it is over a limit.
        EncryptedInput: a part needs a password.
    """
    archive = open_archive(data, name, limits)
    names = {one.filename.lower(): one for one in archive.infolist()}

    def part(path: str | None) -> etree._Element | None:
        info = names.get(path.lower()) if path else None
        return None if info is None else parse_xml(member(archive, info, name, limits), f"{name}/{path}", limits)

    if "encryptedpackage" in names:
        raise EncryptedInput(f"{name}: needs a password; save it without one")
    main = _relations(part("_rels/.rels"), "").get("officeDocument") or _main(archive)
    document = part(main)
    if document is None or main is None:
        raise UnreadableInput(f"{name}: no Word document inside; save it again from the word processor")
    folder, file = posixpath.split(main)
    relations = part(posixpath.join(folder, "_rels", f"{file}.rels"))
    related = _relations(relations, folder)
    headers = dict.fromkeys(path for kind, path in _targets(relations, folder) if kind == "header")
    parsed = (part(path) for path in islice(headers, _MOST_HEADERS))
    return Package(document, part(related.get("styles")), part(related.get("numbering")),
                   part(related.get("footnotes")), part(related.get("endnotes")), part(related.get("comments")),
                   tuple(one for one in parsed if one is not None))  # fmt: skip


def _main(archive: zipfile.ZipFile) -> str | None:
    return next((one for one in archive.namelist() if one.lower() == "word/document.xml"), None)


def _relations(root: etree._Element | None, folder: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for kind, path in _targets(root, folder):
        found.setdefault(kind, path)
    return found


def _targets(root: etree._Element | None, folder: str) -> Iterator[tuple[str, str]]:
    """Yield kind and path of each part of the file that another part is related to."""
    for one in root if root is not None else ():
        target, kind = one.get("Target"), one.get("Type", "").rpartition("/")[2]
        if target is None or one.get("TargetMode") == "External":
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield kind, path
