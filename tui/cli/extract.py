"""`newsledger extract`: the entries of many articles, as a table or for programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parsers.ledger import FORMATS
from parsers.model import Reading, Skipped
from parsers.pipeline import read_all
from tui.cli.exits import Exit
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
) -> Exit:
    """Read the articles and write their entries.

    Args:
        paths: Articles and folders; those of the settings when empty.
        rules: Rule files and folders; those of the settings when empty.
        form: A key of `FORMATS`.
        target: A file, or `-` for standard output.
    """
    settings, engine, broken = loaded(rules)
    tally = Tally()
    results = read_all(paths or settings.articles, engine, settings.size_limit)
    with output(target) as stream, Progress.beside(stream) as progress:
        lines = FORMATS[form](_readings(results, tally, progress))
        # What a program reads is left alone; what an eye reads has no hidden power.
        for_the_eye = form == "table" or stream.isatty()
        stream.writelines(map(display, lines) if for_the_eye else lines)
    for line in tally.summary():
        say(line)
    if tally.nothing_usable:
        return Exit.USAGE
    return Exit.PROBLEMS if broken else Exit.OK


def _readings(
    results: Iterable[Reading | Skipped], tally: Tally, progress: Progress
) -> Iterator[Reading]:
    """The readings among the results; everything is counted on the way."""
    for result in results:
        tally.add(result)
        progress.show(tally.so_far)
        if isinstance(result, Reading):
            yield result
