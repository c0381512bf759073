"""The settings and rules in force, made ready for a command that reads articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from parsers.engine import Engine
from parsers.errors import NewsledgerError
from parsers.pipeline import collect_seldom, load_rules
from parsers.settings import Settings, resolve, rule_files
from tui.cli.streams import say


class NoRuleError(NewsledgerError):
    """The rule files hold no rule that can be used."""

    def __init__(self) -> None:
        super().__init__("no rule can be used")


class Loaded(NamedTuple):
    """What articles are read with."""

    settings: Settings
    engine: Engine
    broken: bool
    """Whether rules had to be left out."""


def loaded(rules: Sequence[Path]) -> Loaded:
    """The settings and rules in force; what is wrong with the rules goes to stderr.

    Args:
        rules: Rule files and folders; those of the settings when empty.

    Raises:
        NoRuleError: If they hold no rule that can be used.
        NewsledgerError: If the settings cannot be read.
    """
    settings = resolve(Path.cwd(), tuple(rules)).settings
    ruleset = load_rules(rule_files(settings.rules))
    say(ruleset.text)
    if ruleset.engine is None:
        raise NoRuleError
    collect_seldom()
    return Loaded(settings, ruleset.engine, ruleset.broken)
