"""The words of an expression, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from parsers.query.expression import OR
from parsers.query.refusals import QueryError

TokenKind = Literal["(", ")", "-", "or", "words", "field", "saved", "end"]

NAME = re.compile(r"[\w.-]+")
"""The name of a saved expression."""

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_BARE = r"[^\s()\",]+"
_TOKEN = re.compile(
    rf"""(?P<bracket>[()])
    |(?P<minus>-(?=[^\s)]))
    |@(?P<saved>{NAME.pattern})
    |(?P<field>[A-Za-z_][\w-]*)(?P<sign>>=|<=|[:<>=])
        (?P<values>(?:{_QUOTED}|{_BARE})?(?:,(?:{_QUOTED}|{_BARE})?)*)
    |(?P<quoted>{_QUOTED})
    |(?P<open>")
    |(?P<words>[^\s()"]+)""",
    re.VERBOSE | re.DOTALL,
)
_VALUE = re.compile(rf"{_QUOTED}|{_BARE}", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of an expression."""

    kind: TokenKind
    position: int
    length: int
    text: str
    """The words, the name of a field or of a saved expression."""
    sign: str = ""
    values: tuple[str, ...] = ()


def tokens(text: str) -> Iterator[Token]:
    """The words of an expression; the last one is its end.

    Raises:
        QueryError: If a quotation is not closed.
    """
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        match = _TOKEN.match(text, place)
        if match is None or match["open"]:
            raise QueryError(
                text,
                place,
                len(text),
                "a quotation begins here and has no end",
                'close it with "',
            )
        yield _token(match)
        place = match.end()
    yield Token("end", len(text), 0, "")


def _token(match: re.Match[str]) -> Token:
    """The word that was found."""
    place, length = match.start(), match.end() - match.start()
    if bracket := match["bracket"]:
        return Token("(" if bracket == "(" else ")", place, length, bracket)
    if match["minus"]:
        return Token("-", place, length, "-")
    if match["saved"]:
        return Token("saved", place, length, match["saved"])
    if match["field"]:
        values = tuple(map(_unquoted, _VALUE.findall(match["values"])))
        return Token("field", place, length, match["field"], match["sign"], values)
    if match["words"] and match["words"].lower() == OR:
        return Token("or", place, length, match["words"])
    return Token("words", place, length, _unquoted(match[0]))


def _unquoted(text: str) -> str:
    """The text without its quotation marks."""
    return _ESCAPE.sub(r"\1", text[1:-1]) if text[:1] == '"' else text
