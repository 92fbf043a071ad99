# ruff: noqa: E501  (texts stand on one line as documents have them)
"""Clauses, labels and paths of texts in the manner of conference documents."""

from __future__ import annotations

import pytest

from instrgraph.model import Block, BlockKind, Facts, Part, Reading, SourceDocument, Span, State
from instrgraph.structure import split


def reading_of(text: str, language: str, *, state: State = State.BOTH, labels: tuple[str | None, ...] = ()):
    blocks, at = [], 0
    for index, line in enumerate(text.split("\n")):
        label = labels[index] if index < len(labels) else None
        blocks.append(Block(Span(at, at + len(line)), BlockKind.PARAGRAPH, None, label, label))
        at += len(line) + 1
    document = SourceDocument("source/0", "text", "text", "text/plain", text, language, tuple(blocks), facts=Facts())
    reading = Reading(state, text, (Span(0, len(text)),), tuple(blocks), tuple(range(len(blocks))))
    return reading, document


def clauses(text: str, language: str) -> list[str]:
    return [provision.clause for provision in split(*reading_of(text, language)).provisions]


ITU = {
    "en": ("The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\nrecalling further\n"
           "a)\tResolution 130;\nb)\tResolution 71,\nresolves\n1\tthat ITU shall act:\ni)\tfirst;\nii)\tthen;\n2\tto go on,\n"
           "instructs the Secretary-General\nto report."),
    "fr": ("La Conférence de plénipotentiaires (Dubaï, 2018),\nrappelant en outre\na)\tla Résolution 130;\nb)\tla Résolution 71,\n"
           "décide\n1\tque l'UIT doit agir:\ni)\td'abord;\nii)\tensuite;\n2\tde continuer,\ncharge le Secrétaire général\nde faire rapport."),
    "es": ("La Conferencia de Plenipotenciarios (Dubái, 2018),\nrecordando además\na)\tla Resolución 130;\nb)\tla Resolución 71,\n"
           "resuelve\n1\tque la UIT actúe:\ni)\tprimero;\nii)\tdespués;\n2\tcontinuar,\nencarga al Secretario General\nque informe."),
    "ru": ("Полномочная конференция (Дубай, 2018 г.),\nнапоминая далее\na)\tРезолюцию 130;\nb)\tРезолюцию 71,\n"
           "решает,\n1\tчто МСЭ следует:\ni)\tначать;\nii)\tпродолжать;\n2\tсохранить,\nпоручает Генеральному секретарю\nпредставить отчет."),
    "ar": ("إن مؤتمر المندوبين المفوضين (دبي، 2018)،\nوإذ يذكّر كذلك\nأ )\tبالقرار 130؛\nب)\tبالقرار 71،\n"
           "يقرر\n1\tأن يعمل الاتحاد:\ni)\tأولاً؛\nii)\tثانياً؛\n2\tمواصلة العمل،\nيكلف الأمين العام\nبتقديم تقرير."),
    "zh": ("国际电信联盟全权代表大会（2018年，迪拜），\n进一步忆及\na)\t第130号决议；\nb)\t第71号决议，\n"
           "做出决议\n1\t国际电联须：\ni)\t开始；\nii)\t继续；\n2\t保留，\n责成秘书长\n提交报告。"),
}  # fmt: skip
EXPECTED = ["body", "recalling", "recalling/a", "recalling/b", "resolves", "resolves/1", "resolves/1/i", "resolves/1/ii",
            "resolves/2", "instructs", "instructs"]  # fmt: skip


@pytest.mark.parametrize("language", ITU)
def test_itu_clauses(language):
    assert clauses(ITU[language], language) == EXPECTED


@pytest.mark.parametrize("language", ITU)
def test_paths_are_unique_and_name_addressees(language):
    structure = split(*reading_of(ITU[language], language))
    paths = [provision.path for provision in structure.provisions]
    assert len(set(paths)) == len(paths)
    assert paths[-2:] == ["instructs-sg", "instructs-sg/text"]
    assert structure.provisions[6].parent == "resolves/1"


