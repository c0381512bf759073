"""A pack compiled after another one: what is the same in both is not compiled again."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from parsers.engine.finders import Finder
from parsers.engine.program import Program, SieveName
from parsers.engine.relaxed import Sieve
from parsers.engine.scanner import Scanner
from parsers.engine.tagger import Tagger
from parsers.rules.pack import Pack, Pattern


class Successor(Program):
    """Finds what a program of the same pack finds that was compiled alone."""

    def __init__(self, pack: Pack, before: Program, *, loose: bool = False) -> None:
        """Compile what is new in a pack.

        Args:
            pack: The pack.
            before: That of other rules, compiled.
            loose: Whether new patterns are tried on every sentence: that is soon made,
                and fast enough for a few articles.
        """
        self._before = before
        self._loose = loose
        self._is_spelled_alike = pack.tagged == before.pack.tagged and (
            pack.vocabularies == before.pack.vocabularies
        )
        super().__init__(pack)
        # It has served, and would keep its own predecessor alive.
        del self._before

    def _readers(self, pack: Pack) -> tuple[Scanner, Tagger]:
        """Those of the pack before, if vocabularies and atoms are the same."""
        before, old = self._before, self._before.pack
        if self._is_spelled_alike and (
            (pack.places, _atoms(pack)) == (old.places, _atoms(old))
        ):
            return before.scanner, before.tagger
        return super()._readers(pack)

    def _compiled(self, pattern: Pattern, label: str, at_end: bool) -> Finder:
        known = self._before._finders.get((pattern.source, at_end))
        if known is None:
            return super()._compiled(pattern, label, at_end)
        finder = copy(known)
        finder.label = label
        return finder

    def _made_form(self, pattern: str, plain: bool) -> str:
        known = self._before._forms_made.get((pattern, plain))
        if known is None or (plain and not self._is_spelled_alike):
            return super()._made_form(pattern, plain)
        return known

    def _sieve_of(self, name: SieveName, forms: Sequence[str]) -> Sieve:
        known = self._before._sieves[name]
        if known.forms == tuple(forms):
            return known
        return Widened(known, forms) if self._loose else Sieve(forms)


class Widened(Sieve):
    """A sieve of other patterns than another one; what is new to it passes always."""

    def __init__(self, known: Sieve, forms: Sequence[str]) -> None:
        """Compile nothing.

        Args:
            known: The other one.
            forms: The relaxed forms; their order numbers them.
        """
        self.forms = tuple(forms)
        self._known = known
        self._places: dict[int, list[int]] = {}
        """Numbers of the other one -> those of the same forms here."""
        numbers = {form: number for number, form in enumerate(known.forms)}
        new = []
        for place, form in enumerate(self.forms):
            number = numbers.get(form)
            if number is None:
                new.append(place)
            else:
                self._places.setdefault(number, []).append(place)
        self._new = frozenset(new)

    def passing(self, low: str) -> frozenset[int]:
        """The numbers of the patterns that can match in a text in lower case."""
        found = self._known.passing(low)
        known = (p for number in found for p in self._places.get(number, ()))
        return self._new.union(known)


def _atoms(pack: Pack) -> list[tuple[object, ...]]:
    """What figures and periods look like, wherever that is written."""
    return [
        (a.name, a.kind, a.pattern.source, a.tag, a.vocabularies) for a in pack.atoms
    ]
