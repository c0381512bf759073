from __future__ import annotations

import io

from tui.cli.progress import Progress


class Clock:
    """Stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def shown(*seconds: float, live: bool) -> str:
    """What a run shows that reports once at each of the times."""
    clock = Clock()
    stream = io.StringIO()
    with Progress(live, stream, clock) as progress:
        for clock.now in seconds:
            progress.show(f"at {clock.now:g}")
    return stream.getvalue()


def test_short_work_says_nothing() -> None:
    assert shown(0.2, 0.9, live=True) == ""


def test_a_terminal_sees_one_line_that_is_taken_away_at_the_end() -> None:
    written = shown(1.0, 1.05, 1.5, live=True)

    assert written == "\rat 1\rat 1" + "\rat 1.5\rat 1.5" + "\r      \r"


def test_a_log_gets_a_line_now_and_then() -> None:
    written = shown(0.5, 1.0, 5.0, 11.0, 12.0, live=False)

    assert written == "at 1\nat 11\n"
