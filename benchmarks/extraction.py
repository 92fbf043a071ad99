"""Speed of extraction: text to linked rows, in one run, on one core.

python benchmarks/extraction.py [--characters 200000] [--rounds 3] [--peers PYTHON]

Documents are put together from the development gold so that no two are alike: paragraphs that cite, with their numbers
changed at random, among paragraphs that do not, at a citation in about 600 characters. Each round measures all
languages and peers in turns. Times are CPU time of the process.

Peers: one alternation of regular expressions over the words for kinds of instruments, which only finds those words;
spaCy's tokenizer for French, which only splits words; with --peers, eyecite in another interpreter (one with
``pip install eyecite hyperscan``) on English case law of the same density.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from typing import TYPE_CHECKING

from instrgraph import citations, pipeline, reading, structure
from instrgraph.evaluation import load
from instrgraph.grammar.files import expand, load_all
from instrgraph.grammar.folding import fold, fold_word
from instrgraph.resources import LANGUAGES, root
from instrgraph.rows import citation_row

if TYPE_CHECKING:
    from collections.abc import Callable

DENSITY = 600
COLD = """
import resource, time
before = time.process_time()
import instrgraph
found = instrgraph.extract("la Résolution 130 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires")
import json, sys
print(json.dumps({"cpu": time.process_time() - before, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                  "citations": len(found.citations), "heavy": sorted({"spacy", "rdflib"} & set(sys.modules))}))
"""
PEER = """
import json, sys, time
from eyecite import get_citations
text = sys.stdin.read()
tokenizer = None
if sys.argv[1] == "hyperscan":
    from eyecite.tokenizers import HyperscanTokenizer
    tokenizer = HyperscanTokenizer(cache_dir=sys.argv[2])
