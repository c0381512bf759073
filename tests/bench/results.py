"""The one form in which a benchmark tells a goal, and finding it in what it printed."""

from __future__ import annotations

import re

_RATIO = re.compile(r"\d ?x(?:\s+<= .* (?:ok|MISSED))?$")


def goal_line(what: str, ours: float, anchor: float, goal: float) -> str:
    """A goal as a line: both times, their ratio, and whether that is good enough."""
    ratio = ours / anchor
    verdict = "ok" if ratio <= goal else "MISSED"
    return (
        f"{what:<44}{ours:>9.1f}{anchor:>9.1f} ms{ratio:>7.2f}x  <= {goal}x {verdict}"
    )


def results(output: str) -> list[str]:
    """The lines of an output that tell a ratio."""
    return [line for line in output.splitlines() if _RATIO.search(line.rstrip())]
