"""What an expression says, as a tree; `str` of a tree is an expression that says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Sign = Literal[":", ">", "<", ">=", "<="]
SIGNS: tuple[Sign, ...] = (">=", "<=", ":", ">", "<")
"""The longest first; `=` is read as `:`."""

OR = "or"
_PLAIN = re.compile(r"[^\s()\"\\:<>=@-][^\s()\"\\:<>=]*")
_PLAIN_VALUE = re.compile(r"[^\s()\"\\,]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The title holds these characters, capital or small."""

    text: str

    def __str__(self) -> str:
        plain = _PLAIN.fullmatch(self.text) and self.text.lower() != OR
        return self.text if plain else quoted(self.text)


@dataclass(frozen=True, slots=True)
class Term:
    """A field is, or is beyond, one of some values."""

    field: str
    sign: Sign
    values: tuple[str, ...]
    """As they were written; at least one."""

    def __str__(self) -> str:
        values = (v if _PLAIN_VALUE.fullmatch(v) else quoted(v) for v in self.values)
        return f"{self.field}{self.sign}{','.join(values)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What a part does not hold for."""

    part: Expression

    def __str__(self) -> str:
        return f"-{_inside(self.part)}"


@dataclass(frozen=True, slots=True)
class All:
    """What every part holds for; everything, if there are none."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " ".join(map(_inside, self.parts))


@dataclass(frozen=True, slots=True)
class Either:
    """What at least one of two or more parts holds for."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return f" {OR} ".join(map(_inside, self.parts))


Expression: TypeAlias = Words | Term | Not | All | Either


def quoted(text: str) -> str:
    """The text between quotation marks."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _inside(part: Expression) -> str:
    """A part of something greater, in parentheses where it has parts itself."""
    return f"({part})" if isinstance(part, All | Either) else str(part)
