"""`newsledger export`: the entries that people accepted, as books and for programs."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from parsers.ledger import BINARY, COMMENTS, FORMATS
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.dialect import Dialect
from parsers.ledger.escaping import component, in_ascii, is_spelled, one_line
from parsers.ledger.seal import sealed
from parsers.ledger.volumes import DIALECTS, is_volume, volumes
from parsers.model import Reading
from parsers.settings import resolve
from parsers.store.settled import WORDS
from tui.cli.decided import any_broken, line_problems, open_store
from tui.cli.exits import Exit
from tui.cli.exports import Exports
from tui.cli.guard import unless_verdicts
from tui.cli.output import ENCODING, ERRORS, STDOUT, OutputError, put
from tui.cli.printing import print_lines
from tui.cli.progress import Progress
from tui.cli.streams import is_terminal, say
from tui.cli.taking import Taking, Wanted
from tui.cli.tally import NAMED
from tui.cli.version import version
from tui.display import display


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    wanted: Wanted
    form: str
    target: str
    """A file, for books a folder as well, or `-` for standard output."""
    force: bool
    """Whether files that somebody changed are overwritten."""
    ascii: bool = False
    """Whether books have no other characters."""

    @classmethod
    def typed(cls, args: Namespace) -> Request:
        """What was typed."""
        return cls(
            wanted=Wanted.typed(args, everything=args.all),
            form=args.format,
            target=args.output,
            force=args.force,
            ascii=args.ascii,
        )


class _File(NamedTuple):
    """A file that is to be written."""

    path: Path
    data: bytes


def run(asked: Request) -> Exit:
    """Read the articles, and write their entries as people left them.

    Raises:
        NoProjectError: If there are no verdicts.
        QueryError: If the expression that chooses entries can not be understood.
        EditedError: If a file was changed by somebody else. Nothing is written then.
        OutputError: If it can not be written.
    """
    if asked.ascii and asked.form not in COMMENTS:
        raise OutputError(asked.target, f"--ascii is for books; {asked.form} is none")
    store = open_store(resolve(Path.cwd(), tuple(asked.wanted.rules)))
    unless_verdicts(asked.target, store.path)
    taking = Taking(asked.wanted, store.verdicts)
    with Progress.alone() as progress:
        readings = [each for each in taking.readings(progress) if each.entries]
    if not taking.tally.nothing_usable:
        _hand_out(asked, readings, taking, Exports(store.path.parent))
    unspelled = _unspelled(readings) if asked.form in COMMENTS else ()
    for line in (*unspelled, *_summary(taking), *taking.tally.summary()):
        say(line)
    for line in line_problems(str(store.path), store.problems):
        say(line)
    if taking.tally.nothing_usable:
        return Exit.USAGE
    flawed = taking.is_flawed or any_broken(store.problems)
    return Exit.PROBLEMS if flawed else Exit.OK


def _hand_out(
    asked: Request, readings: Sequence[Reading], taking: Taking, exports: Exports
) -> None:
    """Write the entries to where they were wanted."""
    if asked.target == STDOUT:
        _print(asked.form, _one_file(asked, readings, taking))
        return
    folder, dialect = _folder(asked), DIALECTS.get(asked.form)
    files: tuple[_File, ...]
    gone: tuple[Path, ...] = ()
    if folder is None or dialect is None:
        data = _one_file(asked, readings, taking)
        files = (_File(Path(asked.target), data),)
    else:
        files = tuple(_volumes(folder, dialect, asked, readings, taking))
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
    exports.note(files, tuple(taking.selection.words), asked.wanted.paths)


def _volumes(
    folder: Path,
    dialect: Dialect,
    asked: Request,
    readings: Sequence[Reading],
    taking: Taking,
) -> Iterator[_File]:
    """The files of books in a folder, the main one first."""
    words, keeping = taking.selection.words, Bookkeeping.of(taking.settings)
    for volume in volumes(readings, dialect, words, keeping):
        yield _File(folder / volume.name, _book(volume.text, asked))


def _book(text: str, asked: Request) -> bytes:
    """A file of the books with its seal."""
    told = in_ascii(text) if asked.ascii else text
    return sealed(told, COMMENTS[asked.form], version()).encode(ENCODING, ERRORS)


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


def _one_file(asked: Request, readings: Sequence[Reading], taking: Taking) -> bytes:
    """The whole export as one file."""
    form = asked.form
    words, keeping = taking.selection.words, Bookkeeping.of(taking.settings)
    if form in BINARY:
        return BINARY[form](readings, verdicts=words, keeping=keeping)
    text = "".join(FORMATS[form](readings, verdicts=words, keeping=keeping))
    return _book(text, asked) if form in COMMENTS else text.encode(ENCODING, ERRORS)


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


def _unspelled(readings: Sequence[Reading]) -> Iterator[str]:
    """Lines that name what accounts can not spell, and have a code for."""
    entries = (entry for reading in readings for entry in reading.entries)
    names = {n for e in entries for n in (e.commodity, e.reporter, e.partner) if n}
    coded = sorted(name for name in names if not is_spelled(name))
    for name in coded[:NAMED]:
        yield f"in accounts: {component(name)} for {one_line(name)}"
    if len(coded) > NAMED:
        yield f"in accounts, not named here: {len(coded) - NAMED:,}"


def _summary(taking: Taking) -> Iterator[str]:
    """Lines that account for every entry."""
    yield from taking.left_out()
    selection = taking.selection
    goes = [f"{w}: {selection.taken[w]:,}" for w in WORDS if w in selection.wanted]
    stays = [
        f"{word}: {selection.counts[word]:,}"
        for word in WORDS
        if word not in selection.wanted
    ]
    if selection.not_asked_for:
        stays.append(f"not asked for: {selection.not_asked_for:,}")
    if selection.unusable:
        stays.append(f"unusable: {len(selection.unusable):,}")
    went, left = ", ".join(goes), ", ".join(stays)
    yield f"exported: {len(selection.words):,} ({went}), left out: {left}"
