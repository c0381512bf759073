"""What was found, packed: there may be hundreds of thousands of files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from parsers.model import Skipped

if TYPE_CHECKING:
    from parsers.articles import Found
    from parsers.articles.forms import Record


class Items:
    """What may be an article, and what was skipped, in its order.

    The path of nearly all is a folder, which many share, and what they are called: only
    that is kept, in half of the memory.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        """What each is called."""
        self._folders: list[bytes] = []
        """What stands in its path before that."""
        self._records: list[Record | None] = []
        self._others: dict[int, Found | Skipped] = {}
        """What can not be put together from these, by its row."""
        self._shared: dict[bytes, bytes] = {}

    def __len__(self) -> int:
        return len(self.names)

    def __iter__(self) -> Iterator[Found | Skipped]:
        return map(self.__getitem__, range(len(self)))

    def __getitem__(self, row: int) -> Found | Skipped:
        from parsers.articles import Found

        if row in self._others:
            return self._others[row]
        name = self.names[row]
        return Found(name, self._folders[row] + _in_path(name), self._records[row])

    def append(self, item: Found | Skipped) -> None:
        """Add what was found."""
        name = _in_path(item.name)
        folder, record = b"", None
        if isinstance(item, Skipped) or not item.path.endswith(name):
            self._others[len(self)] = item
        else:
            folder, record = item.path[: len(item.path) - len(name)], item.record
        self.names.append(item.name)
        self._folders.append(self._shared.setdefault(folder, folder))
        self._records.append(record)

    def skip(self, row: int, skipped: Skipped) -> None:
        """What was found can not be read."""
        self._others[row] = skipped

    def is_skipped(self, row: int) -> bool:
        """Whether it is not read."""
        return isinstance(self._others.get(row), Skipped)


def _in_path(name: str) -> bytes:
    """A name as it stands in a path, unless characters were replaced in it."""
    return name.encode("utf-8", "replace")
