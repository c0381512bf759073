"""Where a pattern can match at all, by a matcher that looks at each character once.

RE2 runs in linear time, many times faster than the `regex` module, but knows no
look-around and no private wishes of a rule's author. So each pattern is written once
more in a relaxed form that RE2 can run: look-around is dropped, counted repeats are
any repeats, and a character that is not ASCII may be any other such. Wherever the
pattern matches, its relaxed form does, and rarely elsewhere: the `regex` module then
only confirms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Any

import re2

from parsers.engine.lean import FEW
from parsers.engine.syntax import (
    ASSERTIONS,
    ATOMIC,
    FIRST_TAG,
    LAST_TAG,
    REPEATS,
    UNLIKE,
    UnlikeError,
    is_tag,
    ops,
    shared_tree,
)
from parsers.engine.words import lowered

ANYTHING = ""
"""The relaxed form of a pattern that cannot be read: it matches everywhere."""

MOST_COUNTED = 100
"""Repeats up to this number are counted, where that is asked for."""

MOST_SPELLED = 200
"""More texts than this for the tags at one place are taken for any text."""

_OTHERS = r"?\x{80}-\x{17e}\x{180}-\x{2129}\x{212b}-\x{d7ff}\x{f900}-\x{10ffff}"
"""In a class: all that is neither ASCII nor a tag, and what stands for it in bytes; but
no long s and no Kelvin sign, which are an s and a k where case is ignored."""
_ANY = "(?s:.)"
_WORD = re.compile(rb"\w+")
_MEMORY = 5 << 23
"""Bytes that the automaton of one pattern may take.

