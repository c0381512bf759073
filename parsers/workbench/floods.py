"""Hostile texts: what brings a careless pattern to a standstill.

A pattern that can divide one text in many ways tries them all before it gives up. So
most floods are long, and hold what patterns take almost but not quite.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from parsers.rules.pack import Pack
from parsers.rules.written import (
    FOREVER,
    Branch,
    Character,
    Check,
    Flags,
    Group,
    Name,
    Part,
    Repeat,
    children,
    parse,
)

LENGTH = 20_000
"""Characters of a flood; a whole article is seldom longer."""
MOST = 100
"""Floods for a single pattern."""
MOST_BARRED = 3
"""Of what must not follow, so much is tried."""
MOST_TIMES = 50
"""Of a part that must come more often, a flood holds so many."""
SPOILER = "!"
"""What most patterns do not take, so that all their ways fail."""

_PLAIN = {
    "words": "word and other words ",
    "letters": "a",
    "numbers": "1 22 3,333 4.5 ",
    "digits": "12,",
    "number words": "two hundred and five ",
    "months": "January to March 2020, ",
    "years": "2019-2020 ",
    "amounts": "$5 million to 6 tons, ",
    "blanks": " ",
    "brackets": "([{ )]} ",
    "dashes": "a-b - ",
    "quotes": "\"a' ",
}


class Flood(NamedTuple):
    """A long text, and what it is called."""

    name: str
    text: str


def plain_floods() -> Iterator[Flood]:
    """Texts without any tag."""
    for name, unit in _PLAIN.items():
        yield Flood(name, flooded(unit))


def tag_floods(pack: Pack) -> Iterator[Flood]:
    """Texts of tags: all of a pack in turn, and each kind by itself."""
    kinds = {
        **{atom.kind: atom.tag for atom in pack.atoms},
        **{
            vocabulary.name: vocabulary.tag(vocabulary.values[0])
            for vocabulary in pack.vocabularies
            if vocabulary.name in pack.tagged
        },
    }
    everything = " ".join(kinds.values())
    yield Flood("one tag after the other", flooded(f"{everything} "))
    yield Flood("lists of tags", flooded(f"{', '.join(kinds.values())} and "))
    for name, tag in kinds.items():
        yield Flood(f"{{{name}}} again and again", flooded(f"{tag}, and then {tag} "))


def text_floods(texts: Iterable[str], name: str) -> Iterator[Flood]:
    """Each text, again and again."""
    for text in dict.fromkeys(texts):
        if text:
            yield Flood(f"{name} '{text[:40]}'", flooded(f"{text} "))


def flooded(unit: str) -> str:
    """A text again and again, up to the length of a flood."""
    return (unit * (LENGTH // len(unit) + 1))[:LENGTH]


def own_floods(source: str, *, back: bool = False) -> tuple[Flood, ...]:
    """What repeats in a pattern, again and again, between what else must be there.

    Args:
        source: A pattern with all names written out.
        back: Whether it is matched from the end of a text to its beginning.
    """
    texts = dict.fromkeys(islice(_Pumps(source, back).texts(), MOST))
    return tuple(Flood("what it repeats, again and again", text) for text in texts)


class _Pumps:
    def __init__(self, source: str, back: bool) -> None:
        self._source = source
        self._back = back

    def texts(self) -> Iterator[str]:
        yield from self._of(parse(self._source), "", "")

    def _of(self, branches: Iterable[Branch], before: str, after: str) -> Iterator[str]:
        """Floods of the repeats in alternatives, between what else must match.

        What must follow stands there, but behind the spoiler: else the lack of it would
        be seen before any way is tried.
        """
        for branch in branches:
            texts = [self._text(part) for part in branch]
            for at, part in enumerate(branch):
                if not children(part):
                    continue
                prefix = before + "".join(texts[:at])
                suffix = "".join(texts[at + 1 :]) + after
                if isinstance(part, Repeat) and self._divides(part):
                    for unit in dict.fromkeys(self._units(part.part)):
                        if unit:
                            yield from self._around(flooded(unit), prefix, suffix)
                yield from self._of(children(part), prefix, suffix)

    def _around(self, rounds: str, prefix: str, suffix: str) -> Iterator[str]:
        """The rounds between what must be there and what makes them fail."""
        if self._back:
            yield prefix + SPOILER + rounds + suffix
            return
        yield prefix + rounds + SPOILER + suffix
        for barred in self._barred:
            yield prefix + rounds + suffix + barred

    @cached_property
    def _barred(self) -> tuple[str, ...]:
        """What must not follow, as looks ahead in the pattern say."""
        found: dict[str, None] = {}
        pending = [*parse(self._source)]
        while pending:
            for part in pending.pop():
                if isinstance(part, Check) and part.sign == "?!":
                    for branch in part.branches:
                        found["".join(map(self._text, branch))] = None
                pending += children(part)
        return tuple(islice(filter(None, found), MOST_BARRED))

    def _divides(self, repeat: Repeat) -> bool:
        """Whether a text may be divided among its rounds in several ways."""
        if repeat.most <= 2 or repeat.sure or isinstance(repeat.part, Character):
            return False
        return repeat.most == FOREVER or self._endless(repeat.part)

    def _endless(self, part: Part) -> bool:
        if isinstance(part, Repeat) and part.most == FOREVER:
            return True
        return any(self._endless(p) for branch in children(part) for p in branch)

    def _units(self, part: Part) -> Iterator[str]:
        """Texts of one round: the shortest, and one with every alternative."""
        yield self._text(part)
        yield self._text(part, whole=True)

    def _text(self, part: Part, *, whole: bool = False) -> str:
        """What the part matches; `whole`, all that it can match, in turn."""
        match part:
            case Character():
                return part.literal or self._character(part)
            case Check() | Flags() | Name():
                return ""
            case Repeat():
                times = max(part.least, int(whole))
                return self._text(part.part, whole=whole) * min(times, MOST_TIMES)
            case Group():
                branches = part.branches if whole else part.branches[:1]
                return "".join(
                    self._text(one, whole=whole)
                    for branch in branches
                    for one in branch
                )

    def _character(self, part: Character) -> str:
        """Any character that a class or an escape matches."""
        written = self._source[part.start : part.end]
        for character in dict.fromkeys(f"a1 ,.-{written}\ue001"):
            if _matches(written, character):
                return character
        return ""


def _matches(written: str, character: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return re.fullmatch(written, character, re.DOTALL) is not None
    except re.error:
        return False
