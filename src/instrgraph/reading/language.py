"""The language of a block: by script first, then by function words; what cannot be told is said, not guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from instrgraph.grammar.files import load_all
from instrgraph.grammar.folding import fold_word

_LETTERS = re.compile(r"[^\W\d_]+")
_HAN, _KANA, _ARABIC = re.compile("[一-鿿㐀-䶿]"), re.compile("[぀-ヿ가-힣]"), re.compile("[ء-ۿ]")
_CYRILLIC, _LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-zÀ-ɏ]")
_SAMPLE = 1200
_LATIN_LANGUAGES = ("en", "fr", "es")
_SCRIPTS = {"zh": _HAN, "ar": _ARABIC, "ru": _CYRILLIC}


@dataclass(frozen=True, slots=True)
class _Words:
    """Function words by language, words and letters that show a neighbouring language that we do not read.

    ``strange`` are the words of ``foreign`` that none of our languages has.
    """

    holders: dict[str, tuple[str, ...]]
    strange: frozenset[str]
    foreign_letters: dict[str, frozenset[str]]


@cache
def _words() -> _Words:
    packs = load_all("document.toml")
    ours = {language: frozenset(fold_word(word) for key in ("stopwords", "frequent")
                                for word in packs[language]["language"][key])
            for language in _LATIN_LANGUAGES}  # fmt: skip
    holders = {word: tuple(language for language in _LATIN_LANGUAGES if word in ours[language])
               for word in frozenset().union(*ours.values())}  # fmt: skip
    foreign = frozenset(fold_word(word) for pack in packs.values() for word in pack["language"]["foreign"])
    letters = {language: frozenset(pack["language"]["foreign_letters"]) for language, pack in packs.items()}
    return _Words(holders, foreign - holders.keys(), letters)


def language_of(text: str) -> str | None:
    """Return the language of a paragraph (ISO 639-1) among the six, or None where it is another or cannot be told.

    >>> language_of("recalling the report of the Secretary-General on this matter")
    'en'
    >>> language_of("Der Rat der Europäischen Union hat die Verordnung angenommen") is None
    True
    >>> language_of("МСЭ-T"), language_of("130 (2018)")
    (None, None)
    """
    sample = text[:_SAMPLE]
    if sample.isascii():
        return _latin(sample)
    counts = {language: len(pattern.findall(sample)) for language, pattern in _SCRIPTS.items()}
    # One Han character says as much as three letters.
    weights = {"zh": 3 * counts["zh"], "ar": counts["ar"], "ru": counts["ru"], "": len(_LATIN.findall(sample))}
    script = max(weights, key=lambda one: weights[one])
    if not weights[script]:
        return None
    # Names and references in Latin letters stand in every Arabic, Chinese or Russian text: 30 % of another script wins.
    other = max(("zh", "ar", "ru"), key=lambda one: weights[one])
    if script == "" and weights[other] >= 0.3 * sum(weights.values()):
        script = other
    if script:
        return _of_script(sample, script, counts[script])
    return _latin(sample)


def _of_script(sample: str, language: str, count: int) -> str | None:
    if count < (2 if language == "zh" else 5):
        return None
    if language == "zh" and len(_KANA.findall(sample)) > 0.1 * count:
        return None
    strange = sum(1 for one in sample.lower() if one in _words().foreign_letters[language])
    return None if strange > max(1, 0.02 * count) else language


def _latin(sample: str) -> str | None:
    words = _words()
    tokens = _LETTERS.findall(fold_word(sample))
    scores = dict.fromkeys(_LATIN_LANGUAGES, 0.0)
    worded = False
    # Most tokens are in no list; those that are keep their order, so that the sums are the same in every run.
    foreign = sum(map(words.strange.__contains__, tokens))
    for token in filter(words.holders.__contains__, tokens):
        worded = worded or len(token) > 1
        holders = words.holders[token]
        for language in holders:
            # A word of one language alone says more than one that several share.
            scores[language] += 1 / len(holders)
    (best, first), (_, second), *_ = sorted(scores.items(), key=lambda one: -one[1])
    share = first / max(1, len(tokens))
    # Letters alone say nothing: "C24/91-E".
    if not worded or first < 1 or first <= second * 1.3 or share < 0.12 or foreign >= max(1.0, 0.5 * first):
        return None
    return best if first >= 2 or (share >= 0.2 and len(tokens) > 1) else None
