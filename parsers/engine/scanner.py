"""Finding the figures of an article: numbers with their units.

The patterns come from the pack. They are tried only where their relaxed form matches,
so the scan finds what a plain search over the whole text finds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import regex

from parsers.engine.amounts import Amount, Lexicon, amount_of
from parsers.engine.lean import compile_lean, split_alternatives, split_head
from parsers.engine.relaxed import Places, as_bytes
from parsers.engine.timing import BUDGET
from parsers.rules.pack import AtomRule, Pack

FIGURE_KINDS = ("money", "quantity", "change", "bare")

LEAD = r'(?:(?=[^\W\d])(?<![^ \n"(])|(?![^\W\d])(?<!\w)(?<!\d[.,]))'
"""A figure that begins with a letter stands after a blank, a quote or a bracket; one
that begins with a digit or a sign, not inside a word or a number."""

NOTHING = "(?!)"
WORLDWIDE = ("dollar", "dlr")
"""Short names that mean the same currency in articles on any country."""
_REMEMBERED = 1 << 12
"""Amounts that are kept."""


class RawFigure(NamedTuple):
    """A figure as it was scanned: offsets in the article and its parsed amount."""

    start: int
    end: int
    kind: str
    """`money`, `quantity`, `change` or `bare`."""
    amount: Amount


class Scanner:
    """Finds the figures that the atoms of a pack describe."""

    def __init__(self, pack: Pack) -> None:
        """Compile the figure patterns of the pack.

        Raises:
            regex.error: If a pattern does not compile.
        """
        atoms = [atom for atom in pack.atoms if atom.kind in FIGURE_KINDS]
        source = figure_source(atoms)
        self.pattern, self._places = compile_lean(source), Places(source)
        self._atoms = {
            f"atom{number}": (atom.kind, lexicon_of(pack, atom))
            for number, atom in enumerate(atoms)
        }
        self._currencies = _currencies(pack)
        self._shared = _shared(self._currencies)
        self._parts = tuple(
            (name, number - 1) for name, number in self.pattern.groupindex.items()
        )
        """The parts of a figure, each with its place among the groups of a match."""
        # Round amounts come again and again.
        self._said = lru_cache(_REMEMBERED)(self._said_by)

    def rest(self) -> None:
        """Let go of what grew with the texts; it is made anew when it is needed."""
        self._places.rest()
        self._said.cache_clear()

    def scan(self, text: str, late: list[int] | None = None) -> list[RawFigure]:
        """All figures of a folded text, in its order, none overlapping.

        Args:
            text: The folded text.
            late: Takes the offsets at which a pattern ran out of its time.

        Raises:
            TimeoutError: If one does, and `late` is None.
        """
        figures: list[RawFigure] = []
        first, plain = self._places.first, as_bytes(text)
        at = first(plain, 0)
        while at >= 0:
            figure = self._at(text, at, late)
            if figure is None:
                at = self._places.next(plain, at)
            else:
                figures.append(figure)
                at = first(plain, figure.end)
        return figures

    def _at(self, text: str, start: int, late: list[int] | None) -> RawFigure | None:
        """The figure that begins at an offset."""
        try:
            match = self.pattern.match(text, start, timeout=BUDGET)
        except TimeoutError:
            if late is None:
                raise
            late.append(start)
            return None
        return None if match is None or match.end() == start else self.figure(match)

    def figure(self, match: regex.Match[str]) -> RawFigure | None:
        """The figure of one match; None when its parts make no number."""
        kind, amount = self._said(match.groups())
        start, end = match.span()
        return None if amount is None else RawFigure(start, end, kind, amount)

    def is_shared(self, short: str) -> bool:
        """Whether several currencies have a short name: crown, franc."""
        return short in self._shared

    def currency(self, places: Sequence[str], short: str) -> str | None:
        """The currency that is called by one of the names and a short one: Danish crowns.

        Args:
            places: What a country is called.
            short: The last word of a currency, without its plural s.
        """
        for place in places:
            for words in (f"{place} {short}s", f"{place} {short}"):
                found = self._currencies.get(words.lower())
                if found is not None:
                    return found
        return None

    def _said_by(self, groups: Sequence[str | None]) -> tuple[str, Amount | None]:
        """The kind and the amount that the groups of a match make."""
        parts = {
            name: groups[place]
            for name, place in self._parts
            if groups[place] is not None
        }
        kind, lexicon = next(a for name, a in self._atoms.items() if name in parts)
        return kind, amount_of(kind, parts, lexicon)


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


def _currencies(pack: Pack) -> dict[str, str]:
    """All that stands for a currency behind an amount, in lower case."""
    names = {name for a in pack.atoms for name in a.vocabularies.get("currency", ())}
    return {
        form.lower(): value
        for vocabulary in pack.vocabularies
        if vocabulary.name in names
        for form, value in vocabulary.forms.items()
    }


def _shared(currencies: Mapping[str, str]) -> frozenset[str]:
    """The short names that more than one currency has: crown, franc."""
    meant: dict[str, set[str]] = {}
    for form, value in currencies.items():
        meant.setdefault(form.split()[-1].removesuffix("s"), set()).add(value)
    return frozenset(short for short, values in meant.items() if len(values) > 1)


def lexicon_of(pack: Pack, atom: AtomRule) -> Lexicon:
    """The vocabularies behind the captured parts of an atom."""
    by_name = {v.name: (v.fold, v.forms) for v in pack.vocabularies}
    return Lexicon(
        {
            part: tuple(by_name[name] for name in names)
            for part, names in atom.vocabularies.items()
        }
    )


def carried(
    figures: Sequence[RawFigure], earlier: RawFigure | None = None
) -> list[RawFigure]:
    """The figures of one sentence, where each that leaves out its unit has one.

    "1.17 billion dlrs in 1985, 1.01 billion in 1984": the second one takes the unit of
    the nearest figure before it that has one, else of the nearest after it, else that of
    the `earlier` sum of money, the last of the sentence before. Without any such figure
    it is a mere number and is left out.
    """
    done: list[RawFigure] = []
    for index, figure in enumerate(figures):
        if figure.kind != "bare":
            done.append(figure)
            continue
        before = [f for f in done if f.kind in ("money", "quantity")]
        after = [f for f in figures[index + 1 :] if f.kind in ("money", "quantity")]
        model = before[-1] if before else after[0] if after else earlier
        if model is not None:
            amount = figure.amount.counted_in(model.amount)
            done.append(figure._replace(kind=model.kind, amount=amount))
    return done


def in_named_currency(
    figures: Sequence[RawFigure], local: Callable[[str], str | None]
) -> list[RawFigure]:
    """The figures of an article, in the currency that its short name means there.

    After "14.9 billion Hong Kong dollars", dollars are those of Hong Kong; American
    ones are called so. Of other names, `local` tells what they mean in the country
    that the article is about: crowns in Denmark are Danish.
    """
    meaning: dict[str, str] = {}
    asked: dict[str, str | None] = dict.fromkeys(WORLDWIDE)
    done: list[RawFigure] = []
    for figure in figures:
        amount, short = figure.amount, figure.amount.short
        if short and amount.unit and amount.abroad:
            meaning.setdefault(short, amount.unit)
        elif short and amount.unit:
            if short not in meaning and short not in asked:
                asked[short] = local(short)
            unit = meaning.get(short) or asked.get(short) or amount.unit
            if unit != amount.unit:
                figure = figure._replace(amount=replace(amount, unit=unit))
        done.append(figure)
    return done
