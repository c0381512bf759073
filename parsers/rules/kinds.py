"""The kinds of value that a key of a rule file may have, and how keys are declared."""

from __future__ import annotations

import re
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from functools import cache
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; read as a `Scalar`."""

    what: str = "text"
    """How messages call it."""
    form: str | None = None
    """A regular expression that it must match as a whole."""
    longest: int | None = None
    options: tuple[str, ...] = ()
    """The only texts allowed, if any are given."""


@dataclass(frozen=True, slots=True)
class PatternText:
    """A regular expression with `{names}`; read as a `Scalar`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words; read as a `str`."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number; read as an `int`."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Flag:
    """`true` or `false`; read as a `bool`."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list, never empty; read as a tuple."""

    item: Kind
    alone: bool = False
    """Whether a single item may stand without the list."""
    none: bool = False
    """Whether the word `none` may stand instead; read as None."""
    unique: str | None = None
    """The key in which no two items may agree."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """A mapping with free keys, never empty; read as a tuple of pairs."""

    key: Text
    value: Kind
    apart: bool = False
    """Whether a broken pair is left out alone."""


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with the keys of a class; read as an object of the class."""

    shape: type
    short: str | None = None
    """The field that a value without keys stands for."""
    apart: bool = False
    """Whether a broken key is left out alone."""


@dataclass(frozen=True, slots=True)
class Named:
    """A mapping of names to records, whose field `name` they become."""

    name: Text
    record: Record


Kind: TypeAlias = (
    Text | PatternText | Choice | Number | Flag | Many | Pairs | Record | Named
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a mapping, and the field that holds its value."""

    field: str
    names: tuple[str, ...]
    """How files spell it; one of them at a time."""
    kind: Kind
    doc: str
    required: bool
    default: Any


def key(kind: Kind, doc: str, *names: str, default: Any = MISSING) -> Any:
    """Declare a field as a key of a rule file.

    Args:
        kind: What its value may be.
        doc: One or two sentences for the person who writes rules.
        names: How files spell it, where that is not the name of the field.
        default: What the field holds when the key is absent; without it, the key must
            be there.
    """
    facts = {"kind": kind, "doc": doc, "names": names}
    return field(default=default, metadata=facts)


@cache
def keys_of(shape: type) -> tuple[Key, ...]:
    """The keys of a class, in the order in which it declares them.

    A class with `changes_of` has all keys of that class too, none of them needed.
    """
    own = own_keys_of(shape)
    changed: type | None = getattr(shape, "changes_of", None)
    if changed is None:
        return own
    taken = {key.field for key in own} | {"id"}
    others = [key for key in keys_of(changed) if key.field not in taken]
    return (*own, *(replace(key, required=False, default=None) for key in others))


def own_keys_of(shape: type) -> tuple[Key, ...]:
    """The keys that a class declares itself."""
    return tuple(_key_of(item) for item in fields(shape) if item.metadata)


def name_of(shape: type) -> str:
    """What people call a mapping with the keys of a class: `rule`, `slot change`."""
    words = re.findall("[A-Z][a-z]*", shape.__name__.removesuffix("Source"))
    return " ".join(words).lower()


def optional_names(shape: type) -> tuple[str, ...]:
    """How files spell the keys of a class that need not be there."""
    optional = (key for key in keys_of(shape) if not key.required)
    return tuple(key.names[0] for key in optional if key.field != "id")


def _key_of(item: Field[Any]) -> Key:
    facts = item.metadata
    return Key(
        field=item.name,
        names=facts["names"] or (item.name,),
        kind=facts["kind"],
        doc=facts["doc"],
        required=item.default is MISSING,
        default=None if item.default is MISSING else item.default,
    )
