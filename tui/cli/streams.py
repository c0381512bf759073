"""Standard streams: data on stdout, talk on stderr, and whether a person sits there."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from tui.display import display


def has_terminal() -> bool:
    """Whether the terminal program can run and be seen: all three streams are one.

    Textual reads stdin and draws on stderr; stdout elsewhere (`newsledger | less`) means
    that somebody wants the data.
    """
    return all(map(is_terminal, (sys.stdin, sys.stdout, sys.stderr)))


def is_terminal(stream: TextIO | None) -> bool:
    """Whether the stream is a terminal; a stream that is missing or closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def say(text: str) -> None:
    """Tell a person something, whatever hostile text is in it, on stderr."""
    if text and sys.stderr is not None:
        print(display(text.rstrip("\n")), file=sys.stderr)


def hang_up() -> None:
    """Let go of streams nobody reads any more, so that leaving is quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
