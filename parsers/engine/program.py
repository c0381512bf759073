"""A rule pack made ready to run: patterns compiled, gates derived.

Compiling collects what is wrong with the patterns; whatever holds such a pattern is
left out, the rest runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple, TypeVar

import regex

from parsers.engine.gates import Gate, gate, is_tag
from parsers.engine.lean import compile_lean
from parsers.engine.scanner import RawFigure, Scanner
from parsers.engine.tagger import Tagged, Tagger, lowered
from parsers.engine.timing import BUDGET
from parsers.model import Overrun, Span
from parsers.rules.pack import Inheritance, Look, Mask, Pack, Pattern, Place, Rule, Slot
from parsers.rules.trie import trie_pattern

REFERENCE_MARK = "__"
"""Between field and reference in the name of a group: `partner__that_country`."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PatternError:
    """A pattern that the `regex` module refuses."""

    place: Place
    reason: str
    owner: str
    """What holds the pattern, such as `rule goods-moved`."""


class Capture(NamedTuple):
    """One captured field of a find, in offsets of the tagged text."""

    field: str
    reference: str | None
    start: int
    end: int


class Find(NamedTuple):
    """Where a pattern matches in a tagged sentence."""

    start: int
    end: int
    captures: tuple[Capture, ...]

    def spans(self, field: str) -> list[tuple[int, int]]:
        """Where the find captured the field."""
        return [(c.start, c.end) for c in self.captures if c.field == field]


class Finder:
    """A compiled tagged pattern with its gate."""

    __slots__ = ("gate", "groups", "label", "need", "pattern")

    def __init__(self, pattern: Pattern, label: str, *, at_end: bool = False) -> None:
        """Compile the pattern, guarded so that it cannot begin or end inside a word.

        Args:
            pattern: A tagged pattern.
            label: Whose it is, for overruns.
            at_end: Whether it must reach to the end of the text it is given.

        Raises:
            regex.error: If it does not compile.
        """
        self.label = label
        guarded = rf"(?<!\w)(?:{pattern.source})" + (r"\Z" if at_end else r"(?!\w)")
        self.pattern = compile_lean(guarded)
        self.gate: Gate | None = gate(guarded)
        self.need: tuple[int, ...] = ()
        self.groups = [
            (name, *_field_of(name)) for name in sorted(self.pattern.groupindex)
        ]

    def find(self, text: str) -> list[Find]:
        """All finds in a tagged text.

        Raises:
            TimeoutError: If it takes longer than its budget.
        """
        return [
            Find(*m.span(), self._captures(m))
            for m in self.pattern.finditer(text, timeout=BUDGET)
        ]

    def reaches(self, text: str, start: int, end: int) -> bool:
        """Whether it matches somewhere in text[start:end] (up to `end` if `at_end`)."""
        found = self.pattern.search(text, start, end, timeout=BUDGET)
        return found is not None

    def _captures(self, match: regex.Match[str]) -> tuple[Capture, ...]:
        found = [
            Capture(field, reference, start, end)
            for name, field, reference in self.groups
            for start, end in match.spans(name)
        ]
        found.sort(key=lambda capture: (capture.start, -capture.end))
        return tuple(found)


def _field_of(group: str) -> tuple[str, str | None]:
    field, mark, reference = group.partition(REFERENCE_MARK)
    return field, reference if mark else None


@dataclass(frozen=True, slots=True)
class LookProgram:
    """A look with its compiled patterns."""

    look: Look
    finder: Finder
    fields: frozenset[str]
    """All that it fills: captures and fixed values."""
    elsewhere: bool
    """Whether it looks outside the sentence too."""
    unless: Finder | None
    not_after: Finder | None


@dataclass(frozen=True, slots=True)
class InheritProgram:
    """An inheritance with its compiled conditions."""

    inheritance: Inheritance
    when: Finder | None
    unless: Finder | None


@dataclass(frozen=True, slots=True)
class SlotProgram:
    """A slot with its compiled looks."""

    slot: Slot
    looks: tuple[LookProgram, ...]
    inherit: tuple[InheritProgram, ...]


@dataclass(frozen=True, slots=True)
class RuleProgram:
    """A rule with its compiled patterns."""

    rule: Rule
    finder: Finder
    requires: Finder | None
    unless: Finder | None


