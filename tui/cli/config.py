"""`newsledger config show`: the settings in force, and who set them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path

from parsers.settings import Resolved, resolve
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.display import display


def show() -> Exit:
    """Print each setting as TOML, with the file that won in a comment."""
    resolved = resolve(Path.cwd())
    with output(STDOUT) as stream:
        stream.writelines(f"{display(line)}\n" for line in _lines(resolved))
    return Exit.OK


def _lines(resolved: Resolved) -> Iterator[str]:
    settings = resolved.settings
    tables = {"keys": settings.keys, "filters": tuple(settings.saved.items())}
    for key, source in resolved.winners:
        table = key in tables
        shown = _table(tables[key]) if table else _toml(getattr(settings, key))
        yield f"{key} = {shown}  # {source}"


def _toml(value: object) -> str:
    """The value as TOML; its texts, numbers and lists look as they do in JSON."""
    if isinstance(value, tuple):
        value = [str(path) for path in value]
    elif value is None or isinstance(value, Path):
        value = str(value or "")
    return json.dumps(value, ensure_ascii=False)


def _table(choices: Collection[tuple[str, object]]) -> str:
    """Names and what was chosen for each, as a table in one line."""
    pairs = (f"{_toml(name)} = {_toml(value)}" for name, value in choices)
    return f"{{ {', '.join(pairs)} }}" if choices else "{}"
