"""Work in threads is handed over without a look at what it is given."""

from __future__ import annotations

from textual.app import App
from textual.worker import Worker

from tui.threads import work


class Large:
    """What takes long to be described."""

    described = False

    def __repr__(self) -> str:
        Large.described = True
        return "large"


class Working(App[None]):
    """Does work."""

    @work(thread=True, group="count", exclusive=True)
    def double(self, large: Large, number: int) -> int:
        """Twice a number."""
        return 2 * number


async def test_what_work_is_given_is_not_described() -> None:
    async with Working().run_test() as pilot:
        done: Worker[int] = pilot.app.double(Large(), 4)  # type: ignore[attr-defined]

        assert await done.wait() == 8
        assert done.group == "count"
        assert not Large.described
