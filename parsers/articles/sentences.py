"""Sentences of a folded text: all of them, or the one around a figure.

Both ways ask the same question at the same marks (`_ends`), and the answer depends on
a few characters around a mark only. So the sentence around a figure is found without
reading the article from its beginning, and it is the one that `sentences` yields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from parsers.model import Span

_MARK = re.compile(
    r"""[\n.!?](?:(?<=\n)|["')\]]{0,3}(?=[ ]+(?:["'(\[$£€¥₹*#•]|[^\Wa-z_ß-ÿ])))"""
)
"""A line break, or a stop with its closing quotes and brackets before a blank and what
can open a sentence: a letter that is not lower case, a digit, a quote, a bullet."""

_MARK_LENGTH = 4
"""A stop and three closing quotes or brackets."""

_WINDOW = 256
"""How far back to look at first; about a sentence and a half of a news article."""

_WORD = 12
"""No abbreviation is longer than this."""

_OPENERS = re.compile(
    r""" +["'(\[]*(?:A|According|Addressing|After|Also|Although|An|And(?= [a-z])|As|At|Before"""
    r"|But|By|During|Earlier|Following|For|From|Furthermore|He|Her|His|However|I|If|In|It"
    r"|Its|Last|Later|Meanwhile|Moreover|On|Our|Referring|She|Since|So|Some|Speaking"
    r"|Such|That|The|Their|There|These|They|This|Those|Under|We|When|While|With|You)"
    r"(?![\w.-])"
)
"""Words that a name does not begin with; after "the U.S." they open a new sentence.

Old wires capitalise whatever follows a stop: "the U.S. And Japan" goes on.
"""

_LETTERS = re.compile(r"[A-Za-z](?:\.[A-Za-z])*")
"""Initials and acronyms without their last stop: `J`, `U.S`, `a.m`."""


def _words(listed: str) -> frozenset[str]:
    """The words of a list that is easier to read in one string."""
    return frozenset(listed.split())


_NAMES = _words(
    "Adm Amb Brig Capt Cmdr Col Dr Fr Ft Gen Gov Hon Lt Maj Messrs Mlle Mme Mr Mrs Ms"
    " Mt Pres Prof Rep Rev Sen Sgt St Sts vs v.s e.g i.e cf viz approx ca al"
)
"""Abbreviations that never end a sentence: a name, or the rest of it, follows."""

_TAILS = _words(
    "Assn Bros Co Corp Cos Dept Esq Est Inc Intl Jr Ltd Ph.D PLC Plc Pty Sr Univ"
    " ltd plc pty"
)
"""Abbreviations that may end a sentence; only the next word can tell."""

_NUMBERED = _words(
    "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs"
    " Fri Sat Art Ch Dh Dhs Fig Nos No Nr Para Rls Rs Sec Tk Vol nos pp"
)
"""Abbreviations when a number follows; ordinary ends of a sentence otherwise."""

_LONG_WORD = max(map(len, _NAMES | _TAILS | _NUMBERED)) + 1
"""Letters of a word that is no abbreviation."""


def sentences(folded: str) -> Iterator[Span]:
    """All sentences of a folded text in order, without the blanks around them."""
    start = 0
    for mark in _MARK.finditer(folded):
        if _ends(folded, mark):
            sentence = _trimmed(folded, start, _end(folded, mark))
            if sentence.start < sentence.end:
                yield sentence
            start = mark.end()
    rest = _trimmed(folded, start, len(folded))
    if rest.start < rest.end:
        yield rest


def sentence_at(folded: str, start: int, end: int, floor: int = 0) -> Span:
    """The sentence that holds the characters from `start` to `end`.

    A break inside of them is passed over: a figure is never torn.

    Args:
        folded: The folded text.
        start: Where the characters begin.
        end: Where they end.
        floor: Where a sentence before them is known to end.
    """
    first = sentence_start(folded, start, floor)
    for mark in _MARK.finditer(folded, max(first, end - _MARK_LENGTH)):
        last = _end(folded, mark)
        if last >= end and _ends(folded, mark):
            return _trimmed(folded, first, last)
    return _trimmed(folded, first, len(folded))


def sentence_start(folded: str, at: int, floor: int = 0) -> int:
    """Where the sentence around `at` begins, its leading blanks included.

    Args:
        folded: The folded text.
        at: A position in the sentence.
        floor: Where a sentence is known to begin; nothing before it is looked at.
    """
    width = _WINDOW
    while True:
        low = max(floor, at - width)
        for mark in reversed(list(_MARK.finditer(folded, low, at + 1))):
            if mark.end() <= at and _ends(folded, mark):
                return mark.end()
        if low == floor:
            return floor
        width *= 4


def _end(folded: str, mark: re.Match[str]) -> int:
    """Where the sentence before a mark ends: a stop belongs to it, a break does not."""
    return mark.start() if folded[mark.start()] == "\n" else mark.end()


def _ends(folded: str, mark: re.Match[str]) -> bool:
    """Whether a sentence ends at a mark, or only an abbreviation."""
    stop = mark.start()
    if folded[stop] != "." or folded[mark.end() - 1] in "\"'":
        return True
    if folded[max(0, stop - _LONG_WORD) : stop].isalpha() and stop >= _LONG_WORD:
        return True
    word = _word_before(folded, stop)
    if word in _NAMES:
        return False
    if word in _TAILS or _LETTERS.fullmatch(word):
        return _OPENERS.match(folded, mark.end()) is not None
    if word in _NUMBERED:
        return not folded[mark.end() :][:8].lstrip(" ")[:1].isdigit()
    return not (word.isdigit() and _numbers_an_item(folded, stop - len(word), word))


def _word_before(folded: str, stop: int) -> str:
    """The word before a stop, or its last letters if it is longer than `_WORD`."""
    before = folded[max(0, stop - _WORD) : stop]
    word = before.rpartition(" ")[2].rpartition("\n")[2].rpartition("-")[2]
    return word.lstrip("\"'([/")


def _numbers_an_item(folded: str, start: int, number: str) -> bool:
    """Whether a number before a stop counts the items of a list, as in `2. Exports`."""
    if len(number) > 2:
        return False
    ahead = folded[max(0, start - 2) : start]
    if ahead == ". ":
        return _word_before(folded, start - 2) not in _NUMBERED
    return ahead.rstrip(" ")[-1:] in ("", *"\n:;!?")


def _trimmed(folded: str, start: int, end: int) -> Span:
    """The span from `start` to `end` without its outer blanks."""
    piece = folded[start:end]
    inner = piece.strip()
    first = start + len(piece) - len(piece.lstrip())
    return Span(first, first + len(inner)) if inner else Span(start, start)
