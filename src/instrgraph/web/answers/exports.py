"""For other programs: reference managers (CSL-JSON, RIS, BibTeX), annotation tools, feed readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET  # we write with it and read nothing

import orjson

from instrgraph.errors import NotFound
from instrgraph.web.answers.citations import details, matching
from instrgraph.web.answers.instruments import instrument, labels
from instrgraph.web.answers.mandates import details as mandate_details
from instrgraph.web.answers.mandates import matching as matching_mandates
from instrgraph.web.naming import name_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from instrgraph.web.view import Row, View

_ATOM = "http://www.w3.org/2005/Atom"
_FEED_LENGTH = 200
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def bibliography(view: View, parameters: Mapping[str, Any]) -> bytes:
    """Return an instrument and each of its revisions as references; ``form`` is csl, ris or bibtex.

    A path that names a revision gives that revision alone.

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    path = str(parameters["path"])
    found = instrument(view, {"path": path})
    entries = [entry for entry in _entries(view, found) if "/rev/" not in path or entry["id"] == path]
    if not entries:
        raise NotFound(f"{path}: no such revision in snapshot {view.number}")
    write = {"csl": _csl, "ris": _ris, "bibtex": _bibtex}[str(parameters["form"])]
    return write(entries)


def _entries(view: View, found: Row) -> list[Row]:
    titles = found["titles"]
    title = titles.get("en") or next(iter(titles.values()), None)
    names = labels(view, [found["body"]]).get(found["body"] or "", {})
    common = {
        "number": found["number"],
        "authority": names.get("en") or next(iter(names.values()), found["body"]),
        "title": title,
    }
    whole = {**common, "id": found["id"], "name": name_of(found["id"]), "year": None, "place": None}
    revisions = [
        {
            **common,
            "id": one["id"],
            "name": one["designation"] or name_of(one["id"]),
            "year": one["year"],
            "place": one["place"],
        }
        for one in found["revisions"]
    ]
    entries = [whole, *revisions]
    for entry in entries:
        entry["iri"] = view.base + entry["id"]
        entry["title"] = f"{entry['name']}: {title}" if title else entry["name"]
    return entries


def _csl(entries: Iterable[Row]) -> bytes:
    listed = []
    for entry in entries:
        item = {
            "id": entry["id"],
            "type": "legislation",
            "title": entry["title"],
            "title-short": entry["name"],
            "number": entry["number"],
            "authority": entry["authority"],
            "event-place": entry["place"],
            "URL": entry["iri"],
            "issued": {"date-parts": [[entry["year"]]]} if entry["year"] else None,
        }
        listed.append({name: value for name, value in item.items() if value is not None})
    return orjson.dumps(listed, option=orjson.OPT_INDENT_2)


def _ris(entries: Iterable[Row]) -> bytes:
    lines = []
    for entry in entries:
        facts = (
            ("TY", "STAT"),
            ("TI", entry["title"]),
            ("ST", entry["name"]),
            ("AU", entry["authority"]),
            ("PY", entry["year"]),
            ("CY", entry["place"]),
            ("M1", entry["number"]),
            ("UR", entry["iri"]),
            ("ID", entry["id"]),
            ("ER", ""),
        )
        lines += [f"{tag}  - {' '.join(str(value).split())}" for tag, value in facts if value is not None]
        lines.append("")
    return "\r\n".join(lines).encode()


def _bibtex(entries: Iterable[Row]) -> bytes:
    parts = []
    for entry in entries:
        key = entry["id"].replace("/", ":")
        facts = {
            "title": entry["title"],
            "author": entry["authority"],
            "year": entry["year"],
            "address": entry["place"],
            "number": entry["number"],
            "type": "Legislation",
            "url": entry["iri"],
        }
        lines = [f"  {name} = {{{_tex(name, value)}}}," for name, value in facts.items() if value is not None]
        parts.append("\n".join([f"@misc{{{key},", *lines, "}", ""]))
    return "\n".join(parts).encode()


def _tex(name: str, value: object) -> str:
    words = str(value) if name == "url" else str(value).translate(_TEX)
    return f"{{{words}}}" if name in ("title", "author") else words


