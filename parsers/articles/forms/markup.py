"""The text of a piece of HTML: its words, a line for each paragraph."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BLOCK = re.compile(
    "address|article|aside|blockquote|br|caption|dd|div|dl|dt|fieldset|figcaption|figure"
    "|footer|form|h[1-6]|header|hr|li|main|nav|ol|option|p|pre|section|table|tbody|td"
    "|tfoot|th|thead|tr|ul"
)
"""What begins and ends a line."""

_HIDDEN = ("script", "style", "template", "title")
"""What nobody sees."""


def text_of(markup: str) -> str:
    """All that a reader would see, without blanks and lines that only lay it out."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = "".join(reader.pieces).split("\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


class _Reader(HTMLParser):
    """Collects pieces of text; a line end is one that is seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line or something that is not seen."""
        if tag in _HIDDEN and self._hidden is None:
            self._hidden = tag
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Begin a line."""
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line or something that is not seen."""
        if tag == self._hidden:
            self._hidden = None
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Take a piece; line ends in it are only how the file is laid out."""
        if self._hidden is None:
            self.pieces.append(data.replace("\r", " ").replace("\n", " "))

    def _break(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self.pieces.append("\n")
