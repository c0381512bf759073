"""What may be typed to work in a project, and the help that explains it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.fetch_arguments import add_fetch
from tui.cli.index_arguments import add_index_commands
from tui.cli.options import (
    EXITS,
    add_inputs,
    add_rules,
    add_target,
    add_where,
    command,
    described,
)

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_INIT = f"""\
Makes newsledger.toml, rules/mine.yaml (which extends the shipped rules), an example to
try, decisions.jsonl for verdicts, and what git has to know. A file that is there already
is left as it is.

examples:
  newsledger init trade-news
  newsledger init .

{EXITS}"""

_STATUS = f"""\
examples:
  newsledger status
  newsledger status articles/2024 --rules rules/mine.yaml

`stale` entries are no longer what was verified: rules or the article changed. `gone` are
verdicts on entries that the rules no longer read, `elsewhere` those on articles that were
not read this time.

{EXITS}"""

_VERDICTS = f"""\
examples:
  newsledger verdicts export -o verdicts.csv --format csv
  newsledger verdicts export -o for-ada.jsonl
  newsledger verdicts import from-ada.jsonl

Import takes in what is not there yet, so a file can be imported twice. Where two people
decided otherwise without knowing of each other, the later decision is in force, and both
are named.

{EXITS}"""

_EXPORT = f"""\
formats:
  journal    plain-text accounting, for hledger and ledger
  beancount  the same for beancount and fava
  budget     targets as goals, to be read beside the journal
  csv        one entry a row, for spreadsheets
  jsonl      one JSON object a line, with the offsets of every citation
  parquet    one entry a row, with types, for data frames; needs newsledger[parquet]

Entries go on as people left them: with their edits, and never if they were rejected. With
--all those go on as well that nobody accepted, and those that are stale: what was verified
is not what is read now. In books * marks what a person stands for, ! all else.

--where chooses among them by an expression, as `newsledger extract --help` explains; a
field is what people made of it.

If -o names a folder, books are written as a file for each year, and main.journal or
main.beancount that includes them.

A file that was changed since it was exported is not overwritten. `newsledger pull` reads
the verdicts of changed books.

examples:
  newsledger export --format journal -o trade.journal
  newsledger export --format journal --all -o books/
  newsledger export --format csv > accepted.csv
  newsledger export --format jsonl --where 'flow:export partner:IRQ'

{EXITS}"""

_PULL = f"""\
FILE is a journal or a file of beancount that `export` wrote, with the years that it
includes, or a folder of them, in which you changed marks: ! to * accepts a claim, * to !
takes back that it was accepted. What that comes to is printed; on a terminal you are asked
before it is decided.

Only marks are taken. A claim that is not told as it is read now is named and left alone:
amounts and names are edited in the browser. Who deletes a claim says nothing by it, unless
--reject-deleted is given.

examples:
  newsledger pull trade.journal
  newsledger pull books/ --list
  newsledger pull trade.journal --reject-deleted

{EXITS}"""


def add_project_commands(commands: Subparsers) -> None:
    """The commands that make a project and work with its verdicts."""
    _add_init(commands)
    add_fetch(commands)
    add_index_commands(commands)
    add_inputs(command(commands, "status", "Tell where a project stands.", _STATUS))
    _add_verdicts(commands)
    _add_export(commands)
    _add_pull(commands)


def _add_init(commands: Subparsers) -> None:
    init = command(commands, "init", "Make a project folder.", _INIT)
    init.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder; it may exist"
    )


def _add_verdicts(commands: Subparsers) -> None:
    purpose = "Hand on verdicts, or take them in."
    verdicts = described(commands.add_parser("verdicts"), purpose, _VERDICTS)
    actions = verdicts.add_subparsers(required=True, metavar="export|import")
    giving = command(actions, "verdicts export", "Write all verdicts.", _VERDICTS)
    giving.add_argument(
        "--format",
        choices=("jsonl", "csv"),
        default="jsonl",
        help="jsonl: every decision, for import; csv: one row an entry (default: jsonl)",
    )
    add_target(giving)
    purpose = "Take in the verdicts of others."
    taking = command(actions, "verdicts import", purpose, _VERDICTS)
    taking.add_argument("file", type=Path, metavar="FILE", help="a decisions file")


def _add_export(commands: Subparsers) -> None:
    purpose = "Write the entries that people accepted."
    export = command(commands, "export", purpose, _EXPORT)
    add_inputs(export)
    export.add_argument(
        "--format",
        choices=("journal", "beancount", "budget", "csv", "jsonl", "parquet"),
        required=True,
        help="see below",
    )
    add_target(export)
    add_where(export)
    export.add_argument(
        "--all", action="store_true", help="also what nobody accepted yet"
    )
    export.add_argument(
        "--ascii",
        action="store_true",
        help="books in ASCII alone, for locales that are not UTF-8; loses letters",
    )
    export.add_argument(
        "--force",
        action="store_true",
        help="overwrite files that were changed since they were exported",
    )


def _add_pull(commands: Subparsers) -> None:
    purpose = "Read verdicts back from books that you edited."
    pull = command(commands, "pull", purpose, _PULL)
    pull.add_argument(
        "file", type=Path, metavar="FILE", help="exported books, or a folder of them"
    )
    add_rules(pull)
    pull.add_argument("--list", action="store_true", help="decide nothing")
    pull.add_argument(
        "--reject-deleted",
        action="store_true",
        help="reject the claims that were exported and are not in FILE any more",
    )
