"""With which rules and facts a document was read: two short hashes that change when those do."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from instrgraph.resources import root

if TYPE_CHECKING:
    from pathlib import Path


@cache
def program_version() -> str:
    """Return the version of this program."""
    return version("instrgraph")


@cache
def grammar_version() -> str:
    """Return the version of the rules: that of the program, and a hash of ``data/lang``.

    >>> grammar_version().startswith(program_version() + "+")
    True
    """
    return f"{program_version()}+{_digest(root() / 'data' / 'lang')}"


@cache
def registry_version() -> str:
    """Return the version of the facts: a hash of ``data/registry``."""
    return _digest(root() / "data" / "registry")


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]
