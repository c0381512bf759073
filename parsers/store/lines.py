"""Lines of the decisions file: JSON that proves itself, and what is wrong with others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Literal, NamedTuple, cast

from parsers.store.decisions import Decision
from parsers.store.records import Json, decision_of, record_of

Trouble = Literal["torn", "broken", "unproven"]

LONGEST = 4_000_000
"""Bytes of a line that are looked at."""

_HEAD = re.compile(rb'\{"id": "([0-9a-f]{16})", ')
_BEGUN = b'{"id": "'
_HAZARDS = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What JSON may hold as it is, and an editor or a terminal does not take as text."""
_CONFLICT_MARKS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")


class Line(NamedTuple):
    """A line that is good."""

    number: int
    """From 1; 0 before it is in a file."""
    raw: bytes
    """As newsledger writes it, without the line end."""
    id: str
    decision: Decision | None
    """None when a newer newsledger wrote it: its proof holds, its verb is not known."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line that is not what newsledger wrote."""

    line: int
    """Its number, from 1."""
    trouble: Trouble
    """`torn`: cut short, so it was never acknowledged. `broken`: it can not be used.
    `unproven`: it has no id and is taken as it stands."""
    reason: str


def sign(draft: Decision) -> Line:
    """A decision as a line, with the id that proves it.

    Args:
        draft: The decision; its `id` does not count.
    """
    body = _dumps(record_of(draft)).encode()
    own = _id(body)
    return Line(0, _with_id(own, body), own, replace(draft, id=own))


def parse(data: bytes, first: int = 1) -> Iterator[Line | LineProblem]:
    """What the lines of a file say; blank lines say nothing.

    Args:
        data: Bytes of the file, from the beginning of a line.
        first: The number of that line.
    """
    for number, raw in enumerate(data.split(b"\n"), start=first):
        text = raw.strip(b" \t\r")
        if number == 1:
            text = text.removeprefix(b"\xef\xbb\xbf")
        if text:
            yield from _line(number, text)


def _line(number: int, raw: bytes) -> Iterator[Line | LineProblem]:
    try:
        own, record, written = _proven(raw) or _unproven(raw)
        carried = "id" in record
        decision = decision_of(own, record, proven=carried)
    except (ValueError, TypeError, RecursionError) as error:
        trouble: Trouble = "torn" if _is_torn(raw, error) else "broken"
        yield LineProblem(number, trouble, _reason(raw, error, trouble))
        return
    if not carried:
        reason = "it has no id, so nothing proves that it is whole"
        yield LineProblem(number, "unproven", reason)
    yield Line(number, written, own, decision)


def _proven(raw: bytes) -> tuple[str, Json, bytes] | None:
    """Id, content and bytes of a line that stands as it was written."""
    head = _HEAD.match(raw)
    if head is None or len(raw) > LONGEST:
        return None
    own = head[1].decode()
    if _id(b"{" + raw[head.end() :]) != own:
        return None
    return own, json.loads(raw), raw


def _unproven(raw: bytes) -> tuple[str, Json, bytes]:
    """Id and content of a line that something else wrote, and its bytes as we would.

    Raises:
        ValueError: If it carries an id, and that of another content.
        TypeError: If it is no JSON object.
    """
    if len(raw) > LONGEST:
        raise ValueError(f"longer than {LONGEST:,} bytes")
    record = json.loads(raw.decode("utf-8"), object_pairs_hook=_object)
    if not isinstance(record, dict):
        raise TypeError("it is no JSON object")
    # Other blanks say the same: a formatter may have been at it.
    rest = {key: value for key, value in record.items() if key != "id"}
    body = _dumps(rest).encode()
    own = _id(body)
    if record.get("id", own) != own:
        raise ValueError(
            "it was changed: the id no longer fits it. To have it taken as it stands, "
            "take the id out"
        )
    return own, cast(Json, record), _with_id(own, body)


def _object(pairs: list[tuple[str, object]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {key} stands there twice")
        found[key] = value
    return found


def _id(body: bytes) -> str:
    """What a line is called: a hash of its text without the id."""
    return blake2b(body, digest_size=8).hexdigest()


def _with_id(own: str, body: bytes) -> bytes:
    return b'{"id": "%b", %b' % (own.encode(), body[1:])


def _dumps(record: Json) -> str:
    text = json.dumps(record, ensure_ascii=False, allow_nan=False)
    if text.isascii() and "\x7f" not in text:
        return text
    return _HAZARDS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _is_torn(raw: bytes, error: Exception) -> bool:
    """Whether a line lacks its end, or was never filled in by the disk."""
    begun = raw.startswith(_BEGUN) or _BEGUN.startswith(raw)
    ends = raw.endswith(b"}")
    if isinstance(error, json.JSONDecodeError):
        ends = ends and error.pos < len(error.doc)
    return b"\0" in raw or (begun and not ends)


def _reason(raw: bytes, error: Exception, trouble: Trouble) -> str:
    if trouble == "torn":
        return "it is cut short, so nobody was told that it was saved"
    if raw.startswith(_CONFLICT_MARKS):
        return "a mark of a merge in git; both sides count when it is taken out"
    if isinstance(error, UnicodeDecodeError):
        return f"byte {error.start + 1} is not UTF-8"
    if isinstance(error, UnicodeEncodeError):
        return "it holds half a character"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"column {error.colno} is no JSON: {error.msg}"
    return str(error)
