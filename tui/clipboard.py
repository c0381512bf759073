"""Copying: by the tool of the desktop, by the terminal, or into a file."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tui.display import display

FILE_NAME = "yank.txt"

_PATIENCE = 3.0
"""Seconds that a tool has to take the text."""

_MOST_BYTES = 56_000
"""That terminals are known to take: 75,000 characters in base64."""

_MUTE = ("", "dumb", "linux")
"""Terminals that have no clipboard to hand a text to."""

_NAMES = {"tmux": "tmux buffer"}
"""What a tool puts the text into, where that is not the clipboard itself."""

_TMUX = "; tmux needs set-clipboard on"


def copy(
    text: str, terminal: Callable[[str], None], environment: Mapping[str, str]
) -> str:
    """Hand a text to the clipboard, by the best way that there is.

    Args:
        text: What to copy; it is made harmless first.
        terminal: Asks the terminal to copy, which it may do or not (OSC 52).
        environment: Tells the desktop, the terminal and the home.

    Returns:
        What became of it, for the person: nobody can know whether a terminal took it.
    """
    safe = display(text)
    data = safe.encode("utf-8", "replace")
    copied = f"copied {len(data):,} B"
    for tool in _tools(environment):
        if _run(tool, data, environment):
            return f"{copied} ({_NAMES.get(tool[0], tool[0])})"
    short = len(data) <= _MOST_BYTES
    if environment.get("TERM", "") not in _MUTE and short:
        terminal(safe)
        caveat = _TMUX if environment.get("TMUX") else ""
        return f"{copied} (OSC 52, unconfirmed{caveat})"
    return _write(data, environment)


def _tools(environment: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """The commands that may have a clipboard to put a text into, the likeliest first."""
    if environment.get("WAYLAND_DISPLAY"):
        yield ("wl-copy",)
    if environment.get("DISPLAY"):
        yield ("xclip", "-selection", "clipboard")
    yield ("pbcopy",)
    if environment.get("TMUX"):
        # With -w it hands the text on to the terminal it runs in, as far as it may.
        yield ("tmux", "load-buffer", "-w", "-")


def _run(command: tuple[str, ...], data: bytes, environment: Mapping[str, str]) -> bool:
    """Whether a tool is there and takes the text."""
    import subprocess

    name, *options = command
    program = shutil.which(name, path=environment.get("PATH"))
    if program is None:
        return False
    try:
        # It goes on to serve the clipboard, so none of our streams may be left to it.
        done = subprocess.run(
            [program, *options],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            env=dict(environment),
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _write(data: bytes, environment: Mapping[str, str]) -> str:
    """Put the text into a file of the user's cache, where nobody else can read it."""
    file = _cache(environment) / FILE_NAME
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
        with os.fdopen(os.open(file, flags, 0o600), "wb") as stream:
            stream.write(data)
    except OSError as error:
        return f"could not copy: {file}: {error.strerror or error}"
    home = environment.get("HOME", "")
    shown = str(file)
    if home and shown.startswith(f"{home}/"):
        shown = "~" + shown.removeprefix(home)
    return f"wrote {shown}"


def _cache(environment: Mapping[str, str]) -> Path:
    """Where the user's caches lie (XDG Base Directory)."""
    chosen = environment.get("XDG_CACHE_HOME", "")
    home = environment.get("HOME") or "~"
    base = Path(chosen) if chosen.startswith("/") else Path(home, ".cache").expanduser()
    return base / "newsledger"
