"""Reading Word files (.docx, .docm) with everything that tracked changes can hold.

``package`` opens the parts, ``styles`` and ``numbering`` know how paragraphs are numbered, ``walker`` goes through the
markup, ``assembling`` makes the text as it stands. Macros are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.errors import UnreadableInput
from instrgraph.model import Note
from instrgraph.reading.draft import Draft
from instrgraph.reading.facts.symbols import find_symbol
from instrgraph.reading.sniffing import DOCX
from instrgraph.reading.word.assembling import assemble
from instrgraph.reading.word.numbering import load_numbering
from instrgraph.reading.word.package import open_package
from instrgraph.reading.word.styles import load_styles
from instrgraph.reading.word.walker import Walker
from instrgraph.reading.xml import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from instrgraph.reading.word.package import Package
    from instrgraph.settings import Settings


def read_word(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text as it stands of a Word file: deletions and insertions in the order of the file.

    Automatic list labels are on the blocks, not in the text; headers and footers are left out (a header
    with a document's symbol is noted, and read for the facts); footnotes come last,
    labelled with their numbers; hidden text and comments are kept apart as notes.

    Raises:
        UnreadableInput: it is broken, or holds no text.
        InputTooLarge: it is over a limit.
        EncryptedInput: it needs a password.
    """
    package = open_package(data, name, limits)
    lists = load_numbering(package.numbering)
    running = _running_heads(package)
    content = Walker(package, load_styles(package.styles), lists, name, limits).walk()
    text, blocks, changes, notes = assemble(content, lists)
    if not blocks:
        raise UnreadableInput(f"{name}: a Word file without text; if it holds pictures of pages, give their text")
    notes += [Note(f"running head left out: {line}") for line in running if find_symbol(line)]
    return Draft(text, tuple(blocks), DOCX, changes, marks_changes=True, notes=tuple(notes), running="\n".join(running))


def _running_heads(package: Package) -> tuple[str, ...]:
    """Return the different lines of the headers as they are after all changes; nobody reads them page by page."""
    paragraphs = (one for header in package.headers for one in header.iter() if local_name(one) == "p")
    lines = ("".join(_shown(one)) for one in paragraphs)
    return tuple(dict.fromkeys(words for line in lines if (words := " ".join(line.split()))))


def _shown(paragraph: etree._Element) -> Iterator[str]:
    for one in paragraph.iter():
        if local_name(one) == "t":
            yield one.text or ""
        elif local_name(one) in {"tab", "br", "cr"}:
            yield " "
