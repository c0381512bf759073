"""Runs the benchmarks of this folder, one after the other, and makes one table of them.

    python tests/bench [--corpus FOLDER] [--long] [--only NAME …] [--write]

Without a corpus, those that need one are left out; `--long` adds what takes minutes.
The table has each ratio beside the last one that was checked in; `--write` puts it into
docs/performance.md and tests/bench/results.json, to be checked in, where the rows of
scripts that were not run stay as they are. It ends with 1 where a goal was missed or a
benchmark failed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import ROOT
from corpus import VARIABLE as CORPUS
from results import (
    VARIABLE,
    Measure,
    Results,
    as_json,
    from_json,
    merged,
    ratios,
    replaced,
    rows_in,
    table,
    told,
)

HERE = Path(__file__).resolve().parent
PAGE = ROOT / "docs" / "performance.md"
RESULTS = HERE / "results.json"
CORPUS_ONLY = frozenset(
    {
        *("bench_extraction", "bench_finders", "bench_index", "bench_rules"),
        *("accept_books", "bench_warc", "corpus_invariants", "reference_2000"),
        *("same_entries", "same_forms", "shown_text"),
    }
)
CORPUS_AS_ARGUMENT = frozenset({"bench_browser"})
LONG = frozenset(
    {
        *("accept_books", "corpus_invariants", "fuzz_rule_files"),
        *("million_files", "reference_2000", "round_trip"),
        *("same_entries", "same_forms"),
        *("bomb_rules", "hostile_widgets", "saved_rules", "shown_text"),
    }
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one script."""

    name: str
    code: int
    measures: tuple[Measure, ...]
    seconds: float
    """Wall time."""

    @property
    def good(self) -> bool:
        """Whether it ended well and missed no goal."""
        missed = any(measure.verdict == "MISSED" for measure in self.measures)
        return self.code == 0 and not missed


def chosen(only: list[str], *, corpus: Path | None, long: bool) -> list[Path]:
    """The scripts to run; a new `bench_*.py` is among them by its name."""
    scripts = [*HERE.glob("bench_*.py"), *(HERE / f"{name}.py" for name in LONG)]
    return sorted(
        script
        for script in scripts
        if script.is_file()
        and (script.stem in only if only else long or script.stem not in LONG)
        and (corpus is not None or script.stem not in CORPUS_ONLY)
    )


def command(script: Path, corpus: Path | None) -> list[str]:
    """How to run a script."""
    given = corpus is not None and script.stem in CORPUS_AS_ARGUMENT
    return [sys.executable, str(script), *([str(corpus)] if given else [])]


def run(script: Path, corpus: Path | None) -> Outcome:
    """Run a script, showing what it prints as it does."""
    print(f"== {script.stem}", flush=True)
    with TemporaryDirectory() as place:
        file = Path(place) / "measures"
        environment = {
            **os.environ,
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
            VARIABLE: str(file),
            **({CORPUS: str(corpus)} if corpus else {}),
        }
        start = time.perf_counter()
        done = subprocess.run(command(script, corpus), env=environment, check=False)
        taken = time.perf_counter() - start
        return Outcome(script.stem, done.returncode, tuple(told(file)), taken)


def last() -> Results:
    """What was checked in last."""
    return from_json(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []


def main() -> int:
    """Run, print and write; 1 where something is not good."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=os.environ.get(CORPUS))
    parser.add_argument("--long", action="store_true", help="add what takes minutes")
    parser.add_argument("--only", nargs="+", default=[], help="names of scripts")
    parser.add_argument("--write", action="store_true", help="keep the table")
    options = parser.parse_args()
    corpus = Path(options.corpus).resolve() if options.corpus else None
    scripts = chosen(options.only, corpus=corpus, long=options.long)
    outcomes = [run(script, corpus) for script in scripts]
    measured = [(o.name, m) for o in outcomes for m in o.measures]
    head, rule, *rows = table(measured, ratios(last()))
    print("\n".join(["== all ratios", head, rule, *rows]))
    for outcome in outcomes:
        if outcome.code:
            print(f"{outcome.name} ended with {outcome.code}")
    if options.write:
        run_now = {outcome.name for outcome in outcomes}
        page = PAGE.read_text(encoding="utf-8")
        lines = ["", head, rule, *rows_in(page, run_now, rows), ""]
        PAGE.write_text(replaced(page, lines), encoding="utf-8")
        kept = merged(measured, last(), run_now)
        RESULTS.write_text(as_json(kept), encoding="utf-8")
    return 0 if all(outcome.good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
