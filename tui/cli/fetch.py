"""`newsledger fetch`: pages of the web, and what feeds tell of, kept as they came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from parsers.errors import NewsledgerError
from parsers.fetching import Courtesy, Errand, Outcome, Shelf, Visitor
from parsers.model import Skipped
from parsers.settings import Resolved, resolve
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.tally import Tally
from tui.cli.version import version
from tui.display import one_line

FOLDER = "web"
"""Where pages are kept, in the folder of articles of a project."""

_COUNTED = ("new", "changed", "unchanged", "kept")


class NothingNamedError(NewsledgerError):
    """Neither the command line nor the settings name what is to be fetched."""

    def __init__(self) -> None:
        super().__init__("name a page or a feed, or set `feeds` in newsledger.toml")


class NoShelfError(NewsledgerError):
    """There is no place for what is fetched."""

    def __init__(self) -> None:
        super().__init__(
            "no newsledger.toml here or above names a folder of articles to keep pages "
            "in; name one with --into"
        )


def run(urls: Sequence[str], into: Path | None, delay: float, *, again: bool) -> Exit:
    """Fetch, print what was kept, and account for all of it on stderr.

    Args:
        urls: Pages and feeds; those of the settings when empty.
        into: Where to keep pages; None for a folder of the project.
        delay: Seconds between two questions to a server.
        again: Whether to ask for pages that are kept.

    Raises:
        NothingNamedError: If there is nothing to fetch.
        NoShelfError: If there is no place to keep it.
        ShelfError: If it can not be kept there.
    """
    resolved = resolve(Path.cwd())
    settings = resolved.settings
    urls = urls or settings.feeds
    if not urls:
        raise NothingNamedError
    courtesy = Courtesy(delay)
    visitor = Visitor(_agent(settings.contact), courtesy, settings.fetch_networks)
    shelf = Shelf(into or _folder(resolved))
    account = _Account()
    try:
        with output(STDOUT) as stream, Progress.beside(stream) as progress:
            errand = Errand(shelf, visitor, courtesy, again=again)
            for outcome in errand.run(urls):
                account.add(outcome)
                _print(outcome, stream)
                progress.show(f"addresses: {errand.done:,} of {errand.total:,}")
    finally:
        for line in account.lines():
            say(line)
    return Exit.USAGE if account.nothing_usable else Exit.OK


def _folder(resolved: Resolved) -> Path:
    """Where a project keeps what it fetches.

    Raises:
        NoShelfError: If there is no project that has a folder of articles.
    """
    chosen = dict(resolved.winners)["articles"] == str(resolved.project)
    folders = [path for path in resolved.settings.articles if not path.is_file()]
    if not chosen or not folders:
        raise NoShelfError
    folder = folders[0]
    here = Path.cwd()
    shown = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return shown / FOLDER


def _agent(contact: str) -> str:
    """What servers are told that asks them, and who."""
    number = version()
    name = "newsledger" if number.startswith("(") else f"newsledger/{number}"
    return f"{name} ({contact})" if contact else name


def _print(outcome: Outcome, stream: TextIO) -> None:
    """Name a file that was asked for."""
    if outcome.file is not None and outcome.what != "kept":
        stream.write(f"{outcome.what:<9}  {one_line(str(outcome.file))}\n")
        stream.flush()


class _Account:
    """What became of all addresses."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._skipped = Tally()

    def add(self, outcome: Outcome) -> None:
        """Count one outcome."""
        self._counts[outcome.what] += 1
        if outcome.what == "skipped":
            self._skipped.add(Skipped(outcome.url, b"", outcome.reason))

    @property
    def nothing_usable(self) -> bool:
        """Whether all that was named came to nothing."""
        return set(self._counts) == {"skipped"}

    def lines(self) -> Iterator[str]:
        """Lines that account for everything."""
        yield from self._skipped.left_out()
        yield ", ".join(f"{what}: {self._counts[what]:,}" for what in _COUNTED)
