"""Patterns that are allowed and compile, and match other than they look: warnings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from parsers.rules.problems import Problem
from parsers.rules.reach import ONLY_BLANK, Reach
from parsers.rules.strict_yaml import Scalar
from parsers.rules.usage import Usage, Use
from parsers.rules.written import (
    FOREVER,
    Branch,
    Character,
    Part,
    Repeat,
    children,
    parse,
)

MOST_NESTED = 2
"""More repeats than this of a repeat without end are tried in too many ways."""

_CASELESS = re.compile(r"(?<!\\)\(\?i(?=[:)])")


def traps(usage: Usage) -> Iterator[Problem]:
    """What is treacherous in the patterns of the files that are looked at."""
    reaches = {raw: Reach(usage.written_for(raw=raw)) for raw in (False, True)}
    for use in usage.patterns():
        # No lint is about patterns nested so deeply that they cannot be followed.
        with suppress(RecursionError):
            yield from _Pattern(use, reaches[use.raw]).problems()


@dataclass(frozen=True, slots=True)
class _Pattern:
    use: Use
    reach: Reach

    def problems(self) -> Iterator[Problem]:
        branches = parse(self._scalar.value.rstrip("\n"))
        yield from self._whole(branches)
        for branch in _all_branches(branches):
            for part in branch:
                if isinstance(part, Repeat):
                    yield from self._repeat(part)
            if not self.use.raw:
                yield from self._blanks(branch)
        yield from self._flags()

    @property
    def _scalar(self) -> Scalar:
        return self.use.scalar

    def _whole(self, branches: Iterable[Branch]) -> Iterator[Problem]:
        """What only matters for patterns that stand for themselves."""
        if self.use.role == "part":
            return
        for branch in branches:
            if all(map(self.reach.nullable, branch)):
                yield self._problem(
                    "R509",
                    *_extent(branch),
                    "the pattern can match nothing at all",
                    "what matches nothing matches everywhere",
                    "let one part of it be there always",
                )
            elif self.use.role == "searched" and (part := self.reach.leading(branch)):
                yield self._problem(
                    "R510",
                    part.start,
                    part.end,
                    "the pattern begins with free text",
                    "it is tried at every word, and takes in words that mean something"
                    " else",
                    "begin with a word or a tag, and look back with (?<=…) if need be",
                )

    def _repeat(self, repeat: Repeat) -> Iterator[Problem]:
        if repeat.most == FOREVER and self.reach.strides(repeat):
            yield self._problem(
                "R507",
                repeat.start,
                repeat.end,
                "free text without an end",
                "it runs over blanks to the end of the sentence, and back again",
                "write {gap:40}, or a repeat that ends, such as {0,5}",
            )
        if (
            repeat.most > MOST_NESTED
            and not repeat.sure
            and self.reach.runs(repeat.part)
        ):
            yield self._problem(
                "R508",
                repeat.start,
                repeat.end,
                "a repeat of what repeats itself",
                "one text can be divided among them in very many ways, and all are tried",
                "let each round begin or end with a character that the inner repeat"
                " cannot match",
            )
        if not self.use.raw and repeat.most > 1 and self._doubles(repeat.part):
            yield self._two_blanks(repeat)

    def _doubles(self, part: Part) -> bool:
        """Whether it begins and ends with a blank, so that no round follows another."""
        edges = [self.reach.edge((part,), back=back) for back in (False, True)]
        return edges == [ONLY_BLANK, ONLY_BLANK] and not isinstance(part, Character)

    def _blanks(self, branch: Branch) -> Iterator[Problem]:
        """Where a blank must follow what ends with one, or the other way about."""
        blank = self.reach.blank_edge
        ahead, behind = (self.reach.edges(branch, back=b) for b in (False, True))
        for at in range(1, len(branch)):
            before, after = branch[at - 1], branch[at]
            if blank(after) and behind[at - 1] == ONLY_BLANK:
                yield self._two_blanks(after)
            elif blank(before, back=True) and ahead[at] == ONLY_BLANK:
                yield self._two_blanks(before)

    def _two_blanks(self, part: Part) -> Problem:
        return self._problem(
            "R511",
            part.start,
            part.end,
            "two blanks in a row never match",
            "rules see single blanks, and what can match here needs one more beside it",
            "leave the blank inside the group or beside it, not both",
        )

    def _flags(self) -> Iterator[Problem]:
        text = self._scalar.value
        if "(?-i" in text:
            return
        for flag in _CASELESS.finditer(text):
            yield self._problem(
                "R512",
                flag.start(),
                flag.end(),
                "case is ignored anyway",
                "patterns match letters of either case, if nothing else is said",
                "leave (?i) out; (?-i:…) asks for letters as written",
            )

    def _problem(
        self, code: str, start: int, end: int, title: str, reason: str, advice: str
    ) -> Problem:
        line, column = self._scalar.position(start)
        return Problem(
            code,
            "warning",
            self._scalar.path,
            line,
            column,
            max(1, len(self._scalar.value[start:end].partition("\n")[0])),
            title,
            reason,
            advice,
        )


def _extent(branch: Branch) -> tuple[int, int]:
    """Where a branch begins and ends; one without parts, where the pattern begins."""
    return (branch[0].start, branch[-1].end) if branch else (0, 0)


def _all_branches(branches: Iterable[Branch]) -> Iterator[Branch]:
    """Alternatives, and those inside their parts, at every depth."""
    for branch in branches:
        yield branch
        for part in branch:
            yield from _all_branches(children(part))
