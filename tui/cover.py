"""What the rules do in the articles that are listed, as far as they were read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from parsers.ledger.cells import Cell, cell_of
from parsers.model import Article, Entry
from tui.claims import Claim, same_claims
from tui.findings import Finding, Findings, Target
from tui.wording import KINDS_OF_SENTENCES, brief, verdict_counts, verdict_sign

if TYPE_CHECKING:
    from parsers.store import Review
    from parsers.workbench.coverage import Coverage
    from parsers.workbench.open_figures import OpenKind, OpenShape

_MOST = 300
"""Shapes of one kind of sentences that are shown; the others are counted."""


class Cover:
    """Reads articles one after the other, and tells what was found at any time."""

    def __init__(self, coverage: Coverage, place_of: Callable[[str], str]) -> None:
        """Start with nothing.

        Args:
            coverage: What counts.
            place_of: Tells where a rule is written.
        """
        self._coverage = coverage
        self._place_of = place_of
        self.rows: set[int] = set()
        """The articles that need not be read any more."""
        self._row_of: dict[str, int] = {}
        self._entries: defaultdict[str, list[Entry]] = defaultdict(list)
        self._found: defaultdict[str, list[Finding]] = defaultdict(list)
        self._claims: defaultdict[Cell, list[Claim]] = defaultdict(list)

    def read(self, row: int, article: Article) -> None:
        """Read one more article, once."""
        if row in self.rows:
            return
        self._row_of[article.name] = row
        reading = self._coverage.engine.read(article)
        day, heading = article.date or "", article.heading
        about = "  ".join(filter(None, (day, heading)))
        for entry in reading.entries:
            kept = replace(entry, origins=())
            self._entries[entry.rule].append(kept)
            self._found[entry.rule].append(
                Finding(
                    "",
                    brief(entry),
                    about,
                    " ".join(entry.quote.split()),
                    " ".join(entry.measures[0].text.split()),
                    Target(row, entry.id),
                )
            )
            for measure in entry.measures:
                claim = Claim(kept, measure, row, day, heading)
                self._claims[claim.cell].append(claim)

    # --- open figures by their shapes ------------------------------------------------

    def shapes(self) -> Findings:
        """The open figures, by the shape of what stands around them, most first."""
        kinds = self._coverage.report().open
        figures = sum(kind.figures for kind in kinds)
        found = tuple(one for kind in kinds for one in self._kind(kind))
        none = Finding("", "no figure is open")
        return Findings(f"Open figures by shape  {figures:,}", found or (none,))

    def _kind(self, kind: OpenKind) -> Iterator[Finding]:
        """The shapes in one kind of sentences."""
        if not kind.figures:
            return
        yield Finding(f"{kind.figures:,}", KINDS_OF_SENTENCES[kind.sentences])
        shown = kind.shapes[:_MOST]
        for shape in shown:
            yield self._shape(shape)
        others = kind.figures - sum(shape.figures for shape in shown)
        if others:
            yield Finding(f"{others:,}", "of other shapes")

    def _shape(self, shape: OpenShape) -> Finding:
        count, title = f"{shape.figures:,}", shape.shape
        if not shape.examples:
            return Finding(count, title, shape.why)
        example = shape.examples[0]
        target = Target(self._row_of[example.article], example.start)
        return Finding(
            count, title, shape.why, example.sentence, example.figure, target
        )

    # --- one claim -------------------------------------------------------------------

    def claims(self, entry: Entry) -> Findings:
        """What all articles say of the goods, the parties and the time of an entry."""
        cells = {cell_of(entry, measure) for measure in entry.measures}
        return same_claims(entry, [c for cell in cells for c in self._claims[cell]])

    # --- one rule --------------------------------------------------------------------

    def rule(self, rule: str, review: Callable[[Entry], Review] | None) -> Findings:
        """What one rule does: its figures, its rivals, what people say, its entries.

        Args:
            rule: Its id.
            review: What was decided on an entry, if anything is known of that.
        """
        found = self._found[rule]
        reviews = [] if review is None else list(map(review, self._entries[rule]))
        if reviews:
            signs = map(verdict_sign, reviews)
            pairs = zip(found, signs, strict=True)
            found = [replace(one, count=sign) for one, sign in pairs]
        head = (*self._about(rule), *_judged(reviews))
        return Findings(f"Rule {rule}", (*head, *found))

    def _about(self, rule: str) -> Iterator[Finding]:
        entries = self._entries[rule]
        articles = len({entry.article for entry in entries})
        yield Finding("", self._place_of(rule) or "no rule of the pack has this name")
        yield Finding(
            f"{len(entries):,}", f"entries; articles that have one: {articles:,}"
        )
        uses = (use for use in self._coverage.report().rules if use.rule == rule)
        for use in uses:
            yield Finding(f"{use.wanted:,}", "figures that its pattern takes")
            yield Finding(f"{use.won:,}", "of them no stronger rule takes")
            for winner in use.lost_to:
                yield Finding(f"{winner.figures:,}", f"go to {winner.name}")
            if use.always_with:
                others = ", ".join(use.always_with)
                yield Finding("", f"never without {others}")


def _judged(reviews: list[Review]) -> Iterator[Finding]:
    """What people say of the entries of a rule."""
    if not reviews:
        return
    said = Counter(review.verdict for review in reviews)
    yield Finding("", f"verdicts: {verdict_counts(reviews)}")
    judged = len(reviews) - said["undecided"]
    if judged:
        share = f"{100 * said['accepted'] / judged:.0f} %"
        yield Finding(share, f"right as they are; decided on: {judged:,}")
