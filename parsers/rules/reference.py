"""The reference of rule files, made from their shape, for the people who write rules.

`python -m parsers.rules.reference` prints it; `docs/rules-reference.md` is that output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.rules.expand import FIGURE_PARTS
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
    name_of,
    own_keys_of,
)
from parsers.rules.problems import CODES
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import ENTRY_FIELDS, HELPER_FIELDS, SCOPES

_HEADER = """\
# Reference of rule files

This page is made from the program by `python -m parsers.rules.reference`.
[rules.md](rules.md) explains how it all works together.
"""


def reference_text() -> str:
    """The reference as the text of its file."""
    parts = [_HEADER]
    parts += [_section(shape) for shape in _shapes()]
    parts.append(_words("Fields of an entry", ENTRY_FIELDS))
    parts.append(_words("Helper fields, which only patterns capture", HELPER_FIELDS))
    parts.append(_words("Scopes", SCOPES))
    parts.append(_words("Parts of a figure", FIGURE_PARTS))
    parts.append(_codes())
    return "\n".join(parts)


def _shapes() -> tuple[type, ...]:
    """Every class that a rule file is made of, in the order in which keys name them."""
    found: dict[type, None] = {RuleFile: None}
    pending: list[type] = [RuleFile]
    while pending:
        for key in keys_of(pending.pop(0)):
            record = _record_in(key.kind)
            if record is not None and record.shape not in found:
                found[record.shape] = None
                pending.append(record.shape)
    return tuple(found)


def _record_in(kind: Kind) -> Record | None:
    match kind:
        case Record():
            return kind
        case Named():
            return kind.record
        case Many():
            return _record_in(kind.item)
        case _:
            return None


def _section(shape: type) -> str:
    purpose = (shape.__doc__ or "").partition("\n")[0]
    rows = [_row(key) for key in own_keys_of(shape)]
    table = ["| key | value | default | |", "|---|---|---|---|", *rows]
    changed: type | None = getattr(shape, "changes_of", None)
    if changed is not None:
        name = name_of(changed)
        purpose += f" Any key of [{name}](#{name}) may stand here too."
    return "\n".join((f"## {_name(shape)}", "", purpose, "", *table, ""))


def _name(shape: type) -> str:
    return "file" if shape is RuleFile else name_of(shape)


def _row(key: Key) -> str:
    names = " or ".join(f"`{name}`" for name in key.names)
    cells = (names, _value(key.kind), _default(key), key.doc)
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    return text.replace("|", r"\|")


def _default(key: Key) -> str:
    if key.required:
        return "needed"
    if isinstance(key.default, bool):
        return f"`{str(key.default).lower()}`"
    return f"`{key.default}`" if isinstance(key.default, str | int) else ""


def _value(kind: Kind) -> str:
    """What a key may hold, in a few words."""
    match kind:
        case Text():
            return _text(kind)
        case PatternText():
            return "pattern"
        case Choice():
            return _listed(kind.options)
        case Number():
            return f"{kind.least:,} to {kind.most:,}"
        case Flag():
            return "`true` or `false`"
        case Many():
            return _many(kind)
        case Pairs():
            return f"mapping of {kind.key.what} to {_value(kind.value)}"
        case Record():
            return _record(kind)
        case Named():
            return f"mapping of names to {_record(kind.record)}"


def _text(kind: Text) -> str:
    if kind.options and len(kind.options) <= 4:
        return _listed(kind.options)
    form = "" if kind.form is None else f" `{kind.form}`"
    longest = f", {kind.longest} characters at most" if kind.longest else ""
    return f"{kind.what}{form}{longest}"


def _many(kind: Many) -> str:
    item = _value(kind.item)
    several = f"{item}, or a list of them" if kind.alone else f"list of {item}"
    return f"`none`, {several}" if kind.none else several


def _record(kind: Record) -> str:
    name = _name(kind.shape)
    link = f"[{name}](#{name.replace(' ', '-')})"
    if kind.short is None:
        return link
    short = next(key for key in keys_of(kind.shape) if key.field == kind.short)
    return f"{link}, or only its `{short.names[0]}`"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _words(title: str, words: Sequence[str]) -> str:
    return f"## {title}\n\n{_listed(words)}\n"


def _codes() -> str:
    rows = "\n".join(_code_rows())
    return f"## Problems\n\n| code | means |\n|---|---|\n{rows}\n"


def _code_rows() -> Iterator[str]:
    for code, meaning in CODES.items():
        yield f"| {code} | {meaning} |"


if __name__ == "__main__":
    print(reference_text(), end="")
