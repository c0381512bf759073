"""Putting a rule into the text of a rule file, without touching anything else in it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from parsers.errors import NewsledgerError
from parsers.resources import data_folder
from parsers.rules.shape import VERSION
from parsers.rules.source import content
from parsers.rules.strict_yaml import (
    Mapping,
    Node,
    RuleFileError,
    Scalar,
    Sequence,
    load,
)

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
IDLE = re.compile(r"\s*(?:#.*)?", re.DOTALL)
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


class RulePlace(NamedTuple):
    """Where a rule more goes in a rule file."""

    after: int
    """How many lines stand before it."""
    indent: int
    """Blanks before its dash."""
    number: int
    """How many rules stand before it."""
    lead: tuple[str, ...]
    """Lines that it needs before it."""


def place_for_rule(path: Path, text: str) -> RulePlace:
    """Where a rule more goes: behind the last one.

    Raises:
        RuleTextError: If it is no rule file, or its rules stand in brackets.
    """
    root, lines = root_of(path, text), lines_of(text)
    number = next((n for n, key in enumerate(root.keys) if key.value == "rules"), None)
    if number is None:
        return RulePlace(len(lines), 2, 0, ("", "rules:"))
    after, indent = _end_of(path, root, number, lines)
    rules = root.values[number]
    count = len(rules.items) if isinstance(rules, Sequence) else 0
    return RulePlace(after, indent, count, ())


def with_rule(path: Path, text: str, rule: Callable[[int], str]) -> str:
    """The text of a rule file with a rule more, behind its last one.

    Args:
        path: What messages call the file.
        text: What it holds, its line ends and byte order mark included.
        rule: Makes the rule as an item of a list, indented by so many blanks.

    Raises:
        RuleTextError: If it is no rule file, or its rules stand in brackets.
    """
    lines = lines_of(text)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    place = place_for_rule(path, text)
    after = place.after
    added = "".join(f"{line}\n" for line in place.lead) + rule(place.indent)
    before = "".join(lines[:after])
    if before and not before.endswith(("\n", "\r")):
        before += end
    return before + added.replace("\n", end) + "".join(lines[after:])


def text_of(path: Path) -> str:
    """What a rule file holds, to the character.

    Raises:
        RuleTextError: If it can not be read, or is no text.
    """
    try:
        return content(path).decode("utf-8")
    except UnicodeDecodeError:
        raise RuleTextError(path, "it is not UTF-8 text") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RuleTextError(path, reason) from None


def lines_of(text: str) -> list[str]:
    """The lines of a text, each with its end."""
    return _LINES.findall(text)


def root_of(path: Path, text: str) -> Mapping:
    """The keys of a rule file with what they hold.

    Raises:
        RuleTextError: If it is no rule file.
    """
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
    last = last_line(rules)
    while after > last and IDLE.fullmatch(lines[after - 1]):
        after -= 1
    return after, dash.index("-")


def last_line(node: Node) -> int:
    """The last line that a value of a node stands on."""
    if isinstance(node, Scalar):
        text = node.source[: node.end].rstrip("\n")
        return text.count("\n") + 1
    children = node.items if isinstance(node, Sequence) else node.values
    return max((last_line(child) for child in children), default=node.line)
