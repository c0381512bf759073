"""What may be typed after `newsledger rules`, and the help that explains it."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path
from typing import TYPE_CHECKING

from tui.cli.options import (
    EXITS,
    ArgumentParser,
    add_inputs,
    add_paths,
    add_report_format,
    add_rules,
    command,
    described,
)

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

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

{EXITS}"""

_CHECK = f"""\
Errors end with 1, warnings do not. Besides what is broken, it tells of patterns that match
other than they look or take long, of examples that fail or tell nothing, of rules that want
the same figure, and of what nobody uses. A warning that is right all the same is kept away
by `allow: {{CODE: reason}}` where it stands. Files that ship along are looked at only if
you name one.

examples:
  newsledger rules check
  newsledger rules check my-rules.yaml --format json

{EXITS}"""

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

{EXITS}"""

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

{EXITS}"""

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

{EXITS}"""

_ACCEPT = f"""\
Where the golden file of an article differs from what the rules read, the difference is
shown. On a terminal you are asked for each; with NAME, with --all, or without a terminal
you are not, and what differs is written. An entry marked `todo: true` stays until the
rules read it so.

examples:
  newsledger rules accept
  newsledger rules accept --list
  newsledger rules accept story.txt --rules my-rules.yaml

{EXITS}"""

_COVERAGE = f"""\
It tells the figures by state; the open ones by why they are open and by shape, those in
sentences with a cue apart; what each rule books, wants and loses; and how the fields of
the entries got their values. docs/rules.md explains how to read it.

examples:
  newsledger rules coverage
  newsledger rules coverage articles/ --examples 5
  newsledger rules coverage articles/ --rules my-rules.yaml --format json

{EXITS}"""

_PROFILE = f"""\
It tells the milliseconds of CPU of each rule, mask and look, in how many sentences it was
tried, what it found and won, what it lost to other rules and how often it ran out of its
time. The dearest come first.

examples:
  newsledger rules profile
  newsledger rules profile articles/ | head
  newsledger rules profile articles/ --rules my-rules.yaml --format json

{EXITS}"""

FIELDS = (*("flow", "reporter", "partner", "commodity", "period", "status"),)
"""Fields that a drafted rule can fix or capture."""


def add_rule_commands(commands: Subparsers) -> None:
    """`newsledger rules`, with all its actions."""
    rules = described(commands.add_parser("rules"), "Examine rule files.", _RULES)
    actions = rules.add_subparsers(required=True, metavar="ACTION")
    check = command(actions, "rules check", "Look for mistakes in rule files.", _CHECK)
    _add_rule_inputs(check)
    purpose = "Try the examples in rule files, and articles."
    _add_rule_inputs(command(actions, "rules test", purpose, _TEST))
    _add_explain(actions)
    _add_new(actions)
    _add_diff(actions)
    _add_accept(actions)
    _add_coverage(actions)
    _add_profile(actions)
    command(actions, "rules schema", "Print the JSON Schema of rule files.", _RULES)


def _add_explain(actions: Subparsers) -> None:
    purpose = "Tell why figures are what they are."
    explain = command(actions, "rules explain", purpose, _EXPLAIN)
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
    add_rules(explain)
    add_report_format(explain)


def _add_new(actions: Subparsers) -> None:
    new = command(actions, "rules new", "Draft a rule from a sentence.", _NEW)
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
    add_rules(new)
    add_report_format(new)


def _pair(text: str) -> tuple[str, str]:
    """A field and its value, with an equals sign between them."""
    name, sign, value = text.partition("=")
    if not sign or name not in FIELDS or not value:
        known = ", ".join(FIELDS)
        raise ArgumentTypeError(f"{text!r} is not FIELD=VALUE with one of {known}")
    return name, value


def _add_diff(actions: Subparsers) -> None:
    parser = command(
        actions, "rules diff", "Tell what a change of rules does to articles.", _DIFF
    )
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
    add_paths(parser)
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


def _add_accept(actions: Subparsers) -> None:
    parser = command(
        actions,
        "rules accept",
        "Bring golden files up to what the rules read.",
        _ACCEPT,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help="an article in golden/articles"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--all", action="store_true", help="ask for none of them")
    how.add_argument(
        "--list", action="store_true", help="show what differs and write nothing"
    )
    add_rules(parser)


def _add_coverage(actions: Subparsers) -> None:
    parser = command(
        actions,
        "rules coverage",
        "Tell what the rules explain in many articles.",
        _COVERAGE,
    )
    add_inputs(parser)
    add_report_format(parser)
    parser.add_argument(
        "--examples",
        type=_number,
        default=1,
        metavar="N",
        help="examples for each shape of open figures (default: 1)",
    )


def _add_profile(actions: Subparsers) -> None:
    parser = command(
        actions, "rules profile", "Tell what each pattern of the rules costs.", _PROFILE
    )
    add_inputs(parser)
    add_report_format(parser)


def _number(text: str) -> int:
    """A number from 0 on."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError(f"{text!r} is no number from 0 on")
    return int(text)


def _add_rule_inputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "rules",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="rule files or folders of them; without one, those of the settings",
    )
    add_report_format(parser)
