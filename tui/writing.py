"""Writing entries to a file: its suffix tells in which format."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.ledger import BINARY, FORMATS
from parsers.model import Reading
from parsers.store import Verdicts
from parsers.store.settled import WORDS, Selection

_BY_SUFFIX: Mapping[str, str] = {
    ".txt": "table",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".journal": "journal",
    ".ledger": "journal",
    ".hledger": "journal",
    ".beancount": "beancount",
    ".parquet": "parquet",
}


class WritingError(NewsledgerError):
    """A file is not written; `path` is that file."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


def write(
    path: Path, readings: Sequence[Reading], verdicts: Verdicts, *, over: bool = False
) -> str:
    """Write entries as people left them, whole or not at all.

    What they rejected is left out; what they edited is written so.

    Args:
        path: The file.
        readings: Articles with the entries that are wanted.
        verdicts: What people decided.
        over: Whether a file that is there already is replaced.

    Returns:
        What was written, in words.

    Raises:
        WritingError: If the suffix is not known, the file is there already, or can not
            be written.
    """
    form = _BY_SUFFIX.get(path.suffix.lower())
    if form is None:
        raise WritingError(path, f"its suffix is none of {' '.join(_BY_SUFFIX)}")
    selection = Selection(verdicts, everything=True)
    chosen = [one for one in map(selection.of, readings) if one.entries]
    if form in BINARY:
        data = BINARY[form](chosen, verdicts=selection.words)
    else:
        lines = FORMATS[form](chosen, verdicts=selection.words)
        data = "".join(lines).encode("utf-8", "surrogateescape")
    _put(path, data, over=over)
    counts = (f"{w} {selection.counts[w]:,}" for w in WORDS if selection.counts[w])
    return f"wrote {path}: {len(selection.words):,} ({', '.join(counts)})"


def _put(path: Path, data: bytes, *, over: bool) -> None:
    """Write a file that nobody ever sees half of."""
    try:
        if not over and path.exists():
            raise WritingError(path, "it is there already; w! writes over it")
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if over:
                Path(name).replace(path)
            else:
                os.link(name, path)
        finally:
            with suppress(FileNotFoundError):
                Path(name).unlink()
    except FileExistsError as error:
        raise WritingError(path, "it is there already; w! writes over it") from error
    except OSError as error:
        raise WritingError(path, error.strerror or str(error)) from error
