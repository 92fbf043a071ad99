"""The language of a block: by script first, then by function words; what cannot be told is said, not guessed."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from instrgraph.grammar.files import load_all
from instrgraph.grammar.folding import fold_word

_LETTERS = re.compile(r"[^\W\d_]+")
_HAN, _KANA, _ARABIC = re.compile("[一-鿿㐀-䶿]"), re.compile("[぀-ヿ가-힣]"), re.compile("[ء-ۿ]")
_CYRILLIC, _LATIN = re.compile("[Ѐ-ӿ]"), re.compile("[A-Za-zÀ-ɏ]")
_SAMPLE = 4000
_SCRIPTS = {"zh": _HAN, "ar": _ARABIC, "ru": _CYRILLIC}


@dataclass(frozen=True, slots=True)
class _Words:
    """Function words by language, words and letters that show a neighbouring language that we do not read."""

    ours: dict[str, frozenset[str]]
    foreign: frozenset[str]
    foreign_letters: dict[str, frozenset[str]]


@cache
def _words() -> _Words:
    packs = load_all("document.toml")
    ours = {language: frozenset(map(fold_word, pack["language"]["stopwords"])) for language, pack in packs.items()}
    foreign = frozenset(fold_word(word) for pack in packs.values() for word in pack["language"]["foreign"])
    letters = {language: frozenset(pack["language"]["foreign_letters"]) for language, pack in packs.items()}
    return _Words(ours, foreign, letters)


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
    tokens = [fold_word(token) for token in _LETTERS.findall(sample)]
    scores = Counter({language: 0.0 for language in ("en", "fr", "es")})
    foreign = 0
    bearers: dict[str, float] = {}
    for token in tokens:
        holders = [language for language in scores if token in words.ours[language]]
        foreign += token in words.foreign and not holders
        for language in holders:
            # A word of one language alone says more than one that several share.
            bearers[language] = bearers.get(language, 0.0) + 1 / len(holders)
    scores.update(bearers)
    (best, first), (_, second), *_ = scores.most_common()
    share = first / max(1, len(tokens))
    if first < 1 or first <= second * 1.3 or share < 0.12 or foreign >= max(1.0, 0.5 * first):
        return None
    return best if first >= 2 or share >= 0.2 else None
