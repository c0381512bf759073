"""The commands that may be typed after `newsledger`, and the help that explains them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.extract_arguments import add_extract
from tui.cli.options import (
    EXITS,
    ArgumentParser,
    add_inputs,
    add_paths,
    add_report_format,
    add_rules,
    add_where,
    command,
    described,
)
from tui.cli.project_arguments import add_project_commands
from tui.cli.report_arguments import add_report
from tui.cli.rule_arguments import add_rule_commands

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_READ = f"""\
ARTICLE is a file, an article in a file that holds several, as in news.jsonl/3, or a link
that `yl` copied in the browser: newsledger://DIGEST#START-END leads to the article with
that digest among the PATHs, wherever it lies now, and the characters are quoted first. On
a terminal the browser opens; with --plain, on a terminal that can not move its cursor, and
without one, the text is printed, each figure followed by its entry in brackets. No line is
cut or filled.

examples:
  newsledger read story.txt
  newsledger read story.txt --plain | fold -s -w 60
  newsledger read newsledger://07ecde06b73225b2c3bf0fa2f9606f1a#223-235 articles/

{EXITS}"""

_KEYS = """\
Keys are chosen in newsledger.toml, by the id of the action, several for one action:

  [keys]
  next_figure = ["f", "^n"]
  top = ["gg", "Home"]
  mark = "M{a-z}"

A key is written as the list shows it. An empty list leaves an action without any. Two
actions can not share a key: give the other one another key as well.

examples:
  newsledger keys
  newsledger keys --check
"""

_CHECK = f"""\
Prints figures that contradict each other: two amounts for the same flow and time. Then
what does not add up: changes against amounts, exports and imports against trade and
balance, parts against the whole, values against quantities. Each with the sentences.

How many figures have which role, and how many checks hold, is told on stderr.

In a project, entries are taken as people left them: what they rejected contradicts nothing.
With --where only those are compared that an expression chooses, as `newsledger extract
--help` explains.

examples:
  newsledger check
  newsledger check articles/
  newsledger check articles/ --format json > found.json

{EXITS}"""

_CONFIG = """\
A setting comes from the command line, else from newsledger.toml in the current folder
or a parent of it, else from ~/.config/newsledger/newsledger.toml, else from the default.

examples:
  newsledger config show
"""


def commands() -> ArgumentParser:
    """The parser of all commands."""
    parser = ArgumentParser(prog="newsledger")
    known = parser.add_subparsers(required=True, metavar="COMMAND")
    add_extract(known)
    _add_read(known)
    _add_check(known)
    add_report(known)
    add_rule_commands(known)
    keys = command(known, "keys", "List the keys.", _KEYS)
    keys.add_argument(
        "--check", action="store_true", help="only tell whether chosen keys can be used"
    )
    config = described(known.add_parser("config"), "Tell the settings.", _CONFIG)
    shows = config.add_subparsers(required=True, metavar="show")
    command(shows, "config show", "Tell each setting, and who set it.")
    add_project_commands(known)
    return parser


def _add_read(commands: Subparsers) -> None:
    purpose = "Show one article with its entries in line."
    read = command(commands, "read", purpose, _READ)
    read.add_argument("article", metavar="ARTICLE", help="a file, or a link to it")
    purpose = "where to look for a link; without one, the articles of the settings"
    add_paths(read, purpose)
    read.add_argument("--plain", action="store_true", help="print it")
    add_rules(read)


def _add_check(commands: Subparsers) -> None:
    purpose = "Look for figures that contradict each other or do not add up."
    check = command(commands, "check", purpose, _CHECK)
    add_inputs(check)
    add_where(check)
    add_report_format(check)
