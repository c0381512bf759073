"""The slots of an entry: its fields, each with the words that it was read from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from parsers.model import Measure, Span
from tui.page import Page, Shown
from tui.wording import Field, fields

_NO_SLOTS = ("rule", "id")
"""What the detail tells of an entry besides."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A field that has a value."""

    name: str
    words: str
    """`3/8 partner RUS  slot, 'Russia'`."""
    span: Span | None
    """Where it was read; None where no characters of the text tell it."""


def slots(page: Page) -> tuple[Slot, ...]:
    """The slots of the entry that books the selected figure, in the order of the detail."""
    entry, text = page.entry, page.reading.article.text
    if entry is None:
        return ()
    spans = {name: origin.span for name, origin in entry.origins}
    for name in ("value", "quantity", "change"):
        measure: Measure | None = getattr(entry, name)
        if measure is not None:
            spans[name] = measure.span
    found = [field for field in fields(entry, text) if field.label not in _NO_SLOTS]
    return tuple(
        Slot(
            field.label, _words(field, f"{place}/{len(found)}"), spans.get(field.label)
        )
        for place, field in enumerate(found, 1)
    )


def _words(field: Field, place: str) -> str:
    told = f"{place} {field.label} {field.value}"
    return f"{told}  {field.note}" if field.note else told


def lit(shown: Shown) -> Slot | None:
    """The slot that is lit, if the selected entry is the one that it belongs to."""
    if not isinstance(shown, Page) or shown.slot is None or shown.entry is None:
        return None
    entry, name = shown.slot
    if shown.entry.id != entry:
        return None
    return next((slot for slot in slots(shown) if slot.name == name), None)


def turned(page: Page, by: int) -> Page:
    """The page with the next slot lit, or the one before, round the end."""
    entry, found, now = page.entry, slots(page), lit(page)
    if entry is None or not found:
        return page
    names = [slot.name for slot in found]
    beside = -1 if by > 0 else len(names)
    place = names.index(now.name) if now else beside
    return replace(page, slot=(entry.id, names[(place + by) % len(names)]))
