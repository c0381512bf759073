"""From the text of an expression to what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NoReturn

from parsers.model import Entry
from parsers.query.expression import All, Either, Expression, Not, Sign, Term, Words
from parsers.query.fields import FIELDS, Asked, Field
from parsers.query.matching import Test, asks_entries, test_of
from parsers.query.refusals import QueryError
from parsers.query.tokens import Token, TokenKind, tokens
from parsers.query.values import SHAPES, is_value

DEEPEST = 40
"""Parentheses within one another."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for, and the means to find it.

    An expression is asked of each entry together with its article. An article is chosen
    when one of its entries is, or, if it has none, when the expression holds without.
    """

    expression: Expression
    _test: Test = field(repr=False, compare=False)
    asks_entries: bool = field(compare=False)
    """Whether it asks for anything that an entry has."""

    def holds(self, article: Asked) -> bool | None:
        """Whether the article is chosen; None where too little of it is known."""
        entries = article.entries
        if not entries or not self.asks_entries:
            return self._test(article, None)
        test = self._test
        unknown = False
        for entry in entries:
            found = test(article, entry)
            if found:
                return True
            unknown = unknown or found is None
        return None if unknown else False

    def answers(self, articles: Iterable[Asked]) -> list[bool | None]:
        """Whether each of many articles is chosen."""
        if self.asks_entries:
            return list(map(self.holds, articles))
        test = self._test
        return [test(article, None) for article in articles]

    def entries(self, article: Asked) -> tuple[Entry, ...]:
        """The entries of the article that are chosen."""
        entries = article.entries or ()
        if not self.asks_entries:
            return entries if self._test(article, None) else ()
        test = self._test
        return tuple([entry for entry in entries if test(article, entry)])


def query_of(expression: Expression) -> Query:
    """The query that an expression asks."""
    return Query(expression, test_of(expression), asks_entries(expression))


EVERYTHING = query_of(All(()))


def parse(text: str, saved: Mapping[str, str] | None = None) -> Query:
    """Understand an expression.

    Args:
        text: Such as `iraq -(flow:export or amount>1bn)`.
        saved: Expressions by the names that `@name` calls them by.

    Raises:
        QueryError: With the place, and what would be right.
    """
    return query_of(_Parser(text, saved or {}).parse())


class _Parser:
    """Reads one expression from left to right."""

    def __init__(self, text: str, saved: Mapping[str, str]) -> None:
        self._text = text
        self._saved = saved
        self._tokens = list(tokens(text))
        self._next = 0

    def parse(self) -> Expression:
        """The whole expression."""
        if self._token.kind == "end":
            return All(())
        found = self._either(0)
        if self._token.kind == ")":
            self._refuse("there is no ( for this )", "remove it")
        return found

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _take(self, kind: TokenKind) -> bool:
        """Go on if the next word is of a kind."""
        taken = self._token.kind == kind
        self._next += taken
        return taken

    def _either(self, depth: int) -> Expression:
        parts = [self._all(depth)]
        while self._take("or"):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _all(self, depth: int) -> Expression:
        parts = []
        while self._token.kind not in ("or", ")", "end"):
            parts.append(self._part(depth))
        if not parts:
            self._refuse(
                "something is missing here",
                'write a word, or FIELD:VALUE; a word "or" is quoted',
            )
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _part(self, depth: int) -> Expression:
        negations = 0
        while self._take("-"):
            negations += 1
        found = self._atom(depth + negations)
        for _ in range(negations):
            found = Not(found)
        return found

    def _atom(self, depth: int) -> Expression:
        token = self._token
        if depth > DEEPEST:
            self._refuse("this is nested too deeply", f"{DEEPEST} levels are the most")
        if self._take("("):
            found = self._either(depth + 1)
            if not self._take(")"):
                self._refuse("a ) is missing", "close the parenthesis", token)
            return found
        if self._take("words"):
            return Words(token.text)
        if self._take("saved"):
            return self._expanded(token)
        if self._take("field"):
            return self._term(token)
        return self._refuse("something is missing here", "write a word, or FIELD:VALUE")

    def _expanded(self, token: Token) -> Expression:
        """What was saved under a name; it names no further ones, so it has an end."""
        if token.text not in self._saved:
            self._refuse(
                f"no expression is saved as {token.text}",
                _hint(token.text, self._saved),
                token,
            )
        try:
            return _Parser(self._saved[token.text], {}).parse()
        except QueryError as error:
            self._refuse(f"@{token.text} is wrong: {error.reason}", error.help, token)

    def _term(self, token: Token) -> Term:
        """A field with its values, all of them checked."""
        asked = FIELDS.get(token.text.lower())
        if asked is None:
            self._refuse(
                f"there is no field {token.text}",
                _hint(token.text, FIELDS, "quote words with a sign in them"),
                token,
            )
        sign = _sign(token.sign)
        ordered = asked.kind in ("number", "time")
        if sign != ":" and not ordered:
            self._refuse(
                f"{asked.name} has no order", f"write {asked.name}:VALUE", token
            )
        values = token.values
        if not values or "" in values:
            self._refuse(
                f"a value is missing after {token.text}{token.sign}", asked.help, token
            )
        if asked.kind == "number":
            values = (",".join(values),)
        for value in values:
            self._check(asked, sign, value, token)
        return Term(asked.name, sign, values)

    def _check(self, asked: Field, sign: Sign, value: str, token: Token) -> None:
        """Refuse a value that the field can not have."""
        if not is_value(asked.kind, sign, value):
            self._refuse(
                f"{value} is no {asked.kind} of {asked.name}", SHAPES[asked.kind], token
            )
        codes = (*asked.codes, "none")
        if asked.codes and value.lower() not in codes:
            self._refuse(f"{asked.name} is never {value}", _hint(value, codes), token)

    def _refuse(self, reason: str, help: str, token: Token | None = None) -> NoReturn:
        token = token or self._token
        raise QueryError(self._text, token.position, token.length, reason, help)


def _sign(text: str) -> Sign:
    signs: Mapping[str, Sign] = {">": ">", "<": "<", ">=": ">=", "<=": "<="}
    return signs.get(text, ":")


def _hint(
    name: str, known: Mapping[str, object] | tuple[str, ...], more: str = ""
) -> str:
    """The nearest of the known names, or all of them."""
    near = get_close_matches(name.lower(), known, n=1)
    if near:
        return f"did you mean {near[0]}?"
    names = ", ".join(known) or "none"
    return "; ".join(filter(None, (f"known are {names}", more)))
