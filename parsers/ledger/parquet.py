"""Parquet: one entry a row, with types, for data frames and databases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, InvalidOperation
from io import BytesIO
from typing import Literal

from parsers.errors import NewsledgerError
from parsers.ledger.accounts import bounds
from parsers.ledger.bookkeeping import USUAL, Bookkeeping
from parsers.ledger.roles import Standing
from parsers.ledger.transactions import Transaction, Words, transactions
from parsers.model import Change, Measure, Money, Quantity, Reading

EXTRA = "parquet"
SCHEMA = "1"
"""The version of the schema, in the metadata of a file."""
DIGITS = 38
PLACES = 10
"""Of the digits of an amount, those behind the point."""

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
    value: Callable[[Transaction], object]


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
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ImportError:
        raise MissingPyArrowError from None
    booked = transactions(readings, verdicts=verdicts, keeping=keeping)
    types = {
        "text": pyarrow.string(),
        "offset": pyarrow.int32(),
        "day": pyarrow.date32(),
        "amount": pyarrow.decimal128(DIGITS, PLACES),
    }
    fields = [pyarrow.field(c.name, types[c.type]) for c in COLUMNS]
    schema = pyarrow.schema(fields, metadata={"newsledger.schema": SCHEMA})
    arrays = [
        pyarrow.array(_cells(column, booked), types[column.type]) for column in COLUMNS
    ]
    table = pyarrow.Table.from_arrays(arrays, schema=schema)
    file = BytesIO()
    writer.write_table(table, file, compression="zstd")
    return file.getvalue()


def _cells(column: Column, booked: Sequence[Transaction]) -> list[object]:
    values = map(column.value, booked)
    if column.type == "text":
        return [None if value is None else _legible(str(value)) for value in values]
    return list(values)


def _legible(text: str) -> str:
    """The text with what is none, as file names may hold it, as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _columns() -> Iterable[Column]:
    """The columns, as docs/export.md lists them."""
    yield _text("id", lambda t: t.entry.id)
    yield _text("article", lambda t: t.entry.article)
    yield _text("title", lambda t: t.entry.title)
    yield _text("digest", lambda t: t.entry.digest)
    yield _text("flow", lambda t: t.entry.flow)
    yield _text("reporter", lambda t: t.entry.reporter)
    yield _text("partner", lambda t: t.entry.partner)
    yield _text("commodity", lambda t: t.entry.commodity)
    yield _text("period", lambda t: t.entry.period.edtf if t.entry.period else None)
    yield Column("period_start", "day", lambda t: t.when and t.when.first)
    yield Column("period_end", "day", lambda t: t.when and t.when.last)
    yield _text("status", lambda t: t.entry.status)
    yield _text("qualifier", lambda t: t.entry.qualifier)
    yield _text("attribution", lambda t: t.entry.attribution)
    yield from _figure("value", Money)
    yield from _figure("quantity", Quantity)
    yield from _figure("change", Change)
    yield _text("rule", lambda t: t.entry.rule)
    yield Column("start", "offset", lambda t: t.entry.span.start)
    yield Column("end", "offset", lambda t: t.entry.span.end)
    yield _text("quote", lambda t: t.entry.quote)
    yield _text("verdict", lambda t: t.verdict)


def _figure(name: str, kind: type[Measure]) -> Iterable[Column]:
    """The columns of a figure: amount, unit, words, place, and its role."""

    def of(tell: Callable[[Standing], object]) -> Callable[[Transaction], object]:
        def told(transaction: Transaction) -> object:
            for standing in transaction.standings:
                if isinstance(standing.statement.measure, kind):
                    return tell(standing)
            return None

        return told

    yield Column(name, "amount", of(lambda s: _exact(bounds(_measure(s))[0])))
    yield Column(f"{name}_to", "amount", of(lambda s: _exact(bounds(_measure(s))[1])))
    if kind is not Change:
        yield Column(f"{name}_unit", "text", of(lambda s: _unit(_measure(s))))
    yield Column(f"{name}_text", "text", of(lambda s: _measure(s).text))
    yield Column(f"{name}_start", "offset", of(lambda s: _measure(s).span.start))
    yield Column(f"{name}_end", "offset", of(lambda s: _measure(s).span.end))
    yield Column(f"{name}_role", "text", of(lambda s: s.role.lower()))


def _measure(standing: Standing) -> Measure:
    return standing.statement.measure


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


def _text(name: str, value: Callable[[Transaction], object]) -> Column:
    return Column(name, "text", value)


COLUMNS = tuple(_columns())
