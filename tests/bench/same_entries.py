"""Compares entries that were read in different ways: all of them must be the same.

    python tests/bench/same_entries.py [--corpus FOLDER] [--kills N] [--of N]

The whole corpus is read by one process, by `--jobs 2`, by `--shard` and by `--engine dask`
with two workers, each told with its CPU time. Then it is read again with one of the two
killed on the way, each time a little later: so many times by `--jobs 2`, by `--shard` and
by Dask; `--of N` takes so many of its articles for that. Last, a run is killed as a whole
and started again, which does what is missing. It ends with 1 where some entries differ.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from multiprocessing import active_children
from pathlib import Path

from comparison import Expected, Judge, rows
from corpus import ROOT, arguments, engine, everything, folder, shuffled

sys.path.insert(0, str(ROOT / "tests"))

from processes import readers

from parsers.articles import LIMIT
from parsers.engine import Engine
from parsers.parallel import Reader
from parsers.pipeline import collect_seldom
from parsers.shards import cluster, planning, processes
from parsers.shards.planning import Shard, plan
from parsers.shards.work import Done, Job

PROGRAM = "import sys; from tui.cli import main; sys.exit(main())"
SHARDS = 24
"""In which a choice of articles is read, so that a worker is killed among others."""


# --- every way -------------------------------------------------------------------------


def command(*words: str | Path) -> tuple[bytes, str]:
    """Run the program; what it printed, and how long it took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    before, start = usage.ru_utime + usage.ru_stime, time.perf_counter()
    printed, _ = started(*words).communicate()
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime - before
    return printed, f"{cpu:7.1f} s of CPU{time.perf_counter() - start:8.1f} s"


