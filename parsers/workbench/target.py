"""Where a drafted rule goes: a rule file, old or new, or nowhere but the screen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from parsers.pipeline import RuleSet, load_rules
from parsers.rules import Unsaved
from parsers.rules.shape import VERSION
from parsers.workbench.draft import DraftRule, yaml_of
from parsers.workbench.rule_text import new_file, text_of, with_rule

_NOWHERE = Path("draft.yaml")
Load = Callable[[Iterable[Path], Unsaved | None], RuleSet]


class Target:
    """A rule file before a rule is put into it; nothing is ever written here."""

    def __init__(
        self,
        rule_files: Iterable[Path],
        path: Path | None = None,
        load: Load = load_rules,
    ) -> None:
        """Read what the file holds now.

        Args:
            rule_files: The rules in force.
            path: The file, which need not exist; None for a file of its own.
            load: Loads rule files with what one of them would hold.

        Raises:
            RuleTextError: If it cannot be read, or is no text.
        """
        self._rule_files = tuple(rule_files)
        self._path = path or _NOWHERE
        self._load = load
        self._held = f"newsledger: {VERSION}\n" if path is None else _text(path)

    @cached_property
    def present(self) -> RuleSet:
        """The rules in force, and those that the file holds now."""
        if self._held is None:
            return self._load(self._rule_files, None)
        held = Unsaved(self._path, self._held.encode("utf-8"))
        return self._load([*self._rule_files, self._path], held)

    def text(self, rule: DraftRule) -> str:
        """The whole file with the rule.

        Raises:
            RuleTextError: If the file has no place for a rule.
        """
        if self._held is None:
            return new_file(self._path, self._rule_files, yaml_of(rule))
        return with_rule(self._path, self._held, lambda indent: yaml_of(rule, indent))

    def rules(self, rule: DraftRule) -> RuleSet:
        """The rules as they would be with the rule.

        Raises:
            RuleTextError: If the file has no place for a rule.
        """
        unsaved = Unsaved(self._path, self.text(rule).encode("utf-8"))
        if self._held is None:
            return self._load([self._path], unsaved)
        return self._load([*self._rule_files, self._path], unsaved)


def _text(path: Path) -> str | None:
    """What a rule file holds, to the character; None if there is none."""
    if not os.path.lexists(path):
        return None
    return text_of(path)
