"""Paragraph styles: what a paragraph inherits of numbering and outline level."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.reading.word.package import attribute, child, number, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml import etree

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
# Word stores built-in style names in English whatever the language of the interface.


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says of itself; None where it says nothing."""

    id: str
    parent: str | None
    number_id: str | None
    level: int | None
    outline: int | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The paragraph styles of a document, by identifier."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: str | None = None

    def chain(self, style: str | None) -> Iterator[Style]:
        """Yield a style (or the default one) and what it is based on, nearest first; a circle ends it."""
        seen: set[str] = set()
        current = style if style in self.by_id else self.default
        while current is not None and current not in seen and current in self.by_id:
            seen.add(current)
            found = self.by_id[current]
            yield found
            current = found.parent


def load_styles(root: etree._Element | None) -> Styles:
    """Return the paragraph styles of ``styles.xml``."""
    found: dict[str, Style] = {}
    default = None
    for one in root if root is not None else ():
        identifier = attribute(one, "styleId")
        if identifier is None or attribute(one, "type") not in {None, "paragraph"}:
            continue
        properties = child(one, "pPr")
        heading = _HEADING.match(value(one, "name") or "")
        outline = number(value(properties, "outlineLvl"), int(heading.group(1)) - 1 if heading else -1)
        level = value(properties, "numPr", "ilvl")
        found[identifier] = Style(
            id=identifier,
            parent=value(one, "basedOn"),
            number_id=value(properties, "numPr", "numId"),
            level=None if level is None else number(level, 0),
            outline=outline if 0 <= outline < 9 else None,
        )
        if attribute(one, "default") in {"1", "true", "on"}:
            default = identifier
    return Styles(found, default)
