"""From rule files to one pack: names resolved, tags assigned, patterns expanded.

Nothing stops at the first problem. What cannot be expanded is left out, the rest of
the pack is made, and every problem is returned with its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import NamedTuple, TypeVar

from parsers.rules.allowances import allowances, told
from parsers.rules.expand import CLOSED_FIELDS, ENTRY_FIELDS, Names
from parsers.rules.expansions import Expansions
from parsers.rules.lint import lint
from parsers.rules.pack import (
    FIRST_TAG,
    AtomRule,
    Example,
    Filter,
    Inheritance,
    Look,
    Mask,
    Pack,
    Pattern,
    Place,
    Reference,
    Rule,
    Slot,
    Vocabulary,
)
from parsers.rules.problems import Problem
from parsers.rules.refusals import RefusedError, for_nothing, no_such, wrong_value
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import (
    ExampleSource,
    FilterSource,
    FragmentSource,
    InheritSource,
    LookSource,
    MaskSource,
    RuleSource,
    SlotSource,
    VocabularySource,
)
from parsers.rules.strict_yaml import Scalar

ATOM_KINDS = ("money", "quantity", "change", "bare", "period")

T = TypeVar("T")
R = TypeVar("R")


class Composed(NamedTuple):
    """A pack, what is wrong with it, and its patterns for the next one."""

    pack: Pack
    problems: list[Problem]
    expansions: Expansions


def compose(
    files: Sequence[RuleFile], digest: str, former: Expansions | None = None
) -> Composed:
    """One pack of the files, those that are extended before those that extend.

    Args:
        files: The files in order, laid over one another; a later one may use what an
            earlier one defines.
        digest: Of the bytes of all the files.
        former: The patterns of a pack of nearly the same files.
    """
    return _Composer(files, former).composed(digest)


class _Composer:
    def __init__(self, files: Sequence[RuleFile], former: Expansions | None) -> None:
        self._files = files
        self.problems: list[Problem] = []
        self._tag = ord(FIRST_TAG)
        fragments = self._fragments()
        tags = {kind: self._tags(1) for kind in ATOM_KINDS}
        atoms = {
            name: tags[fragment.kind]
            for name, fragment in fragments.items()
            if fragment.kind in tags
        }
        self._names = Names(
            self._vocabularies(),
            fragments,
            self._references(),
            atoms,
            frozenset(name.value for file in files for name in file.left_out),
        )
        self._expansions = Expansions(self._names, former)

    def composed(self, digest: str) -> Composed:
        files = self._files
        names = self._names
        atoms = self._each(
            [f for f in names.fragments.values() if f.kind in ATOM_KINDS], self._atom
        )
        masks = self._all(lambda f: f.masks, self._mask)
        slots = self._all(lambda f: f.slots, self._slot)
        rules = self._all(lambda f: f.rules, self._rule)
        filters = self._all(lambda f: f.filters, self._filter)
        cue = self._only(f.cue for f in files)
        follow_up = self._only(f.follow_up for f in files)
        split = self._only((f.clauses,) for f in files if f.clauses is not None)
        head = next((f.pack for f in reversed(files) if f.pack is not None), None)
        pack = Pack(
            id="" if head is None else head.id.value,
            version="" if head is None else head.version.value,
            language="" if head is None else head.language.value,
            home=None if head is None or head.home is None else head.home.value,
            vocabularies=tuple(names.vocabularies.values()),
            tagged=frozenset(names.tagged),
            places=frozenset(names.places),
            atoms=atoms,
            references=tuple(r for r, _pattern in names.references.values()),
            masks=masks,
            cue=cue,
            follow_up=follow_up,
            clause=split,
            slots=slots,
            rules=rules,
            filters=filters,
            digest=blake2b(digest.encode(), digest_size=8).hexdigest(),
        )
        return Composed(pack, [*self.problems, *self._warnings(pack)], self._expansions)

    def _warnings(self, pack: Pack) -> Iterable[Problem]:
        """What is hardly meant, and nobody allows: that is asked only if there is any."""
        found = tuple(lint(self._files, pack))
        return told(found, allowances(self._files)) if found else ()

    def _only(self, found: Iterable[tuple[Scalar, ...]]) -> Pattern | None:
        """The one pattern of its kind in a pack."""
        made = self._each((patterns for patterns in found if patterns), self._tagged)
        return made[0] if made else None

    def _tags(self, count: int) -> str:
        first = chr(self._tag)
        self._tag += count
        return first

    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {
            source.name.value: self._vocabulary(source)
            for file in self._files
            for source in file.vocabularies
        }

    def _vocabulary(self, source: VocabularySource) -> Vocabulary:
        fold = source.case == "fold"
        forms = {
            form.value.lower() if fold else form.value: value.value
            for value, written in source.entries
            for form in written
        }
        values = dict.fromkeys(value.value for value, _written in source.entries)
        untagged = Vocabulary(
            name=source.name.value,
            fold=fold,
            article=source.article == "optional",
            guard=source.guard,
            forms=forms,
            values=tuple(values),
            first_tag="",
        )
        tags = self._tags(len(values) if untagged.per_value else 1)
        return replace(untagged, first_tag=tags)

    def _fragments(self) -> dict[str, FragmentSource]:
        return {
            source.name.value: source
            for file in self._files
            for source in file.fragments
        }

    def _references(self) -> dict[str, tuple[Reference, Scalar]]:
        return {
            source.name.value: (
                Reference(source.name.value.replace("-", "_"), source.to),
                source.pattern,
            )
            for file in self._files
            for source in file.references
        }

    def _all(
        self, items_of: Callable[[RuleFile], Iterable[T]], build: Callable[[T], R]
    ) -> tuple[R, ...]:
        """What can be built of the items of all files, less those that are off."""
        items = (item for file in self._files for item in items_of(file))
        on = (item for item in items if getattr(item, "status", "on") != "off")
        return self._each(on, build)

    def _each(self, items: Iterable[T], build: Callable[[T], R]) -> tuple[R, ...]:
        """What can be built; a refused item leaves its problem instead."""
        built = []
        for item in items:
            try:
                built.append(build(item))
            except RefusedError as refused:
                self.problems.append(refused.problem)
        return tuple(built)

    def _tagged(self, patterns: tuple[Scalar, ...]) -> Pattern:
        return self._expansions.of(patterns).pattern

    def _maybe(self, pattern: Scalar | None) -> Pattern | None:
        return None if pattern is None else self._tagged((pattern,))

    def _atom(self, fragment: FragmentSource) -> AtomRule:
        expanded = self._expansions.of(fragment.patterns, fragment.name.value)
        return AtomRule(
            fragment.name.value,
            str(fragment.kind),
            expanded.pattern,
            self._names.atoms[fragment.name.value],
            expanded.parts,
        )

    def _mask(self, source: MaskSource) -> Mask:
        return Mask(self._tagged(source.patterns), source.reason.value)

    def _slot(self, source: SlotSource) -> Slot:
        looks = tuple(self._look(look) for look in source.look)
        fields = dict.fromkeys(
            field
            for look in looks
            for field in (*look.pattern.fields, *(name for name, _value in look.sets))
        )
        if source.name.value in ENTRY_FIELDS:
            fields[source.name.value] = None
        if "pair" in fields:
            fields = dict.fromkeys((*fields, "reporter", "partner"))
            del fields["pair"]
        return Slot(
            source.name.value,
            tuple(fields),
            looks,
            source.pick == "nearest",
            tuple(self._inheritance(item) for item in source.inherit),
            None if source.default is None else source.default.value,
        )

    def _look(self, source: LookSource) -> Look:
        return Look(
            pattern=self._tagged(source.patterns),
            scopes=tuple(scope.value for scope in source.scopes),
            within=source.within,
            sets=self._sets(source.sets),
            veto=None if source.veto is None else source.veto.value,
            unless=self._maybe(source.unless),
            not_after=self._maybe(source.not_after),
            handicap=source.handicap,
            only=source.only,
            given=_pairs(source.given),
        )

    def _filter(self, source: FilterSource) -> Filter:
        look = Look(
            pattern=self._tagged(source.patterns),
            scopes=tuple(scope.value for scope in source.scopes) or ("sentence",),
            within=source.within,
            sets=(),
            veto=source.reason.value,
            unless=self._maybe(source.unless),
            not_after=self._maybe(source.not_after),
            handicap=0,
            only=source.only,
            given=_pairs(source.given),
        )
        return Filter(
            source.id.value,
            look,
            self._filtered(source),
            tuple(_example(example) for example in source.examples),
            Place.of(source.id),
        )

    def _filtered(self, source: FilterSource) -> frozenset[str]:
        """The rules that a filter is for; a name that nobody has is a problem."""
        rules = {rule.id.value for file in self._files for rule in file.rules}
        packs = {f.pack.id.value: f for f in self._files if f.pack is not None}
        for names, known, kind in (
            (source.rules, rules, "rule"),
            (source.packs, packs, "pack"),
        ):
            self.problems += [
                no_such(name, kind, known) for name in names if name.value not in known
            ]
        if not source.rules and not source.packs:
            self.problems.append(for_nothing(source.id))
        found = {name.value for name in source.rules}
        for name in source.packs:
            if name.value in packs:
                found |= self._rules_below(packs[name.value])
        return frozenset(found & rules)

    def _rules_below(self, file: RuleFile) -> set[str]:
        """The rules of a file and of all that it extends."""
        below: dict[str, None] = {}
        files = {file.path: file for file in self._files}
        pending = [file.path]
        while pending:
            path = pending.pop()
            if path in files and path not in below:
                below[path] = None
                pending += files[path].bases
        return {rule.id.value for path in below for rule in files[path].rules}

    def _sets(
        self, pairs: Iterable[tuple[Scalar, Scalar]]
    ) -> tuple[tuple[str, str], ...]:
        """Fixed values of fields.

        Raises:
            RefusedError: If a field cannot have its value.
        """
        found = tuple(pairs)
        for field, value in found:
            if value.value not in CLOSED_FIELDS.get(field.value, (value.value,)):
                raise RefusedError(wrong_value(field.value, value.value, value, -1))
        return _pairs(found)

    def _inheritance(self, source: InheritSource) -> Inheritance:
        return Inheritance(
            source.source,
            self._maybe(source.when),
            self._maybe(source.unless),
            source.within,
        )

    def _rule(self, source: RuleSource) -> Rule:
        return Rule(
            id=source.id.value,
            priority=source.priority,
            pattern=self._tagged((source.pattern,)),
            requires=self._maybe(source.requires),
            unless=self._maybe(source.unless),
            sets=self._sets(source.sets),
            veto=None if source.veto is None else source.veto.value,
            comparison=source.comparison,
            examples=tuple(_example(example) for example in source.examples),
            place=Place.of(source.id),
        )


def _example(source: ExampleSource) -> Example:
    return Example(
        text=source.text.value,
        context=_text(source.context),
        headline=_text(source.headline),
        date=_text(source.date),
        expected=None
        if source.expected is None
        else tuple(_pairs(entry) for entry in source.expected),
        todo=source.todo,
        place=Place.of(source.text),
    )


def _text(scalar: Scalar | None) -> str | None:
    return None if scalar is None else scalar.value


def _pairs(pairs: Iterable[tuple[Scalar, Scalar]]) -> tuple[tuple[str, str], ...]:
    return tuple((name.value, value.value) for name, value in pairs)
