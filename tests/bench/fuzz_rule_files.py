"""Reads many broken rule files and prints what came of them.

Run it with `PYTHONPATH=.:tests python tests/bench/fuzz_rule_files.py [COUNT] [SEED]`.
An exception that is none of the program's own ends it with a traceback.
"""

from __future__ import annotations

import sys
import time
from collections import Counter

from rule_file_samples import HOSTILE, mutants

from parsers.rules.source import parse_source

COUNT = 200_000


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print_fuzz(count, seed)
    print_hostile()


def print_fuzz(count: int, seed: int) -> None:
    """What became of the mutants."""
    outcomes: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    slowest = 0.0
    for data in mutants(count, seed):
        start = time.perf_counter()
        file, problems = parse_source("mutant.yaml", data)
        slowest = max(slowest, time.perf_counter() - start)
        codes.update({problem.code for problem in problems})
        if file is None:
            outcomes["refused"] += 1
        else:
            outcomes["kept in part" if problems else "kept whole"] += 1
    print(f"{count:,} mutants, seed {seed}: 0 foreign exceptions")
    print(f"  {dict(outcomes)}, slowest {slowest * 1000:.0f} ms")
    print(f"  mutants with each code: {dict(sorted(codes.items()))}")


def print_hostile() -> None:
    """How long the hostile files take."""
    seconds = {}
    for name, (data, *_) in HOSTILE.items():
        start = time.perf_counter()
        parse_source(name, data)
        seconds[name] = time.perf_counter() - start
    name = max(seconds, key=lambda name: seconds[name])
    print(
        f"{len(seconds)} hostile files, slowest: {name}, {seconds[name] * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
