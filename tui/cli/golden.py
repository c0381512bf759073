"""How articles with golden files fare, as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parsers.pipeline import RuleSet
from parsers.rules.problems import render
from parsers.rules.source import texts_of
from parsers.settings import Settings, rule_files
from parsers.workbench.golden import Judgement, Verdict, judge_all
from parsers.workbench.golden import golden_folders as folders_beside
from tui.cli.printing import sentence, shown


def folders(settings: Settings) -> Sequence[Path]:
    """The golden folders beside the rules of the settings."""
    return folders_beside((*settings.rules, *rule_files(settings.rules)))


def verdicts(ruleset: RuleSet, settings: Settings) -> Iterator[Verdict]:
    """How the articles in those folders fare; none without a usable rule."""
    if ruleset.engine is not None:
        yield from judge_all(folders(settings), ruleset.engine, settings.size_limit)


def problems_text(verdict: Verdict) -> str:
    """What is wrong with the golden file, or with its article."""
    return render(verdict.problems, texts_of(verdict.problems))


def judgement_lines(judgements: Iterable[Judgement]) -> Iterator[str]:
    """One line for each, and one below for what is not as it should be."""
    for judgement in judgements:
        number = f" #{judgement.nth}" if judgement.nth > 1 else ""
        name = f"{judgement.article}: {judgement.figure}{number}"
        told = "" if judgement.citation is None else f": {sentence(judgement.citation)}"
        yield from shown(f"{judgement.place}: {judgement.outcome}: {name}{told}")
        if judgement.detail:
            yield from shown(f"    {judgement.detail}")