@dataclass(frozen=True, slots=True)
class MaskProgram:
    """A mask with its compiled pattern."""

    mask: Mask
    finder: Finder


class Program:
    """The compiled pack. `errors` tells what had to be left out."""

    def __init__(self, pack: Pack) -> None:
        """Compile all of the pack that compiles.

        Raises:
            regex.error: If the patterns of the figures or periods do not compile;
                `PatternError`s for them are collected before.
        """
        self.pack = pack
        self.errors: list[PatternError] = []
        self._finders: list[Finder] = []
        self.scanner = Scanner(pack)
        self.tagger = Tagger(pack)
        self.masks = self._all(pack.masks, self._mask)
        self.clause = self._whole(
            "clauses", lambda: self._maybe(pack.clause, "clauses")
        )
        self.cue = self._whole("cue", lambda: self._maybe(pack.cue, "cue"))
        self.slots = self._all(pack.slots, self._slot)
        self.rules = self._all(
            sorted(pack.rules, key=lambda rule: (-rule.priority, rule.id)), self._rule
        )
        self.references = {r.name: r.to for r in pack.references}
        self._assign_gates()
        self._cue_words = self._words_of(self.cue)

    def may_cue(self, sentence: str) -> bool:
        """Whether an untagged sentence can hold the cue at all."""
        return self._cue_words.search(lowered(sentence)) is not None

    def _words_of(self, finder: Finder | None) -> re.Pattern[str]:
        """A pattern for the words, tags spelled out, of which a finder needs one."""
        gate = finder.gate if finder is not None else None
        if not gate:
            return re.compile("")
        words: set[str] = set()
        for word in gate[0]:
            if is_tag(word):
                words |= self._spelled(word)
            else:
                words.add(word)
        return re.compile(trie_pattern(words))

    def _spelled(self, tag: str) -> set[str]:
        """First words, in lower case, of the forms that a tag stands for."""
        return {
            form.lower().split(" ")[0]
            for vocabulary in self.pack.vocabularies
            for form, value in vocabulary.forms.items()
            if vocabulary.name in self.pack.tagged and vocabulary.tag(value) == tag
        }

    def present(self, tagged: Tagged) -> int:
        """Which gate words and tags occur in the sentence, as bits."""
        bits, low = 0, tagged.low
        for character in set(low):
            bits |= self._tag_bits.get(character, 0)
        for word, bit in self._word_bits:
            if word in low:
                bits |= bit
        return bits

    def _all(self, items: Iterable[T], build: Callable[[T], R]) -> tuple[R, ...]:
        built = (self._whole(_owner(item), partial(build, item)) for item in items)
        return tuple(item for item in built if item is not None)

    def _whole(self, owner: str, build: Callable[[], R]) -> R | None:
        """What `build` makes, or None and an error when one of its patterns is bad."""
        try:
            return build()
        except _BadPatternError as bad:
            self.errors.append(PatternError(bad.place, bad.reason, owner))
            return None

    def _finder(self, pattern: Pattern, label: str, at_end: bool = False) -> Finder:
        try:
            finder = Finder(pattern, label, at_end=at_end)
        except (regex.error, RecursionError, OverflowError) as error:
            raise _BadPatternError(pattern, error) from None
        self._finders.append(finder)
        return finder

    def _maybe(
        self, pattern: Pattern | None, label: str, at_end: bool = False
    ) -> Finder | None:
        return None if pattern is None else self._finder(pattern, label, at_end)

    def _mask(self, mask: Mask) -> MaskProgram:
        return MaskProgram(mask, self._finder(mask.pattern, f"mask: {mask.reason}"))

    def _slot(self, slot: Slot) -> SlotProgram:
        return SlotProgram(
            slot,
            tuple(self._look(look, slot.name) for look in slot.looks),
            tuple(
                InheritProgram(
                    item,
                    self._maybe(item.when, slot.name),
                    self._maybe(item.unless, slot.name),
                )
                for item in slot.inherit
            ),
        )

    def _look(self, look: Look, slot: str) -> LookProgram:
        finder = self._finder(look.pattern, slot)
        captured = {field for _name, field, _reference in finder.groups}
        return LookProgram(
            look,
            finder,
            frozenset(captured | {field for field, _value in look.sets}),
            not {"headline", "lead"}.isdisjoint(look.scopes),
            self._maybe(look.unless, slot),
            self._maybe(look.not_after, slot, at_end=True),
        )

    def _rule(self, rule: Rule) -> RuleProgram:
        return RuleProgram(
            rule,
            self._finder(rule.pattern, rule.id),
            self._maybe(rule.requires, rule.id),
            self._maybe(rule.unless, rule.id),
        )

    def _assign_gates(self) -> None:
        """Give each gate word a bit, and each finder the bit sets that it needs."""
        bits: dict[str, int] = {}
        for finder in self._finders:
            finder.need = tuple(
                sum({bits.setdefault(word, 1 << len(bits)) for word in need})
                for need in finder.gate or ()
            )
        self._tag_bits = {word: bit for word, bit in bits.items() if is_tag(word)}
        self._word_bits = [(w, b) for w, b in bits.items() if not is_tag(w)]


