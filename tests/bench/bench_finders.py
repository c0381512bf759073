"""Which patterns of the rules cost most, over the sentences they run on.

    python tests/bench/bench_finders.py [--corpus FOLDER] [--articles N] [--top N]

A pattern is tried on the sentences with a cue in which its relaxed form matches. What it costs is the
CPU time of those tries, shared among all sentences with a cue.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple
from unittest.mock import patch

from corpus import ROOT, arguments, engine, folder, shuffled

from parsers.articles import Found, read
from parsers.engine.finders import Finder
from parsers.engine.program import Program
from parsers.engine.reader import Engine
from parsers.engine.sentences import Sentences
from parsers.engine.tagger import Tagged
from parsers.engine.words import lowered
from parsers.model import Skipped
from parsers.rules.pack import Pattern

TURNS = 3


class Named(NamedTuple):
    """A compiled pattern with what it was compiled from."""

    owner: str
    finder: Finder
    pattern: Pattern
    at_end: bool = False
    """Whether it is only asked if it reaches up to a place."""


class Cost(NamedTuple):
    """What a pattern takes."""

    shared: float
    """Microseconds for each sentence with a cue."""
    call: float
    """Microseconds for each sentence that passes its gate."""
    tried: float
    """How many in a hundred sentences pass."""
    named: Named


def cued(files: Sequence[Found], rules: Engine) -> list[Tagged]:
    """The tagged sentences with a cue of some files."""
    kept: list[Tagged] = []
    tag = Sentences.tag_cued

    def tag_and_keep(*given: Any, **named: Any) -> Tagged | None:
        tagged = tag(*given, **named)
        if tagged is not None:
            kept.append(tagged)
        return tagged

    with patch.object(Sentences, "tag_cued", tag_and_keep):
        for article in map(read, files):
            if not isinstance(article, Skipped):
                rules.read(article)
    return kept


def finders(program: Program) -> Iterator[Named]:
    """All patterns that run over tagged sentences."""
    pack = program.pack
    fixed = [("cue", program.cue, pack.cue), ("clauses", program.clause, pack.clause)]
    for mask in program.masks:
        fixed.append((f"mask: {mask.mask.reason}", mask.finder, mask.mask.pattern))
    for rule in program.rules:
        fixed.append((rule.rule.id, rule.finder, rule.rule.pattern))
        fixed.append((f"{rule.rule.id}: requires", rule.requires, rule.rule.requires))
        fixed.append((f"{rule.rule.id}: unless", rule.unless, rule.rule.unless))
    for slot in program.slots:
        name = f"slot {slot.slot.name}"
        for look in slot.looks:
            fixed.append((name, look.finder, look.look.pattern))
            fixed.append((f"{name}: unless", look.unless, look.look.unless))
            if look.not_after is not None and look.look.not_after is not None:
                owner = f"{name}: not_after"
                yield Named(owner, look.not_after, look.look.not_after, at_end=True)
        for item in slot.inherit:
            fixed.append((f"{name}: when", item.when, item.inheritance.when))
            fixed.append((f"{name}: unless", item.unless, item.inheritance.unless))
    for owner, finder, pattern in fixed:
        if finder is not None and pattern is not None:
            yield Named(owner, finder, pattern)


def cost(
    named: Named, sentences: Sequence[Tagged], passing: Sequence[frozenset[int]]
) -> Cost:
    """What a pattern takes on those sentences that may hold what it finds."""
    texts = [
        tagged.text
        for tagged, numbers in zip(sentences, passing, strict=True)
        if named.finder.number in numbers
    ]
    seconds = min(_seconds(_run(named), texts) for _ in range(TURNS))
    return Cost(
        seconds * 1e6 / len(sentences),
        seconds * 1e6 / max(1, len(texts)),
        100 * len(texts) / len(sentences),
        named,
    )


def _run(named: Named) -> Callable[[str], object]:
    finder = named.finder
    if named.at_end:
        return lambda text: finder.reaches(text, lowered(text), 0, len(text))
    return lambda text: finder.find(text, lowered(text))


def _seconds(run: Callable[[str], object], texts: Sequence[str]) -> float:
    start = time.process_time()
    for text in texts:
        run(text)
    return time.process_time() - start


def line(cost: Cost) -> str:
    """A cost as a line of the table."""
    place = str(cost.named.pattern.place(0)).removeprefix(f"{ROOT}/")
    return (
        f"{cost.shared:>9.2f}{cost.call:>9.2f}{cost.tried:>8.1f}%"
        f"  {cost.named.owner:<32}{place}"
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
    costs = [cost(named, sentences, passing) for named in finders(rules.program)]
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
