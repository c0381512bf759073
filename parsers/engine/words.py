"""The forms of vocabularies in a sentence.

Looking up each word of a sentence in a dictionary is several times faster than one
pattern of all the forms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from parsers.rules.pack import Vocabulary

_WORD = re.compile(r"\w+")
_GAPS_AND_WORDS = re.compile(r"(\w+)")
_SAME = (("\u017f", "s"), ("\u0130", "i"), ("\u0131", "i"))


class Atom(NamedTuple):
    """One tagged stretch of the article."""

    start: int
    end: int
    type: str
    """`money`, `quantity`, `change`, `period`, or the name of a vocabulary; empty for
    a run of blanks."""
    value: str
    """Canonical value of a vocabulary form; empty for periods, and for figures but a
    change that tells its direction itself: `signed`."""
    figure: int
    """Index of the figure in the article, or -1."""
    tag: str
    """The character that stands for it."""


class Form(NamedTuple):
    """One form of a vocabulary, ready to be compared."""

    text: str
    fold: bool
    """Whether it is compared in lower case."""
    whole: bool
    """Whether no letter or digit may follow."""
    type: str
    value: str
    tag: str


class Words:
    """The forms of vocabularies, by their first two words in lower case."""

    def __init__(self, vocabularies: Sequence[Vocabulary]) -> None:
        """Index the forms; of two equal ones, that of the earlier vocabulary counts.

        One that begins with a sign is no word, and never found.
        """
        self._index: dict[str, dict[str, list[Form]]] = {}
        for vocabulary in vocabularies:
            whole = vocabulary.guard == "word"
            for text, value in vocabulary.forms.items():
                if not _WORD.match(text):
                    continue
                first, second = _first_words(lowered(text))
                form = Form(
                    text,
                    vocabulary.fold,
                    whole,
                    vocabulary.name,
                    value,
                    vocabulary.tag(value),
                )
                self._index.setdefault(first, {}).setdefault(second, []).append(form)
        for by_second in self._index.values():
            for forms in by_second.values():
                forms.sort(key=lambda form: (-len(form.text), form.fold))

    def names(self, value: str, vocabularies: frozenset[str]) -> tuple[str, ...]:
        """The forms of exact case that stand for a value."""
        return tuple(
            form.text
            for by_second in self._index.values()
            for forms in by_second.values()
            for form in forms
            if form.value == value and form.type in vocabularies and not form.fold
        )

    def find(self, sentence: str, start: int) -> list[Atom]:
        """The atoms of a sentence that begins at `start` of the article."""
        found: list[Atom] = []
        low, index = lowered(sentence), self._index
        # Gaps and words in turn: no match object is made for each word.
        parts = _GAPS_AND_WORDS.split(low)
        starts = list(accumulate(map(len, parts), initial=0))
        words = [*parts[1::2], ""]
        end = 0
        for number in [n for n, word in enumerate(words) if word in index]:
            at = starts[2 * number + 1]
            if at < end:
                continue
            by_second, after = index[words[number]], words[number + 1]
            hit = None
            if after in by_second:
                hit = _longest(by_second[after], sentence, low, at)
            if hit is None and "" in by_second:
                hit = _longest(by_second[""], sentence, low, at)
            if hit is not None:
                form, end = hit
                found.append(
                    Atom(start + at, start + end, form.type, form.value, -1, form.tag)
                )
        return found


def _first_words(form: str) -> tuple[str, str]:
    """The first two words of a form; the second is empty for a form of one word."""
    first, *more = _WORD.findall(form)
    return first, more[0] if more else ""


def _longest(
    forms: Sequence[Form], sentence: str, low: str, at: int
) -> tuple[Form, int] | None:
    """The longest form that stands at an offset, and where it ends."""
    for form in forms:
        haystack = low if form.fold else sentence
        if haystack.startswith(form.text, at):
            end = at + len(form.text)
        elif " " in form.text and "  " in sentence:
            match = _any_blanks(form.text).match(haystack, at)
            if match is None:
                continue
            end = match.end()
        else:
            continue
        if not form.whole or not begins_in_word(sentence[end : end + 1]):
            return form, end
    return None


@lru_cache(maxsize=4096)
def _any_blanks(form: str) -> re.Pattern[str]:
    """A form of several words, with any number of blanks between them."""
    return re.compile(re.escape(form).replace(r"\ ", " +"))


def begins_in_word(text: str) -> bool:
    """Whether a text goes on with a word that has begun before it."""
    return text[:1].isalnum() or text[:1] == "_"


def lowered(text: str) -> str:
    """Lower case of the same length, whatever the script.

    A long s is an s, and an i has its dot, as to a pattern that ignores case.
    """
    if text.isascii():
        return text.lower()
    for written, meant in _SAME:
        text = text.replace(written, meant)
    return text.lower()
