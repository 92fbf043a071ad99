"""Forms of Arabic and Chinese texts: what is found, and what it is linked to."""

import pytest

from instrgraph import reading
from instrgraph.grammar.folding import fold, unbroken
from instrgraph.pipeline import extract

FORMS = [
    ("zh", "itu/pp", "第139号（2018年，迪拜，修订版）和第200号（2022年，布加勒斯特，修订版）决议",
     [("itu/pp/res/139", 2018, None), ("itu/pp/res/200", 2022, None)]),
    ("zh", "itu/pp", "《突尼斯议程》第90段和第112段以及《无线电规则》第9条、第11条和附录30B",
     [("wsis/2005/tunis-agenda", None, "90, 112"), ("itu/rr", None, "art. 9, art. 11, appendix 30B")]),
    ("zh", "un/ga", "《公民及政治权利国际公约》第十九条第二款", [("un/treaty/iccpr", None, "art. 19(2)")]),
    ("zh", "itu/pp", "《日内瓦原则宣言》第35段至第37段", [("wsis/2003/declaration", None, "35-37")]),
    ("zh", "itu/t/sg/20", "第20研究组请第17研究组就Y.4810建议书发表意见", [("itu/t/rec/Y.4810", None, None)]),
    ("zh", "itu/council", "欧洲理事会第2013/488号决定", []),
    ("zh", "un/ga", "決議案一五一四（十五）", [("un/ga/res/XV/1514", None, None)]),
    ("zh", "un/ga", "第194(III)號決議第11段", [("un/ga/res/III/194", None, "11")]),
    ("zh", "un/ga", "两份报告（A/75/816和A/76/135）",
     [("un/doc/A/75/816", None, None), ("un/doc/A/76/135", None, None)]),
    ("ar", "itu/council", "مقرر المجلس 482 (C01، المعدل آخر مرة في C20) والقرار 91 (المراجَع في غوادالاخارا، 2010)",
     [("itu/council/dec/482", 2020, None), ("itu/pp/res/91", 2010, None)]),
    ("ar", "itu/pp", "الأرقام من 1001 إلى 1003 من الاتفاقية", [("itu/cv", None, "no. 1001-1003")]),
    ("ar", "un/hrc", "الغاية 16-10 من خطة التنمية المستدامة لعام 2030",
     [("un/named/2030-agenda", None, "target 16.10")]),
    ("ar", "itu/council", "بالقرار رقم 88 لسنة 2020 الصادر عن هيئة الاتصالات", []),
    ("ar", "un/ecosoc", "إلى قرارات الجمعية العامة 70/1 و70/125 وإلى قرارها 57/270 باء",
     [("un/ga/res/70/1", None, None), ("un/ga/res/70/125", None, None), ("un/ga/res/57/270B", None, None)]),
    ("ar", "itu/pp", "القرار 57/\u200f239 و\u202bالقرار 130\u200f (المراجَع في دبي،\u200f 2018)",
     [("un/ga/res/57/239", None, None), ("itu/pp/res/130", 2018, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "body", "form", "expected"), FORMS)
def test_form(language, body, form, expected):
    lead = {"zh": "报告指出，{}。", "ar": "يشير التقرير إلى {}."}[language]
    extraction = extract(reading.read(lead.format(form), language=language, body=body))
    assert [(one.instrument, one.revision, one.provision) for one in extraction.citations] == expected


def test_forms_are_many():
    assert len(FORMS) == 15


MARKED = """إن مجلس حقوق الإنسان،
وإذ يشير إلى قراره 16/4،
1-\u200f يهيب بجميع الدول أن تعزز محو الأمية؛
2-\u200f يحث الدول على إلغاء القوانين."""


def test_marks_of_direction_do_not_hide_labels():
    found = extract(reading.read(MARKED, language="ar"))
    assert [(one.clause, one.addressee) for one in found.mandates] == [
        ("calls-upon/1", "un/group/member-states"), ("urges/2", "un/group/member-states")]  # fmt: skip


def test_chinese_lines_join_without_a_space():
    text = "回顾第70/1号决\n议所载\n60项建议"
    joined = unbroken(fold(text), (0,))
    assert joined.text == "回顾第70/1号决议所载 60项建议"
    at = joined.text.index("议所载")
    assert joined.span(at, at + 3).of(text) == "议所载"
