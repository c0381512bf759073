"""Where a rule is changed: in its own file, or by a patch where that ships along."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from parsers.resources import data_folder
from parsers.workbench.rule_block import Block
from parsers.workbench.rule_blocks import patch_block, rule_block
from parsers.workbench.rule_text import text_of

_NO_HOME = "it ships with newsledger: newsledger init DIR makes a place for your rules"


def home_of(rule: str, defined: Path, rule_files: Iterable[Path]) -> Block:
    """What a person edits to change a rule.

    A rule that ships along is not changed where it stands: a file of the user takes a
    patch of it. Without such a file, it is shown and locked.

    Args:
        rule: The id of the rule.
        defined: The file that defines it.
        rule_files: Those in force, without what they extend.

    Raises:
        RuleTextError: If it is not there, or can not be taken out of its file.
    """
    block = rule_block(defined, text_of(defined), rule)
    if not ships_along(defined):
        return block if os.access(defined, os.W_OK) else _locked(block, _READ_ONLY)
    own = own_file(rule_files)
    if own is None:
        return _locked(block, _NO_HOME)
    return patch_block(own, text_of(own), rule, tuple(_reference(block)))


def own_file(rule_files: Iterable[Path]) -> Path | None:
    """The last rule file that does not ship along and may be written; None if none is."""
    own = (path for path in rule_files if not ships_along(path))
    return next((p for p in reversed([*own]) if os.access(p, os.W_OK)), None)


def ships_along(path: Path) -> bool:
    """Whether a rule file is one of newsledger."""
    return data_folder("config").resolve() in path.resolve().parents


_READ_ONLY = "its file may not be written"


def _locked(block: Block, reason: str) -> Block:
    return replace(block, locked=reason)


def _reference(block: Block) -> Iterator[str]:
    """The keys of a rule as comments, so that one is taken over by taking off its #."""
    yield f"# {block.path.name}:{block.first + block.remarks + 1} says:"
    for line in block.text.splitlines()[block.remarks :]:
        if not line.startswith("- id:"):
            yield f"# {line.removeprefix('  ')}".rstrip()
