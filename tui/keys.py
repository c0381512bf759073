"""The one table of actions: keys, footer, help and palette are all made from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Pane = Literal["list", "article", "ledger", "entries"]
PANES: tuple[Pane, ...] = ("list", "article", "ledger")
"""The panes that stand side by side, in their order."""
EVERYWHERE: tuple[Pane, ...] = (*PANES, "entries")
"""And the ledger of all articles, which has the screen to itself."""


SORTED: tuple[Pane, ...] = ("list", "entries")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do in the browser."""

    id: str
    """The screen does it in its method `action_<id>`."""
    keys: tuple[str, ...]
    """As Textual names them; the first is the one to learn."""
    title: str
    group: str
    """The heading it stands under in the help."""
    hint: str = ""
    """Its word in the footer; none where it is empty."""
    panes: tuple[Pane, ...] = EVERYWHERE
    """The panes in which the footer names it; it works in all of them."""


ACTIONS: tuple[Action, ...] = (
    Action("next_figure", ("f",), "Next figure, across articles", "Figures", "figure"),
    Action("previous_figure", ("F",), "Previous figure, across articles", "Figures"),
    Action("next_open", ("w",), "Next open figure, across articles", "Figures", "open"),
    Action("previous_open", ("W",), "Previous open figure", "Figures"),
    Action("down", ("j", "down"), "Down one row", "Moving"),
    Action("up", ("k", "up"), "Up one row", "Moving"),
    Action("page_down", ("space", "pagedown", "ctrl+f"), "Down one page", "Moving"),
    Action("page_up", ("b", "pageup"), "Up one page", "Moving"),
    Action("half_down", ("ctrl+d",), "Down half a page", "Moving"),
    Action("half_up", ("ctrl+u",), "Up half a page", "Moving"),
    Action("top", ("g", "home"), "To the top", "Moving"),
    Action("bottom", ("G", "end"), "To the bottom", "Moving"),
    Action("next_article", ("J",), "Next article", "Articles", "article"),
    Action("previous_article", ("K",), "Previous article", "Articles"),
    Action(
        "filter", ("ampersand",), "Filter articles and entries", "Articles", "filter"
    ),
    Action("saved_filter", ("at",), "Filter by a saved expression", "Articles"),
    Action("sort", ("s",), "Sort by the next column", "Articles", "sort", SORTED),
    Action("reverse", ("S",), "Sort the other way", "Articles"),
    Action("enter", ("enter",), "Go in: list, article, ledger", "Panes"),
    Action("back", ("q",), "Back; from the list, quit", "Panes", "back"),
    Action("next_pane", ("tab",), "Next pane", "Panes", "pane"),
    Action("previous_pane", ("shift+tab",), "Previous pane", "Panes"),
    Action("pane_list", ("1",), "Articles", "Panes"),
    Action("pane_article", ("2",), "Text", "Panes"),
    Action("pane_ledger", ("3",), "Ledger", "Panes"),
    Action("pane_entries", ("4",), "Ledger of all articles listed", "Panes"),
    Action(
        "totals",
        ("i",),
        "Totals by reporter, partner, flow, year",
        "Panes",
        "totals",
        ("entries",),
    ),
    Action("search", ("slash",), "Search in the article", "Search", "search"),
    Action("next_hit", ("n",), "Next hit", "Search"),
    Action("previous_hit", ("N",), "Previous hit", "Search"),
    Action(
        "close", ("escape",), "Close the problems, end search, then filter", "Search"
    ),
    Action("problems", ("exclamation_mark",), "Problems of the rules", "Program"),
    Action("theme", ("T",), "Light or dark", "Program"),
    Action("help", ("question_mark", "f1"), "This help", "Program", "help"),
    Action("palette", ("colon", "ctrl+p"), "All actions by name", "Program"),
    Action("how_to_quit", ("ctrl+c",), "Say how to quit", "Program"),
    Action("quit", ("Q", "ctrl+q"), "Quit", "Program"),
)

_NAMES = {
    "slash": "/",
    "ampersand": "&",
    "at": "@",
    "colon": ":",
    "question_mark": "?",
    "exclamation_mark": "!",
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "S-Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "down": "↓",
    "up": "↑",
    "f1": "F1",
}


def key_name(key: str) -> str:
    """How a person knows a key."""
    return _NAMES.get(key) or key.replace("ctrl+", "^")


def groups() -> Iterator[tuple[str, tuple[Action, ...]]]:
    """The headings of the help, each with its actions, in the order of the table."""
    for group in dict.fromkeys(action.group for action in ACTIONS):
        yield group, tuple(action for action in ACTIONS if action.group == group)


def hints(pane: Pane) -> Iterator[tuple[str, str]]:
    """Key and word of each action that the footer names in a pane."""
    for action in ACTIONS:
        if action.hint and pane in action.panes:
            yield key_name(action.keys[0]), action.hint
