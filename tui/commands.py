"""The palette: the table of actions, found by name."""

from __future__ import annotations

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from tui.keys import ACTIONS, Action, key_name


class ActionsProvider(Provider):
    """Offers every action that the keys do."""

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for action in ACTIONS:
            yield DiscoveryHit(action.title, self._run(action), help=_help(action))

    async def search(self, query: str) -> Hits:
        """The actions whose title has what is typed."""
        matcher = self.matcher(query)
        for action in ACTIONS:
            if (score := matcher.match(action.title)) > 0:
                shown = matcher.highlight(action.title)
                yield Hit(score, shown, self._run(action), help=_help(action))

    def _run(self, action: Action) -> IgnoreReturnCallbackType:
        """What does an action."""
        return partial(self.screen.run_action, action.id)


def _help(action: Action) -> str:
    """The keys of an action."""
    return "  ".join(map(key_name, action.keys))
