"""`newsledger report`: what the figures that count come to, as tables, page or picture."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from parsers.ledger.balances import Balance
from parsers.ledger.bookkeeping import Bookkeeping
from parsers.ledger.chart import chart
from parsers.ledger.page import page
from parsers.ledger.pivot import Dimension, Scope, total
from parsers.ledger.report import Report, report
from parsers.ledger.roles import Standing, roles
from parsers.ledger.transactions import Words
from parsers.numbers import grouped, plain
from parsers.settings import resolve
from parsers.spreadsheet import row
from tui.cli.columns import columns
from tui.cli.decided import NoProjectError, known_verdicts
from tui.cli.exits import Exit
from tui.cli.guard import guarded
from tui.cli.output import output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.taking import Taking, Wanted
from tui.display import display, one_line

FORMATS = ("table", "csv", "html", "svg")
SIDES = ("reporter", "partner", "year", "commodity")
"""What a balance is told by."""


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for."""

    wanted: Wanted
    by: tuple[Dimension, ...]
    scope: Scope
    form: str
    """One of `FORMATS`."""
    target: str
    """A file, or `-` for standard output."""
    balance: bool
    """Whether to write the trade balance in place of the sums."""

    @classmethod
    def typed(cls, args: Namespace) -> Request:
        """What was typed."""
        return cls(
            wanted=Wanted.typed(args, everything=not args.accepted),
            by=args.by,
            scope=Scope(
                args.reporter, args.partner, args.flow, args.commodity, args.unit
            ),
            form=args.format,
            target=args.output,
            balance=args.balance,
        )


def run(asked: Request) -> Exit:
    """Read the articles, and write what their figures come to.

    In a project, entries are taken as people left them.

    Raises:
        NoProjectError: If only what was accepted counts, and there are no verdicts.
        QueryError: If the expression that chooses entries can not be understood.
        OutputError: If the target can not be written, or must not be.
    """
    resolved = resolve(Path.cwd(), tuple(asked.wanted.rules))
    decisions = resolved.settings.decisions
    guarded(asked.target, decisions)
    if decisions is None and not asked.wanted.everything:
        raise NoProjectError("are no verdicts")
    taking = Taking(asked.wanted, known_verdicts(resolved))
    with output(asked.target) as stream, Progress.beside(stream) as progress:
        keeping = Bookkeeping.of(taking.settings)
        standings = roles(taking.figures(progress), keeping.conflicts)
        made = report(standings, asked.by, asked.scope, keeping)
        lines = _lines(asked, made, taking.selection.words if decisions else None)
        for_the_eye = asked.form == "table" or stream.isatty()
        stream.writelines(map(display, lines) if for_the_eye else lines)
    counted = sum(standing.role == "Counted" for standing in standings)
    for line in taking.left_out():
        say(line)
    say(f"figures of entries: {len(standings):,}, of which count: {counted:,}")
    for line in taking.tally.summary():
        say(line)
    if taking.tally.nothing_usable:
        return Exit.USAGE
    return Exit.PROBLEMS if taking.is_flawed else Exit.OK


def _lines(asked: Request, made: Report, words: Words | None) -> Iterator[str]:
    """What is written, each line with its end."""
    match asked.form:
        case "html":
            yield from page(made, words)
        case "svg":
            yield chart(made.timeline)
        case "csv":
            yield from map(row, _rows(made, asked.balance, plain))
        case _:
            yield from _table(made, asked.balance)


def _table(made: Report, only_balance: bool) -> Iterator[str]:
    """Aligned rows for people; the sums, then the balance if there is one."""
    if not only_balance:
        yield from _aligned(_rows(made, False, grouped), len(made.columns))
    if made.balances and not only_balance:
        yield "\ntrade balance\n"
    if made.balances or only_balance:
        yield from _aligned(_rows(made, True, grouped), len(SIDES))


def _aligned(rows: Iterator[tuple[str, ...]], names: int) -> Iterator[str]:
    """Rows but for the ids behind them; names to the left, numbers to the right."""
    shown = [tuple(map(one_line, cells[:-1])) for cells in rows]
    left = {*range(names), len(shown[0]) - 2}
    yield from (f"{line}\n" for line in columns(shown, left))


def _rows(
    made: Report, balance: bool, number: Callable[[Decimal], str]
) -> Iterator[tuple[str, ...]]:
    """Headings, then what is told; a row ends with unit, figures, ids of entries."""
    ends = ("unit", "figures", "entries")
    if balance:
        yield (*SIDES, "exports", "imports", "balance", *ends)
        yield from (_balance(each, number) for each in made.balances)
    else:
        yield (*made.columns, "amount", *ends)
        for each in made.sums:
            amount = number(each.amount)
            yield (*each.group, amount, each.unit, *_behind(each.figures))


def _balance(balance: Balance, number: Callable[[Decimal], str]) -> tuple[str, ...]:
    amount = balance.amount
    figures = [view.standing for view in (*balance.exports, *balance.imports)]
    return (
        *(balance.reporter, balance.partner, balance.year, balance.commodity),
        number(total(balance.exports)),
        number(total(balance.imports)),
        "" if amount is None else number(amount),
        balance.currency,
        *_behind(figures),
    )


def _behind(figures: Sequence[Standing]) -> tuple[str, str]:
    """How many figures, and the ids of their entries."""
    ids = dict.fromkeys(figure.statement.entry.id for figure in figures)
    return str(len(figures)), " ".join(ids)
