"""The command line: `w FILE`, or an action by its name."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from parsers.errors import NewsledgerError
from tui.completion import NOTHING, Completion
from tui.keys import LETTER, NUMBER, Actions

_WRITE = "w"
_SHORT = {"q": "quit", "noh": "close"}
"""What people type who know vim."""


class CommandError(NewsledgerError):
    """What was typed is no command; `text` is that."""

    def __init__(self, text: str, reason: str) -> None:
        super().__init__(reason)
        self.text = text


@dataclass(frozen=True, slots=True)
class Command:
    """Something that is to be done: an action, or writing a file."""

    action: str = ""
    file: str = ""


def read_command(text: str, actions: Actions) -> Command:
    """What a line asks for.

    Args:
        text: What was typed; the name of an action may be cut short.
        actions: The table of actions.

    Raises:
        CommandError: If that is nothing, or may be several things.
    """
    word, _, rest = text.strip().partition(" ")
    file = rest.strip()
    if word == _WRITE:
        if not file:
            raise CommandError(text, "a file is missing: w FILE")
        return Command(file=file)
    wanted = _SHORT.get(text.strip(), "_".join(text.split()))
    names = _names(actions)
    if wanted in names:
        return Command(wanted)
    found = [name for name in names if name.startswith(wanted)]
    if len(found) == 1:
        return Command(found[0])
    if found:
        raise CommandError(text, f"may be {', '.join(found[:4])}")
    near = get_close_matches(wanted, names, n=1)
    hint = f"did you mean {near[0]}?" if near else "? lists the actions"
    raise CommandError(text, f"no such command; {hint}")


def complete_command(text: str, cursor: int, actions: Actions) -> Completion:
    """What can stand at the cursor: the actions that begin so.

    Args:
        text: The command as it is.
        cursor: Where in it the cursor stands.
        actions: The table of actions.
    """
    begun = text[:cursor].lstrip()
    if not begun or begun.split(" ")[0] == _WRITE:
        return NOTHING
    wanted = "_".join(begun.split())
    found = tuple(name for name in _names(actions) if name.startswith(wanted))
    return Completion(cursor - len(begun), cursor, found)


def _names(actions: Actions) -> tuple[str, ...]:
    """The actions that need no letter and no number."""
    told = (LETTER, NUMBER)
    return tuple(
        a.id for a in actions if not any(one in k for one in told for k in a.keys)
    )
