"""How much of tracked changes is read back from flattened text: shares by language, split by witness.

Run ``python benchmarks/flattened.py``; with ``--all`` each change that was not recovered rightly is listed too. The
changes are those of the made Word files of the tests, of thirty-six proposals made in six languages, and of two hundred
and forty more in which items come and go at random.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from making.flattening import outcomes, outcomes_at_random, table

AT_RANDOM = 240


def main() -> None:
    """Print the table."""
    found = outcomes()
    print(table(found))
    found_at_random = outcomes_at_random(AT_RANDOM)
    print(f"\n{AT_RANDOM} proposals made at random")
    print(table(found_at_random))
    found += found_at_random
    if "--all" in sys.argv[1:]:
        for one in found:
            if one.result != "right":
                print(f"{one.result:<11}{'witness' if one.witness else '':<8} {one.name}: {one.shown!r}")


if __name__ == "__main__":
    main()
