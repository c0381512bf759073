"""Expanding `{names}` in patterns, with a way back from each character to its file.

`{field:type}` captures, `{type}` only matches. A type is a vocabulary, a fragment, or
`@` and a reference. `{vocabulary=value|value}` takes only some values, `{gap:40}` skips
up to 40 characters but no figure, and `{gap:40,flow}` none of the atoms it names.
Vocabularies and atoms become tags in a tagged pattern and their forms in a raw one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from parsers.rules.pack import (
    FIRST_TAG,
    LAST_TAG,
    MASK_TAG,
    Pattern,
    Piece,
    Reference,
    Vocabulary,
)
from parsers.rules.problems import nearest
from parsers.rules.refusals import (
    RefusedError,
    cycle,
    forged,
    named_group,
    open_brace,
    problem,
    too_many_values,
    unbalanced,
    unknown,
    unknown_value,
    untaggable,
    wrong_value,
)
from parsers.rules.shape import FragmentSource
from parsers.rules.strict_yaml import Scalar
from parsers.rules.trie import trie_pattern

ENTRY_FIELDS = (
    "flow",
    "reporter",
    "partner",
    "commodity",
    "period",
    "status",
    "qualifier",
    "attribution",
    "value",
    "quantity",
    "change",
    "trend",
    "sign",
    "pair",
)
CLOSED_FIELDS = {
    "flow": ("export", "import", "trade", "balance"),
    "status": ("actual", "target", "forecast", "potential"),
    "trend": ("+", "-"),
    "sign": ("+", "-"),
}
"""Fields that can have some values only."""
FIGURE_PARTS = (
    "number",
    "number_to",
    "scale",
    "scale_to",
    "currency",
    "unit",
    "multiple",
    "fraction",
    "times",
)
FIGURE_ATOMS = ("money", "quantity", "change")
ANY_ATOM = "atom"
"""The type that stands for every atom, `{atom}`."""

REFERENCE_MARK = "__"
"""Between field and reference in the name of a group: `partner__that_country`."""

_REMEMBERED = 256
"""Lists of forms whose patterns are kept: of a pack, few are changed at a time."""
_PATTERNS = 4_096
"""Patterns whose brackets were looked at: a pack has a thousand, and few are changed."""
_FORGED = re.compile(f"[{MASK_TAG}-{LAST_TAG}]")
_NAMED_GROUP = re.compile(r"\(\?P<|\(\?<(?![=!])")
_OPEN_BRACE = re.compile(r"(?<!\\)\{(?=[A-Za-z@])")

BLANKS = "(?: +)"
"""What a blank means in a raw pattern."""

ITEM = re.compile(
    r"\{(?:gap:(?P<gap>\d+)(?:,(?P<but>[\w,-]+))?"
    r"|(?:(?P<field>[a-z_]+):)?(?P<type>@?[a-z][a-z0-9_-]*)(?:=(?P<values>[^{}]+))?)\}"
)
GUARDS = {
    "word": (r"(?<!\w)", r"(?!\w)"),
    "left": (r"(?<!\w)", ""),
    "right": ("", r"(?!\w)"),
    "none": ("", ""),
}


@dataclass(slots=True)
class Names:
    """All that a pattern can refer to."""

    vocabularies: Mapping[str, Vocabulary]
    fragments: Mapping[str, FragmentSource]
    references: Mapping[str, tuple[Reference, Scalar]]
    """Name -> (reference, its pattern)."""
    atoms: Mapping[str, str]
    """Name of a fragment that is an atom -> the tag of its kind."""
    left_out: frozenset[str]
    """Names of what is broken, so that nothing is known of it but its name."""
    tagged: set[str] = field(default_factory=set)
    """Vocabularies that tagged patterns ask for; grows while patterns are expanded."""
    places: set[str] = field(default_factory=set)
    """Vocabularies that capture a reporter or a partner; grows likewise."""

    @property
    def known(self) -> list[str]:
        """Every type that `{…}` may name."""
        references = [f"@{name}" for name in self.references]
        return [*self.vocabularies, *self.fragments, *references, "gap", ANY_ATOM]

    def unlike(self, others: Names) -> frozenset[str]:
        """The names that mean something else to others, or nothing to one of both."""
        kinds: tuple[tuple[str, Mapping[str, object], Mapping[str, object]], ...] = (
            ("", self.vocabularies, others.vocabularies),
            ("", self.fragments, others.fragments),
            ("", self.atoms, others.atoms),
            ("@", self.references, others.references),
        )
        return frozenset(
            mark + name
            for mark, ours, theirs in kinds
            for name in {**ours, **theirs}
            if ours.get(name) != theirs.get(name)
        )


class Expansion:
    """One pattern while it is expanded."""

    def __init__(self, names: Names, *, raw: bool) -> None:
        """Start empty; `raw` patterns run over text, others over tagged sentences."""
        self._names = names
        self._raw = raw
        self._parts: list[str] = []
        self._pieces: list[Piece] = []
        self._length = 0
        self._fields: dict[str, None] = {}
        self.parts: dict[str, dict[str, None]] = {}
        """Captured part -> the vocabularies it may hold."""
        self.names: dict[str, None] = {}
        """All that it names, at however many removes."""
        self.tagged: dict[str, None] = {}
        """The vocabularies that have to be tagged for it."""
        self.places: dict[str, None] = {}
        """Those that capture a reporter or a partner."""

    def pattern(self) -> Pattern:
        """What has been expanded so far."""
        return Pattern("".join(self._parts), tuple(self._pieces), tuple(self._fields))

    def alternatives(
        self, scalars: tuple[Scalar, ...], stack: tuple[str, ...] = ()
    ) -> None:
        """Add alternatives, the first that matches wins.

        Raises:
            RefusedError: If one of them names something unknown or itself.
        """
        for number, scalar in enumerate(scalars):
            if number:
                self._fixed("|", scalar, 0)
            self._scalar(scalar, stack, ())

    def _scalar(
        self,
        scalar: Scalar,
        stack: tuple[str, ...],
        captured: tuple[str, ...],
    ) -> None:
        # Below a `|` the last line end is no part of the pattern.
        text, at = scalar.value.rstrip("\n"), 0
        self._check_text(text, scalar)
        for item in ITEM.finditer(text):
            self._literal(scalar, at, item.start())
            self._item(item, scalar, stack, captured)
            at = item.end()
        self._literal(scalar, at, len(text))

    def _check_text(self, text: str, scalar: Scalar) -> None:
        """Refuse what would be copied as it stands, and mean something else."""
        lone = _lone_bracket(text)
        if lone is not None:
            raise RefusedError(unbalanced(scalar, lone - 1))
        named = _NAMED_GROUP.search(text)
        if named is not None:
            raise RefusedError(named_group(scalar, named.start() - 1))
        for brace in _OPEN_BRACE.finditer(text):
            if ITEM.match(text, brace.start()) is None:
                raise RefusedError(open_brace(scalar, brace.start()))

    def _literal(self, scalar: Scalar, start: int, end: int) -> None:
        """Copy pattern text; a blank outside a class means one or more blanks.

        Tagged sentences hold single blanks only, so there a blank stays as it is.
        """
        text = scalar.value[start:end]
        if not text:
            return
        if found := _FORGED.search(text):
            raise RefusedError(forged(scalar, start + found.start() - 1))
        if not self._raw and "\n" not in text:
            self._add(text, Piece(self._length, scalar, start, True))
            return
        blank = BLANKS if self._raw else " "
        for offset, word in _blanks_outside_classes(text):
            if word is None:
                self._fixed(blank, scalar, start + offset)
            else:
                self._add(word, Piece(self._length, scalar, start + offset, True))

    def _item(
        self,
        item: re.Match[str],
        scalar: Scalar,
        stack: tuple[str, ...],
        captured: tuple[str, ...],
    ) -> None:
        at = item.start()
        if item["gap"] is not None:
            self._fixed(self._gap(item, scalar), scalar, at)
            return
        name, kind = item["field"], item["type"]
        if name is not None:
            self._check_field(name, kind, scalar, at)
            captured = (*captured, name)
            self._fields[name] = None
        self._fixed(self._opening(name, kind), scalar, at)
        self._type(item, scalar, stack, captured)
        self._fixed(")", scalar, at)

    def _opening(self, name: str | None, kind: str) -> str:
        if name is None:
            return "(?:"
        if kind.startswith("@"):
            reference = kind[1:].replace("-", "_")
            return f"(?P<{name}{REFERENCE_MARK}{reference}>"
        return f"(?P<{name}>"

    def _type(
        self,
        item: re.Match[str],
        scalar: Scalar,
        stack: tuple[str, ...],
        captured: tuple[str, ...],
    ) -> None:
        kind, at, names = item["type"], item.start(), self._names
        self.names[kind] = None
        if kind in names.vocabularies:
            vocabulary = names.vocabularies[kind]
            source = self._vocabulary(vocabulary, item, scalar, captured)
            self._fixed(source, scalar, at)
        elif kind.startswith("@") and kind[1:] in names.references:
            if kind in stack:
                raise RefusedError(cycle((*stack, kind), scalar, at))
            _reference, pattern = names.references[kind[1:]]
            self._scalar(pattern, (*stack, kind), ())
        elif kind in names.atoms and not self._raw:
            self._fixed(names.atoms[kind], scalar, at)
        elif kind == ANY_ATOM and not self._raw:
            self._fixed(f"[{FIRST_TAG}-{LAST_TAG}]", scalar, at)
        elif kind in names.fragments:
            self._fragment(names.fragments[kind], scalar, at, stack, captured)
        else:
            raise RefusedError(unknown(kind, names.known, names.left_out, scalar, at))

    def _fragment(
        self,
        fragment: FragmentSource,
        scalar: Scalar,
        at: int,
        stack: tuple[str, ...],
        captured: tuple[str, ...],
    ) -> None:
        name = fragment.name.value
        if name in stack:
            raise RefusedError(cycle((*stack, name), scalar, at))
        if fragment.barred:
            words = "|".join(re.escape(word.value) for word in fragment.barred)
            self._fixed(rf"(?!(?:{words})(?!\w))", scalar, at)
        for number, alternative in enumerate(fragment.patterns):
            if number:
                self._fixed("|", alternative, 0)
            self._scalar(alternative, (*stack, name), captured)

    def _vocabulary(
        self,
        vocabulary: Vocabulary,
        item: re.Match[str],
        scalar: Scalar,
        captured: tuple[str, ...],
    ) -> str:
        values = item["values"].split("|") if item["values"] else None
        for value in values or ():
            if value not in vocabulary.values:
                raise RefusedError(
                    unknown_value(value, vocabulary, scalar, item.start())
                )
        article = "(?:the +)?" if vocabulary.article else ""
        if self._raw:
            for part in captured:
                self.parts.setdefault(part, {})[vocabulary.name] = None
            return article + raw_vocabulary(vocabulary, values)
        if vocabulary.guard in ("right", "none"):
            raise RefusedError(untaggable(vocabulary, scalar, item.start()))
        self._check_values(vocabulary, values, captured, item.start(), scalar)
        self.tagged[vocabulary.name] = None
        if {"reporter", "partner"} & set(captured):
            self.places[vocabulary.name] = None
        article = "(?:the )?" if vocabulary.article else ""
        if values is None or not vocabulary.per_value:
            return f"{article}[{vocabulary.tags}]"
        return f"{article}[{''.join(map(vocabulary.tag, values))}]"

    def _check_values(
        self,
        vocabulary: Vocabulary,
        values: list[str] | None,
        captured: tuple[str, ...],
        at: int,
        scalar: Scalar,
    ) -> None:
        """Refuse values that cannot be told apart, or that their field cannot have."""
        if values is not None and not vocabulary.per_value:
            raise RefusedError(too_many_values(vocabulary, scalar, at))
        for field_name in captured:
            for value in values or vocabulary.values:
                if value not in CLOSED_FIELDS.get(field_name, (value,)):
                    raise RefusedError(wrong_value(field_name, value, scalar, at))

    def _gap(self, item: re.Match[str], scalar: Scalar) -> str:
        """Up to so many characters, lazily, over none of the named atoms."""
        names = item["but"].split(",") if item["but"] else list(FIGURE_ATOMS)
        barred = ""
        for name in names:
            self.names[name] = None
            if name in self._names.vocabularies:
                self.tagged[name] = None
                barred += self._names.vocabularies[name].tags
            elif name in self._names.atoms:
                barred += self._names.atoms[name]
            elif name not in FIGURE_ATOMS:
                raise RefusedError(
                    unknown(
                        name,
                        self._names.known,
                        self._names.left_out,
                        scalar,
                        item.start(),
                    )
                )
        return f"[^;{barred}]{{0,{item['gap']}}}?"

    def _check_field(self, name: str, kind: str, scalar: Scalar, at: int) -> None:
        fields = FIGURE_PARTS if self._raw else ENTRY_FIELDS
        if name in fields:
            return
        if kind in fields and name in self._names.known:
            advice: str | None = f"did you mean {{{kind}:{name}}}?"
        else:
            near = nearest(name, fields)
            advice = (
                f"did you mean '{near}'?" if near else f"one of {', '.join(fields)}"
            )
        raise RefusedError(
            problem(
                "R302",
                scalar,
                at,
                len(name) + 1,
                f"'{name}' is not a field",
                "what stands before the colon is a field of an entry",
                advice,
            )
        )

    def _fixed(self, text: str, scalar: Scalar, offset: int) -> None:
        self._add(text, Piece(self._length, scalar, offset, False))

    def _add(self, text: str, piece: Piece) -> None:
        self._parts.append(text)
        self._pieces.append(piece)
        self._length += len(text)


_trie = lru_cache(_REMEMBERED)(trie_pattern)


def raw_vocabulary(vocabulary: Vocabulary, values: list[str] | None = None) -> str:
    """The forms of a vocabulary as a raw pattern, guarded and in its own case."""
    forms = [
        form
        for form, value in vocabulary.forms.items()
        if values is None or value in values
    ]
    source = _trie(tuple(forms)).replace("\\ ", " +")
    left, right = GUARDS[vocabulary.guard]
    flag = "i" if vocabulary.fold else "-i"
    return f"{left}(?{flag}:{source}){right}"


@lru_cache(_PATTERNS)
def _lone_bracket(text: str) -> int | None:
    """Where a round bracket of a pattern has no partner."""
    opened: list[int] = []
    at, inside = 0, False
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 1
        elif character == "[":
            inside = True
        elif character == "]":
            inside = False
        elif character == "(" and not inside:
            opened.append(at)
        elif character == ")" and not inside:
            if not opened:
                return at
            opened.pop()
        at += 1
    return opened[-1] if opened else None


def _blanks_outside_classes(text: str) -> list[tuple[int, str | None]]:
    """The text in runs; None stands for a run of blanks outside a character class."""
    runs: list[tuple[int, str | None]] = []
    start, at, inside = 0, 0, False
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 2
            continue
        if character == "[":
            inside = True
        elif character == "]":
            inside = False
        elif character in " \n" and not inside:
            if at > start:
                runs.append((start, text[start:at]))
            runs.append((at, None))
            while at < len(text) and text[at] in " \n":
                at += 1
            start = at
            continue
        at += 1
    if start < len(text):
        runs.append((start, text[start:]))
    return runs
