"""`newsledger config show`: the settings in force, and who set them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from parsers.settings import Choices, Resolved, resolve
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
    for key, source in resolved.winners:
        value = getattr(resolved.settings, key)
        shown = _table(value) if key == "keys" else _toml(value)
        yield f"{key} = {shown}  # {source}"


def _table(choices: Choices) -> str:
    """Names and what was chosen for each, as a table in one line."""
    pairs = (f"{json.dumps(name)} = {json.dumps(texts)}" for name, texts in choices)
    return f"{{ {', '.join(pairs)} }}" if choices else "{}"


def _toml(value: object) -> str:
    """The value as TOML; its texts, numbers and lists look as they do in JSON."""
    if isinstance(value, tuple):
        value = [str(path) for path in value]
    elif value is None or isinstance(value, Path):
        value = str(value or "")
    return json.dumps(value, ensure_ascii=False)
