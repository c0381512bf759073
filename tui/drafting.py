"""A rule drafted from the text of an article, and what it does in all articles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from parsers.errors import NewsledgerError
from parsers.model import Article, Span
from tui.library import Library
from tui.remarks import Remark

if TYPE_CHECKING:
    from parsers.engine.examples import ExampleResult
    from parsers.workbench.hits import Fate, Hit, Hits, Hunter
    from parsers.workbench.rule_block import Block

FATE_WORDS: Mapping[Fate, str] = {
    "alike": "booked alike",
    "differently": "booked differently",
    "open": "open until now",
    "masked": "false friends",
    "left": "left to other rules",
}
"""What becomes of the figures that a draft hits."""
_FRIENDS: tuple[Fate, ...] = ("masked", "differently")
"""Fates of which examples are shown: who writes a rule should look at them."""
_FLOW = "export"
_NO_FLOW = f"no word tells what flows: is {_FLOW} right, under set and under expect?"
_NAMED = 3
"""Examples that fail which are named."""
_ROOM = 160
"""Characters of a sentence that are shown."""


class NoHomeError(NewsledgerError):
    """There is no rule file that a draft could go into."""

    def __init__(self) -> None:
        super().__init__(
            "your rules have no file: newsledger init DIR makes a project with one"
        )


@dataclass(frozen=True, slots=True)
class Draft:
    """A rule that was drafted and tried."""

    block: Block
    """Its place in a file of the user."""
    remarks: tuple[Remark, ...]
    hunter: Hunter
    """What looks for its hits."""


def draft(
    library: Library, article: Article, spans: tuple[Span, ...], extent: Span | None
) -> Draft:
    """Draft a rule that reads some figures.

    Args:
        library: Whose rules it is to stand among.
        article: Where the figures are.
        spans: The figures, at least one.
        extent: What of the sentence its pattern is to match; None for what it needs.

    Raises:
        NewsledgerError: If there is no rule for them, or no place for it.
    """
    from parsers.workbench.drafting import NoFlowError, Wishes
    from parsers.workbench.hits import Hunter
    from parsers.workbench.marking import marked_in
    from parsers.workbench.rule_blocks import new_block
    from parsers.workbench.rule_home import own_file
    from parsers.workbench.rule_text import text_of

    path = own_file(library.rule_files)
    if path is None:
        raise NoHomeError
    drafter = library.drafter(path)
    marked, remarks = marked_in(article, spans, extent), list[Remark]()
    try:
        drafted = drafter.draft(marked, Wishes())
    except NoFlowError:
        drafted = drafter.draft(marked, Wishes(sets=(("flow", _FLOW),)))
        remarks.append(Remark(_NO_FLOW, is_error=False))
    engine = drafted.rules.engine
    assert engine is not None  # It has read its example.
    remarks += [
        Remark(f"no field has '{place}'", is_error=False) for place in drafted.loose
    ]
    remarks += _harmed(drafted.harmed)
    block = new_block(path, text_of(path), drafted.rule)
    hunter = Hunter(drafter.engine, engine, drafted.rule.id)
    return Draft(block, tuple(remarks), hunter)


def _harmed(results: Sequence[ExampleResult]) -> Iterator[Remark]:
    """The examples of other rules that fail with a draft, a few of them by name."""
    if results:
        named = ", ".join(f"{one.rule} #{one.number}" for one in results[:_NAMED])
        more = ", …" if len(results) > _NAMED else ""
        words = f"examples of other rules that fail with it: {len(results)}"
        yield Remark(f"{words} ({named}{more})", is_error=False)


def hit_remarks(hits: Hits, articles: str) -> Iterator[Remark]:
    """What a draft does in many articles.

    Args:
        hits: What was found.
        articles: In which articles, in words.
    """
    counts = hits.counts
    fates = [f"{counts[f]:,} {words}" for f, words in FATE_WORDS.items() if counts[f]]
    told = f"hits: {counts.total():,} {articles}"
    yield Remark(f"{told}: {', '.join(fates)}" if fates else told, is_error=False)
    for hit in hits.samples:
        if hit.fate in _FRIENDS:
            yield Remark(_sample(hit), is_error=False)


def _sample(hit: Hit) -> str:
    reason = f" ({hit.figure.reason})" if hit.figure.reason else ""
    sentence = " ".join(hit.sentence.split())[:_ROOM]
    return f"{FATE_WORDS[hit.fate]}: {hit.figure.text}{reason} in {hit.article}: {sentence}"
