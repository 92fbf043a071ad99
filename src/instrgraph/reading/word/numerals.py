"""Numbers as Word shows them in list labels: letters, Roman and other numerals, by the name of the format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщыэюя"
# Word leaves out the letters that Russian lists leave out: ё, й, ъ and ь.
_ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "〇一二三四五六七八九"


def _letters(alphabet: str) -> Callable[[int], str]:
    def shown(number: int) -> str:
        if number < 1:
            return ""
        again, index = divmod(number - 1, len(alphabet))
        return alphabet[index] * min(again + 1, 30)

    return shown


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    shown = ""
    for weight, letters in _ROMAN:
        times, number = divmod(number, weight)
        shown += letters * times
    return shown


def _chinese(number: int) -> str:
    if not 0 < number < 100:
        return "".join(_CHINESE[int(digit)] for digit in str(abs(number)))
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _CHINESE[tens]) + "十" if tens else "") + (_CHINESE[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(0x245F + number) if 0 < number <= 20 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters(_LATIN),
    "upperLetter": lambda number: _letters(_LATIN)(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "russianLower": _letters(_CYRILLIC),
    "russianUpper": lambda number: _letters(_CYRILLIC)(number).upper(),
    "arabicAlpha": _letters(_ARABIC),
    "arabicAbjad": _letters(_ABJAD),
    "decimalZero": "{:02d}".format,
    "numberInDash": "- {} -".format,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_CHINESE[int(digit)] for digit in str(abs(number))),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: "".join(chr(0xFF10 + int(digit)) for digit in str(abs(number))),
    "hindiNumbers": lambda number: "".join(chr(0x0660 + int(digit)) for digit in str(abs(number))),
    "none": lambda _: "",
    "bullet": lambda _: "",
}


def numeral(number: int, form: str) -> str:
    """Return a number as Word shows it in a format named as in ``w:numFmt``; what is not known is shown in digits.

    >>> [numeral(*one) for one in ((28, "lowerLetter"), (4, "upperRoman"), (10, "russianLower"), (12, "hindiNumbers"))]
    ['bb', 'IV', 'к', '١٢']
    """
    return _FORMATS.get(form, str)(number)
