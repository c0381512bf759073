"""`newsledger keys`: the keys of the browser, those that the user chose among them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from parsers.settings import Resolved, resolve
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.keymap import rebound
from tui.keys import Actions, groups, key_name


def run(check: bool) -> Exit:
    """Print the table of actions, or only whether it is good.

    Args:
        check: Whether to print no more than how many actions and keys there are.

    Raises:
        KeysError: If keys that were chosen can not be used.
    """
    actions = chosen_actions(resolve(Path.cwd()))
    with output(STDOUT) as stream:
        stream.writelines(f"{line}\n" for line in (_sum if check else _lines)(actions))
    return Exit.OK


def chosen_actions(resolved: Resolved) -> Actions:
    """The table of actions with the keys of the settings.

    Raises:
        KeysError: If they can not be used.
    """
    return rebound(resolved.settings.keys, dict(resolved.winners)["keys"])


def _sum(actions: Actions) -> Iterator[str]:
    keys = sum(len(action.keys) for action in actions)
    yield f"actions: {len(actions)}, keys: {keys}, clashes: 0"


def _lines(actions: Actions) -> Iterator[str]:
    """A heading for each group; keys, id and title of each action."""
    named = {a.id: "  ".join(map(key_name, a.keys)) or "none" for a in actions}
    keys, ids = (max(map(len, column)) for column in (named.values(), named))
    gap = ""
    for group, members in groups(actions):
        yield f"{gap}{group}"
        for action in members:
            yield f"  {named[action.id]:<{keys}}  {action.id:<{ids}}  {action.title}"
        gap = "\n"
