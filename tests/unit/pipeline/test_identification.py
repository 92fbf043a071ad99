"""What a person may type for an instrument."""

from __future__ import annotations

import pytest

from instrgraph.errors import AmbiguousIdentifier, MalformedIdentifier
from instrgraph.pipeline.identification import identify

FORMS = {
    "itu/pp/res/130": "itu/pp/res/130",
    "/itu/pp/res/130/": "itu/pp/res/130",
    "https://w3id.org/instrgraph/id/itu/pp/res/130/rev/2018": "itu/pp/res/130/rev/2018",
    "Resolution 130 (Rev. Dubai, 2018)": "itu/pp/res/130/rev/2018",
    "Resolution 130 of the Plenipotentiary Conference": "itu/pp/res/130",
    "PP Res. 130": "itu/pp/res/130",
    "res 130 pp": "itu/pp/res/130",
    "Résolution 84 de l'AMNT": "itu/wtsa/res/84",
    "Резолюция 130 (Пересм. Дубай, 2018 г.)": "itu/pp/res/130/rev/2018",
    "القرار 130 (المراجَع في دبي، 2018)": "itu/pp/res/130/rev/2018",
    "第130号决议（2018年，迪拜，修订版）": "itu/pp/res/130/rev/2018",
    "Resolución 130 (Rev. Dubái, 2018)": "itu/pp/res/130/rev/2018",
    "A/RES/71/199": "un/ga/res/71/199",
    "Security Council resolution 1325 (2000)": "un/sc/res/1325",
}


@pytest.mark.parametrize(("words", "identifier"), FORMS.items())
def test_what_is_understood(words: str, identifier: str) -> None:
    assert identify(words) == identifier


def test_an_ambiguous_form_has_candidates() -> None:
    with pytest.raises(AmbiguousIdentifier) as caught:
        identify("Resolution 20")
    assert {"itu/wtsa/res/20", "itu/wtdc/res/20"} <= set(caught.value.candidates)


@pytest.mark.parametrize("words", ["", "  ", "nothing of the kind", "https://example.org/x", "\ud800"])
def test_what_is_not(words: str) -> None:
    with pytest.raises(MalformedIdentifier):
        identify(words)
