"""The merge: what changed in named graphs, and what an update did to the default graph, on stores in memory."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from instrgraph.store.merge import (
    DEFAULT,
    differences,
    distribute,
    follow,
    is_held,
    merge_all,
    own_graph,
    place,
    take_away,
)

EX = "http://example.org/"
ONE, TWO = ox.NamedNode(EX + "one"), ox.NamedNode(EX + "two")


def triples(*numbers: int) -> list[ox.Quad]:
    return [ox.Quad(ox.NamedNode(EX + "a"), ox.NamedNode(EX + "b"), ox.Literal(number)) for number in numbers]


def numbers(engine: ox.Store, graph: ox.NamedNode | ox.DefaultGraph = DEFAULT) -> list[int]:
    return sorted(int(quad.object.value) for quad in engine.quads_for_pattern(None, None, None, graph))


def filled(*graphs: tuple[ox.NamedNode, tuple[int, ...]]) -> ox.Store:
    engine = ox.Store()
    for name, listed in graphs:
        place(engine, name, triples(*listed))
    return engine


def test_placing_and_taking_away() -> None:
    engine = filled((ONE, (1, 2, 3)), (TWO, (3, 4)))
    assert numbers(engine) == [1, 2, 3, 4]
    assert place(engine, ONE, triples(2, 2, 5)) == 2
    assert (numbers(engine, ONE), numbers(engine)) == ([2, 5], [2, 3, 4, 5])
    take_away(engine, ONE)
    take_away(engine, ONE)
    assert (numbers(engine), [graph.value for graph in engine.named_graphs()]) == ([3, 4], [TWO.value])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((), ()),
        ((1, 2), (1, 2)),
        ((), (1, 2)),
        ((1, 2), ()),
        ((1, 2, 3, 9), (3, 4, 1, 8)),
        (tuple(range(40)), tuple(range(20, 70))),
    ],
)
def test_differences(old: tuple[int, ...], new: tuple[int, ...]) -> None:
    added, lost = differences(filled((ONE, old)), filled((ONE, new)), ONE)
    assert {int(quad.object.value) for quad in added} == set(new) - set(old)
    assert {int(quad.object.value) for quad in lost} == set(old) - set(new)
    assert (len(added), len(lost)) == (len(set(new) - set(old)), len(set(old) - set(new)))


def test_following_named_graphs() -> None:
    before, after = filled((ONE, (1, 2)), (TWO, (2, 3))), filled((ONE, (1, 2)), (TWO, (2, 3)))
    after.remove_graph(TWO)
    after.extend(ox.Quad(quad.subject, quad.predicate, quad.object, ONE) for quad in triples(7))
    follow(before, after, (ONE.value, TWO.value))
    assert numbers(after) == [1, 2, 7]
    again = numbers(after)
    merge_all(after)
    assert numbers(after) == again


def test_what_is_written_to_the_default_graph() -> None:
    engine = filled((ONE, (1,)), (own_graph(), (2, 3)))
    before = set(engine.quads_for_pattern(None, None, None, DEFAULT))
    engine.extend(triples(4))
    for quad in triples(1, 2):
        engine.remove(quad)
    after = set(engine.quads_for_pattern(None, None, None, DEFAULT))
    distribute(engine, after - before, before - after, own_graph())
    assert numbers(engine, own_graph()) == [3, 4]
    assert numbers(engine) == [1, 3, 4]
    assert is_held(engine, triples(1)[0])
    assert not is_held(engine, triples(2)[0])
