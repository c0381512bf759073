"""The `newsledger` command."""

from __future__ import annotations

import sys
import traceback
from argparse import Namespace
from collections.abc import Sequence

from parsers.errors import NewsledgerError
from tui.cli.arguments import parse
from tui.cli.exits import Exit
from tui.cli.streams import hang_up, say


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and answer with its exit code; nothing escapes but that.

    Args:
        arguments: What was typed after `newsledger`; `sys.argv` when not given.
    """
    try:
        return _run(sys.argv[1:] if arguments is None else arguments)
    except BrokenPipeError:  # the reader has seen enough, as in `newsledger | head`
        return Exit.OK
    except KeyboardInterrupt:
        return Exit.INTERRUPTED
    except NewsledgerError as error:
        say(f"newsledger: {error}")
        return Exit.USAGE
    except Exception as error:
        say(traceback.format_exc())
        say(f"newsledger: internal error: {type(error).__name__}: {error}")
        return Exit.PROBLEMS
    finally:
        hang_up()


def _run(arguments: Sequence[str]) -> int:
    try:
        args = parse(arguments)
    except SystemExit as leaving:
        return int(leaving.code or Exit.OK)
    return _command(args)


def _command(args: Namespace) -> int:
    """Run the command; each imports what it needs and no more."""
    match args.command:
        case "extract" if args.shard or args.engine:
            from tui.cli import shards

            return shards.run(shards.Request.typed(args))
        case "extract":
            from tui.cli import extract

            return extract.run(
                args.paths,
                args.rules,
                args.format,
                args.output,
                args.where,
                args.jobs or 1,
            )
        case "report":
            from tui.cli import report

            return report.run(report.Request.typed(args))
        case "fetch":
            from tui.cli import fetch

            return fetch.run(args.urls, args.into, args.delay, again=args.again)
        case "index":
            from tui.cli import index

            return index.run(args.paths, args.jobs)
        case "search":
            from tui.cli import search

            return search.run(args.query, args.paths, args.format)
        case "check":
            from tui.cli import check
            from tui.cli.taking import Wanted

            return check.run(Wanted.typed(args, everything=True), args.format)
        case "rules check":
            from tui.cli import rules

            return rules.check(args.rules, args.format)
        case "rules test":
            from tui.cli import rules

            return rules.test(args.rules, args.format)
        case "rules diff":
            from tui.cli import diff

            return diff.run(
                args.old, args.new, args.paths, args.gold, args.format, args.exit_code
            )
        case "rules accept":
            from tui.cli import accept

            return accept.run(args.names, args.rules, args.all, args.list)
        case "rules schema":
            from tui.cli import schema

            return schema.run()
        case "rules coverage":
            from tui.cli import coverage

            return coverage.run(args.paths, args.rules, args.format, args.examples)
        case "rules profile":
            from tui.cli import profile

            return profile.run(args.paths, args.rules, args.format)
        case "rules explain":
            from tui.cli import explain

            return explain.run(args.article, args.offset, args.rules, args.format)
        case "rules new":
            from tui.cli import new

            return new.run(new.Request.typed(args))
        case "read":
            from tui.cli import read

            return read.run(args.article, args.paths, args.rules, args.plain)
        case "keys":
            from tui.cli import keys

            return keys.run(args.check)
        case "config show":
            from tui.cli import config

            return config.show()
        case "init":
            from tui.cli import init

            return init.run(args.folder)
        case "status":
            from tui.cli import status

            return status.run(args.paths, args.rules)
        case "export":
            from tui.cli import export

            return export.run(export.Request.typed(args))
        case "pull":
            from tui.cli import pull

            return pull.run(args.file, args.rules, args.list, args.reject_deleted)
        case "verdicts export":
            from tui.cli import verdicts

            return verdicts.export(args.format, args.output)
        case "verdicts import":
            from tui.cli import verdicts

            return verdicts.take_in(args.file)
        case _:
            from tui.cli import browse

            return browse.run(args.paths, args.rules)
