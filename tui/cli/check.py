"""`newsledger check`: what articles contradict, and what does not add up."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from pathlib import Path
from typing import get_args

from parsers.ledger.accounts import Role
from parsers.ledger.audit import Audit, audit
from parsers.ledger.findings import Finding
from parsers.ledger.roles import Standing
from parsers.ledger.statements import Statement
from parsers.ledger.table import ARROWS, meaning
from parsers.settings import resolve
from tui.cli.decided import known_verdicts
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.progress import Progress
from tui.cli.streams import say
from tui.cli.taking import Taking, Wanted
from tui.display import display

AROUND = 160
"""Characters of a quote that are shown before and behind a figure."""


def run(wanted: Wanted, form: str = "text") -> Exit:
    """Read the articles and print conflicts and sums that fail.

    In a project, entries are taken as people left them.

    Args:
        wanted: Which entries are compared.
        form: `text` or `json`.

    Raises:
        QueryError: If the expression that chooses entries can not be understood.
    """
    verdicts = known_verdicts(resolve(Path.cwd(), tuple(wanted.rules)))
    taking = Taking(wanted, verdicts)
    with output(STDOUT) as stream, Progress.beside(stream) as progress:
        figures = taking.figures(progress)
        checked = audit(figures, taking.settings.conflicts)
        stream.writelines(_json(checked) if form == "json" else _text(checked))
    for line in (*taking.left_out(), *_summary(checked), *taking.tally.summary()):
        say(line)
    if taking.tally.nothing_usable:
        return Exit.USAGE
    found = checked.conflicts or checked.failures or taking.is_flawed
    return Exit.PROBLEMS if found else Exit.OK


def _text(checked: Audit) -> Iterator[str]:
    """What was found as blocks for people, with an empty line between two."""
    blocks = [
        *map(_conflict, checked.conflicts),
        *map(_failure, checked.failures),
    ]
    for number, block in enumerate(blocks):
        yield "\n" if number else ""
        yield from (f"{display(line)}\n" for line in block)


def _conflict(standing: Standing) -> Iterator[str]:
    """A conflict, and the two sentences that tell it."""
    figures = [standing.statement, *filter(None, [standing.other])]
    amounts = " or ".join(meaning(figure.measure) for figure in figures)
    where = "conflict in one sentence" if standing.in_one_sentence else "conflict"
    yield f"{where}: {amounts}"
    yield from _cited(figures)


def _failure(finding: Finding) -> Iterator[str]:
    """A check that fails, and the sentences that it is about."""
    yield f"{finding.check}: {finding.sum}: {finding.why}"
    yield from _cited(finding.statements)


def _cited(figures: Sequence[Statement]) -> Iterator[str]:
    """Where the figures stand; a sentence that tells several is shown after the last."""
    for figure, following in zip_longest(figures, figures[1:]):
        entry = figure.entry
        period = entry.period.edtf if entry.period else None
        flow = f"{entry.flow} {entry.reporter or '?'} {ARROWS[entry.flow]}"
        parts = (f"{flow} {entry.partner or '?'}", entry.commodity, period)
        what = " ".join(part for part in parts if part)
        yield _one_line(f"  {figure.words}: {what}")
        if following is None or following.entry.quote != entry.quote:
            yield _one_line(f"    {_excerpt(figure)}")


def _excerpt(figure: Statement) -> str:
    """The quote, or what is around the figure in it."""
    quote, start = figure.entry.quote, figure.entry.span.start
    first = max(figure.measure.span.start - start - AROUND, 0)
    last = figure.measure.span.end - start + AROUND
    before, behind = "…" if first else "", "…" if last < len(quote) else ""
    return f"{before}{quote[first:last].strip()}{behind}"


def _one_line(text: str) -> str:
    """The text as one line that keeps its indent."""
    indent = len(text) - len(text.lstrip(" "))
    return " " * indent + " ".join(text.split())


def _json(checked: Audit) -> Iterator[str]:
    """What was found, and all counts, as one document."""
    document = {
        "roles": dict(_roles(checked)),
        "checks": {check: dict(counts) for check, counts in _checks(checked)},
        "conflicts": [
            {
                "role": standing.role,
                "why": standing.why,
                "in_one_sentence": standing.in_one_sentence,
                "figures": [
                    _figure(figure)
                    for figure in (standing.statement, standing.other)
                    if figure
                ],
            }
            for standing in checked.conflicts
        ],
        "failures": [
            {
                "check": finding.check,
                "sum": finding.sum,
                "why": finding.why,
                "figures": list(map(_figure, finding.statements)),
            }
            for finding in checked.failures
        ],
    }
    yield json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _figure(figure: Statement) -> dict[str, object]:
    """Where a figure stands; the offsets are those of the entry in JSON Lines."""
    entry, span = figure.entry, figure.measure.span
    return {
        "entry": entry.id,
        "article": entry.article,
        "line": figure.line,
        "start": span.start,
        "end": span.end,
        "text": figure.measure.text,
        "amount": meaning(figure.measure),
        "quote": entry.quote,
    }


def _summary(checked: Audit) -> Iterator[str]:
    """Lines that count roles, conflicts and the outcomes of the checks."""
    yield f"roles: {_counted(role for role in _roles(checked) if role[1])}"
    for check, counts in _checks(checked):
        yield f"{check}: {_counted(counts)}"
    found = checked.conflicts
    together = sum(standing.in_one_sentence for standing in found)
    yield (
        f"conflicts: {len(found):,} (in one sentence: {together:,}), "
        f"failures: {len(checked.failures):,}"
    )


def _roles(checked: Audit) -> list[tuple[str, int]]:
    """How many figures have each role."""
    counts = Counter(standing.role for standing in checked.standings)
    return [(role.lower(), counts[role]) for role in get_args(Role)]


def _checks(checked: Audit) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """How often each check came to each outcome."""
    for check, tallies in groupby(checked.tallies, lambda tally: tally.check):
        yield check, [(tally.outcome, tally.findings) for tally in tallies]


def _counted(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name}: {number:,}" for name, number in counts)
