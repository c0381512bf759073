"""Days of publication, in the ways in which programs write them."""

from __future__ import annotations

import re
from datetime import date, datetime, timezone

from parsers.articles.headline import day_of

_ISO = re.compile(r"\s*(\d{4})([-/.]?)(\d\d)\2(\d\d)(?!\d)", re.ASCII)

_LONGEST = 80
"""Characters of a date with its time and zone."""

_MILLISECONDS = 10**11
"""Seconds never come to so many: they are thousandths then, as pandas writes them."""


def day_told(told: object) -> str | None:
    """The day that a date tells, as `YYYY-MM-DD`; None if it tells none.

    It is the day at the place that wrote it: no zone is reckoned with. A number counts
    seconds since 1970 in Greenwich.
    """
    if isinstance(told, date):
        return told.isoformat()[: len("YYYY-MM-DD")]
    if isinstance(told, str) and len(told) <= _LONGEST:
        return _written(told)
    if isinstance(told, (int, float)) and not isinstance(told, bool):
        return _counted(told)
    return None


def _written(told: str) -> str | None:
    iso = _ISO.match(told)
    if iso:
        try:
            return date(int(iso[1]), int(iso[3]), int(iso[4])).isoformat()
        except ValueError:
            return None
    found = day_of(told.strip())
    return found[0] if found else None


def _counted(told: float) -> str | None:
    try:
        seconds = told / 1000 if abs(told) >= _MILLISECONDS else told
        return datetime.fromtimestamp(seconds, timezone.utc).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return None
