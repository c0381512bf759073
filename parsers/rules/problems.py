"""What is wrong with rule files, in one form for people and for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Literal, TypeAlias
from unicodedata import east_asian_width

from parsers.rules.strict_yaml import Scalar

CODES: dict[str, str] = {
    "R101": "the file cannot be read",
    "R102": "the file is not plain UTF-8 text",
    "R103": "the file is not YAML",
    "R104": "a key comes twice",
    "R105": "the file uses YAML that rule files may not use",
    "R106": "the file is too large",
    "R107": "the file is no rule file of a version that this program reads",
    "R108": "there are more problems than are shown",
    "R201": "unknown key",
    "R202": "missing key",
    "R203": "a value of the wrong kind",
    "R204": "an empty value",
    "R205": "a value that is none of the allowed ones",
    "R206": "a name or text of the wrong form",
    "R207": "a number out of range",
    "R208": "two items have one name",
    "R209": "a pattern in double quotes or folded",
    "R210": "a comment cuts a pattern short",
    "R301": "a pattern names what no file defines",
    "R302": "a pattern captures what is no field",
    "R303": "a fragment contains itself",
    "R304": "a pattern names a value that its vocabulary does not have",
    "R305": "a vocabulary that rules ask for, but that cannot be tagged",
    "R306": "a pattern needs what is broken itself",
    "R307": "a private-use character in a pattern",
    "R308": "a round bracket without its partner",
    "R309": "a value that its field cannot have",
    "R310": "a vocabulary with too many values to ask for one",
    "R311": "a brace that holds no name",
    "R312": "a named group in a pattern",
    "R313": "a patch or filter of what is not there",
    "R314": "a name that another file defines",
    "R315": "a patch that leaves nothing over",
    "R316": "a form to add that another value has",
    "R317": "an addition of what is there already",
    "R401": "a pattern that does not compile",
    "R501": "a word that never stands in a tagged sentence",
    "R502": "a form that never stands in a tagged sentence",
    "R503": "a rule that captures no figure",
    "R504": "a rule or filter without examples",
    "R505": "a fragment, vocabulary or reference that nothing uses",
    "R506": "a form with two values",
    "R507": "free text without an end",
    "R508": "a repeat of what repeats itself",
    "R509": "a pattern that can match nothing at all",
    "R510": "a pattern that begins with free text",
    "R511": "two blanks in a row, which never match",
    "R512": "a flag that says what holds anyway",
    "R513": "words that several rules write out",
    "R514": "a file whose schema editors do not find",
    "R515": "a warning is allowed that does not come",
    "R601": "an example that fails",
    "R602": "an example that passes by the home country alone",
    "R603": "two rules of one priority that want the same figure",
    "R604": "a mask that hides what a rule or slot asks for",
    "R605": "a pattern that is tried on every sentence",
    "R606": "a pattern that takes far longer than others",
    "R607": "a pattern that hostile text brings to a standstill",
}
"""Each code with what it means in general."""

ALWAYS = ("R601", "R607")
"""What the rules read wrongly, and what could stop them, is told in any case."""
LINTS = tuple(code for code in CODES if code >= "R5" and code not in ALWAYS)
"""The codes that an author can allow."""

MOST_COLUMNS = 100
"""Of a source line; what is longer is shown around the place of the problem."""
LONGEST_NAME = 60
"""A longer word is no misspelt name."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a rule file, and where."""

    code: str
    """A key of `CODES`."""
    severity: Severity
    path: str
    line: int
    """Counted from 1."""
    column: int
    """In characters, counted from 1."""
    length: int
    """How many characters to underline."""
    title: str
    """What is wrong here, with the names."""
    reason: str
    """Why it is wrong."""
    help: str | None = None
    """What to do about it."""
    used_by: tuple[str, ...] = ()
    """Ids of the rules that suffer from it."""


