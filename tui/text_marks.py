"""The marks on the text of an article: its figures, and what is told of the selected one."""

from __future__ import annotations

from collections.abc import Iterator

from parsers.model import Span
from tui.marks import Mark
from tui.page import Page, Shown
from tui.slots import Slot
from tui.wording import DOUBT, verdict_sign


def figure_marks(shown: Shown) -> Iterator[Mark]:
    """A mark for each figure, by its kind and its state."""
    if not isinstance(shown, Page):
        return
    for figure in shown.reading.figures:
        roles = (f"article--{figure.kind}", f"article--{figure.state}")
        yield Mark(figure.span, roles)


def verdict_marks(shown: Shown) -> Iterator[Mark]:
    """A mark for each booked figure, by the verdict on its entry, or by its doubts.

    Where somebody has decided, doubts are no reason to look once more.
    """
    if not isinstance(shown, Page):
        return
    ids = [entry.id for entry in shown.reading.entries]
    signs = dict(zip(ids, map(verdict_sign, shown.reviews), strict=False))
    doubted = {doubt.place for doubt in shown.doubts}
    for figure in shown.reading.figures:
        sign = signs.get(figure.entry or "", "")
        if not sign.strip() and (figure.entry, figure.span) in doubted:
            sign = DOUBT
        if sign:
            yield Mark(figure.span, (sign,))


def selected_span(shown: Shown) -> Span | None:
    """Where the selected figure stands."""
    figure = shown.figure if isinstance(shown, Page) else None
    return figure.span if figure else None


def selected_marks(shown: Shown) -> Iterator[Mark]:
    """A mark for the selected figure."""
    if (span := selected_span(shown)) is not None:
        yield Mark(span, ("article--selected",))


def slot_marks(slot: Slot | None) -> Iterator[Mark]:
    """A mark for the slot that is lit."""
    if slot is not None and slot.span is not None:
        yield Mark(slot.span, ("article--slot",))


def entry_marks(shown: Shown) -> Iterator[Mark]:
    """Marks for the quotation of the selected entry and what its fields were read from."""
    entry = shown.entry if isinstance(shown, Page) else None
    if entry is None:
        return
    yield Mark(entry.span, ("article--quote",))
    for _field, origin in entry.origins:
        if origin.span is not None:
            yield Mark(origin.span, ("article--field",))
