"""The second wall: no control character leaves the program with the text of a widget."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.display import one_line


class Wall(LineFilter):
    """Sanitises each line that Textual draws, whatever widget it comes from.

    Text goes through `display` before it enters a widget; this filter is for the day on
    which somebody forgets it. Make one and keep it: Textual caches lines by it.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Sanitise the text of one line."""
        if one_line(line := "".join(segment.text for segment in segments)) == line:
            return segments
        return [
            Segment(one_line(text), style, control) for text, style, control in segments
        ]
