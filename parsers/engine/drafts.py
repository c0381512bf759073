"""Entries in the making: what a figure has been found to say so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import NamedTuple

from parsers.engine.tagger import Tagged
from parsers.model import Origin, Span
from parsers.rules.pack import Rule


class Filled(NamedTuple):
    """A field of a draft: its value and how it got it."""

    value: str
    origin: Origin


@dataclass(slots=True)
class Draft:
    """One entry in the making. Mutable: slots fill it one after another."""

    rule: Rule
    tagged: Tagged
    figures: list[int]
    """Indexes of its figures in the article, in the order of the text."""
    start: int
    """Tagged offset of the first figure."""
    end: int
    """Tagged offset behind the last figure."""
    core: tuple[int, int]
    """What the rule matched, in tagged offsets."""
    fields: dict[str, Filled] = field(default_factory=dict)
    cue: tuple[int, int] | None = None
    """Where its flow word stands, in tagged offsets."""
    clause: tuple[int, int] | None = None
    """The clause of its first figure, once anybody has asked for it."""
    veto: str | None = None
    """Why its figures are no trade figures."""

    def again(self, tagged: Tagged) -> Draft:
        """The same draft where its sentence stands again."""
        places = same_figures(self.tagged, tagged)
        return replace(
            self,
            tagged=tagged,
            figures=[places[figure] for figure in self.figures],
            fields={
                name: Filled(filled.value, self._moved(filled.origin, tagged))
                for name, filled in self.fields.items()
            },
        )

    def _moved(self, origin: Origin, tagged: Tagged) -> Origin:
        span = origin.span
        return Origin(origin.how, span and moved(span, self.tagged, tagged))

    def value(self, name: str) -> str | None:
        """The value of a field, None where it has none."""
        filled = self.fields.get(name)
        return None if filled is None else filled.value

    def fill(self, name: str, value: str, origin: Origin) -> bool:
        """Set a field that has no value yet; no party trades with itself."""
        if name in self.fields:
            return False
        other = {"reporter": "partner", "partner": "reporter"}.get(name)
        if other is not None and self.value(other) == value:
            return False
        self.fields[name] = Filled(value, origin)
        return True


def same_figures(first: Tagged, again: Tagged) -> dict[int, int]:
    """The figures of a sentence, and which they are where it stands again."""
    old, new = (
        [atom.figure for atom in tagged.atoms if atom.figure >= 0]
        for tagged in (first, again)
    )
    return dict(zip(old, new, strict=True))


def moved(span: Span, first: Tagged, again: Tagged) -> Span:
    """Where the same words stand in a sentence that is repeated; elsewhere they stay."""
    if not first.begin <= span.start < first.end:
        return span
    ahead = again.begin - first.begin
    return Span(span.start + ahead, span.end + ahead)
