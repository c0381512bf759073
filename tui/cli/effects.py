"""How `rules diff` tells what a change of rules does: as text, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from parsers.ledger.jsonl import record
from parsers.ledger.table import cells
from parsers.model import Article, Entry, Span
from parsers.workbench.citation import cite
from parsers.workbench.comparison import Condition, EntryChange, FigureChange
from parsers.workbench.effect import Effect, Report
from parsers.workbench.score import LEVELS, TIERS, FactChange, Score
from tui.cli.printing import sentence
from tui.display import one_line

SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
FIGURE_SIGN = "*"
FACT_SIGN = "!"
DETAILS = ("commodity", "status", "exact")

Json = dict[str, Any]
_Block = tuple[Span, list[str]]
"""Where it belongs in the article, and its lines."""


def as_text(reports: Iterable[Report], effect: Effect) -> Iterator[str]:
    """For each article that differs its name, and a block for each difference.

    Args:
        reports: The articles that differ, one after the other.
        effect: Their sum, complete when the reports are through.
    """
    gap = ""
    for report in reports:
        article = report.comparison.article
        blocks = [
            *(_entry_block(article, change) for change in report.comparison.entries),
            *(
                _figure_block(article, change)
                for change in report.comparison.figures
                if not _told_by_entries(change)
            ),
            *(_fact_block(article, change) for change in report.facts),
        ]
        yield gap
        gap = "\n"
        yield from (f"{one_line(li)}\n" for li in (article.name, *_in_order(blocks)))
    if effect.scores is not None:
        yield gap
        yield from (f"{line}\n" for line in _scores_text(*effect.scores, effect))


def as_json(reports: Iterable[Report], effect: Effect) -> Iterator[str]:
    """One document, written as the articles are read."""
    yield '{"articles": ['
    comma = ""
    for report in reports:
        yield f"{comma}\n{_dumped(_report(report))}"
        comma = ","
    summary = {
        "gained": effect.gained,
        "lost": effect.lost,
        "changed": effect.changed,
        "entries": effect.entries,
        "figures": effect.figures,
        "articles": effect.articles,
    }
    names = ("old", "new")
    scores = effect.scores and {
        name: _score(score) for name, score in zip(names, effect.scores, strict=True)
    }
    yield f'\n], "summary": {_dumped(summary)}, "scores": {_dumped(scores)}}}\n'


def _in_order(blocks: list[_Block]) -> Iterator[str]:
    """The lines of the blocks, in the order of the text; a sentence is told once."""
    told = None
    for span, (heading, *lines) in sorted(blocks, key=lambda block: block[0]):
        if span != told:
            yield heading
        yield from lines
        told = span


def _told_by_entries(change: FigureChange) -> bool:
    """Whether entries that came or went say all there is to say of a figure."""
    states = [c.state for c in (change.before, change.after) if c is not None]
    return "booked" in states and "masked" not in states


def _entry_block(article: Article, change: EntryChange) -> _Block:
    lines = [_heading(SIGNS[change.kind], article, change.span)]
    if change.kind == "changed":
        lines += [
            f"      {d.field}: {d.before or 'none'} -> {d.after or 'none'}"
            for d in change.fields
        ]
    else:
        lines.append(f"      {_row(change.entry)}")
    return change.span, lines


def _row(entry: Entry) -> str:
    """The entry in one line, and the rule that reads it."""
    row = "  ".join(cell for cell in cells(entry) if cell)
    return f"{row}  (rule {entry.rule})"


def _figure_block(article: Article, change: FigureChange) -> _Block:
    before, after = map(_condition, (change.before, change.after))
    heading = _heading(FIGURE_SIGN, article, change.span)
    return change.span, [heading, f"      {before} -> {after}"]


def _condition(condition: Condition | None) -> str:
    if condition is None:
        return "no figure"
    because = f" ({condition.reason})" if condition.reason else ""
    return f"{condition.state}{because}"


def _fact_block(article: Article, change: FactChange) -> _Block:
    span, fact = change.after.span, change.after.fact
    before, after = LEVELS[change.before.level], LEVELS[change.after.level]
    what = "won" if change.won else "lost"
    parties = f"{fact.reporters[0] or '?'}, {fact.partners[0] or '?'}"
    truth = f"{fact.flow} of {parties}, {fact.periods[0] or 'no period'}"
    heading = _heading(FACT_SIGN, article, span)
    return span, [heading, f"      fact {what}: {before} -> {after} ({truth})"]


def _heading(sign: str, article: Article, span: Span) -> str:
    cited = cite(article, span)
    return f"  {sign} line {cited.line}: {sentence(cited)}"


def _scores_text(old: Score, new: Score, effect: Effect) -> Iterator[str]:
    won, lost = effect.facts["won"], effect.facts["lost"]
    counts = f"articles with facts: {new.articles:,}, facts: {new.facts:,}"
    yield f"{counts} (won: {won:,}, lost: {lost:,})"
    for tier in TIERS:
        pairs = (
            ("precision", old.precision(tier), new.precision(tier)),
            ("recall", old.recall(tier), new.recall(tier)),
            ("F1", old.f1(tier), new.f1(tier)),
        )
        told = "  ".join(f"{name} {a:.3f} -> {b:.3f}" for name, a, b in pairs)
        yield f"  {tier:6}  {told}"


def _report(report: Report) -> Json:
    article = report.comparison.article
    return {
        "article": article.name,
        "digest": article.digest,
        "entries": [_entry(article, item) for item in report.comparison.entries],
        "figures": [_figure(article, item) for item in report.comparison.figures],
        "facts": [_fact(article, item) for item in report.facts],
    }


def _entry(article: Article, change: EntryChange) -> Json:
    return {
        "change": change.kind,
        "id": change.entry.id,
        **_place(article, change.span),
        "fields": [asdict(difference) for difference in change.fields],
        "before": change.before and record(change.before),
        "after": change.after and record(change.after),
    }


def _figure(article: Article, change: FigureChange) -> Json:
    return {
        **_place(article, change.span),
        "before": change.before and asdict(change.before),
        "after": change.after and asdict(change.after),
    }


def _fact(article: Article, change: FactChange) -> Json:
    return {
        **_place(article, change.after.span),
        "fact": change.after.fact.line,
        "before": LEVELS[change.before.level],
        "after": LEVELS[change.after.level],
    }


def _place(article: Article, span: Span) -> Json:
    line = cite(article, span).line
    return {
        "line": line,
        "start": span.start,
        "end": span.end,
        "text": span.of(article.text),
    }


def _score(score: Score) -> Json:
    tiers = {
        tier: {
            "precision": round(score.precision(tier), 4),
            "recall": round(score.recall(tier), 4),
            "f1": round(score.f1(tier), 4),
        }
        for tier in TIERS
    }
    details = {detail: round(score.right(detail), 4) for detail in DETAILS}
    counts = {
        "articles": score.articles,
        "facts": score.facts,
        "claims": score.claims,
        "ignored": score.ignored,
    }
    return {**counts, **tiers, **details}


def _dumped(value: object) -> str:
    return json.dumps(value, allow_nan=False)