The one of all figures needs four fifths of them; with too few, RE2 goes on without it, six
times as slow.
"""

_CATEGORIES = {
    ops.CATEGORY_DIGIT: "0-9" + _OTHERS,
    ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\s\v" + _OTHERS,
    ops.CATEGORY_NOT_SPACE: r"\S",
    ops.CATEGORY_WORD: r"\w" + _OTHERS,
    ops.CATEGORY_NOT_WORD: r"\W",
}
_EXCLUDED = {
    ops.CATEGORY_DIGIT: "0-9",
    ops.CATEGORY_NOT_DIGIT: r"\D",
    ops.CATEGORY_SPACE: r"\t\n\r\f ",
    ops.CATEGORY_NOT_SPACE: r"\x{0}-\x{8}\x{e}-\x{1f}!-\x{7f}",
    ops.CATEGORY_WORD: r"\w",
    ops.CATEGORY_NOT_WORD: r"\W",
}

Spell = Callable[[str], Iterable[str] | None]
"""The texts that a tag stands for; None if they are not known."""


def relaxed(
    pattern: str,
    spell: Spell | None = None,
    *,
    aligned: bool = False,
    counted: bool = False,
) -> str:
    """The relaxed form of a pattern of the `regex` module that ignores case.

    Args:
        pattern: The pattern.
        spell: If given, the form is for plain sentences, where each tag is one of the
            texts that it stands for and blanks may be doubled.
        aligned: Whether the form must match from where the pattern does. Otherwise it
            matches what a look behind at its start asks for as well.
        counted: Whether repeats keep their numbers, so that a search need not go on to
            the end of a text; RE2 refuses some that are nested.

    Returns:
        A pattern for RE2, ignoring case, that matches in every text, in lower case or
        ASCII, in which the pattern matches. `ANYTHING` if the parser of the standard
        library cannot read the pattern.
    """
    try:
        tree = shared_tree(pattern)
        return _Writer(spell, aligned=aligned, counted=counted).whole(list(tree))
    except (UnlikeError, RecursionError):
        return ANYTHING


class _Writer:
    """Writes the relaxed form of a parse tree."""

    def __init__(self, spell: Spell | None, *, aligned: bool, counted: bool) -> None:
        self._spell = spell
        self._aligned = aligned
        self._counted = counted
        self._exact = False
        """Whether case counts in the group at hand."""

    def whole(self, items: list[tuple[Any, Any]]) -> str:
        """A pattern, with what must stand before it unless it is aligned."""
        before = "" if self._aligned or not items else self._behind(*items[0])
        return before + self.sequence(items, "")

    def _behind(self, op: Any, argument: Any) -> str:
        """What a look behind asks for."""
        if op is ops.ASSERT and argument[0] < 0:
            return self.sequence(argument[1])
        return ""

    def sequence(
        self, items: Iterable[tuple[Any, Any]], tail: str | None = None
    ) -> str:
        """Items one after another.

        Args:
            items: A part of the tree.
            tail: If nothing is matched behind them: what else must stand there. What a
                look ahead at their end asks for takes its place.
        """
        written: list[str] = []
        for op, argument in reversed(list(items)):
            if tail == "" and self._aligned and _is_no_word(op, argument):
                tail = _WORD_ENDS
                continue
            written.append(self._item(op, argument, tail))
            tail = None if written[-1] else tail
        written.append(tail or "")
        return "".join(reversed(written))

    def _item(self, op: Any, argument: Any, tail: str | None) -> str:
        if op in ASSERTIONS:
            return "" if tail is None else self._ahead(op, argument)
        if op is ops.SUBPATTERN:
            return self._flagged(*argument[1:], tail=tail)
        if op is ATOMIC:
            return self._group(argument, tail)
        if op is ops.BRANCH:
            branches = (self.sequence(branch, tail) for branch in argument[1])
            return f"(?:{'|'.join(branches)})"
        if op in REPEATS:
            written = self._repeated(*argument)
        else:
            written = self._one(op, argument)
        return written and written + (tail or "")

    def _ahead(self, op: Any, argument: Any) -> str:
        """What an assertion asks for behind the end of a match."""
        if op is ops.ASSERT and argument[0] > 0:
            return self._group(argument[1], "")
        if op is ops.AT and argument in _ENDS and self._aligned:
            return r"(?:\n|\z)"
        return ""

    def _one(self, op: Any, argument: Any) -> str:
        """One character."""
        if op is ops.LITERAL:
            return self._literal(chr(argument))
        if op is ops.NOT_LITERAL:
            return self._class([(ops.NEGATE, None), (ops.LITERAL, argument)])
        if op is ops.ANY:
            return self._any()
        if op is ops.IN:
            return self._class(argument)
        raise UnlikeError

    def _repeated(self, least: int, most: Any, items: Iterable[tuple[Any, Any]]) -> str:
        """Any number of times; as few as will do where only the beginning matters."""
        often = "*" if least == 0 else "+"
        if most == 1 or (self._counted and most <= MOST_COUNTED):
            often = f"{{{least},{most}}}"
        written = self._group(items)
        return written and written + often + ("?" if self._aligned else "")

    def _flagged(
        self,
        added: int,
        dropped: int,
        items: Iterable[tuple[Any, Any]],
        *,
        tail: str | None,
    ) -> str:
        """A group with flags of its own."""
        if added & UNLIKE:
            raise UnlikeError
        outside = self._exact
        self._exact = (outside or bool(dropped & re.I)) and not added & re.I
        written = self._group(items, tail)
        self._exact = outside
        return written

    def _group(self, items: Iterable[tuple[Any, Any]], tail: str | None = None) -> str:
        written = self.sequence(items, tail)
        return f"(?:{written})" if written else ""

    def _any(self) -> str:
        """Any character; where tags are spelled, any text, for it may be a tag's."""
        return _ANY if self._spell is None else f"{_ANY}+"

    def _literal(self, character: str) -> str:
        if is_tag(character):
            return self._tags(character)
        if self._spell is not None and character == " ":
            return " +"
        plain = lowered(character)
        return _escaped(plain) if plain.isascii() else f"[{_OTHERS}]"

    def _tags(self, tags: Iterable[str]) -> str:
        """One of some tags, or the texts that they stand for."""
        if self._spell is None:
            return f"[{''.join(map(_escaped, tags))}]"
        texts: list[str] = []
        for tag in tags:
            spelled = self._spell(tag)
            if spelled is None:
                return f"{_ANY}+"
            texts += spelled
        if len(texts) > MOST_SPELLED:
            return f"{_ANY}+"
        return f"(?:{'|'.join(map(self._text, texts))})"

    def _text(self, text: str) -> str:
        return "".join(map(self._literal, text))

    def _class(self, items: Sequence[tuple[Any, Any]]) -> str:
        if items[0][0] is ops.NEGATE:
            return self._all_but(items[1:])
        written = ""
        tags: list[str] = []
        blank = False
        for op, argument in items:
            if op is ops.CATEGORY:
                if self._spell is not None and argument in _NOT:
                    return self._any()
                blank = blank or argument is ops.CATEGORY_SPACE
                written += _CATEGORIES[argument]
                continue
            low, high = _bounds(op, argument)
            all_tags = is_tag(low) and is_tag(high)
            any_tags = low <= LAST_TAG and high >= FIRST_TAG
            if self._spell is not None and any_tags and not all_tags:
                return self._any()
            blank = blank or low <= " " <= high
            if all_tags:
                tags += map(chr, range(ord(low), ord(high) + 1))
            else:
                written += _written(low, high)
        choices = [f"[{written}]"] if written else []
        if blank and self._spell is not None:
            choices = [" +", *choices]
        if tags:
            choices.append(self._tags(tags))
        return f"(?:{'|'.join(choices)})"

    def _all_but(self, items: Iterable[tuple[Any, Any]]) -> str:
        """A class of all characters but some, of which the doubtful ones stay in."""
        if self._spell is not None:
            return self._any()
        if self._exact:
            return _ANY
        written = ""
        for op, argument in items:
            if op is ops.CATEGORY:
                written += _EXCLUDED[argument]
                continue
            low, high = _bounds(op, argument)
            if high.isascii() or (is_tag(low) and is_tag(high)):
                written += f"{_escaped(low)}-{_escaped(high)}"
        return f"(?:[^{written}]|[i{_OTHERS}])" if written else _ANY


