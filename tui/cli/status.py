"""`newsledger status`: where a project stands, in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from parsers.model import Reading, Skipped
from parsers.pipeline import RuleSet, collect_seldom, load_rules, read_all
from parsers.settings import Resolved, resolve, rule_files
from parsers.store import Decision, Store, Survey, Verdicts
from parsers.store.review import VERDICTS
from parsers.store.survey import Stale
from tui.cli.decided import any_broken, line_problems, open_store, told
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import NAMED, Tally
from tui.display import one_line

LONGEST = 60
"""Characters of a value that are shown."""


def run(paths: Sequence[Path], rules: Sequence[Path]) -> Exit:
    """Read the articles, and print what is known of them and decided on them.

    Args:
        paths: Articles and folders; those of the settings when empty.
        rules: Rule files and folders; those of the settings when empty.
    """
    resolved = resolve(Path.cwd(), tuple(rules))
    settings = resolved.settings
    store = open_store(resolved) if settings.decisions else None
    ruleset = load_rules(rule_files(settings.rules))
    say(ruleset.text)
    tally, survey = Tally(), Survey(store.verdicts if store else Verdicts())
    articles = tuple(paths) or settings.articles
    if ruleset.engine is not None:
        collect_seldom()
        results = read_all(articles, ruleset.engine, settings.size_limit)
        _read(results, tally, survey)
    _print(_places(resolved, articles, store, ruleset))
    _print(tally.summary())
    _print(_verdicts(survey))
    problems = () if store is None else store.problems
    _print(line_problems(_label(settings.decisions), problems))
    if ruleset.engine is None or tally.nothing_usable:
        return Exit.USAGE
    return Exit.PROBLEMS if ruleset.broken or any_broken(problems) else Exit.OK


def _read(results: Iterable[Reading | Skipped], tally: Tally, survey: Survey) -> None:
    with Progress.alone() as progress:
        for reading in tally.readings(results, progress):
            survey.add(reading)


def _places(
    resolved: Resolved,
    articles: Sequence[Path],
    store: Store | None,
    ruleset: RuleSet,
) -> Iterator[str]:
    """Where everything is, and whether it can be used."""
    settings = resolved.settings
    yield f"project: {_label(resolved.project)}"
    yield f"articles: {', '.join(map(_label, articles))}"
    severities = Counter(problem.severity for problem in ruleset.problems)
    yield (
        f"rules: {', '.join(map(_label, settings.rules))} "
        f"(files: {len(ruleset.files)}, errors: {severities['error']}, "
        f"warnings: {severities['warning']})"
    )
    if store is None:
        yield "decisions: none are kept; `newsledger init DIR` makes a project"
        return
    newer = f", of a newer newsledger: {store.newer:,}" if store.newer else ""
    left_out = sum(problem.trouble != "unproven" for problem in store.problems)
    yield (
        f"decisions: {_label(store.path)} (lines: "
        f"{len(store.verdicts.decisions):,}{newer}, left out: {left_out:,})"
    )


def _verdicts(survey: Survey) -> Iterator[str]:
    """What was decided, and what of it needs another look."""
    gone, elsewhere = survey.gone, survey.elsewhere
    verdicts = ", ".join(f"{name}: {survey.counts[name]:,}" for name in VERDICTS)
    yield f"verdicts: {verdicts}"
    yield (
        f"to look at: stale: {len(survey.stale):,}, contested: "
        f"{len(survey.contested):,}, gone: {len(gone):,}, elsewhere: {len(elsewhere):,}"
    )
    yield from _some(map(_stale, survey.stale), len(survey.stale))
    contested = (f"contested: {e.id} {e.article}" for e in survey.contested)
    yield from _some(contested, len(survey.contested))
    yield from _some(map(_gone, gone), len(gone))


def _some(lines: Iterable[str], total: int) -> Iterator[str]:
    """The first of many lines, and how many there are more."""
    yield from islice(lines, NAMED)
    if total > NAMED:
        yield f"not named here: {total - NAMED:,}"


def _stale(stale: Stale) -> str:
    """An entry that is no longer what was verified, and why."""
    changes = "; ".join(
        f"{field}: {_short(verified)} -> {_short(now)}"
        for field, verified, now in stale.differences
    )
    entry = stale.entry
    figure = entry.measures[0].text
    return f"stale: {entry.id} {entry.article}: {figure}: {stale.verdict}: {changes}"


def _short(value: str | None) -> str:
    """A value that fits into a line with others; a dash for one that is not told."""
    if value is None:
        return "-"
    return value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}…"


def _gone(decision: Decision) -> str:
    seen = decision.seen
    what = "" if seen is None else f"{seen.entry} {seen.article}: {seen.text}: "
    return f"gone: {what}{told(decision)}"


def _label(path: Path | None) -> str:
    """The path, from the current folder where it is below that."""
    if path is None:
        return "none"
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _print(lines: Iterable[str]) -> None:
    with output(STDOUT) as stream:
        stream.writelines(f"{one_line(line)}\n" for line in lines)
