"""The command line: what may be typed, and the help that explains it."""

from __future__ import annotations

from argparse import (
    SUPPRESS,
    Action,
    Namespace,
    RawDescriptionHelpFormatter,
)
from argparse import ArgumentParser as PlainParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from parsers.ledger import FORMATS
from parsers.query import FIELDS
from tui.cli.output import STDOUT
from tui.display import display

COMMANDS = ("extract", "rules", "config")

_EXITS = """\
exit codes:
  0    done; files that could not be read were named on stderr
  1    rules are broken or fail their examples; what is good was used all the same
       (rules diff --exit-code: or the rules differ)
  2    nothing could be done: wrong command, settings, rules or paths
  130  interrupted
"""

_BARE = f"""\
commands:
  extract      print the entries, or write them to a file
  rules check  look for mistakes in rule files
  rules test   try the examples in rule files, and articles with golden files
  rules diff   tell what a change of rules does to articles
  rules accept bring golden files up to what the rules read
  rules schema print the JSON Schema of rule files, for editors
  config show  tell the settings in force and where each comes from
  `newsledger COMMAND --help` explains one.

examples:
  newsledger                     browse the five articles that ship with newsledger
  newsledger articles/           browse a folder, at once and with no set-up
  newsledger articles/ | less    print the ledger as a table
  newsledger ./extract           browse a folder that is called like a command

{_EXITS}"""


def _fields() -> str:
    """The fields of expressions, a line for each."""
    shown = ((field, ", ".join(field.codes) or field.help) for field in FIELDS.values())
    return "\n".join(f"  {field.name:<12} {said}" for field, said in shown)


_EXTRACT = f"""\
formats:
  table    aligned rows for people
  jsonl    one JSON object a line, with the offsets of every citation
  journal  plain-text accounting, for hledger and ledger

expressions:
{_fields()}
  A word is looked for in the title. Write  :  >  <  >=  <=  after a field, commas between
  values, - before what must not be, `or` and parentheses; FIELD:none asks for an empty
  field, @NAME for a filter of the settings. What holds blanks or signs stands in quotes.

examples:
  newsledger extract
  newsledger extract articles/ --format jsonl -o entries.jsonl
  newsledger extract articles/ --format journal | hledger -f - balance
  newsledger extract story.txt --rules my-rules.yaml more-rules/
  newsledger extract --where 'flow:export amount>1e9 -partner:RUS'

Paths come before --rules, or after a `--`. The output is the same whatever the order
of the paths.

{_EXITS}"""

_RULES = f"""\
examples:
  newsledger rules check
  newsledger rules check my-rules.yaml --format json
  newsledger rules test my-rules.yaml
  newsledger rules diff @HEAD my-rules.yaml articles/
  newsledger rules accept
  newsledger rules schema > rules.schema.json

{_EXITS}"""

_TEST = f"""\
An article is tested as well if it lies in golden/articles beside the rules: it must be
read as its golden file in golden/expected says, which `newsledger rules accept` writes.

examples:
  newsledger rules test
  newsledger rules test my-rules.yaml --format json

{_EXITS}"""

_DIFF = f"""\
signs:
  +  an entry that only NEW reads       *  a figure that is masked or open for another
  -  an entry that only OLD reads          reason
  ~  an entry that says something else  !  an annotated fact that was won or lost

examples:
  newsledger rules diff @HEAD my-rules.yaml
  newsledger rules diff @v1.0 my-rules.yaml articles/
  newsledger rules diff old.yaml new.yaml articles/ --format json
  newsledger rules diff @HEAD my-rules.yaml --gold facts.jsonl
  newsledger rules diff @HEAD my-rules.yaml --exit-code

Paths come before the options, or after a `--`. A file with a name like @HEAD is ./@HEAD.

{_EXITS}"""

_ACCEPT = f"""\
Where the golden file of an article differs from what the rules read, the difference is
shown. On a terminal you are asked for each; with NAME, with --all, or without a terminal
you are not, and what differs is written. An entry marked `todo: true` stays until the
rules read it so.

examples:
  newsledger rules accept
  newsledger rules accept --list
  newsledger rules accept story.txt --rules my-rules.yaml

{_EXITS}"""

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
    for path in _rule_paths(parsed):
        if path.suffix not in RULE_SUFFIXES and not _is_folder(path):
            place = "after NEW" if "new" in parsed else "before --rules"
            parser.error(f"{str(path)!r} is no rule file; articles go {place}")
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
    actions = rules.add_subparsers(required=True, metavar="ACTION")
    for name, purpose, epilog in (
        ("check", "Look for mistakes in rule files.", _RULES),
        ("test", "Try the examples in rule files, and articles.", _TEST),
    ):
        action = _described(actions.add_parser(name), purpose, epilog)
        action.set_defaults(command=f"rules {name}")
        _add_rule_inputs(action)
    _add_diff(actions.add_parser("diff"))
    _add_accept(actions.add_parser("accept"))
    schema = _described(actions.add_parser("schema"), "Print the JSON Schema.", _RULES)
    schema.set_defaults(command="rules schema")
    config = _described(commands.add_parser("config"), "Tell the settings.", _CONFIG)
    shows = config.add_subparsers(required=True, metavar="show")
    show = _described(
        shows.add_parser("show"), "Tell each setting, and who set it.", ""
    )
    show.set_defaults(command="config show")
    return parser


def _add_diff(parser: ArgumentParser) -> None:
    """`rules diff`."""
    _described(parser, "Tell what a change of rules does to articles.", _DIFF)
    parser.set_defaults(command="rules diff")
    parser.add_argument(
        "old",
        metavar="OLD",
        help="a rule file or a folder of them; or @ and a revision of git, such as @HEAD,"
        " for the files of NEW as they were",
    )
    parser.add_argument(
        "new",
        nargs="?",
        metavar="NEW",
        help="the same, as it is now; without it, the rules of the settings",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="an article or a folder of them; without one, the articles that ship along",
    )
    parser.add_argument(
        "--gold",
        type=Path,
        metavar="FILE",
        help="judge both rules by annotated facts in JSON Lines; without PATH, on the"
        " folder `articles` beside FILE",
    )
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="default: text"
    )
    parser.add_argument(
        "--exit-code", action="store_true", help="end with 1 if the rules differ"
    )


def _add_accept(parser: ArgumentParser) -> None:
    """`rules accept`."""
    _described(parser, "Bring golden files up to what the rules read.", _ACCEPT)
    parser.set_defaults(command="rules accept")
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="an article in golden/articles"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--all", action="store_true", help="ask for none of them")
    how.add_argument(
        "--list", action="store_true", help="show what differs and write nothing"
    )
    _add_rules(parser)


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
    parser.add_argument(
        "--where",
        default="",
        metavar="EXPRESSION",
        help="only the entries that an expression chooses",
    )


def _add_rule_inputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rules",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="rule files or folders of them; without one, those of the settings",
    )
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
