"""Masks that hide what other patterns ask for, so that these never find it."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.engine import Program
from parsers.engine.program import MaskProgram
from parsers.rules.problems import Problem, problem_at
from parsers.rules.usage import Usage
from parsers.workbench.holders import problem_of


def hidden(program: Program, usage: Usage) -> Iterator[Problem]:
    """The values of vocabularies of which every mention is masked, yet asked for.

    It is told of the mask, or, if that is in a file that is not looked at, of those who
    ask.
    """
    for mask, vocabulary, value in _hidden(program):
        askers = [
            use
            for use in usage.patterns(every=True)
            if use.masked
            and not use.raw
            and use.role != "part"
            and usage.asks(use, vocabulary, value)
        ]
        pattern = mask.mask.pattern
        what = "form" if value is None else f"'{value}'"
        title = f"every {what} of {{{vocabulary}}} is masked"
        if askers and usage.looks_at(pattern.pieces[0].scalar):
            yield problem_of(
                pattern,
                "R604",
                title,
                "a rule or slot asks for it, and never finds it: masks come first",
                "let the mask ask for more than that word",
            )
            continue
        for use in askers:
            if usage.looks_at(use.scalar):
                yield problem_at(
                    "R604",
                    use.scalar,
                    title,
                    f"the mask '{mask.mask.reason}' hides it, and masks come first",
                    "ask for something else, or change the mask",
                )


def _hidden(program: Program) -> Iterator[tuple[MaskProgram, str, str | None]]:
    """Each mask with the vocabularies whose mere mention it hides.

    The third is the one value that is hidden; None if all of them are.
    """
    pack = program.pack
    for mask in program.masks:
        for vocabulary in pack.vocabularies:
            if vocabulary.name not in pack.tagged:
                continue
            values = [
                v
                for v in vocabulary.values
                if mask.finder.find(vocabulary.tag(v), vocabulary.tag(v))
            ]
            if len(values) == len(vocabulary.values):
                yield mask, vocabulary.name, None
            else:
                yield from ((mask, vocabulary.name, value) for value in values)