UN = {
    "en": "The General Assembly,\nRecalling its resolution 71/199,\nRecalling also resolution 70/1,\n1. Calls upon Member States to act;\n"
          "2. Also requests the Secretary-General:\n(a) To report;\n(b) To assist;\n3. Decides to remain seized.",
    "fr": "L'Assemblée générale,\nRappelant sa résolution 71/199,\nRappelant également la résolution 70/1,\n1. Demande aux États Membres d'agir;\n"
          "2. Prie également le Secrétaire général:\na) De faire rapport;\nb) D'aider;\n3. Décide de rester saisie.",
    "es": "La Asamblea General,\nRecordando su resolución 71/199,\nRecordando también la resolución 70/1,\n1. Exhorta a los Estados Miembros a actuar;\n"
          "2. Solicita también al Secretario General:\na) Que informe;\nb) Que ayude;\n3. Decide seguir ocupándose.",
    "ru": "Генеральная Ассамблея,\nссылаясь на свою резолюцию 71/199,\nссылаясь также на резолюцию 70/1,\n1. призывает государства-члены действовать;\n"
          "2. просит также Генерального секретаря:\na) представить доклад;\nb) помочь;\n3. постановляет продолжать.",
    "ar": "إن الجمعية العامة،\nإذ تشير إلى قرارها 71/199،\nوإذ تشير أيضا إلى القرار 70/1،\n1 - تهيب بالدول الأعضاء أن تعمل؛\n"
          "2 - تطلب أيضا إلى الأمين العام:\n(أ) أن يقدم تقريرا؛\n(ب) أن يساعد؛\n3 - تقرر مواصلة النظر.",
    "zh": "大会，\n回顾其第71/199号决议，\n又回顾第70/1号决议，\n1.\t呼吁会员国采取行动；\n2.\t又请秘书长：\n(a)\t提交报告；\n(b)\t提供协助；\n3.\t决定继续处理。",
}  # fmt: skip


@pytest.mark.parametrize("language", UN)
def test_un_paragraphs(language):
    assert clauses(UN[language], language) == [
        "body", "recalling", "recalling", "calls-upon/1", "requests/2", "requests/2/a", "requests/2/b", "decides/3",
    ]  # fmt: skip


def test_decide_is_told_by_what_the_text_is():
    resolution = "RÉSOLUTION 5 (DUBAÏ, 2018)\nLa Conférence de plénipotentiaires,\ndécide\nde continuer."
    decision = "DÉCISION 5 (DUBAÏ, 2018)\nLa Conférence de plénipotentiaires,\ndécide\nde continuer."
    assert clauses(resolution, "fr")[-1] == "resolves"
    assert clauses(decision, "fr")[-1] == "decides"


def test_resolves_to_instruct_is_instructs():
    for language, text in {
        "en": "resolves to instruct the Council\nto act.", "fr": "décide de charger le Conseil\nd'agir.",
        "es": "resuelve encargar al Consejo\nque actúe.", "ru": "решает поручить Совету\nпринять меры.",
        "ar": "يقرر تكليف المجلس\nبالعمل.", "zh": "做出决议，责成理事会\n采取行动。",
    }.items():  # fmt: skip
        whole = {"en": "The Council,\nnoting\nit,\n", "fr": "Le Conseil de l'UIT,\nnotant\ncela,\n", "es": "El Consejo de la UIT,\nobservando\nesto,\n",
                 "ru": "Совет МСЭ,\nотмечая\nэто,\n", "ar": "إن مجلس الاتحاد،\nإذ يلاحظ\nذلك،\n", "zh": "国际电联理事会，\n注意到\n此事，\n"}  # fmt: skip
        assert clauses(whole[language] + text, language)[-2:] == ["instructs", "instructs"], language