def annotation_page(view: View, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the citations of a document as a page of Web Annotations.

    Raises:
        NotFound: the snapshot knows no such document.
    """
    document = str(parameters["path"])
    if not view.holds(document):
        raise NotFound(f"{document}: no document in snapshot {view.number}")
    rows = details(view, matching(view, {"source": document, "state": "any"}))
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"{parameters['origin']}/page/{document}.annotations",
        "type": "AnnotationPage",
        "items": [_annotation(view, row) for row in rows],
    }


def _annotation(view: View, row: Row) -> dict[str, Any]:
    sentence = row["sentence"] or {}
    selectors: list[dict[str, Any]] = []
    if row["anchor"]:
        selectors.append({"type": "TextPositionSelector", "start": row["anchor"][0], "end": row["anchor"][1]})
    if sentence:
        quote = {"exact": sentence["exact"], "prefix": sentence["before"], "suffix": sentence["after"]}
        selectors.append({"type": "TextQuoteSelector", **quote})
    revision = f"/rev/{row['edition'] or row['revision']}" if row["edition"] or row["revision"] else ""
    cited = (
        [view.base + row["instrument"] + revision]
        if row["instrument"]
        else [view.base + one for one in row["candidates"]]
    )
    return {
        "id": view.base + row["id"],
        "type": "Annotation",
        "motivation": "linking" if row["instrument"] else "identifying",
        "body": [{"id": one, "type": "SpecificResource", "source": one, "purpose": "linking"} for one in cited]
        or [{"type": "TextualBody", "value": row["reason"] or "not linked", "purpose": "commenting"}],
        "target": {"source": f"{view.base}{row['document']}/text", "selector": selectors},
    }


def feed(view: View, parameters: Mapping[str, Any]) -> bytes:
    """Return the newest citations of an instrument, or demands on an addressee, as an Atom feed.

    An entry's time is that of the snapshot that is read; its identifier stays, so that readers show it once.

    Raises:
        NotFound: the snapshot knows nothing of it.
    """
    subject = str(parameters.get("path") or parameters.get("addressee"))
    if not view.holds(subject):
        raise NotFound(f"{subject}: nothing is said of it in snapshot {view.number}")
    origin = str(parameters["origin"])
    if parameters.get("path"):
        title, entries = f"Citations of {name_of(subject)}", _citation_entries(view, subject, origin)
        page = f"{origin}/instruments/{subject}"
    else:
        title, entries = f"Mandates of {name_of(subject)}", _mandate_entries(view, subject, origin)
        page = f"{origin}/mandates?addressee={subject}"
    return _atom(view, {"id": f"{view.base}{subject}#feed", "title": title, "page": page}, entries)


def _citation_entries(view: View, subject: str, origin: str) -> list[Row]:
    rows = details(view, matching(view, {"cited": subject}))
    rows.sort(key=lambda row: (-(row["citing_year"] or 0), row["id"]))
    return [
        {
            "id": view.base + row["id"],
            "title": f"{name_of(row['citing'])} {row['function'] or 'cites'} {name_of(row['instrument'])}"
            + (f" (revision of {row['revision']})" if row["revision"] else ""),
            "link": f"{origin}/page/{row['id']}",
            "words": "".join((row["sentence"] or {}).get(part) or "" for part in ("before", "exact", "after")),
            "language": row["language"],
        }
        for row in rows[:_FEED_LENGTH]
    ]


def _mandate_entries(view: View, subject: str, origin: str) -> list[Row]:
    rows = mandate_details(view, matching_mandates(view, {"addressee": subject}))
    rows.sort(key=lambda row: (-(row["year"] or 0), row["id"]))
    return [
        {
            "id": view.base + row["id"],
            "title": f"{name_of(row['text'])} {row['force']}",
            "link": f"{origin}/page/{row['id']}",
            "words": row["action"] or "",
            "language": row["language"],
        }
        for row in rows[:_FEED_LENGTH]
    ]


def _atom(view: View, head: Mapping[str, str], entries: Iterable[Row]) -> bytes:
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    stamp = f"{view.date}T00:00:00Z"
    _add(root, "id", head["id"])
    _add(root, "title", head["title"])
    _add(root, "updated", stamp)
    ET.SubElement(root, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=head["page"])
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), "name", "instrgraph")
    for one in entries:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "id", one["id"])
        _add(entry, "title", one["title"])
        _add(entry, "updated", stamp)
        ET.SubElement(entry, f"{{{_ATOM}}}link", rel="alternate", type="text/html", href=one["link"])
        summary = _add(entry, "summary", one["words"])
        if one["language"]:
            summary.set("{http://www.w3.org/XML/1998/namespace}lang", one["language"])
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(ET.tostring(root, encoding="utf-8"))


def _add(parent: ET.Element, name: str, words: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = "".join(char for char in words if char in "\t\n\r" or ord(char) >= 32)
    return element
