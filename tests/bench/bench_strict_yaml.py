"""How long 600 rules take to read, against yaml.CSafeLoader in the same run.

Run it with `PYTHONPATH=.:tests python tests/bench/bench_strict_yaml.py`. It prints the
best times of some turns taken one after the other, and their ratios.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import yaml
from results import tell

from parsers.resources import data_folder
from parsers.rules.source import parse_source
from parsers.rules.strict_yaml import load

RULES = 600
"""With their examples, nearly as many as a file can hold."""
TURNS = 25


def many_rules() -> bytes:
    """The shipped rules again and again under other names, up to so many."""
    path = data_folder("config") / "rules" / "core-en.yaml"
    head, _, rules = path.read_text(encoding="utf-8").partition("\nrules:\n")
    parts = [part for part in re.split(r"(?m)^(?=  - id: )", rules) if part.strip()]
    copies = (
        re.sub(
            r"id: ([a-z-]+)", rf"id: \1-{number}", parts[number % len(parts)], count=1
        )
        for number in range(RULES)
    )
    return f"{head}\nrules:\n{''.join(copies)}".encode()


def best_times(runs: list[Callable[[], object]]) -> list[float]:
    """The best time of each, in seconds; they take turns, so that all see the same."""
    best = [float("inf")] * len(runs)
    for _ in range(TURNS):
        for index, run in enumerate(runs):
            start = time.perf_counter()
            run()
            best[index] = min(best[index], time.perf_counter() - start)
    return best


def main() -> None:
    """Measure and print."""
    data = many_rules()
    anchor, *ours = best_times(
        [
            lambda: yaml.load(data, Loader=yaml.CSafeLoader),
            lambda: load(data),
            lambda: parse_source("rules.yaml", data),
        ]
    )
    print(f"{RULES:,} rules, {len(data):,} bytes, best of {TURNS}")
    for name, taken in zip(("strict_yaml.load", "parse_source"), ours, strict=True):
        tell(f"{name} / CSafeLoader", taken * 1e3, anchor * 1e3)


if __name__ == "__main__":
    main()
