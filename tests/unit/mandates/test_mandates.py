# ruff: noqa: E501  (texts stand on one line as documents have them)
"""Mandates: force, addressees, collaborators, and what the words say of reports and time."""

from __future__ import annotations

import pytest

from instrgraph import mandates
from instrgraph.model import Block, Facts, Reading, SourceDocument, Span, State
from instrgraph.structure import split

HEADS = {
    "en": "The Plenipotentiary Conference,\nnoting\nthis,\n", "fr": "La Conférence de plénipotentiaires,\nnotant\ncela,\n",
    "es": "La Conferencia de Plenipotenciarios,\nobservando\nesto,\n", "ru": "Полномочная конференция,\nотмечая\nэто,\n",
    "ar": "إن مؤتمر المندوبين المفوضين،\nإذ يلاحظ\nذلك،\n", "zh": "国际电信联盟全权代表大会，\n注意到\n此事，\n",
}  # fmt: skip


def found(text: str, language: str, *, body: str | None = None, head: bool = True):
    text = (HEADS[language] if head else "") + text
    blocks, at = [], 0
    for line in text.split("\n"):
        blocks.append(Block(Span(at, at + len(line))))
        at += len(line) + 1
    document = SourceDocument("source/0", "t", "t", "text/plain", text, language, tuple(blocks), facts=Facts(body=body))
    reading = Reading(State.BOTH, text, (Span(0, len(text)),), tuple(blocks), tuple(range(len(blocks))))
    return mandates.find(reading, split(reading, document), (), document)


def rows(text: str, language: str, **more):
    return [(one.clause, one.force, one.addressee) for one in found(text, language, **more)]


DIRECTORS = ["itu/office/dir-br", "itu/office/dir-tsb", "itu/office/dir-bdt"]

OFFICES = {
    "en": "instructs the Director of the Telecommunication Development Bureau, in close collaboration with the Directors of the other two Bureaux\nto act.",
    "fr": "charge le Directeur du Bureau de développement des télécommunications, en étroite collaboration avec les Directeurs des deux autres Bureaux\nd'agir.",
    "es": "encarga al Director de la Oficina de Desarrollo de las Telecomunicaciones, en estrecha colaboración con los Directores de las otras dos Oficinas\nque actúe.",
    "ru": "поручает Директору Бюро развития электросвязи в тесном сотрудничестве с Директорами двух других Бюро\nпринять меры.",
    "ar": "يكلف مدير مكتب تنمية الاتصالات، بالتعاون الوثيق مع مديري المكتبين الآخرين\nبالعمل.",
    "zh": "责成电信发展局主任与其他两个局的主任密切协作\n采取行动。",
}  # fmt: skip


@pytest.mark.parametrize("language", OFFICES)
def test_who_is_consulted_is_no_addressee(language):
    (mandate,) = found(OFFICES[language], language)
    assert (mandate.clause, mandate.force, mandate.addressee) == ("instructs", "instructs", "itu/office/dir-bdt")
    assert set(mandate.collaborators) == {"itu/office/dir-br", "itu/office/dir-tsb"}


JOINT = {
    "en": "invites Member States, Sector Members, Associates and Academia\nto take part.",
    "fr": "invite les États Membres, les Membres de Secteur, les Associés et les établissements universitaires\nà participer.",
    "es": "invita a los Estados Miembros, los Miembros de Sector, los Asociados y las Instituciones Académicas\na participar.",
    "ru": "предлагает Государствам-Членам, Членам Секторов, Ассоциированным членам и Академическим организациям\nучаствовать.",
    "ar": "يدعو الدول الأعضاء وأعضاء القطاعات والمنتسبين والهيئات الأكاديمية\nإلى المشاركة.",
    "zh": "请成员国、部门成员、部门准成员和学术成员\n参与。",
}


@pytest.mark.parametrize("language", JOINT)
def test_joint_addressees_have_a_row_each(language):
    groups = ["member-states", "sector-members", "associates", "academia"]
    assert rows(JOINT[language], language) == [("invites", "invites", f"itu/group/{group}") for group in groups]


ALL_THREE = {
    "en": "instructs the Secretary-General and the Directors of the three Bureaux\n1\tto act;\n2\tto report to the Council each year.",
    "fr": "charge le Secrétaire général et les Directeurs des trois Bureaux\n1\td'agir;\n2\tde rendre compte au Conseil chaque année.",
    "es": "encarga al Secretario General y a los Directores de las tres Oficinas\n1\tque actúen;\n2\tque informen al Consejo cada año.",
    "ru": "поручает Генеральному секретарю и Директорам трех Бюро\n1\tпринять меры;\n2\tежегодно представлять отчет Совету.",
    "ar": "يكلف الأمين العام ومديري المكاتب الثلاثة\n1\tبالعمل؛\n2\tبتقديم تقرير سنوياً إلى المجلس.",
    "zh": "责成秘书长和三个局的主任\n1\t采取行动；\n2\t每年向理事会报告。",
}


