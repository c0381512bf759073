"""Expressions that choose entries and articles: `iraq flow:export amount>1bn`."""

from parsers.query.expression import Expression
from parsers.query.fields import (
    FIELDS,
    NOTHING_SAID,
    Asked,
    Candidate,
    Field,
    Said,
    SaidOf,
    candidate_of,
    folded,
    nothing_said,
)
from parsers.query.query import EVERYTHING, Query, parse
from parsers.query.refusals import QueryError
from parsers.query.tokens import NAME

__all__ = [
    "EVERYTHING",
    "FIELDS",
    "NAME",
    "NOTHING_SAID",
    "Asked",
    "Candidate",
    "Expression",
    "Field",
    "Query",
    "QueryError",
    "Said",
    "SaidOf",
    "candidate_of",
    "folded",
    "nothing_said",
    "parse",
]
