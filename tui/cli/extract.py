"""`newsledger extract`: the entries of many articles, as a table or for programs."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from parsers.engine import Engine
from parsers.ledger import FORMATS
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.model import Reading, Skipped
from parsers.pipeline import read_all
from parsers.query import (
    EVERYTHING,
    Query,
    SaidOf,
    candidate_of,
    nothing_said,
    parse,
)
from parsers.settings import Settings
from tui.cli.exits import Exit
from tui.cli.guard import guarded
from tui.cli.loading import loaded
from tui.cli.output import STDOUT, output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import Tally
from tui.display import display


def run(
    paths: Sequence[Path],
    rules: Sequence[Path],
    form: str = "table",
    target: str = STDOUT,
    where: str = "",
    jobs: int = 1,
) -> Exit:
    """Read the articles and write their entries.

    Args:
        paths: Articles and folders; those of the settings when empty.
        rules: Rule files and folders; those of the settings when empty.
        form: A key of `FORMATS`.
        target: A file, or `-` for standard output.
        where: An expression that chooses entries; an empty one chooses all.
        jobs: How many processes read; the output is the same.

    Raises:
        QueryError: If it can not be understood.
        OutputError: If the target can not be written, or must not be.
        WorkersError: If no process can be started.
    """
    settings, engine, broken = loaded(rules)
    guarded(target, settings.decisions)
    query = parse(where, settings.saved)
    said = _said(settings) if where.strip() else nothing_said
    tally = Tally()
    articles = paths or settings.articles
    results = _results(jobs, articles, engine, settings.size_limit)
    # Whatever happens, no process is left behind.
    with (
        closing(results),
        output(target) as stream,
        Progress.beside(stream) as progress,
    ):
        chosen = _chosen(results, query, said)
        keeping = Bookkeeping.of(settings)
        lines = FORMATS[form](tally.readings(chosen, progress), keeping=keeping)
        # What a program reads is left alone; what an eye reads has no hidden power.
        for_the_eye = form == "table" or stream.isatty()
        stream.writelines(map(display, lines) if for_the_eye else lines)
    for line in tally.summary():
        say(line)
    if tally.nothing_usable:
        return Exit.USAGE
    return Exit.PROBLEMS if broken else Exit.OK


def _said(settings: Settings) -> SaidOf:
    """What was decided on entries; only an expression needs it."""
    from tui.cli.decided import sayings

    return sayings(settings)


def _results(
    jobs: int, paths: Sequence[Path], engine: Engine, size_limit: int
) -> Generator[Reading | Skipped, None, None]:
    """What becomes of each article; many processes are not loaded for one."""
    if jobs == 1:
        yield from read_all(paths, engine, size_limit)
        return
    from parsers.parallel import read_all_in

    yield from read_all_in(jobs, paths, engine, size_limit)


def _chosen(
    results: Iterable[Reading | Skipped], query: Query, said: SaidOf
) -> Iterator[Reading | Skipped]:
    """The results with the entries that are chosen."""
    chooses = query != EVERYTHING
    for result in results:
        if chooses and isinstance(result, Reading):
            result = replace(result, entries=query.entries(candidate_of(result, said)))
        yield result
