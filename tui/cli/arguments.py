"""The command line: what may be typed, and the help that explains it."""

from __future__ import annotations

from argparse import (
    SUPPRESS,
    Action,
    ArgumentTypeError,
    Namespace,
    RawDescriptionHelpFormatter,
)
from argparse import ArgumentParser as PlainParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from parsers.ledger import FORMATS
from tui.cli.output import STDOUT
from tui.display import display

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    Subparsers = _SubParsersAction["ArgumentParser"]

COMMANDS = ("extract", "rules", "config")

_EXITS = """\
exit codes:
  0    done; files that could not be read were named on stderr
  1    rules are broken or fail their examples; what is good was used all the same
  2    nothing could be done: wrong command, settings, rules or paths
  130  interrupted
"""

_BARE = f"""\
commands:
  extract        print the entries, or write them to a file
  rules check    look for mistakes in rule files
  rules test     try the examples in rule files
  rules explain  tell why figures are booked, masked or open
  rules new      draft a rule from a sentence
  config show    tell the settings in force and where each comes from
  `newsledger COMMAND --help` explains one.

examples:
  newsledger                     browse the five articles that ship with newsledger
  newsledger articles/           browse a folder, at once and with no set-up
  newsledger articles/ | less    print the ledger as a table
  newsledger ./extract           browse a folder that is called like a command

{_EXITS}"""

_EXTRACT = f"""\
formats:
  table    aligned rows for people
  jsonl    one JSON object a line, with the offsets of every citation
  journal  plain-text accounting, for hledger and ledger

examples:
  newsledger extract
  newsledger extract articles/ --format jsonl -o entries.jsonl
  newsledger extract articles/ --format journal | hledger -f - balance
  newsledger extract story.txt --rules my-rules.yaml more-rules/

Paths come before --rules, or after a `--`. The output is the same whatever the order
of the paths.

{_EXITS}"""

_RULES = f"""\
examples:
  newsledger rules check
  newsledger rules check my-rules.yaml --format json
  newsledger rules test my-rules.yaml
  newsledger rules explain story.txt
  newsledger rules new story.txt:3:17

{_EXITS}"""

_EXPLAIN = f"""\
For each figure: its sentence as the rules see it, what lets it be read, what is masked,
the rule that got it and those that did not, and where every field comes from. For an open
figure: why it is open, and what came nearest.

examples:
  newsledger rules explain story.txt
  newsledger rules explain story.txt:3          the figures of the third line
  newsledger rules explain story.txt:3:17       the figure at its 17th character
  newsledger rules explain story.txt --offset 96 --rules mine.yaml --format json

As much of ARTICLE as names a file is its name, whatever colons are in it.

{_EXITS}"""

_NEW = """\
The draft keeps the words of the sentence, puts names for countries, flows and figures,
and brings the sentence as its example. It is loaded and tried before it is printed: its
example passes. Talk goes to stderr, the rule alone to stdout.

examples:
  newsledger rules new --sentence 'Iran shipped [350,000 tons] of urea to India in 2023.'
  newsledger rules new story.txt:2:35 --set flow=import --capture partner=Iranian
  newsledger rules new story.txt:2:35 --set flow=import --append mine.yaml
  newsledger rules new story.txt:2:35 --set flow=import --corpus articles/

FILE keeps every byte that it has; a new FILE includes the rules in force. With --corpus,
stderr tells how often the pattern hits, and what it does to the figures it hits on.

exit codes:
  0    the rule is drafted
  1    it is, but examples of other rules fail with it, or rules were broken before
  2    nothing could be drafted; stderr says why
  130  interrupted
"""

_CONFIG = """\
A setting comes from the command line, else from newsledger.toml in the current folder
or a parent of it, else from ~/.config/newsledger/newsledger.toml, else from the default.

examples:
  newsledger config show
"""


FIELDS = (*("flow", "reporter", "partner", "commodity", "period", "status"),)
"""Fields that a drafted rule can fix or capture."""

RULE_SUFFIXES = (".yaml", ".yml")
"""What names of rule files end with."""


class ArgumentParser(PlainParser):
    """A parser whose messages are harmless, whatever the arguments hold."""

    def _print_message(self, message: str, file: Any = None) -> None:
        super()._print_message(display(message), file)


def parse(arguments: Sequence[str]) -> Namespace:
    """Read the arguments; `command` is a command's name, or None to browse.

    Raises:
        SystemExit: For `--help`, `--version` and arguments that are wrong.
    """
    parser = _commands() if arguments and arguments[0] in COMMANDS else _bare()
    parsed = parser.parse_args(arguments)
    for path in getattr(parsed, "rules", ()):
        if path.suffix not in RULE_SUFFIXES and not _is_folder(path):
            parser.error(f"{str(path)!r} is no rule file; articles go before --rules")
    append = getattr(parsed, "append", None)
    if append is not None and append.suffix not in RULE_SUFFIXES:
        parser.error(f"{str(append)!r} is no name of a rule file, such as mine.yaml")
    return parsed


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
    _add_inputs(parser)
    return parser


