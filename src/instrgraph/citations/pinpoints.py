"""The part of the cited instrument that a citation points at: "Article 38 of the", "§ 90 q) de l'", 第44条.

The notation that comes back is the closed one of ``data/gold/GUIDE.md``: "13(e)", "art. 14", "no. 1002", "annex 1",
"goal 3", "resolves 2", several joined by ", ".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import ahocorasick

from instrgraph.citations.numbers import chinese_number, latin, roman
from instrgraph.grammar.files import expand, load, load_all
from instrgraph.grammar.folding import fold_word
from instrgraph.grammar.lexicon import Sort
from instrgraph.grammar.pack import SPACE, alternation, pack

if TYPE_CHECKING:
    from instrgraph.citations.scene import Scene

_NEAR = 110  # the word for a part stands no further before the citation than this
_REACH = 170  # how far before a citation its pinpoint may begin, in code points
_PREFIXES = {"para": "", "art": "art. ", "no": "no. ", "annex": "annex ", "appendix": "appendix ", "chap": "chap. ",
             "part": "part ", "section": "section ", "goal": "goal ", "target": "target ", "objective": "objective ",
             "strategic": "goal ", "preamble": "preamble"}  # fmt: skip
_WITHOUT_LABEL = ("annex", "preamble", "appendix")
_NUMBERED = ("itu/cs", "itu/cv", "itu/rr", "itu/itr", "itu/gr")  # whose provisions bear marginal numbers

_SUB = r"[ \n]?\(?(?:[a-zа-я]{1,2}|[\u0621-\u064a]{1,2})\)|\([a-zа-я]{1,3}\)|(?<=\d)[ ]?\(\d{1,2}\)"
_LABEL = (rf"(?:\d{{1,4}}(?:(?:\.\d{{1,3}}){{1,3}}(?:[a-z](?![a-z]))?|\.[a-z](?![a-z0-9])|-[\u0621-\u064a](?!\w)"
          rf"|[a-zа-я](?![a-zа-я]))?(?:{_SUB})*"
          r"|(?<![a-zа-я])(?!c[vs](?![a-z]))[ivxlc]{1,6}(?![a-zа-я'])|(?<![a-zа-я])(?-i:[A-ZА-Я])(?![a-zа-я'])|[一二三四五六七八九十百]{1,5}"
          r")")  # fmt: skip


_PARAGRAPH = re.compile(r"(\d{1,2})((?:\([a-z]\))?)")
_LABELS = re.compile("(?i)" + _LABEL)
_LABEL_PARTS = re.compile(
    r"(?i)(\d+)(?:-([\u0621-\u064a])(?!\w))?((?:\.\d+)+[a-z]?|\.[a-z](?![a-z0-9])|[a-zа-я](?![a-zа-я)]))?")  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The pinpoints of one language, compiled."""

    any_word: re.Pattern[str]
    words: Any
    """The automaton of the words with which a pinpoint before a citation may begin."""
    before: re.Pattern[str]
    item: re.Pattern[str]
    sub: re.Pattern[str]
    clause_before: re.Pattern[str]
    clause_after: re.Pattern[str]
    after: re.Pattern[str]
    more: re.Pattern[str]
    suffixed: re.Pattern[str] | None
    further: re.Pattern[str] | None
    clause_named_after: re.Pattern[str]
    annexed: re.Pattern[str]
    glue: re.Pattern[str]
    units: tuple[tuple[re.Pattern[str], str], ...]
    clauses: tuple[tuple[re.Pattern[str], str], ...]
    suffixes: tuple[tuple[str, str], ...]
    ordinals: tuple[tuple[re.Pattern[str], str], ...]


def _first_parts(words: dict[str, Any]) -> Any:
    """Return the automaton of the first parts of the words with which a pinpoint may begin, folded."""
    tables = (words["units"], words["clauses"], {"": words["annexed"]["forms"]}, {"": words["sub"]["forms"]})
    automaton = ahocorasick.Automaton()
    for pattern in (one for table in tables for forms in table.values() for one in forms):
        for word in expand(pattern):
            parts = fold_word(word).split()
            if parts:
                automaton.add_word(parts[0], len(parts[0]))
    automaton.make_automaton()
    return automaton


def _longest_first(table: dict[str, list[str]]) -> tuple[tuple[re.Pattern[str], str], ...]:
    pairs = [(word, key) for key, patterns in table.items() for pattern in patterns for word in expand(pattern)]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return tuple((re.compile("(?i)" + alternation([word])), key) for word, key in pairs)


