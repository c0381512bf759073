"""Who uses what in rule files: every pattern with its role, every name and its users."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from parsers.rules.expand import ITEM
from parsers.rules.rule_file import RuleFile
from parsers.rules.strict_yaml import Scalar

Role = Literal["searched", "tried", "part"]
"""`searched` through a sentence, `tried` there but not for its own sake (a condition
behind the figure, a look back), or only a `part` of others."""
RAW_KINDS = ("money", "quantity", "change", "bare", "period")
"""What a fragment is read as whose pattern runs over text, not over tags."""


@dataclass(frozen=True, slots=True)
class Use:
    """One pattern of a file."""

    scalar: Scalar
    role: Role
    raw: bool
    """Whether it runs over text, not over tagged sentences."""
    rule: str | None = None
    """The rule that it belongs to."""
    masked: bool = True
    """Whether masks hide text from it."""


class Usage:
    """The patterns of a pack, and how they depend on each other."""

    def __init__(self, files: Sequence[RuleFile], paths: Collection[str]) -> None:
        """Take all files of a pack, and the paths of those that are looked at.

        What a patch puts into another file is looked at with the file of the patch.
        """
        self.files = tuple(files)
        self.paths = frozenset(paths)
        self.written: Mapping[str, Sequence[Scalar]] = {
            **{f.name.value: f.patterns for file in files for f in file.fragments},
            **{
                f"@{r.name.value}": (r.pattern,)
                for file in files
                for r in file.references
            },
        }
        """What each fragment, and each reference behind an `@`, is written out as."""
        self._figures = frozenset(
            fragment.name.value
            for file in files
            for fragment in file.fragments
            if fragment.kind in RAW_KINDS
        )
        """Of figures and periods, each a single tag for the rules."""
        self._raw = self._reached(self._figures)

    def written_for(self, *, raw: bool) -> Mapping[str, Sequence[Scalar]]:
        """The same for patterns that run over text, or over tagged sentences."""
        if raw:
            return self.written
        return {n: s for n, s in self.written.items() if n not in self._figures}

    def patterns(self, *, every: bool = False) -> Iterator[Use]:
        """The patterns of the files that are looked at, or of `every` file."""
        for file in self.files:
            for use in self._of(file):
                if every or self.looks_at(use.scalar):
                    yield use

    def looks_at(self, scalar: Scalar) -> bool:
        """Whether it is written in a file that is looked at."""
        return scalar.path in self.paths

    def asks(self, use: Use, vocabulary: str, value: str | None) -> bool:
        """Whether a pattern, or what it is written out with, asks for a vocabulary.

        Args:
            use: The pattern.
            vocabulary: The name of the vocabulary.
            value: If given, whether it asks for this value, alone or among others.
        """
        barred = frozenset() if use.raw else self._figures
        names = self._reached(names_in(use.scalar), barred) - barred
        inner = (scalar for name in names for scalar in self.written.get(name, ()))
        return any(
            item["type"] == vocabulary
            and (None in (value, item["values"]) or value in item["values"].split("|"))
            for scalar in (use.scalar, *inner)
            for item in ITEM.finditer(scalar.value)
        )

    def used(self) -> frozenset[str]:
        """The names that anything but itself makes use of, at however many removes."""
        roots = [
            name
            for file in self.files
            for use in self._of(file)
            if use.role != "part"
            for name in names_in(use.scalar)
        ]
        return self._reached([*roots, *self._figures])

    def _reached(
        self, names: Iterable[str], closed: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """The names, and all that they are written out with, but not the `closed` ones."""
        pending, found = list(names), set[str]()
        while pending:
            name = pending.pop()
            if name not in found:
                found.add(name)
                for scalar in () if name in closed else self.written.get(name, ()):
                    pending += names_in(scalar)
        return frozenset(found)

    def _of(self, file: RuleFile) -> Iterator[Use]:
        def use(
            scalars: Iterable[Scalar | None],
            role: Role,
            raw: bool = False,
            rule: str | None = None,
            masked: bool = True,
        ) -> Iterator[Use]:
            for scalar in scalars:
                if scalar is not None:
                    yield Use(scalar, role, raw, rule, masked)

        for fragment in file.fragments:
            role: Role = "tried" if fragment.kind in RAW_KINDS else "part"
            yield from use(fragment.patterns, role, fragment.name.value in self._raw)
        yield from use((r.pattern for r in file.references), "part")
        yield from use((*file.cue, *file.follow_up), "searched", masked=False)
        yield from use((file.clauses,), "tried")
        for mask in file.masks:
            yield from use(mask.patterns, "searched", masked=False)
        for slot in file.slots:
            for look in slot.look:
                yield from use((*look.patterns, look.unless), "searched")
                yield from use((look.not_after,), "tried")
            for item in slot.inherit:
                yield from use((item.when, item.unless), "searched")
        for rule in file.rules:
            own = (rule.pattern, rule.requires, rule.unless)
            yield from use(own, "searched", rule=rule.id.value)
        for filter in file.filters:
            yield from use((*filter.patterns, filter.unless), "searched")
            yield from use((filter.not_after,), "tried")


def names_in(scalar: Scalar) -> Iterator[str]:
    """The names in braces of a pattern, references with their `@`."""
    for item in ITEM.finditer(scalar.value):
        if item["gap"] is None:
            yield item["type"]
        elif item["but"]:
            yield from item["but"].split(",")
