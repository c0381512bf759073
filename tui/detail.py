"""What the detail pane says of the selected figure, as rows of styled text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from parsers.model import Entry, Figure, Skipped
from tui.display import display, one_line
from tui.doubts import doubt_fields
from tui.layout import wrap
from tui.lines import Run
from tui.page import Page, Shown
from tui.rows import counts_of
from tui.slots import lit
from tui.wording import Field, fields, figure_state, review_fields

_LABEL = 12
_MARGIN = 1
_SAMPLE = 60
"""Characters of the words of an origin that are enough to know them again."""

LABEL, LIT = "detail--label", "detail--lit"

Rows = Iterator[tuple[Run, ...]]


def rows(shown: Shown, width: int) -> Rows:
    """What there is to say, in rows of at most `width` cells."""
    if isinstance(shown, Skipped):
        yield from _field(Field("file", shown.name), width)
        yield from _field(Field("not read", shown.reason), width)
    elif isinstance(shown, Page) and shown.figure is None:
        yield from _article(shown, width)
    elif isinstance(shown, Page) and shown.figure is not None:
        yield from _figure(shown.figure, width)
        if shown.entry is not None:
            yield from _entry(shown, shown.entry, width)


def row_of_slot(shown_rows: Sequence[tuple[Run, ...]]) -> int | None:
    """The row in which the slot stands that is lit; None if there is none."""
    for number, row in enumerate(shown_rows):
        if any(LIT in roles for _, roles in row):
            return number
    return None


def _figure(figure: Figure, width: int) -> Rows:
    """The selected figure and what became of it."""
    role = f"detail--{figure.state}"
    yield from _wrapped(f"{figure.text}  ({figure.kind})", width, "detail--value")
    yield from _wrapped(figure_state(figure), width, role)
    yield ()


def _entry(page: Page, entry: Entry, width: int) -> Rows:
    """What was decided on an entry and speaks against it, every field with its origin, then its quotation."""
    said = tuple(review_fields(page.review)) if page.review else ()
    said += tuple(doubt_fields(page))
    for field in said:
        yield from _field(field, width)
    if said:
        yield ()
    slot = lit(page)
    for field in fields(entry, page.reading.article.text):
        role = LIT if slot and field.label == slot.name else LABEL
        yield from _field(field, width, role)
    yield ()
    yield from _wrapped(f"“{entry.quote}”", width, "detail--quote")


def _article(page: Page, width: int) -> Rows:
    """What the article tells of itself, as long as no figure is selected."""
    article = page.reading.article
    yield from _field(Field("title", article.title or "none"), width)
    yield from _field(Field("date", article.date or "none"), width)
    yield from _field(Field("file", article.name), width)
    if article.url:
        yield from _field(Field("url", article.url), width)
    odd = " (some bytes were guessed)" if article.repaired else ""
    yield from _field(Field("encoding", article.encoding + odd), width)
    if not page.known:
        yield from _field(Field("figures", "…"), width)
        return
    counts = counts_of(page.reading)
    yield from _field(Field("figures", str(counts.figures)), width)
    for name, count in counts._asdict().items():
        yield from _field(Field(f"  {name}", str(count)), width)
    for overrun in page.reading.overruns:
        place = f"at {overrun.span.start}: it ran out of time"
        yield from _field(Field("stopped", overrun.rule, place), width)
    yield ()
    hint = "f goes to the first figure" if counts.figures else "no figures in this text"
    yield from _wrapped(hint, width, "detail--note")


def _field(field: Field, width: int, role: str = LABEL) -> Rows:
    """A label, its value, and beside or below it where that comes from."""
    room = max(1, width - _LABEL - _MARGIN)
    label = one_line(field.label)
    value = _lines(one_line(field.value), room)
    note = _lines(_short(one_line(field.note)), room) if field.note else []
    beside = len(value) == len(note) == 1 and len(value[0]) + 2 + len(note[0]) <= room
    gap = " " * (_LABEL - len(label))
    first: list[Run] = [(" " * _MARGIN, ()), (label, (role,)), (gap, ())]
    first.append((value[0], ("detail--value",)))
    if beside:
        first.append((f"  {note.pop()}", ("detail--note",)))
    yield tuple(first)
    indent = " " * (_LABEL + _MARGIN)
    for line in value[1:]:
        yield ((indent + line, ("detail--value",)),)
    for line in note:
        yield ((indent + line, ("detail--note",)),)


def _wrapped(text: str, width: int, role: str) -> Rows:
    """A text over the whole width."""
    margin = " " * _MARGIN
    for line in _lines(display(text), max(1, width - _MARGIN)):
        yield ((margin, ()), (line, (role,)))


def _lines(text: str, width: int) -> list[str]:
    """A text that may be shown, in lines without the blanks at their ends."""
    layout = wrap(text, width)
    bounds = (layout.bounds(row) for row in range(len(layout)))
    return [text[start:end].rstrip() for start, end in bounds]


def _short(note: str) -> str:
    """Where a value comes from, with at most the beginning of the words."""
    if len(note) <= _SAMPLE:
        return note
    quote = "'" if note.endswith("'") else ""
    return note[:_SAMPLE].rstrip() + "…" + quote
