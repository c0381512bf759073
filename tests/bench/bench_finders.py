"""Which patterns of the rules cost most, over the sentences they run on.

    python tests/bench/bench_finders.py [--corpus FOLDER] [--articles N] [--top N]

A pattern is tried on the sentences with a cue in which its relaxed form matches. What it costs is the
CPU time of those tries, shared among all sentences with a cue.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from corpus import ROOT, arguments, engine, folder, shuffled

from parsers.articles import Found, read
from parsers.engine.reader import Engine
from parsers.engine.tagger import Tagged
from parsers.model import Article
from parsers.workbench.holders import Holder, everyone

TURNS = 3


class Cost(NamedTuple):
    """What a pattern takes."""

    shared: float
    """Microseconds for each sentence with a cue."""
    call: float
    """Microseconds for each sentence that passes its gate."""
    tried: float
    """How many in a hundred sentences pass."""
    holder: Holder


def cued(files: Sequence[Found], rules: Engine) -> list[Tagged]:
    """The tagged sentences with a cue of some files."""
    articles = (article for article in map(read, files) if isinstance(article, Article))
    return [tagged for a in articles for tagged in rules.begin(a).tagged_sentences()]


def cost(
    holder: Holder, sentences: Sequence[Tagged], passing: Sequence[frozenset[int]]
) -> Cost:
    """What a pattern takes on those sentences that may hold what it finds."""
    texts = [
        tagged.text
        for tagged, numbers in zip(sentences, passing, strict=True)
        if holder.finder.number in numbers
    ]
    seconds = min(_seconds(holder.run, texts) for _ in range(TURNS))
    return Cost(
        seconds * 1e6 / len(sentences),
        seconds * 1e6 / max(1, len(texts)),
        100 * len(texts) / len(sentences),
        holder,
    )


def _seconds(run: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def line(cost: Cost) -> str:
    """A cost as a line of the table."""
    place = str(cost.holder.pattern.place(0)).removeprefix(f"{ROOT}/")
    return (
        f"{cost.shared:>9.2f}{cost.call:>9.2f}{cost.tried:>8.1f}%"
        f"  {cost.holder.name:<32}{place}"
    )


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--articles", type=int, default=3_000)
    parser.add_argument("--top", type=int, default=10, help="patterns to list [10]")
    options = parser.parse_args()
    rules = engine()
    files = shuffled(folder(options.corpus), options.seed)[: options.articles]
    sentences = cued(files, rules)
    passing = [rules.program.passing(tagged.low) for tagged in sentences]
    costs = [cost(holder, sentences, passing) for holder in everyone(rules.program)]
    costs.sort(reverse=True, key=lambda cost: cost.shared)
    total = sum(cost.shared for cost in costs)
    print(
        f"{len(costs)} patterns, {len(sentences):,} sentences with a cue of "
        f"{len(files):,} articles: {total:.0f} microseconds for each sentence"
    )
    print(f"{'us/sent.':>9}{'us/try':>9}{'tried':>9}")
    print("\n".join(map(line, costs[: options.top])))


if __name__ == "__main__":
    main()
