"""`newsledger init DIR`: a project folder."""

from __future__ import annotations

from pathlib import Path

from parsers.project import init
from tui.cli.exits import Exit
from tui.cli.output import STDOUT, output
from tui.cli.streams import say
from tui.display import one_line


def run(folder: Path) -> Exit:
    """Make the folder, and tell of each file whether it is new."""
    made = init(folder)
    with output(STDOUT) as stream:
        for file in made:
            stream.write(
                f"{'made' if file.new else 'kept'}  {one_line(str(file.path))}\n"
            )
    say(f"next: cd {folder}, put your articles into articles/, and run newsledger")
    return Exit.OK
