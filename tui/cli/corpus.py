"""What the commands share that read many articles and print one report at the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol, TypeVar

from parsers.engine import Engine
from parsers.pipeline import read_all
from tui.cli.exits import Exit
from tui.cli.loading import loaded
from tui.cli.output import STDOUT, output
from tui.cli.printing import document
from tui.cli.progress import Progress
from tui.cli.streams import is_terminal, say
from tui.cli.tally import Tally
from tui.display import one_line

R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Examiner(Protocol[R_co]):
    """Has an engine, and can tell what happened when it read."""

    @property
    def engine(self) -> Engine:
        """What the articles are read with."""

    def report(self) -> R_co:
        """A dataclass of all that happened."""


def examine(
    paths: Sequence[Path],
    rules: Sequence[Path],
    form: str,
    examiner: Callable[[Engine], Examiner[R]],
    text: Callable[[R], Iterable[str]],
) -> Exit:
    """Read the articles and print a report.

    Args:
        paths: Articles and folders; those of the settings when empty.
        rules: Rule files and folders; those of the settings when empty.
        form: `text` or `json`.
        examiner: Makes, of an engine with the rules, what examines the articles.
        text: The lines of a report for a person.
    """
    settings, engine, broken = loaded(rules)
    examining = examiner(engine)
    tally = Tally()
    sources = paths or settings.articles
    with Progress(live=is_terminal(sys.stderr)) as progress:
        for result in read_all(sources, examining.engine, settings.size_limit):
            tally.add(result)
            progress.show(tally.so_far)
    if not tally.nothing_usable:
        report = examining.report()
        with output(STDOUT) as stream:
            stream.writelines(
                _as_json(report) if form == "json" else _shown(text(report))
            )
    for line in tally.summary():
        say(line)
    if tally.nothing_usable:
        return Exit.USAGE
    return Exit.PROBLEMS if broken else Exit.OK


def _as_json(report: Any) -> Iterator[str]:
    """A report for a program: its fields by their names."""
    return document(json.dumps(asdict(report), indent=1))


def _shown(lines: Iterable[str]) -> Iterator[str]:
    """Lines for a person, each of them harmless and one line."""
    return (f"{one_line(line)}\n" for line in lines)