def test_words_of_an_opener_may_begin_like_an_opener():
    text = "国际电联无线电通信全会，\n注意到\n此事，\n请第5研究组\n考虑到其他研究组的工作，不断更新手册，\n责成无线电通信局主任\n1\t请理事会审议；\n2\t鼓励成员国参与。"
    assert clauses(text, "zh")[3:] == ["invites", "invites", "instructs", "instructs/1", "instructs/2"]


def test_sections_of_a_proposal():
    text = ("Conférence de plénipotentiaires (PP-22)\nRésumé: Il est proposé de réviser la Résolution 130.\nSuite à donner\n"
            "La Conférence est invitée à examiner la proposition.\nRéférences: Résolution 71\nMOD\tABC/76/1\nRÉSOLUTION 130 (RÉV. DUBAÏ, 2018)\n"
            "Renforcer la confiance\nLa Conférence de plénipotentiaires (Dubaï, 2018),\nrappelant\nla Résolution 71,")  # fmt: skip
    assert clauses(text, "fr") == [
        "title",
        "summary",
        "action",
        "action",
        "summary",
        "action",
        "title",
        "title",
        "body",
        "recalling",
        "recalling",
    ]


def test_demands_of_a_report():
    text = ("Note du Secrétariat\nI. Contexte\n1. La résolution 71/199 invite les États à agir.\nII. Suites à donner\n"
            "a) Le Secrétaire général est prié de tenir à jour le registre;\nb) Le Groupe invite la Commission d'études 2 de l'UIT-D à répondre.\n"
            "1 Voir la résolution 70/1.\n2 Ibid.")  # fmt: skip
    assert clauses(text, "fr") == ["title", "body", "body", "body", "requests/a", "invites/b", "footnote", "footnote"]


def test_letters_and_numerals_of_nested_lists():
    items = "".join(f"{letter})\titem;\n" for letter in "abcdefgh")
    text = f"The Council,\nnoting\n{items}i)\titem:\ni)\tfirst;\nii)\tsecond;\nj)\tlast,\nresolves\nto act."
    found = clauses(text, "en")
    assert found[9:14] == ["noting/h", "noting/i", "noting/i/i", "noting/i/ii", "noting/j"]


def test_automatic_labels_are_those_of_the_reading():
    text = "The Council,\nnoting\nfirst;\nsecond,\nresolves\nto act."
    reading, document = reading_of(text, "en", labels=(None, None, "a)", "b)"))
    assert [one.clause for one in split(reading, document).provisions][2:4] == ["noting/a", "noting/b"]


def test_clauses_that_ran_together_are_parted():
    text = ("The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\nresolves\n1\tto act;\n"
            "2\tto go on with the work described in the annex to this resolution, instructs the Director of the Radiocommunication Bureau\n"
            "1\tto help;\n2\tto report on the work, invites Member States to contribute to it.")  # fmt: skip
    assert clauses(text, "en")[2:] == ["resolves/1", "resolves/2", "instructs", "instructs/1", "instructs/2", "invites"]


def test_enacting_clause():
    text = "La Conférence de plénipotentiaires de l'Union internationale des télécommunications (Dubaï, 2018),\nnotant\ncela,"
    enacting = split(*reading_of(text, "fr")).enacting
    assert enacting is not None
    assert (enacting.body, enacting.year) == ("itu/pp", 2018)


def test_every_line_belongs_to_one_provision_and_offsets_find_it():
    for language, text in ITU.items():
        reading, document = reading_of(text, language)
        structure = split(reading, document)
        assert [provision.span.of(text) for provision in structure.provisions] == text.split("\n")
        for provision in structure.provisions:
            assert structure.at(provision.span.start) is provision
            assert structure.at(provision.span.end - 1) is provision
    assert structure.provisions[1].part is Part.PREAMBLE
    assert structure.provisions[-1].part is Part.OPERATIVE
    assert structure.provisions[-1].force == "instructs"
    assert structure.provisions[2].function == "recalls"


def test_an_empty_text_has_no_provisions():
    assert split(*reading_of("", "en")).provisions == ()
