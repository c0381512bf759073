"""What patterns cost: where they are tried, and how long they take on a sample."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator, Sequence
from statistics import median

from parsers.engine import Program
from parsers.engine.finders import Finder
from parsers.engine.relaxed import ANYTHING, relaxed
from parsers.engine.sieves import Sieve
from parsers.engine.words import lowered
from parsers.rules.problems import Problem
from parsers.workbench.holders import everyone, holders, problem_of

MOST_TIMES = 150
"""A pattern that takes so many times as long as the one in the middle is told.

The dearest of the packaged rules, the cue, takes a hundred times as long: every sentence
is searched for it, where most patterns are hardly ever tried.
"""
ROUNDS = 5
"""Each pattern is timed so often; the quickest counts, for the others were disturbed."""
FEWEST = 5
"""With fewer patterns there is none in the middle."""
_LONG = 0.5
"""Seconds after which a pattern need not be timed any further."""
_NEUTRAL = "zq " * 40
"""A sentence of words that no rule means."""


def gateless(program: Program, paths: Collection[str]) -> Iterator[Problem]:
    """The patterns of some rule files from which no word or tag to look for follows."""
    for holder in holders(program, paths):
        source = holder.pattern.source
        if not holder.searches:
            continue
        if relaxed(source) == ANYTHING:
            why = "the program cannot read it, though the module regex can"
            advice = (
                "leave out what only that module knows: possessive repeats, recursion,"
                " set operations and the like"
            )
        elif (sieve := Sieve([relaxed(source)])).passes(_NEUTRAL) and not sieve.passes(
            ""
        ):
            why = "it needs no word, no sign and no tag, so any words will do"
            advice = "put something into it that must be there"
        else:
            continue
        title = f"a pattern of {holder.name} is tried on every sentence"
        yield problem_of(holder.pattern, "R605", title, why, advice)


def costly(
    program: Program, paths: Collection[str], sentences: Sequence[str]
) -> Iterator[Problem]:
    """The patterns of some rule files that take far longer than others of the pack.

    Args:
        program: The compiled pack.
        paths: The rule files.
        sentences: Tagged sentences, the sample.
    """
    costs = _Sample(program, sentences).costs()
    tried = [cost for cost in costs.values() if cost]
    if len(tried) < FEWEST:
        return
    usual = median(tried)
    for holder in holders(program, paths):
        cost = costs.get(holder.finder.number, 0)
        if cost > MOST_TIMES * usual:
            yield problem_of(
                holder.pattern,
                "R606",
                f"a pattern of {holder.name} takes {cost:,.0f} ms for a megabyte of"
                " sentences",
                f"the pattern in the middle takes {usual:,.0f} ms; {MOST_TIMES} times as"
                " much is the limit",
                "begin it with a word or a tag, and let its repeats end soon",
            )


class _Sample:
    """Sentences to time patterns on."""

    def __init__(self, program: Program, sentences: Sequence[str]) -> None:
        self._finders = {
            holder.finder.number: holder.finder
            for holder in everyone(program)
            if holder.searches
        }
        self._sentences = [(s, program.passing(lowered(s))) for s in sentences]
        self._megabytes = sum(map(len, sentences)) / 1e6

    def costs(self) -> dict[int, float]:
        """Number of a finder -> milliseconds for a megabyte; 0 where it is not tried."""
        return {
            number: self._cost(number, finder)
            for number, finder in self._finders.items()
        }

    def _cost(self, number: int, finder: Finder) -> float:
        may = [text for text, passing in self._sentences if number in passing]
        if not may:
            return 0
        seconds = min(_seconds(finder, may) for _ in range(ROUNDS))
        return seconds * 1000 / self._megabytes


def _seconds(finder: Finder, texts: Sequence[str]) -> float:
    """How long it takes to find all in some texts, in the time of the processor."""
    begun = time.process_time()
    for text in texts:
        try:
            finder.find(text, lowered(text))
        except TimeoutError:
            continue
        finally:
            spent = time.process_time() - begun
        if spent > _LONG:
            break
    return time.process_time() - begun
