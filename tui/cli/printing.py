"""What commands print: documents for programs as they are, text for people harmless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parsers.workbench.citation import Citation
from tui.cli.output import STDOUT, output
from tui.display import display


def document(text: str) -> Iterator[str]:
    """Data for a program, as it is."""
    yield text.rstrip("\n") + "\n"


def shown(text: str) -> Iterator[str]:
    """Text for a person, line by line and harmless."""
    return (f"{display(line)}\n" for line in text.splitlines())


def print_lines(lines: Iterable[str]) -> None:
    """Write the lines to standard output."""
    with output(STDOUT) as stream:
        stream.writelines(lines)


def sentence(citation: Citation) -> str:
    """The sentence with the characters that are meant between brackets."""
    return f"{citation.before}⟦{citation.text}⟧{citation.after}"
