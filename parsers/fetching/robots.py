"""What a server asks of programs in its robots.txt, read as RFC 9309 says.

`urllib.robotparser` knows no `*` inside a path and takes the first rule that fits, not the
longest; a pattern made into a regular expression could be one that takes for ever.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

AGENT = "newsledger"
"""What the program is called there."""

_LONGEST = 500 * 2**10
"""Bytes that are read, as every reader has to."""

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#]*)")
_TOKEN = re.compile(r"[A-Za-z_-]+")
_SECONDS = re.compile(r"\d{1,9}(?:\.\d{0,9})?")
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile("[A-Za-z0-9._~-]")


class _Rule(NamedTuple):
    """What may be fetched, or may not."""

    allows: bool
    pattern: str

    def matches(self, target: str) -> bool:
        """Whether it is about a path with its query."""
        to_end = self.pattern.endswith("$")
        first, *others = self.pattern[: -1 if to_end else None].split("*")
        if not target.startswith(first):
            return False
        if not others:
            return not to_end or target == first
        at = len(first)
        for piece in others[:-1]:
            found = target.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        if to_end:
            return target.endswith(others[-1]) and len(target) - len(others[-1]) >= at
        return target.find(others[-1], at) >= 0


class Robots(NamedTuple):
    """What is asked of this program."""

    rules: tuple[_Rule, ...] = ()
    delay: float = 0.0
    """Seconds that should lie between two requests."""

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be fetched.

        The rule with the longest pattern decides; of two that are as long, the one that
        allows.
        """
        plain = _plain(target)
        fitting = [rule for rule in self.rules if rule.matches(plain)]
        decisive = max(fitting, key=lambda r: (len(r.pattern), r.allows), default=None)
        return decisive is None or decisive.allows


def robots(data: bytes) -> Robots:
    """What the bytes of a robots.txt ask."""
    groups = list(_groups(data[:_LONGEST].decode("utf-8-sig", "replace")))
    ours = [lines for agents, lines in groups if AGENT in agents]
    chosen = ours or [lines for agents, lines in groups if "*" in agents]
    rules: list[_Rule] = []
    delay = 0.0
    for key, value in (line for lines in chosen for line in lines):
        if key == "crawl-delay" and _SECONDS.fullmatch(value):
            delay = max(delay, float(value))
        elif key != "crawl-delay" and value:
            rules.append(_Rule(key == "allow", _plain(value)))
    return Robots(tuple(rules), delay)


_Lines = list[tuple[str, str]]


def _groups(text: str) -> Iterator[tuple[set[str], _Lines]]:
    """Groups of lines, each with the programs that it is for."""
    agents: set[str] = set()
    lines: _Lines = []
    for match in filter(None, map(_LINE.match, text.splitlines())):
        key, value = match[1].lower(), match[2].strip()
        if key == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            token = _TOKEN.match(value)
            agents.add(token[0].lower() if token else value)
        elif key in ("allow", "disallow", "crawl-delay") and agents:
            lines.append((key, value))
    yield agents, lines


def _plain(path: str) -> str:
    """A path as it is compared: with what need not be escaped as it is."""
    return _ESCAPE.sub(_unescaped, quote(path, "!$%&'()*+,/:;=?@[]~"))


def _unescaped(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.match(character) else match[0].upper()