def started(*words: str | Path) -> subprocess.Popen[bytes]:
    """The program, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,
    )


def whole(expected: Expected, place: Path, judge: Judge) -> None:
    """Read the corpus in every way."""
    articles, output = expected.articles, place / "dask"
    printed, told = command("extract", articles, "--jobs", "2", "--format", "jsonl")
    judge.tell("--jobs 2", printed == expected.lines, told)
    for part in ("1/2", "2/2"):
        _, told = command(
            "extract", articles, "--shard", part, "--output", place / "parts"
        )
        print(f"  --shard {part}{'':<32}{told}")
    judge.tell("--shard 1/2 and 2/2", rows(place / "parts") == expected.rows, "")
    asked = ("extract", articles, "--engine", "dask", "--jobs", "2", "--output", output)
    _, told = command(*asked)
    judge.tell("--engine dask --jobs 2", rows(output) == expected.rows, told)
    before = versions(output)
    _, told = command(*asked)
    judge.tell("the same once more", versions(output) == before, told)


def versions(output: Path) -> list[tuple[str, int]]:
    """The files of a folder, each with the time at which it was written."""
    return sorted((each.name, each.stat().st_mtime_ns) for each in output.iterdir())


def killed_whole(expected: Expected, output: Path, judge: Judge) -> None:
    """Kill a run of `--shard` with all its processes, and start it again."""
    asked = ("extract", expected.articles, "--shard", "1/1", "--jobs", "2")
    count = sum(1 for _ in shards_of(expected.articles))
    if count == 1:  # there is no middle of it
        return
    with started(*asked, "--output", output) as process:
        while len(list(output.glob("*.json"))) < count // 2:
            assert process.poll() is None, "it has ended before it was killed"
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGKILL)
    before = {each for each in versions(output) if each[0].endswith(".json")}
    _, told = command(*asked, "--output", output)
    same = before <= set(versions(output)) and rows(output) == expected.rows
    what = f"{told}, {len(before)} of {count} shards were there"
    judge.tell("all killed, and run again", same, what)


def shards_of(articles: Path) -> Iterator[Shard]:
    """The shards of a folder."""
    return (each for each in plan([articles]) if isinstance(each, Shard))


# --- one of two processes killed -------------------------------------------------------


def kills(times: int, expected: Expected, rules: Engine, judge: Judge) -> None:
    """Read all in every way, each time with a process killed, and later each time."""
    shards = tuple(shards_of(expected.articles))
    for name in ("--jobs 2", "--shard", "dask"):
        for number in range(times):
            at = (number + 0.5) / times
            start = time.perf_counter()
            with tempfile.TemporaryDirectory() as place:
                if name == "--jobs 2":
                    victim, same = printed_with_a_kill(at, expected)
                else:
                    job = Job.of(
                        Reader(rules.program.pack, LIMIT), "bench", Path(place)
                    )
                    victim, done = done_with_a_kill(
                        at, shards, job, dask=name == "dask"
                    )
                    same = done and rows(Path(place)) == expected.rows
            more = f"{time.perf_counter() - start:6.1f} s, {victim} killed at {at:.0%}"
            judge.tell(f"{name}, one killed, {number + 1} of {times}", same, more)


def printed_with_a_kill(at: float, expected: Expected) -> tuple[int, bool]:
    """Read with `--jobs 2`, and kill a process when a part of all has been printed."""
    asked = ("extract", expected.articles, "--format", "jsonl", "--jobs", "2")
    with started(*asked) as process:
        assert process.stdout is not None
        printed = b""
        while len(printed) <= at * len(expected.lines):
            printed += process.stdout.read(1 << 16)
        victim = max(readers(process))
        os.kill(victim, signal.SIGKILL)
        rest, _ = process.communicate()
    return victim, printed + rest == expected.lines


def done_with_a_kill(
    at: float, shards: Sequence[Shard], job: Job, *, dask: bool
) -> tuple[int, bool]:
    """Do shards in two processes, and kill one when a part of them is done."""
    outcomes = (
        cluster.outcomes(cluster.Cluster(None, 2), shards, job)
        if dask
        else processes.outcomes(2, shards, job)
    )
    done = [next(outcomes) for _ in range(max(1, int(at * len(shards))))]
    victim = max(worker_ids() if dask else child_ids())
    os.kill(victim, signal.SIGKILL)
    done.extend(outcomes)
    all_done = all(isinstance(each, Done) for each in done)
    return victim, all_done and len(done) == len(shards)


def worker_ids() -> list[int]:
    """The workers of the Dask cluster of this process."""
    from distributed.client import default_client

    return list(default_client().run(os.getpid).values())


def child_ids() -> list[int]:
    """The processes that this one has started to read in."""
    return [each.pid for each in active_children() if each.pid is not None]


def chosen(articles: Path, count: int, seed: int, place: Path) -> Path:
    """A folder with a choice of articles, to be read in a few shards as well."""
    place.mkdir()
    for found in shuffled(articles, seed)[:count]:
        shutil.copy(os.fsdecode(found.path), place)
    planning.SLICE = max(1, count // SHARDS)
    return place


def main() -> int:
    """Compare and print; 1 where something is not the same."""
    parser = arguments(__doc__)
    parser.add_argument("--kills", type=int, default=10, help="in each way [10]")
    parser.add_argument("--of", type=int, help="articles read then [all]")
    options = parser.parse_args()
    rules, judge = engine(), Judge()
    collect_seldom()
    with tempfile.TemporaryDirectory() as name:
        place, start = Path(name), time.process_time()
        expected = Expected.of(folder(options.corpus), rules)
        taken = time.process_time() - start
        count = len(everything(expected.articles))
        print(
            f"{count:,} articles, {len(expected.rows):,} entries by one process,",
            end="",
        )
        print(f" {taken:.1f} s of CPU", flush=True)
        whole(expected, place, judge)
        killed_whole(expected, place / "killed", judge)
        if options.of:
            few = chosen(expected.articles, options.of, options.seed, place / "few")
            expected = Expected.of(few, rules)
            print(
                f"{options.of:,} articles, {len(expected.rows):,} entries", flush=True
            )
        kills(options.kills, expected, rules, judge)
    judge.sum_up("runs with other entries / all")
    return 1 if judge.different else 0


if __name__ == "__main__":
    sys.exit(main())
