"""From what an expression says to the period it means in its article."""

from __future__ import annotations

from dataclasses import replace

from parsers.engine.periods.edges import read
from parsers.engine.periods.evidence import Evidence, gather
from parsers.engine.periods.resolution import Resolution
from parsers.engine.periods.stated import Stated
from parsers.model import Period


class Calendar:
    """What one article has told about its years; reads the text at the first question."""

    __slots__ = ("_evidence", "_folded", "_published")

    def __init__(self, published: str | None, folded: str) -> None:
        """Remember the article; nothing is read yet.

        Args:
            published: The day of publication, `YYYY-MM-DD`, if it is known.
            folded: The whole folded text of the article.
        """
        self._published = published
        self._folded = folded
        self._evidence: Evidence | None = None

    @property
    def evidence(self) -> Evidence:
        """The years that the article counts from."""
        if self._evidence is None:
            self._evidence = gather(self._published, self._folded)
        return self._evidence

    def resolve(self, stated: Stated, against: Period | None) -> Period | None:
        """The period that an expression means.

        Args:
            stated: What it says.
            against: The period that governs the text so far, for "the same period".
        """
        said = None if against is None else read(against)
        try:
            found = Resolution(self.evidence, said).of(stated)
        except (ValueError, OverflowError):  # a day outside the years 1 to 9999
            return None
        return None if found is None else found.period

    def year_before(self, period: Period | None) -> Period | None:
        """The same months of the year before."""
        if period is None:
            return None
        return self.resolve(Stated(like=True, said=True, shift=-1), period)

    def compare(self, stated: Stated, against: Period | None) -> Period | None:
        """The period of a figure that another one, of the period `against`, is set against.

        Where a whole year is named, the same months of that year are meant: "up from
        $121 million last year", after a figure for nine months.
        """
        said = None if against is None else read(against)
        if said is not None:
            if stated.whole_year and stated.to_year is None:
                if stated.year is None or said.months < 12:
                    stated = replace(stated, like=True, said=True)
            elif stated.step is not None:
                stated = replace(stated, said=True)
        return self.resolve(stated, against)
