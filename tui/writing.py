"""Writing entries to a file: its suffix tells in which format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from parsers.errors import NewsledgerError
from parsers.ledger import BINARY, FORMATS
from parsers.model import Reading
from parsers.replacing import replacing
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

_THERE = "it is there already, and was not written here: another name"


class WritingError(NewsledgerError):
    """A file is not written; `path` is that file."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


class Writer:
    """Writes files, and over none but those that it wrote itself: that has no undo."""

    def __init__(self) -> None:
        self._written: dict[Path, bytes] = {}
        """What was written, as digests."""

    def write(self, path: Path, readings: Sequence[Reading], verdicts: Verdicts) -> str:
        """Write entries as people left them, whole or not at all.

        What they rejected is left out; what they edited is written so.

        Args:
            path: The file.
            readings: Articles with the entries that are wanted.
            verdicts: What people decided.

        Returns:
            What was written, in words.

        Raises:
            WritingError: If the suffix is not known, the file is that of somebody else,
                or can not be written.
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
        try:
            own = path.resolve()
            _put(own, data, over=self._is_own(own))
        except FileExistsError as error:
            raise WritingError(path, _THERE) from error
        except OSError as error:
            raise WritingError(path, error.strerror or str(error)) from error
        self._written[own] = _digest(data)
        counts = (f"{w} {selection.counts[w]:,}" for w in WORDS if selection.counts[w])
        return f"wrote {path}: {len(selection.words):,} ({', '.join(counts)})"

    def _is_own(self, path: Path) -> bool:
        """Whether a file is as it was written here, and nobody has changed it."""
        return path in self._written and (
            path.is_file() and _digest(path.read_bytes()) == self._written[path]
        )


def _digest(data: bytes) -> bytes:
    return sha256(data).digest()


def _put(path: Path, data: bytes, *, over: bool) -> None:
    """Write a file that nobody ever sees half of.

    Raises:
        OSError: If it can not be written; `FileExistsError` if it is there.
    """
    if not over:
        # The name is taken first: not every disk can give a whole file a free name.
        path.open("xb").close()
    try:
        with replacing(path) as stream:
            stream.write(data)
    except BaseException:
        if not over:
            path.unlink(missing_ok=True)
        raise
