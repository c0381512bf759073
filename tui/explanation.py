"""How an explanation is put into words: lines of plain text, for a terminal or a pane."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from parsers.model import Article, Span
from parsers.resources import data_folder
from parsers.rules.pack import Place
from parsers.rules.problems import underlined
from parsers.workbench.explanation import (
    Because,
    Contender,
    Cue,
    Explanation,
    Near,
    Overlooked,
    Piece,
    Ranking,
    Refusal,
    Source,
    Told,
    Veto,
)
from tui.display import one_line
from tui.reasons import Reason
from tui.wording import origin

_LABEL = 12
_LONGEST = 60
"""Characters of a pattern that are enough to know it again."""

_BECAUSE: dict[Because, str] = {
    "no cue": "its sentence has no word of the cue, so it is not read",
    "no rule": "its sentence is read, but no rule claims it",
    "no flow": "a rule claims it, but nothing tells what flows",
}
_RANKINGS: dict[Ranking, str] = {
    "priority": "its priority is lower",
    "fields": "it captures fewer fields",
    "earlier": "it begins later",
    "name": "its name comes later",
}
_REFUSALS: dict[Refusal, str] = {
    "if": "is for entries that have other values ('if')",
    "only": "is for another kind of figure ('only')",
    "scope": "lies outside where it looks ('in')",
    "unless": "has beside it what must not be there ('unless')",
    "not_after": "stands after what it must not follow ('not_after')",
}


def lines(explanation: Explanation, article: Article) -> Iterator[str]:
    """An explanation, one line for each reason; all of it may be shown as it is."""
    figure = explanation.figure
    line, column = place_of(figure.span.start, article.text)
    head = f"{article.name}:{line}:{column}: {figure.text} ({figure.kind})"
    yield one_line(f"{head}: {state(explanation)}")
    for reason in reasons(explanation, article.text):
        yield from _rows(reason)


def reasons(explanation: Explanation, text: str) -> Iterator[Reason]:
    """What led to the state of a figure, in the order in which it happened."""
    yield Reason("sentence", readable(explanation.pieces))
    yield Reason("read by", _cue(explanation.cue, text))
    for mask in explanation.masks:
        words = _quoted(mask.span, text)
        yield Reason("mask", f"{words} is {mask.reason} ({place_words(mask.place)})")
    for contender in explanation.contenders:
        yield _contender(contender, text)
    if explanation.veto is not None:
        yield Reason("veto", _veto(explanation.veto, text))
    for told in explanation.told:
        yield Reason(told.name, _told(told, text))
    yield from _joined(explanation)
    for overlooked in explanation.overlooked:
        yield Reason("no flow", _overlooked(overlooked, text))
    for near in explanation.near:
        yield from _near(near, explanation.sentence, text)
    for rule in explanation.stopped:
        yield Reason("stopped", f"{rule} ran out of its time in this sentence")


def place_of(offset: int, text: str) -> tuple[int, int]:
    """Line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def readable(pieces: tuple[Piece, ...]) -> str:
    """A sentence with its atoms in braces, and what is masked marked so."""
    return one_line(
        "".join(
            f"{{masked:{piece.text}}}" if piece.kind == "masked" else piece.text
            for piece in pieces
        )
    ).strip()


def state(explanation: Explanation) -> str:
    """What a figure is, and in short why."""
    figure, because = explanation.figure, explanation.because
    if because is not None:
        return f"open: {_BECAUSE[because]}"
    if explanation.entry is not None:
        return f"booked as {explanation.entry.id}"
    return f"masked: {figure.reason}"


def _cue(cue: Cue, text: str) -> str:
    words = ", ".join(_quoted(span, text) for span in cue.spans)
    match cue.how:
        case "cue":
            return f"the cue, {words}"
        case "follow-up":
            return f"the follow-up after an entry, {words}"
        case "rule":
            return f"rule {cue.rule}, which tells the flow itself, {words}"
        case "any":
            return "every sentence is, as the rules have no cue"
        case "none":
            return "nothing"


