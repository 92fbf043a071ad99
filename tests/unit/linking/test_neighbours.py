# ruff: noqa: E501  (texts stand on one line as documents have them)
"""Whose words are whose: bodies between two citations, what a place tells, numbers that are none."""

from __future__ import annotations

import pytest

import instrgraph

TEXTS = [
    # language, body of the document, text, (instrument, revision) of each citation that is linked
    ("ru", "itu/ra", "отмечая\na)\tРезолюции 18 и 67 (Пересм. Женева, 2022 г.) ВАСЭ, Резолюцию 59 (Пересм. Кигали, 2022 г.) ВКРЭ",
     [("itu/wtsa/res/18", 2022), ("itu/wtsa/res/67", 2022), ("itu/wtdc/res/59", 2022)]),
    ("ru", "itu/council", "На ВКРЭ-22 пересмотрена Резолюция 86 (Пересм. Кигали, 2022 г.), на ВАСЭ-20 – Резолюция 67 (Пересм. Женева, 2022 г.)",
     [("itu/wtdc/res/86", 2022), ("itu/wtsa/res/67", 2022)]),
    ("ru", "itu/council", "отчет о Резолюции 154 (Пересм. Бухарест, 2022 г.) и Резолюции 1386 (С17) Совета",
     [("itu/pp/res/154", 2022), ("itu/council/res/1386", 2017)]),
    ("ru", "itu/council", "Резолюцию 1306 Совета (измененную в 2015 г.)", [("itu/council/res/1306", 2015)]),
    ("ru", None, "Резолюция, принятая Советом по правам человека 7 июля 2025 года", []),
    ("ru", None, "согласно Резолюции 98 ВАСЭ, 20-я Исследовательская комиссия является ведущей", [("itu/wtsa/res/98", None)]),
    ("ru", None, "резолюцией Генеральной Ассамблеи 186", []),
    ("ru", None, "Отчет МСЭ-R M.2292 и Рекомендации МСЭ-Т K.83 и К.100", [("itu/t/rec/K.83", None), ("itu/t/rec/K.100", None)]),
    ("es", None, "el Informe UIT-R M.2292 presenta las características", []),
    ("es", None, "La resolución 68/167 de la Asamblea General y la 69/166 versan sobre la privacidad",
     [("un/ga/res/68/167", None), ("un/ga/res/69/166", None)]),
    ("es", None, "cuyas resoluciones 74/255 A y B de la Asamblea General se aplican", [("un/ga/res/74/255A", None), ("un/ga/res/74/255B", None)]),
    ("es", None, "LAS RESOLUCIONES 69/204 Y 70/1 DE LA ASAMBLEA GENERAL", [("un/ga/res/69/204", None), ("un/ga/res/70/1", None)]),
    ("es", None, "la Resolución 2256 (2019) de la Asamblea Parlamentaria del Consejo de Europa", []),
    ("es", "itu/wtsa", "las Resoluciones 47 (Rev. Kigali, 2022) de la CMDT y UIT-R 62-2", [("itu/wtdc/res/47", 2022), ("itu/ra/res/62", None)]),
    ("es", "itu/wtsa", "el Plan de Acción del programa, aprobado por el Consejo", []),
    ("es", "itu/wtdc", "el Convenio de Tampere entró en vigor; ayude en la aplicación del Convenio", [("un/treaty/tampere-convention", None)]),
    ("es", None, "la Resolución 5586 de 2019 de un regulador nacional", []),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "text", "expected"), TEXTS)
def test_whose(language, body, text, expected):
    found = instrgraph.extract(text, language=language, body=body).citations
    assert [(one.instrument, one.revision) for one in found if one.status.value == "linked"] == expected


BROKEN = [
    ("ru", "статьи 17 Международного пакта о\nгражданских и политических правах и\nст. 19", "un/treaty/iccpr"),
    ("es", "la Convención sobre la eliminación de\ntodas las formas de discriminación contra\nla mujer", "un/treaty/cedaw"),
    ("en", "the Convention on the\nRights of the\nChild", "un/treaty/crc"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "instrument"), BROKEN)
def test_a_name_may_be_broken_by_the_end_of_a_line(language, text, instrument):
    padding = "palabra word слово " * 4
    lines = [f"{padding}\nword {text} {padding}."]
    found = instrgraph.extract("\n\n".join([*lines, padding, padding, padding]), language=language).citations
    assert [one.instrument for one in found] == [instrument]
