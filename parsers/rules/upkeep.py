"""What a growing pack gathers: what nobody uses, what comes twice: warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from parsers.rules.problems import Problem, problem_at
from parsers.rules.shape import VocabularySource
from parsers.rules.strict_yaml import Scalar
from parsers.rules.usage import Usage, Use
from parsers.rules.written import Branch, Character, Group, Part, children, parse

MANY = 3
"""So many rules, words or alternatives are worth a name of their own."""
SCHEMA = "rules.schema.json"

_SCHEMA_LINE = re.compile(r"^# yaml-language-server: *\$schema=(\S+)", re.MULTILINE)
_PHRASE = re.compile(r"\w[\w'-]*(?: \w[\w'-]*)+")

Found = tuple[Use, int, int]
"""A pattern, and from where to where in it."""


def upkeep(usage: Usage) -> Iterator[Problem]:
    """What could be tidied up in the files that are looked at."""
    if any(file.rules for file in usage.files):
        yield from _unused(usage)
    for file in usage.files:
        for vocabulary in file.vocabularies:
            yield from _two_values(vocabulary, usage)
    yield from _repeated(usage)


def _unused(usage: Usage) -> Iterator[Problem]:
    used = usage.used()
    for file in usage.files:
        named: list[tuple[str, str, Scalar]] = [
            *(("fragment", f.name.value, f.name) for f in file.fragments),
            *(("vocabulary", v.name.value, v.name) for v in file.vocabularies),
            *(("reference", f"@{r.name.value}", r.name) for r in file.references),
        ]
        for what, name, scalar in named:
            if name not in used and usage.looks_at(scalar):
                yield problem_at(
                    "R505",
                    scalar,
                    f"nothing uses the {what} '{scalar.value}'",
                    "no rule, slot, mask, cue or figure comes to it",
                    f"remove it, or write {{{name}}} where it is meant",
                )


def _two_values(vocabulary: VocabularySource, usage: Usage) -> Iterator[Problem]:
    """Forms with two values in one vocabulary."""
    first: dict[str, tuple[Scalar, Scalar]] = {}
    for value, forms in vocabulary.entries:
        for form in forms:
            text = form.value.lower() if vocabulary.case == "fold" else form.value
            earlier, where = first.setdefault(text, (value, form))
            if earlier.value != value.value and usage.looks_at(form):
                yield problem_at(
                    "R506",
                    form,
                    f"'{form.value}' stands for '{earlier.value}' and for"
                    f" '{value.value}'",
                    f"a form has one value, the last: that of line {where.line} is lost",
                    "remove one of them",
                )


def _repeated(usage: Usage) -> Iterator[Problem]:
    """Words that stand in many rules."""
    found: dict[str, list[Found]] = {}
    for use in usage.patterns():
        if use.rule is not None:
            for text, start, end in _words(use.scalar):
                found.setdefault(text, []).append((use, start, end))
    for text, places in found.items():
        rules = tuple(dict.fromkeys(str(use.rule) for use, _, _ in places))
        if len(rules) >= MANY:
            use, start, end = places[-1]
            line, column = use.scalar.position(start)
            yield Problem(
                "R513",
                "warning",
                use.scalar.path,
                line,
                column,
                end - start,
                f"{len(rules)} rules write '{text}' out",
                "a word that is added to one of them is missing in the others",
                "make it a fragment, and write its name in braces",
                rules,
            )


def _words(scalar: Scalar) -> Iterator[tuple[str, int, int]]:
    """Phrases and choices of words in a pattern, each with its place."""
    pending = [*parse(scalar.value)]
    while pending:
        branch = pending.pop(0)
        yield from _phrases(branch)
        for part in branch:
            if isinstance(part, Group) and len(part.branches) >= MANY:
                words = [_literal(one) for one in part.branches]
                if all(words):
                    yield "|".join(sorted(map(str, words))), part.start, part.end
                    continue
            pending += children(part)


def _phrases(branch: Branch) -> Iterator[tuple[str, int, int]]:
    """Words that follow each other."""
    text = "".join(_letter(part) or "\0" for part in branch)
    for phrase in _PHRASE.finditer(text):
        if phrase[0].count(" ") >= MANY - 1:
            first, last = branch[phrase.start()], branch[phrase.end() - 1]
            yield phrase[0].lower(), first.start, last.end


def _letter(part: Part) -> str | None:
    """The one character that a part matches."""
    return part.literal if isinstance(part, Character) else None


def _literal(branch: Branch) -> str | None:
    """The one text that parts in a row match, if it holds a word."""
    letters = [_letter(part) for part in branch]
    text = "".join(letter or "\0" for letter in letters).lower()
    return text if "\0" not in text and re.search(r"\w\w", text) else None


def schema_line(path: str, text: str) -> Iterator[Problem]:
    """Whether editors find the schema that lies with a rule file.

    Without a schema at hand a file needs no line that names it.
    """
    folder = Path(path).parent
    named = _SCHEMA_LINE.search(text)
    if named is None:
        near = next(filter(lambda at: (folder / at).is_file(), _NEAR), None)
        if near is not None:
            yield _at(
                path,
                1,
                1,
                "editors do not find the schema of this file",
                "its first line tells them, and the schema is there",
                f"begin it with # yaml-language-server: $schema={near}",
            )
    elif "://" not in named[1] and not (folder / named[1]).is_file():
        line = text.count("\n", 0, named.start()) + 1
        column = named.start(1) - named.start() + 1
        yield _at(
            path,
            line,
            column,
            f"there is no schema '{named[1]}'",
            "editors look for it from the folder of this file",
            "write it with newsledger rules schema",
            len(named[1]),
        )


_NEAR = (SCHEMA, f"../{SCHEMA}")


def _at(
    path: str,
    line: int,
    column: int,
    title: str,
    reason: str,
    advice: str,
    length: int = 1,
) -> Problem:
    return Problem("R514", "warning", path, line, column, length, title, reason, advice)
