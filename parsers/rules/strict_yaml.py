"""The YAML that rule files may use: every value a string that knows its place.

Values stay as written (`NO` is Norway, `0101` a tariff code); what they mean is for the
shape of the file to say. Whatever lets a small file become large, or a line mean
something else than it shows, is refused: aliases, merge keys, tags, repeated keys.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import Any, ClassVar, NamedTuple, NoReturn, TypeAlias

import yaml

from parsers.errors import NewsledgerError

MOST_BYTES = 2_000_000
MOST_EVENTS = 200_000
"""Values, and beginnings and ends of lists and mappings."""
MOST_CHARACTERS = 100_000
"""In one scalar."""
MOST_LEVELS = 32

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""What cannot stand in a rule file, not even escaped."""
_LINE_END = re.compile(r"\r\n?")
_text_of: Callable[[Any], str] = itemgetter(0)
_FOLD = re.compile(r"[ \t]*\n[ \t\n]*")


class RuleFileError(NewsledgerError):
    """A rule file that cannot be read at all, and the first place that shows why."""

    def __init__(
        self,
        code: str,
        reason: str,
        line: int = 1,
        column: int = 1,
        help: str | None = None,
    ) -> None:
        super().__init__(f"{line}:{column}: {reason}")
        self.code = code
        self.reason = reason
        self.line = line
        self.column = column
        self.help = help


