"""The documents: their blocks, and the commands in them, run as a person runs them."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conftest import ROOT

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
PROGRAM = "import sys; from tui.cli import main; sys.exit(main())"
PROGRESS = re.compile(
    r"^(?:shards: [\d,]+, )?articles: [\d,]+, entries: [\d,]+\n", re.MULTILINE
)
"""What a command says meanwhile that takes long, on a machine that has much to do."""
GAP = "…"
"""A line that stands for any number of lines of output."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A command of a document, and the output that the document shows below it."""

    document: Path
    command: str
    shown: str

    def expects(self, printed: str) -> bool:
        """Whether an output is the one that is shown."""
        lines = (
            r"(?:.*\n)*?" if line.rstrip("\n") == GAP else re.escape(line)
            for line in self.shown.splitlines(keepends=True)
        )
        return re.fullmatch("".join(lines), printed) is not None

    def show(self, printed: str) -> None:
        """Write an output into the document, in place of the one that it shows."""
        text = self.document.read_text(encoding="utf-8")
        old, new = (f"$ {self.command}\n{out}" for out in (self.shown, printed))
        self.document.write_text(text.replace(old, new), encoding="utf-8")


def blocks(document: Path) -> list[tuple[str, str]]:
    """What is said behind each opening fence, and what stands between the fences."""
    return FENCE.findall(document.read_text(encoding="utf-8"))


def typed(document: Path, block: str) -> Iterator[Typed]:
    """The commands of a `console` block; each begins with a dollar sign and a blank."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        yield Typed(document, command, shown)


@dataclass(frozen=True, slots=True)
class Shell:
    """Where commands of a document are run: a folder, and beside it the program."""

    work: Path

    def __post_init__(self) -> None:
        """Make `newsledger` a command."""
        self._tools.mkdir()
        newsledger = self._tools / "newsledger"
        newsledger.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{PROGRAM}" "$@"\n'
        )
        newsledger.chmod(0o755)

    @property
    def _tools(self) -> Path:
        return self.work.parent / "bin"

    def run(self, command: str) -> str:
        """All that a command prints, but for what tells how far it is."""
        environment = {
            **os.environ,
            "HOME": str(self.work.parent),
            "LC_ALL": "C.UTF-8",
            "PATH": f"{self._tools}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "a@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        output = subprocess.run(
            ["/bin/sh", "-c", command],
            cwd=self.work,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=60,
        ).stdout
        return PROGRESS.sub("", output)
