"""Languages: the six told apart, others and what cannot be told left unnamed."""

import pytest

from instrgraph.reading import read
from instrgraph.reading.language import language_of

TOLD = [
    ("en", "recalling the report of the Secretary-General on the implementation of this resolution"),
    ("fr", "rappelant le rapport du Secrétaire général sur la mise en œuvre de la présente résolution"),
    ("es", "recordando el informe del Secretario General sobre la aplicación de la presente Resolución"),
    ("ru", "напоминая о докладе Генерального секретаря"),
    ("ar", "إذ يذكّر بتقرير الأمين العام عن تنفيذ هذا القرار"),
    ("zh", "忆及秘书长关于落实本决议的报告"),
    ("ar", "القرار ITU-R 55-3 وتوصيات ITU-T X.509 (2019/10)"),
    ("zh", "ITU-T Y.4000/Y.2060建议书（06/2012）"),
]
NOT_TOLD = [
    "Der Rat der Europäischen Union hat die Verordnung angenommen und an die Mitgliedstaaten weitergeleitet",
    "O Conselho da União Europeia adotou o regulamento que altera a diretiva em vigor para os Estados",
    "De Raad van de Europese Unie heeft de verordening vastgesteld met het oog op de toepassing van het verdrag",
    "Рада Безпеки ООН ухвалила резолюцію про ситуацію в Україні та її наслідки",
    "国際電気通信連合の全権委員会議はこの決議を採択した",
    "شورای امنیت سازمان ملل متحد گزارش دبیرکل را پذیرفت و چند نکته را یادآور شد",
    "130 (2018)",
    "C24/91-E",
    "",
]


@pytest.mark.parametrize(("language", "text"), TOLD)
def test_told(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize("text", NOT_TOLD)
def test_not_guessed(text: str) -> None:
    assert language_of(text) is None


def test_a_document_takes_the_language_of_most_of_its_text() -> None:
    lines = [text for language, text in TOLD if language == "ru"] * 3 + [TOLD[0][1]]
    document = read("\n".join(lines))
    assert document.language == "ru"
    assert [block.language for block in document.blocks] == ["ru", "ru", "ru", "en"]
