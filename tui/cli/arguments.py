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

COMMANDS = ("extract", "check", "rules", "config", "init", "status", "verdicts")

_EXITS = """\
exit codes:
  0    done; files that could not be read were named on stderr
  1    rules are broken or fail their examples; what is good was used all the same;
       or `check` found a conflict or a sum that fails, or `rules diff --exit-code`
       a difference
  2    nothing could be done: wrong command, settings, rules or paths
  130  interrupted
"""

_BARE = f"""\
commands:
  extract         print the entries, or write them to a file
  check           look for figures that contradict each other or do not add up
  rules check     look for mistakes in rule files
  rules test      try the examples in rule files, and articles with golden files
  rules explain   tell why figures are booked, masked or open
  rules new       draft a rule from a sentence
  rules diff      tell what a change of rules does to articles
  rules accept    bring golden files up to what the rules read
  rules coverage  tell what the rules explain in articles, and which rules do it
  rules profile   tell what each pattern costs
  rules schema    print the JSON Schema of rule files, for editors
  config show     tell the settings in force and where each comes from
  init            make a project folder: settings, rules of your own, verdicts
  status          tell where a project stands: figures, verdicts, rules
  verdicts        hand on the verdicts of a project, or take in those of others
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

_CHECK = f"""\
Prints figures that contradict each other: two amounts for the same flow and time. Then
what does not add up: changes against amounts, exports and imports against trade and
balance, parts against the whole, values against quantities. Each with the sentences.

How many figures have which role, and how many checks hold, is told on stderr.

examples:
  newsledger check
  newsledger check articles/
  newsledger check articles/ --format json > found.json

{_EXITS}"""

_RULES = f"""\
examples:
  newsledger rules check
  newsledger rules check my-rules.yaml --format json
  newsledger rules test my-rules.yaml
  newsledger rules explain story.txt
  newsledger rules new story.txt:3:17
  newsledger rules diff @HEAD my-rules.yaml articles/
  newsledger rules accept
  newsledger rules schema > rules.schema.json

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

FILE keeps every byte that it has; a new FILE extends the rules in force. With --corpus,
stderr tells how often the pattern hits, and what it does to the figures it hits on.

exit codes:
  0    the rule is drafted
  1    it is, but examples of other rules fail with it, or rules were broken before
  2    nothing could be drafted; stderr says why
  130  interrupted
"""


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

_COVERAGE = f"""\
It tells the figures by state; the open ones by why they are open and by shape, those in
sentences with a cue apart; what each rule books, wants and loses; and how the fields of
the entries got their values. docs/rules.md explains how to read it.

examples:
  newsledger rules coverage
  newsledger rules coverage articles/ --examples 5
  newsledger rules coverage articles/ --rules my-rules.yaml --format json

{_EXITS}"""

_PROFILE = f"""\
It tells the milliseconds of CPU of each rule, mask and look, in how many sentences it was
tried, what it found and won, what it lost to other rules and how often it ran out of its
time. The dearest come first.

examples:
  newsledger rules profile
  newsledger rules profile articles/ | head
  newsledger rules profile articles/ --rules my-rules.yaml --format json

{_EXITS}"""

_CONFIG = """\
A setting comes from the command line, else from newsledger.toml in the current folder
or a parent of it, else from ~/.config/newsledger/newsledger.toml, else from the default.

examples:
  newsledger config show
"""

_INIT = f"""\
Makes newsledger.toml, rules/mine.yaml (which extends the shipped rules), an example to
try, decisions.jsonl for verdicts, and what git has to know. A file that is there already
is left as it is.

examples:
  newsledger init trade-news
  newsledger init .

{_EXITS}"""

_STATUS = f"""\
examples:
  newsledger status
  newsledger status articles/2024 --rules rules/mine.yaml

`stale` entries are no longer what was verified: rules or the article changed. `gone` are
verdicts on entries that the rules no longer read, `elsewhere` those on articles that were
not read this time.

{_EXITS}"""

_VERDICTS = f"""\
examples:
  newsledger verdicts export -o verdicts.csv --format csv
  newsledger verdicts export -o for-ada.jsonl
  newsledger verdicts import from-ada.jsonl

Import takes in what is not there yet, so a file can be imported twice. Where two people
decided otherwise without knowing of each other, the later decision is in force, and both
are named.

