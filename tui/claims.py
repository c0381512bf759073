"""Claims of the same flow: what other sentences say of the goods, parties and time of one.

What may be compared is what the ledger compares: figures of one cell, whose amounts
agree as far as they are rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Context, Decimal

from parsers.ledger.cells import Cell, cell_of
from parsers.ledger.intervals import days
from parsers.ledger.rounding import agree, ends
from parsers.model import Change, Entry, Measure
from tui.findings import Finding, Findings, Target
from tui.wording import measure, parties, period

_FAR = 10
"""From how many times as much on that is told in place of a percentage."""
_MOST = Decimal(999_999)
"""What is more is told as that: it was misread anyway."""
_ROUGH = Context(prec=12)


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of an entry, and where it stands."""

    entry: Entry
    """With its quotation."""
    measure: Measure
    row: int
    """The row of its article."""
    published: str
    """The day of the article; empty if it tells none."""
    source: str
    """What the article is called."""

    @property
    def cell(self) -> Cell:
        """What it has in common with the figures that it may be compared to."""
        return cell_of(self.entry, self.measure)


def same_claims(entry: Entry, claims: Iterable[Claim]) -> Findings:
    """What some claims of the cells of an entry say, beside what it says itself.

    Args:
        entry: The entry.
        claims: Those of its cells, itself among them.
    """
    own = {cell_of(entry, one): one for one in entry.measures}
    near: list[Claim] = []
    far: list[Claim] = []
    for claim in sorted(claims, key=_age):
        (near if _is_then(claim.entry, entry) else far).append(claim)
    found = (
        *_group("of this time", near, entry, own),
        *_group(_FAR_OFF, far, entry, own),
    )
    about = (entry.flow, parties(entry), entry.commodity or "", period(entry.period))
    return Findings(f"Claims  {'  '.join(filter(None, about))}", found)


_FAR_OFF = "of another time, or of none that is told"


def _age(claim: Claim) -> tuple[str, str, int, str]:
    """The oldest first; what has no day comes last."""
    day = claim.published or "9999"
    return day, claim.source, claim.measure.span.start, claim.entry.id


def _is_then(one: Entry, other: Entry) -> bool:
    """Whether two entries are about the same time, at least in part."""
    first, second = days(one.period), days(other.period)
    if first is None or second is None:
        return one.period == other.period
    return first.meets(second)


def _group(
    title: str, claims: list[Claim], entry: Entry, own: dict[Cell, Measure]
) -> Iterator[Finding]:
    """Claims below a heading."""
    if not claims:
        return
    yield Finding(f"{len(claims):,}", title)
    for claim in claims:
        told = (measure(claim.measure), period(claim.entry.period))
        status = "" if claim.entry.status == "actual" else claim.entry.status
        yield Finding(
            _difference(claim, entry, own[claim.cell]),
            "  ".join(filter(None, (*told, status))),
            "  ".join(filter(None, (claim.published, claim.source))),
            " ".join(claim.entry.quote.split()),
            " ".join(claim.measure.text.split()),
            Target(claim.row, claim.entry.id),
        )


def _difference(claim: Claim, entry: Entry, own: Measure) -> str:
    """How much more or less a claim is: `+2.6 %`; `=` as far as both are rounded."""
    if claim.entry.id == entry.id:
        return "this"
    if agree(own, claim.measure, (entry.qualifier, claim.entry.qualifier)):
        return "="
    before, now = ends(own)[0], ends(claim.measure)[0]
    if isinstance(own, Change):
        return f"{_ROUGH.subtract(now, before):+.1f} pts"
    if before <= 0 or now <= 0:
        return "≠"
    times = _ROUGH.divide(now, before)
    if times >= _FAR:
        return f"\u00d7{min(times, _MOST):.0f}"
    if times <= Decimal(1) / _FAR:
        return f"÷{min(1 / times, _MOST):.0f}"
    return f"{100 * (times - 1):+.1f} %"
