"""Which rules want the same figures, and which of them get any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import TypeVar

from parsers.workbench.watching import Wanting

T = TypeVar("T")


class Contests:
    """Counts for each figure which rules want it; one gets it, the others lose it."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._figures: Counter[Wanting] = Counter()

    def add(self, wanting: Iterable[Wanting]) -> None:
        """Count some figures."""
        self._figures.update(wanting)

    @property
    def wanted(self) -> Counter[str]:
        """Rule -> figures that it wants."""
        return _summed(
            (rule, n) for rules, n in self._figures.items() for rule in rules
        )

    @property
    def won(self) -> Counter[str]:
        """Rule -> figures that it gets."""
        return _summed((rules[0], n) for rules, n in self._figures.items())

    @property
    def lost(self) -> Counter[str]:
        """Rule -> figures that it wants and another rule gets."""
        return _summed(
            (rule, n) for rules, n in self._figures.items() for rule in rules[1:]
        )

    def lost_to(self, rule: str) -> Counter[str]:
        """Other rule -> figures that it takes from `rule`."""
        return _summed(
            (rules[0], n) for rules, n in self._figures.items() if rule in rules[1:]
        )

    def companions(self) -> Mapping[str, tuple[str, ...]]:
        """Rule -> the other rules that want every figure that it wants.

        A rule that wants whatever any rule wants is nobody's companion.
        """
        wanted, total = self.wanted, self._figures.total()
        shared = _summed(
            (pair, n)
            for rules, n in self._figures.items()
            for pair in permutations(rules, 2)
        )
        found: dict[str, list[str]] = {}
        for (rule, other), n in sorted(shared.items()):
            if n == wanted[rule] and wanted[other] < total:
                found.setdefault(rule, []).append(other)
        return {rule: tuple(others) for rule, others in found.items()}


def _summed(counts: Iterable[tuple[T, int]]) -> Counter[T]:
    """The sum of the counts of each thing."""
    total: Counter[T] = Counter()
    for thing, n in counts:
        total[thing] += n
    return total
