"""Which reader a file gets, told from its bytes: a file may lie about its type by its name.

Adding a format is one row of :data:`instrgraph.reading.sniffing.READERS` and what tells it there. The module of a
reader is imported when the first file of its kind comes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from instrgraph.errors import UnsupportedInput
from instrgraph.reading.sniffing import READERS, sniff

if TYPE_CHECKING:
    from instrgraph.reading.draft import Reader
    from instrgraph.settings import Settings


def reader_of(data: bytes, name: str, limits: Settings) -> Reader:
    """Return the reader for a file.

    Raises:
        EncryptedInput: a Word file that needs a password.
        UnreadableInput: nothing in it, or a broken archive.
        UnsupportedInput: a type for which there is no reader, or an archive, which is no document.
        InputTooLarge: a zipped file over the limits.

    >>> from instrgraph.settings import Settings
    >>> reader_of(b"Resolution 130", "a", Settings()).__name__
    'read_text'
    """
    reader = READERS.get(sniff(data, name, limits))
    if reader is None:
        raise UnsupportedInput(f"{name}: an archive of files, not one document; name it where several may be given")
    module, _, function = reader.partition(":")
    return cast("Reader", getattr(import_module(module), function))
