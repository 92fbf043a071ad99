"""How pages and reference lists name a thing in English, from its identifier alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SERIES = {"res": "Resolution", "dec": "Decision", "rec": "Recommendation", "op": "Opinion"}
_UN = {"ga": "A", "ecosoc": "E", "hrc": "A/HRC"}
_DRAFT = re.compile(r"(source/[0-9a-f]+)/draft/(.+)")
_BASIC = {
    "itu/cs": "Constitution of ITU",
    "itu/cv": "Convention of ITU",
    "itu/rr": "Radio Regulations",
    "itu/itr": "International Telecommunication Regulations",
}
_ORGANS = {"council": "Council", "ra": "RA"}


def name_of(identifier: str | None) -> str:
    """Return a short English name.

    >>> name_of("itu/pp/res/130/rev/2018"), name_of("un/ga/res/71/199"), name_of("itu/t/rec/X.509/rev/2019-10")
    ('PP Resolution 130 (2018)', 'A/RES/71/199', 'Recommendation ITU-T X.509 (2019-10)')
    >>> name_of("source/b800e945bffebf45/draft/itu/wtsa/res/84")
    'Draft of WTSA Resolution 84'
    """
    if not identifier:
        return ""
    if draft := _DRAFT.fullmatch(identifier):
        return f"Draft of {name_of(draft[2])}"
    whole, found, revision = identifier.partition("/rev/")
    name = _instrument(whole)
    return f"{name} ({revision.partition('/')[0]})" if found and not whole.startswith("un/") else name


def _instrument(identifier: str) -> str:
    if identifier in _BASIC:
        return _BASIC[identifier]
    for pattern, write in _WRITTEN:
        if found := pattern.fullmatch(identifier):
            return write(found)
    return identifier


_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"itu/([trd])/rec/([^/]+)"), lambda found: f"Recommendation ITU-{found[1].upper()} {found[2]}"),
    (
        re.compile(r"itu/([a-z-]+)/(res|dec|rec|op)/([^/]+)"),
        lambda found: f"{_ORGANS.get(found[1], found[1].upper())} {_SERIES[found[2]]} {found[3]}",
    ),
    (
        re.compile(r"itu/([trd])/q/([^/]+)-([^-/]+)"),
        lambda found: f"Question {found[2]}/{found[3]} of ITU-{found[1].upper()}",
    ),
    (
        re.compile(r"un/(ga|ecosoc|hrc)/(res|dec)/([^/]+)/([^/]+)"),
        lambda found: f"{_UN[found[1]]}/{found[2].upper()}/{found[3]}/{found[4]}",
    ),
    (re.compile(r"un/sc/res/([^/]+)"), lambda found: f"Security Council Resolution {found[1]}"),
    (re.compile(r"un/doc/(.+)"), lambda found: found[1]),
    (re.compile(r"wsis/al/([^/]+)"), lambda found: f"WSIS Action Line {found[1].upper()}"),
    (re.compile(r"itu/(?:office|group)/([^/]+)"), lambda found: found[1].replace("-", " ")),
)
