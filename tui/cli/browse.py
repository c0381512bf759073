"""`newsledger [PATH…]`: the terminal program, or the ledger where there is no terminal."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from parsers.settings import resolve, rule_files
from tui.cli.keys import chosen_actions
from tui.cli.streams import has_terminal, say


def run(paths: Sequence[Path], rules: Sequence[Path]) -> int:
    """Browse the articles; print their ledger if no person sits at a terminal."""
    if not has_terminal():
        say("newsledger: no terminal to browse on, so this is the ledger as a table")
        from tui.cli import extract

        return extract.run(paths, rules)
    resolved = resolve(Path.cwd(), tuple(rules))
    settings = resolved.settings
    actions = chosen_actions(resolved)
    files = rule_files(settings.rules)
    # Textual takes its theme from here, and reads it once, when it is imported.
    os.environ.setdefault("TEXTUAL_THEME", settings.theme)
    from tui.app import run as browse
    from tui.library import PathsLibrary

    articles = tuple(paths) or settings.articles
    return browse(PathsLibrary(articles, files, settings.size_limit), actions)
