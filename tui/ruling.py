"""Putting a rule that was written into its file, and what became of that."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff
from typing import TYPE_CHECKING

from parsers.errors import NewsledgerError
from parsers.replacing import ChangedError, replace_known
from tui.messages import Filing, RuleMoved, RuleSaved

if TYPE_CHECKING:
    from parsers.workbench.rule_block import Block

_AGAIN = "look at the difference; ^s again puts your rule into the file as it is now"


def same(one: str, other: str) -> bool:
    """Whether two texts of a rule say the same: blanks at the ends of lines do not count."""
    return _lines(one) == _lines(other)


def saved(block: Block, text: str) -> RuleSaved:
    """Write a rule into its file, if nobody has changed that since it was read.

    Args:
        block: The rule in its file.
        text: What it is to say.
    """
    from parsers.workbench.rule_blocks import found_again
    from parsers.workbench.rule_text import RuleTextError

    name = block.path.name
    try:
        block.check(text)
        filed = block.filed(text)
        filing = Filing(block.rule, block.path, block.held.encode(), filed.encode())
        replace_known(block.path, filing.before, filing.after)
        again = found_again(block, filed, is_own=True)
    except ChangedError as error:
        return _changed(block, text, error.data.decode("utf-8", "replace"))
    except RuleTextError as error:
        return RuleSaved(text, None, f"not saved: {name}: {error.reason}")
    except NewsledgerError as error:
        return RuleSaved(text, None, f"not saved: {error}")
    except OSError as error:
        return RuleSaved(text, None, f"not saved: {error.strerror or error}")
    told = f"saved in {name}"
    if not block.is_draft:
        return RuleSaved(text, again, told, is_saved=True)
    told = f"{again.rule} is in {name}: u takes it out"
    return RuleSaved(text, again, told, filing=filing, is_saved=True)


def taken_out(filing: Filing) -> RuleMoved:
    """Let the file of a draft hold what it held before."""
    told = f"{filing.rule} is out of {filing.path.name}: ^r puts it in again"
    return _moved(filing, filing.after, filing.before, told)


def put_in(filing: Filing) -> RuleMoved:
    """Let it hold the draft again."""
    told = f"{filing.rule} is in {filing.path.name}: u takes it out"
    return _moved(filing, filing.before, filing.after, told)


def _moved(filing: Filing, known: bytes, data: bytes, told: str) -> RuleMoved:
    try:
        replace_known(filing.path, known, data)
    except ChangedError as error:
        return RuleMoved(f"{error} since: E edits it", is_moved=False)
    except OSError as error:
        return RuleMoved(f"not written: {error.strerror or error}", is_moved=False)
    return RuleMoved(told, is_moved=True)


def _changed(block: Block, text: str, found: str) -> RuleSaved:
    """Somebody else was there: show what he did, and go on from there."""
    from parsers.workbench.rule_blocks import found_again

    difference = "\n".join(_difference(block.held, found))
    try:
        again = found_again(block, found, is_own=False)
    except NewsledgerError as error:
        return RuleSaved(text, None, f"not saved: {error}", difference)
    return RuleSaved(text, again, f"not saved: {_AGAIN}", difference)


def _difference(old: str, new: str) -> Iterator[str]:
    """Lines that went and came, with a few around them."""
    lines = unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2)
    return (line for number, line in enumerate(lines) if number >= 2)


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines
