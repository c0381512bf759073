"""The values that cross module boundaries: articles, figures, entries.

Everything here is immutable. Offsets are code points of `Article.text`, half open.
What comes in great numbers is a named tuple, which is made in half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

Flow = Literal["export", "import", "trade", "balance"]
Status = Literal["actual", "target", "forecast", "potential"]
Kind = Literal["value", "quantity", "change"]
State = Literal["booked", "masked", "open"]
How = Literal["pattern", "slot", "reference", "inherited", "headline", "home", "set"]

_DIGEST_SIZE = 16

STATES: tuple[State, ...] = ("booked", "masked", "open")
KINDS: tuple[Kind, ...] = ("value", "quantity", "change")


class Span(NamedTuple):
    """A half-open range of code points in the text of one article."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Head:
    """What an article tells about itself."""

    title: str | None = None
    """The headline: a line of the text, a field of its record, or words of a file name."""
    title_span: Span | None = None
    """Where the headline stands in the text; None when it does not."""
    date: str | None = None
    """The day of publication as `YYYY-MM-DD`, when the article tells it."""
    date_span: Span | None = None
    """Where the day stands in the text; None when it does not."""


@dataclass(frozen=True)
class Article:
    """One text as it was read, with what it tells about itself."""

    name: str
    """How outputs call it: the path below the folder that was asked for, with `/`."""
    path: bytes
    """Where it lies, as the operating system spells it; an article of a file that holds
    several lies below that file as below a folder."""
    text: str
    """Canonical text: decoded, every line end one `\\n`, nothing else changed."""
    folded: str
    """A copy of `text` of the same length for matching: plain quotes, dashes and spaces;
    a line break inside a sentence is a space, every `\\n` left ends a sentence."""
    encoding: str
    """How the bytes were read, such as `utf-8` or `utf-16-le (guessed)`."""
    repaired: bool
    """Whether some bytes fitted no encoding and were read one by one as cp1252."""
    find_head: Callable[[], Head] = field(compare=False, repr=False)
    """Finds what it tells about itself; most articles are never asked."""
    url: str | None = None
    """Where it was published, when its file tells it."""
    fetched: str | None = None
    """The day on which it was fetched as `YYYY-MM-DD`, when a log tells it."""

    @cached_property
    def head(self) -> Head:
        """What it tells about itself."""
        return self.find_head()

    @property
    def title(self) -> str | None:
        """The headline, see `Head`."""
        return self.head.title

    @property
    def title_span(self) -> Span | None:
        """Where the headline stands in `text`; None when it does not."""
        return self.head.title_span

    @property
    def date(self) -> str | None:
        """The day of publication as `YYYY-MM-DD`, when the article tells it."""
        return self.head.date

    @property
    def heading(self) -> str:
        """The headline, or the name of an article that has none."""
        return self.title or self.name

    @cached_property
    def digest(self) -> str:
        """Hex BLAKE2b (16 bytes) of `text` in UTF-8; most articles are never asked."""
        return blake2b(self.text.encode(), digest_size=_DIGEST_SIZE).hexdigest()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time between two dates, each `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.

    The year is `XXXX` where the article does not tell it (EDTF, ISO 8601-2).
    """

    first: str
    last: str

    @property
    def edtf(self) -> str:
        """The period as EDTF: `2020`, `2020-01/2020-07`, `XXXX-03-20/XXXX-06-20`."""
        return self.first if self.first == self.last else f"{self.first}/{self.last}"

    @classmethod
    def of(cls, edtf: str) -> Period:
        """The period that an EDTF date or interval spells."""
        first, _, last = edtf.partition("/")
        return cls(first, last or first)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of money; `amount_to` is the upper end of a range."""

    amount: Decimal
    currency: str
    """ISO 4217, or `IRT` for toman."""
    span: Span
    text: str
    amount_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A physical quantity; `amount_to` is the upper end of a range."""

    amount: Decimal
    unit: str
    """`tonne`, `kg`, `barrel`, `barrel/day`, `cubic metre`, `head`, `unit` …"""
    span: Span
    text: str
    amount_to: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A relative change in percent, signed; doubled is 100."""

    percent: Decimal
    span: Span
    text: str
    percent_to: Decimal | None = None


Measure: TypeAlias = Money | Quantity | Change


class Origin(NamedTuple):
    """How a field of an entry got its value, and from which characters."""

    how: How
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim made by an article: who exported what to whom, when, how much."""

    id: str
    """`nl-` and 12 hex digits, the same however the rules change."""
    article: str
    title: str | None
    digest: str
    flow: Flow
    reporter: str | None
    """ISO 3166-1 alpha-3, a group such as `EU`, or `XX:name`."""
    partner: str | None
    commodity: str | None
    period: Period | None
    status: Status
    qualifier: str | None
    attribution: str | None
    value: Money | None
    quantity: Quantity | None
    change: Change | None
    rule: str
    """Id of the rule that booked it."""
    span: Span
    """What `quote` covers."""
    quote: str
    origins: tuple[tuple[str, Origin], ...]
    """(field, origin) for every field that has a value, sorted by field."""

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The one to three measures, in the order value, quantity, change."""
        found = (self.value, self.quantity, self.change)
        return tuple(measure for measure in found if measure is not None)


class Figure(NamedTuple):
    """A number with its unit in an article, and what became of it."""

    kind: Kind
    span: Span
    text: str
    state: State
    reason: str | None
    """Why a masked figure is no trade figure; None otherwise."""
    entry: str | None
    """Id of the entry that books it; None otherwise."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """A rule that was stopped in a sentence because it ran out of its time."""

    rule: str
    span: Span
    """The sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the rules make of one article."""

    article: Article
    entries: tuple[Entry, ...]
    """In the order of their first figure."""
    figures: tuple[Figure, ...]
    """Every figure, in the order of the text."""
    overruns: tuple[Overrun, ...] = ()


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    name: str
    path: bytes
    reason: str
