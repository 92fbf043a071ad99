"""How good the extraction is: scored against texts that were annotated by reading.

``evaluate`` scores a folder of gold; ``report`` renders tables; ``floors`` holds what may not fall. Scoring works on
rows (dicts with the names of the JSON rows), so that anything that gives such rows can be scored.
"""

from __future__ import annotations

from instrgraph.evaluation.gold import GoldDocument, load
from instrgraph.evaluation.measures import Interval, Score, Share, wilson
from instrgraph.evaluation.scoring import Evaluation, Found, evaluate, score

__all__ = ["Evaluation", "Found", "GoldDocument", "Interval", "Score", "Share", "evaluate", "load", "score", "wilson"]
