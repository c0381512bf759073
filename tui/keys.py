"""The one table of actions: keys, footer, help and palette are all made from it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from string import punctuation
from typing import Literal

Pane = Literal["list", "article", "ledger", "entries"]
PANES: tuple[Pane, ...] = ("list", "article", "ledger")
"""The panes that stand side by side, in their order."""
EVERYWHERE: tuple[Pane, ...] = (*PANES, "entries")
"""And the ledger of all articles, which has the screen to itself."""


SORTED: tuple[Pane, ...] = ("list", "entries")
JUDGED: tuple[Pane, ...] = ("article", "ledger")
"""The panes in which the footer names how verdicts are given."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do in the browser."""

    id: str
    """The screen does it in its method `action_<id>`."""
    keys: tuple[str, ...]
    """As Textual names them, those of a sequence set apart by blanks; the first is the
    one to learn. `{letter}` and `{number}` stand for what the action is told."""
    title: str
    group: str
    """The heading it stands under in the help."""
    hint: str = ""
    """Its word in the footer; none where it is empty."""
    panes: tuple[Pane, ...] = EVERYWHERE
    """The panes in which the footer names it; it works in all of them."""


LETTER, NUMBER = "{letter}", "{number}"
"""Places in a sequence where any small letter, or a number of digits, may stand."""

Actions = tuple[Action, ...]

ACTIONS: Actions = (
    Action("next_figure", ("f",), "Next figure, across articles", "Figures", "figure"),
    Action("previous_figure", ("F",), "Previous figure, across articles", "Figures"),
    Action(
        "next_open",
        ("w",),
        "Next figure to look at: open, stale, in doubt",
        "Figures",
        "open",
    ),
    Action("previous_open", ("W",), "Previous figure to look at", "Figures"),
    Action(
        "next_slot",
        ("right_parenthesis", "l", "right"),
        "Next field of the entry",
        "Figures",
    ),
    Action(
        "previous_slot", ("left_parenthesis", "h", "left"), "Previous field", "Figures"
    ),
    Action("explain", ("p",), "Why it is what it is", "Figures", "why", JUDGED),
    Action("pin", ("P",), "Why, for each figure the cursor comes to", "Figures"),
    Action("shapes", ("g w",), "Open figures of all articles by shape", "Figures"),
    Action("claims", ("g s",), "The same claim in other articles", "Figures"),
    Action("rule", ("g r",), "What the rule of the entry does in them", "Figures"),
    Action("next_rule", ("g R",), "The same of the rule after that", "Figures"),
    Action("down", ("j", "down"), "Down one row", "Moving"),
    Action("up", ("k", "up"), "Up one row", "Moving"),
    Action("page_down", ("space", "pagedown", "ctrl+f"), "Down one page", "Moving"),
    Action("page_up", ("b", "pageup"), "Up one page", "Moving"),
    Action("half_down", ("ctrl+d",), "Down half a page", "Moving"),
    Action("half_up", ("ctrl+u",), "Up half a page", "Moving"),
    Action("top", ("g g", "g", "home"), "To the top", "Moving"),
    Action("bottom", ("G", "end"), "To the bottom", "Moving"),
    Action("percent", (f"{NUMBER} percent_sign",), "To so many percent", "Moving"),
    Action("jump_back", ("ctrl+o",), "Back to where you were", "Places"),
    Action("jump_forward", ("g o",), "Forward again", "Places"),
    Action("mark", (f"m {LETTER}",), "Mark this place", "Places"),
    Action("go_to_mark", (f"apostrophe {LETTER}",), "Go to a mark", "Places"),
    Action("last_place", ("apostrophe apostrophe",), "To and fro", "Places"),
    Action("next_article", ("J",), "Next article", "Articles", "article"),
    Action("previous_article", ("K",), "Previous article", "Articles"),
    Action(
        "filter", ("ampersand",), "Filter articles and entries", "Articles", "filter"
    ),
    Action("query", ("semicolon",), "Filter the ledger of all articles", "Articles"),
    Action(
        "saved_filter",
        ("g ampersand", "at"),
        "Filter by a saved expression",
        "Articles",
    ),
    Action("read_again", ("r",), "Read the article again", "Articles"),
    Action("read_all_again", ("R",), "Read rules and articles again", "Articles"),
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
    Action("wider", ("greater_than_sign",), "The pane wider, or higher", "Panes"),
    Action("narrower", ("less_than_sign",), "The pane narrower, or lower", "Panes"),
    Action("even", ("equals_sign",), "The panes as they were", "Panes"),
    Action("zoom", ("z",), "The pane alone, or beside the others again", "Panes"),
    Action(
        "totals",
        ("i",),
        "Totals by reporter, partner, flow, year, month",
        "Panes",
        "totals",
        ("entries",),
    ),
    Action(
        "accept",
        ("a",),
        "Accept the entry, on to the next undecided one",
        "Verdicts",
        "accept",
        JUDGED,
    ),
    Action("reject", ("x",), "Reject it, on to the next", "Verdicts", "reject", JUDGED),
    Action("edit", ("e",), "Edit a field: its right value", "Verdicts", "edit", JUDGED),
    Action("note", ("c",), "Add a note to the entry", "Verdicts"),
    Action("tag", ("t",), "Put a tag on it, or -tag: take it off", "Verdicts"),
    Action("accept_listed", ("A",), "Accept all entries listed in 4", "Verdicts"),
    Action("reject_listed", ("X",), "Reject all entries listed in 4", "Verdicts"),
    Action("take_back", ("backspace",), "Take the verdict back", "Verdicts"),
    Action("repeat", ("full_stop",), "The last verdict once more", "Verdicts"),
    Action("undo", ("u",), "Undo", "Verdicts"),
    Action("redo", ("ctrl+r",), "Redo", "Verdicts"),
    Action("search", ("slash",), "Search in the article", "Search", "search"),
    Action("search_all", ("g slash",), "Search in all articles", "Search"),
    Action("search_word", ("asterisk",), "Search for the selected words", "Search"),
    Action("next_hit", ("n",), "Next hit", "Search"),
    Action("previous_hit", ("N",), "Previous hit", "Search"),
    Action(
        "close", ("escape",), "Close what is open, end search, then filter", "Search"
    ),
    Action("yank_citation", ("y c",), "Copy a citation", "Taking out", "cite"),
    Action("yank_row", ("y y",), "Copy the entry as journal", "Taking out"),
    Action("yank_link", ("y l",), "Copy a permanent link", "Taking out"),
    Action("yank_table", ("y t",), "Copy the ledger as CSV", "Taking out"),
    Action("dump", ("Y",), "Bare text, to select by mouse", "Taking out"),
    Action("plain", ("g p",), "Text with its entries in line", "Taking out"),
    Action("open_source", ("o",), "Open the file of the article", "Taking out"),
    Action("edit_article", ("g e",), "Edit the article, at the figure", "Taking out"),
    Action("pipe", ("vertical_line",), "Send to a command", "Taking out"),
    Action("edit_rule", ("E",), "Edit its rule; a mistake comes first", "Rules"),
    Action("write_rule", ("g E",), "Write at its rule, beside the text", "Rules"),
    Action("save_rule", ("ctrl+s",), "Save the rule that is written", "Rules"),
    Action("select", ("v",), "Select text: h l w b e o, [ ], then +", "Rules"),
    Action("widen_left", ("left_square_bracket",), "Selection: one word more", "Rules"),
    Action("widen_right", ("right_square_bracket",), "The same on the right", "Rules"),
    Action("draft_rule", ("plus",), "Draft a rule that reads the selection", "Rules"),
    Action("delta", ("D",), "What the last change of the rules did", "Rules"),
    Action("problems", ("exclamation_mark",), "Problems of the rules", "Rules"),
    Action("theme", ("T",), "Light or dark", "Program"),
    Action("help", ("question_mark", "f1"), "This help", "Program", "help"),
    Action("command_line", ("colon",), "Command line: w FILE, an action", "Program"),
    Action("palette", ("ctrl+p",), "All actions by name", "Program"),
    Action("mouse", ("f2",), "Mouse for the terminal, or the program", "Program"),
    Action("redraw", ("ctrl+l",), "Draw the screen anew", "Program"),
    Action("suspend", ("ctrl+z",), "To the shell; fg leads back", "Program"),
    Action("how_to_quit", ("ctrl+c",), "Say how to quit", "Program"),
    Action("quit", ("Q", "ctrl+q"), "Quit", "Program"),
)

