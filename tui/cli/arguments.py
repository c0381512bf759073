"""The command line: what may be typed, and the help that explains it."""

from __future__ import annotations

from argparse import SUPPRESS, Action, Namespace, RawDescriptionHelpFormatter
from argparse import ArgumentParser as PlainParser
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from tui.cli.options import EXITS, ArgumentParser, add_inputs

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
    if parsed.command == "extract":
        from tui.cli.extract_arguments import misfit

        if problem := misfit(parsed):
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
    """The commands; to browse, nothing of them is imported."""
    from tui.cli.command_arguments import commands

    return commands()


class _Version(Action):
    """Prints the version; looks it up only when asked, since that takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest=SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: PlainParser, *_: object) -> NoReturn:
        """Print and leave."""
        from tui.cli.version import version

        print(f"newsledger {version()}")
        parser.exit()
