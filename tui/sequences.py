"""Keys typed one after the other: which action they come to, and what may follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from tui.keys import LETTER, NUMBER, Action, Actions, key_name

_MOST_DIGITS = 3
CANCEL = "escape"
"""The key that forgets a beginning."""


@dataclass(frozen=True, slots=True)
class Call:
    """An action that keys have come to."""

    action: str
    argument: str = ""
    """The letter or the number that is a part of its keys."""
    instead: bool = False
    """Whether the beginning of its keys has done something, which must be taken back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one more key comes to."""

    calls: tuple[Call, ...] = ()
    known: bool = True
    """Whether the key means anything."""
    strange: str = ""
    """The name of a sequence that means nothing, and was dropped."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A sequence, and what it does."""

    keys: tuple[str, ...]
    action: Action


_UNKNOWN = Outcome(known=False)


class Sequences:
    """Takes keys one by one and remembers those that have not come to an action yet.

    A beginning that is a key of its own acts when a pause follows, or when the next key
    does not belong to it. A digit acts at once, for nobody waits for a pane; what it
    did is taken back if it turns out to begin a percentage.
    """

    def __init__(self, actions: Actions) -> None:
        self._bound = tuple(
            _Bound(tuple(key.split(" ")), action)
            for action in actions
            for key in action.keys
        )
        self._typed: tuple[str, ...] = ()
        self._acted = False

    @property
    def typed(self) -> str:
        """How a person knows what was typed so far; empty when nothing is pending."""
        return key_name(" ".join(self._typed)) if self._typed else ""

    @property
    def counting(self) -> bool:
        """Whether a number is being typed."""
        return bool(self._typed) and all(map(_is_digit, self._typed))

    @property
    def acts_alone(self) -> bool:
        """Whether what was typed is a key of its own."""
        return self._whole(self._typed) is not None

    def press(self, key: str) -> Outcome:
        """Take one more key."""
        if self._typed and not self.counting and key == CANCEL:
            self.end()
            return Outcome()
        keys = (*self._typed, key)
        acted = self._acted
        call = self._whole(keys)
        if call is not None and not self._begun(keys):
            self.end()
            return Outcome((Call(call.action, call.argument, acted),))
        if call is None and not self._begun(keys):
            return self._astray(key)
        self._typed = keys
        alone = call or self._whole((key,))
        if _is_digit(key) and alone is not None:
            self._acted = True
            return Outcome((alone,))
        return Outcome()

    def _astray(self, key: str) -> Outcome:
        """A key that does not go on with what was typed."""
        if not self._typed:
            return _UNKNOWN
        if not self.counting and not self.acts_alone:
            strange = key_name(" ".join((*self._typed, key)))
            self.end()
            return Outcome(strange=strange)
        before = self.pause()
        self.end()
        after = self.press(key)
        return Outcome((*before, *after.calls), after.known, after.strange)

    def pause(self) -> tuple[Call, ...]:
        """No key has come for a while: what was typed acts, if it is a key of its own."""
        call = None if self._acted else self._whole(self._typed)
        self._acted = self._acted or call is not None
        return () if call is None else (call,)

    def begin(self, action: Action) -> bool:
        """Type the keys of an action as far as they are certain.

        Returns:
            Whether the letter that it is told is all that is missing.
        """
        first, *rest = action.keys[0].split(" ")
        self.end()
        if rest == [LETTER]:
            self._typed = (first,)
        return bool(self._typed)

    def end(self) -> None:
        """Forget what was typed."""
        self._typed, self._acted = (), False

    def next_keys(self) -> tuple[tuple[str, str], ...]:
        """What may follow: the names of keys, and the titles of their actions."""
        done = len(self._typed)
        return tuple(
            (key_name(" ".join(bound.keys[done:])), bound.action.title)
            for bound in self._bound
            if len(bound.keys) > done and bound.keys[:done] == self._typed
        )

    def _whole(self, keys: tuple[str, ...]) -> Call | None:
        """The action that keys come to."""
        for bound in self._bound:
            rest = _told(bound.keys, keys)
            if rest is not None and rest[0] == len(bound.keys):
                return Call(bound.action.id, rest[1])
        return None

    def _begun(self, keys: tuple[str, ...]) -> bool:
        """Whether keys are the beginning of a longer sequence."""
        told = (_told(bound.keys, keys) for bound in self._bound)
        pairs = zip(self._bound, told, strict=True)
        return any(rest and rest[0] < len(bound.keys) for bound, rest in pairs)


def _told(sequence: Sequence[str], keys: Sequence[str]) -> tuple[int, str] | None:
    """How far keys go in a sequence, and what they tell; None if they are other keys."""
    place, argument = 0, ""
    for element, wanted in enumerate(sequence):
        if place == len(keys):
            return (element, argument) if place else None
        key = keys[place]
        if wanted == NUMBER:
            digits = _digits(keys[place:])
            argument = "".join(digits)
            place += len(digits)
            if not 0 < len(digits) <= _MOST_DIGITS:
                return None
        elif wanted == LETTER and len(key) == 1 and "a" <= key <= "z":
            argument, place = key, place + 1
        elif wanted == key:
            place += 1
        else:
            return None
    return (len(sequence), argument) if place == len(keys) else None


def _digits(keys: Sequence[str]) -> list[str]:
    """The digits that keys begin with."""
    return list(takewhile(_is_digit, keys))


def _is_digit(key: str) -> bool:
    return len(key) == 1 and "0" <= key <= "9"
