"""Reading articles: from paths and bytes to canonical text with its sentences."""

from parsers.articles.folders import Found, find
from parsers.articles.forms import Record, file_of, is_there
from parsers.articles.reading import LIMIT, article_from_text, read
from parsers.articles.sentences import sentence_at, sentences

__all__ = [
    "LIMIT",
    "Found",
    "Record",
    "article_from_text",
    "file_of",
    "find",
    "is_there",
    "read",
    "sentence_at",
    "sentences",
]
