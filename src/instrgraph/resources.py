"""Where our own files are: the language data, the registry, the samples and the ontology.

In a checkout they stand at its top (``data/``, ``ontology/``); in an installed wheel they stand inside the package.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from instrgraph.errors import OwnFileError

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""The six official languages, by their ISO 639-1 codes, in the order in which tables show them."""


@cache
def root() -> Path:
    """Return the folder that holds ``data/`` and ``ontology/``.

    Raises:
        OwnFileError: the installation lacks them.

    >>> (root() / "data" / "lang" / "fr").is_dir()
    True
    """
    package = Path(__file__).parent
    for folder in (package, package.parent.parent):
        if (folder / "data" / "lang").is_dir() and (folder / "ontology").is_dir():
            return folder
    raise OwnFileError(f"{package}: data/lang and ontology/ are missing; install instrgraph again")


def language_file(language: str, name: str) -> Path:
    """Return the path of one file of a language pack, for example ``("fr", "openers.toml")``."""
    return root() / "data" / "lang" / language / name


def registry_file(name: str) -> Path:
    """Return the path of one table of the registry, for example ``"conferences.csv"``."""
    return root() / "data" / "registry" / name


def ontology_file(name: str) -> Path:
    """Return the path of one file of the ontology, for example ``"shapes.ttl"``."""
    return root() / "ontology" / name


def samples() -> Path:
    """Return the folder of the bundled sample documents."""
    return root() / "data" / "samples"
