"""`newsledger rules check` and `rules test`: what is wrong with rule files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from parsers.engine.examples import ExampleResult, test_pack
from parsers.pipeline import load_rules
from parsers.settings import Settings, resolve, rule_files
from parsers.workbench.check import check as examine
from parsers.workbench.golden import PASSING, Verdict
from tui.cli.exits import Exit
from tui.cli.golden import judgement_lines, problems_text, verdicts
from tui.cli.printing import document, print_lines, shown
from tui.cli.streams import say


def check(rules: Sequence[Path], form: str) -> Exit:
    """Print every problem of the rule files; warnings do not count as failure."""
    checked = examine(rule_files(_settings(rules).rules))
    ruleset = checked.rules
    print_lines(document(ruleset.json) if form == "json" else shown(ruleset.text))
    severities = Counter(problem.severity for problem in ruleset.problems)
    say(
        f"files: {len(ruleset.files)}, examples: {len(checked.examples)}, "
        f"errors: {severities['error']}, warnings: {severities['warning']}"
    )
    return Exit.PROBLEMS if ruleset.broken else Exit.OK


def test(rules: Sequence[Path], form: str) -> Exit:
    """Print how the examples of the rules fare, and the articles with golden files."""
    settings = _settings(rules)
    ruleset = load_rules(rule_files(settings.rules))
    say(ruleset.text)
    examples = () if ruleset.engine is None else test_pack(ruleset.engine)
    articles = tuple(verdicts(ruleset, settings))
    for article in articles:
        say(problems_text(article))
    write = _as_json if form == "json" else _as_text
    print_lines(write(examples, articles))
    say(f"examples: {len(examples)} ({_counts(item.outcome for item in examples)})")
    if articles:
        outcomes = [j.outcome for article in articles for j in article.judgements]
        say(
            f"golden files: {len(articles)}, "
            f"entries: {len(outcomes)} ({_counts(outcomes)})"
        )
    good = all(item.outcome in PASSING for item in examples)
    good &= all(article.passes for article in articles)
    return Exit.OK if good and not ruleset.broken else Exit.PROBLEMS


def _settings(rules: Sequence[Path]) -> Settings:
    return resolve(Path.cwd(), tuple(rules)).settings


def _counts(outcomes: Iterable[str]) -> str:
    counted = Counter(outcomes)
    return ", ".join(f"{name}: {n}" for name, n in sorted(counted.items())) or "none"


def _as_text(
    examples: Iterable[ExampleResult], articles: Iterable[Verdict]
) -> Iterator[str]:
    """One line for each example and entry, and one below for what went wrong."""
    for result in examples:
        text = " ".join(result.text.split())
        name = f"{result.rule} #{result.number}"
        yield from shown(f"{result.place}: {result.outcome}: {name}: {text}")
        if result.outcome not in PASSING:
            yield from (f"    {line}" for line in shown(result.detail))
    for article in articles:
        yield from judgement_lines(article.judgements)


def _as_json(
    examples: Iterable[ExampleResult], articles: Iterable[Verdict]
) -> Iterator[str]:
    """One list of all results; those of examples tell `rule`, the others `article`."""
    judgements = (item for article in articles for item in article.judgements)
    results = [*map(asdict, examples), *map(asdict, judgements)]
    return document(json.dumps(results, indent=1))
