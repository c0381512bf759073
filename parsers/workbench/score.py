"""How right entries are, measured by the facts that a person found, at three tiers.

    figure  the right number, unit and kind, at the same place
    flow    and the right flow between the right parties
    full    and the right period

Facts that are lenient neither help nor hurt, once each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from parsers.model import Change, Entry, Kind, Measure, Money, Reading, Span
from parsers.workbench.agreement import Sides, same_goods, same_period, same_sides
from parsers.workbench.facts import PERCENT, Fact

TIERS = ("figure", "flow", "full")
MISSED, FIGURE, FLOW, FULL = range(4)
LEVELS = ("missed", *TIERS)
"""How far a fact was met, by number."""
TOLERANCE = Decimal("0.005")
"""By which share an amount may be off."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an entry says of one figure."""

    entry: Entry
    kind: Kind
    amount: Decimal
    unit: str
    span: Span

    @property
    def sides(self) -> Sides:
        """Who trades with whom, which way."""
        entry = self.entry
        return Sides(entry.flow, entry.reporter, entry.partner, self.amount < 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A fact, and what the entries make of it."""

    fact: Fact
    span: Span
    """Where its figure stands."""
    level: int
    """How far it was met: an index into `LEVELS`."""
    claim: Claim | None
    """The claim that meets it; None where it is missed."""


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The facts of one article, judged, and the claims that no fact bears out."""

    judged: tuple[Judged, ...]
    """Without the lenient facts."""
    spurious: tuple[Claim, ...]
    ignored: int
    """Claims in the place of a lenient fact."""
    unplaced: tuple[Fact, ...]
    """Facts whose quote is not in the article; they are left out."""


def score(reading: Reading, facts: Sequence[Fact]) -> ArticleScore:
    """Judge the entries of one article by its facts.

    Of the pairs that agree, the closest come first, then those that were annotated
    first; each fact and each claim is taken once.
    """
    claims = [claim for entry in reading.entries for claim in _claims(entry)]
    places = [(fact, fact.place(reading.article)) for fact in facts]
    placed = [(fact, span) for fact, span in places if span is not None]
    met: dict[int, tuple[int, int]] = {}
    taken: set[int] = set()
    for level, number, index in _agreeing(placed, claims):
        if number not in met and index not in taken:
            met[number] = (level, index)
            taken.add(index)
    judged = []
    for number, (fact, span) in enumerate(placed):
        if not fact.lenient:
            level, index = met.get(number, (MISSED, -1))
            judged.append(Judged(fact, span, level, claims[index] if level else None))
    lenient = [number for number, (fact, _) in enumerate(placed) if fact.lenient]
    spare = [placed[number][1] for number in lenient if number not in met]
    spurious = tuple(
        claim
        for index, claim in enumerate(claims)
        if index not in taken and not _takes(spare, claim)
    )
    return ArticleScore(
        tuple(judged),
        spurious,
        len(claims) - len(spurious) - sum(item.level > MISSED for item in judged),
        tuple(fact for fact, span in places if span is None),
    )


def _claims(entry: Entry) -> Iterator[Claim]:
    """One claim for each figure of the entry."""
    for measure in entry.measures:
        kind, amount, unit = _measured(measure)
        yield Claim(entry, kind, amount, unit, measure.span)


def _measured(measure: Measure) -> tuple[Kind, Decimal, str]:
    if isinstance(measure, Change):
        return "change", measure.percent, PERCENT
    if isinstance(measure, Money):
        return "value", measure.amount, measure.currency
    return "quantity", measure.amount, measure.unit


def _agreeing(
    placed: Sequence[tuple[Fact, Span]], claims: Sequence[Claim]
) -> list[tuple[int, int, int]]:
    """(level, number of the fact, index of the claim), the closest first."""
    pairs = (
        (_level(fact, span, claim), number, index)
        for number, (fact, span) in enumerate(placed)
        for index, claim in enumerate(claims)
    )
    return sorted(
        (pair for pair in pairs if pair[0]),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )


def _takes(spare: list[Span], claim: Claim) -> bool:
    """Whether one of the places is that of the claim; it is used up by that."""
    place = next((span for span in spare if _same_place(span, claim.span)), None)
    if place is not None:
        spare.remove(place)
    return place is not None


def _level(fact: Fact, span: Span, claim: Claim) -> int:
    if fact.kind != claim.kind or fact.unit != claim.unit:
        return MISSED
    if not _same_place(span, claim.span) or not _same_amount(fact, claim.amount):
        return MISSED
    if not same_sides(fact, claim.sides):
        return FIGURE
    period = claim.entry.period
    return FULL if same_period(fact, period.edtf if period else None) else FLOW


def _same_place(one: Span, two: Span) -> bool:
    """Whether they share at least half of the longer one."""
    shared = min(one.end, two.end) - max(one.start, two.start)
    return 2 * shared >= max(one.end - one.start, two.end - two.start)


def _same_amount(fact: Fact, told: Decimal) -> bool:
    """Whether the amount is right, or the upper end of a range; the sign comes later."""
    wanted = abs(fact.amount)
    ends = (wanted, wanted if fact.amount_to is None else abs(fact.amount_to))
    return any(abs(end - abs(told)) <= TOLERANCE * wanted for end in ends)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that other rules meet better, or worse."""

    before: Judged
    after: Judged

    @property
    def won(self) -> bool:
        """Whether it is met better now."""
        return self.after.level > self.before.level


def fact_changes(before: ArticleScore, after: ArticleScore) -> tuple[FactChange, ...]:
    """The facts of one article that were won or lost."""
    pairs = zip(before.judged, after.judged, strict=True)
    return tuple(FactChange(b, a) for b, a in pairs if b.level != a.level)


class Score:
    """Scores of articles, added up."""

    def __init__(self) -> None:
        self.articles = 0
        self.facts = 0
        self.claims = 0
        """Claims that count: those that meet a fact, and the spurious."""
        self.ignored = 0
        self._met: Counter[int] = Counter()
        self._kinds: dict[str, Counter[int]] = {}
        self._right: Counter[str] = Counter()

    def add(self, one: ArticleScore) -> None:
        """Add an article."""
        self.articles += 1
        self.facts += len(one.judged)
        self.claims += len(one.spurious)
        self.ignored += one.ignored
        for judged in one.judged:
            kind = self._kinds.setdefault(judged.fact.kind, Counter())
            levels = range(judged.level + 1)
            kind.update(levels)
            self._met.update(levels)
            if judged.claim is not None:
                self.claims += 1
                self._right.update(_right(judged, judged.claim))

    def met(self, tier: str) -> int:
        """How many facts are met."""
        return self._met[LEVELS.index(tier)]

    def precision(self, tier: str) -> float:
        """Which share of the claims is right."""
        return _share(self.met(tier), self.claims)

    def recall(self, tier: str, kind: str | None = None) -> float:
        """Which share of the facts is met: of all of them, or of one kind."""
        met = self._met if kind is None else self._kinds.get(kind, Counter())
        return _share(met[LEVELS.index(tier)], met[MISSED])

    def f1(self, tier: str) -> float:
        """The harmonic mean of the two."""
        return _share(2 * self.met(tier), self.facts + self.claims)

    def right(self, detail: str) -> float:
        """Of the facts met, the share with a right detail.

        Args:
            detail: `commodity`, `status`, or `exact` for the place to the character.
        """
        return _share(self._right[detail], self._met[FIGURE])

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """(kind, number of facts) of each kind there is."""
        return tuple((kind, met[MISSED]) for kind, met in sorted(self._kinds.items()))


def _right(judged: Judged, claim: Claim) -> Iterator[str]:
    fact, entry = judged.fact, claim.entry
    if same_goods(fact, entry.commodity):
        yield "commodity"
    if (fact.status == "actual") == (entry.status == "actual"):
        yield "status"
    if judged.span == claim.span:
        yield "exact"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