{_EXITS}"""


FIELDS = (*("flow", "reporter", "partner", "commodity", "period", "status"),)
"""Fields that a drafted rule can fix or capture."""

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
    _add_inputs(parser)
    return parser


def _commands() -> ArgumentParser:
    parser = ArgumentParser(prog="newsledger")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    extract = _described(commands.add_parser("extract"), "Print the entries.", _EXTRACT)
    extract.set_defaults(command="extract")
    _add_inputs(extract)
    _add_outputs(extract)
    _add_check(commands.add_parser("check"))
    rules = _described(commands.add_parser("rules"), "Examine rule files.", _RULES)
    actions = rules.add_subparsers(required=True, metavar="ACTION")
    for name, purpose, epilog in (
        ("check", "Look for mistakes in rule files.", _RULES),
        ("test", "Try the examples in rule files, and articles.", _TEST),
    ):
        action = _described(actions.add_parser(name), purpose, epilog)
        action.set_defaults(command=f"rules {name}")
        _add_rule_inputs(action)
    _add_explain(actions)
    _add_new(actions)
    _add_diff(actions.add_parser("diff"))
    _add_accept(actions.add_parser("accept"))
    _add_coverage(actions.add_parser("coverage"))
    _add_profile(actions.add_parser("profile"))
    schema = _described(actions.add_parser("schema"), "Print the JSON Schema.", _RULES)
    schema.set_defaults(command="rules schema")
    config = _described(commands.add_parser("config"), "Tell the settings.", _CONFIG)
    shows = config.add_subparsers(required=True, metavar="show")
    show = _described(
        shows.add_parser("show"), "Tell each setting, and who set it.", ""
    )
    show.set_defaults(command="config show")
    _add_init(commands)
    _add_status(commands)
    _add_verdicts(commands)
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
    _add_report_format(explain)


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
    _add_report_format(new)


def _pair(text: str) -> tuple[str, str]:
    """A field and its value, with an equals sign between them."""
    name, sign, value = text.partition("=")
    if not sign or name not in FIELDS or not value:
        known = ", ".join(FIELDS)
        raise ArgumentTypeError(f"{text!r} is not FIELD=VALUE with one of {known}")
    return name, value


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
        help="an article or a folder of them; without one, those of the settings",
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


def _add_coverage(parser: ArgumentParser) -> None:
    _described(parser, "Tell what the rules explain in many articles.", _COVERAGE)
    parser.set_defaults(command="rules coverage")
    _add_inputs(parser)
    _add_report_format(parser)
    parser.add_argument(
        "--examples",
        type=_number,
        default=1,
        metavar="N",
        help="examples for each shape of open figures (default: 1)",
    )


def _add_profile(parser: ArgumentParser) -> None:
    _described(parser, "Tell what each pattern of the rules costs.", _PROFILE)
    parser.set_defaults(command="rules profile")
    _add_inputs(parser)
    _add_report_format(parser)


def _number(text: str) -> int:
    """A number from 0 on."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no number from 0 on")
    return int(text)


def _add_init(commands: Any) -> None:
    init = _described(commands.add_parser("init"), "Make a project folder.", _INIT)
    init.set_defaults(command="init")
    init.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder; it may exist"
    )


def _add_status(commands: Any) -> None:
    status = _described(
        commands.add_parser("status"), "Tell where a project stands.", _STATUS
    )
    status.set_defaults(command="status")
    _add_inputs(status)


def _add_verdicts(commands: Any) -> None:
    verdicts = _described(
        commands.add_parser("verdicts"), "Hand on verdicts, or take them in.", _VERDICTS
    )
    actions = verdicts.add_subparsers(required=True, metavar="export|import")
    exporting = _described(
        actions.add_parser("export"), "Write all verdicts.", _VERDICTS
    )
    exporting.set_defaults(command="verdicts export")
    exporting.add_argument(
        "--format",
        choices=("jsonl", "csv"),
        default="jsonl",
        help="jsonl: every decision, for import; csv: one row an entry (default: jsonl)",
    )
    _add_target(exporting)
    importing = _described(
        actions.add_parser("import"), "Take in the verdicts of others.", _VERDICTS
    )
    importing.set_defaults(command="verdicts import")
    importing.add_argument("file", type=Path, metavar="FILE", help="a decisions file")


def _add_check(parser: ArgumentParser) -> None:
    purpose = "Look for figures that contradict each other or do not add up."
    _described(parser, purpose, _CHECK).set_defaults(command="check")
    _add_inputs(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="default: text"
    )


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
        help="an article or a folder of them; without one, those of the settings",
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
    _add_target(parser)


def _add_target(parser: ArgumentParser) -> None:
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
    _add_report_format(parser)


def _add_report_format(parser: ArgumentParser) -> None:
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
