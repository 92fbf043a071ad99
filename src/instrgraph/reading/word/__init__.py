"""Reading Word files (.docx, .docm) with everything that tracked changes can hold.

``package`` opens the parts, ``styles`` and ``numbering`` know how paragraphs are numbered, ``walker`` goes through the
markup, ``assembling`` makes the text as it stands. Macros are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.errors import UnreadableInput
from instrgraph.reading.draft import Draft
from instrgraph.reading.sniffing import DOCX
from instrgraph.reading.word.assembling import assemble
from instrgraph.reading.word.numbering import load_numbering
from instrgraph.reading.word.package import open_package
from instrgraph.reading.word.styles import load_styles
from instrgraph.reading.word.walker import Walker

if TYPE_CHECKING:
    from instrgraph.settings import Settings


def read_word(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the text as it stands of a Word file: deletions and insertions in the order of the file.

    Automatic list labels are on the blocks, not in the text; headers and footers are left out; footnotes come last,
    labelled with their numbers; hidden text and comments are kept apart as notes.

    Raises:
        UnreadableInput: it is broken, or holds no text.
        InputTooLarge: it is over a limit.
        EncryptedInput: it needs a password.
    """
    package = open_package(data, name, limits)
    lists = load_numbering(package.numbering)
    content = Walker(package, load_styles(package.styles), lists, name, limits).walk()
    text, blocks, changes, notes = assemble(content, lists)
    if not blocks:
        raise UnreadableInput(f"{name}: a Word file without text; if it holds pictures of pages, give their text")
    return Draft(text, tuple(blocks), DOCX, changes, marks_changes=True, notes=tuple(notes))
