"""All that can be said of rule files: problems, lints, examples, and the probe."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from parsers.articles import LIMIT, find
from parsers.engine import Engine
from parsers.engine.examples import ExampleResult, article_of
from parsers.engine.examples import test_pack as run_examples
from parsers.model import Article, Skipped
from parsers.pipeline import RuleSet, made_ready, read_files
from parsers.resources import data_folder
from parsers.rules import LoadedPack, Problem, load
from parsers.rules.allowances import Allowance, allowances, told
from parsers.rules.lint import lint
from parsers.rules.pack import Filter, Rule
from parsers.rules.problems import in_order, problem_at
from parsers.rules.source import texts_at
from parsers.rules.traps import traps
from parsers.rules.upkeep import schema_line, upkeep
from parsers.rules.usage import Usage
from parsers.workbench.cost import costly, gateless
from parsers.workbench.hidden import hidden
from parsers.workbench.probe import Probe
from parsers.workbench.rule_home import ships_along
from parsers.workbench.trials import Trials

TIMED = ("R606",)
"""What depends on the machine, so that it may come and go."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check has found."""

    rules: RuleSet
    """The rules; their problems are all that were found, not only those of loading."""
    examples: tuple[ExampleResult, ...]


def check(paths: Iterable[Path]) -> Checked:
    """Load rule files and look at them from every side.

    Files that ship along are looked at only if one of them is among `paths`: nobody can
    mend them who merely extends them.
    """
    paths = tuple(paths)
    loaded = load(paths)
    rules = made_ready(loaded)
    own = frozenset(
        file.path
        for file in loaded.sources
        if any(map(ships_along, paths)) or not ships_along(Path(file.path))
    )
    usage = Usage(loaded.sources, own)
    allowed = allowances(loaded.sources)
    examples = () if rules.engine is None else run_examples(rules.engine)
    found = [*rules.problems, *_of_texts(loaded, usage)]
    if rules.engine is not None:
        found += _of_patterns(rules.engine, usage)
        trials = Trials(rules.engine, loaded.sources, own)
        found += trials.failing(examples)
        found += trials.by_home_alone()
        found += trials.rivals()
        found += _idle(found, allowed, own)
    problems = in_order(told(found, allowed))
    return Checked(replace(rules, problems=tuple(problems)), examples)


def _of_texts(loaded: LoadedPack, usage: Usage) -> Iterator[Problem]:
    """What can be told from the files alone."""
    if loaded.pack is not None:
        # Once more, for what is allowed was left out, and may be allowed in vain.
        yield from lint(loaded.sources, loaded.pack)
    yield from traps(usage)
    yield from upkeep(usage)
    for path, text in texts_at(usage.paths).items():
        yield from schema_line(path, text)


def _of_patterns(engine: Engine, usage: Usage) -> Iterator[Problem]:
    """What can be told of compiled patterns."""
    program = engine.program
    paths, pack = usage.paths, program.pack
    owners: tuple[Rule | Filter, ...] = (*pack.rules, *pack.filters)
    examples = [article_of(e)[0] for owner in owners for e in owner.examples]
    articles = [*examples, *_seeds()]
    sentences = tuple(
        s.text for a in articles for s in engine.begin(a).tagged_sentences()
    )
    texts = tuple(example.folded for example in examples)
    yield from hidden(program, usage)
    yield from gateless(program, paths)
    yield from costly(program, paths, sentences)
    yield from Probe(program, paths, sentences, texts).problems()


def _seeds() -> Iterator[Article]:
    """The articles that ship along."""
    for item in read_files(find([data_folder("seeds")]), LIMIT):
        if not isinstance(item, Skipped):
            yield item


def _idle(
    found: Sequence[Problem], allowed: Iterable[Allowance], paths: Collection[str]
) -> Iterator[Problem]:
    """What is allowed in some of the files and does not come."""
    for one in allowed:
        if one.code.path not in paths or one.code.value in TIMED:
            continue
        if not any(map(one.covers, found)):
            yield problem_at(
                "R515",
                one.code,
                f"{one.code.value} is allowed here and does not come",
                "it would hide the next one, which may be right",
                "remove it",
            )
