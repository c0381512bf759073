"""`newsledger rules check` and `rules test`: what is wrong with rule files."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from parsers.engine.examples import ExampleResult, test_pack
from parsers.pipeline import RuleSet, load_rules
from parsers.settings import resolve, rule_files
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.streams import say
from tui.display import display

PASSING = ("ok", "todo")


def check(rules: Sequence[Path], form: str) -> Exit:
    """Print every problem of the rule files; warnings do not count as failure."""
    ruleset = _loaded(rules)
    _print(_document(ruleset.json) if form == "json" else _shown(ruleset.text))
    severities = Counter(problem.severity for problem in ruleset.problems)
    say(
        f"files: {len(ruleset.files)}, errors: {severities['error']}, "
        f"warnings: {severities['warning']}"
    )
    return Exit.PROBLEMS if ruleset.broken else Exit.OK


def test(rules: Sequence[Path], form: str) -> Exit:
    """Print how every example of the rules fares."""
    ruleset = _loaded(rules)
    say(ruleset.text)
    results = () if ruleset.engine is None else test_pack(ruleset.engine)
    _print(_document(_as_json(results)) if form == "json" else _as_text(results))
    outcomes = Counter(result.outcome for result in results)
    counts = ", ".join(f"{outcome}: {n}" for outcome, n in sorted(outcomes.items()))
    say(f"examples: {len(results)} ({counts or 'none'})")
    failing = any(result.outcome not in PASSING for result in results)
    return Exit.PROBLEMS if failing or ruleset.broken else Exit.OK


def _loaded(rules: Sequence[Path]) -> RuleSet:
    settings = resolve(Path.cwd(), tuple(rules)).settings
    return load_rules(rule_files(settings.rules))


def _as_text(results: Iterable[ExampleResult]) -> Iterator[str]:
    """One line for each example, and one below for what went wrong."""
    for result in results:
        text = " ".join(result.text.split())
        name = f"{result.rule} #{result.number}"
        yield from _shown(f"{result.place}: {result.outcome}: {name}: {text}")
        if result.outcome not in PASSING:
            yield from (f"    {line}" for line in _shown(result.detail))


def _as_json(results: Iterable[ExampleResult]) -> str:
    return json.dumps([asdict(result) for result in results], indent=1)


def _document(text: str) -> Iterator[str]:
    """Data for a program, as it is."""
    yield text.rstrip("\n") + "\n"


def _shown(text: str) -> Iterator[str]:
    """Text for a person, line by line and harmless."""
    return (f"{display(line)}\n" for line in text.splitlines())


def _print(lines: Iterable[str]) -> None:
    with output(STDOUT) as stream:
        stream.writelines(lines)
