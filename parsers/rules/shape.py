"""The shape of what rule files define, written down once.

Each class is one kind of mapping in a file, each field made by `key` one key of it. The
reader (`source.py`) and the JSON Schema (`schema.py`) are generic over these classes:
to add a key to the language, add its field here. What patches may change follows.
"""

# ruff: noqa: RUF009 - `key` makes a dataclass field; the linter cannot see that.

from __future__ import annotations

from dataclasses import dataclass

from parsers.rules.kinds import (
    Choice,
    Flag,
    Many,
    Number,
    Pairs,
    PatternText,
    Record,
    Text,
    key,
)
from parsers.rules.problems import LINTS
from parsers.rules.strict_yaml import Scalar

VERSION = "rules/1"
NAME = r"[a-z][a-z0-9_-]*"
"""Of vocabularies, fragments, references, slots, rules and packs."""
ENTRY_FIELDS = (
    *("flow", "reporter", "partner", "commodity", "period", "status", "qualifier"),
    *("attribution", "value", "quantity", "change"),
)
HELPER_FIELDS = ("trend", "sign", "pair")
"""What patterns capture on the way to a field of an entry."""
SCOPES = (
    *("before", "after", "clause", "clause-before", "clause-after", "sentence", "cue"),
    *("core", "next", "lead", "headline"),
)