def _contender(contender: Contender, text: str) -> Reason:
    words = _quoted(contender.span, text)
    facts = f"priority {contender.priority}, {_names(contender.fields)}"
    about = (
        f"{contender.rule} matches {words} ({facts}; {place_words(contender.place)})"
    )
    match contender.outcome:
        case "won":
            return Reason("won", about)
        case "lost":
            assert contender.ranking is not None
            return Reason("lost", f"{about}: {_RANKINGS[contender.ranking]}")
        case "requires":
            reason = "what it requires is not in the sentence"
        case "unless":
            assert contender.found is not None
            reason = f"{_quoted(contender.found, text)} is there ('unless')"
    return Reason("kept out", f"{about}: {reason}")


def _names(fields: tuple[str, ...]) -> str:
    return "captures " + (", ".join(fields) or "nothing")


def _veto(veto: Veto, text: str) -> str:
    return f"{_quoted(veto.span, text)}, by {_source(veto.source)}"


def _told(told: Told, text: str) -> str:
    how, value = told.origin, told.value
    if told.source is None:
        return f"{value}: {origin(how, text)}"
    if how.span is not None and how.how in ("pattern", "slot"):
        return f"{value}: {_quoted(how.span, text)}, by {_source(told.source)}"
    return f"{value}: {origin(how, text)}, by {_source(told.source)}"


def _source(source: Source) -> str:
    place = "" if source.place is None else f" ({place_words(source.place)})"
    name = "" if source.kind == "cue" else f" {source.name}"
    return f"{source.kind}{name}{place}"


def place_words(place: Place) -> str:
    """A place in a rule file; a shipped file goes by the name of its file alone."""
    return f"{_file(place.path)}:{place.line}:{place.column}"


@cache
def _file(path: str) -> str:
    shipped = (data_folder("config") / "rules").resolve()
    real = Path(path).resolve()
    return real.name if real.parent == shipped else path


def _joined(explanation: Explanation) -> Iterator[Reason]:
    """The other figures of the same entry."""
    entry = explanation.entry
    for measure in entry.measures if entry is not None else ():
        if measure.span != explanation.figure.span:
            yield Reason("joined with", measure.text)


def _overlooked(overlooked: Overlooked, text: str) -> str:
    words = _quoted(overlooked.span, text)
    if overlooked.refusal == "within":
        far = f"{overlooked.distance} characters away, of {overlooked.within} at most"
        reason = f"is {far} ('within')"
    else:
        reason = _REFUSALS[overlooked.refusal]
    return f"{words} {reason}, by {_source(overlooked.source)}"


def _near(near: Near, sentence: Span, text: str) -> Iterator[Reason]:
    """How far a pattern matches, below the text itself."""
    parts = f"{near.matched} of {near.items} parts"
    yield Reason("near", f"{_source(near.source)}, {parts}")
    wanted = near.wanted
    if len(wanted) > _LONGEST:
        wanted = wanted[: _LONGEST - 1] + "…"
    yield Reason(
        "",
        sentence.of(text).replace("\n", " "),
        Span(near.span.start - sentence.start, near.span.end - sentence.start),
        f"up to here; next wanted {wanted}",
    )
    for field, span in near.captured:
        yield Reason("", f"captured so far: {field} {_quoted(span, text)}")


def _quoted(span: Span, text: str) -> str:
    return f"'{span.of(text)}'"


def _rows(reason: Reason) -> Iterator[str]:
    """A reason as one line; with carets below what matched, as two."""
    words, matched = reason.words, reason.matched
    if matched is None:
        yield _row(reason.label, words)
        return
    shown, carets = underlined(words, matched.start, matched.end - matched.start)
    yield _row(reason.label, shown)
    yield _row("", f"{carets} {reason.note}")


def _row(label: str, words: str) -> str:
    return one_line(f"  {label:<{_LABEL}}{words}").rstrip()
