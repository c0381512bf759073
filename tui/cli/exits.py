"""What the program answers to the shell."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes, as `--help` tells them."""

    OK = 0
    PROBLEMS = 1
    """It ran and found problems, or it broke down."""
    USAGE = 2
    """The command, the settings or every input named is unusable."""
    INTERRUPTED = 130
    """Stopped with Ctrl+C."""
