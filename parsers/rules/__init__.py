"""Rule packs: from YAML files to patterns that the engine can compile."""

from parsers.rules.loading import LoadedPack, Unsaved, load
from parsers.rules.pack import Pack
from parsers.rules.problems import Problem

__all__ = ["LoadedPack", "Pack", "Problem", "Unsaved", "load"]
