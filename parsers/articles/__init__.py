"""Reading articles: from paths and bytes to canonical text with its sentences."""

from parsers.articles.folders import Found, Names, articles_in, find, find_files
from parsers.articles.forms import Record, file_of, is_there
from parsers.articles.reading import LIMIT, article_from_text, read
from parsers.articles.sentences import sentence_at, sentences

__all__ = [
    "LIMIT",
    "Found",
    "Names",
    "Record",
    "article_from_text",
    "articles_in",
    "file_of",
    "find",
    "find_files",
    "is_there",
    "read",
    "sentence_at",
    "sentences",
]
