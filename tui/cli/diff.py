"""`newsledger rules diff`: what a change of rules does to articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parsers.model import Skipped
from parsers.pipeline import RuleSet, collect_seldom, load_rules
from parsers.settings import resolve, rule_files
from parsers.workbench.comparison import Comparison, compare_all
from parsers.workbench.effect import Effect, Report
from parsers.workbench.facts import read_facts
from parsers.workbench.revision import at_revision
from tui.cli.arguments import REVISION
from tui.cli.effects import as_json, as_text
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import Tally

ANNOTATED = "articles"
"""The folder beside a file of facts in which their articles lie."""


def run(
    old: str,
    new: str | None,
    paths: Sequence[Path],
    gold: Path | None,
    form: str,
    exit_code: bool,
) -> Exit:
    """Read the articles by both rules, and print where they differ.

    Args:
        old: A rule file or folder, or `@` and a revision of git.
        new: The same; None for the rules of the settings.
        paths: Articles and folders; when empty, those of the facts or, without any,
            those of the settings.
        gold: A file of annotated facts to judge both rules by.
        form: `text` or `json`.
        exit_code: Whether differences are told by the exit code.
    """
    settings = resolve(Path.cwd()).settings
    facts = read_facts(gold) if gold else None
    before = _ruleset(old, new, settings.rules)
    after = _ruleset(new, old, settings.rules)
    for name, ruleset in (("OLD", before), ("NEW", after)):
        if ruleset.engine is None:
            say(f"newsledger: no rule of {name} can be used")
    if before.engine is None or after.engine is None:
        return Exit.USAGE
    collect_seldom()
    effect, tally = Effect(facts), Tally()
    comparisons = compare_all(
        paths or _default(gold, settings.articles),
        before.engine,
        after.engine,
        settings.size_limit,
    )
    with output(STDOUT) as stream, Progress.beside(stream) as progress:
        reports = _reports(comparisons, effect, tally, progress)
        write = as_json if form == "json" else as_text
        stream.writelines(write(reports, effect))
    for line in (*tally.summary(), *effect.left_out, effect.summary):
        say(line)
    if tally.nothing_usable:
        return Exit.USAGE
    wrong = before.broken or after.broken or bool(effect.left_out)
    return Exit.PROBLEMS if wrong or (exit_code and effect.differs) else Exit.OK


def _ruleset(side: str | None, other: str | None, usual: Sequence[Path]) -> RuleSet:
    """The rules of one side, and on stderr what is wrong with them.

    Args:
        side: A path, `@` and a revision, or None for the usual rules.
        other: The other side; a revision is one of its files where it names any.
        usual: The rules of the settings.
    """
    if side is None or not side.startswith(REVISION):
        ruleset = load_rules(rule_files(_paths(side, usual)))
        say(ruleset.text)
        return ruleset
    with at_revision(_paths(other, usual), side.removeprefix(REVISION)) as snapshot:
        ruleset = load_rules(rule_files(snapshot.paths))
        say(snapshot.told(ruleset.text))
        return ruleset


def _paths(side: str | None, usual: Sequence[Path]) -> tuple[Path, ...]:
    """The path that a side names; the usual ones where it names none."""
    if side is None or side.startswith(REVISION):
        return tuple(usual)
    return (Path(side),)


def _default(gold: Path | None, usual: Sequence[Path]) -> Sequence[Path]:
    """The articles to read when none are named."""
    beside = gold.parent / ANNOTATED if gold else None
    return [beside] if beside and beside.is_dir() else usual


def _reports(
    comparisons: Iterable[Comparison | Skipped],
    effect: Effect,
    tally: Tally,
    progress: Progress,
) -> Iterator[Report]:
    """The articles that differ; everything is counted on the way."""
    for item in comparisons:
        tally.add(item if isinstance(item, Skipped) else item.after)
        progress.show(tally.so_far)
        if isinstance(item, Comparison) and (report := effect.add(item)).differs:
            yield report
