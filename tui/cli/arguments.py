"""The command line: what may be typed, and the help that explains it."""

from __future__ import annotations

from argparse import SUPPRESS, Action, Namespace, RawDescriptionHelpFormatter
from argparse import ArgumentParser as PlainParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tui.cli.extract_arguments import add_extract, misfit
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

COMMANDS = (
    *("extract", "read", "check", "report", "rules", "keys", "config"),
    *("init", "fetch", "index", "search", "status", "verdicts", "export", "pull"),
)

_BARE = f"""\
commands:
  extract         print the entries, or write them to a file
  read            show one article with its entries in line
  check           look for figures that contradict each other or do not add up
  report          add up what counts: tables, trade balance, timeline, a page
  rules check     look for mistakes in rule files
  rules test      try the examples in rule files, and articles with golden files
  rules explain   tell why figures are booked, masked or open
  rules new       draft a rule from a sentence
  rules diff      tell what a change of rules does to articles
  rules accept    bring golden files up to what the rules read
  rules coverage  tell what the rules explain in articles, and which rules do it
  rules profile   tell what each pattern costs
  rules schema    print the JSON Schema of rule files, for editors
  keys            list the keys of the browser, and check those you chose
  config show     tell the settings in force and where each comes from
  init            make a project folder: settings, rules of your own, verdicts
  fetch           fetch pages of the web and what feeds tell of
  index           make the articles of a project ready to be searched
  search          look for words in the articles that are indexed
  status          tell where a project stands: figures, verdicts, rules
  verdicts        hand on the verdicts of a project, or take in those of others
  export          write the entries that people accepted, as books or for programs
  pull            read verdicts back from books that you edited
  `newsledger COMMAND --help` explains one.

examples:
  newsledger                     browse the five articles that ship with newsledger
  newsledger articles/           browse a folder, at once and with no set-up
  newsledger articles/ | less    print the ledger as a table
  newsledger ./extract           browse a folder that is called like a command

{EXITS}"""


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

RULE_SUFFIXES = (".yaml", ".yml")
"""What names of rule files end with."""
REVISION = "@"
"""What a revision begins with, where a rule file could stand as well."""


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the arguments; `command` is a command's name, or None to browse.

    Raises:
        SystemExit: For `--help`, `--version` and arguments that are wrong.
    """
    parser = _commands() if arguments and arguments[0] in COMMANDS else _bare()
    parsed = parser.parse_args(arguments)
    for path in _rule_paths(parsed):
        if path.suffix not in RULE_SUFFIXES and not _is_folder(path):
            place = "after NEW" if "new" in parsed else "before --rules"
            parser.error(f"{str(path)!r} is no rule file; articles go {place}")
    if parsed.command == "extract" and (problem := misfit(parsed)):
        parser.error(problem)
    append = getattr(parsed, "append", None)
    if append is not None and append.suffix not in RULE_SUFFIXES:
        parser.error(f"{str(append)!r} is no name of a rule file, such as mine.yaml")
    return parsed


def _rule_paths(parsed: Namespace) -> list[Path]:
    """The arguments that must name rule files or folders of them."""
    sides = (getattr(parsed, side, None) for side in ("old", "new"))
    named = [Path(side) for side in sides if side and not side.startswith(REVISION)]
    return [*getattr(parsed, "rules", ()), *named]


def _is_folder(path: Path) -> bool:
    """Whether it is a folder; a name that no system takes is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _bare() -> ArgumentParser:
    parser = ArgumentParser(
        prog="newsledger",
        usage="newsledger [PATH ...] [--rules FILE ...]\n       newsledger COMMAND ...",
        description="Read news articles as a ledger of trade: who sent what to whom, when,"
        "\nhow much, and the characters that say so. Browses on a terminal, prints the"
        "\nledger where there is none.",
        epilog=_BARE,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.set_defaults(command=None)
    parser.add_argument(
        "--version", action=_Version, help="print the version and leave"
    )
    add_inputs(parser)
    return parser


def _commands() -> ArgumentParser:
    parser = ArgumentParser(prog="newsledger")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_extract(commands)
    _add_read(commands)
    _add_check(commands)
    add_report(commands)
    add_rule_commands(commands)
    keys = command(commands, "keys", "List the keys.", _KEYS)
    keys.add_argument(
        "--check", action="store_true", help="only tell whether chosen keys can be used"
    )
    config = described(commands.add_parser("config"), "Tell the settings.", _CONFIG)
    shows = config.add_subparsers(required=True, metavar="show")
    command(shows, "config show", "Tell each setting, and who set it.")
    add_project_commands(commands)
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


class _Version(Action):
    """Prints the version; looks it up only when asked, since that takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest=SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: PlainParser, *_: object) -> NoReturn:
        """Print and leave."""
        from tui.cli.version import version

        print(f"newsledger {version()}")
        parser.exit()
