"""The index of very many small files: whether its memory grows, and what a look costs.

    python tests/bench/million_files.py [COUNT] [--folder PLACE] [--jobs N]

COUNT files (1,000,000) are made below PLACE (the folder for temporary files) and removed
again: texts of some 250 bytes, made up of a few sentences with numbers of their own, so
that no two are the same and each holds an entry. A thousand lie in a folder. On most
disks each takes a block of 4 KB, and a node. `newsledger index` is run on a tenth of them,
on all of them, and once more when nothing has changed, as a person would run it.

Memory is that of all its processes together, each at its highest, whether or not at the
same time; pages that they share are counted for each. A second run is told against one
look at every file, in CPU time.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench_index import cpu_seconds, looked_at, texts_alone
from corpus import ROOT
from results import tell

from parsers.indexing.database import index_file

COUNT = 1_000_000
FOLDER = 1_000
"""Files in each folder."""
PARTS = 10
"""Folders of folders; the first is indexed alone."""
MOST_MEMORY = 300.0
"""Megabytes."""
GROWTH_GOAL = 1.2
"""Times the memory of a tenth that all may take."""
UNCHANGED_GOAL = 3
EVERY = 0.1
"""Seconds from one look at memory to the next."""

PROGRAM = "import sys; from tui.cli import main; sys.exit(main())"
PARTNERS = (
    "Iraq",
    "China",
    "India",
    "Turkey",
    "Germany",
    "Afghanistan",
    "Oman",
    "Italy",
)
GOODS = (
    "steel",
    "pistachios",
    "crude oil",
    "carpets",
    "cement",
    "saffron",
    "gas",
    "dates",
)
SAID = (
    "The head of the chamber of commerce said so on Monday.",
    "He added that talks on a new border market would go on.",
    "Customs had told other numbers in the spring.",
    "No reason was given for the difference.",
    "The two ministers will meet again before winter.",
    "Traders hope that the road through the mountains stays open.",
)


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the command."""

    memory: float
    """Megabytes."""
    cpu: float
    """Seconds, of all its processes."""
    wall: float
    said: str
    """Its last line."""


def text_of(number: int) -> str:
    """The text of a file; no other one has it."""
    chosen = random.Random(number)
    partner, goods = chosen.choice(PARTNERS), chosen.choice(GOODS)
    tons, first, second = chosen.randrange(1, 900), *chosen.sample(SAID, 2)
    return (
        f"More {goods} for {partner}\n\n"
        f"Iran's {goods} exports to {partner} reached ${number + 1:,} and {tons} tons"
        f" in {chosen.randrange(1990, 2026)}. {first} {second}\n"
    )


def make(top: Path, count: int) -> None:
    """Make so many files, in folders of folders."""
    for number in range(count):
        at, file = divmod(number, FOLDER)
        folder = f"{top}/{number * PARTS // count}/{at:06}"
        if file == 0 or number * PARTS % count < PARTS:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103 - a million of them
        with open(f"{folder}/{number:07}.txt", "w", encoding="utf-8") as file_:  # noqa: PTH123
            file_.write(text_of(number))


def index(project: Path, articles: Path, jobs: int) -> Run:
    """Run `newsledger index`, looking at the memory of its processes meanwhile."""
    project.mkdir(exist_ok=True)
    (project / "newsledger.toml").touch()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "XDG_CONFIG_HOME": str(project),  # away from the settings of a person
    }
    words = ("index", str(articles), "--jobs", str(jobs))
    start = time.perf_counter()
    peaks: dict[int, int] = {}
    command = [sys.executable, "-c", PROGRAM, *words]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(command, cwd=project, env=environment, stderr=said) as process,
    ):
        while True:
            for pid in tree(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak(pid))
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            time.sleep(EVERY)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        lines = said.read().decode().splitlines()
    if process.returncode:
        sys.exit("\n".join([f"the index ended with {process.returncode}", *lines]))
    return Run(
        memory=sum(peaks.values()) / 1e3,
        cpu=usage.ru_utime + usage.ru_stime,
        wall=time.perf_counter() - start,
        said=lines[-1],
    )


def tree(pid: int) -> Iterator[int]:
    """A process and those that it started."""
    yield pid
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = file.read_text().split()
        except OSError:  # it has ended
            continue
        for child in children:
            yield from tree(int(child))


def peak(pid: int) -> int:
    """The most memory that a process has had, in thousands of bytes."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    told = (line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(next(told, "0")) * 1024 // 1000


def measure(place: Path, count: int, jobs: int) -> None:
    """Make the files, index them, and print."""
    articles = place / "articles"
    start = time.perf_counter()
    make(articles, count)
    print(f"{count:,} files made in {time.perf_counter() - start:.0f} s", flush=True)
    tenth, few = articles / "0", count // PARTS
    some = index(place / "some", tenth, jobs)
    show(f"{few:,} files, --jobs {jobs}", few, some)
    made = index(place / "all", articles, jobs)
    show(f"{count:,} files, --jobs {jobs}", count, made)
    print(f"index: {index_file(place / 'all').stat().st_size / 1e6:,.0f} MB")
    again = index(place / "all", articles, jobs)
    show("once more", count, again)
    look = min(cpu_seconds(lambda: looked_at(articles)) for _ in range(3))
    alone = cpu_seconds(lambda: texts_alone(tenth))
    tell("memory of the index / 300 MB", made.memory, MOST_MEMORY, 1, unit="MB")
    tell("the same of a second run", again.memory, MOST_MEMORY, 1, unit="MB")
    what = "memory of the index / of a tenth of it"
    tell(what, made.memory, some.memory, GROWTH_GOAL, unit="MB")
    what = "nothing changed / one look at each file"
    tell(what, again.cpu * 1e3, look * 1e3, UNCHANGED_GOAL, near=2)
    what = "index of a tenth / reading and FTS5 alone"
    tell(what, some.cpu * 1e3, alone * 1e3)


def show(what: str, count: int, run: Run) -> None:
    """Print one run."""
    print(
        f"{what:<34}{run.memory:7.0f} MB{run.cpu:9.1f} s of CPU{run.wall:9.1f} s,"
        f" {count / run.cpu:,.0f} a second of CPU; {run.said}",
        flush=True,
    )


def main() -> None:
    """Measure in a folder that is removed afterwards."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("--folder", type=Path, help="where the files are made for now")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read [1]")
    options = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="newsledger-files-", dir=options.folder))
    try:
        measure(place, options.count, options.jobs)
    finally:
        shutil.rmtree(place)


if __name__ == "__main__":
    main()
