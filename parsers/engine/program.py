"""A rule pack made ready to run: patterns compiled, and what tells where to try them.

Compiling collects what is wrong with the patterns; whatever holds such a pattern is
left out, the rest runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from typing import TypeVar

import regex

from parsers.engine.finders import LEFT_GUARD, REMEMBERED, Finder
from parsers.engine.lean import refuse_large
from parsers.engine.relaxed import ANYTHING, relaxed
from parsers.engine.scanner import Scanner
from parsers.engine.sieves import Sieve
from parsers.engine.tagger import Tagger
from parsers.engine.words import lowered
from parsers.rules.difference import same_words
from parsers.rules.pack import (
    ELSEWHERE,
    AtomRule,
    Filter,
    Inheritance,
    Look,
    Mask,
    Pack,
    Pattern,
    Place,
    Rule,
    Slot,
)

REFUSALS = (regex.error, RecursionError, OverflowError, MemoryError)
"""What the `regex` module raises for a pattern that it cannot compile."""

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PatternError:
    """A pattern that the `regex` module refuses."""

    place: Place
    reason: str
    owner: str
    """What holds the pattern, such as `rule goods-moved`."""


@dataclass(frozen=True, slots=True)
class LookProgram:
    """A look with its compiled patterns."""

    look: Look
    finder: Finder
    fields: frozenset[str]
    """All that it fills: captures and fixed values."""
    elsewhere: int | None
    """If it looks outside the sentence too: its number among those of a pack."""
    unless: Finder | None
    not_after: Finder | None


@dataclass(frozen=True, slots=True)
class InheritProgram:
    """An inheritance with its compiled conditions."""

    inheritance: Inheritance
    when: Finder | None
    unless: Finder | None


@dataclass(frozen=True, eq=False)
class SlotProgram:
    """A slot with its compiled looks."""

    slot: Slot
    looks: tuple[LookProgram, ...]
    inherit: tuple[InheritProgram, ...]

    @cached_property
    def fields(self) -> frozenset[str]:
        """The fields that it fills."""
        return frozenset(self.slot.fields)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The numbers of the finders of its looks."""
        return frozenset(look.finder.number for look in self.looks)

    @cached_property
    def elsewhere(self) -> bool:
        """Whether any of its looks looks outside the sentence too."""
        return any(look.elsewhere is not None for look in self.looks)


@dataclass(frozen=True, slots=True)
class RuleProgram:
    """A rule with its compiled patterns."""

    rule: Rule
    finder: Finder
    requires: Finder | None
    unless: Finder | None


@dataclass(frozen=True, slots=True)
class FilterProgram:
    """A filter with its compiled look."""

    filter: Filter
    look: LookProgram


@dataclass(frozen=True, slots=True)
class MaskProgram:
    """A mask with its compiled pattern."""

    mask: Mask
    finder: Finder