@cache
def _grammar(language: str) -> _Grammar:
    words, listed = load(language, "pinpoints.toml"), pack(language)
    units = alternation(form for forms in words["units"].values() for form in forms)
    clauses = alternation(form for forms in words["clauses"].values() for form in forms)
    between, after = alternation(words["between"]["of"]), alternation(words["between"]["after"])
    ordinals = alternation(form for forms in words["ordinals"].values() for form in forms)
    label = rf"(?:{_LABEL}|{ordinals})"
    units_behind = [form for forms in words["suffix"].values() for form in forms]
    if units_behind:
        # 附件B；2022年 and 附件第3段: a date, or a number with a unit of its own behind it, is no label of the annex.
        behind = "|".join(re.escape(fold_word(form)) for form in units_behind)
        alone = rf"(?!{listed.date}){label}(?!\d* ?(?:{behind}))"
    else:
        alone = label
    mark = rf"(?:,|;|-|–|、|(?:{listed.conjunction})|(?:{listed.range_word}))"
    join = rf"{SPACE}{mark}?(?:{SPACE}(?:{listed.conjunction}))?{SPACE}"
    labels = rf"{label}(?:{join}{label})*"
    # A unit stands before its labels in all languages but Chinese; annexes and preambles may stand alone.
    # "Nos. from 1001 to 1003": the word before the first of a range is one that may stand before the instrument.
    first = rf"(?:(?:{between}){SPACE}(?=\d{{1,4}}{SPACE}(?:{listed.range_word})))?"
    item = rf"(?:{units}){SPACE}(?:(?:{listed.number_sign}){SPACE})?{first}(?:{alone}(?:{join}{alone})*)?"
    lettered = rf"(?:[a-zа-я]\)|{_LABEL})(?:{join}(?:[a-zа-я]\)|{_LABEL}))*"
    smaller = alternation([*words["sub"]["forms"], *words["units"].get("para", ())])
    sub = rf"(?:{smaller}){SPACE}\(?(?P<sub>[^\W\d_]|\d{{1,2}}(?!\d))ـ?\)?{SPACE}(?:,{SPACE}|(?:{between}){SPACE})?"
    order = alternation(words["order"]["clause_label_before"])
    link = rf"{SPACE}(?:(?:{order}){SPACE})?" if words["order"]["clause_label_before"] else r"(?!)"
    glue = rf"(?:[ \n,(«\"'《\[]|(?:{between})|(?:{listed.article}))*"
    suffixes = [(form, key) for key, forms in words["suffix"].items() for form in forms]
    suffixes.sort(key=lambda one: -len(one[0]))
    suffixed, further = None, None
    if suffixes:
        unit = "|".join(re.escape(fold_word(form)) for form, _ in suffixes)
        one = (rf"第? ?(?P<labels>{labels}) ?(?P<unit>{unit})"
               r"(?:第? ?(?P<clause>\d{1,2}|[一二三四五六七八九十]{1,3}) ?款)?"
               r"(?:第? ?\(?(?P<sub>[a-z一二三四五六七八九十])\)?项)?")
        further = re.compile("(?i)" + rf"[ \n]*(?:(?:[,、]|{listed.conjunction})+|(?P<to>{listed.range_word}))[ \n]*"
                             rf"(?:{one}|(?P<item>{item}))")
        mark = r"(?:\d{1,2}(?=[ \n]))?"  # that of a footnote: 《突尼斯议程》1 第111段
        suffixed = re.compile("(?i)" + rf"[ \n,》\")]*{mark}(?:(?:{after}))?[ \n]*{one}")
    annexed = alternation(words["annexed"]["forms"])
    linked = rf"{join}(?:(?:{between}|{listed.article}){SPACE})?"
    return _Grammar(
        any_word=re.compile(f"(?i){units}|{clauses}|{annexed}"), words=_first_parts(words),
        before=re.compile("(?i)" + rf"(?:{sub})?(?P<items>{item}(?:{linked}{item})*){SPACE}{glue}\Z"),
        item=re.compile("(?i)" + item), sub=re.compile("(?i)" + sub),
        clause_before=re.compile("(?i)" + rf"(?:(?P<clause>{clauses}){SPACE}(?:(?:{units}){SPACE})?"
                                 rf"(?P<label>{lettered})|(?:{units}){SPACE}(?P<label2>{lettered}){link}(?P<clause2>{clauses})){SPACE}{glue}\Z"),
        clause_named_after=re.compile(
            "(?i)" + rf"[ \n]*[,()»\"]*[ \n]*(?:(?:(?:{after}){SPACE})+(?P<clause>{clauses}){SPACE}(?P<label>{_LABEL})"
            rf"|(?:(?:{after}){SPACE})*(?:{units}){SPACE}(?P<label2>{_LABEL}){link}(?P<clause2>{clauses}))"),
        clause_after=re.compile("(?i)" + rf"[ \n\"“”的]*(?P<clause>{clauses})[ \n\"“”]*"
                                rf"(?:一节|部分)?第?(?P<label>\d{{1,2}})(?!\d)"),
        after=re.compile("(?i)" + rf"[ \n]*(?:[,()»\"]|\d(?=[,.; )]))*[ \n]*(?:(?:{after}){SPACE})*"
                         rf"(?P<items>(?:{item}))(?:,{SPACE}(?:{sub}))?"),
        more=re.compile("(?i)" + rf"{SPACE}(?:,|{listed.conjunction}){SPACE}(?:(?:{listed.conjunction}){SPACE})?"
                        rf"(?P<items>{item})"),
        suffixed=suffixed, further=further,
        annexed=re.compile("(?i)" + rf"(?:{alternation(words['annexed']['forms'])}){SPACE}{glue}\Z"),
        glue=re.compile("(?i)" + glue),
        units=_longest_first(words["units"]), clauses=_longest_first(words["clauses"]),
        suffixes=tuple((fold_word(form), key) for form, key in suffixes),
        ordinals=_longest_first(words["ordinals"]),
    )  # fmt: skip


