"""Reading a rule file: bytes in, what is good of it and all its problems out.

A broken item (a rule, a fragment, an entry of a vocabulary, an example) is left out
alone; whatever is right is kept.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from parsers.rules.problems import CODES, Problem, in_order, problem_at
from parsers.rules.reader import Reader
from parsers.rules.rule_file import RuleFile
from parsers.rules.shape import VERSION
from parsers.rules.strict_yaml import MOST_BYTES, Mapping, RuleFileError, Scalar, load

MOST_PROBLEMS = 500
"""Of one file; the rest is only counted."""
_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


def parse_source(path: str, data: bytes) -> tuple[RuleFile | None, list[Problem]]:
    """Read the bytes of a rule file, called `path` in messages."""
    try:
        root = load(data, path)
    except RuleFileError as error:
        return None, [_problem_of_error(path, error)]
    if not isinstance(root, Mapping):
        reason = "a rule file is a mapping of keys to values"
        return None, [_problem_of_file("R107", path, reason, _BEGIN)]
    if problem := _wrong_version(path, root):
        return None, [problem]
    reader = Reader(path)
    values, _ = reader.values(RuleFile, root, "the file")
    file = replace(RuleFile(**values), path=path, left_out=reader.left_out)
    return file, in_order(_fewer(path, reader.problems))


def _fewer(path: str, problems: list[Problem]) -> list[Problem]:
    """As many as a person would read, and a word on the rest."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    reason = f"{len(problems) - MOST_PROBLEMS:,} more are not shown"
    last = _problem_of_file("R108", path, reason, "mend the others first")
    return [*problems[:MOST_PROBLEMS], last]


def texts_of(problems: Iterable[Problem]) -> dict[str, str]:
    """The text of every file that a problem names, for `render`."""
    return texts_at(problem.path for problem in problems)


def texts_at(paths: Iterable[str]) -> dict[str, str]:
    """The texts of files, each by its path; those that are gone are left out."""
    texts = {}
    for path in set(paths):
        try:
            texts[path] = content(Path(path)).decode("utf-8", "replace")
        except (OSError, ValueError):
            continue
    return texts


def content(path: Path) -> bytes:
    """The bytes of the file, one more than allowed at most; never waits."""
    descriptor = os.open(path, _OPEN)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise ValueError("it is not a regular file")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MOST_BYTES + 1)
    finally:
        os.close(descriptor)


_BEGIN = f"begin it with 'newsledger: {VERSION}'"


def unreadable(
    path: Path,
    error: Exception,
    asked: Scalar | None = None,
    help: str | None = None,
) -> Problem:
    """The problem of a file that cannot be read, at the place that asks for it."""
    reason = getattr(error, "strerror", None) or str(error)
    if asked is None:
        return _problem_of_file("R101", str(path), reason)
    title = f"'{asked.value}' cannot be read"
    return problem_at("R101", asked, title, reason, help)


def _problem_of_file(
    code: str, path: str, reason: str, help: str | None = None
) -> Problem:
    return Problem(code, "error", path, 1, 1, 1, CODES[code], reason, help)


def _problem_of_error(path: str, error: RuleFileError) -> Problem:
    return Problem(
        error.code,
        "error",
        path,
        error.line,
        error.column,
        1,
        CODES[error.code],
        error.reason,
        error.help,
    )


def _wrong_version(path: str, root: Mapping) -> Problem | None:
    found = next((v for k, v in root.items if k.value == "newsledger"), None)
    if found is None:
        return _problem_of_file("R107", path, "it does not say its version", _BEGIN)
    if isinstance(found, Scalar) and found.value == VERSION:
        return None
    reason = f"this program reads rule files of version '{VERSION}'"
    error = RuleFileError("R107", reason, found.line, found.column, _BEGIN)
    return _problem_of_error(path, error)
