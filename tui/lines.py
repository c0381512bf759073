"""What all panes are: rows of styled text, of which only the visible ones are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

if TYPE_CHECKING:
    from typing_extensions import Self

_REVERSE = Style(reverse=True)

Run = tuple[str, Sequence[str]]
"""Text that may be shown, and the roles (component classes) it is drawn in."""


class LinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that draws its rows itself; keys reach it through the screen."""

    DEFAULT_CSS = """
    LinePane { overflow-x: hidden; scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
    """

    def __init__(self, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_by_roles: dict[tuple[str, ...], Style] = {}
        self._known_for, self._known_room = Size(-1, -1), Size(0, 0)
        """The size for which the room was found last, and that room."""
        self._drawn: tuple[Region, list[Strip]] | None = None

    def move(self, by: int) -> None:
        """One row on or back."""
        self.scroll_to_row(self.scroll_offset.y + by)

    def page(self, pages: float) -> None:
        """A part of the pane's height on or back."""
        rows = max(1, int(abs(pages) * self.visible_rows))
        self.move(rows if pages > 0 else -rows)

    def edge(self, *, last: bool) -> None:
        """To the first row or the last."""
        self.scroll_to_row(self.virtual_size.height if last else 0)

    def part(self, share: float) -> None:
        """To the row that so large a share of all rows lies before."""
        self.scroll_to_row(int(self.virtual_size.height * share))

    @property
    def visible_rows(self) -> int:
        """How many rows fit in the pane."""
        return max(1, self._room.height)

    @property
    def columns(self) -> int:
        """How many cells a row has."""
        return max(1, self._room.width)

    def columns_in(self, width: int) -> int:
        """How many cells a row is about to have: until it is shown, a pane has none."""
        return max(1, width - self.scrollbar_gutter.width)

    @property
    def _room(self) -> Size:
        """What is left inside borders and scrollbar, which each row asks for."""
        if self._known_for != self.size:
            self._known_for = self.size
            self._known_room = self.scrollable_content_region.size
        return self._known_room

    def scroll_to_row(self, row: int) -> None:
        """Make a row the first one, at once."""
        self.scroll_to(y=row, animate=False, immediate=True)

    def set_rows(self, rows: int) -> None:
        """Tell how many rows there are."""
        self.virtual_size = Size(self.columns, rows)

    def draw(self, runs: Iterable[Run], roles: Sequence[str] = ()) -> Strip:
        """One row as wide as the pane.

        Args:
            runs: Its text, from the left.
            roles: The roles of the whole row, under those of each run.
        """
        style = self._style
        segments = [Segment(text, style(*roles, *inner)) for text, inner in runs]
        return Strip(segments).adjust_cell_length(self.columns, style(*roles))

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Have it drawn anew."""
        self._drawn = None
        return super().refresh(
            *regions, repaint=repaint, layout=layout, recompose=recompose
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """The visible rows; those of a pane that has not changed are at hand.

        Whatever changes anywhere, Textual asks every pane that lies side by side with it.
        """
        if self._drawn is None or self._drawn[0] != crop:
            self._drawn = crop, super().render_lines(crop)
        return self._drawn[1]

    def notify_style_update(self) -> None:
        """The theme, the focus or the size changed: styles have to be mixed anew."""
        self._styles_by_roles.clear()
        self._known_for, self._drawn = Size(-1, -1), None
        super().notify_style_update()

    def _style(self, *roles: str) -> Style:
        """The style of some roles over one another; attributes add up."""
        style = self._styles_by_roles.get(roles)
        if style is None:
            style = self.get_visual_style(*roles).rich_style
            if any(self.get_component_styles(r).text_style.reverse for r in roles):
                # Textual leaves this one attribute out when it adds up styles.
                style += _REVERSE
            self._styles_by_roles[roles] = style
        return style
