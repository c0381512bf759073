"""`newsledger [PATH…]`: the terminal program, or the ledger where there is no terminal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from parsers.settings import Resolved, resolve, rule_files
from tui.cli.keys import chosen_actions
from tui.cli.streams import has_terminal, say

if TYPE_CHECKING:
    from parsers.indexing.search import Match
    from parsers.store import Store


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
    from tui.session import session_file

    articles = tuple(paths) or settings.articles
    library = PathsLibrary(articles, files, settings.size_limit)
    # Without a project the browser has no place for verdicts, and says so when asked.
    store = partial(_open_store, resolved) if settings.decisions else None
    look_up = partial(_look_up, resolved) if resolved.project else None
    session = session_file(articles)
    return browse(library, actions, settings.saved, session, store, look_up)


def _look_up(resolved: Resolved, typed: str) -> Iterator[Match]:
    """The articles of the index that hold what was typed."""
    from parsers.indexing.database import reading
    from parsers.indexing.search import search
    from parsers.indexing.terms import terms_of
    from tui.cli.indexed import project_folder

    terms, project = terms_of(typed), project_folder(resolved)
    with reading(project) as connection:
        yield from search(connection, project, terms)


def _open_store(resolved: Resolved) -> Store:
    """The store of verdicts; nothing of it is imported before the first paint."""
    from tui.cli.decided import open_store

    return open_store(resolved)
