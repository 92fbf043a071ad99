"""Dates as the heads of documents print them, in six languages."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from instrgraph.reading.facts.words import months

_CHINESE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)")


@cache
def _worded() -> re.Pattern[str]:
    names = "|".join(sorted((re.escape(name) for name in months() if not name[0].isdigit()), key=len, reverse=True))
    # "4-14 June 2024", "29 octobre – 16 novembre 2018", "21 февраля 2023 года": the day is that of the beginning.
    day = r"(?<!\d)(\d{1,2})(?:er|º|°)?\s*(?:[-–—/]\s*\d{1,2})?\s*"
    return re.compile(rf"{day}(?:de\s+|d')?({names})(?:/\w+)?"
                      rf"(?:[-\s–—]+\d{{1,2}}\s+(?:de\s+)?(?:{names}))?\s+(?:de\s+|del\s+)?(\d{{4}})"
                      r"(?!\d)")  # fmt: skip


@cache
def _american() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in months() if not name[0].isdigit())
    return re.compile(rf"({names})\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\d)")


def find_date(folded: str) -> date | None:
    """Return the first whole date of a folded text, of a range its beginning, if there is one.

    >>> find_date("geneva, 4-14 june 2024"), find_date("日内瓦 2013年6月11-21日")
    (datetime.date(2024, 6, 4), datetime.date(2013, 6, 11))
    """
    found = [(match.start(), int(match[3]), months()[re.sub(r"\s+", " ", match[2])], int(match[1]))
             for match in _worded().finditer(folded)]  # fmt: skip
    found += [(match.start(), int(match[3]), months()[match[1]], int(match[2]))
              for match in _american().finditer(folded)]  # fmt: skip
    found += [(match.start(), int(match[1]), int(match[2]), int(match[3])) for match in _CHINESE.finditer(folded)]
    found += [(match.start(), int(match[3]), int(match[2]), int(match[1])) for match in _NUMERIC.finditer(folded)]
    for _, year, month, day in sorted(found):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
