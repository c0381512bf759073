"""Expressions of time: what each says, and which period it means in its article."""

from __future__ import annotations

from parsers.engine.periods.calendar import Calendar
from parsers.engine.periods.reading import parse
from parsers.engine.periods.stated import Day, Stated

__all__ = ["Calendar", "Day", "Stated", "parse"]
