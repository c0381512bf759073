"""A rule that never comes to an end, beside the time that it is given.

    python tests/bench/bench_bad_rule.py

An engine with such a rule reads articles in a thread, as the browser does, while the
main thread only looks at its clock. The rule must be stopped in time, the other rules
must find what they always find, and the main thread must not be late.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from packs import SMALL, engine_of  # noqa: E402
from results import tell  # noqa: E402

from parsers.articles import article_from_text  # noqa: E402
from parsers.engine import Engine  # noqa: E402
from parsers.engine.sentences import MOST_OVERRUNS  # noqa: E402
from parsers.engine.timing import BUDGET  # noqa: E402
from parsers.model import Reading  # noqa: E402

BAD = "  - {id: bad, priority: 90, pattern: '(?:a|aa)+(?<!a)! reached {figure}'}\n"
SENTENCE = f"Iran's exports {'a' * 60}! reached $5 million in 2019. "
SENTENCES = 6
STOPPED_GOAL = 2
"""Times its time after which a rule must have been stopped."""
LATE_GOAL = 1
LATE = 50
"""Milliseconds that the main thread may be late."""
LOOK = 0.002
"""Seconds between two looks at the clock."""


def watched(
    engine: Engine, text: str = SENTENCE * SENTENCES
) -> tuple[list[Reading], float, float]:
    """Read an article in a thread.

    Returns:
        What was read, the CPU seconds that it took, and by how many seconds the main
        thread was late at most.
    """
    article = article_from_text("a.txt", text)
    readings: list[Reading] = []
    thread = Thread(target=lambda: readings.append(engine.read(article)))
    began, late = time.process_time(), 0.0
    thread.start()
    while thread.is_alive():
        due = time.perf_counter() + LOOK
        time.sleep(LOOK)
        late = max(late, time.perf_counter() - due)
    return readings, time.process_time() - began, late


def main() -> int:
    """Measure; 1 where the rule was not stopped, or took others with it."""
    with TemporaryDirectory() as place:
        good, bad = (engine_of(Path(place), SMALL + rules) for rules in ("", BAD))
    (usual,), _, _ = watched(good)
    (reading,), seconds, late = watched(bad)
    overruns = [overrun for overrun in reading.overruns if overrun.rule == "bad"]
    print(
        f"{len(overruns)} overruns; {len(reading.entries)} entries, "
        f"{len(usual.entries)} without the bad rule"
    )
    if not overruns:
        return 1
    allowed = BUDGET * min(MOST_OVERRUNS, len(overruns)) * 1e3
    tell("a bad rule / its time", seconds * 1e3, allowed, STOPPED_GOAL, mark="G10")
    tell(
        f"the main thread is late / {LATE} ms", late * 1e3, LATE, LATE_GOAL, mark="G10"
    )
    return int(reading.entries != usual.entries)


if __name__ == "__main__":
    sys.exit(main())
