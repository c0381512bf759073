"""`newsledger rules coverage`: what the rules explain in many articles, and which do it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from parsers.engine import Engine
from parsers.workbench.coverage import (
    ORIGINS,
    Coverage,
    CoverageReport,
    FieldOrigins,
    RuleUse,
)
from parsers.workbench.open_figures import OpenKind, OpenShape
from tui.cli.columns import Cell, columns
from tui.cli.corpus import examine
from tui.cli.exits import Exit
from tui.wording import KINDS_OF_SENTENCES

SHOWN = 20
"""Shapes that are shown of each kind of sentences; JSON has all."""


def run(paths: Sequence[Path], rules: Sequence[Path], form: str, examples: int) -> Exit:
    """Print what the rules explain.

    Args:
        paths: Articles and folders; those that ship along when empty.
        rules: Rule files and folders; those of the settings when empty.
        form: `text` or `json`.
        examples: How many examples of each shape of open figures are told.
    """

    def examiner(engine: Engine) -> Coverage:
        return Coverage(engine.program, examples)

    return examine(paths, rules, form, examiner, _text)


def _text(report: CoverageReport) -> Iterator[str]:
    """The report for a person."""
    yield from _figures(report)
    for kind in report.open:
        if kind.figures:
            yield from _open(kind)
    yield ""
    yield from _rules(report.rules)
    yield ""
    yield from _fields(report.fields, report.entries)


def _figures(report: CoverageReport) -> Iterator[str]:
    rows: list[tuple[Cell, Cell, Cell]] = [
        (report.figures, "", "figures"),
        (report.booked, _share(report.booked, report.figures), "booked"),
    ]
    for counted in report.masked:
        share = _share(counted.figures, report.figures)
        rows.append((counted.figures, share, f"masked: {counted.name}"))
    for kind in report.open:
        share = _share(kind.figures, report.figures)
        rows.append((kind.figures, share, KINDS_OF_SENTENCES[kind.sentences]))
    return columns(rows, left=[2])


def _open(kind: OpenKind) -> Iterator[str]:
    yield ""
    yield f"{KINDS_OF_SENTENCES[kind.sentences]}: {kind.figures:,}"
    whys = [(c.figures, _share(c.figures, kind.figures), c.name) for c in kind.why]
    yield from columns(whys, left=[2], indent="  ")
    yield "  shapes"
    shown = kind.shapes[:SHOWN]
    rows = [(shape.figures, shape.shape) for shape in shown]
    heads = columns(rows, left=[1], indent="  ")
    for shape, head in zip(shown, heads, strict=True):
        yield head
        yield from _examples(shape)
    others = kind.figures - sum(shape.figures for shape in shown)
    if others:
        yield f"  {others:,} of other shapes"


def _examples(shape: OpenShape) -> Iterator[str]:
    for example in shape.examples:
        yield f"      {example.article}:{example.line}: {example.figure}"
        yield f"        {example.sentence}"


def _rules(uses: Sequence[RuleUse]) -> Iterator[str]:
    rows: list[tuple[Cell, ...]] = [("entries", "wanted", "won", "rule")]
    used = [use for use in uses if use.wanted]
    rows += [(use.entries, use.wanted, use.won, use.rule) for use in used]
    yield from columns(rows, left=[3])
    idle = [use.rule for use in uses if not use.wanted]
    if idle:
        yield f"never used: {', '.join(idle)}"
    for use in used:
        if not use.won:
            winners = (f"{winner.name} {winner.figures:,}" for winner in use.lost_to)
            yield f"only under another: {use.rule} ({', '.join(winners)})"
    yield from _together(uses)


def _together(uses: Sequence[RuleUse]) -> Iterator[str]:
    """Rules that never want a figure alone, each pair once."""
    companions = {use.rule: use.always_with for use in uses}
    for use in uses:
        for other in use.always_with:
            mutual = use.rule in companions[other]
            if mutual and other < use.rule:
                continue
            way = "always together" if mutual else "always together, not the reverse"
            yield f"{way}: {use.rule} with {other} ({use.wanted:,})"


def _fields(fields: Iterable[FieldOrigins], entries: int) -> Iterator[str]:
    """The share of the entries, for each field and origin."""
    names = (*ORIGINS, "none")
    rows: list[tuple[Cell, ...]] = [("", *names)]
    for field in fields:
        shares = (_share(getattr(field, name), entries) for name in names)
        rows.append((field.field, *shares))
    return columns(rows, left=[0])


def _share(part: int, whole: int) -> str:
    """A part in percent of the whole; a dash for nothing."""
    return f"{100 * part / whole:.1f} %" if part else "-"
