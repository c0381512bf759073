"""`newsledger rules profile`: what each pattern of the rules costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from parsers.engine import Engine
from parsers.workbench.profile import Cost, Profile, ProfileReport
from tui.cli.columns import Cell, columns
from tui.cli.corpus import examine
from tui.cli.exits import Exit

HEADINGS = (
    "ms",
    "tried",
    "hits",
    "entries",
    "won",
    "lost",
    "timeouts",
    "kind",
    "name",
    "place",
)
WORDS = tuple(map(HEADINGS.index, ("kind", "name", "place")))


def run(paths: Sequence[Path], rules: Sequence[Path], form: str) -> Exit:
    """Print what each pattern costs.

    Args:
        paths: Articles and folders; those that ship along when empty.
        rules: Rule files and folders; those of the settings when empty.
        form: `text` or `json`.
    """

    def examiner(engine: Engine) -> Profile:
        return Profile(engine.program.pack)

    return examine(paths, rules, form, examiner, _text)


def _text(report: ProfileReport) -> Iterator[str]:
    """The report for a person: the whole, then the dearest first."""
    pace = "" if report.ms_per_mb is None else f", ms per MB: {report.ms_per_mb:,.1f}"
    megabytes = report.bytes / 1e6
    yield f"ms of CPU: {report.ms:,.1f}, MB of text: {megabytes:,.2f}{pace}"
    yield from columns([HEADINGS, *map(_row, report.costs)], WORDS)


def _row(cost: Cost) -> tuple[Cell, ...]:
    place = "" if cost.path is None else f"{Path(cost.path).name}:{cost.line}"
    return (
        f"{cost.ms:,.1f}",
        cost.tried,
        cost.hits,
        cost.entries,
        cost.won,
        cost.lost,
        cost.timeouts,
        cost.kind,
        cost.name,
        place,
    )
