"""The help: every action, from the table, to be searched and done; what the styles mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.style import Style
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.keys import Action, Actions, groups, key_name
from tui.layout import NARROWEST, wrap
from tui.wording import DOUBT, SIGNS, STALE, VERDICTS

_STYLES = (
    ("$800 million", "bold", "money"),
    ("five million tons", "italic", "quantity"),
    ("105 percent", "bold italic", "change"),
    ("$260 billion", "underline", "underlined: open, no entry books it"),
    ("2 percent", "strike", "struck: masked, a rule says it is no trade figure"),
    ("$390 million", "reverse", "reversed: the selected figure"),
    ("Russia", "bold reverse underline", "and underlined: the field that is lit"),
)
_SIGNS = (
    (SIGNS["booked"], "booked: one entry books it"),
    (SIGNS["open"], "open"),
    (SIGNS["masked"], "masked"),
    ("▶", "row of the selected figure"),
    ("P", "row of the field that is lit: its first letter"),
    (VERDICTS["accepted"], "accepted"),
    (VERDICTS["edited"], "accepted with other values in some fields"),
    (VERDICTS["rejected"], "rejected"),
    (VERDICTS["undecided"], "undecided"),
    (STALE, "stale: no longer what was verified"),
    (DOUBT, "contradicts another figure, or a sum with it fails"),
    ("…", "not known yet"),
)
_KEYS, _FEW_KEYS = 15, 7
_SAMPLE = 20
_ROOMY = 56
"""Cells of a row from which on there is room for several keys of an action."""
_WIDEST, _FRAME = 76, 5
"""Cells of the box, and those of them for its border and its scrollbar."""


class HelpScreen(ModalScreen[str | None]):
    """Answers with the action that was chosen in it, or with None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f1", "leave", "Close", priority=True),
        Binding("enter", "choose", "Do it", priority=True),
        Binding("down,ctrl+n", "cursor('cursor_down')", "Down", priority=True),
        Binding("up,ctrl+p", "cursor('cursor_up')", "Up", priority=True),
        Binding("pagedown,ctrl+d", "cursor('page_down')", "Page down", priority=True),
        Binding("pageup,ctrl+u", "cursor('page_up')", "Page up", priority=True),
    ]

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions

    def compose(self) -> ComposeResult:
        """What is looked for, above all that is found."""
        with Vertical() as box:
            box.border_title = Content("Help")
            box.border_subtitle = Content("Enter does it, Esc closes")
            yield Input(placeholder="type to search", compact=True)
            yield _Found(compact=True, markup=False)

    def on_mount(self) -> None:
        """Words can be typed at once."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Fill the new width."""
        self._fill()

    @on(Input.Changed)
    def _looked_for(self, event: Input.Changed) -> None:
        """Show what is looked for."""
        event.stop()
        self._fill()

    def _fill(self) -> None:
        """Show what is found; the cursor stands on the first action."""
        found = self.query_one(OptionList)
        width = min(_WIDEST, self.size.width) - _FRAME
        found.clear_options()
        found.add_options(options(self._actions, self.query_one(Input).value, width))
        found.action_first()
        found.scroll_home(animate=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        """Leave, to do what was clicked."""
        self.dismiss(event.option.id)

    def action_choose(self) -> None:
        """Leave, to do what the cursor stands on."""
        found = self.query_one(OptionList)
        if found.highlighted is not None:
            self.dismiss(found.get_option_at_index(found.highlighted).id)

    def action_leave(self) -> None:
        """Forget what was looked for; with nothing looked for, leave."""
        words = self.query_one(Input)
        if words.value:
            words.value = ""
        else:
            self.dismiss(None)

    def action_cursor(self, how: str) -> None:
        """Move in what was found."""
        found = self.query_one(OptionList)
        getattr(found, f"action_{how}")()
        places = [n for n, option in enumerate(found.options) if not option.disabled]
        # What can not be chosen stands before the first and after the last that can.
        if places and found.highlighted == places[0]:
            self.call_after_refresh(found.scroll_home, animate=False)
        elif places and found.highlighted == places[-1]:
            self.call_after_refresh(found.scroll_end, animate=False)


class _Found(OptionList):
    """A list whose cursor can be reversed, which Textual forgets of rows of lists."""

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """The style of a row, reversed if it is to be."""
        style = super().get_visual_style(*component_classes, partial=partial)
        rows = map(self.get_component_styles, component_classes)
        reverse = any(row.text_style.reverse for row in rows)
        return style + Style(reverse=True) if reverse else style


def options(actions: Actions, query: str, width: int) -> Iterator[Option]:
    """The actions that have every word that is looked for; without any, the legend too.

    Args:
        actions: The table.
        query: What is looked for.
        width: Cells of a row.
    """
    words = query.lower().split()
    most = _KEYS if width >= _ROOMY else _FEW_KEYS
    for group, members in groups(actions):
        found = [action for action in members if _has(action, words)]
        if found:
            yield Option(Content.styled(group, "bold underline"), disabled=True)
        for action in found:
            keys = _as_fit(map(key_name, action.keys), most)
            sample = (f"  {keys:<{most}} ", "bold")
            yield Option(_row(sample, action.title, width), id=action.id)
    if not words:
        for line in _legend(width):
            yield Option(line, disabled=True)


def _as_fit(names: Iterable[str], room: int) -> str:
    """The first key, and as many others as there is room for."""
    keys, *others = *names, ""
    for name in others:
        if name and len(keys) + 2 + len(name) <= room:
            keys += f"  {name}"
    return keys


def _row(sample: tuple[str, str], meaning: str, width: int) -> Content:
    """Something and what it means, which goes on below itself where it is long."""
    text, style = sample
    layout = wrap(meaning, max(NARROWEST, width - len(text)))
    lines = [meaning[slice(*layout.bounds(row))].rstrip() for row in range(len(layout))]
    return Content.assemble((text, style), f"\n{' ' * len(text)}".join(lines))


def _has(action: Action, words: list[str]) -> bool:
    """Whether each word is somewhere in what is told of an action."""
    names = map(key_name, action.keys)
    told = " ".join((action.title, action.group, action.id.replace("_", " "))).lower()
    keys = set(names)
    return all(word in told or word in {key.lower() for key in keys} for word in words)


def _legend(width: int) -> Iterator[Content]:
    """How figures look, and the signs."""
    yield Content.styled("How figures look", "bold underline")
    for sample, style, meaning in _STYLES:
        gap = " " * (_SAMPLE - len(sample))
        row = _row((f"  {sample}{gap}", ""), meaning, width)
        yield row.stylize(style, 2, 2 + len(sample))
    yield Content.styled("Signs", "bold underline")
    for sign, meaning in _SIGNS:
        yield _row((f"  {sign}  ", ""), meaning, width)
