"""The patterns of a pack, expanded; those of the pack before are taken over.

When a file changes, nearly all patterns are written as they were, and so is all that
they name: to expand them takes longer than to read the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from parsers.rules.expand import Expansion, Names
from parsers.rules.pack import Pattern
from parsers.rules.strict_yaml import Scalar


@dataclass(frozen=True, slots=True)
class Expanded:
    """A pattern, and what it was made of."""

    pattern: Pattern
    parts: Mapping[str, tuple[str, ...]]
    """Captured part -> the vocabularies it may hold."""
    names: tuple[str, ...]
    """All that it names, at however many removes."""
    tagged: tuple[str, ...]
    """The vocabularies that have to be tagged for it."""
    places: tuple[str, ...]
    """Those that capture a reporter or a partner in it."""


class Expansions:
    """Expands the patterns of one pack."""

    def __init__(self, names: Names, former: Expansions | None = None) -> None:
        """Start with none.

        Args:
            names: All that patterns can refer to; learns which vocabularies they ask for.
            former: Those of a pack of nearly the same files.
        """
        self._names = names
        self._known: dict[tuple[tuple[Scalar, ...], str | None], Expanded] = {}
        self._former = {} if former is None else former._known
        self._changed = frozenset() if former is None else names.unlike(former._names)

    def of(self, patterns: tuple[Scalar, ...], atom: str | None = None) -> Expanded:
        """Some alternatives, expanded as one pattern.

        Args:
            patterns: The alternatives.
            atom: The figure or period that they are of: they run over text then, else
                over tagged sentences.

        Raises:
            RefusedError: If one of them names something unknown or itself.
        """
        asked = patterns, atom
        found = self._former.get(asked)
        if found is None or not self._changed.isdisjoint(found.names):
            found = self._expanded(patterns, atom)
        self._known[asked] = found
        self._names.tagged.update(found.tagged)
        self._names.places.update(found.places)
        return found

    def _expanded(self, patterns: tuple[Scalar, ...], atom: str | None) -> Expanded:
        expansion = Expansion(self._names, raw=atom is not None)
        expansion.alternatives(patterns, () if atom is None else (atom,))
        return Expanded(
            expansion.pattern(),
            {part: tuple(found) for part, found in expansion.parts.items()},
            tuple(expansion.names),
            tuple(expansion.tagged),
            tuple(expansion.places),
        )
