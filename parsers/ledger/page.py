"""A report as one page of HTML: nothing in it is fetched or run, all of it is cited."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from html import escape

from parsers.ledger.balances import Balance
from parsers.ledger.chart import chart
from parsers.ledger.escaping import one_line
from parsers.ledger.pivot import View, total
from parsers.ledger.report import Report
from parsers.ledger.roles import Standing
from parsers.ledger.table import meaning
from parsers.ledger.transactions import Words
from parsers.numbers import grouped

STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem;
  padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid #8886; padding: .2rem .8rem .2rem 0; text-align: left;
  vertical-align: top; }
.amount { text-align: right; font-variant-numeric: tabular-nums; }
details ol { text-align: left; max-width: 40rem; margin: .4rem 0; }
summary { cursor: pointer; }
small { opacity: .75; }
q { quotes: none; }
figure { margin: 1rem 0; overflow-x: auto; }
"""
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; form-action 'none'"
"""What a browser may do with the page: apply its style, and nothing else."""

HEAD = f"""\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>Trade, as articles tell it</title>
<style>{STYLE}</style>
</head>
<body>
<h1>Trade, as articles tell it</h1>
"""
NOTE = """\
<p>Sums of figures that count: one for each flow, goods and time, however often it is told.
Goods and units are not added to each other, for goods may hold others. A year is that in
which a period ends, and a sum is of what was told, not of all that there was. Behind each
amount are its figures with their sentences.</p>
"""
NUMBERS = frozenset({"amount", "exports", "imports", "balance"})
"""Headings above numbers."""


def page(report: Report, verdicts: Words | None = None) -> Iterator[str]:
    """The page, in pieces.

    Args:
        report: What is shown.
        verdicts: What people decided, by the ids of entries; None if nobody was asked.
    """
    words = verdicts or {}
    yield HEAD
    if scope := ", ".join(_scope(report)):
        yield f"<p>Only {_safe(scope)}.</p>\n"
    yield NOTE
    yield f"<figure>\n{chart(report.timeline)}</figure>\n"
    yield "<h2>Sums</h2>\n"
    yield from _table((*report.columns, "amount", "unit"), _sums(report, words))
    yield "<h2>Trade balance</h2>\n"
    if report.balances:
        names = ("reporter", "partner", "year", "commodity")
        heads = (*names, "exports", "imports", "balance", "unit")
        yield from _table(heads, (_balance(each, words) for each in report.balances))
    else:
        yield "<p>Of no two countries are both exports and imports told.</p>\n"
    yield "</body>\n</html>\n"


def _scope(report: Report) -> Iterator[str]:
    scope = report.scope
    for name in ("reporter", "partner", "flow", "commodity", "unit"):
        if wanted := getattr(scope, name):
            yield f"{name} {wanted}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table.

    Args:
        heads: Its headings.
        rows: Cells that are HTML.
    """
    yield "<table>\n<thead><tr>"
    for head in heads:
        kind = ' class="amount"' if head in NUMBERS else ""
        yield f'<th scope="col"{kind}>{_safe(head)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        yield f"<tr>{''.join(row)}</tr>\n"
    yield "</tbody>\n</table>\n"


def _sums(report: Report, words: Words) -> Iterator[Sequence[str]]:
    for each in report.sums:
        amount = _amount(grouped(each.amount), each.figures, words)
        yield (*map(_cell, each.group), amount, _cell(each.unit))


def _balance(balance: Balance, words: Words) -> Sequence[str]:
    amount = balance.amount
    return (
        *map(_cell, balance[:4]),
        _side(balance.exports, words),
        _side(balance.imports, words),
        _number("other times" if amount is None else grouped(amount)),
        _cell(balance.currency),
    )


def _side(views: Sequence[View], words: Words) -> str:
    figures = [view.standing for view in views]
    return _amount(grouped(total(views)), figures, words)


def _amount(told: str, figures: Iterable[Standing], words: Words) -> str:
    """An amount that opens to its figures."""
    items = "".join(_figure(figure, words) for figure in figures)
    return _number(f"<details><summary>{told}</summary>\n<ol>\n{items}</ol></details>")


def _figure(standing: Standing, words: Words) -> str:
    """A figure with its sentence, and where that stands."""
    statement = standing.statement
    entry = statement.entry
    said = [meaning(statement.measure), entry.period.edtf if entry.period else ""]
    place = [f"{entry.article}:{statement.line}", entry.title, statement.published]
    source = [*filter(None, place), entry.attribution, words.get(entry.id), entry.id]
    return (
        f"<li>{_safe(', '.join(filter(None, said)))}<br>\n"
        f'<q dir="auto">{_quote(standing)}</q><br>\n'
        f"<small>{_safe(' · '.join(filter(None, source)))}</small></li>\n"
    )


def _quote(standing: Standing) -> str:
    """The sentence, its figure marked."""
    entry, span = standing.statement.entry, standing.statement.measure.span
    start, end = span.start - entry.span.start, span.end - entry.span.start
    if not 0 <= start < end <= len(entry.quote):
        return _safe(entry.quote)
    before, figure, after = (
        entry.quote[:start],
        entry.quote[start:end],
        entry.quote[end:],
    )
    return f"{_inner(before)}<mark>{_inner(figure)}</mark>{_inner(after)}"


def _cell(text: str) -> str:
    return f"<td>{_safe(text)}</td>"


def _number(inner: str) -> str:
    return f'<td class="amount">{inner}</td>'


def _safe(text: str) -> str:
    """Text of an article as text of a page."""
    return escape(one_line(text))


def _inner(text: str) -> str:
    """The same of a part of a text, with the blanks at its ends."""
    blanks = (" " if text[:1].isspace() else "", " " if text[-1:].isspace() else "")
    return f"{blanks[0]}{_safe(text)}{blanks[1]}" if text.strip() else blanks[0]
