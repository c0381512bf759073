"""Reads the nodes of a rule file as what its shape says they are.

Generic over `shape.py`. A broken item raises inside and is left out by the list or
mapping it stands in; the problem is noted before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any, Literal, NoReturn

from parsers.rules.kinds import (
    Choice,
    Flag,
    Key,
    Kind,
    Many,
    Named,
    Number,
    Pairs,
    PatternText,
    Record,
    Text,
    keys_of,
)
from parsers.rules.problems import Problem, suggestion
from parsers.rules.strict_yaml import Mapping, Node, Scalar, Sequence

_QUOTED = "put it in single quotes, or after | on lines of its own"
_QUOTED_BEFORE = "if this is part of the value before it, put that in single quotes"
_COLON = re.compile(r"\s*:")


class _BrokenError(Exception):
    """An item cannot be used; why is among the problems already."""


class Reader:
    """Reads the nodes of one file as the kinds that the shape says they are."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._left_out: list[Scalar] = []
        self.problems: list[Problem] = []
        """All that was found, in the order of reading."""

    @property
    def left_out(self) -> tuple[Scalar, ...]:
        """Names of the items that are broken."""
        return tuple(self._left_out)

    def values(
        self, shape: type, node: Mapping, what: str
    ) -> tuple[dict[str, Any], bool]:
        """The fields that the mapping gives, and whether something is broken."""
        keys = {name: key for key in keys_of(shape) for name in key.names}
        values: dict[str, Any] = {}
        seen: dict[str, Scalar] = {}
        broken = False
        for name, value in node.items:
            try:
                key = self._key(keys, name, what, seen)
                values[key.field] = self._read(key.kind, value, f"'{name.value}'")
            except _BrokenError:
                broken = True
        for key in dict.fromkeys(keys.values()):
            if key.required and key.field not in seen:
                title = f"{what} has no '{key.names[0]}'"
                self._note("R202", node, title, f"it must say it: {key.doc}")
                broken = True
        return values, broken

    def _read(self, kind: Kind, node: Node, what: str) -> Any:
        """The value of a node; `what` is how messages call it."""
        match kind:
            case Text():
                return self._text(kind, node, what)
            case PatternText():
                return self._pattern(node, what)
            case Choice():
                return self._text(Text("word", options=kind.options), node, what).value
            case Number():
                return self._number(kind, node, what)
            case Flag():
                return self._flag(node, what)
            case Many():
                return self._many(kind, node, what)
            case Pairs():
                return self._pairs(kind, node, what)
            case Record():
                return self._record(kind, node, what)
            case Named():
                return self._named(kind, node, what)

    def _scalar(self, node: Node, what: str, wanted: str) -> Scalar:
        if isinstance(node, Scalar):
            if not node.value.strip():
                self._refuse("R204", node, f"{what} is empty", f"it must be {wanted}")
            return node
        sign, name = ("{", "mapping") if isinstance(node, Mapping) else ("[", "list")
        title = f"{what} must be {wanted}, not a {name}"
        reason = f"an unquoted {sign} at the start of a value begins a YAML {name}"
        return self._refuse("R203", node, title, reason, _QUOTED)

    def _text(self, kind: Text, node: Node, what: str) -> Scalar:
        scalar = self._scalar(node, what, f"a {kind.what}")
        shown = _short(scalar)
        if kind.options and scalar.value not in kind.options:
            title = f"{what} cannot be '{shown}'"
            reason = f"only some {kind.what}s are allowed here"
            help = suggestion(scalar.value, kind.options)
            self._refuse("R205", scalar, title, reason, help)
        if kind.longest and len(scalar.value) > kind.longest:
            reason = f"a {kind.what} has {kind.longest} characters at most"
            self._refuse("R206", scalar, f"{what} is too long", reason)
        if kind.form and not re.fullmatch(kind.form, scalar.value):
            title = f"'{shown}' is no {kind.what}"
            self._refuse(
                "R206", scalar, title, f"a {kind.what} has the form {kind.form}"
            )
        return scalar

    def _pattern(self, node: Node, what: str) -> Scalar:
        scalar = self._scalar(node, what, "a pattern")
        if scalar.style in ('"', ">"):
            self._note(
                "R209",
                scalar,
                f"{what} is {'folded' if scalar.style == '>' else 'in double quotes'}",
                "YAML changes characters of it, so no message can point into it",
                "write patterns in single quotes or after |",
                "warning",
            )
        behind = scalar.source[scalar.end : scalar.end + 80]
        if not scalar.style and re.match(r"[ \t]+#", behind):
            reason = "in an unquoted value, a blank and # begin a comment"
            title = f"{what} ends before the #"
            self._note("R210", scalar, title, reason, _QUOTED, "warning")
        return scalar

    def _number(self, kind: Number, node: Node, what: str) -> int:
        scalar = self._scalar(node, what, "a whole number")
        if scalar.style or not re.fullmatch("-?[0-9]{1,9}", scalar.value):
            title = f"{what} must be a whole number, not '{_short(scalar)}'"
            self._refuse("R203", scalar, title, "it is written in digits, unquoted")
        number = int(scalar.value)
        if not kind.least <= number <= kind.most:
            reason = f"it is a number from {kind.least} to {kind.most}"
            self._refuse("R207", scalar, f"{what} cannot be {number}", reason)
        return number

    def _flag(self, node: Node, what: str) -> bool:
        scalar = self._scalar(node, what, "true or false")
        if scalar.style or scalar.value not in ("true", "false"):
            title = f"{what} must be true or false, not '{_short(scalar)}'"
            self._refuse("R203", scalar, title, "other words may mean something else")
        return scalar.value == "true"

    def _many(self, kind: Many, node: Node, what: str) -> tuple[Any, ...] | None:
        if kind.none and isinstance(node, Scalar) and node.value == "none":
            return None
        if not isinstance(node, Sequence):
            if kind.alone:
                return (self._read(kind.item, node, what),)
            title = f"{what} must be a list"
            reason = "it may hold several items"
            self._refuse(
                "R203", node, title, reason, "write [one, two] or lines with -"
            )
        if not node.items:
            self._refuse("R204", node, f"{what} is an empty list", "it needs an item")
        items, broken = [], False
        for number, item in enumerate(node.items, 1):
            try:
                items.append(self._read(kind.item, item, f"item {number} of {what}"))
            except _BrokenError:
                broken = True
        if broken and not isinstance(kind.item, Record):
            raise _BrokenError
        return tuple(self._distinct(items, kind.unique) if kind.unique else items)

    def _distinct(self, items: list[Any], field: str) -> list[Any]:
        first: dict[str, Any] = {}
        kept: list[Any] = []
        for item in items:
            scalar: Scalar | None = getattr(item, field)
            earlier = item if scalar is None else first.setdefault(scalar.value, item)
            if scalar is None or earlier is item:
                kept.append(item)
                continue
            title = f"another item has the {field} '{_short(scalar)}'"
            reason = f"the first is in line {getattr(earlier, field).line}"
            self._note("R208", scalar, title, reason, "rename or remove one of them")
        return kept

    def _pairs(self, kind: Pairs, node: Node, what: str) -> tuple[Any, ...]:
        pairs, broken = [], False
        for name, value in self._mapping(node, what).items:
            try:
                found = self._text(kind.key, name, f"a {kind.key.what} of {what}")
                called = f"'{_short(name)}' of {what}"
                pairs.append((found, self._read(kind.value, value, called)))
            except _BrokenError:
                broken = True
        if broken and not kind.apart:
            raise _BrokenError
        return tuple(pairs)

    def _record(
        self, kind: Record, node: Node, what: str, name: Scalar | None = None
    ) -> Any:
        named = {} if name is None else {"name": name}
        if kind.short and not isinstance(node, Mapping):
            key = next(k for k in keys_of(kind.shape) if k.field == kind.short)
            values = {key.field: self._read(key.kind, node, what)}
            return kind.shape(**named, **_sorted_out(kind.shape, values))
        values, broken = self.values(kind.shape, self._mapping(node, what), what)
        if broken and not kind.apart:
            self._left_out.extend(_ids(node))
            raise _BrokenError
        return kind.shape(**named, **_sorted_out(kind.shape, values))

    def _named(self, kind: Named, node: Node, what: str) -> tuple[Any, ...]:
        records = []
        for name, value in self._mapping(node, what).items:
            try:
                self._text(kind.name, name, f"a name in {what}")
                called = f"'{_short(name)}' of {what}"
                records.append(self._record(kind.record, value, called, name))
            except _BrokenError:
                self._left_out.append(name)
        return tuple(records)

    def _mapping(self, node: Node, what: str) -> Mapping:
        if not isinstance(node, Mapping):
            self._refuse(
                "R203", node, f"{what} must be a mapping", "it has keys with values"
            )
        if not node.keys:
            self._refuse("R204", node, f"{what} is empty", "it needs a key")
        return node

    def _key(
        self, keys: dict[str, Key], name: Scalar, what: str, seen: dict[str, Scalar]
    ) -> Key:
        key = keys.get(name.value)
        if key is None:
            title = f"{what} has no key called '{_short(name)}'"
            reason = "a key that nothing reads would have no effect"
            if not _COLON.match(name.source, name.end):
                reason = "a comma inside { } ends the value before it"
                self._refuse("R201", name, title, reason, _QUOTED_BEFORE)
            self._refuse("R201", name, title, reason, suggestion(name.value, keys))
        earlier = seen.setdefault(key.field, name)
        if earlier is not name:
            title = f"'{earlier.value}' and '{name.value}' are the same key"
            self._refuse("R104", name, title, "one of them is enough")
        return key

    def _refuse(
        self, code: str, node: Node, title: str, reason: str, help: str | None = None
    ) -> NoReturn:
        self._note(code, node, title, reason, help)
        raise _BrokenError

    def _note(
        self,
        code: str,
        node: Node,
        title: str,
        reason: str,
        help: str | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        length = node.length if isinstance(node, Scalar) else 1
        where = (self._path, node.line, node.column, length)
        self.problems.append(Problem(code, severity, *where, title, reason, help))


def _ids(node: Node) -> Iterator[Scalar]:
    """What a mapping says under the key `id`."""
    for name, value in node.items if isinstance(node, Mapping) else ():
        if name.value == "id" and isinstance(value, Scalar):
            yield value


def _sorted_out(shape: type, values: dict[str, Any]) -> dict[str, Any]:
    """The fields of a class; what it has no field for is a change of another item."""
    if not hasattr(shape, "changes_of"):
        return values
    own = {item.name for item in fields(shape)}
    changes = tuple((name, value) for name, value in values.items() if name not in own)
    return {
        **{name: value for name, value in values.items() if name in own},
        "changes": changes,
    }


def _short(scalar: Scalar) -> str:
    """The value, cut where it would fill a message."""
    value = scalar.value
    return value if len(value) <= 60 else value[:59] + "…"
