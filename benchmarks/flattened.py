"""How much of tracked changes is read back from flattened text: shares by language, split by witness.

Run ``python benchmarks/flattened.py``; with ``--all`` each change that was not recovered rightly is listed too. The
changes are those of the made Word files of the tests, and of thirty-six proposals made in six languages.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from making.flattening import outcomes, table


def main() -> None:
    """Print the table."""
    found = outcomes()
    print(table(found))
    if "--all" in sys.argv[1:]:
        for one in found:
            if one.result != "right":
                print(f"{one.result:<11}{'witness' if one.witness else '':<8} {one.name}: {one.shown!r}")


if __name__ == "__main__":
    main()
