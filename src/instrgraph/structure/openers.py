"""The words that open clauses, from ``data/lang/*/openers.toml``, compiled once for all languages."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from instrgraph.errors import GrammarError
from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.resources import language_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

FORCES = frozenset({
    "resolves", "decides", "instructs", "requests", "authorizes", "urges", "invites", "encourages", "calls-upon",
})  # fmt: skip
"""The openers that make a mandate; they are its force, too."""

_FUNCTIONS = {
    "recalling": "recalls", "recalls": "recalls", "reaffirming": "reaffirms", "reaffirms": "reaffirms",
    "considering": "considers", "considers": "considers", "bearing-in-mind": "considers",
    "taking-into-account": "considers", "recognizing": "recognizes", "recognizes": "recognizes",
    "noting": "notes", "notes": "notes", "conscious": "aware", "aware": "aware", "guided": "pursuant",
    "pursuant": "pursuant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """One form of one opener: its folded words, what it is called, and where it counts.

    ``table`` is ``preamble``, ``operative``, ``infinitive``, ``passive`` or ``spoken``. A
    star at its end says that
    the form may go on without the end of a word (a clitic), one inside that some words may stand there. ``un`` says
    that it has this name in texts of the United Nations only.
    """

    words: str
    name: str
    table: str
    language: str
    un: bool = False

    @property
    def force(self) -> str | None:
        """The deontic force, for openers that make a mandate."""
        return self.name if self.name in FORCES else None


@dataclass(frozen=True, slots=True)
class Opener:
    """An opener as found in a folded text, with the offset where the words of the clause itself begin."""

    form: Form
    start: int
    end: int

    @property
    def name(self) -> str:
        """The name of the clause: ``recalling``, ``instructs``."""
        return self.form.name

    @property
    def operative(self) -> bool:
        """Whether the clause is operative."""
        return self.form.table != "preamble"


def function_of(name: str | None) -> str:
    """Return the function that a citation has below the opener of that name.

    >>> function_of("recalling"), function_of("instructs"), function_of(None)
    ('recalls', 'mentions', 'mentions')
    """
    return _FUNCTIONS.get(name or "", "mentions")


def is_word_end(text: str, at: int) -> bool:
    """Return whether a word that ends at ``at`` is not gone on with; in scripts without spaces it always is."""
    if at >= len(text) or at == 0:
        return True
    before, after = text[at - 1], text[at]
    return not (before.isalnum() and after.isalnum()) or "\u3400" <= before <= "\u9fff"


class Lexicon:
    """Folded forms, looked up at a given place of a folded text."""

    def __init__(self, forms: Iterable[Form]) -> None:
        grouped: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            grouped[form.words].append(form)
        # By the first letters, as many as the key length allows: one look-up in place of a test for each form.
        self._by_key: dict[str, list[tuple[str, str | None, tuple[Form, ...]]]] = defaultdict(list)
        for words in sorted(grouped, key=lambda one: (-len(one), one)):
            head, star, tail = words.partition("*")
            self._by_key[head[:_KEY]].append((head, tail if star else None, tuple(grouped[words])))

        self._known: dict[str, tuple[tuple[str, str | None, tuple[Form, ...]], ...]] = {}

    def at(self, text: str, start: int) -> tuple[int, tuple[Form, ...]] | None:
        """Return the end of the longest form that begins at ``start``, and all forms of those words."""
        key = text[start : start + _KEY]
        known = self._known.get(key)
        for head, tail, same in self._beginning(key) if known is None else known:
            if not text.startswith(head, start):
                continue
            stop = start + len(head)
            if tail:
                stop = _tail_end(text, stop, tail)
            if stop and (tail == "" or is_word_end(text, stop)):
                return stop, same
        return None

    def may_begin(self, text: str, start: int) -> bool:
        """Return whether the first letters at a place are those of a form."""
        key = text[start : start + _KEY]
        known = self._known.get(key)
        return bool(self._beginning(key) if known is None else known)

    def _beginning(self, key: str) -> tuple[tuple[str, str | None, tuple[Form, ...]], ...]:
        """Return the forms that may begin with these letters; most letters begin none, and so it is kept in mind."""
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        found = tuple(form for length in range(_KEY, 0, -1) if length <= len(key)
                      for form in self._by_key.get(key[:length], ()))  # fmt: skip
        self._known[key] = found
        return found


_KEY = 4
"""How many first letters find the forms that may begin at a place."""
_MOST_KNOWN = 4096


_WITHIN = 40
"""What a star in a form stands for is no longer."""


def _tail_end(text: str, at: int, tail: str) -> int:
    found = text.find(tail, at, at + _WITHIN)
    if found < 0 or any(sign in text[at:found] for sign in ",.;:，。；："):
        return 0
    return found + len(tail)


@cache
def forms() -> tuple[Form, ...]:
    """Return all forms of all languages."""
    return tuple(_read_forms())


def _read_forms() -> Iterator[Form]:
    for language, words in load_all("openers.toml").items():
        for table in ("preamble", "operative", "infinitive", "passive", "spoken"):
            for name, patterns in _table(language, words, table).items():
                for pattern in patterns:
                    yield from (Form(fold_word(one), name, table, language) for one in dict.fromkeys(expand(pattern)))
            for name, patterns in words["un"].get(table, {}).items():
                for pattern in patterns:
                    yield from (Form(fold_word(one), name, table, language, un=True) for one in expand(pattern))


def _table(language: str, words: Mapping[str, Mapping[str, list[str]]], table: str) -> Mapping[str, list[str]]:
    try:
        return words[table]
    except KeyError as error:
        path = language_file(language, "openers.toml")
        raise GrammarError(f"{path}: [{table}] is missing; see the other languages") from error


@cache
def _clauses(*, un: bool) -> Lexicon:
    return Lexicon(form for form in forms() if form.table in ("preamble", "operative") and (un or not form.un))


@cache
def _infinitives() -> Lexicon:
    return Lexicon(form for form in forms() if form.table == "infinitive")


@cache
def _adverbs() -> Lexicon:
    return Lexicon(
        Form(fold_word(one), "adverb", "leading", language)
        for language, words in load_all("openers.toml").items()
        for pattern in words["leading"]
        for one in expand(pattern)
    )


@dataclass(frozen=True, slots=True)
class Context:
    """What decides between openers that share a form.

    ``decides`` says that the text is a decision or one of the United Nations, ``un`` the latter, ``operative`` that
    an operative clause is meant (a number stands before it, or operative clauses have begun).
    """

    language: str | None
    un: bool
    decides: bool
    operative: bool


def may_open(text: str, start: int, *, un: bool) -> bool:
    """Return whether an opener may begin at ``start``: far cheaper than finding that none does."""
    return _clauses(un=un).may_begin(text, start) or _adverbs().may_begin(text, start)


def find_opener(text: str, start: int, end: int, context: Context) -> Opener | None:
    """Return the opener that begins at ``start`` of a folded text, with adverbs before and behind it, or None.

    "also" and "further" belong to the opener and leave its name alone; "resolves to instruct" is *instructs*.

    >>> opener = find_opener("further instructs the council", 0, 29, Context("en", False, False, True))
    >>> opener.name, opener.end
    ('instructs', 17)
    """
    at, clauses = start, _clauses(un=context.un)
    found = clauses.at(text, start)
    while (adverb := _adverbs().at(text, at)) and adverb[0] < end and (found is None or adverb[0] > found[0]):
        behind = _skip_space(text, adverb[0], end)
        further = clauses.at(text, behind)
        if found is not None and further is None:
            break
        at, found = behind, further
    if found is None:
        return None
    stop, same = found
    begin = at
    if stop > end:
        return None
    form = _choose(same, context)
    if form is None:
        return None
    if form.un and form.table == "operative":
        # Such a form may take in whom it addresses ("demande aux États"); the opener ends with its verb.
        stop = begin + len(text[begin:stop].split(maxsplit=1)[0])
    stop = _skip_adverbs(text, stop, end)
    if form.name in ("resolves", "decides"):
        inner = _infinitive(text, stop, end, context)
        if inner:
            return Opener(inner[1], start, _skip_adverbs(text, inner[0], end))
    return Opener(form, start, stop)


def find_infinitive(text: str, start: int, end: int, context: Context) -> Opener | None:
    """Return the inner demand that begins at ``start``: "to request the Council" as an item of "resolves"."""
    inner = _infinitive(text, start, end, context)
    return Opener(inner[1], start, _skip_adverbs(text, inner[0], end)) if inner else None


def _infinitive(text: str, at: int, end: int, context: Context) -> tuple[int, Form] | None:
    inner = _infinitives().at(text, _skip_space(text, at, end))
    if inner is None or inner[0] > end:
        return None
    same = [form for form in inner[1] if context.language in (None, form.language)]
    return (inner[0], same[0]) if same else None


def _choose(same: tuple[Form, ...], context: Context) -> Form | None:
    own = [form for form in same if form.language == context.language] or list(same)
    own = [form for form in own if form.un and context.un] or [form for form in own if not form.un]
    side = "operative" if context.operative else "preamble"
    own = [form for form in own if form.table == side] or own
    names = {form.name: form for form in reversed(own)}
    if "resolves" in names and "decides" in names:
        return names["decides" if context.decides else "resolves"]
    return own[0] if own else None


def _skip_adverbs(text: str, at: int, end: int) -> int:
    while True:
        start = _skip_space(text, at, end)
        adverb = _adverbs().at(text, start)
        if adverb is None or adverb[0] > end:
            return at
        at = adverb[0]


def _skip_space(text: str, at: int, end: int) -> int:
    while at < end and text[at] in " \u3000,，、":
        at += 1
    return at
