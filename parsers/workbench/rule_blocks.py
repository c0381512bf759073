"""Finding a rule, the patch of one, or the place for one, in the text of a rule file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from parsers.rules.strict_yaml import Mapping, Node, Scalar
from parsers.rules.strict_yaml import Sequence as Items
from parsers.workbench.draft import DraftRule, yaml_of
from parsers.workbench.rule_block import Block
from parsers.workbench.rule_text import (
    IDLE,
    RuleTextError,
    last_line,
    lines_of,
    place_for_rule,
    root_of,
)

_DASH = re.compile(r" *- +")
_COMMENT = re.compile(r"( *)#.*")


def rule_block(path: Path, held: str, rule: str) -> Block:
    """The lines of a rule, with the comments right above it.

    Args:
        path: What messages call the file.
        held: What it holds.
        rule: The id of the rule.

    Raises:
        RuleTextError: If it is not there, or stands in brackets.
    """
    items = _rules(root_of(path, held))
    number = next((n for n, item in enumerate(items) if _id(item) == rule), None)
    if number is None:
        raise RuleTextError(path, f"rule {rule} is not in it any more")
    return _rule_at(path, held, number)


def found_again(block: Block, held: str, *, is_own: bool) -> Block:
    """The same item in another text of its file.

    Args:
        block: The item.
        held: What the file holds now.
        is_own: Whether only the item was changed: it may have another name.

    Raises:
        RuleTextError: If it is not there, or can not be taken out of its file.
    """
    if block.is_draft and not is_own:
        return _behind(block.path, held, block.rule, block.fresh)
    if block.where[0] == "patch":
        reference = tuple(line.strip() for line in block.aside)
        return patch_block(block.path, held, block.rule, reference)
    if is_own:
        return _rule_at(block.path, held, int(block.where[-1]))
    return rule_block(block.path, held, block.rule)


def _rule_at(path: Path, held: str, number: int) -> Block:
    """The lines of the rule of a number."""
    root, lines = root_of(path, held), lines_of(held)
    items = _rules(root)
    item = items[number]
    dash = lines[item.line - 1][: item.column - 1]
    if not _DASH.fullmatch(dash):
        reason = f"rule {_id(item)} does not stand on lines of its own, behind a '- '"
        raise RuleTextError(path, reason)
    if number + 1 < len(items):
        bound = items[number + 1].line - 1
    else:
        bound = _bound(root, "rules", len(lines))
    first = item.line - 1
    indent = dash.index("-")
    while first and _comment_at(lines[first - 1], indent):
        first -= 1
    last = _trimmed(lines, bound, last_line(item))
    return Block(path, held, _id(item), ("rules", str(number)), first, last, indent)


def new_block(path: Path, held: str, rule: DraftRule) -> Block:
    """The place for a rule that was drafted, behind the others.

    Raises:
        RuleTextError: If the file has no place for it.
    """
    return _behind(path, held, rule.id, tuple(yaml_of(rule, 0).splitlines()))


def _behind(path: Path, held: str, rule: str, lines: tuple[str, ...]) -> Block:
    """The place behind the rules of a file, for the lines of one more."""
    place = place_for_rule(path, held)
    where = ("rules", str(place.number))
    at, indent = place.after, place.indent
    return Block(path, held, rule, where, at, at, indent, place.lead, lines)


def patch_block(path: Path, held: str, rule: str, reference: Sequence[str]) -> Block:
    """The lines by which a file changes a rule of another one, or the place for them.

    Args:
        path: What messages call the file.
        held: What it holds.
        rule: The id of the rule.
        reference: Comments that tell what the rule says, without indentation.

    Raises:
        RuleTextError: If the patches of the file stand in brackets.
    """
    root, lines = root_of(path, held), lines_of(held)
    where = ("patch", "rules", rule)
    aside = tuple(f"  {line}" for line in reference)
    fresh = (f"{rule}:",)
    at, indent = len(lines), 4
    lead: tuple[str, ...] = ("", "patch:", "  rules:")
    patch = _on_lines(path, lines, _value(root, "patch"))
    changes = _on_lines(path, lines, None if patch is None else _value(patch, "rules"))
    if patch is not None and changes is None:
        at, indent = last_line(patch), patch.column + 1
        lead = (" " * (patch.column - 1) + "rules:",)
    elif changes is not None:
        at, indent, lead = last_line(changes), changes.column - 1, ()
    names = [] if changes is None else [key.value for key in changes.keys]
    if changes is None or rule not in names:
        return Block(path, held, rule, where, at, at, indent, lead, fresh, aside)
    number = names.index(rule)
    key = changes.keys[number]
    if number + 1 < len(names):
        bound = changes.keys[number + 1].line - 1
    else:
        bound = max(last_line(changes), key.line)
    last = _trimmed(lines, bound, last_line(changes.values[number]))
    return Block(
        path, held, rule, where, key.line - 1, last, key.column - 1, aside=aside
    )


def _value(node: Mapping, key: str) -> Node | None:
    """What a mapping says under a key."""
    return next((value for name, value in node.items if name.value == key), None)


def _rules(root: Mapping) -> tuple[Node, ...]:
    """The rules of a file."""
    rules = _value(root, "rules")
    return rules.items if isinstance(rules, Items) else ()


def _id(item: Node) -> str:
    """The id of a rule; empty where it says none."""
    found = _value(item, "id") if isinstance(item, Mapping) else None
    return found.value if isinstance(found, Scalar) else ""


def _on_lines(path: Path, lines: Sequence[str], node: Node | None) -> Mapping | None:
    """A mapping that is written on lines of its own; None if there is none."""
    if node is None:
        return None
    if not isinstance(node, Mapping) or lines[node.line - 1][node.column - 1] == "{":
        raise RuleTextError(path, "write its patches on lines of their own")
    return node


def _bound(root: Mapping, name: str, lines: int) -> int:
    """How many lines stand before what follows a key of the file."""
    later = [key.line for key in root.keys]
    number = [key.value for key in root.keys].index(name)
    return later[number + 1] - 1 if number + 1 < len(later) else lines


def _comment_at(line: str, indent: int) -> bool:
    """Whether a line is a comment that is indented so far."""
    found = _COMMENT.match(line)
    return found is not None and len(found[1]) == indent


def _trimmed(lines: Sequence[str], bound: int, least: int) -> int:
    """A bound without the lines before it that say nothing."""
    while bound > least and IDLE.fullmatch(lines[bound - 1]):
        bound -= 1
    return bound
