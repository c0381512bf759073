"""Places that a person was at: the way back and forward again, and marks."""

from __future__ import annotations

from dataclasses import dataclass

from parsers.model import Span
from tui.keys import Pane

_MOST = 100
"""Places that are remembered; the oldest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody reads: an article, what is selected in it, what is in sight."""

    row: int
    """The row of the article, as long as the list stays as it is."""
    name: str
    """The name of the article."""
    pane: Pane
    span: Span | None
    """The selected figure."""
    offset: int
    """The first visible character."""


class Jumps:
    """The places that were left, in their order, and those that have a letter.

    As in an editor, what was left last is where the way back begins, and a new jump from
    an old place does not forget the places after it.
    """

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._at = 0
        """Where in them the person is; beyond the last one when nobody went back."""
        self._last: Place | None = None
        self._marks: dict[str, Place] = {}

    def leave(self, here: Place) -> None:
        """A jump is about to lead away from here."""
        self._last = here
        self._remember(here)

    def _remember(self, here: Place) -> None:
        """Put a place at the end, and only there."""
        self._places = [place for place in self._places if place != here][1 - _MOST :]
        self._places.append(here)
        self._at = len(self._places)

    def back(self, here: Place) -> Place | None:
        """The place before this one; None at the first."""
        if self._at == len(self._places):
            self._remember(here)
            self._at -= 1
        if self._at == 0:
            return None
        self._last = here
        self._at -= 1
        return self._places[self._at]

    def forward(self, here: Place) -> Place | None:
        """The place that a way back came from; None at the last."""
        if self._at + 1 >= len(self._places):
            return None
        self._last = here
        self._at += 1
        return self._places[self._at]

    def other(self, here: Place) -> Place | None:
        """The place of the last jump; asked again, it leads to and fro."""
        place = self._last
        if place is not None:
            self.leave(here)
        return place

    def mark(self, letter: str, here: Place) -> None:
        """Give a place a letter."""
        self._marks[letter] = here

    def marked(self, letter: str) -> Place | None:
        """The place with a letter."""
        return self._marks.get(letter)

    @property
    def marks(self) -> tuple[tuple[str, Place], ...]:
        """All letters that have a place, in the order of the alphabet."""
        return tuple(sorted(self._marks.items()))
