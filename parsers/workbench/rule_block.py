"""One item of a rule file as a text of its own, and back into the file.

All other lines of the file stay as they are, to the byte, and so does each line of the
item that is still there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from parsers.rules.strict_yaml import Node, Scalar
from parsers.rules.strict_yaml import Sequence as Items
from parsers.workbench.rule_text import RuleTextError, lines_of, root_of

Where = tuple[str, ...]
"""The keys that lead to an item; that of a rule is the number it has in its list."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of a rule file that belong to one item, or the place for an item."""

    path: Path
    held: str
    """The whole file, line ends and byte order mark included."""
    rule: str
    """The id of the rule."""
    where: Where
    """The place of the item in the file."""
    first: int
    """How many lines stand before it."""
    last: int
    """How many lines stand up to its end."""
    indent: int
    lead: tuple[str, ...] = ()
    """Lines that an item needs before it that is not in the file yet."""
    fresh: tuple[str, ...] = ()
    """What such an item begins with."""
    aside: tuple[str, ...] = ()
    """Lines that are shown behind it, and never filed as they are."""
    locked: str = ""
    """Why it can not be changed; empty if it can."""

    @property
    def text(self) -> str:
        """What a person edits: the item without its indentation."""
        return "\n".join((*self._own(), *self.fresh, *self.aside))

    @property
    def is_draft(self) -> bool:
        """Whether it is a rule that is not in the file yet."""
        return bool(self.fresh) and self.where[0] == "rules"

    @property
    def remarks(self) -> int:
        """How many lines of comments stand before it."""
        own = self._own()
        return next((n for n, line in enumerate(own) if line[:1] != "#"), 0)

    def line(self, number: int) -> int | None:
        """The line of the text that a line of the file with the text in it is; from 1."""
        own = number - self.first - len(self.lead)
        return own if own > 0 else None

    def filed(self, text: str) -> str:
        """The whole file with another text of the item.

        Lines that are shown behind it are left out where they are as they were.
        """
        lines = lines_of(self.held)
        written = [line.rstrip() for line in text.split("\n")]
        new = [line for line in written if line not in self.aside]
        while new and not new[-1]:
            new.pop()
        end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
        made = list(self._made(new, end))
        before = [_ended(line, end) for line in lines[: self.first]]
        lead = (line + end for line in self.lead)
        return "".join([*before, *lead, *made, *lines[self.last :]])

    def _made(self, new: Sequence[str], end: str) -> Iterator[str]:
        """Lines for the file: as they stand there, if they do."""
        kept = lines_of(self.held)[self.first : self.last]
        matcher = SequenceMatcher(None, self._own(), new, autojunk=False)
        for tag, i, j, k, m in matcher.get_opcodes():
            if tag == "equal":
                yield from (_ended(line, end) for line in kept[i:j])
            else:
                yield from (self._indented(line) + end for line in new[k:m])

    def _indented(self, line: str) -> str:
        return " " * self.indent + line if line else ""

    def _own(self) -> list[str]:
        """The lines of the item, without their ends and their indentation."""
        lines = lines_of(self.held)[self.first : self.last]
        blanks = re.compile(f" {{0,{self.indent}}}")
        return [blanks.sub("", line.rstrip(), count=1) for line in lines]

    def check(self, text: str) -> None:
        """Make sure that a text changes nothing but the item.

        Raises:
            RuleTextError: If the file would be no rule file, or say something else of
                other items; the reason tells it.
        """
        held = root_of(self.path, self.held)
        filed = root_of(self.path, self.filed(text))
        if _values(held, self.where) != _values(filed, self.where):
            reason = "it would change what stands around it: one rule at a time"
            raise RuleTextError(self.path, reason)


def _ended(line: str, end: str) -> str:
    """A line with an end, if it has none."""
    return line if line.endswith(("\n", "\r")) else line + end


def _values(node: Node, but: Where) -> object:
    """What a file says, wherever that stands, without one item of it."""
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Items):
        return [
            _values(item, ()) for n, item in enumerate(node.items) if but != (str(n),)
        ]
    said = {}
    for key, value in node.items:
        inner = but[1:] if but[:1] == (key.value,) else ()
        if but == (key.value,):
            continue
        found = _values(value, inner)
        # A mapping may be there only for the item.
        if found or not inner:
            said[key.value] = found
    return said
