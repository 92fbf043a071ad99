"""Demands in running text: "Study Group 17 invites Study Group 2 to …", "The Secretary-General is requested to …"."""

from __future__ import annotations

import re
from functools import cache

from instrgraph.structure.openers import FORCES, Context, Form, Opener, forms, is_word_end

_FURTHEST = 160
_NEAR = 70


def find_demand(text: str, start: int, end: int, context: Context, *, near: bool) -> Opener | None:
    """Return the first verb of demand in the first sentence of a folded item, or None.

    ``near`` says that nothing announces demands here, so the verb must stand close to the beginning.
    """
    limit = min(end, start + (_NEAR if near else _FURTHEST))
    for match in _verbs().finditer(text, start, end):
        if match.start() > limit:
            return None
        if not is_word_end(text, match.start()) or not is_word_end(text, match.end()):
            continue
        chosen = _choose(match.group(), context)
        if chosen is not None:
            return Opener(chosen, match.start(), match.end())
    return None


@cache
def _by_words() -> dict[str, tuple[Form, ...]]:
    found: dict[str, list[Form]] = {}
    for form in forms():
        if form.name in FORCES and form.table in ("operative", "passive", "spoken"):
            found.setdefault(form.words, []).append(form)
    return {words: tuple(same) for words, same in found.items()}


@cache
def _verbs() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(words) for words in sorted(_by_words(), key=len, reverse=True)))


def _choose(words: str, context: Context) -> Form | None:
    own = [form for form in _by_words()[words] if context.language in (None, form.language)]
    own = [form for form in own if form.un and context.un] or [form for form in own if not form.un]
    names = {form.name: form for form in own}
    if "decides" in names:
        return names["decides"]
    return own[0] if own else None