@cache
def _letters() -> dict[str, str]:
    """Return lettered labels of the scripts that have their own alphabet, as Latin letters."""
    abjad = dict(zip("ابجدهوزحطيكلمنسعفصقر", "abcdefghijklmnopqrst", strict=False))
    table = dict(abjad)
    for words in load_all("words.toml").values():
        for letter, names in words["letters"].items():
            table.update({fold_word(name): letter.lower() for name in names})
    return table


def _label(text: str) -> str:
    """Return one label in the notation: "13(e)" for "13 e)", "13(e)", "13 هـ)"."""
    found = _LABEL_PARTS.match(text)
    if found is None:
        value = chinese_number(text)
        if value is not None:
            return str(value)
        return latin(text).upper()
    number = found.group(1)
    if found.group(2):
        number += "." + _letters().get(found.group(2), found.group(2))
    if found.group(3):
        tail = latin(found.group(3))
        number += tail.upper()
    subs = re.findall(r"[^\W\d_]+|\d+", text[found.end() :])
    return number + "".join(f"({latin(_letters().get(one, one)).lower()})" for one in subs)


def _labels(text: str, language: str) -> list[str]:
    ranges: list[str] = []
    previous_end, grammar = None, _grammar(language)
    for found in _LABELS.finditer(text):
        if ranges and _is_word(found.group(), text, language):
            continue  # "LOS ARTÍCULOS 6 Y 7"
        gap = text[previous_end : found.start()].lower() if previous_end is not None else ""
        label = _label(found.group())
        joined = pack(language).range_separator.fullmatch(gap) if gap and ranges else None
        if joined:
            ranges[-1] = f"{ranges[-1]}-{label}"
        else:
            ranges.append(label)
        previous_end = found.end()
    if not ranges:
        ranges = [roman(int(value)) for pattern, value in grammar.ordinals if pattern.search(text)][:1]
    return ranges


def _is_word(label: str, text: str, language: str) -> bool:
    """Return whether a single letter is a word of the language in a text all in capitals."""
    return len(label) == 1 and label.isalpha() and text.isupper() and label.lower() in _short_words(language)


@cache
def _short_words(language: str) -> frozenset[str]:
    listed, between = load(language, "words.toml")["list"], load(language, "pinpoints.toml")["between"]["of"]
    words = {fold_word(word) for word in (*listed["and"], *listed["to"], *between)}
    return frozenset(word for word in words if len(word) == 1)


def _unit(text: str, language: str, instrument: str | None, kind: str) -> tuple[str, str] | None:
    """Return the unit that an item begins with and the rest of the item."""
    candidates: list[tuple[str, int]] = []
    for pattern, key in _grammar(language).units:
        found = pattern.match(text)
        if found:
            candidates.append((key, found.end()))
    if not candidates:
        return None
    longest = max(end for _, end in candidates)
    keys = [key for key, end in candidates if end == longest]
    return _choose(keys, instrument, kind), text[longest:]


