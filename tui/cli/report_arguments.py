"""What may be typed after `newsledger report`, and the help that explains it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from difflib import get_close_matches
from typing import TYPE_CHECKING, cast, get_args

from parsers.ledger.pivot import DIMENSIONS, Dimension
from parsers.model import Flow
from tui.cli.options import EXITS, add_inputs, add_target, add_where, command

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_REPORT = f"""\
Adds up the figures that count: one for each flow, goods and time, however often it is told.
No sum goes across flows, goods or units: goods may hold others, and an export is an import
of the other country. So each figure is told as the trade of both countries, and flow and
commodity are always columns. A year is that in which the period ends.

formats:
  table  sums, and the trade balance of countries of which both sides are told
  csv    the sums, or with --balance the trade balance, with the ids of the entries
  html   one page with a chart; behind each amount are its sentences
  svg    the chart: a timeline of each group

In a project, entries are taken as people left them, and what they rejected is not counted.

--where chooses entries by an expression, as `newsledger extract --help` explains. It is
asked before figures are compared, so what it leaves out contradicts nothing; --reporter,
--partner, --flow, --commodity and --unit are asked after that.

examples:
  newsledger report articles/ --reporter IRN --flow export --by partner,year
  newsledger report --by year --commodity all --unit USD --format csv
  newsledger report articles/ --format html -o trade.html
  newsledger report --accepted --balance
  newsledger report --by year --where 'attribution:customs date>=2016'

{EXITS}"""


def add_report(commands: Subparsers) -> None:
    """The command that adds up what counts."""
    report = command(commands, "report", "Add up the figures that count.", _REPORT)
    add_inputs(report)
    report.add_argument(
        "--by",
        type=_dimensions,
        default=("reporter", "partner", "year"),
        metavar="COLUMNS",
        help=f"some of {','.join(DIMENSIONS)} (default: reporter,partner,year)",
    )
    add_where(report)
    report.add_argument(
        "--reporter", type=str.upper, metavar="CODE", help="only of one country: IRN"
    )
    report.add_argument(
        "--partner", type=str.upper, metavar="CODE", help="only with one country"
    )
    report.add_argument(
        "--flow",
        choices=[flow for flow in get_args(Flow) if flow != "balance"],
        help="only one flow, as the reporter sees it",
    )
    report.add_argument("--commodity", metavar="NAME", help="only some goods; `all`")
    report.add_argument(
        "--unit", type=str.upper, metavar="SYMBOL", help="only one unit: USD, TONNE"
    )
    report.add_argument(
        "--accepted", action="store_true", help="only what a person accepted"
    )
    report.add_argument(
        "--balance", action="store_true", help="the trade balance in place of the sums"
    )
    report.add_argument(
        "--format",
        choices=("table", "csv", "html", "svg"),
        default="table",
        help="default: table",
    )
    add_target(report)


def _dimensions(typed: str) -> tuple[Dimension, ...]:
    """The columns that were asked for.

    Raises:
        ArgumentTypeError: If there is no such column.
    """
    names = [name.strip() for name in typed.split(",")]
    for name in names:
        if name not in DIMENSIONS:
            near = get_close_matches(name, DIMENSIONS, n=1)
            hint = f"did you mean {near[0]}?" if near else ", ".join(DIMENSIONS)
            raise ArgumentTypeError(f"no such column: {name!r}; {hint}")
    return tuple(dict.fromkeys(cast("list[Dimension]", names)))
