"""Expressions that choose entries and articles: `iraq flow:export amount>1bn`."""

from parsers.query.expression import Expression
from parsers.query.fields import FIELDS, Candidate, Field, candidate_of, folded
from parsers.query.query import EVERYTHING, Query, parse
from parsers.query.refusals import QueryError
from parsers.query.tokens import NAME

__all__ = [
    "EVERYTHING",
    "FIELDS",
    "NAME",
    "Candidate",
    "Expression",
    "Field",
    "Query",
    "QueryError",
    "candidate_of",
    "folded",
    "parse",
]
