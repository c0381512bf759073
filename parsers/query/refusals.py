"""Why an expression is refused: the place, the reason, and what would be right."""

from __future__ import annotations

from parsers.errors import NewsledgerError


class QueryError(NewsledgerError):
    """An expression that can not be understood.

    `text` is the expression, `position` and `length` the characters that are meant,
    `reason` what is wrong with them, and `help`, if not empty, what would be right;
    `brief` is both in one line.
    """

    def __init__(
        self, text: str, position: int, length: int, reason: str, help: str = ""
    ) -> None:
        self.brief = "; ".join(filter(None, (reason, help)))
        lines = (
            f"column {position + 1}: {self.brief}",
            f"  {text}",
            self._mark(text, position, length),
        )
        super().__init__("\n".join(lines))
        self.text = text
        self.position = position
        self.length = length
        self.reason = reason
        self.help = help

    @staticmethod
    def _mark(text: str, position: int, length: int) -> str:
        """Carets below the characters that are meant."""
        return f"  {' ' * position}{'^' * max(1, min(length, len(text) - position))}"