def _choose(keys: list[str], instrument: str | None, kind: str) -> str:
    # "п. 61" is a marginal number in the Convention and a paragraph elsewhere; "приложение" an appendix of the RR.
    if instrument in _NUMBERED and "no" in keys:
        return "no"
    if instrument == "itu/rr" and "appendix" in keys:
        return "appendix"
    preferred = [key for key in keys if key not in ("no", "appendix")] if kind != "no" else keys
    return preferred[0] if preferred else keys[0]


def _item(text: str, language: str, instrument: str | None, kind: str = "") -> list[str]:
    unit = _unit(text, language, instrument, kind)
    if unit is None:
        return []
    key, rest = unit
    prefix = _PREFIXES[key]
    labels = _labels(rest, language)
    if key in ("annex", "part", "section", "chap", "appendix"):
        labels = [label if label[:1].isdigit() else label.upper() for label in labels]
    if key == "preamble":
        return ["preamble"]
    if key == "target":
        labels = [_target(label) for label in labels]
    if key == "para" and len(labels) == 1 and re.fullmatch("[A-Z]", labels[0]):
        prefix = _PREFIXES["section"]
    if not labels:
        return [prefix.strip()] if key in _WITHOUT_LABEL else []
    return [prefix + label for label in labels]


def _target(label: str) -> str:
    # Arabic prints "16-10" for target 16.10.
    head, dot, tail = label.replace("-", ".").partition(".")
    return f"{head}.{tail.lower()}" if dot else label


def before(scene: Scene, start: int, floor: int, language: str, instrument: str | None) -> tuple[str, int] | None:
    """Return the pinpoint that ends right before ``start`` and where it begins; None where there is none.

    ``floor`` is where the sentence begins.
    """
    grammar = _grammar(language)
    window_start = max(floor, start - _REACH)
    # Where a pinpoint may begin: one pass over the words of all kinds, and the patterns are tried there alone.
    hits = grammar.words.iter(scene.text[window_start:start])
    begins = sorted({last + 1 - length for last, length in hits})
    if not begins:
        return None
    window = scene.cased(window_start, start)
    near = len(window) - _NEAR
    if not any(begin >= near and grammar.any_word.match(window, begin) for begin in begins):
        return None
    found = _first(grammar.clause_before, window, begins)
    if found:
        clause, label = found["clause"] or found["clause2"], found["label"] or found["label2"]
        name = next((name for pattern, name in grammar.clauses if pattern.fullmatch(clause)), None)
        if name:
            return _clause(name, label, language), window_start + found.start()
    found = _first(grammar.before, window, begins)
    if found:
        items = _items(found["items"], language, instrument)
        if items and found["sub"] and len(items) == 1 and _has_parts(items[0], found["sub"]):
            items = [f"{items[0]}({latin(_letters().get(found['sub'], found['sub'])).lower()})"]
        if items:
            return ", ".join(items), window_start + found.start()
    found = _first(grammar.annexed, window, begins)
    return ("annex", window_start + found.start()) if found else None


def _has_parts(item: str, sub: str) -> bool:
    # Articles have numbered paragraphs; in all else a number before "of" counts something of its own.
    return not sub.isdigit() or item.startswith("art. ")


def _clause(name: str, text: str, language: str) -> str:
    """Return the notation of the items of a clause: "resolves 3, resolves 4", "considering c"."""
    letters = [] if any(one.isdigit() for one in text) else re.findall(r"(?<![^\W_])([a-zа-я])\)", text.lower())
    return ", ".join(f"{name} {latin(label)}" for label in letters or _labels(text, language))


def _first(pattern: re.Pattern[str], window: str, begins: list[int]) -> re.Match[str] | None:
    return next((found for begin in begins if (found := pattern.match(window, begin))), None)


def _items(text: str, language: str, instrument: str | None) -> list[str]:
    grammar, position = _grammar(language), 0
    items: list[str] = []
    while True:
        found = grammar.item.search(text, position)
        if found is None or found.end() == position:
            return items
        more = _item(found.group(), language, instrument)
        paragraph = _PARAGRAPH.fullmatch(more[0]) if len(more) == 1 else None
        if paragraph and items and items[-1].startswith("art. "):  # "article 14, paragraph 2, of the"
            more, items[-1] = [], f"{items[-1]}({paragraph[1]}){paragraph[2]}"
        items.extend(more)
        position = found.end()


