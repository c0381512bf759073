"""Claims as they come back in books that a person has edited: marks, and what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parsers.ledger.accounts import counted_path
from parsers.ledger.escaping import in_ascii
from parsers.ledger.transactions import CLEARED

CLAIM = (
    *("flow", "status", "reporter", "partner", "commodity"),
    *("period", "qualifier", "attribution", "quote"),
)
"""The tags that tell what is claimed; the others tell how it was read."""
VERDICT = "verdict"

_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_STRING = r'"(?:[^"\\]|\\.)*"'
_HEADS = (
    re.compile(
        rf"(?P<day>{_DAY}(?:=\S+)?)(?:[ \t]+(?P<mark>[*!]))?"
        r"(?P<gap>[ \t]+)\((?P<id>nl-[0-9a-f]{12})\)(?P<said>.*)",
        re.ASCII,
    ),
    re.compile(
        rf"(?P<day>{_DAY})[ \t]+(?P<mark>[*!]|txn)(?P<gap>[ \t]+)"
        rf"(?P<said>{_STRING}(?:[ \t]+{_STRING})?)[^\"\n]*?\^(?P<id>nl-[0-9a-f]{{12}})\b",
        re.ASCII,
    ),
)
"""How a transaction begins in a journal, and in a file of beancount."""
_MARKS = frozenset({"*", "txn"})
"""What a person stands for; in beancount the second is another word for the first."""
_TAG = re.compile(r"(?:;\s*)?([a-z][a-zA-Z0-9-]*|UUID):\s*(.*)", re.ASCII)
_POSTING = re.compile(
    r"([A-Z][^\s;]*)\s+(-?[\d.]+)\s+([A-Z.]+)"
    r"(?:\s+\(?@@\)?\s+(-?[\d.,]+)\s+([A-Z.]+))?(?:\s+;.*)?",
    re.ASCII,
)
_PRICE = " @@"
"""Ends what is told of a price. It is taken of another claim, so books that do not have
that have no price."""
_ESCAPED = re.compile(r"\\(.)")

Fact = tuple[str, str]
"""What is told of a claim: what it is, and what is said."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A claim as a file of the books tells it."""

    id: str
    line: int
    """Where it begins, counted from 1."""
    marked: bool
    """Whether it has the mark of what a person stands for."""
    was_marked: bool
    """Whether it had that when it was exported."""
    facts: tuple[Fact, ...]
    """What is claimed, sorted."""

    def differences(self, other: Returned) -> Iterator[tuple[str, str, str]]:
        """What two files tell otherwise: what it is, what this one says, the other."""
        one, two = self._told(), other._told()
        if "".join(one.values()).isascii():  # as the books may have been exported
            two = {name: in_ascii(said) for name, said in two.items()}
        for name in sorted(one.keys() | two.keys()):
            if name.endswith(_PRICE) and not (name in one and name in two):
                continue
            if one.get(name) != two.get(name):
                yield name, one.get(name, "-"), two.get(name, "-")

    def _told(self) -> dict[str, str]:
        told: dict[str, str] = {}
        for name, said in self.facts:
            told[name] = f"{told[name]}; {said}" if name in told else said
        return told


def returned(text: str) -> Iterator[Returned]:
    """The claims of a file, in its order; all else in it says nothing.

    Args:
        text: A journal or a file of beancount that was exported, edited or not.
    """
    lines = text.split("\n")
    for number, line in enumerate(lines):
        head = _head(line)
        if head is None:
            continue
        tags, facts = _body(_below(lines, number))
        yield Returned(
            id=head["id"],
            line=number + 1,
            marked=head["mark"] in _MARKS,
            was_marked=tags.get(VERDICT) in CLEARED,
            facts=tuple(sorted((("claim", _squeezed(head)), *facts))),
        )


def unmarked(text: str) -> str:
    """The file with the marks that it was exported with, and all else as it is.

    If nothing but marks was changed, its seal holds again.
    """
    was = {each.line: each.was_marked for each in returned(text)}
    lines = text.split("\n")
    for number, had in was.items():
        lines[number - 1] = _with_mark(lines[number - 1], "*" if had else "!")
    return "\n".join(lines)


def _with_mark(line: str, mark: str) -> str:
    head = _head(line)
    if head is None:
        return line
    end = head.end("mark") if head["mark"] else head.end("day")
    return f"{head['day']} {mark}{line[end:]}"


def _head(line: str) -> re.Match[str] | None:
    """How a line begins a claim; None if it does not."""
    if not line[:1].isdigit():
        return None
    return next(filter(None, (head.match(line) for head in _HEADS)), None)


def _squeezed(head: re.Match[str]) -> str:
    return " ".join(f"{head['day']} {head['said']}".split())


def _below(lines: Sequence[str], number: int) -> Iterator[str]:
    """The lines that belong to the one that begins a transaction."""
    for below in range(number + 1, len(lines)):
        line = lines[below]
        if not line.strip() or not line[:1].isspace():
            return
        yield line.strip()


def _body(lines: Iterator[str]) -> tuple[dict[str, str], list[Fact]]:
    """All tags of a transaction, and what is told in it of the claim."""
    tags: dict[str, str] = {}
    facts: list[Fact] = []
    for line in lines:
        if posting := _POSTING.fullmatch(line):
            account, amount, unit, price, money = posting.groups()
            facts.append((counted_path(account), f"{amount} {unit}"))
            if price:
                facts.append((f"{counted_path(account)}{_PRICE}", f"{price} {money}"))
        elif tag := _TAG.fullmatch(line):
            tags.setdefault(tag[1], _value(tag[2]))
    facts.extend((key, tags[key]) for key in CLAIM if key in tags)
    return tags, facts


def _value(text: str) -> str:
    """The value of a tag, without the quotes and backslashes of beancount."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return _ESCAPED.sub(r"\1", text[1:-1])
    return text
