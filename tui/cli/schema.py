"""`newsledger rules schema`: the JSON Schema of rule files, for editors."""

from __future__ import annotations

from parsers.rules.schema import schema_text
from tui.cli.exits import Exit
from tui.cli.printing import document, print_lines


def run() -> Exit:
    """Print the schema."""
    print_lines(document(schema_text()))
    return Exit.OK
