"""`newsledger search`: the sentences of a project's articles that say something."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TextIO

from parsers.errors import NewsledgerError
from parsers.indexing.database import reading
from parsers.indexing.search import Match, Passage, holds_any, search
from parsers.indexing.state import State, Totals, state_of, totals_of
from parsers.indexing.terms import terms_of
from parsers.model import Span
from parsers.settings import resolve
from tui.cli.exits import Exit
from tui.cli.indexed import project_folder
from tui.cli.output import STDOUT, output
from tui.cli.streams import is_terminal, say
from tui.display import one_line

AROUND = 200
"""Characters of a sentence that are shown on either side of its first match."""
_BEGIN, _END = "\x1b[1;31m", "\x1b[0m"
"""What a terminal shows in bold red lies between them."""


class NothingThereError(NewsledgerError):
    """No article of the index lies at or below the paths."""

    def __init__(self) -> None:
        super().__init__(
            "the index holds no article there; `newsledger index` tells what it holds"
        )


class _Hit(NamedTuple):
    """A line of the output."""

    match: Match
    passage: Passage | None
    """None where only the headline says it."""


@dataclass(slots=True)
class _Counts:
    """What was found."""

    articles: int = 0
    sentences: int = 0
    changed: int = 0

    def hits(self, matches: Iterable[Match]) -> Iterator[_Hit]:
        """The lines to print; all is counted on the way."""
        for match in matches:
            self.articles += 1
            self.sentences += len(match.passages)
            self.changed += match.changed
            for passage in match.passages or (None,):
                yield _Hit(match, passage)


def run(query: str, paths: Sequence[Path], form: str) -> Exit:
    """Print the sentences that hold what is looked for.

    Args:
        query: Words and phrases.
        paths: Where to look; in all that is indexed, when empty.
        form: `text` or `jsonl`.

    Raises:
        NoProjectError: If this is no project.
        NoIndexError: If it has no index.
        IndexFaultError: If that can not be read.
        SearchError: If there is nothing to look for.
        NothingThereError: If nothing that is indexed lies at the paths.
    """
    terms, counts = terms_of(query), _Counts()
    project = project_folder(resolve(Path.cwd()))
    with reading(project) as connection:
        if paths and not holds_any(connection, project, paths):
            raise NothingThereError
        hits = counts.hits(search(connection, project, terms, paths))
        with output(STDOUT) as stream:
            write = _as_json if form == "jsonl" else _writer(stream)
            stream.writelines(map(write, hits))
        state, totals = state_of(connection), totals_of(connection)
    for line in _summary(counts, totals, state):
        say(line)
    return Exit.OK


def _summary(counts: _Counts, totals: Totals, state: State | None) -> Iterator[str]:
    """What was found, and why there may be more."""
    yield (
        f"sentences: {counts.sentences:,}, "
        f"articles: {counts.articles:,} of {totals.articles:,}"
    )
    if counts.changed:
        yield f"changed since they were indexed: {counts.changed:,}; see `newsledger index`"
    if state is None or not state.complete:
        yield "the index is not complete; `newsledger index` goes on with it"


def _writer(stream: TextIO) -> Callable[[_Hit], str]:
    """What makes a line for people of a hit."""
    coloured = (
        is_terminal(stream)
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    begin, end = (_BEGIN, _END) if coloured else ("", "")
    here = os.fsencode(Path.cwd()) + b"/"

    def line(hit: _Hit) -> str:
        name = one_line(os.fsdecode(hit.match.path.removeprefix(here)))
        if hit.passage is None:
            return f"{name}: {one_line(hit.match.title or '')}\n"
        place = f"{name}:{hit.passage.line}:{hit.passage.column}"
        return f"{place}: {_quoted(hit.match.text, hit.passage, begin, end)}\n"

    return line


def _quoted(text: str, passage: Passage, begin: str, end: str) -> str:
    """A sentence in one line, its matches between two marks; a long one is cut."""
    sentence, first = passage.span, passage.matches[0]
    shown = Span(
        max(sentence.start, first.start - AROUND), min(sentence.end, first.end + AROUND)
    )
    safe = one_line(shown.of(text))
    pieces = ["…" if shown.start > sentence.start else ""]
    at = 0
    for match in passage.matches:
        if match.end > shown.end:
            break
        start, stop = match.start - shown.start, match.end - shown.start
        pieces += safe[at:start], begin, safe[start:stop], end
        at = stop
    pieces += safe[at:], "…" if shown.end < sentence.end else ""
    return "".join(pieces)


def _as_json(hit: _Hit) -> str:
    """A hit as one line of JSON; its offsets are those of the article with the digest."""
    match, passage = hit
    span = None if passage is None else passage.span
    record = {
        "article": match.name,
        "path": os.fsdecode(match.path),
        "title": match.title,
        "date": match.date,
        "digest": match.digest,
        "changed": match.changed,
        "line": passage and passage.line,
        "column": passage and passage.column,
        "start": span and span.start,
        "end": span and span.end,
        "quote": span and span.of(match.text),
        "matches": [
            {"start": found.start, "end": found.end, "text": found.of(match.text)}
            for found in (passage.matches if passage else ())
        ],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"
