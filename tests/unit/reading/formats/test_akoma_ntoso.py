"""Akoma Ntoso: structure, labels and openers from the markup."""

from __future__ import annotations

from pathlib import Path

import pytest

from instrgraph.errors import InputTooLarge, UnreadableInput
from instrgraph.reading.akoma_ntoso import read_akoma_ntoso
from instrgraph.settings import Settings

CORPUS = Path(__file__).parents[5] / "shared" / "corpus" / "itu-pp-18"
NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
HEAD = f'<akomaNtoso xmlns="{NAMESPACE}"><doc name="x"><meta><x>no</x></meta><mainBody>'
TAIL = "</mainBody></doc></akomaNtoso>"


def shown(inner: str):
    draft = read_akoma_ntoso((HEAD + inner + TAIL).encode(), "a.xml", Settings())
    return [
        (block.kind.value, block.label_base, block.label_proposed, block.span.of(draft.text)) for block in draft.blocks
    ]


CASES = {
    "labels and openers": (
        "<hcontainer><heading><i>resolves</i></heading><level><num>1</num>\n <p>to  act</p></level></hcontainer>",
        [("heading", None, None, "resolves"), ("list-item", "1", "1", "to act")],
    ),
    "a label in the text stays there": ("<recital><p>a) that</p></recital>", [("paragraph", None, None, "a) that")]),
    "two numbers in a row": ("<num>1</num><num>a)</num><p>x</p>", [("list-item", "1 a)", "1 a)", "x")]),
    "a number with nothing after it": ("<paragraph><num>1</num></paragraph><p>x</p>", [("list-item", "1", "1", "x")]),
    "notes go to the end": (
        '<p>a<authorialNote marker="1"><p>note</p></authorialNote> b</p><p>c</p>',
        [("paragraph", None, None, "a b"), ("paragraph", None, None, "c"), ("footnote", "1", "1", "note")],
    ),
    "changes": ("<p>a <del>b</del><ins>c</ins></p>", [("paragraph", None, None, "a bc")]),
    "changed label": (
        "<paragraph><num><del>b)</del><ins>c)</ins></num><p>x</p></paragraph>",
        [("list-item", "b)", "c)", "x")],
    ),
    "cells": ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>",
              [("table-cell", None, None, "a"), ("table-cell", None, None, "b")]),
    "raised digits": ("<p>Res. 130<sup>2</sup></p>", [("paragraph", None, None, "Res. 130²")]),
    "unknown elements": ("<p>a<new>b</new>c</p>", [("paragraph", None, None, "a"), ("paragraph", None, None, "b"),
                                                   ("paragraph", None, None, "c")]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_blocks(name):
    inner, expected = CASES[name]
    assert shown(inner) == expected


def test_number_of_cases():
    assert len(CASES) == 10


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of 2018 is not beside the checkout (../shared)")
def test_the_words_are_those_of_the_plain_twin():
    paths = sorted((CORPUS / "akn").glob("*.xml"))
    assert len(paths) == 53
    for path in paths:
        draft = read_akoma_ntoso(path.read_bytes(), path.name, Settings())
        words = " ".join(f"{block.label_base or ''} {block.span.of(draft.text)}" for block in draft.blocks).split()
        assert words == (CORPUS / f"{path.stem}.txt").read_text(encoding="utf-8").split(), path.name


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><akomaNtoso><p>&b;</p></akomaNtoso>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><akomaNtoso><p>&a;</p></akomaNtoso>'
EXTERNAL_DTD = '<!DOCTYPE akomaNtoso SYSTEM "http://localhost:1/x.dtd"><akomaNtoso><p>a</p></akomaNtoso>'


@pytest.mark.parametrize("source", [BOMB, OUTSIDE, EXTERNAL_DTD])
def test_entities_and_outside_parts_are_refused(source):
    with pytest.raises(UnreadableInput, match="declares entities"):
        read_akoma_ntoso(source.encode(), "a.xml", Settings())


def test_depth_is_limited():
    with pytest.raises(InputTooLarge, match=r"simplify|nests deeper"):
        shown("<list>" * 300 + "<p>x</p>" + "</list>" * 300)
    with pytest.raises(InputTooLarge, match="MAX_DEPTH"):
        read_akoma_ntoso(b"<akomaNtoso><p><i><b>x</b></i></p></akomaNtoso>", "a.xml", Settings(max_depth=3))


@pytest.mark.parametrize(
    "source", ["<akomaNtoso><p>x", "<akomaNtoso/>", '<?xml version="1.0" encoding="x-no"?><akomaNtoso/>']
)
def test_broken(source):
    with pytest.raises(UnreadableInput):
        read_akoma_ntoso(source.encode(), "a.xml", Settings())