_WORD_ENDS = rf"(?:[\W{_OTHERS}]|\z)"
"""What stands where no word goes on."""
_ENDS = (ops.AT_END, ops.AT_END_STRING)
_NOT = (ops.CATEGORY_NOT_DIGIT, ops.CATEGORY_NOT_SPACE, ops.CATEGORY_NOT_WORD)
"""What a tag is."""


def _is_no_word(op: Any, argument: Any) -> bool:
    r"""Whether it is `(?!\w)`."""
    if op is not ops.ASSERT_NOT or argument[0] < 0:
        return False
    return list(argument[1]) == [(ops.IN, [(ops.CATEGORY, ops.CATEGORY_WORD)])]


def _bounds(op: Any, argument: Any) -> tuple[str, str]:
    """The first and the last of some characters of a class."""
    if op is ops.LITERAL:
        return chr(argument), chr(argument)
    if op is ops.RANGE:
        return chr(argument[0]), chr(argument[1])
    raise UnlikeError


def _written(low: str, high: str) -> str:
    """A range within a class; beyond ASCII, all that is there."""
    if high.isascii():
        return f"{_escaped(low)}-{_escaped(high)}"
    if low == high and lowered(low).isascii():
        return _escaped(lowered(low))
    first = f"{_escaped(low)}-" + r"\x{7f}" if low.isascii() else ""
    return first + "iks" + _OTHERS + f"{FIRST_TAG}-{LAST_TAG}"


def _escaped(character: str) -> str:
    return f"\\x{{{ord(character):x}}}"


class Places:
    """Where a pattern can match in a text."""

    def __init__(self, pattern: str) -> None:
        """Write the relaxed form of a pattern; it is compiled when it is needed."""
        self._forms = _forms(pattern)

    @cached_property
    def _pattern(self) -> Any:
        return first_compiled(self._forms)

    def rest(self) -> None:
        """Let go of what grew with the texts; it is made anew when it is needed."""
        vars(self).pop("_pattern", None)

    def first(self, text: bytes, start: int) -> int:
        """The first place at or behind `start` where the pattern can match, or -1.

        Args:
            text: What `as_bytes` makes of a text.
            start: An offset in it.
        """
        match = self._pattern.search(text, start) if start < len(text) else None
        return -1 if match is None else int(match.start())

    def next(self, text: bytes, start: int) -> int:
        """The same, behind a place where no match begins and not inside its word."""
        word = _WORD.match(text, start)
        return self.first(text, word.end() if word else start + 1)


@lru_cache(FEW)
def _forms(pattern: str) -> tuple[str, ...]:
    """The relaxed forms of a pattern, that which goes on least far first."""
    return tuple(
        relaxed(pattern, aligned=True, counted=counted) for counted in (True, False)
    )


def as_bytes(text: str) -> bytes:
    """A text of which each character is one byte; one that is not ASCII is unknown."""
    return (text if text.isascii() else lowered(text)).encode("ascii", "replace")


def first_compiled(forms: Iterable[str]) -> Any:
    """The first of some forms that RE2 takes; else what matches everywhere."""
    for form in forms:
        try:
            return _compiled(form)
        except re2.error:
            continue
    return _compiled(ANYTHING)


def _compiled(form: str) -> Any:
    try:
        return re2.compile(form, options())
    finally:
        # The module keeps what it compiled, and so all that this would grow to.
        re2.purge()


def options() -> Any:
    """How RE2 is to compile relaxed forms."""
    made = re2.Options()
    made.case_sensitive = False
    made.never_capture = True
    made.log_errors = False
    made.max_mem = _MEMORY
    return made
