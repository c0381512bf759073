"""Random edits of a rule, of which a third are broken for certain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

_HARMLESS = (
    *(" of", "(?:in )?", "{gap:40}", "(?:rose|fell)", " and", "(?:about )?", "s?"),
    *("{value:money}", "{commodity:goods}", "[a-z]+", "{period:period}", " worth"),
)
_BREAKING = (
    *(
        "(",
        ")",
        "{nothing}",
        "**",
        "'",
        "{nofield:country}",
        "{flow=nowhere}",
        "{Upper}",
    ),
    "': x",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A rule as somebody has written it."""

    text: str
    is_broken: bool
    """Whether it was broken on purpose; another one may be so by chance."""


def edits(text: str, count: int, seed: int = 0) -> Iterator[Edit]:
    """Edits of the pattern of a rule, each of the rule as it is.

    Args:
        text: The rule; its pattern has no quote in it.
        count: How many.
        seed: Other edits for another one.
    """
    random = Random(seed)
    start = text.index("pattern: '") + len("pattern: '")
    end = text.index("'", start)
    blanks = [at for at in range(start, end) if text[at] in " }"]
    for number in range(count):
        is_broken = number % 3 == 2
        words = random.choice(_BREAKING if is_broken else _HARMLESS)
        at = random.choice(blanks) + 1
        cut = random.choice((0, 0, 1, 3)) if not is_broken else 0
        yield Edit(text[:at] + words + text[at + cut :], is_broken)
