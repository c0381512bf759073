"""What can stand at the cursor of an expression that is being typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from parsers.query import FIELDS, Field

_TOKEN = re.compile(r'(?:"[^"]*"?|[^\s()"])*\Z')
_ASKED = re.compile(r"([A-Za-z_]+)(>=|<=|[:<>=])(?:.*,)?([^,]*)\Z", re.DOTALL)
_MOST = 40


@dataclass(frozen=True, slots=True)
class Completion:
    """What may take the place of the characters from an offset up to the cursor."""

    start: int
    end: int
    options: tuple[str, ...]
    help: str = ""
    """What is to be typed, where there is nothing to choose from."""


NOTHING = Completion(0, 0, ())


def complete(
    text: str,
    cursor: int,
    codes: Mapping[str, Mapping[str, int]],
    saved: Iterable[str],
) -> Completion:
    """What can stand at the cursor.

    Args:
        text: The expression as it is.
        cursor: Where in it the cursor stands.
        codes: For each field whose codes only the articles tell, how often each is read.
        saved: The names of the expressions that were saved.
    """
    match = _TOKEN.search(text, 0, cursor)
    token = match[0].lstrip("-") if match else ""
    if token.startswith("@"):
        names = tuple(f"@{name}" for name in saved if name.startswith(token[1:]))
        return Completion(cursor - len(token), cursor, names)
    if asked := _ASKED.match(token):
        return _values(asked, cursor, codes)
    names = tuple(_begun(FIELDS.values(), token)) if token else ()
    return Completion(cursor - len(token), cursor, names)


def _begun(fields: Iterable[Field], token: str) -> Iterator[str]:
    """The fields that begin so, each with a sign that suits it."""
    for field in fields:
        if field.name.startswith(token.lower()):
            yield field.name + (">" if field.kind == "number" else ":")


def _values(
    asked: re.Match[str], cursor: int, codes: Mapping[str, Mapping[str, int]]
) -> Completion:
    """The values that a field can have, what was read most often first."""
    field, begun = FIELDS.get(asked[1].lower()), asked[3].lstrip('"').casefold()
    start = cursor - len(asked[3])
    if field is None:
        return Completion(start, cursor, ())
    known = field.codes or _read(field.name, codes)
    options = [code for code in known if code.casefold().startswith(begun)]
    shown = tuple(map(_quoted, options[:_MOST]))
    return Completion(start, cursor, shown, field.help)


def _read(name: str, codes: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The codes of a field that were read, the most frequent first."""
    counts: dict[str, int] = {}
    for field in ("reporter", "partner") if name == "party" else (name,):
        for code, count in codes.get(field, {}).items():
            counts[code] = counts.get(code, 0) + count
    return frequent(counts)


def frequent(counts: Mapping[str, int]) -> list[str]:
    """The codes that were read at all, the most frequent first."""
    found = (code for code, count in counts.items() if count > 0)
    return sorted(found, key=lambda code: (-counts[code], code))


def _quoted(code: str) -> str:
    """A value as an expression names it."""
    return f'"{code}"' if re.search(r'[\s(),"]', code) else code
