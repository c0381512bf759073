"""A rule pack after composition: every fragment expanded, every tag assigned.

A pack holds the *source* of its patterns; the engine compiles them. Two alphabets
occur. A *raw* pattern runs over the folded text of an article; it finds the atoms. A
*tagged* pattern runs over a sentence in which each atom is one private-use character.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from parsers.rules.strict_yaml import Scalar

MASK_TAG = "\ue000"
"""Stands for a character that no rule may see."""
FIRST_TAG = "\ue001"
LAST_TAG = "\uf8ff"
MOST_VALUES = 32
"""A vocabulary with at most this many values has a tag for each of them."""

ELSEWHERE = frozenset({"headline", "lead"})
"""Scopes outside the sentence."""

AtomKind = str
"""`money`, `quantity`, `change`, `bare` or `period`."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a rule file: where to send a person."""

    path: str
    line: int
    column: int

    @classmethod
    def of(cls, scalar: Scalar) -> Place:
        """Where a text is written."""
        return cls(scalar.path, scalar.line, scalar.column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Piece:
    """From `start` on, the expansion was written at `offset` of `scalar`."""

    start: int
    scalar: Scalar
    offset: int
    """Offset in the scalar of the character at `start`; fixed pieces repeat it."""
    copied: bool
    """Whether the characters were copied one by one, so that offsets go on together."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern with every `{name}` expanded, and the way back to what was written."""

    source: str
    pieces: tuple[Piece, ...]
    fields: tuple[str, ...] = ()
    """The entry fields it captures."""

    def place(self, offset: int) -> Place:
        """Where the character at `offset` of the expansion was written."""
        starts = [piece.start for piece in self.pieces]
        piece = self.pieces[max(0, bisect_right(starts, offset) - 1)]
        inside = piece.offset + (offset - piece.start if piece.copied else 0)
        line, column = piece.scalar.position(min(inside, len(piece.scalar.value)))
        return Place(piece.scalar.path, line, column)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Canonical values and the forms that stand for them."""

    name: str
    fold: bool
    """Whether case does not matter."""
    article: bool
    """Whether "the" may stand in front."""
    guard: str
    """`word`, `left`, `right` or `none`: where no letter or digit may touch a form."""
    forms: Mapping[str, str]
    """Form -> value; lower case where `fold`."""
    values: tuple[str, ...]
    first_tag: str
    """Tag of the first value, or of all of them."""

    @property
    def per_value(self) -> bool:
        """Whether each value has a tag of its own."""
        return len(self.values) <= MOST_VALUES

    def tag(self, value: str) -> str:
        """The private-use character that stands for `value`."""
        if not self.per_value:
            return self.first_tag
        return chr(ord(self.first_tag) + self.values.index(value))

    @property
    def tags(self) -> str:
        """All its tags, as the inside of a character class."""
        if not self.per_value or len(self.values) == 1:
            return self.first_tag
        return f"{self.first_tag}-{self.tag(self.values[-1])}"


@dataclass(frozen=True, slots=True)
class AtomRule:
    """A fragment with `as:`: what a figure or a period looks like in folded text."""

    name: str
    kind: AtomKind
    pattern: Pattern
    tag: str
    vocabularies: Mapping[str, tuple[str, ...]]
    """Captured part (`number`, `scale`, `currency`, `unit` …) -> its vocabularies."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that point at something said before."""

    name: str
    to: str
    """`pair`, `partner` or `subject`."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Text that no rule may touch; a figure inside is masked with the reason."""

    pattern: Pattern
    reason: str


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look for around a figure."""

    pattern: Pattern
    scopes: tuple[str, ...]
    within: int | None
    """Most tagged characters between the figure and the find."""
    sets: tuple[tuple[str, str], ...]
    """Fields that the find sets to fixed values."""
    veto: str | None
    """Reason why a figure that has this nearby is no trade figure."""
    unless: Pattern | None
    """Must not match in the scope."""
    not_after: Pattern | None
    """Must not end where the find begins."""
    handicap: int
    """Added to the distance when finds compete."""
    only: str | None
    """`value`, `quantity`, `change` or `percent`: the kind of figure that looks for it."""
    given: tuple[tuple[str, str], ...]
    """Values that fields must already have."""


@dataclass(frozen=True, slots=True)
class Inheritance:
    """Where a field comes from when nothing near the figure tells it."""

    source: str
    """`figure`, `sentence`, `lead` or `headline`."""
    when: Pattern | None
    unless: Pattern | None
    within: int | None
    """Most sentences back."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of an entry, looked up around the figure in any order."""

    name: str
    fields: tuple[str, ...]
    looks: tuple[Look, ...]
    nearest: bool
    """Whether the looks compete by distance; else the first that finds something wins."""
    inherit: tuple[Inheritance, ...]
    default: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must read in one way, or must leave alone."""

    text: str
    context: str | None
    headline: str | None
    date: str | None
    expected: tuple[tuple[tuple[str, str], ...], ...] | None
    """(field, value) pairs of each expected entry; None where none is expected."""
    todo: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that claims figures."""

    id: str
    priority: int
    pattern: Pattern
    requires: Pattern | None
    unless: Pattern | None
    sets: tuple[tuple[str, str], ...]
    veto: str | None
    comparison: bool
    """Whether its figure is what another one is compared with."""
    examples: tuple[Example, ...]
    place: Place

    @property
    def tells_flow(self) -> bool:
        """Whether it captures or sets a flow: such a rule is a cue of its own."""
        return "flow" in {*self.pattern.fields, *(field for field, _ in self.sets)}


@dataclass(frozen=True, slots=True)
class Filter:
    """What masks the figures of some rules."""

    id: str
    look: Look
    """With the reason as its veto."""
    rules: frozenset[str]
    """Ids of the rules that it is for."""
    examples: tuple[Example, ...]
    place: Place

    @property
    def veto(self) -> str | None:
        """The reason that people read beside what it masks."""
        return self.look.veto


@dataclass(frozen=True, slots=True)
class Pack:
    """All that the engine needs to read articles."""

    id: str
    version: str
    language: str
    home: str | None
    """The country that the papers write for."""
    vocabularies: tuple[Vocabulary, ...]
    tagged: frozenset[str]
    """Names of the vocabularies that rules ask for, so that the engine tags them."""
    places: frozenset[str]
    """Names of the vocabularies that can be a reporter or partner."""
    atoms: tuple[AtomRule, ...]
    references: tuple[Reference, ...]
    masks: tuple[Mask, ...]
    cue: Pattern | None
    """What a sentence must hold to be read; where None, every sentence is."""
    follow_up: Pattern | None
    """What a sentence without a cue must hold, right after one with an entry."""
    clause: Pattern | None
    """What separates clauses."""
    slots: tuple[Slot, ...]
    rules: tuple[Rule, ...]
    filters: tuple[Filter, ...]
    digest: str
    """Changes whenever anything that the engine uses changes."""

    def vocabulary(self, name: str) -> Vocabulary:
        """The vocabulary of that name."""
        return next(v for v in self.vocabularies if v.name == name)