work = (lambda part: get_citations(part, tokenizer=tokenizer)) if tokenizer else get_citations
work(text[:2000])
start = time.process_time()
found = sum(len(work(part)) for part in text.split("\\f"))
print(json.dumps({"seconds": time.process_time() - start, "citations": found}))
"""


def paragraphs() -> dict[str, tuple[list[str], list[str]]]:
    """Return, by language, paragraphs of gold that cite and paragraphs that do not."""
    found: dict[str, tuple[list[str], list[str]]] = {language: ([], []) for language in LANGUAGES}
    for document in load(root() / "data" / "gold" / "dev"):
        at = 0
        for line in document.text.split("\n"):
            cites = any(at <= row["start"] < at + len(line) for row in document.citations)
            if len(line) > 40:
                found[document.language][not cites].append(line)
            at += len(line) + 1
    return found


def documents(language: str, characters: int, chance: random.Random, density: int = DENSITY) -> list[str]:
    """Return documents of about 20,000 characters each, with a citing paragraph in about ``density`` characters."""
    citing, quiet = paragraphs()[language]
    made, size = [], 0
    while size < characters:
        lines: list[str] = []
        length = cited = 0
        while length < min(20_000, characters):
            # A citing paragraph has two citations on average.
            if cited * density <= length:
                line = re.sub(r"(?<=\D)\d{2,3}(?=\D)", lambda _: str(chance.randrange(10, 999)), chance.choice(citing))
                cited += 2
            else:
                words = chance.choice(quiet).split(" ")
                chance.shuffle(words)
                line = re.sub(r"\d", "", " ".join(words))
            lines.append(line)
            length += len(line) + 1
        made.append("\n".join(lines))
        size += len(made[-1])
    return made


def cases(characters: int, chance: random.Random) -> str:
    """Return made case law, with a citation in about ``DENSITY`` characters, documents parted by form feeds."""
    words = ["the", "court", "held", "that", "party", "had", "not", "shown", "cause", "for", "relief", "was", "denied"]
    parts, size = [], 0
    while size < characters:
        text = ""
        while len(text) < 20_000:
            text += " ".join(chance.choices(words, k=DENSITY // 6)) + ". "
            volume, page, year = chance.randrange(2, 550), chance.randrange(1, 999), chance.randrange(1950, 1999)
            text += f"Smith v. Jones, {volume} U.S. {page} ({year}). "
        parts.append(text)
        size += len(text)
    return "\f".join(parts)


def rows(text: str) -> int:
    extraction = pipeline.extract(reading.read(text))
    return sum(1 for one in extraction.citations if citation_row(one, extraction.document))


def found_only(text: str) -> int:
    document = reading.read(text)
    readings = reading.readings(document)
    return sum(len(citations.find(one, document, structure.split(one, document))) for one in readings)


def alternation() -> Callable[[str], int]:
    words = {
        fold_word(word)
        for pack in load_all("kinds.toml").values()
        for table in ("singular", "plural")
        for patterns in pack.get(table, {}).values()
        for pattern in patterns
        for word in expand(pattern)
    }
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    return lambda text: sum(1 for _ in pattern.finditer(fold(text).text))


def timed(work: Callable[[str], int], texts: list[str]) -> tuple[float, int]:
    start = time.process_time()
    count = sum(work(text) for text in texts)
    return time.process_time() - start, count


def adversarial(chance: random.Random) -> dict[str, str]:
    """Return texts that would hurt a careless grammar, 100,000 characters each."""
    triggers = ["Resolution", "Résolution", "Резолюция", "القرار", "第", "号决议", "Decision", "Recommendation ITU-T"]
    return {
        "nothing but triggers": " ".join(chance.choices(triggers, k=10_000))[:100_000],
        "nested parentheses": "Resolution 130 " + "(Rev. " * 8_000 + ")" * 8_000,
        "digits and commas": "Resolutions " + ", ".join(str(chance.randrange(1, 9999)) for _ in range(16_000)),
        "one long line": "Resolution 130 (Rev. Dubai, 2018) " * 2_900,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=200_000, help="of text per language and round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", help="an interpreter that has eyecite and hyperscan")
    options = parser.parse_args()
    cold = json.loads(subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True).stdout)
    chance = random.Random(7)  # noqa: S311  (not for secrets)
    speeds, costs = measure(options.characters, options.rounds, chance)
    print("| what | characters/s | ms per 100 kB (UTF-8) | µs per citation |\n| --- | ---: | ---: | ---: |")
    for name, values in speeds.items():
        characters, size = (statistics.median(one[side] for one in values) for side in (0, 1))
        cost = f"{statistics.median(costs[name]):.0f}" if costs[name] else ""
        print(f"| {name} | {characters:,.0f} | {1e8 / size:.1f} | {cost} |")
    usual = statistics.median(one[1] for one in speeds["instrgraph, en"])
    print("\n| text meant to hurt (100,000 characters) | characters/s | times the usual time per byte |")
    print("| --- | ---: | ---: |")
    for name, text in adversarial(chance).items():
        spent, _ = timed(rows, [text])
        size = len(text.encode())
        print(f"| {name} | {len(text) / spent:,.0f} | {usual / (size / spent):.2f} |")
    print(f"\nCold start, import and first document: {cold['cpu']:.2f} s CPU, {cold['mb']:.0f} MB; "
          f"loaded of spaCy and rdflib: {', '.join(cold['heavy']) or 'nothing'}. "
          f"This process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB.")  # fmt: skip
    if options.peers:
        peers(options.peers, cases(options.characters, chance))


def measure(
    characters: int, rounds: int, chance: random.Random
) -> tuple[dict[str, list[tuple[float, float]]], dict[str, list[float]]]:
    """Return (characters, bytes) per second and microseconds per citation, by name, one value a round."""
    import spacy  # noqa: PLC0415  (must not be loaded where the cold start is measured)

    tokenizer = spacy.blank("fr").tokenizer
    plain = alternation()
    for language in LANGUAGES:  # what is loaded and compiled once is the cold start's matter
        timed(rows, documents(language, 3_000, chance))
    speeds: dict[str, list[tuple[float, float]]] = defaultdict(list)
    costs: dict[str, list[float]] = defaultdict(list)
    for _ in range(rounds):
        for language in LANGUAGES:
            texts = documents(language, characters, chance)
            works: dict[str, Callable[[str], int]] = {f"instrgraph, {language}": rows}
            if language == "fr":
                works["instrgraph, fr: structure and citations alone, unlinked"] = found_only
                works["one alternation of regular expressions, fr: words found, nothing read"] = plain
                works["spaCy blank('fr'): tokens alone"] = lambda text: len(tokenizer(text))
            for name, work in works.items():
                spent, count = timed(work, texts)
                size = sum(len(text.encode()) for text in texts)
                speeds[name].append((sum(map(len, texts)) / spent, size / spent))
                if work is rows:
                    costs[name].append(spent * 1e6 / max(count, 1))
        dense = documents("fr", characters // 2, chance, density=60)
        spent, count = timed(rows, dense)
        name = "instrgraph, fr, ten times as dense"
        speeds[name].append((sum(map(len, dense)) / spent, sum(len(text.encode()) for text in dense) / spent))
        costs[name].append(spent * 1e6 / max(count, 1))
    return speeds, costs


def peers(python: str, text: str) -> None:
    print("\n| peer, on case law of the same density | characters/s | citations |\n| --- | ---: | ---: |")
    for name in ("default", "hyperscan"):
        with tempfile.TemporaryDirectory() as compiled:
            command = [python, "-c", PEER, name, compiled]
            done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
        result = json.loads(done.stdout)
        print(f"| eyecite, {name} | {len(text) / result['seconds']:,.0f} | {result['citations']} |")


if __name__ == "__main__":
    main()
