"""`newsledger rules accept`: golden files brought up to what the rules read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

from parsers.errors import NewsledgerError
from parsers.pipeline import load_rules
from parsers.settings import GOLDEN_FOLDER, resolve, rule_files
from parsers.workbench.golden import ARTICLES, Verdict
from tui.cli.exits import Exit
from tui.cli.golden import folders, judgement_lines, problems_text, verdicts
from tui.cli.output import OutputError, output
from tui.cli.printing import print_lines, shown
from tui.cli.streams import is_terminal, say
from tui.display import one_line

Answer = Literal["y", "n", "q"]
ANSWERS: Mapping[bytes, Answer] = {
    **dict.fromkeys((b"y", b"yes"), "y"),
    **dict.fromkeys((b"n", b"no"), "n"),
    **dict.fromkeys((b"q", b"quit"), "q"),
}


class AcceptError(NewsledgerError):
    """There is nothing that could be accepted."""


def run(
    names: Sequence[str], rules: Sequence[Path], everything: bool, only_list: bool
) -> Exit:
    """Show each golden file that differs from what the rules read, and write it anew.

    On a terminal a person is asked for each, unless it was named or all are wanted.

    Args:
        names: Articles in a golden folder; all of them when empty.
        rules: Rule files and folders; those of the settings when empty.
        everything: Whether to ask nobody.
        only_list: Whether to write nothing.

    Raises:
        AcceptError: If there is no golden folder, or no such article in it.
        OutputError: If a golden file can not be written.
    """
    settings = resolve(Path.cwd(), tuple(rules)).settings
    if not folders(settings):
        raise AcceptError(
            f"no folder {GOLDEN_FOLDER}/{ARTICLES} beside the rules: put articles there"
        )
    ruleset = load_rules(rule_files(settings.rules))
    say(ruleset.text)
    if ruleset.broken or ruleset.engine is None:
        say("newsledger: nothing is accepted from broken rules")
        return Exit.PROBLEMS
    chosen = _chosen(tuple(verdicts(ruleset, settings)), names)
    asks = not (everything or names) and _somebody_is_there()
    return _accept(chosen, asks and not only_list, "n" if only_list else "y")


def _accept(chosen: Sequence[Verdict], asks: bool, answer: Answer) -> Exit:
    """Show what differs, and write what is accepted.

    Args:
        chosen: The articles.
        asks: Whether a person answers.
        answer: What is answered to all where nobody does.
    """
    accepted = left = 0
    for verdict in chosen:
        if verdict.accepted is None:
            say(problems_text(verdict))
            left += bool(verdict.problems)
            continue
        if answer != "q":
            print_lines(_difference(verdict))
            answer = _asked(verdict) if asks else answer
        if answer == "y":
            _write(verdict.golden, verdict.accepted)
            accepted += 1
        else:
            left += 1
    say(f"golden files: {len(chosen)}, accepted: {accepted}, left as they are: {left}")
    return Exit.PROBLEMS if left else Exit.OK


def _chosen(found: Sequence[Verdict], names: Sequence[str]) -> Sequence[Verdict]:
    """Those that were named, or all."""
    known = {verdict.article for verdict in found}
    if unknown := [name for name in names if name not in known]:
        raise AcceptError(f"no such article in a golden folder: {', '.join(unknown)}")
    return [verdict for verdict in found if not names or verdict.article in names]


def _somebody_is_there() -> bool:
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def _difference(verdict: Verdict) -> Iterator[str]:
    """What differs, as `rules test` tells it."""
    yield from shown(str(verdict.golden))
    differing = (item for item in verdict.judgements if not item.settled)
    yield from (f"  {line}" for line in judgement_lines(differing))


def _asked(verdict: Verdict) -> Answer:
    """What a person answers; who says nothing more wants to stop."""
    while True:
        sys.stderr.write(one_line(f"accept {verdict.article}? [y, n, q] "))
        sys.stderr.flush()
        line = sys.stdin.buffer.readline()  # a terminal may send what is no text
        answer = ANSWERS.get(line.strip().lower()) if line else "q"
        if answer is not None:
            return answer


def _write(golden: Path, text: str) -> None:
    try:
        golden.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(str(golden), error.strerror or str(error)) from error
    with output(str(golden)) as stream:
        stream.write(text)
