"""The verdicts as a table for spreadsheets, in which no cell is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from parsers.store.claims import FIELDS
from parsers.store.decisions import Decision
from parsers.store.records import moment
from parsers.store.verdicts import Verdicts

COLUMNS = (
    *("entry", "article", "figure", "verdict", "by", "at", "contested"),
    *FIELDS,
    *("edits", "notes", "tags", "quote", "rule"),
)
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_FORMULA = re.compile(r"(?:\A|[\r\n])[\s\ufeff]*[=+\-@|\uff1d\uff0b\uff0d\uff20\uff5c]")


def table(verdicts: Verdicts) -> Iterator[str]:
    """The lines of a CSV file: its head, and a row for each entry that was spoken of.

    What an entry claims is what was verified, with the edits in it.
    """
    yield _row(COLUMNS)
    for entry in sorted(verdicts.entries):
        found = verdicts.named(entry)
        last = found.decision or next(iter((*found.notes, *found.tags)), None)
        if last is None or last.seen is None:
            continue
        edits = {edit.field: edit.value for edit in found.edits}
        yield _row(
            (
                *(entry, last.seen.article, last.seen.text, found.verdict),
                *_who(found.decision),
                " | ".join(f"{one.by} {one.verb}" for one in found.rivals),
                *(edits.get(f, last.seen.claim.field(f)) or "" for f in FIELDS),
                " | ".join(f"{field}: {value or ''}" for field, value in edits.items()),
                " | ".join(note.text or "" for note in found.notes),
                " | ".join(sorted({tag.text or "" for tag in found.tags})),
                *(last.seen.quote, last.seen.rule),
            )
        )


def _who(decision: Decision | None) -> tuple[str, str]:
    return ("", "") if decision is None else (decision.by, moment(decision.at))


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(map(harmless, cells))
    return line.getvalue()


def harmless(cell: str) -> str:
    """The cell with a quote in front if a spreadsheet would run it as a formula."""
    if _FORMULA.search(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