def problem_at(
    code: str,
    scalar: Scalar,
    title: str,
    reason: str,
    help: str | None = None,
    *,
    severity: Severity | None = None,
    used_by: tuple[str, ...] = (),
) -> Problem:
    """A problem with a text of a rule file, at its place.

    Args:
        code: A key of `CODES`.
        scalar: The text.
        title: What is wrong here.
        reason: Why it is wrong.
        help: What to do about it.
        severity: Without it, what can be allowed is a warning, all else an error.
        used_by: Ids of the rules that suffer from it.
    """
    severity = severity or ("warning" if code in LINTS else "error")
    where = (scalar.path, scalar.line, scalar.column, scalar.length)
    return Problem(code, severity, *where, title, reason, help, used_by)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sorted by place, the errors of a line before its warnings; each problem once."""
    return sorted(
        set(problems),
        key=lambda p: (p.path, p.line, p.severity, p.column, p.code, p.title, p.reason),
    )


def as_json(problems: Iterable[Problem]) -> str:
    """One array of objects, for editors and continuous integration."""
    return json.dumps([asdict(problem) for problem in in_order(problems)], indent=2)


def render(problems: Iterable[Problem], sources: Mapping[str, str]) -> str:
    """All problems as text for a person.

    Args:
        problems: In any order.
        sources: Path -> text of the file; without it, a problem shows no source line.
    """
    return "\n\n".join(
        _render(problem, sources.get(problem.path)) for problem in in_order(problems)
    )


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that `name` is most likely a misspelling of."""
    if len(name) > LONGEST_NAME:
        return None
    return next(iter(get_close_matches(name, list(known), n=1)), None)


def suggestion(name: str, known: Iterable[str]) -> str:
    """Help for an unknown name: the nearest known one, else all of them."""
    names = list(known)
    near = nearest(name, names)
    return f"did you mean '{near}'?" if near else f"one of: {', '.join(names)}"


def harmless(text: str) -> str:
    """The text with no character that a terminal obeys or hides, same length."""
    return _HIDDEN.sub("·", _CONTROL.sub("\ufffd", text.replace("\t", " ")))


def _render(problem: Problem, source: str | None) -> str:
    number = str(problem.line)
    gutter = " " * len(number)
    place = harmless(f"{problem.path}:{problem.line}:{problem.column}")
    lines = [
        f"{problem.severity}[{problem.code}]: {harmless(problem.title)}",
        f"{gutter}--> {place}",
    ]
    if (line := _line(source, problem.line)) is not None:
        text, caret = underlined(line, problem.column - 1, problem.length)
        lines += [f"{gutter} |", f"{number} | {text}", f"{gutter} | {caret}"]
    lines.append(f"{gutter} = reason: {harmless(problem.reason)}")
    if problem.help:
        lines.append(f"{gutter} = help: {harmless(problem.help)}")
    if problem.used_by:
        lines.append(f"{gutter} = used by: {harmless(', '.join(problem.used_by))}")
    return "\n".join(lines)


def _line(source: str | None, number: int) -> str | None:
    """That line of the text; a lone carriage return ends one, as for the loader."""
    lines = [] if source is None else re.split(r"\r\n?|\n", source.lstrip("\ufeff"))
    return lines[number - 1] if 0 < number <= len(lines) else None


def underlined(line: str, column: int, length: int) -> tuple[str, str]:
    """The part of a line around a column, and the carets that go below it.

    Args:
        line: Any text without line ends; what is returned of it is harmless.
        column: In characters, counted from 0.
        length: How many characters to underline, at least one.
    """
    start = 0
    if len(line) > MOST_COLUMNS:
        start = max(0, min(column - MOST_COLUMNS // 3, len(line) - MOST_COLUMNS))
    end = min(len(line), start + MOST_COLUMNS)
    shown = harmless(line[start:end])
    if start:
        shown = "…" + shown[1:]
    if end < len(line):
        shown = shown[:-1] + "…"
    at = column - start
    carets = "^" * max(1, _width(shown[at : at + max(1, length)]))
    return shown, " " * _width(shown[:at]) + carets


def _width(text: str) -> int:
    """Columns of a terminal that the text takes."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
