"""What a person looks for: words, "phrases in quotes", and beginnings of words*.

What is typed is never handed to the search as it is: there a colon, a bracket or a minus
would be an operator, and most texts that hold one would be an error.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from parsers.articles.decoding import without_surrogates
from parsers.errors import NewsledgerError

MOST_TERMS = 50
LONGEST = 2_000
"""Characters of all that is typed."""

_PIECE = re.compile(r'"([^"]*)"?|([^\s"]+)')
_CURLY = str.maketrans("“”„«»\0", '""""" ')


class SearchError(NewsledgerError):
    """Nothing can be looked for; `typed` is what was typed, `reason` says why."""

    def __init__(self, typed: str, reason: str) -> None:
        super().__init__(f"cannot search for '{typed[:100]}': {reason}")
        self.typed = typed
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand one behind the other."""

    words: str
    """Without any quote."""
    begins: bool = False
    """Whether the last word may go on."""

    @property
    def expression(self) -> str:
        """The term as FTS5 takes it: between quotes nothing is an operator."""
        return f'"{self.words}"{"*" if self.begins else ""}'


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms that were typed, each once; an article has to hold all of them.

    Raises:
        SearchError: If there is none, or too many.
    """
    if len(typed) > LONGEST:
        raise SearchError(typed, f"it is longer than {LONGEST:,} characters")
    plain = without_surrogates(typed).translate(_CURLY)
    found = (_term(*piece.groups()) for piece in _PIECE.finditer(plain))
    terms = tuple(dict.fromkeys(term for term in found if _has_word(term.words)))
    if not terms:
        raise SearchError(typed, "it holds no letter and no digit")
    if len(terms) > MOST_TERMS:
        raise SearchError(typed, f"it is more than {MOST_TERMS} words")
    return terms


def expression_of(terms: tuple[Term, ...]) -> str:
    """All terms as FTS5 takes them."""
    return " AND ".join(term.expression for term in terms)


def _term(phrase: str | None, word: str | None) -> Term:
    if word is None:
        return Term(phrase or "")
    return Term(word.rstrip("*"), begins=word.endswith("*"))


def _has_word(words: str) -> bool:
    """Whether there is anything that the search takes for a part of a word."""
    categories = map(unicodedata.category, words)
    return any(category[0] in "LN" or category == "Co" for category in categories)
