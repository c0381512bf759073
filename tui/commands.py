"""The palette: the table of actions, found by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from tui.keys import Action, Actions, key_name
from tui.screens.keying import KeyingScreen


class ActionsProvider(Provider):
    """Offers every action that the keys do."""

    @property
    def _actions(self) -> Actions:
        """The table, with the keys in force."""
        return self.screen.actions if isinstance(self.screen, KeyingScreen) else ()

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for action in self._actions:
            yield DiscoveryHit(action.title, self._run(action), help=_help(action))

    async def search(self, query: str) -> Hits:
        """The actions whose title has what is typed."""
        matcher = self.matcher(query)
        for action in self._actions:
            if (score := matcher.match(action.title)) > 0:
                shown = matcher.highlight(action.title)
                yield Hit(score, shown, self._run(action), help=_help(action))

    def _run(self, action: Action) -> IgnoreReturnCallbackType:
        """What does an action."""
        assert isinstance(self.screen, KeyingScreen)
        return partial(self.screen.perform, action.id)


def _help(action: Action) -> str:
    """The keys of an action."""
    return "  ".join(map(key_name, action.keys))
