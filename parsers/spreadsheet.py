"""Rows for spreadsheets: comma-separated values in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_FORMULA = re.compile(r"(?:\A|[\r\n])[\s\ufeff]*[=+\-@|\uff1d\uff0b\uff0d\uff20\uff5c]")


def row(cells: Iterable[str]) -> str:
    """A line of a CSV file by RFC 4180, with its line end.

    What a file name holds that is no text, and so no UTF-8, is written as an escape.
    """
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(harmless, cells))
    return line.getvalue().encode("utf-8", "backslashreplace").decode("utf-8")


def harmless(cell: str) -> str:
    """The cell with a quote in front if a spreadsheet would run it as a formula."""
    if _FORMULA.search(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
