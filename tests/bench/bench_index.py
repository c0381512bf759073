"""The index, against the file system, SQLite and ripgrep alone in the same run.

    python tests/bench/bench_index.py [--corpus FOLDER] [--jobs N]

An index of the whole corpus is made in a folder for the time being. Then both sides take
turns: looking for what has changed, where nothing has, against one look at every file;
and searching, down to the last sentence, against ripgrep on the same files, whose count
of lines is less work. All times are CPU time, user and system; the making of the index
is told against reading the files and putting their texts into FTS5, which is part of it.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from corpus import arguments, engine, everything, folder
from results import tell

from parsers.articles import LIMIT, read
from parsers.engine import Engine
from parsers.indexing.database import index_file, reading, writing
from parsers.indexing.search import search
from parsers.indexing.survey import Survey
from parsers.indexing.terms import terms_of
from parsers.indexing.update import Update
from parsers.model import Article
from parsers.pipeline import collect_seldom

TURNS = 5
MAKING_GOAL = 3
"""Times reading the files and FTS5 alone that making the index may take."""
UNCHANGED_GOAL = 3
"""Times a look at every file that a second run may take."""
SEARCH_GOAL = 1
"""Times the CPU of ripgrep that a search for few sentences may take."""
RARE = (("pistachios", "pistachios"), ('"crude oil exports"', "crude oil exports"))
"""What is searched for, and the same for ripgrep."""
FREQUENT = ("iran", "iran")


def cpu_seconds(run: Callable[[], object]) -> float:
    """CPU seconds of a call, those of processes that ended in it included."""
    before = _used()
    run()
    return _used() - before


def _used() -> float:
    usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def best_of(runs: Sequence[Callable[[], object]], turns: int = TURNS) -> list[float]:
    """The best CPU seconds of each; they take turns."""
    best = [float("inf")] * len(runs)
    for _ in range(turns):
        for index, run in enumerate(runs):
            best[index] = min(best[index], cpu_seconds(run))
    return best


def update(project: Path, articles: Path, rules: Engine, jobs: int = 1) -> Survey:
    """One run of the index, as the command does it."""
    with writing(project) as connection:
        job = Update(connection, project, rules.program.pack, LIMIT)
        survey = job.survey([articles], print)
        if survey.to_read:
            for _ in job.run(rules, jobs):
                pass
    return survey


def looked_at(top: Path) -> int:
    """Look at every file below a folder, and do no more; how many there are."""
    return sum(1 for _ in _statuses(os.fsencode(top)))


def _statuses(top: bytes) -> Iterator[os.stat_result]:
    with os.scandir(top) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _statuses(entry.path)
            else:
                yield entry.stat()


def texts_alone(articles: Path) -> None:
    """Read every file and put its text into FTS5, nothing else."""
    with tempfile.TemporaryDirectory() as place:
        connection = sqlite3.connect(Path(place) / "texts.sqlite")
        connection.execute("CREATE VIRTUAL TABLE texts USING fts5 (title, text)")
        for found in everything(articles):
            article = read(found)
            if isinstance(article, Article):
                values = (article.title, article.text)
                connection.execute("INSERT INTO texts VALUES (?, ?)", values)
        connection.commit()
        connection.close()


def sentences(project: Path, query: str) -> int:
    """Search down to the last sentence; how many there are."""
    with reading(project) as connection:
        matches = search(connection, project, terms_of(query))
        return sum(len(match.passages) for match in matches)


def ripgrep(articles: Path, words: str) -> None:
    """Let ripgrep count lines with the words, on one core."""
    command = ["rg", "-j1", "-iwcF", "--", words, str(articles)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Measure and print."""
    parser = arguments(__doc__)
    parser.add_argument("--jobs", type=int, default=1, help="for making the index [1]")
    options = parser.parse_args()
    articles = folder(options.corpus)
    rules = engine()
    collect_seldom()
    with tempfile.TemporaryDirectory() as place:
        project = Path(place)
        start = time.perf_counter()
        made = cpu_seconds(lambda: update(project, articles, rules, options.jobs))
        wall = time.perf_counter() - start
        size = index_file(project).stat().st_size / 1e6
        print(f"{looked_at(articles):,} files, best of {TURNS}; index: {size:.0f} MB")
        print(f"{f'making the index, --jobs {options.jobs}':<44}{wall:>9.1f} s of wall")
        alone = cpu_seconds(lambda: texts_alone(articles))
        what = "making the index / reading and FTS5 alone"
        tell(what, made * 1e3, alone * 1e3, MAKING_GOAL, mark="G4", near=2)
        ours, theirs = best_of(
            [lambda: update(project, articles, rules), lambda: looked_at(articles)]
        )
        what = "nothing changed / one look at each file"
        tell(what, ours * 1e3, theirs * 1e3, UNCHANGED_GOAL, mark="G5", near=2)
        for query, words in RARE:
            found, ours, theirs = search_seconds(project, articles, query, words)
            what = f"search {query} ({found:,}) / ripgrep"
            tell(what, ours * 1e3, theirs * 1e3, SEARCH_GOAL)
        found, ours, theirs = search_seconds(project, articles, *FREQUENT, turns=1)
        what = f"search {FREQUENT[0]} ({found:,}) / ripgrep"
        tell(what, ours * 1e3, theirs * 1e3)


def search_seconds(
    project: Path, articles: Path, query: str, words: str, turns: int = TURNS
) -> tuple[int, float, float]:
    """How many sentences a search finds, and the CPU seconds of both sides."""
    runs = [lambda: sentences(project, query), lambda: ripgrep(articles, words)]
    ours, theirs = best_of(runs, turns)
    return sentences(project, query), ours, theirs


if __name__ == "__main__":
    main()
