"""Compares entries that were read in different ways: all of them must be the same.

    python tests/bench/same_entries.py [--corpus FOLDER] [--kills N] [--pages N]

The whole corpus is read by one process, by `--jobs 2`, by `--shard` and by `--engine dask`
with two workers, each told with its CPU time; then again by Dask with one worker killed
on the way, so many times; then articles as web pages in a folder, in tar, zip, WARC,
Parquet and JSON Lines. It ends with 1 where some entries differ.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus import ROOT, arguments, engine, everything, folder, shuffled

sys.path.insert(0, str(ROOT / "tests"))

from archive_samples import answer, page, tar, zipped

from parsers.articles import LIMIT, Found, find, read
from parsers.engine import Engine
from parsers.ledger.intervals import days
from parsers.ledger.jsonl import line
from parsers.ledger.parquet import ALONE, Row
from parsers.model import Article, Entry, Reading
from parsers.parallel import Reader
from parsers.pipeline import collect_seldom, read_all
from parsers.shards import cluster
from parsers.shards.planning import Shard, plan
from parsers.shards.work import Done, Job

PROGRAM = "import sys; from tui.cli import main; sys.exit(main())"
Rows = list[tuple[Any, ...]]


class Judge:
    """Prints whether what should be the same is, and remembers whether all was."""

    def __init__(self) -> None:
        self.good = True

    def tell(self, what: str, same: bool, more: str) -> None:
        """Print one comparison."""
        self.good = self.good and same
        print(f"{what:<34}{'same' if same else 'DIFFERENT':<10}{more}", flush=True)


def command(*words: str | Path) -> tuple[bytes, str]:
    """Run the program; what it printed, and how long it took."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    before, start = usage.ru_utime + usage.ru_stime, time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, words)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = usage.ru_utime + usage.ru_stime - before
    return done.stdout, f"{cpu:7.1f} s of CPU{time.perf_counter() - start:8.1f} s"


def row(entry: Entry) -> tuple[Any, ...]:
    """The entry as the row of a shard."""
    told = Row(entry, days(entry.period), {})
    return tuple(column.value(told) for column in ALONE)


def rows(output: Path) -> Rows:
    """All rows of a folder of shards, sorted."""
    from pyarrow import parquet

    tables = (parquet.read_table(file) for file in output.glob("*.parquet"))
    found = (tuple(each.values()) for table in tables for each in table.to_pylist())
    return sorted(found, key=repr)


def entries_of(paths: Sequence[Path], rules: Engine) -> Iterator[Entry]:
    """The entries that one process reads, this one."""
    for reading in read_all(paths, rules, LIMIT):
        if isinstance(reading, Reading):
            yield from reading.entries


def whole(articles: Path, rules: Engine, place: Path, judge: Judge) -> Rows:
    """Read the corpus in every way; the rows of one process."""
    start = time.process_time()
    entries = list(entries_of([articles], rules))
    taken = time.process_time() - start
    judge.tell("one process", True, f"{taken:7.1f} s of CPU, {len(entries):,} entries")
    lines = "".join(map(line, entries)).encode()
    expected = sorted(map(row, entries), key=repr)
    printed, told = command("extract", articles, "--jobs", "2", "--format", "jsonl")
    judge.tell("--jobs 2", printed == lines, told)
    for part in ("1/2", "2/2"):
        output = place / "parts"
        _, told = command("extract", articles, "--shard", part, "--output", output)
        print(f"  --shard {part}{'':<32}{told}")
    judge.tell("--shard 1/2 and 2/2", rows(place / "parts") == expected, "")
    output = place / "dask"
    asked = ("extract", articles, "--engine", "dask", "--jobs", "2", "--output", output)
    _, told = command(*asked)
    judge.tell("--engine dask --jobs 2", rows(output) == expected, told)
    before = versions(output)
    _, told = command(*asked)
    judge.tell("the same once more", versions(output) == before, told)
    return expected


def versions(output: Path) -> list[tuple[str, int]]:
    """The files of a folder, each with the time at which it was written."""
    return sorted((each.name, each.stat().st_mtime_ns) for each in output.iterdir())


