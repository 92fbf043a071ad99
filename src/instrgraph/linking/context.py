"""What the linker knows besides the citation itself: the document's own body, what was cited before, the registry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from instrgraph.grammar.folding import fold

if TYPE_CHECKING:
    from instrgraph.citations.printed import Printed
    from instrgraph.registry import Registry

ORGANS = {
    "res": ("itu/pp", "itu/wtsa", "itu/wtdc", "itu/wrc", "itu/ra", "itu/wcit", "itu/council"),
    "dec": ("itu/pp", "itu/council"),
    "rec": ("itu/pp", "itu/wrc", "itu/d", "itu/ra"),
    "op": ("itu/wtpf", "itu/wtsa", "itu/pp", "itu/r"),
}
"""The organs of the ITU that make each kind of instrument with a plain number."""

_BY_SECTOR = {
    ("res", "itu/r"): "itu/ra", ("res", "itu/t"): "itu/wtsa", ("res", "itu/d"): "itu/wtdc",
    ("rec", "itu/wtdc"): "itu/d", ("op", "itu/t"): "itu/wtsa", ("rec", "itu/r"): "itu/ra", ("op", "itu/ra"): "itu/r",
}  # fmt: skip
_ALIASES = {"itu/rag": "itu/ra"}


def organ(kind: str, body: str) -> str:
    """Return the organ that makes instruments of a kind for a body: resolutions of ITU-R are those of the Assembly.

    >>> organ("res", "itu/r"), organ("res", "itu/pp")
    ('itu/ra', 'itu/pp')
    """
    return _BY_SECTOR.get((kind, body), _ALIASES.get(body, body))


def head_of(name: str) -> str:
    """Return the beginning of a name, which its cases share.

    >>> head_of("Конвенции о правах ребенка") == head_of("Конвенцию")
    True
    """
    return fold(name).text[:_HEAD]


_HEAD = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """What a strategy decided: one instrument, or several that may be meant, or none with the reason."""

    by: str
    instrument: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str | None = None
    year: int | None = None
    """A revision year that the strategy learnt beside the instrument."""


@dataclass(slots=True)
class Context:
    """The state of linking one reading: it grows with each citation linked, in the order of the text."""

    registry: Registry
    own_body: str | None
    families: frozenset[str]
    """Which makers the text speaks of: "itu", "un", "wsis"; the document's own among them."""
    bodies: frozenset[str]
    """All bodies that the text names."""
    earlier: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """For each kind and printed number, the instruments that it was linked to, in order."""
    last_body: str | None = None
    """The body of the last citation linked, or named last, for "the same Conference"."""
    last_group: tuple[int, str | None] = (0, None)
    groups: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """The printed numbers of each joint form: its members are of one body."""
    instruments: set[str] = field(default_factory=set)
    heads: dict[str, str] = field(default_factory=dict)
    """The treaty named last by each first word of a name, for "the Convention" after "the Tampere Convention"."""
    mentions: tuple[tuple[int, str], ...] = ()
    """Where the text names a conference or organ, for "the same Conference"; offsets of the reading."""

    def remember(self, printed: Printed, instrument: str) -> None:
        """Note a linked citation for those that lean on it."""
        self.instruments.add(instrument)
        if instrument.startswith("un/treaty/") and not printed.in_context:
            self.heads[head_of(printed.text)] = instrument
        if printed.number is not None:
            links = self.earlier.setdefault((printed.kind, printed.number.number), [])
            if instrument not in links:
                links.append(instrument)
        body = instrument.rsplit("/", 2)[0] if instrument.startswith("itu/") else None
        if body is not None and instrument.count("/") >= 3:
            self.last_body = body
        self.last_group = (printed.group, instrument)

    def mentioned_before(self, position: int) -> str | None:
        """Return the organ that the text named last before a place."""
        last = None
        for offset, body in self.mentions:
            if offset >= position:
                break
            last = body
        return last

    @property
    def is_itu(self) -> bool:
        """Whether the document is one of the ITU's."""
        return self.own_body is not None and self.own_body.startswith("itu")

    @property
    def is_un(self) -> bool:
        """Whether the document is one of the United Nations'."""
        return self.own_body is not None and self.own_body.startswith("un")
