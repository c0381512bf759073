"""The fields that an expression can ask for, written down once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, Protocol, TypeAlias, get_args

from parsers.model import Entry, Flow, Period, Reading, State, Status

Kind = Literal["code", "text", "number", "time"]
"""A code is compared whole, a text by what it holds, a number and a time by order."""
Range = tuple[Decimal, Decimal]
Value: TypeAlias = tuple[str, ...] | Range | Period | None
"""The codes, the text, the number or the time of a field; None where there is none."""

_STATES: tuple[State, ...] = ("booked", "open", "masked")


class Said(NamedTuple):
    """What people said of an entry."""

    verdict: tuple[str, ...]
    """Their verdict, and `stale` if it is."""
    tags: tuple[str, ...] | None
    """Folded; None if there are none."""

    @property
    def is_stale(self) -> bool:
        """Whether something else was verified than what is read now."""
        return "stale" in self.verdict

    @property
    def is_to_decide(self) -> bool:
        """Whether it is still to be said if the entry, as it is now, is right."""
        return self.is_stale or "undecided" in self.verdict


NOTHING_SAID = Said(("undecided",), None)

SaidOf = Callable[[Entry], Said]


def nothing_said(_entry: Entry) -> Said:
    """Of no entry anything was said."""
    return NOTHING_SAID


class Asked(Protocol):
    """An article, as far as it is known; None stands for what is not."""

    @property
    def title(self) -> str | None:
        """The headline, or the name of an article that has none; folded."""

    @property
    def file(self) -> str:
        """What it is called."""

    @property
    def date(self) -> str | None:
        """The day of publication."""

    @property
    def figures(self) -> tuple[int, int, int] | None:
        """How many of them are booked, open and masked."""

    @property
    def entries(self) -> tuple[Entry, ...] | None:
        """Those that were read in it."""

    @property
    def said(self) -> SaidOf:
        """What people said of an entry."""


class Candidate(NamedTuple):
    """An article of which these are known."""

    title: str | None
    file: str
    date: str | None
    figures: tuple[int, int, int] | None
    entries: tuple[Entry, ...] | None
    said: SaidOf = nothing_said


def candidate_of(reading: Reading, said: SaidOf = nothing_said) -> Candidate:
    """An article that has been read, and what was said of its entries."""
    states = [figure.state for figure in reading.figures]
    booked, opened, masked = map(states.count, _STATES)
    article = reading.article
    return Candidate(
        folded(article.heading),
        article.name,
        article.date,
        (booked, opened, masked),
        reading.entries,
        said,
    )


def folded(text: str) -> str:
    """The text with capital and small letters made equal."""
    return text.casefold()


OfEntry = Callable[[Entry], Value]
OfArticle = Callable[[Asked], Value]
OfSaid = Callable[[Said], Value]


@dataclass(frozen=True, slots=True)
class Field:
    """Something that an expression can ask for."""

    name: str
    kind: Kind
    help: str
    of_entry: OfEntry | None = None
    """What an entry has there."""
    of_article: OfArticle | None = None
    """What an article has there."""
    of_said: OfSaid | None = None
    """What people said there of an entry; just one of the three is not None."""
    of_figures: bool = False
    """Whether it is known only of an article that rules have read."""
    codes: tuple[str, ...] = ()
    """All codes there are, where they are few."""


def _codes(*codes: str | None) -> tuple[str, ...] | None:
    return tuple(code.casefold() for code in codes if code) or None


def _amount(entry: Entry) -> Range | None:
    value = entry.value
    return _range(value.amount, value.amount_to) if value else None


def _quantity(entry: Entry) -> Range | None:
    quantity = entry.quantity
    return _range(quantity.amount, quantity.amount_to) if quantity else None


def _change(entry: Entry) -> Range | None:
    change = entry.change
    return _range(change.percent, change.percent_to) if change else None


def _range(low: Decimal, high: Decimal | None) -> Range:
    other = low if high is None else high
    return min(low, other), max(low, other)


def _count(index: int) -> OfArticle:
    def count(article: Asked) -> Range | None:
        if article.figures is None:
            return None
        number = Decimal(article.figures[index])
        return number, number

    return count


def _figures(article: Asked) -> Range | None:
    if article.figures is None:
        return None
    number = Decimal(sum(article.figures))
    return number, number


def _states(article: Asked) -> tuple[str, ...] | None:
    figures = article.figures or (0, 0, 0)
    found = zip(_STATES, figures, strict=True)
    return tuple(state for state, count in found if count) or None


_TABLE: tuple[Field, ...] = (
    Field(
        "flow",
        "code",
        "which way goods went",
        lambda e: _codes(e.flow),
        codes=get_args(Flow),
    ),
    Field("reporter", "code", "whose trade it is: IRN", lambda e: _codes(e.reporter)),
    Field("partner", "code", "with whom: IRQ", lambda e: _codes(e.partner)),
    Field(
        "party", "code", "reporter or partner", lambda e: _codes(e.reporter, e.partner)
    ),
    Field("commodity", "text", 'goods: "crude oil"', lambda e: _codes(e.commodity)),
    Field("period", "time", "2019, or 2019-03", lambda e: e.period),
    Field(
        "status",
        "code",
        "fact or intention",
        lambda e: _codes(e.status),
        codes=get_args(Status),
    ),
    Field("amount", "number", "money: 1e9, 1.5bn", _amount),
    Field(
        "currency",
        "code",
        "USD",
        lambda e: _codes(e.value.currency if e.value else None),
    ),
    Field("quantity", "number", "goods by measure: 5M", _quantity),
    Field(
        "unit",
        "code",
        "tonne, barrel",
        lambda e: _codes(e.quantity.unit if e.quantity else None),
    ),
    Field("change", "number", "percent: change<0", _change),
    Field("rule", "text", "the rule that booked it", lambda e: _codes(e.rule)),
    Field("attribution", "text", "who says so", lambda e: _codes(e.attribution)),
    Field("qualifier", "text", "about, at least", lambda e: _codes(e.qualifier)),
    Field(
        "verdict",
        "code",
        "what people decided",
        of_said=lambda s: s.verdict,
        codes=("accepted", "edited", "rejected", "undecided", "stale"),
    ),
    Field("tag", "text", "a tag of the entry", of_said=lambda s: s.tags),
    Field(
        "title", "text", "words of the headline", of_article=lambda a: _codes(a.title)
    ),
    Field("file", "text", "name of the file", of_article=lambda a: _codes(a.file)),
    Field(
        "date",
        "time",
        "day of the article",
        of_article=lambda a: Period(a.date, a.date) if a.date else None,
    ),
    Field(
        "state",
        "code",
        "has such figures",
        of_article=_states,
        of_figures=True,
        codes=_STATES,
    ),
    Field("figures", "number", "how many", of_article=_figures, of_figures=True),
    Field(
        "booked", "number", "how many are booked", of_article=_count(0), of_figures=True
    ),
    Field("open", "number", "how many are open", of_article=_count(1), of_figures=True),
    Field(
        "masked", "number", "how many are masked", of_article=_count(2), of_figures=True
    ),
)

FIELDS: Mapping[str, Field] = {field.name: field for field in _TABLE}
