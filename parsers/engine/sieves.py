"""Which of many patterns can match in a text, by one look at it.

A filter of RE2 takes a tenth of a second to make for all the patterns of a pack. So the
sieve of a pack that differs in a few of them asks that of the pack before, and a small one
for what is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import re2

from parsers.engine.relaxed import ANYTHING, first_compiled, options

_LONGEST = 500_000
"""A longer form takes seconds to compile and is no rule of a person."""
_SHARED = 0.75
"""Of the forms of two sieves: what both have where one is asked for the other."""


class Sieve:
    """Tells which of many patterns can match in a text, by one look at it."""

    def __init__(self, forms: Sequence[str], base: Sieve | None = None) -> None:
        """Take the relaxed forms of some patterns; their order numbers them.

        Args:
            forms: The forms.
            base: A sieve that is asked for those of them that it has.
        """
        self._all = frozenset(range(len(forms)))
        self._forms = tuple(forms)
        self.base = base

    def turned_to(self, forms: Sequence[str]) -> Sieve:
        """A sieve of other forms, which asks this one for those that both have.

        A filter of all forms takes a tenth of a second to make, and of a few nothing.
        """
        if tuple(forms) == self._forms:
            return self
        base = self.base or self
        are, were = set(forms), set(base._forms)
        is_near = len(are & were) >= _SHARED * max(len(are), len(were))
        return Sieve(forms, base if is_near else None)

    @cached_property
    def _matching(self) -> Callable[[bytes], Iterable[int] | None]:
        """What tells the numbers of the patterns that can match in a text."""
        base = self.base
        if base is not None:
            return _Patched(base, self._forms).matching
        made = _filter(self._forms)
        return (lambda _: self._all) if made is None else made.Match

    def rest(self) -> None:
        """Let go of what grew with the texts; it is made anew when it is needed."""
        base, self.base = self.base, None
        if base is not None:
            base.rest()
        vars(self).pop("_matching", None)

    def passing(self, low: str) -> frozenset[int]:
        """The numbers of the patterns that can match in a text in lower case."""
        return frozenset(self._matching(low.encode("utf-8", "replace")) or ())

    def passes(self, low: str) -> bool:
        """Whether any of them can."""
        return bool(self.passing(low))


class _Patched:
    """A sieve of other patterns, and one of those that it lacks, asked as if they were one."""

    def __init__(self, base: Sieve, forms: Sequence[str]) -> None:
        """Take the sieve, and the forms that are asked for."""
        numbers: dict[str, list[int]] = {}
        for number, form in enumerate(forms):
            numbers.setdefault(form, []).append(number)
        known = set(base._forms)
        new = [form for form in numbers if form not in known]
        self._parts = [
            (sieve._matching, [numbers.get(form, ()) for form in sieve._forms])
            for sieve in ((base, Sieve(new)) if new else (base,))
        ]

    def matching(self, text: bytes) -> Iterator[int]:
        """The numbers of the forms that can match in a text."""
        for match, numbers in self._parts:
            for found in match(text) or ():
                yield from numbers[found]


class Matcher:
    """Tells whether any of a few patterns can match in a text."""

    def __init__(self, forms: Iterable[str]) -> None:
        """Compile the relaxed forms of some patterns."""
        choice = "|".join(f"(?:{form})" for form in forms)
        self._pattern = first_compiled([choice]) if choice else None

    def matches(self, low: bytes) -> bool:
        """Whether one can match in a text in lower case, written as UTF-8."""
        return self._pattern is not None and self._pattern.search(low) is not None


def _filter(forms: Iterable[str]) -> Any:
    """A filter of RE2 for all the forms; None if they are too much for it."""
    made = re2.Filter()
    for form in forms:
        try:
            made.Add(form if len(form) < _LONGEST else ANYTHING, options())
        except re2.error:
            made.Add(ANYTHING, options())
    try:
        made.Compile()
    except re2.error:
        return None
    return made
