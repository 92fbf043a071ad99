"""instrgraph: follow citations and mandates through the instruments of the ITU and the United Nations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from instrgraph.library import Library, extract
    from instrgraph.library import open_library as open  # noqa: A004  (the name is the public contract)

__version__ = "0.1.0"
__all__ = ["Library", "__version__", "extract", "open"]


def __getattr__(name: str) -> Any:
    # The library is imported at first use: `import instrgraph` and `instrgraph --help` stay quick.
    if name in ("Library", "extract", "open"):
        from instrgraph import library  # noqa: PLC0415  (see above)

        return library.open_library if name == "open" else getattr(library, name)
    raise AttributeError(f"module 'instrgraph' has no attribute {name!r}")
