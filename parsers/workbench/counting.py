"""Counts of figures by name, in an order that depends on nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """How many figures something has."""

    name: str
    figures: int


def most_first(counts: Mapping[str, int]) -> tuple[Counted, ...]:
    """The most frequent first; of equal ones, in the order of the alphabet."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Counted(name, figures) for name, figures in ordered)
