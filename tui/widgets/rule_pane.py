"""The pane in which one rule is written: YAML, and below it what is to say of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static, TextArea

from tui.display import display, one_line
from tui.remarks import Remark

_STEP = 2
"""Blanks that Tab goes on."""
_MOST = 6
"""Remarks that are shown; the others are counted."""
_LEXEME = re.compile(
    r"""(?P<comment>(?:^|(?<=\s))\#.*)|(?P<key>^\s*(?:-\ )*[\w-]+:(?=\s|$))"""
    r"""|(?P<quoted>'(?:[^'{}]|'')*(?='|\{))|(?P<name>\{[^{}'"\s]*\})""",
    re.VERBOSE,
)


class RuleEditor(TextArea):
    """The text of a rule; keys come to it one by one, by way of the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rule--key",
        "rule--comment",
        "rule--name",
        "rule--error",
        "rule--warning",
    }

    def __init__(self) -> None:
        super().__init__(show_line_numbers=True, compact=True, tab_behavior="focus")
        self.cursor_blink = False
        # It would take the place of the colours in the line that is written.
        self.highlight_cursor_line = False
        self._remarks: list[Remark] = []

    def write(self, event: events.Key) -> bool:
        """Write what a key stands for, at once; whether it stands for anything."""
        text = {"enter": self._new_line(), "tab": self._blanks()}.get(event.key)
        if text is None and event.is_printable:
            text = event.character
        if text is not None and not self.read_only:
            self.replace(text, *self.selection, maintain_selection_offset=False)
            self.scroll_cursor_visible()
        return text is not None

    def _new_line(self) -> str:
        """A line end, and the indentation of the line of the cursor."""
        row, column = self.cursor_location
        line = self.document.get_line(row)[:column]
        return "\n" + line[: len(line) - len(line.lstrip(" "))]

    def _blanks(self) -> str:
        return " " * (_STEP - self.cursor_location[1] % _STEP)

    def remark(self, remarks: Sequence[Remark]) -> None:
        """Mark the places that there is something to say of."""
        placed = [one for one in remarks if one.line]
        if placed != self._remarks:
            self._remarks = placed
            self.notify_style_update()
            self.refresh()

    def get_line(self, line_index: int) -> Text:
        """A line with its parts told apart, and what is wrong in it marked."""
        line = super().get_line(line_index)
        if "\t" not in line.plain:
            # As long as before, so that the cursor stays where it is.
            line = Text(display(line.plain), end="", no_wrap=True)
        for found in _LEXEME.finditer(line.plain):
            if found.lastgroup != "quoted":
                line.stylize(self._look(f"rule--{found.lastgroup}"), *found.span())
        for one in self._remarks:
            if one.line == line_index + 1:
                look = self._look("rule--error" if one.is_error else "rule--warning")
                line.stylize(look, one.column - 1, one.column - 1 + one.length)
        return line

    def _look(self, role: str) -> Style:
        return self.get_component_rich_style(role, partial=True)


class RulePane(Vertical):
    """A rule, what its changes do, and its problems by line.

    It is always there and only hidden, so that it has the keys in the moment it opens.
    """

    _told = Content()
    """What stands below the rule."""

    class Changed(Message):
        """The text is another one now."""

    def compose(self) -> ComposeResult:
        """The editor above the remarks."""
        yield RuleEditor()
        yield Static(classes="remarks", markup=False)

    @property
    def editor(self) -> RuleEditor:
        """What takes the keys."""
        return self.query_one(RuleEditor)

    @property
    def text(self) -> str:
        """What is written."""
        return self.editor.text

    def open(self, text: str, locked: bool) -> None:
        """Show a rule.

        Args:
            text: The rule.
            locked: Whether it can only be read.
        """
        editor = self.editor
        editor.read_only = locked
        if editor.text != text:
            place = editor.cursor_location
            editor.load_text(text)
            editor.move_cursor(place)

    def tell(self, state: str, remarks: Sequence[Remark]) -> None:
        """Say how it stands, and what there is to say of its lines."""
        self.editor.remark(remarks)
        lines = [state] if state else []
        for one in remarks[:_MOST]:
            place = f"{one.line}: " if one.line else ""
            lines.append(f"{place}{one.words}")
        if len(remarks) > _MOST:
            lines.append(f"and {len(remarks) - _MOST} more")
        parts: list[str | tuple[str, str]] = []
        for number, line in enumerate(lines):
            end = "\n" if number + 1 < len(lines) else ""
            is_state = not number and bool(state)
            parts.append((one_line(line) + end, "bold" if is_state else "not bold"))
        self._say(Content.assemble(*parts))

    def _say(self, words: Content) -> None:
        """Let something stand below the rule; all is laid out anew only if it must be."""
        told, self._told = self._told, words
        if words.is_same(told):
            return
        remarked = self.query_one(".remarks", Static)
        width = remarked.content_size.width
        is_as_high = width and told.get_height({}, width) == words.get_height({}, width)
        remarked.update(words, layout=not is_as_high)
        remarked.display = bool(words)

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        """Tell what is written."""
        event.stop()
        self.post_message(self.Changed())
