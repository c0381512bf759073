"""Keys that the user chose: read by action, and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches
from itertools import combinations

from parsers.errors import NewsledgerError
from tui.keys import ACTIONS, LETTER, NUMBER, Action, Actions, key_called, key_name

Choice = tuple[str, tuple[str, ...]]
"""The id of an action, and the keys it is to have."""

_PLACES = (LETTER, NUMBER)
_PART = re.compile(r"\{[^}]*\}|.")
_MOST_RUN_TOGETHER = 3
"""Keys of a sequence that may be written with no blank between them."""

_SAME = {
    "ctrl+i": "Tab",
    "ctrl+m": "Enter",
    "ctrl+h": "Backspace",
    "ctrl+j": "Enter",
    "ctrl+left_square_bracket": "Esc",
}
"""Keys for which terminals send what they send for another one."""


class KeysError(NewsledgerError):
    """Chosen keys can not be used; `problems` holds every reason, not the first."""

    def __init__(self, problems: Sequence[str], source: str) -> None:
        super().__init__("\n".join(f"{source}: {problem}" for problem in problems))
        self.problems = tuple(problems)
        self.source = source


def rebound(choices: Sequence[Choice], source: str = "keys") -> Actions:
    """The table of actions with the keys that were chosen.

    Args:
        choices: What was chosen; an action that is not named keeps its keys.
        source: Where that is written, for messages.

    Raises:
        KeysError: If an action or a key is not known, or two actions share a key.
    """
    problems: list[str] = []
    keys: dict[str, tuple[str, ...]] = {}
    for name, texts in choices:
        action = _action(name)
        if action is None:
            problems.append(f"keys.{name}: no such action; {_nearest(name)}")
            continue
        read = [_read(action, text) for text in texts]
        problems += [f"keys.{name}: {p}" for _, p in read if p]
        keys[name] = tuple(dict.fromkeys(key for key, _ in read if key))
    actions = tuple(replace(a, keys=keys.get(a.id, a.keys)) for a in ACTIONS)
    # Those of the table do not clash: that is tested, and would delay every start.
    problems += _clashes(actions) if keys else ()
    if problems:
        raise KeysError(problems, source)
    return actions


def _action(name: str) -> Action | None:
    return next((action for action in ACTIONS if action.id == name), None)


def _nearest(name: str) -> str:
    near = get_close_matches(name, [action.id for action in ACTIONS], n=1)
    return f"did you mean {near[0]}?" if near else "`newsledger keys` lists them"


def _read(action: Action, text: str) -> tuple[str, str]:
    """The keys that a text names, or what is wrong with it."""
    names = [part for word in text.split() for part in _parts(word)]
    if not names:
        return "", f"{text!r} names no key"
    keys = [key_called(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if key is None:
            return "", f"no such key: {name!r}"
        if key in _SAME:
            return "", f"terminals send {_SAME[key]} for {name}"
    found = [key for key in keys if key is not None]
    wanted = [place for place in _PLACES if place in action.keys[0]]
    if wanted and not set(wanted) & set(found):
        found = [*found, LETTER] if LETTER in wanted else [NUMBER, *found]
    if [key for key in found if key in _PLACES] != wanted or len(found) == len(wanted):
        return "", f"{text!r} does not fit; its own key is {key_name(action.keys[0])}"
    return " ".join(found), ""


def _parts(word: str) -> list[str]:
    """A key by its name, or the keys of a sequence that is written in one."""
    if key_called(word) is None and (len(word) <= _MOST_RUN_TOGETHER or "{" in word):
        return _PART.findall(word)
    return [word]


def _clashes(actions: Actions) -> Iterator[str]:
    """Keys that would do two things."""
    bound = [(key, action.id) for action in actions for key in action.keys]
    for (key, one), (other, two) in combinations(bound, 2):
        if key == other and one != two:
            yield f"keys.{two}: {key_name(key)} is the key of {one} already"
        elif key != other and _overlap(key.split(), other.split()):
            both = f"{key_name(key)} ({one}) and {key_name(other)} ({two})"
            yield f"keys.{two}: {both} can not be told apart"


def _overlap(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether the same keys can be meant by two sequences of one length."""
    return len(one) == len(two) and all(
        a == b or (LETTER in (a, b) and all(map(_may_be_letter, (a, b))))
        for a, b in zip(one, two, strict=True)
    )


def _may_be_letter(key: str) -> bool:
    return key == LETTER or (len(key) == 1 and "a" <= key <= "z")
