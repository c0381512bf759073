"""`newsledger verdicts`: decisions handed on to others, and taken in from them."""

from __future__ import annotations

from pathlib import Path

from parsers.settings import resolve
from parsers.store import Conflict, Store
from parsers.store.spreadsheet import table
from tui.cli.decided import any_broken, content, line_problems, open_store, told
from tui.cli.exits import Exit
from tui.cli.guard import guarded
from tui.cli.output import STDOUT, output
from tui.cli.streams import say
from tui.display import display, one_line


def export(form: str, target: str) -> Exit:
    """Write all decisions.

    Args:
        form: `jsonl` for every decision, `csv` for a row for each entry.
        target: A file, or `-` for standard output.
    """
    store = open_store(resolve(Path.cwd()))
    guarded(target, store.path)
    lines = list(table(store.verdicts) if form == "csv" else store.lines())
    with output(target) as stream:
        stream.writelines(map(display, lines) if stream.isatty() else lines)
    return _account_for(store, f"decisions: {len(store.verdicts.decisions):,}")


def take_in(file: Path) -> Exit:
    """Take in the decisions of a file, and name those that contradict each other."""
    store = open_store(resolve(Path.cwd()))
    merged = store.merge(content(file))
    with output(STDOUT) as stream:
        for conflict in merged.conflicts:
            stream.write(f"{one_line(_conflict(conflict))}\n")
    for line in line_problems(str(file), merged.problems):
        say(line)
    say(
        f"new: {merged.new:,}, known: {merged.known:,}, left out: "
        f"{sum(p.trouble != 'unproven' for p in merged.problems):,}, "
        f"conflicts: {len(merged.conflicts):,}"
    )
    return Exit.PROBLEMS if any_broken(merged.problems) else Exit.OK


def _conflict(conflict: Conflict) -> str:
    seen = conflict.decision.seen
    what = "" if seen is None else f" ({seen.article}, {seen.text})"
    others = ", ".join(map(told, conflict.rivals))
    return (
        f"conflict: {conflict.entry}{what}: {told(conflict.decision)}, before {others}"
    )


def _account_for(store: Store, counts: str) -> Exit:
    """Say what was done, and what in the decisions file is not as it should be."""
    for line in line_problems(str(store.path), store.problems):
        say(line)
    say(counts)
    return Exit.PROBLEMS if any_broken(store.problems) else Exit.OK