class _BadPatternError(Exception):
    """Carries where a pattern went wrong up to what holds it."""

    def __init__(self, pattern: Pattern, error: Exception) -> None:
        super().__init__(str(error))
        at = getattr(error, "pos", None) or 0
        self.place = pattern.place(max(0, at - len(r"(?<!\w)(?:")))
        self.reason = getattr(error, "msg", None) or "nested too deeply"


def _owner(item: object) -> str:
    if isinstance(item, Rule):
        return f"rule {item.id}"
    if isinstance(item, Slot):
        return f"slot {item.name}"
    return "mask"


class Sentences:
    """Runs finders on tagged sentences: gates first, each result kept."""

    def __init__(self, program: Program, *, gated: bool = True) -> None:
        """Start without overruns; `gated` False tries every pattern everywhere."""
        self._program = program
        self._gated = gated
        self.overruns: list[Overrun] = []

    def tag(
        self, text: str, span: Span, figures: Sequence[tuple[int, RawFigure]] = ()
    ) -> Tagged:
        """A tagged sentence with the masks of the pack laid over it."""
        tagger = self._program.tagger
        atoms = [*tagger.periods(text, span), *tagger.words(text, span)]
        return self._masked(tagger.join(text, span, atoms, figures))

    def tag_cued(
        self, text: str, span: Span, figures: Sequence[tuple[int, RawFigure]]
    ) -> Tagged | None:
        """The same if the sentence has a cue; None where the pack leaves it alone."""
        tagger, cue = self._program.tagger, self._program.cue
        if cue is not None and not self._program.may_cue(text[span.start : span.end]):
            return None
        words = tagger.words(text, span)
        if cue is not None:
            plain = tagger.join(text, span, words, figures)
            if not self.finds(cue, plain):
                return None
        atoms = [*tagger.periods(text, span), *words]
        return self._masked(tagger.join(text, span, atoms, figures))

    def _masked(self, tagged: Tagged) -> Tagged:
        found = [
            (mask.mask.reason, find)
            for mask in self._program.masks
            for find in self.finds(mask.finder, tagged)
        ]
        for reason, find in found:
            for atom in tagged.atoms_in(find.start, find.end):
                if atom.figure >= 0:
                    tagged.masked.setdefault(atom.figure, reason)
            tagged.mask(find.start, find.end)
        if found:
            tagged.cache.clear()
        return tagged

    def reaches(self, finder: Finder, tagged: Tagged, start: int, end: int) -> bool:
        """Whether the finder matches within [start, end) of the sentence."""
        try:
            return finder.reaches(tagged.text, start, end)
        except TimeoutError:
            self._overrun(finder, tagged)
            return False

    def finds(self, finder: Finder, tagged: Tagged) -> list[Find]:
        """The finds of a finder in a sentence; none if it ran out of time."""
        kept = tagged.cache.get(finder)
        if kept is None:
            kept = tagged.cache[finder] = self._run(finder, tagged)
        return kept  # type: ignore[return-value]

    def _run(self, finder: Finder, tagged: Tagged) -> list[Find]:
        if self._gated and finder.need:
            present = tagged.cache.get("present")
            if present is None:
                present = tagged.cache["present"] = self._program.present(tagged)
            if not all(need & present for need in finder.need):  # type: ignore[operator]
                return []
        try:
            return finder.find(tagged.text)
        except TimeoutError:
            self._overrun(finder, tagged)
            return []

    def _overrun(self, finder: Finder, tagged: Tagged) -> None:
        self.overruns.append(Overrun(finder.label, Span(tagged.begin, tagged.end)))
