"""A change of one rule, recounted over a corpus, against reading all of it again.

    python tests/bench/bench_rules.py [--corpus FOLDER]

Every article is read once, and what its patterns were tried on is kept. Then each rule
and each mask is taken out in turn, and some of the looks: what that can touch is found
and read again, as the browser does when a rule file is saved. All times are CPU time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench_extraction import own_seconds
from corpus import arguments, engine, everything, folder
from results import tell

from parsers.articles import LIMIT, Found, read
from parsers.engine import Engine, Program
from parsers.engine.traces import Touch, Trace, read_traced
from parsers.model import Skipped
from parsers.pipeline import RuleSet, collect_seldom, load_rules
from parsers.resources import data_folder
from parsers.rules.pack import Pack
from parsers.settings import resolve, rule_files

GOAL = 0.05
"""Of the time for all articles: what a change of one part may take, by and large."""
NEAR = 1 / 40
LOADING_GOAL = 0.25
"""Of the time of the first loading: what loading takes when one file has changed."""
EVERY_LOOK = 8
"""Of so many looks, one is taken out."""
TURNS = 5

Traced = Sequence[tuple[Found, Trace]]
T = TypeVar("T")


def traced(files: Sequence[Found], rules: Engine) -> Traced:
    """Every article, and what it was read by."""
    found: list[tuple[Found, Trace]] = []
    for file in files:
        article = read(file, LIMIT)
        if not isinstance(article, Skipped):
            found.append((file, read_traced(rules.program, article)[1]))
    return found


def recounted(articles: Traced, old: Program, new: Program) -> None:
    """Read again what a change can touch."""
    touch = Touch.between(old, new)
    touched = [f for f, trace in articles if touch is None or touch.reaches(trace)]
    traced(touched, Engine(new))


def lessened(pack: Pack) -> Iterator[tuple[str, Pack]]:
    """The pack without one of its parts, in turn."""
    for rule in pack.rules:
        yield "rule", replace(pack, rules=_without(pack.rules, rule))
    for mask in pack.masks:
        yield "mask", replace(pack, masks=_without(pack.masks, mask))
    looks = [(slot, look) for slot in pack.slots for look in slot.looks]
    for slot, look in looks[::EVERY_LOOK]:
        less = replace(slot, looks=_without(slot.looks, look))
        slots = tuple(less if one is slot else one for one in pack.slots)
        yield "look", replace(pack, slots=slots)


def _without(parts: tuple[T, ...], part: T) -> tuple[T, ...]:
    return tuple(one for one in parts if one is not part)


def loading() -> tuple[float, float]:
    """CPU seconds of loading the shipped rules with one file of a person's own.

    Returns:
        When that file has changed, the best of some turns, and for the first time.
    """
    shipped = rule_files(resolve(data_folder("config"), ()).settings.rules)
    former: list[RuleSet] = []
    with TemporaryDirectory() as place:
        mine = Path(place) / "mine.yaml"

        def load(reason: str) -> None:
            mask = f"masks: [{{reason: {reason}, pattern: nothing of the kind}}]\n"
            mine.write_text(f"newsledger: rules/1\n{mask}", encoding="utf-8")
            ruleset = load_rules(
                [*shipped, mine], former=former.pop() if former else None
            )
            if ruleset.engine is None:
                sys.exit(ruleset.text)
            former.append(ruleset)

        first = own_seconds(lambda: load("the first"))
        turns = [own_seconds(partial(load, f"turn {n}")) for n in range(TURNS)]
    return min(turns), first


def recounts(articles: Traced, rules: Engine) -> dict[str, list[float]]:
    """CPU seconds of each change, by what is taken out, the quickest first."""
    seconds: dict[str, list[float]] = {}
    for kind, pack in lessened(rules.program.pack):
        new = Program(pack, rules.program)
        took = own_seconds(partial(recounted, articles, rules.program, new))
        seconds.setdefault(kind, []).append(took)
    return {kind: sorted(times) for kind, times in seconds.items()}


def main() -> None:
    """Measure and print."""
    options = arguments(__doc__).parse_args()
    print(f"{'':<44}{'ours':>9}{'anchor':>9}")
    again, first = loading()
    what = "load rules, one file of them changed"
    tell(what, again * 1e3, first * 1e3, LOADING_GOAL)
    files, rules = everything(folder(options.corpus)), engine()
    collect_seldom()
    kept: list[Traced] = []
    whole = own_seconds(lambda: kept.append(traced(files, rules))) * 1e3
    (articles,) = kept
    size = sum(len(trace.tagged) + len(trace.plain) for _, trace in articles) / 1e6
    print(f"{len(articles):,} articles; kept of them: {size:.1f} MB")
    for kind, seconds in recounts(articles, rules).items():
        what = f"recount without a {kind}, median of {len(seconds)}"
        tell(what, median(seconds) * 1e3, whole, GOAL, mark="G3", near=NEAR)
        tell("the slowest", seconds[-1] * 1e3, whole)


if __name__ == "__main__":
    main()
