"""Reading articles: from paths and bytes to canonical text with its sentences."""

from parsers.articles.folders import Found, find
from parsers.articles.reading import LIMIT, article_from_text, read
from parsers.articles.sentences import sentence_at, sentences

__all__ = [
    "LIMIT",
    "Found",
    "article_from_text",
    "find",
    "read",
    "sentence_at",
    "sentences",
]
