"""From bytes to values, and from values to a store: ``extract`` reads one document, ``build`` fills a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from instrgraph.pipeline.build import build
    from instrgraph.pipeline.extraction import extract

__all__ = ["build", "extract"]


def __getattr__(name: str) -> Any:
    # Each is imported at first use: extraction needs no store, and a store no rules.
    if name == "extract":
        from instrgraph.pipeline.extraction import extract  # noqa: PLC0415  (see above)

        return extract
    if name == "build":
        from instrgraph.pipeline.build import build  # noqa: PLC0415  (see above)

        return build
    raise AttributeError(f"module 'instrgraph.pipeline' has no attribute {name!r}")
