"""How the browser says things: amounts, entries, origins, states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import TYPE_CHECKING

from parsers.model import (
    Change,
    Entry,
    Figure,
    How,
    Measure,
    Money,
    Origin,
    Period,
    Quantity,
    State,
)

if TYPE_CHECKING:
    from parsers.store import Review, Verdict

_EXACT = Context(prec=200)
"""More digits than any amount has: nothing is rounded on its way to the screen."""

_MOST_DECIMALS = 4
"""Of a scaled number; more are easier to read in groups of three."""

_SCALES = ((12, "tn"), (9, "bn"), (6, "M"), (3, "k"))

ORIGINS: dict[How, str] = {
    "pattern": "by the pattern of the rule",
    "slot": "found near the figure",
    "reference": "what the words refer to",
    "inherited": "from an earlier sentence",
    "headline": "from the headline",
    "home": "home of the paper",
    "set": "set by the rules",
}
"""Where a value comes from that was read from no characters of the text."""

STATES: dict[State, str] = {
    "booked": "one entry books it",
    "masked": "a rule says it is no trade figure",
    "open": "no entry books it",
}


KINDS_OF_SENTENCES: dict[str, str] = {
    "cue": "open, in sentences with a cue",
    "follow-up": "open, in sentences without a cue, read right after an entry",
    "none": "open, in sentences without a cue, which are not read",
}
"""In which sentences open figures stand."""


SIGNS: dict[State, str] = {"booked": "●", "open": "○", "masked": "\u00d7"}
"""What stands for a state where there is room for one character."""


VERDICTS: dict[Verdict, str] = {
    "accepted": "✓",
    "edited": "~",
    "rejected": "✗",
    "undecided": "?",
}
"""What stands for a verdict where there is room for one character."""
STALE = "!"
"""What stands for one that is stale."""
DOUBT = "≠"
"""What stands for a figure that others contradict, or that does not add up."""


def verdict_sign(review: Review) -> str:
    """The sign of a verdict beside its entry; a blank as long as nothing is decided."""
    if review.stale:
        return STALE
    return " " if review.verdict == "undecided" else VERDICTS[review.verdict]


def verdict_counts(reviews: Iterable[Review]) -> str:
    """How many entries have which verdict: `✓3 ✗1 ?12`."""
    found = Counter(
        STALE if review.stale else VERDICTS[review.verdict] for review in reviews
    )
    signs = (*VERDICTS.values(), STALE)
    return " ".join(f"{sign}{found[sign]}" for sign in signs if found[sign])


def counted(count: int, noun: str, more: str = "") -> str:
    """`3 rule problems`, or nothing."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}{more}" if count else ""


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the detail of an entry."""

    label: str
    value: str
    note: str = ""
    """Where the value comes from."""


def amount(number: Decimal) -> str:
    """A number as short as it can be told without rounding: `1.45bn`, `390M`, `12,345`."""
    plain = _digits(number)
    for power, name in _SCALES:
        if abs(number) >= 10**power:
            scaled = format(number.scaleb(-power, _EXACT).normalize(_EXACT), "f")
            short = len(scaled.partition(".")[2]) <= _MOST_DECIMALS
            return min(scaled + name, plain, key=len) if short else plain
    return plain


def _digits(number: Decimal) -> str:
    """A number in groups of three, without zeros at the end of its decimals."""
    plain = f"{number:,f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def measure(what: Measure) -> str:
    """A measure with its unit: `USD 1.45bn`, `5M tonne`, `-11.6 %`."""
    return _measure(what, amount)


def _in_full(what: Measure) -> str:
    """A measure with all its digits: `USD 1,450,000,000`."""
    return _measure(what, _digits)


def _measure(what: Measure, told: Callable[[Decimal], str]) -> str:
    """A measure with its unit, its numbers told in some way."""
    if isinstance(what, Change):
        plus = "+" if what.percent > 0 else ""
        return f"{plus}{_range(what.percent, what.percent_to, told)} %"
    numbers = _range(what.amount, what.amount_to, told)
    if isinstance(what, Money):
        return f"{what.currency} {numbers}"
    return f"{numbers} {what.unit}"


def _range(first: Decimal, last: Decimal | None, told: Callable[[Decimal], str]) -> str:
    """One number, or two."""
    return told(first) if last is None else f"{told(first)} to {told(last)}"


_ARROWS = ("→", "←", "↔")
_ASCII_ARROWS = ("->", "<-", "<->")


def parties(entry: Entry, arrows: tuple[str, str, str] = _ARROWS) -> str:
    """Who traded with whom, in the direction that the goods went."""
    there, back, both = arrows
    arrow = {"export": there, "import": back}.get(entry.flow, both)
    return f"{entry.reporter or '?'}{arrow}{entry.partner or '?'}"


def period(when: Period | None) -> str:
    """A period as short as it can be told."""
    return "" if when is None else when.edtf


def figure_state(figure: Figure) -> str:
    """What became of a figure and why: `open: no entry books it`."""
    return f"{figure.state}: {figure.reason or STATES[figure.state]}"


def brief(entry: Entry) -> str:
    """An entry in one line: `export IRN->RUS USD 800,000,000 2020 cement target`.

    Amounts have all their digits, arrows are ASCII: the line is read aloud, searched and
    mailed as well.
    """
    parts = (
        entry.flow,
        parties(entry, _ASCII_ARROWS),
        "; ".join(_in_full(what) for what in entry.measures),
        period(entry.period),
        entry.commodity or "",
        "" if entry.status == "actual" else entry.status,
    )
    return " ".join(filter(None, parts))


def figure_line(figure: Figure, entry: Entry | None) -> str:
    """A figure in one line: its entry, or why there is none."""
    return brief(entry) if entry else figure_state(figure)


def origin(how: Origin, text: str) -> str:
    """Where a value comes from, with the words it was read from: `slot, 'in 2019'`."""
    if how.span is None:
        return ORIGINS[how.how]
    return f"{how.how}, '{how.span.of(text)}'"


def fields(entry: Entry, text: str) -> Iterator[Field]:
    """Every field of an entry that has a value, with its origin."""
    origins = dict(entry.origins)

    def field(name: str, value: str | None) -> Iterator[Field]:
        if value:
            how = origins.get(name)
            yield Field(name, value, origin(how, text) if how else "")

    yield from field("flow", entry.flow)
    yield from field("reporter", entry.reporter)
    yield from field("partner", entry.partner)
    yield from field("commodity", entry.commodity)
    yield from field("period", period(entry.period))
    yield from field("status", entry.status)
    yield from field("qualifier", entry.qualifier)
    yield from field("attribution", entry.attribution)
    for name, what in _measures(entry):
        place = f"'{what.text}' at {what.span.start}-{what.span.end}"
        yield Field(name, measure(what), place)
    yield Field("rule", entry.rule)
    yield Field("id", entry.id)


def review_fields(review: Review) -> Iterator[Field]:
    """What people said of an entry, and what of that is no longer so."""
    if review.at is not None:
        who = f"{review.by or 'nobody'}, {review.at:%Y-%m-%d %H:%M} UTC"
        yield Field("verdict", review.verdict, who)
    if review.contested:
        rivals = ", ".join(d.by or "nobody" for d in review.standing.rivals)
        yield Field("contested", f"{rivals} decided otherwise")
    for edit in review.standing.edits:
        yield Field("edited", f"{edit.field} {edit.value or '-'}")
    for difference in review.stale:
        verified = difference.verified or "-"
        yield Field("stale", f"{difference.field} was {verified}, verified")
    for note in review.notes:
        yield Field("note", note)
    if review.tags:
        yield Field("tags", ", ".join(review.tags))


def _measures(entry: Entry) -> Iterator[tuple[str, Measure]]:
    """The measures of an entry with the names of their fields."""
    for what in entry.measures:
        if isinstance(what, Money):
            yield "value", what
        elif isinstance(what, Quantity):
            yield "quantity", what
        else:
            yield "change", what
