"""Fetching pages and feeds: little, slowly, from public addresses, and kept as evidence."""

from parsers.fetching.addresses import parse
from parsers.fetching.courtesy import Courtesy
from parsers.fetching.errand import Errand, Outcome
from parsers.fetching.refusals import NotFetchedError
from parsers.fetching.shelf import Shelf
from parsers.fetching.visitor import Visitor

__all__ = [
    "Courtesy",
    "Errand",
    "NotFetchedError",
    "Outcome",
    "Shelf",
    "Visitor",
    "parse",
]