class Scalar(NamedTuple):
    """A string of a rule file, as its author wrote it.

    A named tuple because a file holds tens of thousands of them, and a frozen dataclass
    takes three times as long to make.
    """

    value: str
    line: int
    """Counted from 1, as editors do."""
    column: int
    """In characters, counted from 1."""
    style: str
    """Nothing for a plain scalar, else its first character: `'`, `"`, `|` or `>`."""
    start: int
    """Offset in `source` of its first character, quote or `|` included."""
    end: int
    source: str
    """The text of the whole file, line ends as `\\n`."""
    path: str = ""
    """The file, as messages name it."""

    def __str__(self) -> str:
        return self.value

    def __repr__(self) -> str:
        return f"Scalar({self.value!r}, {self.line}:{self.column})"

    @property
    def length(self) -> int:
        """How many characters of its first line it covers, at least one."""
        return max(1, len(self.source[self.start : self.end].partition("\n")[0]))

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of the character at `offset` of the value.

        The offset behind the last character is the place behind it. Double-quoted and
        folded scalars, whose characters may be written as others, give their own place.
        """
        if self.style in ('"', ">"):
            return self.line, self.column
        at = self._literal(offset) if self.style == "|" else self._flow(offset)
        line_start = self.source.rfind("\n", 0, at) + 1
        return self.line + self.source.count("\n", self.start, at), at - line_start + 1

    def _literal(self, offset: int) -> int:
        """Offset in the source; lines stand there behind an indentation, unchanged."""
        behind = offset == len(self.value) and self.value.endswith("\n")
        lines = self.value[: offset - behind].split("\n")
        row, column = len(lines) - 1, len(lines[-1])
        start = self.source.index("\n", self.start) + 1
        for _ in range(row):
            start = self.source.index("\n", start) + 1
        end = self.source.find("\n", start)
        width = (len(self.source) if end < 0 else end) - start
        return start + max(0, width - len(self.value.split("\n")[row])) + column

    def _flow(self, offset: int) -> int:
        """Offset in the source; a line break stands for a space, `''` for a quote."""
        at = self.start + len(self.style)
        done = 0
        while done < offset:
            fold = _FOLD.match(self.source, at) if self.value[done] in " \n" else None
            if fold:
                breaks = fold[0].count("\n")
                done += max(1, breaks - 1)
                at = fold.end() if done <= offset else fold.start()
            else:
                done += 1
                at += 2 if self.style and self.source[at] == "'" else 1
        return at


_new_scalar: Callable[[type[Scalar], tuple[object, ...]], Scalar] = tuple.__new__
"""Makes a scalar without the detour through the signature of the class."""


class Sequence(NamedTuple):
    """A list of a rule file."""

    items: tuple[Node, ...]
    line: int
    column: int


class Mapping(NamedTuple):
    """Keys and values of a rule file, in the order of the file; no key comes twice."""

    keys: tuple[Scalar, ...]
    values: tuple[Node, ...]
    line: int
    column: int

    @property
    def items(self) -> Iterator[tuple[Scalar, Node]]:
        """Each key with its value."""
        return zip(self.keys, self.values, strict=True)


Node: TypeAlias = Scalar | Sequence | Mapping


def load(data: bytes, path: str = "") -> Node:
    """Read one document; `path` is how messages name its file.

    Raises:
        RuleFileError: it is not YAML, or uses what a rule file may not use.
    """
    source = decode(data)
    with _collector_paused():
        return _Builder(source, path).build()


@contextmanager
def _collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile: there are many new objects and no cycles."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def decode(data: bytes) -> str:
    """The text of a rule file, with each line end a line feed.

    Raises:
        RuleFileError: it is too large, not UTF-8, or holds invisible control characters.
    """
    if len(data) > MOST_BYTES:
        raise RuleFileError(
            "R106",
            f"the file has {len(data):,} bytes; {MOST_BYTES:,} are the most",
            help="split it and name the parts under 'extends'",
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        _refuse_text(f"the byte 0x{data[error.start]:02x} is not UTF-8", before)
    text = _LINE_END.sub("\n", text)
    if found := FORBIDDEN.search(text):
        reason = f"the character U+{ord(found[0]):04X} cannot stand in a rule file"
        _refuse_text(reason, text[: found.start()])
    return text


def _refuse_text(reason: str, before: str) -> NoReturn:
    before = _LINE_END.sub("\n", before.removeprefix("\ufeff"))
    column = len(before) - before.rfind("\n")
    line = before.count("\n") + 1
    raise RuleFileError("R102", reason, line, column, "save the file as UTF-8 text")


class _Builder:
    """Builds the tree from parse events, without recursion."""

    def __init__(self, source: str, path: str) -> None:
        self._source = source
        self._path = path
        self._items: list[Node] = []
        """What the innermost open collection holds so far; keys and values in turn."""
        self._mapping = False
        """Whether that is a mapping."""
        self._open: list[tuple[list[Node], bool, Any]] = []
        """The collections around it, each with the mark of the one inside."""
        self._documents = 0

    def build(self) -> Node:
        try:
            self._read_events()
        except yaml.MarkedYAMLError as error:
            raise _syntax_error(error, self._source) from None
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            # The pure loader raises the last two for escapes such as "\UFFFFFFFF".
            reason = " ".join(str(error).split())
            raise RuleFileError("R103", f"this is not YAML: {reason}") from None
        if not self._items:
            raise RuleFileError("R103", "the file is empty")
        return self._items.pop()

    def _read_events(self) -> None:
        """Scalars, the most frequent, are made right here: a call costs a tenth."""
        source, path = self._source, self._path
        handlers, scalar = self._HANDLERS, yaml.ScalarEvent
        events: Iterator[Any] = iter(_LOADER(source).get_event, None)
        event: Any = None
        append = self._items.append
        for event in islice(events, MOST_EVENTS):
            if type(event) is not scalar:
                if handler := handlers.get(type(event)):
                    handler(self, event)
                    append = self._items.append
                continue
            mark: Any = event.start_mark
            end: Any = event.end_mark
            value, style = event.value, event.style or ""
            if event.anchor or event.tag or style == '"' or len(value) > 1000:
                _check_scalar(event)
            line, column = mark.line + 1, mark.column + 1
            at, to = mark.index, end.index
            facts = (value, line, column, style, at, to, source, path)
            append(_new_scalar(Scalar, facts))
        if type(event) is not yaml.StreamEndEvent:
            reason = f"one file holds {MOST_EVENTS:,} values and brackets at most"
            _refuse("R106", reason, event.start_mark)

    def _begin(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor or event.tag:
            _refuse_decorated(event)
        if self._mapping and not len(self._items) % 2:
            _refuse("R105", "a key must be one word or text", mark, _QUOTE)
        self._open.append((self._items, self._mapping, mark))
        self._items = []
        self._mapping = type(event) is yaml.MappingStartEvent
        if len(self._open) > MOST_LEVELS:
            reason = f"lists and mappings stand {MOST_LEVELS} deep at most"
            _refuse("R106", reason, mark)

    def _end_sequence(self, _: Any) -> None:
        items = tuple(self._items)
        self._items, self._mapping, mark = self._open.pop()
        self._items.append(Sequence(items, mark.line + 1, mark.column + 1))

    def _end_mapping(self, _: Any) -> None:
        keys: Any = self._items[::2]
        names = set(map(_text_of, keys))
        if len(names) < len(keys):
            _refuse_repeated(keys)
        if "<<" in names:
            _refuse_merge(keys)
        values = tuple(self._items[1::2])
        self._items, self._mapping, mark = self._open.pop()
        self._items.append(Mapping(tuple(keys), values, mark.line + 1, mark.column + 1))

    def _begin_document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            reason = "a rule file is one document; a second one begins here"
            _refuse("R105", reason, event.start_mark)
        if event.version or event.tags:
            reason = "YAML directives (%) cannot be used in rule files"
            _refuse("R105", reason, event.start_mark)

    def _alias(self, event: Any) -> None:
        reason = "an unquoted * begins a YAML alias, which rule files may not use"
        _refuse("R105", reason, event.start_mark, _QUOTE)

    _HANDLERS: ClassVar[dict[type, Callable[[_Builder, Any], None]]] = {
        yaml.SequenceStartEvent: _begin,
        yaml.MappingStartEvent: _begin,
        yaml.SequenceEndEvent: _end_sequence,
        yaml.MappingEndEvent: _end_mapping,
        yaml.DocumentStartEvent: _begin_document,
        yaml.AliasEvent: _alias,
    }


def _check_scalar(event: Any) -> None:
    if event.anchor or event.tag:
        _refuse_decorated(event)
    if len(event.value) > MOST_CHARACTERS:
        reason = f"one value has {MOST_CHARACTERS:,} characters at most"
        _refuse("R106", reason, event.start_mark)
    if found := FORBIDDEN.search(event.value):
        reason = f"the character U+{ord(found[0]):04X} cannot stand in a rule file"
        _refuse("R102", reason, event.start_mark)


def _refuse_repeated(keys: list[Scalar]) -> NoReturn:
    first: dict[str, Scalar] = {}
    key = next(key for key in keys if first.setdefault(key.value, key) is not key)
    line = first[key.value].line
    reason = f"the key '{key.value[:60]}' comes twice, first in line {line}"
    raise RuleFileError("R104", reason, key.line, key.column)


def _refuse_merge(keys: list[Scalar]) -> NoReturn:
    key = next(key for key in keys if key.value == "<<")
    reason = "merge keys (<<) cannot be used in rule files"
    raise RuleFileError("R105", reason, key.line, key.column)


def _refuse_decorated(event: Any) -> NoReturn:
    sign, name = ("&", "anchor") if event.anchor else ("!", "tag")
    reason = f"an unquoted {sign} begins a YAML {name}, which rule files may not use"
    _refuse("R105", reason, event.start_mark, _QUOTE)


def _refuse(code: str, reason: str, mark: Any, help: str | None = None) -> NoReturn:
    raise RuleFileError(code, reason, mark.line + 1, mark.column + 1, help)


def _syntax_error(error: yaml.MarkedYAMLError, source: str) -> RuleFileError:
    """What the YAML parser stumbled over, in one sentence, with a hint."""
    problem = error.problem or "it breaks off"
    unclosed = "end of stream" in problem and error.context_mark
    mark = error.context_mark if unclosed else error.problem_mark
    reason = " ".join(part for part in (error.context, problem) if part)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = source.split("\n")
    help = _hint(lines[line]) if line < len(lines) else None
    return RuleFileError(
        "R103", f"this is not YAML: {reason}", line + 1, column + 1, help
    )


_QUOTE = "put the value in single quotes"
_VALUE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?(.*)")
_HINTS = (
    ("{", "a value that begins with { is a YAML mapping: put it in single quotes"),
    ("[", "a value that begins with [ is a YAML list: put it in single quotes"),
    ('"', "in double quotes \\ begins an escape: put the value in single quotes"),
    ("'", "inside single quotes, write '' for one quote"),
    (("%", "@", "`", "*", "&", "!", "|", ">"), _QUOTE),
)


def _hint(line: str) -> str | None:
    """What the author probably meant on a line that is not YAML."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        return "indent with spaces, not with tabs"
    found = _VALUE.match(line)
    value = found[1] if found else ""
    for beginning, hint in _HINTS:
        if value.startswith(beginning):
            return hint
    if ": " in value:
        return "': ' inside a value begins a mapping: put the value in single quotes"
    return None
