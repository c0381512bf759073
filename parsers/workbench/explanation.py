"""Why a figure is what it is, as values: what a command prints and a pane can show.

Spans are those of the article, so that every reason leads to its characters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from parsers.model import Entry, Figure, Origin, Span
from parsers.rules.pack import Place

Cued = Literal["cue", "follow-up", "rule", "any", "none"]
"""What lets a sentence be read: words of the cue, words of the follow-up after an entry,
a rule that tells the flow by itself, a pack without a cue, or nothing."""
Outcome = Literal["won", "lost", "requires", "unless"]
"""What became of a rule that matches on a figure: it won, another one did, or what it
requires is missing, or what it must not have is there."""
Ranking = Literal["priority", "fields", "earlier", "name"]
"""What decided between two rules that want one figure."""
Refusal = Literal["if", "only", "scope", "unless", "not_after", "within"]
"""Which key of a look kept it from using what its pattern found."""
Because = Literal["no cue", "no rule", "no flow"]
"""Why a figure is open: its sentence is not read, no rule claims it, or what claims it
finds no flow."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence as the rules see it."""

    text: str
    """The characters, or what stands for an atom: `{country:IRN}`, `{figure:money}`."""
    span: Span
    kind: Literal["text", "atom", "masked"]


@dataclass(frozen=True, slots=True)
class Source:
    """The part of a pack that did something, and where it is written."""

    kind: Literal["rule", "slot", "filter", "cue"]
    name: str
    place: Place | None
    """The pattern of the rule or look; None for a default and what was inherited."""


@dataclass(frozen=True, slots=True)
class MaskHit:
    """Text that a mask hides from the rules."""

    reason: str
    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Cue:
    """What lets a sentence be read."""

    how: Cued
    spans: tuple[Span, ...] = ()
    """The words of the cue or follow-up, or what the rule matched."""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class Contender:
    """A rule that matches on a figure."""

    rule: str
    place: Place
    priority: int
    fields: tuple[str, ...]
    """What it captures there."""
    span: Span
    """What it matches."""
    outcome: Outcome
    ranking: Ranking | None = None
    """Of a loser: what the winner has over it."""
    found: Span | None = None
    """What its `unless` matched."""


@dataclass(frozen=True, slots=True)
class Told:
    """A field of an entry, and how it came by its value."""

    name: str
    value: str
    origin: Origin
    source: Source | None
    """What filled it."""


@dataclass(frozen=True, slots=True)
class Veto:
    """What makes a figure no trade figure, other than a mask."""

    reason: str
    source: Source
    span: Span
    """The words that tell."""


@dataclass(frozen=True, slots=True)
class Overlooked:
    """A look for the flow whose pattern matches in the sentence, but not so as to count."""

    source: Source
    span: Span
    """What it found, of several the nearest."""
    refusal: Refusal
    distance: int
    """Between figure and find, counted as `within` counts."""
    within: int | None


@dataclass(frozen=True, slots=True)
class Near:
    """What almost matches: the longest beginning of its pattern that does."""

    source: Source
    """A rule; a look for the flow, if that is missing; the cue, if that is."""
    matched: int
    items: int
    """How many items the pattern needs, and how many of them matched."""
    span: Span
    """What matched."""
    wanted: str
    """The item that had to come next, as it is written."""
    captured: tuple[tuple[str, Span], ...]
    """(field, words) captured so far."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that led to the state of one figure."""

    figure: Figure
    sentence: Span
    pieces: tuple[Piece, ...]
    cue: Cue
    masks: tuple[MaskHit, ...]
    contenders: tuple[Contender, ...]
    """The winner, the losers in their order, then those that were not allowed."""
    told: tuple[Told, ...]
    """The fields that are filled."""
    veto: Veto | None
    entry: Entry | None
    """The entry that books it."""
    because: Because | None
    """Why it is open; None unless it is."""
    overlooked: tuple[Overlooked, ...]
    """If no flow was found: what came near."""
    near: tuple[Near, ...]
    """If it is open: what came nearest, best first."""
    stopped: tuple[str, ...]
    """Rules that ran out of their time in the sentence."""

    @property
    def winner(self) -> Contender | None:
        """The rule that got the figure."""
        return next((c for c in self.contenders if c.outcome == "won"), None)
