"""Why a pattern is refused: one problem for each reason, with its place."""

from __future__ import annotations

from collections.abc import Container, Iterable

from parsers.rules.pack import MOST_VALUES, Vocabulary
from parsers.rules.problems import Problem, nearest, problem_at
from parsers.rules.strict_yaml import Scalar


class RefusedError(Exception):
    """A pattern that cannot be expanded; holds the problem."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.title)
        self.problem = problem


def problem(
    code: str,
    scalar: Scalar,
    at: int,
    length: int,
    title: str,
    reason: str,
    advice: str | None,
) -> Problem:
    """A problem at an item in braces; `at` is where its brace stands."""
    line, column = scalar.position(at + 1)
    return Problem(
        code, "error", scalar.path, line, column, length, title, reason, advice
    )


def unknown(
    kind: str,
    known: Iterable[str],
    left_out: Container[str],
    scalar: Scalar,
    at: int,
) -> Problem:
    """Nothing has that name, or what has it is broken."""
    if kind in left_out:
        return problem(
            "R306",
            scalar,
            at,
            len(kind),
            f"'{kind}' is broken, and what uses it is left out",
            "its own problem is told above or below",
            None,
        )
    near = nearest(kind, list(known))
    return problem(
        "R301",
        scalar,
        at,
        len(kind),
        f"no vocabulary, fragment or reference is called '{kind}'",
        "a name in braces must be defined in this pack or in one it extends",
        f"did you mean '{near}'?" if near else None,
    )


def unknown_value(
    value: str, vocabulary: Vocabulary, scalar: Scalar, at: int
) -> Problem:
    """A vocabulary has no such value."""
    near = nearest(value, vocabulary.values)
    return problem(
        "R304",
        scalar,
        at,
        len(value),
        f"'{vocabulary.name}' has no value '{value}'",
        "what stands behind the equals sign is a value of the vocabulary",
        f"did you mean '{near}'?" if near else None,
    )


def untaggable(vocabulary: Vocabulary, scalar: Scalar, at: int) -> Problem:
    """A vocabulary that rules cannot ask for."""
    return problem(
        "R305",
        scalar,
        at,
        len(vocabulary.name),
        f"'{vocabulary.name}' has forms that can stand inside a word",
        "rules see whole words; only figures and periods can ask for such forms",
        f"give it guard: word or left, not {vocabulary.guard}",
    )


def named_group(scalar: Scalar, at: int) -> Problem:
    """A pattern names a group by itself."""
    return problem(
        "R312",
        scalar,
        at,
        4,
        "a named group",
        "groups get their names from fields",
        "write {field:type}, or (?:…) for a group without a name",
    )


def open_brace(scalar: Scalar, at: int) -> Problem:
    """A brace opens a name and does not close it, or holds something else."""
    return problem(
        "R311",
        scalar,
        at - 1,
        1,
        "a brace that holds no name",
        "a name in braces is {type}, {field:type}, {type=value} or {gap:40}",
        "close it, or write \\{ for the character itself",
    )


def too_many_values(vocabulary: Vocabulary, scalar: Scalar, at: int) -> Problem:
    """A vocabulary has more values than rules can tell apart."""
    return problem(
        "R310",
        scalar,
        at,
        len(vocabulary.name),
        f"the values of '{vocabulary.name}' cannot be asked for one by one",
        f"it has {len(vocabulary.values)} values, more than {MOST_VALUES}",
        "put the forms that matter into a vocabulary of their own",
    )


def wrong_value(field: str, value: str, scalar: Scalar, at: int) -> Problem:
    """A field cannot have that value."""
    return problem(
        "R309",
        scalar,
        at,
        len(field),
        f"'{value}' is no {field}",
        f"an entry's {field} is one of a few values",
        None,
    )


def unbalanced(scalar: Scalar, at: int) -> Problem:
    """A round bracket has no partner."""
    return problem(
        "R308",
        scalar,
        at,
        1,
        "a round bracket without its partner",
        "each pattern is balanced by itself, so that it can stand in others",
        "write \\( or \\) for the character itself",
    )


def forged(scalar: Scalar, at: int) -> Problem:
    """A pattern holds a character that stands for an atom."""
    return problem(
        "R307",
        scalar,
        at,
        1,
        "a private-use character in a pattern",
        "such characters stand for atoms while rules run",
        "write {atom} for any atom, or the name of one in braces",
    )


def cycle(stack: tuple[str, ...], scalar: Scalar, at: int) -> Problem:
    """A fragment contains itself."""
    return problem(
        "R303",
        scalar,
        at,
        len(stack[-1]),
        f"fragment '{stack[-1]}' contains itself",
        "fragments are written out where they are used, which would never end",
        " > ".join(stack),
    )


def no_such(name: Scalar, kind: str, known: Iterable[str]) -> Problem:
    """A filter names what no file defines."""
    title = f"no {kind} is called '{name.value}'"
    reason = "a filter is for rules and packs that are there"
    near = nearest(name.value, known)
    help = f"did you mean '{near}'?" if near else None
    return problem_at("R313", name, title, reason, help)


def for_nothing(name: Scalar) -> Problem:
    """A filter names no rule."""
    title = f"filter '{name.value}' is for no rule"
    reason = "a filter masks the figures of the rules that it names"
    help = "name them under 'rules', or all of a pack under 'packs'"
    return problem_at("R202", name, title, reason, help)
