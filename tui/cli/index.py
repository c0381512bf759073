"""`newsledger index`: the articles of a project made ready to be searched."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from time import monotonic

from parsers.indexing.database import writing
from parsers.indexing.state import Totals, totals_of
from parsers.indexing.survey import Survey
from parsers.indexing.update import Step, Update, worthwhile
from parsers.model import State
from parsers.pipeline import RuleSet, collect_seldom, made_ready
from parsers.rules import LoadedPack, load
from parsers.settings import resolve, rule_files
from parsers.workers import cores
from tui.cli.exits import Exit
from tui.cli.indexed import project_folder
from tui.cli.loading import NoRuleError
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import Tally, accounted

SETTLED = 0.5
"""Seconds after which a pace can be told."""


def run(paths: Sequence[Path], jobs: int | None) -> Exit:
    """Bring the index up to what the articles and rules are now.

    Args:
        paths: Articles and folders; those of the settings when empty.
        jobs: How many processes read, at most; None for as many as can run at once.

    Raises:
        NoProjectError: If this is no project.
        NoRuleError: If no rule can be used.
        IndexBusyError: If another program writes the index.
        IndexFaultError: If it can not be written.
        WorkersError: If no process can be started.
    """
    resolved = resolve(Path.cwd())
    settings, project = resolved.settings, project_folder(resolved)
    loaded, tally = load(rule_files(settings.rules)), Tally()
    if loaded.pack is None:
        say(RuleSet(None, loaded.problems, loaded.files).text)
        raise NoRuleError
    collect_seldom()
    with writing(project) as connection:
        update = Update(connection, project, loaded.pack, settings.size_limit)
        survey = update.survey(paths or settings.articles, tally.add)
        ruleset = _rules(loaded, needed=survey.to_read > 0)
        say(ruleset.text)
        if survey.to_read:
            if ruleset.engine is None:
                raise NoRuleError
            jobs = worthwhile(jobs or cores(), survey.to_read)
            _read(update.run(ruleset.engine, jobs), survey, tally)
        totals = totals_of(connection)
    for line in _summary(survey, tally, totals):
        say(line)
    if tally.nothing_usable and not totals.articles:
        return Exit.USAGE
    return Exit.PROBLEMS if ruleset.broken else Exit.OK


def _rules(loaded: LoadedPack, *, needed: bool) -> RuleSet:
    """The rules, made ready if there is something to read: that takes a second."""
    return (
        made_ready(loaded) if needed else RuleSet(None, loaded.problems, loaded.files)
    )


def _read(steps: Generator[Step, None, None], survey: Survey, tally: Tally) -> None:
    # Whatever happens, no process is left behind.
    with closing(steps), Progress.alone() as progress:
        pace = _Pace(survey)
        for step in steps:
            if step.skipped is not None:
                tally.add(step.skipped)
            tally.overran(step.overruns)
            progress.show(pace.told(step))


class _Pace:
    """How far the work is, how fast, and how long it will take."""

    def __init__(self, survey: Survey, clock: Callable[[], float] = monotonic) -> None:
        self._survey = survey
        self._clock = clock
        self._first: tuple[Step, float] | None = None
        """The pace is taken from there: before it, processes had to get ready."""

    def told(self, step: Step) -> str:
        """All that in one line."""
        now = self._clock()
        so_far = f"articles: {step.articles:,} of {self._survey.to_read:,}"
        if self._first is None:
            self._first = step, now
        first, start = self._first
        if now - start < SETTLED:
            return so_far
        rate = (step.articles - first.articles) / (now - start)
        # Large articles take longer, so bytes tell best how much is left.
        speed = max(step.size - first.size, 1) / (now - start)
        left = (self._survey.size - step.size) / speed
        return f"{so_far}, {rate:,.0f} a second, {_duration(left)} left"


def _duration(seconds: float) -> str:
    """A time that people wait."""
    if seconds < 60:
        return f"{max(0, seconds):.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _summary(survey: Survey, tally: Tally, totals: Totals) -> Iterator[str]:
    """What was done, and what the index holds now."""
    yield from tally.left_out()
    yield (
        f"new: {survey.new:,}, changed: {survey.changed:,}, "
        f"unchanged: {survey.unchanged:,}, gone: {survey.gone:,}"
    )
    figures: dict[State, int] = {
        "booked": totals.booked,
        "masked": totals.masked,
        "open": totals.open,
    }
    yield (
        f"articles: {totals.articles:,}, entries: {totals.entries:,}, "
        f"{accounted(figures)}"
    )
