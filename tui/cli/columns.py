"""Columns of text: numbers to the right, words to the left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | int | None


def columns(
    rows: Sequence[Sequence[Cell]], left: Collection[int], indent: str = ""
) -> Iterator[str]:
    """Lines of rows with every column as wide as its widest cell.

    Args:
        rows: All of the same length; a number is grouped by thousands, None is a dash.
        left: The columns, from 0, that are set to the left; the others go to the right.
        indent: What every line begins with.
    """
    cells = [[_text(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row in cells:
        padded = (
            text.ljust(width) if number in left else text.rjust(width)
            for number, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        yield indent + "  ".join(padded).rstrip()


def _text(cell: Cell) -> str:
    if cell is None:
        return "-"
    return f"{cell:,}" if isinstance(cell, int) else cell