@pytest.mark.parametrize("language", ALL_THREE)
def test_items_have_rows_for_each_addressee(language):
    made = found(ALL_THREE[language], language)
    assert [(one.clause, one.addressee) for one in made] == [
        (f"instructs/{number}", addressee) for number in (1, 2) for addressee in ("itu/office/sg", *DIRECTORS)
    ]
    assert {one.reports_to for one in made if one.clause == "instructs/2"} == {("itu/council",)}
    assert {one.action_type for one in made if one.clause == "instructs/2"} == {"report"}
    assert all(one.due for one in made if one.clause == "instructs/2")
    assert len({one.id for one in made}) == len(made)


INNER = {
    "en": "resolves\n1\tto request the Council to act;\n2\tthat ITU shall continue.",
    "fr": "décide\n1\tde prier le Conseil d'agir;\n2\tque l'UIT continuera.",
    "es": "resuelve\n1\tpedir al Consejo que actúe;\n2\tque la UIT continúe.",
    "ru": "решает\n1\tпросить Совет принять меры;\n2\tчто МСЭ следует продолжать.",
    "ar": "يقرر\n1\tالطلب إلى المجلس أن يعمل؛\n2\tأن يواصل الاتحاد العمل.",
    "zh": "做出决议\n1\t要求理事会采取行动；\n2\t国际电联应继续。",
}


@pytest.mark.parametrize("language", INNER)
def test_inner_force_passes_to_whom_it_names(language):
    assert rows(INNER[language], language) == [
        ("resolves/1", "requests", "itu/council"),
        ("resolves/2", "resolves", "self"),
    ]


def test_an_item_of_resolves_may_name_who_acts():
    text = "décide\n1\tque la Commission d'études 3 de l'UIT-T, en collaboration avec d'autres, devra mener des études."
    assert rows(text, "fr") == [("resolves/1", "resolves", "itu/t/sg/3")]


CONCERNED = {
    "en": "resolves\n1\tthat the relevant study groups of ITU-T should speed up their work;\n2\tthat Member States should help.",
    "fr": "décide\n1\tqu'il convient que les commissions d'études concernées accélèrent leurs travaux;\n2\tque les États Membres devraient aider.",
    "es": "resuelve\n1\tque las Comisiones de Estudio pertinentes deberían acelerar sus trabajos;\n2\tque los Estados Miembros deberían ayudar.",
    "ru": "решает\n1\tчто соответствующим исследовательским комиссиям следует ускорить работу;\n2\tчто Государствам-Членам следует помогать.",
    "ar": "تقرر\n1\tأن على لجان الدراسات المعنية تسريع عملها؛\n2\tأن على الدول الأعضاء المساعدة.",
    "zh": "做出决议\n1\t相关研究组应加快工作；\n2\t成员国应提供帮助。",
}  # fmt: skip


@pytest.mark.parametrize("language", CONCERNED)
def test_groups_named_by_an_item_of_resolves_are_not_addressed(language):
    found = rows(CONCERNED[language], language, body="itu/wtsa", head=False)
    assert found == [("resolves/1", "resolves", "self"), ("resolves/2", "resolves", "self")]


NEXT = {
    "en": "instructs the Secretary-General\nto report to the Council and to the next Plenipotentiary Conference on the progress made.",
    "fr": "charge le Secrétaire général\nde faire rapport au Conseil et à la prochaine Conférence de plénipotentiaires sur les progrès accomplis.",
    "es": "encarga al Secretario General\nque informe al Consejo y a la próxima Conferencia de Plenipotenciarios sobre los avances logrados.",
    "ru": "поручает Генеральному секретарю\nпредставить отчет Совету и следующей Полномочной конференции о достигнутом прогрессе.",
    "ar": "يكلف الأمين العام\nبتقديم تقرير إلى المجلس وإلى مؤتمر المندوبين المفوضين القادم عن التقدم المحرز.",
    "zh": "责成秘书长\n向理事会和下届全权代表大会报告取得的进展。",
}  # fmt: skip


@pytest.mark.parametrize("language", NEXT)
def test_reports_go_to_every_recipient(language):
    (mandate,) = found(NEXT[language], language)
    assert mandate.reports_to == ("itu/council", "itu/pp")
    assert mandate.action_type == "report"


def test_a_list_that_runs_on_in_one_paragraph_is_parted():
    text = "instructs the Secretary-General\n1\tto act in 2018; 2019 too;\n2\tto help; 3 to report to the Council; 4 to publish it,"
    assert [row[0] for row in rows(text, "en")] == ["instructs/1", "instructs/2", "instructs/3", "instructs/4"]


def test_recipients_may_share_their_preposition():
    (mandate,) = found(
        "instructs the Secretary-General\nto report to the Council and the 2026 plenipotentiary conference.", "en"
    )
    assert mandate.reports_to == ("itu/council", "itu/pp")