_NAMES = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "S-Tab",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "home": "Home",
    "end": "End",
    "insert": "Ins",
    "delete": "Del",
    "backspace": "Backspace",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    LETTER: "{a-z}",
    NUMBER: "{n}",
    **{f"f{number}": f"F{number}" for number in range(1, 13)},
}
"""How people know the keys that make no character."""

_OWN = {"solidus": "slash", "reverse_solidus": "backslash", "commercial_at": "at"}
_OWN |= {"hyphen_minus": "minus", "plus_sign": "plus", "low_line": "underscore"}
"""Names of characters that Textual has in place of those of Unicode."""

_BLANKS = str.maketrans("- ", "__")


def _called(character: str) -> str:
    """What Textual calls the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().translate(_BLANKS)
    return _OWN.get(name, name)


_SIGNS = {_called(sign): sign for sign in punctuation}

_CONTROL = "ctrl+"


def key_name(keys: str) -> str:
    """How a person knows a key, or the keys of a sequence: `gg`, `^d`, `Space`."""
    names = [_name(key) for key in keys.split(" ")]
    short = all(
        len(name) == 1 or name in (_NAMES[LETTER], _NAMES[NUMBER]) for name in names
    )
    return ("" if short else " ").join(names)


def _name(key: str) -> str:
    """How a person knows one key."""
    if key.startswith(_CONTROL):
        return "^" + _name(key.removeprefix(_CONTROL))
    return _NAMES.get(key) or _SIGNS.get(key) or key


def key_called(name: str) -> str | None:
    """What Textual calls a key that a person names; None if there is no such key."""
    if name.startswith("^") and len(name) > 1:
        name = _CONTROL + name[1:]
    if name.lower().startswith(_CONTROL):
        key = key_called(name[len(_CONTROL) :])
        return None if key is None or key.startswith(_CONTROL) else _CONTROL + key
    for key, shown in _NAMES.items():
        if name.lower() in (key, shown.lower()):
            return key
    if len(name) == 1:
        return _called(name) or None
    return name if name in _SIGNS else None


def groups(actions: Actions) -> Iterator[tuple[str, Actions]]:
    """The headings of the help, each with its actions, in the order of the table."""
    for group in dict.fromkeys(action.group for action in actions):
        yield group, tuple(action for action in actions if action.group == group)


def hints(actions: Actions, pane: Pane) -> Iterator[tuple[str, str]]:
    """Key and word of each action that the footer names in a pane."""
    for action in actions:
        if action.hint and action.keys and pane in action.panes:
            yield key_name(action.keys[0]), action.hint
