"""The lineage of Resolution 2 from Dubai (2018) to Bucharest (2022), as reading both texts gives it."""

from __future__ import annotations

import pytest

from instrgraph.library import extract
from instrgraph.lineage import trace
from instrgraph.resources import root

CORPUS = root().parent / "shared" / "corpus"
OLDER, NEWER = CORPUS / "itu-pp-18" / "pp-18-res-2.txt", CORPUS / "itu-pp-22" / "pp-22-res-2.txt"

# Written from the two texts before they were traced. Clauses, not words: the texts are not ours.
EXPECTED = {
    ("amended", "resolves/1", "resolves/1"),  # the year of the forum is left out
    ("amended", "resolves/2", "resolves/2"),  # "including those related to opportunities ..." comes
    ("unchanged", "resolves/3", "resolves/3"),
    ("added", None, "resolves/4"),  # reports are shared with other organizations
    ("moved", "resolves/4", "resolves/5"),
    ("amended", "resolves/5", "resolves/6"),  # no longer "on an ad hoc basis"
    ("moved", "resolves/6", "resolves/7"),
    ("moved", "resolves/7", "resolves/8"),
    ("moved", "resolves/8", "resolves/9"),
    ("moved", "resolves/9", "resolves/10"),  # a capital letter alone
    ("moved", "resolves/10", "resolves/11"),
    ("unchanged", "instructs", "instructs"),
    ("unchanged", "instructs/1", "instructs/1"),
    ("amended", "instructs/2", "instructs/2"),  # the item that it names was renumbered
    ("unchanged", "instructs/3", "instructs/3"),
    ("unchanged", "instructs", "instructs"),  # "further instructs the Council"
}


@pytest.fixture(scope="module")
def texts():
    if not OLDER.exists() or not NEWER.exists():
        pytest.skip("../shared/corpus is not here: the real pair of revisions cannot be read")
    return extract(OLDER).mandates, extract(NEWER).mandates


def test_lineage_is_that_of_reading(texts):
    older, newer = texts
    clauses = {one.id: one.clause for one in (*older, *newer)}
    found = set()
    for link in trace(older, newer):
        before = {clauses[one] for one in link.older} or {None}
        after = {clauses[one] for one in link.newer} or {None}
        found |= {(link.kind.value, old, new) for old in before for new in after}
    assert found == EXPECTED
