"""What commands share on the command line: options, exit codes, and the look of help."""

from __future__ import annotations

import re
from argparse import ArgumentParser as PlainParser
from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tui.cli.output import STDOUT
from tui.display import display

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers = _SubParsersAction["ArgumentParser"]
    """To which the parsers of commands are added."""

MOST_JOBS = 512
"""Processes that can be asked for."""

EXITS = """\
exit codes:
  0    done; files that could not be read were named on stderr
  1    rules are broken or fail their examples; what is good was used all the same;
       or `check` found a conflict or a sum that fails, or `rules diff --exit-code`
       a difference
  2    nothing could be done: wrong command, settings, rules or paths
  130  interrupted
"""


class ArgumentParser(PlainParser):
    """A parser whose messages are harmless, whatever the arguments hold."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(display(message), file)


def command(
    commands: Subparsers, words: str, purpose: str, epilog: str = ""
) -> ArgumentParser:
    """The parser of a command, which is told by its words.

    Args:
        commands: Those that its last word is one of.
        words: Such as `rules check`.
        purpose: What it does, in one sentence.
        epilog: Examples and what else stands below the options.
    """
    parser = described(commands.add_parser(words.rpartition(" ")[2]), purpose, epilog)
    parser.set_defaults(command=words)
    return parser


def described(parser: ArgumentParser, purpose: str, epilog: str) -> ArgumentParser:
    """The parser, its help as it is written here."""
    parser.description = purpose
    parser.epilog = epilog
    parser.formatter_class = RawDescriptionHelpFormatter
    return parser


def add_paths(
    parser: ArgumentParser,
    purpose: str = "an article or a folder of them; without one, those of the settings",
    type: Callable[[str], object] = Path,
) -> None:
    """Articles and folders of them, and what for."""
    parser.add_argument("paths", nargs="*", type=type, metavar="PATH", help=purpose)


def add_inputs(parser: ArgumentParser) -> None:
    """Articles, and rules to read them by."""
    add_paths(parser)
    add_rules(parser)


def add_rules(parser: ArgumentParser) -> None:
    """Rules other than those of the settings."""
    parser.add_argument(
        "--rules",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="FILE",
        help="rule files or folders of them, in place of those of the settings",
    )


def add_target(parser: ArgumentParser) -> None:
    """Where the output goes."""
    parser.add_argument(
        "-o",
        "--output",
        default=STDOUT,
        metavar="FILE",
        help="write FILE, whole or not at all (default: -, standard output)",
    )


def add_where(parser: ArgumentParser) -> None:
    """An expression that chooses entries."""
    parser.add_argument(
        "--where",
        default="",
        metavar="EXPRESSION",
        help="only the entries that an expression chooses",
    )


def add_jobs(parser: ArgumentParser, default: int | None, told: str) -> None:
    """How many processes read.

    Args:
        parser: Of the command.
        default: What holds when nothing is said.
        told: The same in words.
    """
    parser.add_argument(
        "--jobs",
        type=_jobs,
        default=default,
        metavar="N",
        help=f"read in N processes; the result is the same (default: {told})",
    )


def _jobs(typed: str) -> int:
    """A number of processes.

    Raises:
        ArgumentTypeError: If it is none.
    """
    number = int(typed) if re.fullmatch("[0-9]{1,3}", typed) else 0
    if not 1 <= number <= MOST_JOBS:
        raise ArgumentTypeError(f"not a number from 1 to {MOST_JOBS}: {typed!r}")
    return number


def add_report_format(parser: ArgumentParser) -> None:
    """Text for people, or JSON for programs."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="default: text"
    )
