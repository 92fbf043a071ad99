# ruff: noqa: E501  (texts stand on one line as documents have them)
"""Two language versions of one text: one mandate with two expressions, and the faults of drafting that show."""

from __future__ import annotations

import json

import pytest

from instrgraph.cli.program import program
from instrgraph.comparison import Fault, compare_languages, versions
from instrgraph.library import extract

TEXTS = {
    "en": """RESOLUTION 908 (Rev. Dubai, 2018)
Access to networks
The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),
recalling
a)\tResolution 130 (Rev. Dubai, 2018) of this conference;
b)\tResolution 71/199 of the United Nations General Assembly,
instructs the Secretary-General
1\tto report to the Council on the implementation of this resolution;
2\tto publish the results,
instructs the Director of the Telecommunication Development Bureau
to assist developing countries,
invites Member States, Sector Members and Associates
1\tto take part in this work;
2\tto support the implementation of Resolution 37 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference.
""",
    "fr": """RÉSOLUTION 908 (Rév. Dubaï, 2018)
Accès aux réseaux
La Conférence de plénipotentiaires de l'Union internationale des télécommunications (Dubaï, 2018),
rappelant
a)\tla Résolution 130 (Rév. Dubaï, 2018) de la présente Conférence;
b)\tla Résolution 71/199 de l'Assemblée générale des Nations Unies,
charge le Secrétaire général
1\tde faire rapport au Conseil sur la mise en œuvre de la présente résolution;
2\tde publier les résultats,
charge le Directeur du Bureau de développement des télécommunications
d'aider les pays en développement,
invite les États Membres, les Membres de Secteur et les Associés
1\tà participer à ces travaux;
2\tà appuyer la mise en œuvre de la Résolution 37 (Rév. Buenos Aires, 2017) de la Conférence mondiale de développement des télécommunications.
""",
    "zh": """第908号决议（2018年，迪拜，修订版）
网络接入
国际电信联盟全权代表大会（2018年，迪拜），
忆及
a)\t本届大会第130号决议（2018年，迪拜，修订版）；
b)\t联合国大会第71/199号决议，
责成秘书长
1\t向理事会报告本决议的落实情况；
2\t公布结果，
责成电信发展局主任
帮助发展中国家，
请成员国、部门成员和部门准成员
1\t参加此项工作；
2\t支持落实世界电信发展大会第37号决议（2017年，布宜诺斯艾利斯，修订版）。
""",
}


def read(language: str, *changes: tuple[str, str]):
    text = TEXTS[language]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return extract(text, name=f"{language}.txt", language=language)


@pytest.mark.parametrize("pair", [("en", "fr"), ("en", "zh"), ("fr", "zh")])
def test_versions_that_say_the_same_have_no_disagreement(pair):
    found = compare_languages(read(pair[0]), read(pair[1]))
    assert found.disagreements == ()
    assert len(found.mandates) == 9
    assert all((one.addressee, one.force, one.clause) == (other.addressee, other.force, other.clause) for one, other in found.mandates)
    assert all(one.id == other.id for one, other in found.mandates), "one mandate, two expressions"


FAULTS = {
    "an addressee is missing in Chinese": ("zh", ("请成员国、部门成员和部门准成员", "请成员国和部门成员"), [
        (Fault.ADDRESSEE, "itu/group/associates", None), (Fault.ADDRESSEE, "itu/group/associates", None)]),
    "a citation is missing in French": ("fr", ("la mise en œuvre de la Résolution 37 (Rév. Buenos Aires, 2017) de la Conférence mondiale de développement des télécommunications", "cette mise en œuvre"), [
        (Fault.CITATION, "itu/wtdc/res/37", None)]),
    "another revision in Chinese": ("zh", ("第130号决议（2018年，迪拜，修订版）", "第130号决议（2014年，釜山，修订版）"), [
        (Fault.REVISION, "itu/pp/res/130 2018", "itu/pp/res/130 2014")]),
    "an item is missing in French": ("fr", ("au Conseil sur la mise en œuvre de la présente résolution;\n2\tde publier les résultats,", "au Conseil sur la mise en œuvre de la présente résolution,"), [
        (Fault.PROVISION, "instructs/2", None)]),
    "a weaker verb in French": ("fr", ("charge le Directeur", "invite le Directeur"), [
        (Fault.OPENER, "instructs", "invites"), (Fault.FORCE, "instructs", "invites")]),
    "a recipient is missing in French": ("fr", ("de faire rapport au Conseil sur", "de faire rapport sur"), [
        (Fault.RECIPIENT, "itu/council", None)]),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_reported_and_nothing_else(name):
    language, change, wanted = FAULTS[name]
    found = compare_languages(read("en"), read(language, change))
    assert [(one.fault, one.first, one.second) for one in found.disagreements] == wanted


def test_what_is_missing_in_the_first_version_is_reported_as_well():
    found = compare_languages(read("zh", ("责成电信发展局主任\n帮助发展中国家，\n", "")), read("fr"))
    assert {(one.fault, one.first) for one in found.disagreements} == {(Fault.PROVISION, None)}


def test_diff_of_two_languages_reports_them(tmp_path, capsys):
    for language in ("en", "fr"):
        (tmp_path / f"{language}.txt").write_text(TEXTS[language].replace(", les Membres de Secteur", ""), encoding="utf-8")
    code = program.main([str(one) for one in ("diff", tmp_path / "en.txt", tmp_path / "fr.txt", "--format", "json")], standalone_mode=False)
    shown = json.loads(capsys.readouterr().out)
    assert code == 1
    assert shown["languages"] == ["en", "fr"]
    assert {(one["fault"], one["first"], one["second"]) for one in shown["disagreements"]} == {("addressee", "itu/group/sector-members", None)}


def test_text_and_page_name_both_versions():
    found = compare_languages(read("en"), read("fr", ("de faire rapport au Conseil sur", "de faire rapport sur")))
    assert "recipient itu/council in en alone, not in fr" in versions.to_text(found)
    page = versions.to_html(found)
    assert "en.txt (en)" in page
    assert "itu/council" in page