def killed(shards: Sequence[Shard], job: Job, output: Path) -> tuple[int, int]:
    """Do some shards with two workers, and kill one; which process, and when."""
    from distributed.client import default_client

    outcomes = cluster.outcomes(cluster.Cluster(None, 2), shards, job)
    done = [next(outcomes)]
    victim = max(default_client().run(os.getpid).values())
    os.kill(victim, signal.SIGKILL)
    done.extend(outcomes)
    assert all(isinstance(each, Done) for each in done), done
    assert len(done) == len(shards)
    return victim, len(list(output.glob("*.parquet")))


def kills(
    times: int, articles: Path, rules: Engine, expected: Rows, judge: Judge
) -> None:
    """Kill a worker in the middle of a run, again and again."""
    shards = [each for each in plan([articles]) if isinstance(each, Shard)]
    for number in range(times):
        with tempfile.TemporaryDirectory() as place:
            output = Path(place)
            job = Job.of(Reader(rules.program.pack, LIMIT), "bench", output)
            start = time.perf_counter()
            victim, files = killed(shards, job, output)
            more = (
                f"{time.perf_counter() - start:6.1f} s, {files} shards, {victim} killed"
            )
            same = rows(output) == expected
            judge.tell(f"a worker killed, {number + 1} of {times}", same, more)


def bare(entries: Iterable[Entry]) -> list[Entry]:
    """Entries without the name of their article, and the id which is made of that."""
    return [replace(entry, id="", article="") for entry in entries]


def forms(articles: Sequence[Found], rules: Engine, place: Path, judge: Judge) -> None:
    """Read articles as web pages in whatever they lie."""
    pages = dict(page_of(found) for found in articles)
    top = place / "pages"
    top.mkdir()
    for name, data in pages.items():
        (top / name).write_bytes(data)
    expected = bare(entries_of([top], rules))
    texts = bare(entries_of([Path(os.fsdecode(f.path)) for f in articles], rules))
    print(
        f"{len(pages)} articles, {len(texts)} entries, {len(expected)} of their pages"
    )
    for name, write in writers(top, pages).items():
        write(place / name)
        start = time.process_time()
        found = bare(entries_of([place / name], rules))
        taken = time.process_time() - start
        judge.tell(name, found == expected, f"{taken:7.1f} s of CPU of this process")


def page_of(found: Found) -> tuple[str, bytes]:
    """A web page with an article, and a name for it."""
    article = read(found)
    assert isinstance(article, Article), article
    name = f"{found.name.replace('/', '-').removesuffix('.txt')}.html"
    return name, page(article.text, article.title or "", article.date or "")


def writers(top: Path, pages: dict[str, bytes]) -> dict[str, Callable[[Path], object]]:
    """What writes the same articles in each form, by names of files."""
    import pyarrow
    from pyarrow import parquet

    def records() -> list[dict[str, str | None]]:
        read_all_of = (read(found) for found in find([top]) if isinstance(found, Found))
        return [
            {"text": each.text, "title": each.title, "date": each.date}
            for each in read_all_of
            if isinstance(each, Article)
        ]

    ordered = dict(sorted(pages.items()))
    return {
        "pages.tar.gz": lambda path: tar(path, ordered, "w:gz"),
        "pages.zip": lambda path: zipped(path, ordered),
        "pages.warc.gz": lambda path: path.write_bytes(
            b"".join(gzip.compress(answer(data)) for data in ordered.values())
        ),
        "pages.parquet": lambda path: parquet.write_table(
            pyarrow.Table.from_pylist(records()), path
        ),
        "pages.jsonl": lambda path: path.write_text(
            "\n".join(map(json.dumps, records()))
        ),
    }


def main() -> int:
    """Compare and print; 1 where something is not the same."""
    parser = arguments(__doc__)
    parser.add_argument("--kills", type=int, default=10, help="of workers [10]")
    parser.add_argument("--pages", type=int, default=500, help="articles [500]")
    options = parser.parse_args()
    articles = folder(options.corpus)
    rules, judge = engine(), Judge()
    collect_seldom()
    print(f"{len(everything(articles)):,} articles", flush=True)
    with tempfile.TemporaryDirectory() as place:
        expected = whole(articles, rules, Path(place), judge)
        kills(options.kills, articles, rules, expected, judge)
        chosen = shuffled(articles, options.seed)[: options.pages]
        forms(chosen, rules, Path(place), judge)
    return 0 if judge.good else 1


if __name__ == "__main__":
    sys.exit(main())