NAME_TEXT = Text("name", NAME)
FORMS = Pairs(Text("value", longest=60), Many(Text("form", longest=200)), apart=True)
PATTERN = PatternText()
PATTERNS = Many(PATTERN, alone=True)
FIELD = Text("field", options=ENTRY_FIELDS)
ANY_FIELD = Text("field", options=(*ENTRY_FIELDS, *HELPER_FIELDS))
SCOPE_TEXTS = Many(Text("scope", options=SCOPES), alone=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Documented:
    """What can be explained where it stands."""

    doc: Scalar | None = key(Text(), "What it is for.", default=None)
    allow: tuple[tuple[Scalar, Scalar], ...] = key(
        Pairs(Text("code", options=LINTS), Text("reason")),
        "Warnings that `rules check` does not give here, each with the reason; those of"
        " a pack, in its whole file.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSource(Documented):
    """What the pack is called and for whom it is."""

    id: Scalar = key(NAME_TEXT, "Name of the pack.")
    version: Scalar = key(Text("version", r"\d+(\.\d+){0,2}"), "Such as 0.1.0.")
    language: Scalar = key(
        Text("language", r"[a-z]{2,3}(-[A-Za-z0-9]+)*"),
        "Language of the articles, as in BCP 47: en, fa.",
    )
    home: Scalar | None = key(
        Text("country", "[A-Z]{3}"),
        "Country that the papers write for (ISO 3166-1 alpha-3).",
        default=None,
    )
    status: str = key(
        Choice(("stable", "experimental", "deprecated")),
        "How far the pack can be relied on.",
        default="stable",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VocabularySource(Documented):
    """Canonical values and the forms that stand for them; `{name}` in a pattern."""

    name: Scalar
    case: str = key(
        Choice(("exact", "fold")),
        "Whether forms match as written (exact) or in any case (fold).",
        default="exact",
    )
    article: str = key(
        Choice(("none", "optional")),
        'Whether "the" may stand in front of a form.',
        default="none",
    )
    guard: str = key(
        Choice(("word", "left", "right", "none")),
        "On which sides no letter or digit may touch a form; word means both.",
        default="word",
    )
    entries: tuple[tuple[Scalar, tuple[Scalar, ...]], ...] = key(
        FORMS, "Canonical value: [forms]."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceSource(Documented):
    """Words that point at something said before; `{@name}` in a pattern."""

    name: Scalar
    pattern: Scalar = key(PATTERN, "The words.")
    to: str = key(
        Choice(("pair", "partner", "subject")),
        "What they point at: both countries, the other country, or the one spoken of.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FragmentSource(Documented):
    """A part of patterns with a name; `{name}` in a pattern."""

    name: Scalar
    kind: str | None = key(
        Choice(("money", "quantity", "change", "bare", "period", "phrase")),
        "What the text it matches is read as; without it, the fragment is only text.",
        "as",
        default=None,
    )
    barred: tuple[Scalar, ...] = key(
        Many(Text("word")), "Words that a phrase cannot begin with.", "not", default=()
    )
    patterns: tuple[Scalar, ...] = key(
        PATTERNS, "Alternatives; the first that matches wins.", "any"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskSource(Documented):
    """Text that no rule may touch; figures inside are no trade figures."""

    id: Scalar | None = key(NAME_TEXT, "Its name, for patches.", default=None)
    status: str = key(Choice(("on", "off")), "Whether it is in force.", default="on")
    reason: Scalar = key(Text(), "What people read beside a masked figure.")
    patterns: tuple[Scalar, ...] = key(PATTERNS, "The text.", "pattern", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class SoughtSource(Documented):
    """What is looked for around a figure, and for which figures."""

    patterns: tuple[Scalar, ...] = key(
        PATTERNS,
        "What to look for; what a look captures fills fields.",
        "pattern",
        "any",
    )
    within: int | None = key(
        Number(0, 10_000),
        "How many characters may lie between the figure and the find.",
        default=None,
    )
    only: str | None = key(
        Choice(("value", "quantity", "change", "percent")),
        "The kind of figure that looks for it; without it, all do. A percent is a change "
        "that does not tell its direction itself, as `doubled` does.",
        default=None,
    )
    given: tuple[tuple[Scalar, Scalar], ...] = key(
        Pairs(ANY_FIELD, Text("value")),
        "Look only if the entry has these values already.",
        "if",
        default=(),
    )
    unless: Scalar | None = key(
        PATTERN, "Do not look where this matches in the scope.", default=None
    )
    not_after: Scalar | None = key(
        PATTERN, "The find must not stand right after this.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LookSource(SoughtSource):
    """One thing to look for around a figure."""

    id: Scalar | None = key(NAME_TEXT, "Its name, for patches.", default=None)
    scopes: tuple[Scalar, ...] = key(
        SCOPE_TEXTS, "Where to look; the first scope that has it wins.", "in"
    )
    handicap: int = key(
        Number(0, 10_000),
        "Characters added to the distance when finds compete.",
        default=0,
    )
    sets: tuple[tuple[Scalar, Scalar], ...] = key(
        Pairs(ANY_FIELD, Text("value")),
        "Fields that the find sets to fixed values.",
        "set",
        default=(),
    )
    veto: Scalar | None = key(
        Text(),
        "The find makes the figure no trade figure, for this reason.",
        default=None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class InheritSource(Documented):
    """Where a field comes from when nothing near the figure tells it."""

    source: str = key(
        Choice(("figure", "sentence")),
        "The figure before it in its sentence, or the last one of earlier sentences.",
        "from",
    )
    when: Scalar | None = key(
        PATTERN, "Only if this matches in the sentence.", default=None
    )
    unless: Scalar | None = key(
        PATTERN, "Not if this matches in the sentence.", default=None
    )
    within: int | None = key(
        Number(0, 1_000), "How many sentences back at most.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSource(Documented):
    """A part of an entry, looked up around the figure in any order."""

    name: Scalar
    pick: str = key(
        Choice(("first", "nearest")),
        "Whether the first look that finds something wins, or the nearest find.",
        default="first",
    )
    look: tuple[LookSource, ...] = key(
        Many(Record(LookSource), unique="id"),
        "What to look for, in this order.",
        default=(),
    )
    inherit: tuple[InheritSource, ...] = key(
        Many(Record(InheritSource, short="source")),
        "Where to take it from when no look finds it, in this order.",
        default=(),
    )
    default: Scalar | None = key(
        Text(), "Its value when nothing tells it; home is the pack's.", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ClausesSource(Documented):
    """How sentences divide into clauses."""

    split: Scalar = key(PATTERN, "What stands between two clauses.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSource(Documented):
    """A text that the rules must read in one way, or must leave alone."""

    text: Scalar = key(Text(), "The sentence.")
    context: Scalar | None = key(Text(), "What the article said before.", default=None)
    headline: Scalar | None = key(Text(), "Its headline.", default=None)
    date: Scalar | None = key(
        Text("date", r"\d{4}-\d\d-\d\d"), "Day it was published.", default=None
    )
    expected: tuple[tuple[tuple[Scalar, Scalar], ...], ...] | None = key(
        Many(
            Pairs(Text("field", options=(*ENTRY_FIELDS, "masked")), Text("value")),
            alone=True,
            none=True,
        ),
        "The fields of each entry it makes, or none: 1.45e9 USD, 360000 tonne, +42.7.",
        "expect",
    )
    todo: bool = key(Flag(), "Known not to work yet.", default=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSource(Documented):
    """A pattern that claims figures."""

    id: Scalar = key(NAME_TEXT, "Name of the rule; no other rule has it.")
    status: str = key(
        Choice(("on", "off", "experimental")), "Whether it runs.", default="on"
    )
    priority: int = key(
        Number(0, 100), "Of two rules that match, the higher wins.", default=50
    )
    pattern: Scalar = key(PATTERN, "What it matches; captures fill fields.")
    requires: Scalar | None = key(
        PATTERN, "Must match in the same sentence.", default=None
    )
    unless: Scalar | None = key(
        PATTERN, "Must not match in the same sentence.", default=None
    )
    sets: tuple[tuple[Scalar, Scalar], ...] = key(
        Pairs(ANY_FIELD, Text("value")),
        "Fields that it sets to fixed values.",
        "set",
        default=(),
    )
    veto: Scalar | None = key(
        Text(),
        "Figures it matches are no trade figures, for this reason.",
        default=None,
    )
    comparison: bool = key(
        Flag(), "Its figure is what another one is compared with.", default=False
    )
    examples: tuple[ExampleSource, ...] = key(
        Many(Record(ExampleSource)),
        "At least one text that it must read and one that it must leave alone.",
        default=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSource(SoughtSource):
    """What masks the figures of some rules, wherever these rules are written."""

    id: Scalar = key(NAME_TEXT, "Name of the filter.")
    status: str = key(Choice(("on", "off")), "Whether it is in force.", default="on")
    reason: Scalar = key(Text(), "What people read beside a figure that it masks.")
    rules: tuple[Scalar, ...] = key(
        Many(NAME_TEXT, alone=True), "The rules that it is for.", default=()
    )
    packs: tuple[Scalar, ...] = key(
        Many(NAME_TEXT, alone=True),
        "Packs that it is for: all their rules, and those of all that they extend.",
        default=(),
    )
    scopes: tuple[Scalar, ...] = key(
        SCOPE_TEXTS, "Where to look; without it, in the sentence.", "in", default=()
    )
    examples: tuple[ExampleSource, ...] = key(
        Many(Record(ExampleSource)),
        "At least one text in which it must mask a figure and one in which it must not.",
        default=(),
    )
