"""Finding the figures of an article: numbers with their units.

The patterns come from the pack. They are tried only where a figure can begin: at a run
of digits, at a number word, or at a short prefix without blanks in front of digits
("US$", "USD "). What that leaves out, the patterns could not match (they are guarded
by `LEAD`), so the scan finds what a plain search over the whole text finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import regex

from parsers.engine.amounts import Amount, Lexicon, amount_of
from parsers.engine.lean import compile_lean, split_alternatives, split_head
from parsers.engine.prefixes import DIGIT, LONG, around_number, starts
from parsers.engine.timing import BUDGET
from parsers.engine.words import lowered
from parsers.rules.pack import AtomRule, Pack
from parsers.rules.trie import trie_pattern

FIGURE_KINDS = ("money", "quantity", "change", "bare")

LEAD = r'(?:(?=[^\W\d])(?<![^ \n"(])|(?![^\W\d])(?<!\w)(?<!\d[.,]))'
"""A figure that begins with a letter stands after a blank, a quote or a bracket; one
that begins with a digit or a sign, not inside a word or a number."""

OPENINGS = (" ", "\n", '"', "(")
"""What stands before a word that begins a figure, if it does not begin the text."""
NOTHING = "(?!)"
LONGEST_PREFIX = 8
SEED_TAIL = 4
"""Characters behind a number that its seed looks at; more cost more to compile."""

NUMBERS = ("number", "times")
"""Parts that hold the number with which a figure begins."""


class RawFigure(NamedTuple):
    """A figure as it was scanned: offsets in the article and its parsed amount."""

    start: int
    end: int
    kind: str
    """`money`, `quantity`, `change` or `bare`."""
    amount: Amount


@dataclass(frozen=True, slots=True)
class _Alternative:
    kind: str
    lexicon: Lexicon


class Scanner:
    """Finds the figures that the atoms of a pack describe."""

    def __init__(self, pack: Pack) -> None:
        """Compile the figure patterns of the pack.

        Raises:
            regex.error: If a pattern does not compile.
        """
        atoms = [atom for atom in pack.atoms if atom.kind in FIGURE_KINDS]
        self.pattern = compile_lean(figure_source(atoms))
        self._alternatives = {
            f"atom{number}": _Alternative(atom.kind, lexicon_of(pack, atom))
            for number, atom in enumerate(atoms)
        }
        around = [around_number(atom.pattern.source, NUMBERS) for atom in atoms]
        self._behind = frozenset[str]().union(*(behind for behind, _ in around))
        self._others = frozenset[str]().union(*(others for _, others in around))
        leads = _leads(pack, atoms, self._others)
        self._digits = _digit_seeds(self._behind, leads)
        self._words = _word_seeds(pack, atoms)

    def scan(self, text: str, late: list[int] | None = None) -> list[RawFigure]:
        """All figures of a folded text, in its order, none overlapping.

        Args:
            text: The folded text.
            late: Takes the offsets at which a pattern ran out of its time.

        Raises:
            TimeoutError: If one does, and `late` is None.
        """
        figures: list[RawFigure] = []
        end = 0
        for start in self._candidates(text):
            if start < end:
                continue
            try:
                match = self.pattern.match(text, start, timeout=BUDGET)
            except TimeoutError:
                if late is None:
                    raise
                late.append(start)
                continue
            found = None if match is None else self.figure(match)
            if found is not None:
                figures.append(found)
                end = found.end
        return figures

    def _candidates(self, text: str) -> list[int]:
        """Where a figure can begin, in the order of the text.

        What touches a number tells: most numbers in a text are no figures.
        """
        found: list[int] = []
        for digits in self._digits.finditer(text, timeout=BUDGET):
            start, end = digits.span()
            if digits["lead"] is not None:
                found += self._leads(text, start)
            if starts(self._behind, text, end):
                found.append(start)
        words = self._spelled(text)
        return sorted(found + words) if words else found

    def _leads(self, text: str, seed: int) -> list[int]:
        """Where a prefix such as "US$" in front of a number can begin."""
        low = max(0, seed - LONGEST_PREFIX)
        return [b for b in range(low, seed) if starts(self._others, text, b)]

    def _spelled(self, text: str) -> list[int]:
        """Where number words or multiples stand that can be a figure."""
        found: list[int] = []
        low = lowered(text)
        places = [
            0,
            *(lead.end() for p in self._words.leads for lead in p.finditer(low)),
        ]
        for start in places:
            if self._words.word.match(low, start) is None:
                continue
            number = self._words.number.match(low, start)
            if (
                number is None
                or starts(self._behind, low, number.end())
                or starts(self._others, low, start)
            ):
                found.append(start)
        return found

    def figure(self, match: regex.Match[str]) -> RawFigure | None:
        """The figure of one match; None when its parts make no number."""
        name = match.lastgroup
        if name not in self._alternatives:
            name = next(n for n in self._alternatives if match[n] is not None)
        alternative = self._alternatives[name]
        parts = match.groupdict()
        amount = amount_of(alternative.kind, parts, alternative.lexicon)
        if amount is None:
            return None
        return RawFigure(match.start(), match.end(), alternative.kind, amount)


def figure_source(atoms: Sequence[AtomRule]) -> str:
    """One pattern for all figures; the group `atomN` tells which atom matched.

    Most alternatives begin with a number, and most numbers are of one kind: the number
    is matched once and what may follow it is tried, not one alternative after another.
    """
    alternatives: dict[str, list[str]] = {}
    for number, atom in enumerate(atoms):
        for alternative in split_alternatives(atom.pattern.source):
            head, rest = split_head(alternative)
            marked = f"{rest}(?P<atom{number}>)"
            alternatives.setdefault(head, []).append(marked)
    joined = "|".join(
        f"{head}(?:{'|'.join(rests)})" for head, rests in alternatives.items()
    )
    return f"{LEAD}(?:{joined or NOTHING})(?!\\w)"


def lexicon_of(pack: Pack, atom: AtomRule) -> Lexicon:
    """The vocabularies behind the captured parts of an atom."""
    by_name = {v.name: (v.fold, v.forms) for v in pack.vocabularies}
    return Lexicon(
        {
            part: tuple(by_name[name] for name in names)
            for part, names in atom.vocabularies.items()
        }
    )


def _forms(pack: Pack, atoms: Sequence[AtomRule], parts: Iterable[str]) -> list[str]:
    """The forms of the vocabularies behind some parts, longest first."""
    names = {
        n for atom in atoms for part in parts for n in atom.vocabularies.get(part, ())
    }
    forms = {form for v in pack.vocabularies if v.name in names for form in v.forms}
    return sorted(forms, key=lambda form: (-len(form), form))


class _Words(NamedTuple):
    """How number words and multiples are found."""

    leads: tuple[re.Pattern[str], ...]
    """A blank before a word; or what opens a line, a quote or a bracket."""
    word: re.Pattern[str]
    number: re.Pattern[str]
    """All the number words in a row."""


def _word_seeds(pack: Pack, atoms: Sequence[AtomRule]) -> _Words:
    """Patterns for the words that a figure may begin with.

    The module of the standard library is three times faster at this scan.
    """
    numbers = _spellings(_forms(pack, atoms, NUMBERS))
    others = _spellings(_forms(pack, atoms, ("multiple", "fraction")))
    word = trie_pattern([*numbers, *others]) if numbers or others else "(?!)"
    number = trie_pattern(numbers) if numbers else "(?!)"
    return _Words(
        tuple(
            re.compile(rf"{re.escape(opening)}(?={word}(?!\w))") for opening in OPENINGS
        ),
        re.compile(word),
        re.compile(rf"{number}(?:(?: +|-)(?:and +)?{number})*(?!\w)"),
    )


def _leads(
    pack: Pack, atoms: Sequence[AtomRule], others: frozenset[str]
) -> list[str] | None:
    """The forms that may stand before the digits of a figure; None for anything."""
    if "" in others:
        return None
    return [
        form
        for form in _forms(pack, atoms, ("currency", "unit"))
        if any(other.startswith(form.lower()[:LONG]) for other in others)
    ]


def _digit_seeds(behind: frozenset[str], leads: list[str] | None) -> regex.Pattern[str]:
    """Runs of digits that what touches them lets be figures.

    `lead` is matched where a prefix may stand in front. A prefix that ends in a small
    letter is spelled out; of the others the last character tells enough.
    """
    number = r"\d*+(?:[.,]\d++)*+"
    if leads is None:
        return regex.compile(rf"(?P<lead>)(?<!\d[.,]?)\d{number}")
    small = [form for form in leads if form[-1].islower()]
    marks = {form[-1] for form in leads} - {form[-1] for form in small}
    before = [f"[{''.join(map(re.escape, sorted(marks)))}]"] if marks else []
    before += [trie_pattern(small)] if small else []
    lead = rf"(?P<lead>(?<=(?:{'|'.join(before) or '(?!)'}) ?\d))"
    heads = {prefix[:SEED_TAIL] for prefix in behind}
    tail = "" if "" in heads else trie_pattern(heads).replace(DIGIT, r"\d")
    return regex.compile(
        rf"(?<!\d[.,]?)\d(?:{lead}{number}|(?<!\w\d){number}(?i:(?={tail})))"
    )


def _spellings(forms: Iterable[str]) -> list[str]:
    """The forms that are words, in lower case, up to their first blank."""
    words = [form.lower() for form in forms if form[:1].isalpha()]
    return [*words, *(word.split(" ")[0] for word in words)]


def carried(figures: Sequence[RawFigure]) -> list[RawFigure]:
    """The figures of one sentence, where each that leaves out its unit has one.

    "1.17 billion dlrs in 1985, 1.01 billion in 1984": the second one takes the unit of
    the nearest figure before it that has one, else of the nearest after it. Without
    any such figure it is a mere number and is left out.
    """
    done: list[RawFigure] = []
    for index, figure in enumerate(figures):
        if figure.kind != "bare":
            done.append(figure)
            continue
        before = [f for f in done if f.kind in ("money", "quantity")]
        after = [f for f in figures[index + 1 :] if f.kind in ("money", "quantity")]
        model = before[-1] if before else after[0] if after else None
        if model is not None:
            low, high = figure.amount.low, figure.amount.high
            amount = Amount(low, high, model.amount.unit)
            done.append(figure._replace(kind=model.kind, amount=amount))
    return done
