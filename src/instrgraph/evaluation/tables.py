"""Tables of an evaluation, as Markdown: for a terminal and for ``docs/accuracy.md`` alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from instrgraph.evaluation.measures import Score, Share
from instrgraph.evaluation.scoring import FIELDS, Evaluation, Scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from instrgraph.evaluation.matching import Pair

HEAD = ("precision", "95 %", "recall", "95 %", "F1", "95 %", "right", "wrong or spurious", "missed")
_CONTEXT = 60
_SHOWN: dict[str, tuple[str, ...]] = {
    "citation": ("instrument", "revision", "edition", "provision", "state", "status", "reason", "by", "rule"),
    "mandate": ("addressee", "force", "state", "clause", "start", "end"),
}


def render(evaluation: Evaluation) -> str:
    """Return all tables of an evaluation as Markdown."""
    return "\n".join(_sections(evaluation))


def summary(evaluation: Evaluation) -> str:
    """Return the table by language alone, with linked precision, mandates and text that cites nothing."""
    return "\n".join(_headline(evaluation))


def _sections(evaluation: Evaluation) -> Iterator[str]:
    yield from _headline(evaluation)
    for group, title in (("kind", "Kinds"), ("form", "Forms"), ("state", "States")):
        yield from _scores(f"{title} of citations", group, evaluation.by(group))
    yield from _scores("Pinpoints", "language", evaluation.pinpoints)
    yield from _shares("Precision of what is linked, by strategy", "strategy", evaluation.strategies)
    rules = {name: one.precision for name, one in evaluation.by("rule").items()}
    yield from _shares("Precision by rule", "rule", rules)
    yield from _agreement(evaluation)


def _headline(evaluation: Evaluation) -> Iterator[str]:
    scores = {**evaluation.by("language"), "all": evaluation.overall}
    yield from _scores("Citations found and linked, end to end", "language", scores)
    yield from _shares("Precision of what is linked", "language", evaluation.linked)
    yield from _scores("Mandates: provision, addressee and force", "language", evaluation.mandates)
    silent = evaluation.silent
    if silent.rate is not None:
        counts = f"{silent.found} false citations ({silent.linked} of them linked) in {silent.size:,} bytes"
        yield f"Text that cites nothing: {counts}, {silent.rate:.2f} in 100 kB.\n"
    exact = evaluation.exact
    yield f"Cores exactly as annotated, among right citations: {_percent(exact.value)} ({exact.right} of {exact.of}).\n"


def _agreement(evaluation: Evaluation) -> Iterator[str]:
    shares = {field: evaluation.agreement(field) for field in FIELDS}
    languages = sorted({language for one in shares.values() for language in one})
    yield "### Agreement on right citations\n"
    rows = [[language, *(_counted(shares[field].get(language, Share())) for field in FIELDS)] for language in languages]
    yield _table(("language", *FIELDS), rows)


def _scores(title: str, first: str, scores: Mapping[str, Score]) -> Iterator[str]:
    yield f"### {title}\n"
    yield _table((first, *HEAD), [[name, *_score_cells(score)] for name, score in scores.items()])


def _shares(title: str, first: str, shares: Mapping[str, Share]) -> Iterator[str]:
    yield f"### {title}\n"
    rows = [
        [name, _percent(share.value), _range(share.interval.low, share.interval.high), str(share.right), str(share.of)]
        for name, share in shares.items()
    ]
    yield _table((first, "precision", "95 %", "right", "of"), rows)


def _score_cells(score: Score) -> list[str]:
    precision, recall, whole = score.precision, score.recall, score.f1_interval
    return [
        _percent(precision.value), _range(precision.interval.low, precision.interval.high),
        _percent(recall.value), _range(recall.interval.low, recall.interval.high),
        _percent(score.f1), _range(whole.low, whole.high),
        str(score.right), str(score.spurious), str(score.missed),
    ]  # fmt: skip


def _counted(share: Share) -> str:
    return f"{_percent(share.value)} ({share.right} of {share.of})" if share.of else "–"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _range(low: float, high: float) -> str:
    return f"{100 * low:.1f} to {100 * high:.1f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [list(head), *(list(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    # The first column is a name, the rest are figures.
    rule = [":" + "-" * (widths[0] - 1), *("-" * (width - 1) + ":" for width in widths[1:])]
    shown = [lines[0], rule, *lines[1:]]
    return "".join(f"| {' | '.join(_cells(line, widths))} |\n" for line in shown)


def _cells(line: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for number, (cell, width) in enumerate(zip(line, widths, strict=True)):
        yield cell.rjust(width) if number else cell.ljust(width)


def describe_error(document: Scored, pair: Pair, what: str) -> str:
    """Return one row that is not right, with what was wanted, what was found and the words around it."""
    row = pair.gold or pair.found or {}
    text = document.document.text
    before = text[max(0, row["start"] - _CONTEXT) : row["start"]].replace("\n", "⏎")
    after = text[row["end"] : row["end"] + _CONTEXT].replace("\n", "⏎")
    core = text[row["start"] : row["end"]].replace("\n", "⏎")
    core = core if len(core) <= 2 * _CONTEXT else core[: 2 * _CONTEXT] + "…"
    return (
        f"{document.document.name}:{row['start']} {what} {', '.join(pair.faults)}\n"
        f"    gold  {_row(pair.gold, what)}\n    found {_row(pair.found, what)}\n    …{before}⟦{core}⟧{after}…\n"
    )


def _row(row: Mapping[str, object] | None, what: str) -> str:
    if row is None:
        return "–"
    fields = _SHOWN[what]
    return " ".join(f"{field}={row[field]}" for field in fields if row.get(field) is not None)
