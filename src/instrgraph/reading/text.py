"""Plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.errors import InputTooLarge
from instrgraph.model import Note
from instrgraph.reading.draft import Draft
from instrgraph.reading.encoding import decode
from instrgraph.reading.lines import find_fields, find_furniture, join, split_lines

if TYPE_CHECKING:
    from instrgraph.settings import Settings


def read_text(data: bytes, name: str, limits: Settings) -> Draft:
    """Return the draft of a plain text: the text as it stands, a block for each paragraph.

    Raises:
        UnreadableInput: the bytes are no text, or hold nothing but white space.
        InputTooLarge: there are more characters than the settings allow.
    """
    text, notes = decode(data, name)
    return draft_of(text, name, limits, notes)


def draft_of(text: str, name: str, limits: Settings, notes: tuple[Note, ...] = ()) -> Draft:
    """Return the draft of a text that is decoded already.

    Raises:
        InputTooLarge: there are more characters than the settings allow.
    """
    if len(text) > limits.max_text_characters:
        raise InputTooLarge(f"{name}: {len(text)} characters, the limit is {limits.max_text_characters}; "
                            "split it, or raise INSTRGRAPH_MAX_TEXT_CHARACTERS")  # fmt: skip
    lines = split_lines(text)
    furniture = find_furniture(lines)
    spans = tuple(sorted([*(lines[index].span for index in furniture), *find_fields(text)]))
    notes += tuple(Note("page furniture left out of the readings", span) for span in spans)
    return Draft(text, join(lines, furniture), "text/plain", notes=notes, furniture=spans)