def test_objects_in_items_and_sub_items():
    text = "décide de charger le Secrétaire général\nde prendre les mesures nécessaires pour:\ni)\tsensibiliser;\nii)\tmaintenir:\n–\tceci."
    assert rows(text, "fr") == [
        ("instructs/i", "instructs", "itu/office/sg"),
        ("instructs/ii", "instructs", "itu/office/sg"),
    ]
    text = "instructs the Council\n1\tto act:\na)\tnow;\nb)\tlater."
    assert rows(text, "en") == [("instructs/1", "instructs", "itu/council")]


def test_bare_study_groups_take_the_sector_of_the_text():
    text = "instructs Study Groups 5 and 17\nto act."
    assert rows(text, "en", body="itu/wtsa")[0][2] == "itu/t/sg/5"
    assert [row[2] for row in rows(text.replace("17", "17 of ITU-R"), "en", body="itu/wtsa")] == [
        "itu/r/sg/5",
        "itu/r/sg/17",
    ]


def test_names_mean_what_the_speaker_means():
    text = "The General Assembly,\nRecalling it,\n1. Requests the Secretary-General to report;\n2. Urges all States to act."
    assert rows(text, "en", head=False) == [
        ("requests/1", "requests", "un/office/sg"),
        ("urges/2", "urges", "un/group/member-states"),
    ]
    text = "instructs the Secretary-General\nto inform the Secretary-General of the United Nations."
    assert rows(text, "en") == [("instructs", "instructs", "itu/office/sg")]


def test_nothing_demanded_nothing_found():
    text = "noting further\nthat Resolution 130 instructs the Council to act and invites Member States to help,"
    assert rows(text, "en") == []


STATEMENTS = {
    "en": "Source: ITU-T Study Group 17\n1\tStudy Group 17 thanks Study Group 2.\nAction requested\na)\tWe kindly request ITU-D Study Group 2 to answer.\nb)\tThe Director of TSB is requested to publish it.",
    "fr": "Origine: Commission d'études 17 de l'UIT-T\n1\tLa Commission d'études 17 remercie la Commission d'études 2.\nSuite à donner\na)\tNous prions la Commission d'études 2 de l'UIT-D de répondre.\nb)\tLe Directeur du TSB est prié de le publier.",
    "es": "Origen: Comisión de Estudio 17 del UIT-T\n1\tLa Comisión de Estudio 17 da las gracias.\nMedidas solicitadas\na)\tSolicitamos a la Comisión de Estudio 2 del UIT-D que responda.\nb)\tSe pide al Director de la TSB que lo publique.",
    "ru": "Источник: 17-я Исследовательская комиссия МСЭ-Т\n1\tИК17 благодарит ИК2.\nЗапрашиваемые действия\na)\tПросим 2-ю Исследовательскую комиссию МСЭ-D ответить.\nb)\tИК17 просит Директора БСЭ опубликовать это.",
    "ar": "المصدر: لجنة الدراسات 17\n1\tتشكر لجنة الدراسات 17 اللجنة.\nالإجراءات المطلوبة\nأ )\tتطلب لجنة الدراسات 17 إلى لجنة الدراسات 2 لقطاع تنمية الاتصالات أن تجيب.\nب)\tويُطلب إلى مدير مكتب تقييس الاتصالات نشره.",
    "zh": "来源：ITU-T第17研究组\n1\t第17研究组表示感谢。\n要求采取的行动\na)\t第17研究组要求ITU-D第2研究组答复；\nb)\t第17研究组要求电信标准化局主任予以公布。",
}


@pytest.mark.parametrize("language", STATEMENTS)
def test_demands_of_a_liaison_statement(language):
    expected = [("requests/a", "requests", "itu/d/sg/2"), ("requests/b", "requests", "itu/office/dir-tsb")]
    assert rows(STATEMENTS[language], language, head=False, body="itu/t/sg/17") == expected


BESIDES = {
    "en": "The General Assembly,\nNoting\nthis,\n1. Takes note of the report and requests the Secretary-General to update it, and invites Member States to contribute.",
    "es": "La Asamblea General,\nObservando\nesto,\n1. Toma nota del informe y solicita al Secretario General que lo actualice, e invita a los Estados Miembros a contribuir.",
    "fr": "L'Assemblée générale,\nNotant\ncela,\n1. Prend note du rapport et prie le Secrétaire général de l'actualiser, et invite les États Membres à y contribuer.",
    "ru": "Генеральная Ассамблея,\nотмечая\nэто,\n1. принимает к сведению доклад и просит Генерального секретаря обновить его, а также предлагает государствам-членам внести вклад.",
}  # fmt: skip


@pytest.mark.parametrize("language", BESIDES)
def test_a_paragraph_of_the_united_nations_demands_more_than_once(language):
    assert rows(BESIDES[language], language, body="un/ga", head=False) == [
        ("notes/1", "requests", "un/office/sg"), ("notes/1", "invites", "un/group/member-states"),
    ]  # fmt: skip


def test_what_others_demanded_is_no_second_demand():
    text = "The General Assembly,\nNoting\nthis,\n1. Recalls that the Council requested the Secretary-General to report and invited Member States."
    assert rows(text, "en", body="un/ga", head=False) == []
