"""The CPU time of extraction, against ripgrep in the same run.

    python tests/bench/bench_extraction.py [--corpus FOLDER] [--pattern FILE] [--profile]

Extraction is all from opening the files to finished entries, on one core. ripgrep
counts the matches of one figure pattern in one file that holds the same articles. The
two take turns. A last pass tells the stages apart; its clock costs a little itself.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from corpus import SAMPLE, arguments, engine, folder, sample, size_of
from results import tell

from parsers.articles import LIMIT, Found, read
from parsers.engine import reader
from parsers.engine.finders import Finder
from parsers.engine.reader import Engine
from parsers.engine.scanner import Scanner
from parsers.engine.sentences import Sentences
from parsers.engine.slots import Slots
from parsers.model import Skipped
from parsers.pipeline import collect_seldom, read_articles, read_found

GOAL = 20
"""Times the CPU of ripgrep that extraction may take."""
NEAR = 14
TURNS = 3
PATTERN = Path(__file__).with_name("figures.rg")
HOT = 25
"""Functions that a profile lists."""


def extract(files: Sequence[Found], rules: Engine) -> int:
    """Read some files one after the other, as the command does.

    Returns:
        How many entries they make.
    """
    return sum(
        len(item.entries)
        for item in read_found(files, rules, LIMIT)
        if not isinstance(item, Skipped)
    )


def own_seconds(run: Callable[[], object]) -> float:
    """CPU seconds of this process, user and system, that a call takes."""
    start = time.process_time()
    run()
    return time.process_time() - start


def ripgrep_seconds(pattern: Path, file: Path) -> float:
    """CPU seconds, user and system, that ripgrep takes for the file."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = ["rg", "-j1", "--count-matches", "-f", str(pattern), str(file)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def take_turns(
    files: Sequence[Found], rules: Engine, pattern: Path
) -> tuple[list[float], list[float]]:
    """CPU seconds of extraction and of ripgrep, one after the other."""
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.NamedTemporaryFile(suffix=".txt") as joined:
        for found in files:
            joined.write(Path(os.fsdecode(found.path)).read_bytes() + b"\n")
        joined.flush()
        for _ in range(TURNS):
            ours.append(own_seconds(lambda: extract(files, rules)))
            theirs.append(ripgrep_seconds(pattern, Path(joined.name)))
    return ours, theirs


class Stages:
    """CPU seconds by stage: those inside a stage, less those of stages inside it."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def _switch(self) -> None:
        now = time.process_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time counted as that of a stage."""

        def timed_run(*given: Any, **named: Any) -> Any:
            self._switch()
            self._open.append(stage)
            try:
                return run(*given, **named)
            finally:
                self._switch()
                self._open.pop()

        return timed_run

    def watch(self, owner: Any, name: str, stage: str) -> None:
        """Count the time of a function, in place of it, as that of a stage."""
        setattr(owner, name, self.timed(stage, getattr(owner, name)))


def by_stage(files: Sequence[Found], rules: Engine) -> dict[str, float]:
    """CPU seconds of one pass by stage. The engine keeps its stopwatches on."""
    stages = Stages()
    stages.watch(Scanner, "scan", "scan figures")
    stages.watch(reader, "sentence_at", "bound sentences")
    for name in ("may_be_cued", "with_words", "with_periods", "sifted", "is_cued"):
        stages.watch(Sentences, name, "tag and mask")
    stages.watch(Sentences, "tag_bare", "tag and mask")
    stages.watch(reader, "claims", "claim figures")
    stages.watch(Slots, "take_rule", "fill slots")
    stages.watch(Slots, "fill", "fill slots")
    stages.watch(Finder, "find", "run patterns, of all stages")
    for name in ("occurrences", "joined", "entry_of", "figure_of"):
        stages.watch(reader, name, "assemble entries")
    articles = list(map(stages.timed("read files", read), files))
    stages.timed("the rest", deque)(read_articles(articles, rules), maxlen=0)
    return dict(stages.seconds)


def print_profile(files: Sequence[Found], rules: Engine) -> None:
    """The functions that take longest, their callees left out."""
    profile = cProfile.Profile()
    profile.runcall(extract, files, rules)
    pstats.Stats(profile, stream=sys.stdout).sort_stats("tottime").print_stats(HOT)


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--pattern", type=Path, default=PATTERN, help="for ripgrep")
    parser.add_argument("--size", type=float, default=SAMPLE / 1e6, help="megabytes")
    parser.add_argument("--profile", action="store_true", help="list hot functions")
    options = parser.parse_args()
    files = sample(folder(options.corpus), options.seed, int(options.size * 1e6))
    start = time.process_time()
    rules = engine()
    startup = time.process_time() - start
    collect_seldom()
    ours, theirs = take_turns(files, rules, options.pattern)
    best, size = min(ours), sum(map(size_of, files)) / 1e6
    print(
        f"{len(files):,} articles, {size:.1f} MB, seed {options.seed}, best of {TURNS}"
    )
    print(f"{'loading the rules, not counted':<44}{startup * 1000:>9.1f} ms of CPU")
    print(f"{'extraction':<44}{size / best:>9.1f} MB/s of CPU")
    print(f"{'turns, ours / ripgrep':<44}{turns(ours)} / {turns(theirs)} ms")
    if size < SAMPLE / 1e6:
        print(
            "too few articles for a verdict: the start of ripgrep would count as work"
        )
    else:
        tell(
            "extraction, CPU", best * 1e3, min(theirs) * 1e3, GOAL, mark="G1", near=NEAR
        )
    if options.profile:
        print_profile(files, rules)
    print("ms of CPU per MB by stage, in a pass of its own:")
    for stage, seconds in by_stage(files, rules).items():
        print(f"  {stage:<42}{seconds * 1000 / size:>9.2f}")


def turns(seconds: Sequence[float]) -> str:
    """All turns, in milliseconds."""
    return " ".join(f"{taken * 1000:.0f}" for taken in seconds)


if __name__ == "__main__":
    main()