def after(scene: Scene, end: int, limit: int, language: str, instrument: str | None) -> tuple[str, int] | None:
    """Return the pinpoint that follows right after ``end`` and where it ends; None where there is none."""
    grammar = _grammar(language)
    text = scene.cased(end, min(limit, end + _REACH))
    if grammar.suffixed is not None:
        suffixed = _suffixed(text, language, grammar)
        return (suffixed[0], end + suffixed[1]) if suffixed else None
    named = grammar.clause_named_after.match(text)
    if named and not _of_the_next(scene, end + named.end(), language):
        clause = named["clause"] or named["clause2"]
        name = next((name for pattern, name in grammar.clauses if pattern.fullmatch(clause)), None)
        if name:
            return _clause(name, named["label"] or named["label2"], language), end + named.end()
    found = grammar.after.match(text)
    if not found or not found["items"].strip() or _of_the_next(scene, end + found.end(), language):
        return None
    items = _item(found["items"], language, instrument)
    if not items:
        return None
    if found["sub"] and len(items) == 1 and _has_parts(items[0], found["sub"]):
        items = [f"{items[0]}({latin(_letters().get(found['sub'], found['sub'])).lower()})"]
    stop = found.end()
    while following := grammar.more.match(text, stop):  # "in particular its Article 5 and Appendix 30B"
        more = _item(following["items"], language, instrument)
        counted = any(character.isdigit() for character in "".join(more))
        if not counted or _of_the_next(scene, end + following.end(), language):
            break
        items, stop = [*items, *more], following.end()
    return ", ".join(items), end + stop


def numbers(scene: Scene, end: int, instrument: str, language: str) -> str | None:
    """Return the marginal numbers right after an abbreviated name: "CV 42, 47, 75"; None where none stand there."""
    if instrument not in _NUMBERED:
        return None
    found = re.match(r" (\d{1,4}[a-z]?(?:, \d{1,4}[a-z]?)*)(?![\d/.-])", scene.text[end : end + 80])
    return ", ".join(f"no. {label}" for label in _labels(found.group(1), language)) if found else None


def _of_the_next(scene: Scene, end: int, language: str) -> bool:
    """Return whether a part belongs to the citation that follows it: "…, Article 12 of the Convention"."""
    glue = _grammar(language).glue.match(scene.text, end)
    reach = glue.end() if glue else end
    if re.match(rf",{SPACE}(?:{pack(language).conjunction})", scene.text[end:reach]):
        return False  # "the Tunis Agenda, paragraph 109, and action line C5"
    sorts = (Sort.KIND, Sort.NAMED, Sort.CONTEXT)
    return any(end <= one.start <= reach and any(entry.sort in sorts for entry in one.entries)
               for one in scene.lexemes_from(end, reach + 1))  # fmt: skip


def _suffixed(text: str, language: str, grammar: _Grammar) -> tuple[str, int] | None:
    found = grammar.suffixed.match(text) if grammar.suffixed else None
    if found:
        return _with_further(_suffixed_parts(found, language, grammar), text, found.end(), language, grammar)
    found = grammar.clause_after.match(text)
    if found:
        name = next(name for pattern, name in grammar.clauses if pattern.fullmatch(found["clause"]))
        return f"{name} {found['label']}", found.end()
    found = grammar.after.match(text)
    items = _item(found["items"], language, None) if found and found["items"].strip() else []
    return _with_further(items, text, found.end(), language, grammar) if found and items else None


def _suffixed_parts(found: re.Match[str], language: str, grammar: _Grammar) -> list[str]:
    key = next(key for form, key in grammar.suffixes if form == found["unit"].lower())
    labels = _labels(found["labels"], language)
    if len(labels) == 1:
        parts = [found["clause"], found["sub"]]
        labels = [labels[0] + "".join(f"({chinese_number(one) or one.lower()})" for one in parts if one)]
    return [_PREFIXES[key] + label for label in labels]


def _with_further(items: list[str], text: str, end: int, language: str, grammar: _Grammar) -> tuple[str, int]:
    """Return the parts with those joined to them: 第9条、第11条和附录30B."""
    while grammar.further and (found := grammar.further.match(text, end)):
        more = _item(found["item"], language, None) if found["item"] else _suffixed_parts(found, language, grammar)
        if not any(character.isdigit() for character in "".join(more)):
            break
        if found["to"]:
            more = [f"{items.pop()}-{more[0].rsplit(' ', 1)[-1]}", *more[1:]]
        items, end = [*items, *more], found.end()
    return ", ".join(items), end
