"""The engine: articles and a rule pack in, entries out. The only caller of `regex`."""

from parsers.engine.program import PatternError, Program
from parsers.engine.reader import Engine

__all__ = ["Engine", "PatternError", "Program"]
