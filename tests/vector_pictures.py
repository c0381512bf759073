"""Pictures of the browser as SVG: in fonts that every viewer has, and as small as can be."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from operator import itemgetter

from textual.app import App

CELL, ROW = 12.2, 24.4
"""Width and height of a character in a picture."""

_ELSEWHERE = re.compile(r"\s*(?:@font-face \{.*?\}|<!--.*?-->)", re.DOTALL)
_ID = re.compile(r"terminal-\d+-")
_CLIPPED = re.compile(
    r'<clipPath id="line-\d+">.*?</clipPath>\s*| clip-path="[^"]*line-\d+\)"', re.DOTALL
)
"""Rows are cut off where none is too long."""
_CELLS = re.compile(
    r'<rect fill="(#\w+)" [^>]*width="([\d.]+)"[^>]*shape-rendering="crispEdges"/>'
)
_SIZE = re.compile(
    r'<clipPath id="clip-terminal">\s*<rect[^>]* width="([\d.]+)" height="([\d.]+)"'
)
_SCREEN = re.compile(r'<g [^>]*clip-path="url\(#clip-terminal\)">')
_TEXT = re.compile(
    r'<text class="(\w+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+">([^<]*)</text>'
)
_BLANK = "&#160;"
_ENTITY = re.compile(r"&[#\w]+;")


def picture(app: App[None]) -> str:
    """What is on the screen now, with nothing in it that is fetched from elsewhere."""
    svg = _ELSEWHERE.sub("", app.export_screenshot(title="newsledger"))
    svg = svg.replace("Fira Code, ", "").replace("Fira Code", "monospace")
    svg = _CLIPPED.sub("", _ID.sub("", svg))
    return _TEXT.sub(_placed, _on_one_ground(svg))


def _on_one_ground(svg: str) -> str:
    """The picture with one sheet in place of the cells of a colour that most have."""
    widths: Counter[str] = Counter()
    for ground, width in _CELLS.findall(svg):
        widths[ground] += round(float(width) / CELL)
    sizes, screen = _SIZE.search(svg), _SCREEN.search(svg)
    assert sizes is not None
    assert screen is not None
    cells = float(sizes[1]) / CELL * float(sizes[2]) / ROW
    ground, filled = max(widths.items(), key=itemgetter(1), default=("", 0))
    if filled < cells / 2:
        return svg
    bare = _CELLS.sub(lambda cell: "" if cell[1] == ground else cell[0], svg)
    sheet = f'<rect fill="{ground}" width="100%" height="100%"/>'
    return bare.replace(screen[0], screen[0] + sheet)


def _placed(match: re.Match[str]) -> str:
    """A text without the blanks around it, which some viewers drop."""
    kind, x, y, text = match.groups()
    stripped = text.strip()
    while stripped.startswith(_BLANK):
        stripped = stripped.removeprefix(_BLANK)
    left = (len(text) - len(stripped)) // len(_BLANK)
    while stripped.endswith(_BLANK):
        stripped = stripped.removesuffix(_BLANK)
    if not stripped:
        return ""
    width = len(_ENTITY.sub("x", stripped)) * CELL
    at = float(x) + left * CELL
    return (
        f'<text class="{kind}" x="{at:.1f}" y="{y}" textLength="{width:.1f}">'
        f"{stripped}</text>"
    )


def words_of(svg: str) -> str:
    """The text of a picture, row by row as on the screen."""
    rows: dict[int, list[str]] = {}
    for _kind, x, y, text in _TEXT.findall(svg):
        row = rows.setdefault(round(float(y) / ROW), [])
        column = round(float(x) / CELL)
        row += [" "] * (column - len(row))
        row += unescape(text).replace("\xa0", " ")
    last = max(rows, default=0)
    return "\n".join("".join(rows.get(row, ())).rstrip() for row in range(1, last + 1))
