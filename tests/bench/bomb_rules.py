"""Twenty rules that are bombs: each is refused or stopped, named, and costs nobody else.

    python tests/bench/bomb_rules.py

Each is put beside good rules and reads an article in a thread, as in the browser, while
the main thread only looks at its clock. It must be refused, or stopped within its time
and half a second, with the pair of rule and article listed where it was stopped; the good
rules read what they always read, and the next article is read at once. All of it happens
in a process of at most 1 GiB. Ends with 1 where something is not so.
"""

from __future__ import annotations

import resource
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "bench")]

from bench_bad_rule import LATE, SENTENCES, watched  # noqa: E402
from packs import SMALL  # noqa: E402

from parsers.articles import article_from_text  # noqa: E402
from parsers.engine.sentences import MOST_OVERRUNS  # noqa: E402
from parsers.engine.timing import BUDGET  # noqa: E402
from parsers.pipeline import load_rules  # noqa: E402

SLOW = (
    *("(?:a|a)*", "(?:a|aa)+", "(?:aa|a)*", "(?:a|a|a)+", "(?:a|aa|aaa)*"),
    *(
        "(?:(?:a|a)+)+",
        "(?:aaa|a)*",
        "(?:a|aa|a)+",
        "(?:a|[a-c])*",
        "(?:a|aa)+(?:a|aa)+",
    ),
    *(
        "(?:a?){60}a{30}",
        "(?:a{1,60}){1,60}",
        "(?:a|a?a)+",
        "(?:aa|aa|a)+",
        "(?:aa?|a)*",
    ),
)
"""What can match the same characters in more ways than anybody can try."""
PATTERNS = (
    *(f"{slow}(?<!a)! reached {{figure}}" for slow in SLOW),
    *("a{1000000000} {figure}", "(?:(?:(?:a{100}){100}){100}){100} {figure}"),
    *(f"{'(?:' * 500}a{')' * 500} {{figure}}", "(?:a{0,300}){300} {figure}"),
    "(?:a|aa){30,}(?<!a)! reached {figure}",
)
GOOD = "Iran's exports to Iraq reached $5 million in 2019."
BAD = f"Iran's exports {'a' * 60}! reached $5 million in 2019. "
STOPPED = MOST_OVERRUNS * BUDGET + 0.5
"""Seconds of CPU in which a rule has to be stopped in one article."""
NEXT = 0.1
"""Seconds of CPU in which the next article has to be read."""
GIBIBYTE = 2**30


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one bomb."""

    what: str
    """Refused, stopped, or harmless."""
    seconds: float
    late: float
    """Seconds that the main thread was late at most."""
    next: float
    same: bool
    """Whether the good rules found what they always find."""

    @property
    def is_good(self) -> bool:
        """Whether it did no harm."""
        soon = self.seconds <= STOPPED and self.next <= NEXT
        return self.same and soon and self.late * 1000 <= LATE


def tried(path: Path, pattern: str) -> Outcome:
    """Put a bomb beside the good rules and read."""
    quoted = pattern.replace("'", "''")
    rule = f"  - {{id: bomb, priority: 90, pattern: '{quoted}'}}\n"
    path.write_text(SMALL + rule, encoding="utf-8")
    began = time.process_time()
    rules = load_rules([path])
    loading = time.process_time() - began
    good = load_rules([_good(path)]).engine
    assert good is not None
    if rules.engine is None or rules.broken:
        return Outcome("refused", loading, 0, 0, same=bool(rules.problems))
    (reading,), seconds, late = watched(rules.engine, BAD * SENTENCES)
    (after,), next_, _ = watched(rules.engine, GOOD)
    usual, also = (
        good.read(article_from_text("a.txt", text)) for text in (BAD * SENTENCES, GOOD)
    )
    named = [overrun for overrun in reading.overruns if overrun.rule == "bomb"]
    same = reading.entries == usual.entries and after.entries == also.entries
    what = "stopped and named" if named else "came to an end"
    return Outcome(what, max(loading, seconds), late, next_, same)


def _good(path: Path) -> Path:
    """The good rules alone."""
    good = path.with_name("good.yaml")
    good.write_text(SMALL, encoding="utf-8")
    return good


def main() -> int:
    """Try all, and print what became of each; 1 where one did harm."""
    resource.setrlimit(resource.RLIMIT_AS, (GIBIBYTE, GIBIBYTE))
    sys.setswitchinterval(0.001)
    with TemporaryDirectory() as place:
        outcomes = [tried(Path(place) / "rules.yaml", each) for each in PATTERNS]
    for pattern, done in zip(PATTERNS, outcomes, strict=True):
        print(
            f"{pattern[:36]:<38}{done.what:<18}{done.seconds:>7.2f} s"
            f"{done.late * 1000:>7.1f} ms late{done.next * 1000:>8.1f} ms the next"
            f"{'' if done.is_good else '  HARM'}"
        )
    harmful = sum(not done.is_good for done in outcomes)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"bombs: {len(outcomes)}, harmful: {harmful}, memory: {peak} MiB of 1,024")
    return int(bool(harmful))


if __name__ == "__main__":
    sys.exit(main())
