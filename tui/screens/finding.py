"""What was found in many articles, over the whole screen: one of it is gone to."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from tui.findings import Finding, Findings, Target
from tui.keys import Actions
from tui.screens.over import OverScreen
from tui.widgets.findings_list import FindingsList


class FindingScreen(OverScreen[Target | None]):
    """Shows findings while more of them come; answers where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there"),
        Binding("d", "turn", "Sentences, or what differs in them"),
    ]

    def __init__(
        self, findings: Findings, start: Target | None, actions: Actions
    ) -> None:
        self._list = FindingsList(start)
        super().__init__(self._list, actions)
        self._findings = findings

    @property
    def found(self) -> tuple[Finding, ...]:
        """What is shown."""
        return self._findings.found

    def on_mount(self) -> None:
        """Show what is known already."""
        super().on_mount()
        self._list.show(self._findings)

    def show(self, findings: Findings) -> None:
        """Show what was found meanwhile, maybe before there is anything to show it on."""
        self._findings = findings
        if self._list.is_mounted:
            self._list.show(findings)

    def action_turn(self) -> None:
        """Show what differs in the sentences, or the sentences again."""
        self._list.turn()

    @on(FindingsList.Chosen)
    def action_choose(self) -> None:
        """Go to the finding under the cursor, if there is one."""
        if self._list.target is not None:
            self.dismiss(self._list.target)
