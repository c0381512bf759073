"""The index of a project: what can be made again from articles and rules, to be searched."""

from parsers.indexing.database import (
    IndexBusyError,
    IndexFaultError,
    NoIndexError,
    reading,
    writing,
)
from parsers.indexing.state import State, Totals, state_of, totals_of
from parsers.indexing.survey import Survey
from parsers.indexing.update import Step, Update, worthwhile

__all__ = [
    "IndexBusyError",
    "IndexFaultError",
    "NoIndexError",
    "State",
    "Step",
    "Survey",
    "Totals",
    "Update",
    "reading",
    "state_of",
    "totals_of",
    "worthwhile",
    "writing",
]
