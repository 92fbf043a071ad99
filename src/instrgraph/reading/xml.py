"""Parsing XML that may be hostile: no entities, no network, no DTD, no depth or size past the limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from instrgraph.errors import InputTooLarge, UnreadableInput

if TYPE_CHECKING:
    from instrgraph.settings import Settings

_TOO_LARGE = ("xcessive depth", "too long", "too large", "XML_MAX", "huge", "amplification", "entity loop")


def parse_xml(data: bytes, name: str, limits: Settings) -> etree._Element:
    """Return the root element, without comments and processing instructions.

    Raises:
        UnreadableInput: it is not well-formed, or declares entities or an external subset.
        InputTooLarge: it nests deeper than ``max_depth``, or one text in it is too long.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
                             dtd_validation=False, remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if any(sign in str(error) for sign in _TOO_LARGE):
            raise InputTooLarge(f"{name}: {error}; simplify the markup") from error
        raise UnreadableInput(f"{name}: broken XML ({error}); write the file again") from error
    document = root.getroottree().docinfo
    declared = document.internalDTD
    if declared is not None and (document.system_url or any(True for _ in declared.iterentities())):
        raise UnreadableInput(f"{name}: declares entities or an external DTD, which are never expanded; "
                              "write the file without a DOCTYPE")  # fmt: skip
    if root.xpath(f"boolean({'/*' * (limits.max_depth + 1)})"):
        raise InputTooLarge(f"{name}: nests deeper than {limits.max_depth}; see INSTRGRAPH_MAX_DEPTH")
    return root


def local_name(element: etree._Element) -> str:
    """Return an element's name without its namespace; an entity that was left alone has the empty name."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
