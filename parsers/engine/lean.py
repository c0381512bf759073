"""Patterns rewritten so that the `regex` module runs them faster, meaning the same.

The module keeps a counter for every repeat in a pattern and saves all of them at each
branch it tries. An optional part needs no counter when it is written as a choice
between itself and nothing; the period pattern ran seven times faster so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from parsers.engine.syntax import FIRST_TAG, LAST_TAG, MOST_COPIES, copies, is_tag

FEW = 4
"""Patterns that run over text and are remembered: a pack has two, and few changes of it
touch them."""

_TOKEN = re.compile(
    r"""\\(?:[pP]\{\w+\}|.)            # an escape
    |\[\^?\]?(?:\\.|[^\]\\])*\]        # a class
    |\((?:\?(?:P?<\w+>|P=\w+\)|<[=!]|[=!:>|]|[a-z]*(?:-[a-z]+)?:?))?   # an opening
    |.""",
    re.DOTALL | re.VERBOSE,
)

_PLAIN = re.compile(f"[\\0-\x7f{FIRST_TAG}-{LAST_TAG}]*")
"""ASCII and tags: what has the same two cases in every text."""
_FLAGS = re.compile(r"\(\?[a-zA-Z-]+:?\Z")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_RANGE = re.compile(r"([^\\])-([^\\])")
_ESCAPED_OR_UPPER = re.compile(r"\\.|[A-Z]", re.DOTALL)

_TAGS = re.compile(f"\\[[-{FIRST_TAG}-{LAST_TAG}]+]")
"""A class of tags and ranges of them."""


@lru_cache(FEW)
def compile_lean(source: str) -> regex.Pattern[str]:
    """Compile a pattern, ignoring case, in the form that runs fastest.

    Raises:
        regex.error: If it does not compile; the position is that in `source`.
    """
    refuse_large(source)
    try:
        return regex.compile(lean(source), regex.IGNORECASE)
    except regex.error:
        return regex.compile(source, regex.IGNORECASE)


def refuse_large(source: str) -> None:
    """Refuse a pattern that would take all memory as soon as it is compiled.

    Raises:
        regex.error: If it is one.
    """
    if (count := copies(source)) > MOST_COPIES:
        reason = f"a part is repeated {count:,} times, more than {MOST_COPIES:,}"
        raise regex.error(reason)


def compile_for(
    source: str, *, backwards: bool = False
) -> tuple[regex.Pattern[str], bool]:
    """Compile a pattern that ignores case for the text or for its lower case.

    Args:
        source: The pattern.
        backwards: Whether it is matched from the end of a text to its beginning.

    Returns:
        The pattern in the form that runs fastest, and whether it must be given a text
        as `lowered` makes it.

    Raises:
        regex.error: If it does not compile; the position is that in `source`.
    """
    refuse_large(source)
    flags = regex.REVERSE if backwards else 0
    low = lowercase(source)
    try:
        if low is not None:
            return regex.compile(lean(low), flags), True
        return regex.compile(lean(source), flags | regex.IGNORECASE), False
    except regex.error:
        return regex.compile(source, flags | regex.IGNORECASE), False


def lowercase(source: str) -> str | None:
    """A pattern that matches in lower case where `source` does, ignoring case.

    The module compares characters far faster than it compares them in both cases.

    Returns:
        The pattern; None where case counts in a part of it, or cannot be told to.
    """
    if not _PLAIN.fullmatch(source) or "[:" in source:
        return None
    tokens = _TOKEN.findall(source)
    if not all(map(_is_uncased, tokens)):
        return None
    return "".join(token if token[0] in "(\\" else _lower(token) for token in tokens)


def _is_uncased(token: str) -> bool:
    """Whether a token can be written in lower case with no change of meaning."""
    if token[0] == "(":
        return not _FLAGS.match(token)
    escapes = _ESCAPE.findall(token)
    if not all(letter in "bBdDsSwW" or not letter.isalnum() for letter in escapes):
        return False
    if token[0] != "[":
        return True
    return "-\\" not in token and all(map(_is_one_case, _RANGE.findall(token[1:-1])))


def _is_one_case(ends: tuple[str, str]) -> bool:
    """Whether a range holds nothing but letters of one case, or no letter at all."""
    return any(all(map(test, ends)) for test in (str.isupper, str.islower, _is_bare))


def _is_bare(character: str) -> bool:
    """Whether a character is a digit or a tag."""
    return character.isdigit() or is_tag(character)


def _lower(token: str) -> str:
    """A token in lower case, but for the names of its escapes."""
    return _ESCAPED_OR_UPPER.sub(
        lambda m: m[0].lower() if len(m[0]) == 1 else m[0], token
    )


def lean(source: str) -> str:
    """The pattern with each greedy `X?` as `(?:X|)`, and tags to choose from as one class.

    The module looks for one class far faster than for a choice of classes.
    """
    out: list[str] = []
    opened: list[int] = []
    last = -1
    """Where the item begins that a quantifier would repeat; -1 for none."""
    tokens = _joined_tags(_TOKEN.findall(source))
    for number, token in enumerate(tokens):
        after = tokens[number + 1] if number + 1 < len(tokens) else ""
        if token == "?" and last >= 0 and after not in ("?", "+"):
            out.insert(last, "(?:")
            out.append("|)")
            last = -1
            continue
        if token == ")" and opened:
            last = opened.pop()
        elif _opens(token):
            opened.append(len(out))
            last = -1
        elif token in ("|", "^", "$", "?", "*", "+", "{", "}"):
            last = -1
        else:
            last = len(out)
        out.append(token)
    return "".join(out)


def _joined_tags(tokens: Iterable[str]) -> list[str]:
    """The tokens with `(?:[A])|(?:[B])` as `[AB]` where A and B are tags alone."""
    out: list[str] = []
    for token in (*tokens, ""):
        if token in ("|", ")", "") and _are_a_choice(out[-4:]):
            out[-3:] = [f"{out[-3][:-1]}{out[-1][1:]}"]
        out.append(token)
        if token == ")" and out[-3:-2] == ["(?:"] and _TAGS.fullmatch(out[-2]):
            out[-3:] = [out[-2]]
    return out[:-1]


def _are_a_choice(last: Sequence[str]) -> bool:
    """Whether tokens end with two whole alternatives, each a class of tags."""
    *before, one, bar, two = last if len(last) > 2 else ("", "", "")
    opens = not before or before[0] == "|" or _opens(before[0])
    return opens and bar == "|" and all(map(_TAGS.fullmatch, (one, two)))


def lone_tags(source: str) -> str | None:
    """A class of the tags that a pattern matches all by themselves; None without any.

    They are its alternatives that are nothing but tags, and are found at once.
    """
    alternatives = split_alternatives(lean(source))
    classes = [a[1:-1] for a in alternatives if _TAGS.fullmatch(a)]
    return f"[{''.join(classes)}]" if classes else None


def split_alternatives(source: str) -> list[str]:
    """The alternatives of a pattern, split at the bars outside of all groups."""
    parts, depth = [""], 0
    for token in _TOKEN.findall(source):
        depth += _opens(token) - (token == ")")
        if token == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += token
    return parts


def split_head(alternative: str) -> tuple[str, str]:
    """A named group at the very start, and the rest; no head where there is none.

    A group that is repeated or optional is no head.
    """
    tokens = _TOKEN.findall(alternative)
    if not tokens or not tokens[0].startswith("(?P<"):
        return "", alternative
    depth = 0
    for number, token in enumerate(tokens):
        depth += _opens(token) - (token == ")")
        if depth == 0:
            head, rest = tokens[: number + 1], tokens[number + 1 :]
            if rest and rest[0] in ("?", "*", "+", "{"):
                return "", alternative
            return "".join(head), "".join(rest)
    return "", alternative


def _opens(token: str) -> bool:
    """Whether a token opens a group that a closing bracket ends."""
    return token[0] == "(" and not token.endswith(")")
