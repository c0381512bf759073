"""Claims of the same flow: what other sentences say of the goods, parties and time of one.

What may be compared is what the ledger compares: figures of one cell, whose amounts
agree as far as they are rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from difflib import SequenceMatcher

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
_BARS = "▁▂▃▄▅▆▇█"
_MOST_BARS = 40
"""Of more amounts the newest are drawn."""
_SAME = 2
"""Words on either side of a difference that are enough to know the place."""


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
    yield Finding(f"{len(claims):,}", title, _course(claims, own))
    quote = " ".join(entry.quote.split())
    for claim in claims:
        told = (measure(claim.measure), period(claim.entry.period))
        status = "" if claim.entry.status == "actual" else claim.entry.status
        sentence = " ".join(claim.entry.quote.split())
        yield Finding(
            _difference(claim, entry, own[claim.cell]),
            "  ".join(filter(None, (*told, status))),
            "  ".join(filter(None, (claim.published, claim.source))),
            sentence,
            " ".join(claim.measure.text.split()),
            Target(claim.row, claim.entry.id),
            words_apart(quote, sentence) if quote != sentence else "",
        )


def _course(claims: Iterable[Claim], own: dict[Cell, Measure]) -> str:
    """How the amount was told over time, for the first figure of an entry: `▁▁█`."""
    cell = next(iter(own))
    told = [ends(claim.measure)[0] for claim in claims if claim.cell == cell]
    return sparkline(told) if len(told) > 1 else ""


def sparkline(numbers: Sequence[Decimal]) -> str:
    """A bar for each number, the lowest and the highest as far apart as bars can be."""
    shown = numbers[-_MOST_BARS:]
    low, high = min(shown), max(shown)
    steps = len(_BARS) - 1
    if low == high:
        return _BARS[steps // 2] * len(shown)
    heights = (_ROUGH.divide(one - low, high - low) * steps for one in shown)
    return "".join(_BARS[round(height)] for height in heights)


def words_apart(before: str, after: str) -> str:
    """What differs between two sentences: `exports were [-$5-] {+$6+} million in …`."""
    old, new = before.split(), after.split()
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts: list[str] = []
    for number, (tag, i, j, k, m) in enumerate(codes):
        if tag == "equal":
            edges = number > 0, number + 1 < len(codes)
            parts.append(_shortened(new[k:m], *edges))
            continue
        if i < j:
            parts.append(f"[-{' '.join(old[i:j])}-]")
        if k < m:
            parts.append(f"{{+{' '.join(new[k:m])}+}}")
    return " ".join(parts)


def _shortened(words: list[str], has_before: bool, has_behind: bool) -> str:
    """Words that two sentences share: those beside a difference, the others as `…`."""
    first = words[:_SAME] if has_before else []
    last = words[len(words) - _SAME :] if has_behind else []
    if len(words) <= len(first) + len(last) + 1:
        return " ".join(words)
    return " ".join((*first, "…", *last))


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
