"""The shape of patches: what one file changes in what other files define.

A change has all keys of what it changes, so a key that is added in `shape.py` can be
patched at once.
"""

# ruff: noqa: RUF009 - `key` makes a dataclass field; the linter cannot see that.

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from parsers.rules.kinds import Many, Named, Pairs, Record, Text, key, optional_names
from parsers.rules.shape import (
    FORMS,
    NAME,
    NAME_TEXT,
    PATTERNS,
    ClausesSource,
    ExampleSource,
    FilterSource,
    FragmentSource,
    LookSource,
    MaskSource,
    ReferenceSource,
    RuleSource,
    SlotSource,
    VocabularySource,
)
from parsers.rules.strict_yaml import Scalar


def unset_key(shape: type) -> Any:
    """Declare the key `unset` of a change."""
    return key(
        Many(Text("key", options=optional_names(shape)), alone=True),
        "Keys that hold their defaults again.",
        default=(),
    )


MORE_EXAMPLES: Any = key(
    Many(Record(ExampleSource)),
    "More examples; for others in their place, unset the old ones.",
    default=(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternsSource:
    """Alternatives of a pattern: all of them anew, or some more or less."""

    patterns: tuple[Scalar, ...] = key(PATTERNS, "All of them anew.", "any", default=())
    add: tuple[Scalar, ...] = key(PATTERNS, "More, behind the others.", default=())
    remove: tuple[Scalar, ...] = key(
        PATTERNS, "Those that go, just as they are written.", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSource:
    """How a patch changes an item of another file."""

    changes_of: ClassVar[type]
    """The class of the item; all its keys may stand in the change too."""
    name: Scalar
    changes: tuple[tuple[str, Any], ...] = ()
    """(field, new value) of each key of `changes_of` that is there."""
    unset: tuple[Scalar, ...] = ()
    """Keys of `changes_of` that hold their defaults again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularyChangeSource(ChangeSource):
    """How a patch changes a vocabulary."""

    changes_of = VocabularySource
    add: tuple[tuple[Scalar, tuple[Scalar, ...]], ...] = key(
        FORMS, "Canonical value: [more forms].", default=()
    )
    remove: tuple[Scalar, ...] = key(
        Many(Text("form", longest=200), alone=True), "Forms that go.", default=()
    )
    remove_values: tuple[Scalar, ...] = key(
        Many(Text("value", longest=60), alone=True),
        "Values that go, with all their forms.",
        default=(),
    )
    unset: tuple[Scalar, ...] = unset_key(VocabularySource)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceChangeSource(ChangeSource):
    """How a patch changes a reference."""

    changes_of = ReferenceSource
    unset: tuple[Scalar, ...] = unset_key(ReferenceSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentChangeSource(ChangeSource):
    """How a patch changes a fragment."""

    changes_of = FragmentSource
    add: tuple[Scalar, ...] = key(
        PATTERNS, "More alternatives, behind the others.", default=()
    )
    remove: tuple[Scalar, ...] = key(
        PATTERNS, "Alternatives that go, just as they are written.", default=()
    )
    unset: tuple[Scalar, ...] = unset_key(FragmentSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskChangeSource(ChangeSource):
    """How a patch changes a mask."""

    changes_of = MaskSource
    unset: tuple[Scalar, ...] = unset_key(MaskSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookChangeSource(ChangeSource):
    """How a patch changes a look."""

    changes_of = LookSource
    unset: tuple[Scalar, ...] = unset_key(LookSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotChangeSource(ChangeSource):
    """How a patch changes a slot."""

    changes_of = SlotSource
    add: tuple[LookSource, ...] = key(
        Many(Record(LookSource)), "More looks, behind the others.", default=()
    )
    before: tuple[tuple[Scalar, tuple[LookSource, ...]], ...] = key(
        Pairs(Text("look", NAME), Many(Record(LookSource))),
        "More looks, each list in front of the look of that name.",
        default=(),
    )
    remove: tuple[Scalar, ...] = key(
        Many(NAME_TEXT, alone=True), "Names of looks that go.", default=()
    )
    change: tuple[LookChangeSource, ...] = key(
        Named(NAME_TEXT, Record(LookChangeSource)),
        "Looks that change, by their names.",
        default=(),
    )
    unset: tuple[Scalar, ...] = unset_key(SlotSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleChangeSource(ChangeSource):
    """How a patch changes a rule."""

    changes_of = RuleSource
    examples: tuple[ExampleSource, ...] = MORE_EXAMPLES
    unset: tuple[Scalar, ...] = unset_key(RuleSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterChangeSource(ChangeSource):
    """How a patch changes a filter."""

    changes_of = FilterSource
    examples: tuple[ExampleSource, ...] = MORE_EXAMPLES
    unset: tuple[Scalar, ...] = unset_key(FilterSource)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatchSource:
    """How a file changes, by their names, things that earlier files define."""

    vocabularies: tuple[VocabularyChangeSource, ...] = key(
        Named(NAME_TEXT, Record(VocabularyChangeSource)),
        "Forms and values more or less.",
        default=(),
    )
    references: tuple[ReferenceChangeSource, ...] = key(
        Named(NAME_TEXT, Record(ReferenceChangeSource)), "Other words.", default=()
    )
    fragments: tuple[FragmentChangeSource, ...] = key(
        Named(NAME_TEXT, Record(FragmentChangeSource, short="patterns")),
        "Other patterns, or more or less of them.",
        default=(),
    )
    masks: tuple[MaskChangeSource, ...] = key(
        Named(NAME_TEXT, Record(MaskChangeSource)),
        "Masks that have an `id`.",
        default=(),
    )
    slots: tuple[SlotChangeSource, ...] = key(
        Named(NAME_TEXT, Record(SlotChangeSource)),
        "Looks more or less, other ways to fill a field.",
        default=(),
    )
    cue: PatternsSource | None = key(
        Record(PatternsSource, short="patterns"),
        "Another cue, or more or less of it.",
        default=None,
    )
    follow_up: PatternsSource | None = key(
        Record(PatternsSource, short="patterns"),
        "Another follow-up, or more or less of it.",
        default=None,
    )
    splitting: ClausesSource | None = key(
        Record(ClausesSource), "Another way to divide.", "clauses", default=None
    )
    rules: tuple[RuleChangeSource, ...] = key(
        Named(NAME_TEXT, Record(RuleChangeSource)),
        "Other patterns, priorities, or `status: off`.",
        default=(),
    )
    filters: tuple[FilterChangeSource, ...] = key(
        Named(NAME_TEXT, Record(FilterChangeSource)),
        "Other patterns or reasons, or `status: off`.",
        default=(),
    )
