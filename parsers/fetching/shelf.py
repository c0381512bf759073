"""The folder in which pages are kept as they came, with a log of where they are from."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timezone
from hashlib import sha256
from pathlib import Path
from typing import Literal

from parsers.articles.forms.provenance import LOG, Fetched, fetched_in
from parsers.errors import NewsledgerError
from parsers.fetching.names import file_name
from parsers.fetching.refusals import NotFetchedError
from parsers.fetching.visitor import Answer
from parsers.replacing import replacing
from parsers.store.log import Log, LogError

Change = Literal["new", "changed", "unchanged"]

_ATTRIBUTES = f"""\
# Pages stay as they came, to the byte; of the log the lines of both sides are kept.
* -text
{LOG} merge=union
"""


class ShelfError(NewsledgerError):
    """Nothing can be kept in a folder; `path` is what can not be written."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Shelf:
    """What was fetched into one folder, by the addresses that it was asked for by."""

    def __init__(self, folder: Path) -> None:
        """Read the log; the folder need not exist.

        Raises:
            ShelfError: If it can not be read.
        """
        self.folder = folder
        self._log = Log(folder / LOG)
        self._known: dict[str, Fetched] = {}
        self._kept: dict[str, Fetched] = {}
        """Pages by their own address; what is known of that may be where it led since."""
        try:
            with self._log.reading() as held:
                lines = fetched_in(held.content()) if held else ()
        except LogError as error:
            raise ShelfError(error.path, error.reason) from None
        for line in lines:
            self._remember(line)

    def known(self, url: str) -> Fetched | None:
        """What is known of an address, or of one that led there."""
        return self._known.get(url)

    def holds(self, known: Fetched) -> bool:
        """Whether the file of a page is still there."""
        return known.file is not None and (self.folder / known.file).is_file()

    def check(self, known: Fetched) -> None:
        """See that a page is as it was fetched, so that nothing is lost with it.

        Raises:
            NotFetchedError: If a person has changed it.
            ShelfError: If it can not be read.
        """
        path = self.folder / (known.file or "")
        if _digest(path) not in (None, known.sha256):
            raise NotFetchedError(f"{path} was changed since it was fetched")

    def keep(self, answer: Answer, body: bytes) -> tuple[Change, Path]:
        """Keep a page.

        Returns:
            What it is against what was there, and its file.

        Raises:
            NotFetchedError: If a person has changed the file that it would replace.
            ShelfError: If it can not be kept.
        """
        line = replace(line_of(answer, body), file=file_name(answer.address))
        path, before = self.folder / str(line.file), self._kept.get(line.url)
        held = _digest(path)
        was = before.sha256 if before else None
        # The new bytes may be there: a run that was stopped had no time to note them.
        if held not in (None, was, line.sha256):
            raise NotFetchedError(f"{path} was changed since it was fetched")
        if before and held == was == line.sha256:
            if _matters(before, line) or self.known(line.url) is not before:
                self._note(line)
            return "unchanged", path
        self._write(path, body)
        self._note(line)
        return "changed" if before and held else "new", path

    def note_feed(self, line: Fetched, pending: Sequence[str]) -> None:
        """Note that all entries of a feed were seen to.

        Args:
            line: What came, now or the last time that it was new.
            pending: The entries that could not be fetched and are tried again.

        Raises:
            ShelfError: If it can not be noted.
        """
        line = replace(line, pending=tuple(pending))
        before = self.known(line.url)
        if before is None or _state(before) != _state(line):
            self._note(replace(line, fetched=_now()))

    def _remember(self, line: Fetched) -> None:
        for url in (*line.via, line.url):
            self._known[url] = line
        if line.file is not None:
            self._kept[line.url] = line

    def _note(self, line: Fetched) -> None:
        self._make(self.folder)
        try:
            with self._log.writing() as held:
                held.append(line.line.encode())
        except LogError as error:
            raise ShelfError(error.path, error.reason) from None
        self._remember(line)

    def _write(self, path: Path, body: bytes) -> None:
        self._make(path.parent)
        attributes = self.folder / ".gitattributes"
        try:
            if not os.path.lexists(attributes):
                with replacing(attributes) as stream:
                    stream.write(_ATTRIBUTES.encode())
            with replacing(path) as stream:
                stream.write(body)
        except OSError as error:
            raise ShelfError(path, error.strerror or str(error)) from None

    def _make(self, folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ShelfError(folder, error.strerror or str(error)) from None


def line_of(answer: Answer, body: bytes) -> Fetched:
    """What is noted of an answer."""
    return Fetched(
        url=str(answer.address),
        via=answer.via,
        fetched=_now(),
        peer=answer.peer,
        headers=answer.headers,
        sha256=sha256(body).hexdigest(),
        size=len(body),
    )


def _matters(before: Fetched, line: Fetched) -> bool:
    """Whether a line of the same page is worth noting."""
    news = set(line.via) - set(before.via)
    return before.validators != line.validators or bool(news)


def _digest(path: Path) -> str | None:
    """The digest of a file; None if there is none.

    Raises:
        ShelfError: If it can not be read.
    """
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ShelfError(path, error.strerror or str(error)) from None


def _state(line: Fetched) -> tuple[object, ...]:
    """What makes a line worth noting that tells of a feed."""
    return line.sha256, line.validators, line.pending, line.via


def _now() -> str:
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
