"""Parquet: one entry a row, with types, for data frames and databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from io import BytesIO
from itertools import islice
from typing import BinaryIO, Literal

from parsers.errors import NewsledgerError
from parsers.ledger.accounts import bounds
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.intervals import Interval, days
from parsers.ledger.transactions import Transaction, Words, transactions
from parsers.model import Change, Entry, Kind, Measure, Money, Quantity, Reading

EXTRA = "parquet"
SCHEMA = "1"
"""The version of the schema, in the metadata of a file."""
DIGITS = 38
PLACES = 10
"""Of the digits of an amount, those behind the point."""

_GROUP = 20_000
"""Rows that are in memory at a time."""
_ROLE = "_role"

_CONTEXT = Context(prec=DIGITS, traps=[Inexact, InvalidOperation])
_LAST = Decimal(1).scaleb(-PLACES)

Type = Literal["text", "offset", "day", "amount"]


class MissingPyArrowError(NewsledgerError):
    """The library that writes Parquet is not installed."""

    def __init__(self) -> None:
        super().__init__(
            f"Parquet needs the extra {EXTRA}: pip install 'newsledger[{EXTRA}]'"
        )


@dataclass(frozen=True, slots=True)
class Column:
    """A column, and what an entry has in it."""

    name: str
    type: Type
    value: Callable[[Row], object]


@dataclass(frozen=True, slots=True)
class Row:
    """An entry, and what others make of it."""

    entry: Entry
    days: Interval | None
    """Of its period."""
    roles: Mapping[Measure, str]
    """Of its figures, if these were asked for."""
    verdict: str | None = None

    @classmethod
    def of(cls, booked: Transaction) -> Row:
        """The row of an entry that has its place in the books."""
        roles = {s.statement.measure: s.role.lower() for s in booked.standings}
        return cls(booked.entry, booked.when, roles, booked.verdict)


def parquet(
    readings: Iterable[Reading],
    *,
    verdicts: Words | None = None,
    keeping: Bookkeeping = USUAL,
) -> bytes:
    """A file of Parquet with a row for each entry, in the order of the books.

    The same entries give the same bytes, whatever their order, by the same pyarrow.

    Args:
        readings: Articles and their entries.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
        keeping: How the books are kept.

    Raises:
        MissingPyArrowError: If pyarrow is not installed.
        ValueError: If two different entries share an id.
    """
    booked = transactions(readings, verdicts=verdicts, keeping=keeping)
    file = BytesIO()
    _write([[Row.of(transaction) for transaction in booked]], COLUMNS, file)
    return file.getvalue()


def write_entries(entries: Iterable[Entry], file: BinaryIO) -> None:
    """Write entries in their order, a few at a time, as a file of Parquet.

    It has no columns of roles and verdicts, which are told among all entries only.

    Args:
        entries: Any number.
        file: Where to.

    Raises:
        MissingPyArrowError: If pyarrow is not installed.
    """
    rows = (Row(entry, days(entry.period), {}) for entry in entries)
    _write(iter(lambda: list(islice(rows, _GROUP)), []), ALONE, file)


def _write(
    groups: Iterable[Sequence[Row]], columns: Sequence[Column], file: BinaryIO
) -> None:
    """Write rows, which are there in groups."""
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ImportError:
        raise MissingPyArrowError from None
    types = {
        "text": pyarrow.string(),
        "offset": pyarrow.int32(),
        "day": pyarrow.date32(),
        "amount": pyarrow.decimal128(DIGITS, PLACES),
    }
    fields = [pyarrow.field(column.name, types[column.type]) for column in columns]
    schema = pyarrow.schema(fields, metadata={"newsledger.schema": SCHEMA})
    with writer.ParquetWriter(file, schema, compression="zstd") as written:
        for rows in groups:
            arrays = [
                pyarrow.array(_cells(column, rows), types[column.type])
                for column in columns
            ]
            written.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _cells(column: Column, rows: Sequence[Row]) -> list[object]:
    values = map(column.value, rows)
    if column.type == "text":
        return [None if value is None else _legible(str(value)) for value in values]
    return list(values)


def _legible(text: str) -> str:
    """The text with what is none, as file names may hold it, as escapes."""
    if text.isascii():
        return text
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _columns() -> Iterable[Column]:
    """The columns, as docs/export.md lists them."""
    yield _text("id", lambda row: row.entry.id)
    yield _text("article", lambda row: row.entry.article)
    yield _text("title", lambda row: row.entry.title)
    yield _text("digest", lambda row: row.entry.digest)
    yield _text("flow", lambda row: row.entry.flow)
    yield _text("reporter", lambda row: row.entry.reporter)
    yield _text("partner", lambda row: row.entry.partner)
    yield _text("commodity", lambda row: row.entry.commodity)
    yield _text(
        "period", lambda row: row.entry.period.edtf if row.entry.period else None
    )
    yield Column("period_start", "day", lambda row: row.days and row.days.first)
    yield Column("period_end", "day", lambda row: row.days and row.days.last)
    yield _text("status", lambda row: row.entry.status)
    yield _text("qualifier", lambda row: row.entry.qualifier)
    yield _text("attribution", lambda row: row.entry.attribution)
    yield from _figure("value")
    yield from _figure("quantity")
    yield from _figure("change")
    yield _text("rule", lambda row: row.entry.rule)
    yield Column("start", "offset", lambda row: row.entry.span.start)
    yield Column("end", "offset", lambda row: row.entry.span.end)
    yield _text("quote", lambda row: row.entry.quote)
    yield _text("verdict", lambda row: row.verdict)


def _figure(name: Kind) -> Iterable[Column]:
    """The columns of a figure: amount, unit, words, place, and its role."""

    def of(tell: Callable[[Measure], object]) -> Callable[[Row], object]:
        def told(row: Row) -> object:
            measure: Measure | None = getattr(row.entry, name)
            return None if measure is None else tell(measure)

        return told

    yield Column(name, "amount", of(lambda m: _exact(bounds(m)[0])))
    yield Column(f"{name}_to", "amount", of(lambda m: _exact(bounds(m)[1])))
    if name != "change":
        yield Column(f"{name}_unit", "text", of(_unit))
    yield Column(f"{name}_text", "text", of(lambda m: m.text))
    yield Column(f"{name}_start", "offset", of(lambda m: m.span.start))
    yield Column(f"{name}_end", "offset", of(lambda m: m.span.end))
    yield Column(f"{name}{_ROLE}", "text", lambda row: _role(row, name))


def _role(row: Row, name: Kind) -> str | None:
    measure: Measure | None = getattr(row.entry, name)
    return None if measure is None else row.roles.get(measure)


def _unit(measure: Measure) -> str | None:
    match measure:
        case Money(currency=unit) | Quantity(unit=unit):
            return unit
        case Change():
            return None


def _exact(amount: Decimal | None) -> Decimal | None:
    """The amount; None where the digits of a column do not hold it."""
    if amount is None:
        return None
    try:
        return amount.quantize(_LAST, context=_CONTEXT)
    except (Inexact, InvalidOperation):
        return None


def _text(name: str, value: Callable[[Row], object]) -> Column:
    return Column(name, "text", value)


COLUMNS = tuple(_columns())
ALONE = tuple(c for c in COLUMNS if not c.name.endswith((_ROLE, "verdict")))
"""Those that an entry fills alone, whatever others say."""
