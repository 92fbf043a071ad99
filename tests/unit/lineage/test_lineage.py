# ruff: noqa: E501  (texts stand on one line as documents have them)
"""Lineage of mandates between two texts: what is kept, moved, reworded, split, merged, dropped and added."""

from __future__ import annotations

import pytest

from instrgraph.lineage import LineageKind, continue_mandates, find_delegations, trace
from instrgraph.model import Mandate, Span


def mandate(identifier: str, action: str, *, clause: str = "instructs/1", addressee: str = "itu/office/dir-tsb", force: str = "instructs",
            mandator: str = "itu/pp", basis: tuple[str, ...] = (), language: str = "en") -> Mandate:  # fmt: skip
    return Mandate(id=identifier, language=language, span=Span(0, 1), clause=clause, path=clause, mandator=mandator, force=force,
                   addressee=addressee, action=action, basis=basis)  # fmt: skip


TEXTS = {
    "en": {
        "report": "to report annually to the Council on the progress made in implementing this resolution",
        "reworded": "to submit a report to the Council every year on progress made in implementing this resolution",
        "assist": "to assist developing countries in drawing up national cybersecurity strategies",
        "both": "to organize workshops on accessibility in each region and to publish the glossary of terms in all languages",
        "one": "to organize workshops on accessibility in each region", "other": "to publish the glossary of terms in all languages",
        "new": "to establish a registry of satellite filings",
    },
    "fr": {
        "report": "de rendre compte chaque année au Conseil des progrès accomplis dans la mise en œuvre de la présente résolution",
        "reworded": "de soumettre chaque année au Conseil un rapport sur les progrès accomplis dans la mise en œuvre de la présente résolution",
        "assist": "d'aider les pays en développement à élaborer des stratégies nationales de cybersécurité",
        "both": "d'organiser dans chaque région des ateliers sur l'accessibilité et de publier le glossaire des termes dans toutes les langues",
        "one": "d'organiser dans chaque région des ateliers sur l'accessibilité", "other": "de publier le glossaire des termes dans toutes les langues",
        "new": "d'établir un registre des fiches de notification",
    },
    "zh": {
        "report": "每年向理事会报告本决议执行方面取得的进展", "reworded": "每年就本决议执行方面取得的进展向理事会提交报告",
        "assist": "帮助发展中国家制定国家网络安全战略", "both": "在各区域举办无障碍讲习班，并以所有语文出版术语汇编",
        "one": "在各区域举办无障碍讲习班", "other": "以所有语文出版术语汇编", "new": "建立卫星网络申报资料登记册",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", TEXTS)
def test_kinds(language):
    words = TEXTS[language]
    older = [mandate("o1", words["report"], clause="instructs/1"), mandate("o2", words["assist"], clause="instructs/2"),
             mandate("o3", words["both"], clause="instructs/3"), mandate("o4", words["new"], clause="instructs/4")]  # fmt: skip
    newer = [mandate("n1", words["assist"], clause="instructs/1"), mandate("n2", words["reworded"], clause="instructs/2"),
             mandate("n3", words["one"], clause="instructs/3"), mandate("n4", words["other"], clause="instructs/4")]  # fmt: skip
    found = {(link.kind.value, link.older, link.newer) for link in trace(older, newer)}
    assert found == {
        ("moved", ("o2",), ("n1",)),
        ("amended", ("o1",), ("n2",)),
        ("split", ("o3",), ("n3", "n4")),
        ("dropped", ("o4",), ()),
    }
    back = {(link.kind.value, link.older, link.newer) for link in trace(newer, older)}
    assert back == {
        ("moved", ("n1",), ("o2",)),
        ("amended", ("n2",), ("o1",)),
        ("merged", ("n3", "n4"), ("o3",)),
        ("added", (), ("o4",)),
    }


def test_the_same_text_is_unchanged():
    texts = [
        mandate(f"m{index}", words, clause=f"instructs/{index}") for index, words in enumerate(TEXTS["en"].values())
    ]
    links = trace(texts, texts)
    assert {link.kind for link in links} == {LineageKind.UNCHANGED}
    assert len(links) == len(texts)
    assert all(link.score == 1 and link.older == link.newer for link in links)


def test_an_addressee_more_or_less_is_told_apart():
    older = [mandate("o1", "to act on this"), mandate("o2", "to act on this", addressee="itu/council")]
    newer = [mandate("n1", "to act on this"), mandate("n3", "to act on this", addressee="itu/office/sg")]
    kinds = {(link.kind.value, link.older, link.newer) for link in trace(older, newer)}
    assert kinds == {("unchanged", ("o1",), ("n1",)), ("added", (), ("n3",)), ("dropped", ("o2",), ())}


def test_every_mandate_is_in_a_link():
    older = [mandate(f"o{index}", words) for index, words in enumerate(TEXTS["fr"].values())]
    newer = [mandate(f"n{index}", words) for index, words in enumerate(TEXTS["en"].values())]
    links = trace(older, newer)
    assert {one for link in links for one in link.older} == {one.id for one in older}
    assert {one for link in links for one in link.newer} == {one.id for one in newer}


def test_newer_mandates_name_what_they_continue():
    older, newer = (
        [mandate("o1", "to act on this")],
        [mandate("n1", "to act on this"), mandate("n2", "to publish the glossary")],
    )
    first, second = continue_mandates(older, newer)
    assert (first.continues, first.lineage) == ("o1", "unchanged")
    assert (second.continues, second.lineage) == (None, None)


def test_delegation_rests_on_the_instrument_named():
    plenipotentiary = [mandate("p1", TEXTS["en"]["assist"]), mandate("p2", TEXTS["en"]["report"])]
    sector = mandate(
        "s1",
        "to help developing countries with their national cybersecurity strategies",
        mandator="itu/wtsa",
        basis=("itu/pp/res/130",),
    )
    (link,) = find_delegations([sector], {"itu/pp/res/130": plenipotentiary})
    assert (link.kind, link.older, link.newer, link.evidence) == (
        LineageKind.DELEGATED,
        ("p1",),
        ("s1",),
        ("basis", "likeWords"),
    )
    assert (
        find_delegations(
            [mandate("s2", TEXTS["en"]["assist"], mandator="itu/wtsa")], {"itu/pp/res/130": plenipotentiary}
        )
        == ()
    )


def test_nothing_continues_nothing():
    assert trace([], []) == ()
