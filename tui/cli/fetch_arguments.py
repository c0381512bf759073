"""What may be typed after `newsledger fetch`, and the help that explains it."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.options import EXITS, command

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_SLOWEST = 3600

_FETCH = f"""\
A page is kept as it came, as HOST/WORDS-OF-ITS-ADDRESS.html below DIR, and .fetched.jsonl
there gets a line: address, time, headers, digest. Of a feed the pages are fetched that its
entries lead to; nothing that a page leads to is. What is kept is not asked for again: that
costs a feed one question, and --again a page one as well, which is whether it has changed.
Both files and log are for git.

robots.txt is heeded, a server gets one question at a time with a pause between, and it is
told `newsledger` and the setting `contact`. Only public addresses are asked, but for those
in the setting `fetch_networks`. A page is 5 MiB at most, and has half a minute to come. No
cookie, no proxy. Ctrl+C keeps what is done, and the next time goes on there.

examples:
  newsledger fetch
  newsledger fetch https://example.org/rss
  newsledger fetch https://example.org/2020/exports-to-iraq --into clippings
  newsledger fetch https://example.org/2020/exports-to-iraq --again

{EXITS}"""


def add_fetch(commands: Subparsers) -> None:
    """The command that fetches pages."""
    purpose = "Fetch pages of the web, and what feeds tell of."
    fetch = command(commands, "fetch", purpose, _FETCH)
    fetch.add_argument(
        "urls",
        nargs="*",
        metavar="URL",
        help="a page or a feed; without one, the `feeds` of the settings",
    )
    fetch.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        help="where pages are kept (default: web/ in the first folder of articles)",
    )
    fetch.add_argument(
        "--delay",
        type=_seconds,
        default=1.0,
        metavar="SECONDS",
        help="the pause after each answer of a server (default: 1)",
    )
    fetch.add_argument(
        "--again", action="store_true", help="ask whether kept pages have changed"
    )


def _seconds(typed: str) -> float:
    """A time to wait.

    Raises:
        ArgumentTypeError: If it is none.
    """
    seconds = (
        float(typed) if re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,3})?", typed) else -1
    )
    if not 0 <= seconds <= _SLOWEST:
        raise ArgumentTypeError(f"not a number from 0 to {_SLOWEST}: {typed!r}")
    return seconds