class Program:
    """The compiled pack. `errors` tells what had to be left out."""

    finder_type: type[Finder] = Finder
    scanner_type: type[Scanner] = Scanner
    tagger_type: type[Tagger] = Tagger

    scanner: Scanner
    tagger: Tagger
    plain_form: Callable[[str], str]
    """The relaxed form of a pattern for sentences in which nothing is tagged."""
    reads_all_atoms: bool
    """Whether all figures and periods of the pack compile."""
    _sieve: Sieve
    _elsewhere: Sieve
    _cues: Sieve

    def __init__(self, pack: Pack, former: Program | None = None) -> None:
        """Compile all of the pack that compiles.

        Args:
            pack: The pack.
            former: A program of the same type: what both share is not made anew.
        """
        self.pack = pack
        self.errors: list[PatternError] = []
        self._numbers: dict[str, int] = {}
        self._relaxed: list[str] = []
        self._outside: list[str] = []
        if former and former.reads_all_atoms and same_words(former.pack, pack):
            self.scanner, self.tagger = former.scanner, former.tagger
            self.plain_form = former.plain_form
        else:
            self.scanner, self.tagger = self._readers(pack)
            self.plain_form = lru_cache(REMEMBERED)(_spelling(pack))
        self.reads_all_atoms = not self.errors
        self.masks = self._all(pack.masks, self._mask)
        self.clause = self._whole(
            "clauses", lambda: self._maybe(pack.clause, "clauses")
        )
        self.cue = self._whole("cue", lambda: self._maybe(pack.cue, "cue"))
        self.follow_up = self._whole(
            "follow_up", lambda: self._maybe(pack.follow_up, "follow_up")
        )
        self.slots = self._all(pack.slots, self._slot)
        self.rules = self._all(
            sorted(pack.rules, key=lambda rule: (-rule.priority, rule.id)), self._rule
        )
        self.filters = self._all(pack.filters, self._filter)
        self.references = {r.name: r.to for r in pack.references}
        self.numbers = frozenset(self._numbers.values())
        """The numbers of all finders."""
        self._sieve = _turned(self._relaxed, former._sieve if former else None)
        self._elsewhere = _turned(
            map(self.plain_form, self._outside), former._elsewhere if former else None
        )
        self.self_cued = tuple(rule for rule in self.rules if rule.rule.tells_flow)
        """The rules that tell the flow by themselves, beside the cue."""
        cues = [self.cue, *(rule.requires or rule.finder for rule in self.self_cued)]
        self._cues = _turned(
            map(self.plain_form, map(_source_of, cues)),
            former._cues if former else None,
        )

    def rest(self) -> None:
        """Let go of what grew with the texts; it is made anew when it is needed.

        The automata of RE2 learn each turn of phrase that they meet: after tens of
        thousands of articles that is six times what they began with.
        """
        for part in (self._sieve, self._elsewhere, self._cues):
            part.rest()
        self.scanner.rest()
        self.tagger.rest()

    def may_cue(self, sentence: str) -> bool:
        """Whether an untagged sentence can hold the cue, or a rule that is its own."""
        return self._cues.passes(lowered(sentence))

    def may_cue_itself(self, sentence: str) -> bool:
        """Whether a rule of `self_cued` can find anything in an untagged sentence."""
        return bool(self._cues.passing(lowered(sentence)) - {0})

    def elsewhere(self, low: str) -> frozenset[int]:
        """The looks outside the sentence that can find anything in an untagged text.

        Args:
            low: A headline or lead, in lower case.

        Returns:
            The numbers of `LookProgram.elsewhere`.
        """
        return self._elsewhere.passing(low)

    def passing(self, low: str) -> frozenset[int]:
        """The numbers of the finders that a tagged text, in lower case, can hold."""
        return self._sieve.passing(low)

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
            finder = self.finder_type(pattern, label, at_end=at_end)
        except REFUSALS as error:
            raise _BadPatternError(pattern, error) from None
        if not at_end:
            if finder.source not in self._numbers:
                self._numbers[finder.source] = len(self._numbers)
                # Here, since the parser has just read the same pattern.
                self._relaxed.append(_relaxed(finder.source))
            finder.number = self._numbers[finder.source]
        return finder

    def _maybe(
        self, pattern: Pattern | None, label: str, at_end: bool = False
    ) -> Finder | None:
        return None if pattern is None else self._finder(pattern, label, at_end)

    def _readers(self, pack: Pack) -> tuple[Scanner, Tagger]:
        """What finds the figures and the atoms of a pack, as far as they compile."""
        try:
            return self.scanner_type(pack), self.tagger_type(pack)
        except REFUSALS:
            # One by one takes twice as long, so only to find out which it was.
            pack = replace(pack, atoms=self._all(pack.atoms, self._atom))
            return self.scanner_type(pack), self.tagger_type(pack)

    def _atom(self, atom: AtomRule) -> AtomRule:
        """Refuse an atom that does not compile; the others are compiled together."""
        try:
            refuse_large(atom.pattern.source)
            regex.compile(atom.pattern.source, regex.IGNORECASE)
        except REFUSALS as error:
            raise _BadPatternError(atom.pattern, error, guard="") from None
        return atom

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
        return LookProgram(
            look,
            finder,
            finder.fields | {field for field, _value in look.sets},
            self._numbered_outside(finder) if ELSEWHERE & set(look.scopes) else None,
            self._maybe(look.unless, slot),
            self._maybe(look.not_after, slot, at_end=True),
        )

    def _filter(self, item: Filter) -> FilterProgram:
        return FilterProgram(item, self._look(item.look, f"filter {item.id}"))

    def _numbered_outside(self, finder: Finder) -> int:
        self._outside.append(finder.source)
        return len(self._outside) - 1

    def _rule(self, rule: Rule) -> RuleProgram:
        return RuleProgram(
            rule,
            self._finder(rule.pattern, rule.id),
            self._maybe(rule.requires, rule.id),
            self._maybe(rule.unless, rule.id),
        )


_relaxed = lru_cache(REMEMBERED)(relaxed)


def _turned(forms: Iterable[str], former: Sieve | None) -> Sieve:
    """A sieve of some forms; what it shares with the former one is not made anew."""
    written = tuple(forms)
    return Sieve(written) if former is None else former.turned_to(written)


def _spelling(pack: Pack) -> Callable[[str], str]:
    """What relaxes a pattern so that its tags are the forms that they stand for."""
    forms: dict[str, list[str]] = {}
    for vocabulary in pack.vocabularies:
        if vocabulary.name in pack.tagged:
            for form, value in vocabulary.forms.items():
                forms.setdefault(vocabulary.tag(value), []).append(form)
    return partial(relaxed, spell=forms.get)


def _source_of(finder: Finder | None) -> str:
    """The pattern of a finder; where there is none, one that matches everywhere."""
    return ANYTHING if finder is None else finder.source


class _BadPatternError(Exception):
    """Carries where a pattern went wrong up to what holds it."""

    def __init__(
        self, pattern: Pattern, error: Exception, guard: str = f"{LEFT_GUARD}(?:"
    ) -> None:
        super().__init__(str(error))
        at = getattr(error, "pos", None) or 0
        self.place = pattern.place(max(0, at - len(guard)))
        self.reason = getattr(error, "msg", None) or "nested too deeply"


def _owner(item: object) -> str:
    if isinstance(item, AtomRule):
        return f"fragment {item.name}"
    if isinstance(item, Rule):
        return f"rule {item.id}"
    if isinstance(item, Slot):
        return f"slot {item.name}"
    if isinstance(item, Filter):
        return f"filter {item.id}"
    return "mask"
