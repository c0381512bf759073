"""The help: every action, from the table, and what the styles of the text mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.keys import groups, key_name
from tui.wording import SIGNS

_STYLES = (
    ("$800 million", "bold", "money"),
    ("five million tons", "italic", "quantity"),
    ("105 percent", "bold italic", "change"),
    ("$260 billion", "underline", "underlined: open, no rule claims it"),
    ("2 percent", "strike", "struck: masked, a rule says it is no trade figure"),
    ("$390 million", "reverse", "reversed: the selected figure"),
)
_SIGNS = (
    (SIGNS["booked"], "booked: one entry books it"),
    (SIGNS["open"], "open"),
    (SIGNS["masked"], "masked"),
    ("▶", "row of the selected figure"),
    ("…", "not known yet"),
)
_KEYS = 18
_SAMPLE = 20


class HelpScreen(ModalScreen[None]):
    """Shown over the browser until a key closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close"),
        Binding("j,down", "scroll(1)", "Down"),
        Binding("k,up", "scroll(-1)", "Up"),
        Binding("space,pagedown", "scroll(10)", "Page down"),
        Binding("b,pageup", "scroll(-10)", "Page up"),
        Binding("Q", "app.quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """One column of text."""
        with VerticalScroll(can_focus=False) as box:
            box.border_title = Content("Help")
            box.border_subtitle = Content("Esc closes")
            yield Static(Content("\n").join(help_lines()))

    def action_scroll(self, rows: int) -> None:
        """Scroll the text."""
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)


def help_lines() -> Iterator[Content]:
    """The help, line by line."""
    for group, actions in groups():
        yield Content.styled(group, "bold underline")
        for action in actions:
            keys = "  ".join(map(key_name, action.keys))
            yield Content.assemble((f"  {keys:<{_KEYS}}", "bold"), action.title)
        yield Content("")
    yield Content.styled("How figures look", "bold underline")
    for sample, style, meaning in _STYLES:
        gap = " " * (_SAMPLE - len(sample))
        yield Content.assemble("  ", (sample, style), gap, meaning)
    yield Content("")
    yield Content.styled("Signs", "bold underline")
    for sign, meaning in _SIGNS:
        yield Content.assemble(f"  {sign}  ", meaning)
