"""The part of the main screen that takes keys and does what they come to."""

from __future__ import annotations

from textual import events
from textual.getters import query_one
from textual.timer import Timer
from textual.widgets import Input

from tui.desk import Desk
from tui.jumps import Place
from tui.keys import NUMBER, Actions, key_name
from tui.page import Shown
from tui.screens.places import PlacesScreen
from tui.sequences import Call, Sequences
from tui.widgets.next_keys import NextKeys

_PAUSE = 0.4
"""Seconds without a key after which it is told which may follow."""

_AFTERTHOUGHT = 1.6
"""Seconds in which more may follow what has been done after a pause."""

_NUMBER = 2.0
"""Seconds in which a number may go on: a percent sign takes two hands."""

_ENDS = {"enter": "enter", "escape": "close"}
"""Keys that end the typing of words, whatever the words, and the actions that do."""


class KeyingScreen(PlacesScreen):
    """Has the table of actions in force, and remembers the keys of a sequence."""

    next_keys = query_one(NextKeys)

    def __init__(self, desk: Desk, actions: Actions) -> None:
        super().__init__(desk, actions)
        self._sequences = Sequences(actions)
        self._waiting: Timer | None = None
        self._before: tuple[Place | None, int, Shown] = (None, 0, None)
        """Where a sequence began: the place, the cursor of the list, what was open."""

    async def take(self, event: events.Key) -> bool:
        """Take a key before any widget does: so keys act in the order they come in.

        Returns:
            Whether it was one of the table, and not a letter of what is being typed.
        """
        if isinstance(self.focused, Input) and await self._type(self.focused, event):
            return True
        if not self._sequences.typed:
            self._before = (self.here(), self.article_list.cursor, self.shown)
        outcome = self._sequences.press(event.key)
        self._wait()
        for call in outcome.calls:
            await self._do(call)
        if outcome.strange:
            self.say(f"no action has the keys {outcome.strange}")
        return outcome.known

    async def _type(self, words: Input, event: events.Key) -> bool:
        """Type a key where words are typed, at once: the next key may end the words.

        Returns:
            Whether it was a letter, or did something to the words.
        """
        binding = self.active_bindings.get(event.key)
        if event.key in _ENDS:
            await self.app.run_action(("", _ENDS[event.key], ()), self)
        elif event.is_printable and event.character:
            words.replace(event.character, *words.selection)
        elif binding is not None and binding.node is words:
            await self.app.run_action(binding.binding.action, words)
        else:
            return False
        return True

    async def perform(self, name: str) -> None:
        """Do an action that was chosen by its name."""
        action = next(a for a in self.actions if a.id == name)
        if action.keys and self._sequences.begin(action):
            self._show_next()
        elif action.keys and NUMBER in action.keys[0]:
            self.say(f"type a number and {key_name(action.keys[0].split()[-1])}")
        else:
            await self._do(Call(name))

    async def _do(self, call: Call) -> None:
        """Do an action."""
        if call.instead:
            self._take_back()
        here = self.here()
        arguments = (call.argument,) if call.argument else ()
        await self.app.run_action(("", call.action, arguments), self)
        self.left(here, call.action)

    def _take_back(self) -> None:
        """Undo what the beginning of a sequence did alone."""
        place, cursor, shown = self._before
        if place is None or shown is None:
            return
        self.stop_opening()
        self._show(place.row, shown)
        self.article_list.go_to(cursor)
        self.pane = place.pane
        self.article.show_offset(place.offset)

    # --- waiting ---------------------------------------------------------------------

    def _wait(self) -> None:
        """Show nothing now, and what may follow when no key comes for a while."""
        self.next_keys.choices = ()
        if self._waiting is not None:
            self._waiting.stop()
        if self._sequences.counting:
            self._waiting = self.set_timer(_NUMBER, self._sequences.end)
        elif self._sequences.typed:
            self._waiting = self.set_timer(_PAUSE, self._pause)

    async def _pause(self) -> None:
        """A beginning has waited: do what it does alone, tell what may follow."""
        self._show_next()
        for call in self._sequences.pause():
            await self._do(call)
            self._waiting = self.set_timer(_AFTERTHOUGHT, self._forget_keys)

    def _show_next(self) -> None:
        """Tell what may follow."""
        typed = self._sequences.typed
        choices = [(typed + key, does) for key, does in self._sequences.next_keys()]
        self.next_keys.choices = tuple(choices)

    def _forget_keys(self) -> None:
        """What was typed is over."""
        self._sequences.end()
        self.next_keys.choices = ()
