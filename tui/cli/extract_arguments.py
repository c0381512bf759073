"""The command line of `newsledger extract`."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.ledger import FORMATS
from parsers.query import FIELDS
from tui.cli.options import (
    EXITS,
    ArgumentParser,
    add_jobs,
    add_paths,
    add_rules,
    add_target,
    add_where,
    command,
)
from tui.cli.output import STDOUT

if TYPE_CHECKING:
    from tui.cli.options import Subparsers

_MOST_PARTS = 1_000_000


def _fields() -> str:
    """The fields of expressions, a line for each."""
    shown = ((field, ", ".join(field.codes) or field.help) for field in FIELDS.values())
    return "\n".join(f"  {field.name:<12} {said}" for field, said in shown)


_EXTRACT = f"""\
formats:
  table      aligned rows for people
  jsonl      one JSON object a line, with the offsets of every citation
  csv        one entry a row, for spreadsheets
  journal    plain-text accounting, for hledger and ledger
  beancount  the same for beancount and fava
  budget     targets as goals, to be read beside the journal

expressions:
{_fields()}
  A word is looked for in the title. Write  :  >  <  >=  <=  after a field, commas between
  values, - before what must not be, `or` and parentheses; FIELD:none asks for an empty
  field, @NAME for a filter of the settings. What holds blanks or signs stands in quotes.

examples:
  newsledger extract
  newsledger extract articles/ --format jsonl -o entries.jsonl
  newsledger extract articles/ --jobs 4 --format csv -o entries.csv
  newsledger extract articles/ --format journal | hledger -f - balance
  newsledger extract story.txt --rules my-rules.yaml more-rules/
  newsledger extract --where 'flow:export amount>1e9 -partner:RUS'
  newsledger extract --shard 1/1 --jobs 8 --output entries/ news/*.warc.gz
  newsledger extract --engine dask --output s3://bucket/entries s3://bucket/news/

Paths come before --rules, or after a `--`. The output is the same whatever the order
of the paths and the number of processes. Each process makes the rules ready for itself,
which takes a second: --jobs pays from thousands of articles on. A process that is killed
costs nothing but time; an article that ends its process twice is skipped and named.

With --shard or --engine dask, PATHs may be URLs, and --output is a folder or the URL of
one. Each shard, a file that holds several articles or a thousand other files, becomes a
file of Parquet and a manifest beside it that accounts for all figures. What is there
already and was made of the same is left alone, so a job that was stopped goes on. Shards of
which nothing could be read are named, and the exit code is 1.

{EXITS}"""


def add_extract(commands: Subparsers) -> None:
    """Print the entries, or read shards."""
    extract = command(commands, "extract", "Print the entries.", _EXTRACT)
    add_paths(extract, type=_place)
    add_rules(extract)
    _add_outputs(extract)
    add_jobs(extract, None, "1; with --engine dask one for each core")
    extract.add_argument(
        "--shard",
        type=_part,
        metavar="I/N",
        help="read the I-th of N parts of all shards into the folder of --output",
    )
    extract.add_argument(
        "--engine",
        choices=("dask",),
        help="read all shards with a Dask cluster, on this machine if none is named",
    )
    extract.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="the scheduler of a Dask cluster, such as tcp://10.0.0.1:8786",
    )


def misfit(typed: Namespace) -> str | None:
    """Why some options of the command do not go together; None if they do."""
    if typed.cluster and typed.engine is None:
        return "--cluster needs --engine dask"
    if typed.engine and typed.shard:
        return "--shard and --engine are two ways to do the same"
    if typed.cluster and typed.jobs:
        return "--jobs is for this machine, not for a cluster"
    if typed.shard is None and typed.engine is None:
        urls = [str(path) for path in typed.paths if not isinstance(path, Path)]
        return f"{urls[0]!r} is a URL: it needs --shard or --engine" if urls else None
    if typed.output == STDOUT:
        return "shards need --output, a folder or the URL of one"
    if typed.where or typed.format != "table":
        return "shards are written whole, as Parquet: without --where and --format"
    return None


def _place(typed: str) -> Path | str:
    """A path, or a URL as it is."""
    return typed if "://" in typed else Path(typed)


def _part(typed: str) -> tuple[int, int]:
    """One of some parts.

    Raises:
        ArgumentTypeError: If it is none.
    """
    match = re.fullmatch("([0-9]{1,7})/([0-9]{1,7})", typed)
    number, of = map(int, match.groups()) if match else (0, 0)
    if not 1 <= number <= of <= _MOST_PARTS:
        raise ArgumentTypeError(f"not a part such as 1/8: {typed!r}")
    return number, of


def _add_outputs(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="table", help="default: table"
    )
    add_target(parser)
    add_where(parser)
