"""Counts the articles of a corpus that the engine reads as a plain engine does.

NEWSLEDGER_CORPUS=FOLDER python tests/bench/reference_2000.py [COUNT]
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from operator import eq
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from reference_engine import ReferenceEngine, differences  # noqa: E402
from results import tell  # noqa: E402
from sampled_articles import corpus  # noqa: E402
from shipped import shipped_engine  # noqa: E402

from parsers.model import Reading  # noqa: E402
from parsers.pipeline import AHEAD, read_articles  # noqa: E402

GOAL, NEAR = 1 / 40, 1 / 70
"""Of the time that the plain engine takes."""


def main(count: int) -> None:
    """Read so many articles both ways, and print what differs."""
    engine = shipped_engine()
    reference = ReferenceEngine(engine.program.pack)
    equal = read = 0
    fast_time = plain_time = 0.0
    articles = corpus(ROOT.parent / "shared", count)
    # As the program reads: each step is taken in a few before the next.
    while batch := list(islice(articles, AHEAD)):
        begun = time.process_time()
        fast = list(read_articles(batch, engine))
        middle = time.process_time()
        plain = list(read_articles(batch, reference))
        fast_time += middle - begun
        plain_time += time.process_time() - middle
        read += len(batch)
        equal += sum(map(eq, fast, plain))
        for one, other in zip(fast, plain, strict=True):
            if isinstance(one, Reading) and isinstance(other, Reading) and one != other:
                print(one.article.name, *differences(one, other), sep="\n  ")
    print(f"{equal} of {read} articles equal")
    tell(
        "the engine / a plain one that tries all",
        *(fast_time * 1e3, plain_time * 1e3, GOAL),
        mark="G2",
        near=NEAR,
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
