"""What stands in parentheses after a number."""

from __future__ import annotations

import pytest

from instrgraph.citations.revisions import RevisionParser
from instrgraph.grammar.folding import fold

CASES = [
    # text, place, year, body, amended, edition
    ("(Rev. Dubai, 2018)", "Dubai", 2018, None, None, None),
    ("(Rév.Dubaï, 2012)", "Dubai", 2012, None, None, None),
    ("(Rev. Dubai 2018)", "Dubai", 2018, None, None, None),
    ("(Rev.\nBusan, 2014)", "Busan", 2014, None, None, None),
    ("(Пересм. Дубай, 2018 г.)", "Dubai", 2018, None, None, None),
    ("(Пересм.Дубай, 2018 г)", "Dubai", 2018, None, None, None),
    ("(المراجَع في دبي، 2018)", "Dubai", 2018, None, None, None),
    ("(المراجَعين في بوسان، ٢٠١٤)", "Busan", 2014, None, None, None),
    ("（2018年，迪拜，修订版）", "Dubai", 2018, None, None, None),
    ("(Buenos Aires, 2017)", "Buenos Aires", 2017, None, None, None),
    ("(Rev.WRC-19)", None, 2019, "itu/wrc", None, None),
    ("(CMR 19)", None, 2019, "itu/wrc", None, None),
    ("(WTSA-20)", None, 2022, "itu/wtsa", None, None),
    ("(C11)", None, 2011, "itu/council", None, None),
    ("(C-2000)", None, 2000, "itu/council", None, None),
    ("(С11, последнее изменение С19)", None, 2011, "itu/council", 2019, None),
    ("(C11, last amended C19)", None, 2011, "itu/council", 2019, None),
    ("（C01，最后修正C20）", None, 2001, "itu/council", 2020, None),
    ("(измененной в 2016 г.)", None, 2016, None, None, None),
    ("(10/2019)", None, None, None, None, "2019-10"),
    ("(2008/04)", None, None, None, None, "2008-04"),
    ("(11/88)", None, None, None, None, "1988"),
    ("(2019)", None, 2019, None, None, None),
    ("(Rev. Busan, 2014 of the Plenipotentiary Conference;", "Busan", 2014, None, None, None),
    ("2010年，瓜达拉哈拉)", "Guadalajara", 2010, None, None, None),
    ("(Florianpolis, 2004)", "Florianópolis", 2004, None, None, None),
]


@pytest.mark.parametrize(("text", "place", "year", "body", "amended", "edition"), CASES)
def test_reads(text, place, year, body, amended, edition):
    found = RevisionParser(fold(text).text).at(0)
    assert found is not None
    assert (found.place, found.body, found.edition) == (place, body, edition)
    assert (found.amended or found.year) == (amended or year)


NONE = ["(see annex I)", "(ITU-T)", "(IMT-2000 and later systems)", "2018", ", Dubai", "(12 of them)", ""]


@pytest.mark.parametrize("text", NONE)
def test_leaves_alone(text):
    assert RevisionParser(fold(text).text).at(0) is None