def _commands() -> ArgumentParser:
    parser = ArgumentParser(prog="newsledger")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = _described(commands.add_parser("extract"), "Print the entries.", _EXTRACT)
    extract.set_defaults(command="extract")
    _add_inputs(extract)
    _add_outputs(extract)
    rules = _described(commands.add_parser("rules"), "Examine rule files.", _RULES)
    actions = rules.add_subparsers(required=True, metavar="check|test|explain|new")
    for name, purpose in (
        ("check", "Look for mistakes in rule files."),
        ("test", "Try the examples in rule files."),
    ):
        action = _described(actions.add_parser(name), purpose, _RULES)
        action.set_defaults(command=f"rules {name}")
        _add_rule_inputs(action)
    _add_explain(actions)
    _add_new(actions)
    config = _described(commands.add_parser("config"), "Tell the settings.", _CONFIG)
    shows = config.add_subparsers(required=True, metavar="show")
    show = _described(
        shows.add_parser("show"), "Tell each setting, and who set it.", ""
    )
    show.set_defaults(command="config show")
    return parser


def _add_explain(actions: Subparsers) -> None:
    explain = _described(
        actions.add_parser("explain"), "Tell why figures are what they are.", _EXPLAIN
    )
    explain.set_defaults(command="rules explain")
    explain.add_argument(
        "article",
        metavar="ARTICLE[:LINE[:COLUMN]]",
        help="an article, one of its lines, or one character of it",
    )
    explain.add_argument(
        "--offset",
        type=int,
        metavar="N",
        help="the figure at this offset, as JSON Lines count: in characters from 0",
    )
    _add_rules(explain)
    _add_text_or_json(explain)


def _add_new(actions: Subparsers) -> None:
    new = _described(actions.add_parser("new"), "Draft a rule from a sentence.", _NEW)
    new.set_defaults(command="rules new")
    source = new.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "place",
        nargs="?",
        metavar="ARTICLE:LINE:COLUMN",
        help="a figure of an article",
    )
    source.add_argument(
        "--sentence",
        metavar="TEXT",
        help="a sentence with its figures in [square brackets]",
    )
    new.add_argument("--id", metavar="NAME", help="name of the rule")
    new.add_argument(
        "--priority",
        type=int,
        choices=range(101),
        metavar="N",
        help="0 to 100; without it, enough to win against the rule that wins now",
    )
    for option, purpose in (
        ("--set", "fix a field, such as flow=import"),
        ("--capture", "words of the sentence that tell a field: partner=Iranian"),
    ):
        new.add_argument(
            option,
            type=_pair,
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help=purpose,
        )
    new.add_argument(
        "-o",
        "--append",
        type=Path,
        metavar="FILE",
        help="put it behind the last rule of FILE, which is made if there is none",
    )
    new.add_argument(
        "--corpus",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="PATH",
        help="articles and folders of them in which to try the rule",
    )
    _add_rules(new)
    _add_text_or_json(new)


def _pair(text: str) -> tuple[str, str]:
    """A field and its value, with an equals sign between them."""
    name, sign, value = text.partition("=")
    if not sign or name not in FIELDS or not value:
        known = ", ".join(FIELDS)
        raise ArgumentTypeError(f"{text!r} is not FIELD=VALUE with one of {known}")
    return name, value


def _described(parser: ArgumentParser, purpose: str, epilog: str) -> ArgumentParser:
    parser.description = purpose
    parser.epilog = epilog
    parser.formatter_class = RawDescriptionHelpFormatter
    return parser


def _add_inputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="an article or a folder of them; without one, the articles that ship along",
    )
    _add_rules(parser)


def _add_rules(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--rules",
        nargs="+",
        action="extend",
        type=Path,
        default=[],
        metavar="FILE",
        help="rule files or folders of them, in place of those of the settings",
    )


def _add_outputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="table", help="default: table"
    )
    parser.add_argument(
        "-o",
        "--output",
        default=STDOUT,
        metavar="FILE",
        help="write FILE, whole or not at all (default: -, standard output)",
    )


def _add_rule_inputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rules",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="rule files or folders of them; without one, those of the settings",
    )
    _add_text_or_json(parser)


def _add_text_or_json(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="default: text"
    )


class _Version(Action):
    """Prints the version; looks it up only when asked, since that takes a while."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:
        super().__init__(option_strings, dest=SUPPRESS, nargs=0, help=help)

    def __call__(self, parser: PlainParser, *_: object) -> NoReturn:
        """Print and leave."""
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("newsledger")
        except PackageNotFoundError:
            number = "(a checkout that is not installed)"
        print(f"newsledger {number}")
        parser.exit()
