"""Runs the benchmarks of this folder, one after the other, and prints one table.

    python tests/bench [--corpus FOLDER] [--long]

Without a corpus, those that need one are left out; `--long` adds what takes minutes.
The table has each line that tells a ratio. It ends with 1 where a goal was missed or a
benchmark failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import ROOT, VARIABLE
from results import results

HERE = Path(__file__).resolve().parent
CORPUS_ONLY = frozenset(
    {
        *("bench_extraction", "bench_finders", "bench_index", "bench_warc"),
        *("corpus_invariants", "same_entries"),
    }
)
CORPUS_AS_ARGUMENT = frozenset({"bench_browser"})
LONG = frozenset({"corpus_invariants", "fuzz_rule_files", "same_entries"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one script printed."""

    name: str
    code: int
    output: str
    seconds: float
    """Wall time."""

    @property
    def lines(self) -> Iterator[str]:
        """Its part of the table."""
        ending = "" if self.code == 0 else f", ended with {self.code}"
        yield f"{self.name} ({self.seconds:.0f} s{ending})"
        for line in results(self.output):
            yield f"  {line}"

    @property
    def good(self) -> bool:
        """Whether it ended well and missed no goal."""
        return self.code == 0 and not any("MISSED" in line for line in self.lines)


def chosen(*, corpus: Path | None, long: bool) -> list[Path]:
    """The scripts to run; a new `bench_*.py` is among them by its name."""
    scripts = [*HERE.glob("bench_*.py"), *(HERE / f"{name}.py" for name in LONG)]
    return sorted(
        script
        for script in scripts
        if script.is_file()
        and (long or script.stem not in LONG)
        and (corpus is not None or script.stem not in CORPUS_ONLY)
    )


def command(script: Path, corpus: Path | None) -> list[str]:
    """How to run a script."""
    given = corpus is not None and script.stem in CORPUS_AS_ARGUMENT
    return [sys.executable, str(script), *([str(corpus)] if given else [])]


def run(script: Path, corpus: Path | None) -> Outcome:
    """Run a script, showing what it prints as it does."""
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}"}
    if corpus is not None:
        environment[VARIABLE] = str(corpus)
    print(f"== {script.stem}", flush=True)
    start, printed = time.perf_counter(), ""
    with subprocess.Popen(
        command(script, corpus), env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed += line
    taken = time.perf_counter() - start
    return Outcome(script.stem, process.returncode, printed, taken)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """All ratios, by script."""
    yield "== all ratios"
    for outcome in outcomes:
        yield from outcome.lines


def main() -> int:
    """Run and print; 1 where something is not good."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get(VARIABLE))
    parser.add_argument("--long", action="store_true", help="add what takes minutes")
    options = parser.parse_args()
    corpus = options.corpus and options.corpus.resolve()
    scripts = chosen(corpus=corpus, long=options.long)
    outcomes = [run(script, corpus) for script in scripts]
    print("\n".join(table(outcomes)))
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
