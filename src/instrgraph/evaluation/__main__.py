"""``python -m instrgraph.evaluation GOLD``: what those who keep the gold and the published figures need.

Scores a folder as ``instrgraph evaluate`` does, and also converts marked-up sources (``--convert``), writes the
measured confidence of strategies (``--confidence data/confidence.toml``) and the figures of ``docs/accuracy.md``
(``--write``).
"""

from __future__ import annotations

import argparse
import sys
from itertools import islice
from pathlib import Path

from instrgraph.evaluation import evaluate
from instrgraph.evaluation.marked import convert_folder
from instrgraph.evaluation.runs import compare, save, write_confidence, write_page
from instrgraph.evaluation.tables import describe_error, render, summary


def main(arguments: list[str]) -> int:
    """Score the folder named in ``arguments`` and print tables; return the exit code."""
    options = _parser().parse_args(arguments)
    if options.convert:
        sys.stdout.write(f"{convert_folder(options.gold, options.convert)} documents converted\n")
        return 0
    evaluation = evaluate(options.gold)
    sys.stdout.write(render(evaluation) if options.full else summary(evaluation))
    if options.before:
        sys.stdout.write(str(compare(evaluation, options.before)))
    wanted = (
        one
        for one in evaluation.wrong()
        if options.only in (None, one[2]) and options.language in (None, one[0].document.language)
    )
    for document, pair, what in islice(wanted, options.errors):
        sys.stdout.write(describe_error(document, pair, what))
    for path, write in ((options.save, save), (options.confidence, write_confidence), (options.write, write_page)):
        if path:
            write(evaluation, path)
    return 0


def _parser() -> argparse.ArgumentParser:
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m instrgraph.evaluation", description=__doc__, formatter_class=raw)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--full", action="store_true", help="all tables, not only the headline")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="list the first N rows that are not right")
    parser.add_argument("--only", choices=("citation", "mandate"), help="list only errors of this sort")
    parser.add_argument("--language", help="list only errors of this language")
    parser.add_argument("--before", type=Path, help="a saved run: show gains and losses against it")
    parser.add_argument("--save", type=Path, help="save this run")
    parser.add_argument("--confidence", type=Path, help="write the measured confidence of strategies (TOML)")
    parser.add_argument("--write", type=Path, help="put the tables into this page")
    parser.add_argument("--convert", type=Path, metavar="OUT", help="convert .mark sources to texts and rows instead")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
