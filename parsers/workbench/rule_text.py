"""Putting a rule into the text of a rule file, without touching anything else in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.resources import data_folder
from parsers.rules.shape import VERSION
from parsers.rules.strict_yaml import (
    Mapping,
    Node,
    RuleFileError,
    Scalar,
    Sequence,
    load,
)

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_IDLE = re.compile(r"\s*(?:#.*)?", re.DOTALL)
"""A line that says nothing to the program."""


class RuleTextError(NewsledgerError):
    """A rule cannot be put into a file; `path` names it, `reason` tells why."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot add a rule to {path}: {reason}")
        self.path = path
        self.reason = reason


def new_file(path: Path, rule_files: Iterable[Path], rule: str) -> str:
    """The text of a new file that holds one rule and extends others.

    Args:
        path: Where it will lie.
        rule_files: What it builds on.
        rule: The rule as an item of a list, indented by two blanks.
    """
    schema = data_folder("config") / "rules.schema.json"
    extended = ", ".join(_extended(file, path) for file in rule_files)
    return (
        f"# yaml-language-server: $schema={schema}\n"
        f"newsledger: {VERSION}\n"
        f"extends: [{extended}]\n"
        f"\nrules:\n{rule}"
    )


def _extended(file: Path, path: Path) -> str:
    """A rule file as `extends` names it: a shipped one by its name alone."""
    real = Path(os.path.realpath(file))
    if real.parent == Path(os.path.realpath(data_folder("config") / "rules")):
        return real.stem
    near = os.path.relpath(real, os.path.realpath(path.parent))
    return "'" + near.replace("'", "''") + "'"


def with_rule(path: Path, text: str, rule: Callable[[int], str]) -> str:
    """The text of a rule file with a rule more, behind its last one.

    Args:
        path: What messages call the file.
        text: What it holds, its line ends and byte order mark included.
        rule: Makes the rule as an item of a list, indented by so many blanks.

    Raises:
        RuleTextError: If it is no rule file, or its rules stand in brackets.
    """
    lines = _LINES.findall(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    root = _root(path, text)
    number = next((n for n, key in enumerate(root.keys) if key.value == "rules"), None)
    if number is None:
        after, added = len(lines), f"\nrules:\n{rule(2)}"
    else:
        after, indent = _end_of(path, root, number, lines)
        added = rule(indent)
    before = "".join(lines[:after])
    if before and not before.endswith(("\n", "\r")):
        before += end
    return before + added.replace("\n", end) + "".join(lines[after:])


def _root(path: Path, text: str) -> Mapping:
    try:
        root = load(text.encode("utf-8"))
    except RuleFileError as error:
        raise RuleTextError(path, str(error)) from None
    if not isinstance(root, Mapping):
        raise RuleTextError(path, "it is no rule file")
    return root


def _end_of(
    path: Path, root: Mapping, number: int, lines: list[str]
) -> tuple[int, int]:
    """How many lines stand up to the end of the rules, and how far they are indented."""
    rules = root.values[number]
    first = rules.items[0] if isinstance(rules, Sequence) and rules.items else None
    dash = "" if first is None else lines[first.line - 1][: first.column - 1]
    if isinstance(rules, Scalar) or dash.strip() != "-":
        reason = "write its rules as a list, one '- id: …' below the other"
        raise RuleTextError(path, reason)
    following = root.keys[number + 1 :]
    after = following[0].line - 1 if following else len(lines)
    last = _last_line(rules)
    while after > last and _IDLE.fullmatch(lines[after - 1]):
        after -= 1
    return after, dash.index("-")


def _last_line(node: Node) -> int:
    """The last line that a value of a node stands on."""
    if isinstance(node, Scalar):
        text = node.source[: node.end].rstrip("\n")
        return text.count("\n") + 1
    children = node.items if isinstance(node, Sequence) else node.values
    return max((_last_line(child) for child in children), default=node.line)
