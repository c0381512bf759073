"""What may be typed next, shown while the beginning of a sequence waits."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tui.display import one_line
from tui.layout import fit

_GAP = 2

Choices = tuple[tuple[str, str], ...]
"""Keys, and what each does."""


class NextKeys(Widget):
    """A few rows over the lower edge of the screen, gone as soon as a key comes."""

    choices: reactive[Choices] = reactive[Choices]((), layout=True)
    """What to show; nothing while it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.display = False

    def watch_choices(self) -> None:
        """Come, or go."""
        self.display = bool(self.choices)

    def render(self) -> Content:
        """The choices, in as many columns as fit."""
        return Content("\n").join(self._rows())

    def _rows(self) -> list[Content]:
        room = max(1, self.scrollable_content_region.width or self.size.width)
        keys = max((len(key) for key, _ in self.choices), default=0)
        widest = max((len(title) for _, title in self.choices), default=0)
        width = min(room, keys + 1 + widest + _GAP)
        columns = max(1, room // width) if width else 1
        count = -(-len(self.choices) // columns)
        return [
            Content.assemble(
                *(
                    part
                    for key, title in self.choices[row::count]
                    for part in (
                        (f"{key:<{keys}} ", "bold"),
                        fit(one_line(title), width - keys - 1),
                    )
                )
            )
            for row in range(count)
        ]
