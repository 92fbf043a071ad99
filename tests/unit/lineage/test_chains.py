
"""The three made chains are traced as their maker wrote them down, and carried out where another body names them."""

from __future__ import annotations

import pytest

from instrgraph.lineage import find_delegations, trace
from unit.lineage.chain import CHAINS, Chain

PRECISION, RECALL = 0.95, 0.9
NAMES = sorted(path.stem for path in CHAINS.glob("*.toml"))


def test_there_are_three_chains_of_four_revisions():
    assert len(NAMES) == 3
    for name in NAMES:
        chain = Chain(name)
        assert len(chain.texts) == 4
        assert len(chain.texts[0].lines) == 20


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_a_mandate(name):
    for text in Chain(name).texts:
        assert set(text.line_of.values()) == {line for line, _ in text.lines}


@pytest.mark.parametrize("name", NAMES)
def test_chain(name):
    chain = Chain(name)
    kinds = set()
    right = found = wanted = 0
    for index, (older, newer) in enumerate(zip(chain.texts, chain.texts[1:], strict=False)):
        links = {
            (
                link.kind.value,
                frozenset(older.line_of[one] for one in link.older),
                frozenset(newer.line_of[one] for one in link.newer),
            )
            for link in trace(older.mandates, newer.mandates)
        }
        expected = chain.expected(index)
        kinds |= {kind for kind, _, _ in expected}
        right, found, wanted = right + len(links & expected), found + len(links), wanted + len(expected)
    assert kinds == {"unchanged", "amended", "moved", "split", "merged", "added", "dropped"}
    assert wanted >= 55
    assert right >= PRECISION * found, (right, found)
    assert right >= RECALL * wanted, (right, wanted)


@pytest.mark.parametrize("name", NAMES)
def test_delegation(name):
    chain = Chain(name)
    last, other = chain.texts[-1], chain.carrying_out
    links = find_delegations(other.mandates, {chain.data["instrument"]: last.mandates})
    found = {(last.line_of[old], other.line_of[new]) for link in links for old in link.older for new in link.newer}
    assert found == {tuple(pair) for pair in chain.data["delegation"]["links"]}
    assert {link.kind.value for link in links} == {"delegated"}
