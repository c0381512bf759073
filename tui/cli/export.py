"""`newsledger export`: the entries that people accepted, as books and for programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from parsers.ledger import BINARY, FORMATS
from parsers.ledger.dialect import Dialect
from parsers.ledger.seal import sealed
from parsers.ledger.volumes import DIALECTS, is_volume, volumes
from parsers.model import Reading
from parsers.pipeline import read_all
from parsers.settings import resolve
from parsers.store.settled import WORDS, Selection
from tui.cli.decided import any_broken, line_problems, open_store
from tui.cli.exits import Exit
from tui.cli.exports import Exports
from tui.cli.guard import unless_verdicts
from tui.cli.loading import loaded
from tui.cli.output import STDOUT, OutputError, put
from tui.cli.printing import print_lines
from tui.cli.progress import Progress
from tui.cli.streams import is_terminal, say
from tui.cli.tally import NAMED, Tally
from tui.cli.version import version
from tui.display import display
from tui.replacement import ENCODING, ERRORS


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    paths: Sequence[Path]
    """Articles and folders; those of the settings when empty."""
    rules: Sequence[Path]
    """Rule files and folders; those of the settings when empty."""
    form: str
    target: str
    """A file, for books a folder as well, or `-` for standard output."""
    everything: bool
    """Whether entries that nobody accepted are exported too."""
    force: bool
    """Whether files that somebody changed are overwritten."""

    @classmethod
    def typed(cls, args: Namespace) -> Request:
        """What was typed."""
        return cls(
            paths=args.paths,
            rules=args.rules,
            form=args.format,
            target=args.output,
            everything=args.all,
            force=args.force,
        )


class _File(NamedTuple):
    """A file that is to be written."""

    path: Path
    data: bytes


def run(asked: Request) -> Exit:
    """Read the articles, and write their entries as people left them.

    Raises:
        NoProjectError: If there are no verdicts.
        EditedError: If a file was changed by somebody else. Nothing is written then.
        OutputError: If it can not be written.
    """
    resolved = resolve(Path.cwd(), tuple(asked.rules))
    store = open_store(resolved)
    unless_verdicts(asked.target, store.path)
    settings, engine, broken = loaded(asked.rules)
    selection, tally = Selection(store.verdicts, everything=asked.everything), Tally()
    sources = asked.paths or settings.articles
    results = read_all(sources, engine, settings.size_limit)
    with Progress.alone() as progress:
        chosen = map(selection.of, tally.readings(results, progress))
        readings = [reading for reading in chosen if reading.entries]
    if not tally.nothing_usable:
        _hand_out(asked, readings, selection, Exports(store.path.parent))
    for line in (*_summary(selection), *tally.summary()):
        say(line)
    for line in line_problems(str(store.path), store.problems):
        say(line)
    if tally.nothing_usable:
        return Exit.USAGE
    unusable = broken or selection.unusable or any_broken(store.problems)
    return Exit.PROBLEMS if unusable else Exit.OK


def _hand_out(
    asked: Request, readings: Sequence[Reading], selection: Selection, exports: Exports
) -> None:
    """Write the entries to where they were wanted."""
    if asked.target == STDOUT:
        _print(asked.form, _one_file(asked.form, readings, selection))
        return
    folder, dialect = _folder(asked), DIALECTS.get(asked.form)
    files: tuple[_File, ...]
    gone: tuple[Path, ...] = ()
    if folder is None or dialect is None:
        data = _one_file(asked.form, readings, selection)
        files = (_File(Path(asked.target), data),)
    else:
        files = tuple(_volumes(folder, dialect, readings, selection))
        gone = tuple(_gone(folder, dialect, files))
    changed = [
        file
        for file in files
        if asked.force or exports.is_to_be_written(file.path, file.data)
    ]
    for path in gone:
        if not asked.force:
            exports.is_to_be_written(path, b"")
    for file in changed:
        put(str(file.path), file.data)
    for path in gone:
        if exports.remove(path):
            say(f"removed: {path}: no claim is in it any more")
        else:
            say(f"left alone: {path}: nothing includes it; somebody made or changed it")
    exports.note(files, tuple(selection.words), asked.paths)


def _volumes(
    folder: Path, dialect: Dialect, readings: Sequence[Reading], selection: Selection
) -> Iterator[_File]:
    """The files of books in a folder, the main one first."""
    for volume in volumes(readings, dialect, selection.words):
        text = sealed(volume.text, dialect.comment, version())
        yield _File(folder / volume.name, text.encode(ENCODING, ERRORS))


def _print(form: str, data: bytes) -> None:
    """Write to standard output; on a terminal, text alone, and harmless.

    Raises:
        OutputError: If it is a terminal and the data no text.
    """
    if not is_terminal(sys.stdout):
        put(STDOUT, data)
    elif form in BINARY:
        raise OutputError("standard output", f"{form} is no text; name a file with -o")
    else:
        print_lines([display(data.decode(ENCODING))])


def _one_file(form: str, readings: Sequence[Reading], selection: Selection) -> bytes:
    """The whole export as one file."""
    if form in BINARY:
        return BINARY[form](readings, verdicts=selection.words)
    text = "".join(FORMATS[form](readings, verdicts=selection.words))
    dialect = DIALECTS.get(form)
    if dialect is not None:
        text = sealed(text, dialect.comment, version())
    return text.encode(ENCODING, ERRORS)


def _folder(asked: Request) -> Path | None:
    """The folder that the books go to; None if they go to one file.

    Raises:
        OutputError: If it can not be made, or the format is no book.
    """
    path = Path(asked.target)
    if not (asked.target.endswith("/") or path.is_dir()):
        return None
    if asked.form not in DIALECTS:
        raise OutputError(asked.target, f"it is a folder; {asked.form} is one file")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(asked.target, error.strerror or str(error)) from error
    return path


def _gone(folder: Path, dialect: Dialect, files: Sequence[_File]) -> Iterator[Path]:
    """Files of an earlier export to the folder that this one does not have."""
    kept = {file.path.name for file in files}
    for path in sorted(folder.iterdir()):
        if is_volume(path.name, dialect) and path.name not in kept and path.is_file():
            yield path


def _summary(selection: Selection) -> Iterator[str]:
    """Lines that account for every entry."""
    unusable = selection.unusable
    for entry, error in unusable[:NAMED]:
        yield f"left out {entry.id} ({entry.article}): edit of {error}"
    counts = ((word, selection.counts[word]) for word in WORDS)
    goes: list[str] = []
    stays: list[str] = []
    for word, count in counts:
        (goes if word in selection.wanted else stays).append(f"{word}: {count:,}")
    if unusable:
        stays.append(f"unusable: {len(unusable):,}")
    yield f"exported: {len(selection.words):,} ({', '.join(goes)}), left out: {', '.join(stays)}"
