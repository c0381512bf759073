"""Finding the figures of an article: numbers with their units.

The patterns come from the pack. They are tried only where a figure can begin: at a run
of digits, at a number word, or at a short prefix without blanks in front of digits
("US$", "USD "). What that leaves out, the patterns could not match (they are guarded
by `LEAD`), so the scan finds what a plain search over the whole text finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import regex

from parsers.engine.amounts import Amount, Lexicon, amount_of
from parsers.engine.lean import compile_lean, split_alternatives, split_head
from parsers.engine.prefixes import ASKED, LONG, Beginnings, around_number, either
from parsers.engine.timing import BUDGET
from parsers.engine.words import begins_in_word, lowered
from parsers.rules.pack import AtomRule, Pack
from parsers.rules.trie import trie_pattern

FIGURE_KINDS = ("money", "quantity", "change", "bare")

LEAD = r'(?:(?=[^\W\d])(?<![^ \n"(])|(?![^\W\d])(?<!\w)(?<!\d[.,]))'
"""A figure that begins with a letter stands after a blank, a quote or a bracket; one
that begins with a digit or a sign, not inside a word or a number."""

OPENINGS = (" ", "\n", '"', "(")
"""What stands before a word that begins a figure, if it does not begin the text."""
NOTHING = "(?!)"
_GROUP = re.compile(r"\(\?P<(\w+)>")
_REMEMBERED = 1 << 12
"""Amounts that are kept."""
LONGEST_PREFIX = 8
_DIGITS = regex.compile(r"[0-9]+(?:[.,][0-9]+)*")
"""A number in digits, of which a folded text has no others. The module finds it so in a
fraction of the time that it takes with possessive repeats, or with a class for all
scripts."""

NUMBERS = ("number", "times")
"""Parts that hold the number with which a figure begins."""


class RawFigure(NamedTuple):
    """A figure as it was scanned: offsets in the article and its parsed amount."""

    start: int
    end: int
    kind: str
    """`money`, `quantity`, `change` or `bare`."""
    amount: Amount


class _Alternative:
    """The figures of one atom."""

    def __init__(self, atom: AtomRule, lexicon: Lexicon) -> None:
        self.kind = atom.kind
        self._lexicon = lexicon
        self._parts = tuple(dict.fromkeys(_GROUP.findall(atom.pattern.source)))
        # Round amounts come again and again.
        self._amount = lru_cache(_REMEMBERED)(self._amount_of)

    def amount(self, match: regex.Match[str]) -> Amount | None:
        """The amount that the parts of a match make."""
        return self._amount(*map(match.__getitem__, self._parts))

    def _amount_of(self, *texts: str | None) -> Amount | None:
        parts = dict(zip(self._parts, texts, strict=True))
        return amount_of(self.kind, parts, self._lexicon)


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
            f"atom{number}": _Alternative(atom, lexicon_of(pack, atom))
            for number, atom in enumerate(atoms)
        }
        around = [around_number(atom.pattern.source, NUMBERS) for atom in atoms]
        self._behind = Beginnings(either(behind for behind, _ in around))
        self._others = Beginnings(either(others for _, others in around))
        self._leads = _leads(pack, atoms, self._others)
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
        leads, can_follow = self._leads, self._behind.can_be
        for digits in _DIGITS.finditer(text, timeout=BUDGET):
            start, end = digits.span()
            before = text[start - 1 : start]
            last = before if before != " " else text[start - 2 : start - 1]
            if leads is None or last in leads:
                found += self._led(text, start, last)
            if can_follow(text[end : end + ASKED]) and not begins_in_word(before):
                found.append(start)
        words = self._spelled(text)
        return sorted(found + words) if words else found

    def _led(self, text: str, seed: int, last: str) -> list[int]:
        """Where a prefix such as "US$" in front of a number can begin."""
        low, can_begin = max(0, seed - LONGEST_PREFIX), self._others.can_be
        if self._leads is not None:
            before = text[low:seed].removesuffix(" ").lower()
            if not before.endswith(self._leads[last]):
                return []
        return [at for at in range(low, seed) if can_begin(text[at : at + ASKED])]

    def _spelled(self, text: str) -> list[int]:
        """Where number words or multiples stand that can be a figure."""
        found: list[int] = []
        low = lowered(text)
        places = [
            0,
            *(lead.end() for p in self._words.leads for lead in p.finditer(low)),
        ]
        for start in places:
            number = self._words.number.match(low, start)
            if (
                number is not None
                and self._behind.can_be(low[number.end() : number.end() + ASKED])
            ) or self._words.other.match(low, start) is not None:
                found.append(start)
        return found

    def figure(self, match: regex.Match[str]) -> RawFigure | None:
        """The figure of one match; None when its parts make no number."""
        name = match.lastgroup
        if name not in self._alternatives:
            name = next(n for n in self._alternatives if match[n] is not None)
        alternative = self._alternatives[name]
        amount = alternative.amount(match)
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
    number: re.Pattern[str]
    """All the number words in a row."""
    other: re.Pattern[str]
    """A multiple or a fraction."""


def _word_seeds(pack: Pack, atoms: Sequence[AtomRule]) -> _Words:
    """Patterns for the words that a figure may begin with.

    The module of the standard library is three times faster at this scan.
    """
    numbers = _forms(pack, atoms, NUMBERS)
    others = _forms(pack, atoms, ("multiple", "fraction"))
    number, other, word = map(_any_of, (numbers, others, [*numbers, *others]))
    return _Words(
        tuple(
            re.compile(rf"{re.escape(opening)}(?={word}(?!\w))") for opening in OPENINGS
        ),
        re.compile(rf"{number}(?:(?: +|-)(?:and +)?{number})*(?!\w)"),
        re.compile(rf"{other}(?!\w)"),
    )


def _leads(
    pack: Pack, atoms: Sequence[AtomRule], others: Beginnings
) -> dict[str, tuple[str, ...]] | None:
    """The forms in lower case that may stand before the digits of a figure.

    By their last character, in both cases; None where anything may stand there.
    """
    if others.anywhere:
        return None
    leads: dict[str, tuple[str, ...]] = {}
    for form in _forms(pack, atoms, ("currency", "unit")):
        low = lowered(form)
        if low[:LONG] in others.starts:
            for last in {low[-1], low[-1].upper()}:
                leads[last] = (*leads.get(last, ()), low)
    return leads


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for those of the forms that are words, in lower case."""
    words = [form.lower() for form in forms if form[:1].isalpha()]
    return trie_pattern(words).replace(r"\ ", " +") if words else NOTHING


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
