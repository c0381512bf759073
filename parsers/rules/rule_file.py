"""The shape of a rule file as a whole."""

# ruff: noqa: RUF009 - `key` makes a dataclass field; the linter cannot see that.

from __future__ import annotations

from dataclasses import dataclass

from parsers.rules.changes import PatchSource
from parsers.rules.kinds import Choice, Many, Named, Record, Text, key
from parsers.rules.shape import (
    NAME_TEXT,
    PATTERNS,
    VERSION,
    ClausesSource,
    FilterSource,
    FragmentSource,
    MaskSource,
    PackSource,
    ReferenceSource,
    RuleSource,
    SlotSource,
    VocabularySource,
)
from parsers.rules.strict_yaml import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFile:
    """One file of a rule pack."""

    newsledger: str = key(Choice((VERSION,)), "Version of the format.")
    pack: PackSource | None = key(
        Record(PackSource), "Of the main file of a pack.", default=None
    )
    extends: tuple[Scalar, ...] = key(
        Many(Text("path", r"[^/\\\s~][^\\]*"), alone=True),
        "What this file builds on: packs by their names, files relative to this one.",
        default=(),
    )
    patch: PatchSource | None = key(
        Record(PatchSource, apart=True), "What it changes in that.", default=None
    )
    vocabularies: tuple[VocabularySource, ...] = key(
        Named(NAME_TEXT, Record(VocabularySource)),
        "Words and what they stand for.",
        default=(),
    )
    references: tuple[ReferenceSource, ...] = key(
        Named(NAME_TEXT, Record(ReferenceSource)),
        "Words such as this country.",
        default=(),
    )
    fragments: tuple[FragmentSource, ...] = key(
        Named(NAME_TEXT, Record(FragmentSource, short="patterns")),
        "Parts that patterns share: a pattern, a list of them, or a mapping.",
        default=(),
    )
    masks: tuple[MaskSource, ...] = key(
        Many(Record(MaskSource), unique="id"),
        "Texts that no rule may touch.",
        default=(),
    )
    slots: tuple[SlotSource, ...] = key(
        Named(NAME_TEXT, Record(SlotSource)),
        "How the parts of an entry are found.",
        default=(),
    )
    cue: tuple[Scalar, ...] = key(
        PATTERNS,
        "What a sentence must hold to be read; without it, every one is.",
        default=(),
    )
    follow_up: tuple[Scalar, ...] = key(
        PATTERNS,
        "What a sentence without a cue must hold to be read all the same, right after a"
        " sentence with an entry.",
        default=(),
    )
    splitting: ClausesSource | None = key(
        Record(ClausesSource),
        "How sentences divide into clauses.",
        "clauses",
        default=None,
    )
    rules: tuple[RuleSource, ...] = key(
        Many(Record(RuleSource), unique="id"), "What claims figures.", default=()
    )
    filters: tuple[FilterSource, ...] = key(
        Many(Record(FilterSource), unique="id"),
        "What masks the figures of some rules only.",
        default=(),
    )
    path: str = ""
    """The file, as messages name it."""
    bases: tuple[str, ...] = ()
    """The paths of the files that `extends` names."""
    left_out: tuple[Scalar, ...] = ()
    """Names of items that are broken: known, though not there."""

    @property
    def clauses(self) -> Scalar | None:
        """The pattern that stands between two clauses."""
        return None if self.splitting is None else self.splitting.split
